"""Notes: why a finding is as it is, in the words of an inspector."""

from collections.abc import Sequence

from pipeline.model import Cadence, Document, Finding, Problem, Reason, Requirement, Status, Target
from pipeline.text.wording import REASONS, periods

_SHOWN = 3


def write(requirement: Requirement, finding: Finding, documents: int, members: int | None, copies: Sequence[str]) -> str:
    """The note of a finding. ``documents``: how many papers prove it, or how many people personal papers are from."""
    parts = [_main(requirement, finding, documents, members)]
    if finding.targets:
        parts.append(_targets(finding.targets))
    refused = [a for a in finding.against if a.reason is not Reason.CONTRADICTION]
    if refused and finding.status in (Status.MISSING, Status.PARTIAL, Status.REVIEW):
        reasons = list(dict.fromkeys(REASONS[a.reason] for a in refused))[:_SHOWN]
        parts.append(f"Có đoạn gần đúng nhưng không tính: {'; '.join(reasons)}")
    if copies:
        parts.append(f"Lưu ý biên bản gần giống nhau, chỉ khác ngày tháng: {', '.join(copies)}")
    return ". ".join(p for p in parts if p) + "."


def _main(requirement: Requirement, finding: Finding, documents: int, members: int | None) -> str:
    if finding.status is Status.NOT_REQUIRED:
        return "Hồ sơ nêu lý do được miễn" if finding.evidence else "Không phát sinh trong hồ sơ, không bắt buộc phải có"
    if finding.status is Status.REVIEW:
        if any(a.reason is Reason.CONTRADICTION for a in finding.against):
            return f"Hồ sơ mâu thuẫn nhau, cần làm rõ: {_opposites(finding)}"
        return "Chỉ thấy trên trang quét không rõ, cần đối chiếu bản gốc" if finding.evidence else "Cần mở hồ sơ xem lại"
    if finding.status is Status.MISSING:
        return "Chưa tìm thấy minh chứng trong hồ sơ"
    if finding.absent:
        return f"Thiếu {periods(finding.absent)}"
    if requirement.cadence is Cadence.COUNT:
        return f"Có {documents}/{requirement.count} văn bản"
    if finding.covered:
        return "Có đủ các kỳ"
    if requirement.counted:
        return f"Có {documents}/{members} đảng viên" if members else f"Có {documents} bản"
    if finding.status is Status.PARTIAL:
        return "Mới có một phần"
    return f"Có {documents} văn bản chứng minh" if documents > 1 else "Có minh chứng"


def _opposites(finding: Finding) -> str:
    """Where the contradicting passages stand."""
    told = [a for a in finding.against if a.reason is Reason.CONTRADICTION]
    papers = dict.fromkeys([*(a.document for a in told), *(e.document for e in finding.evidence)])
    return "; ".join(list(papers)[:_SHOWN])


def _targets(targets: Sequence[Target]) -> str:
    met = sum(t.met is True for t in targets)
    missed = sum(t.met is False for t in targets)
    told = sum(t.actual is not None for t in targets)
    text = f"{len(targets)} chỉ tiêu: {met} đạt, {missed} chưa đạt"
    return text if told == len(targets) else f"{text}, {len(targets) - told} chưa có kết quả"


def near_copies(documents: Sequence[Document]) -> tuple[str, ...]:
    """Paths of documents that are near copies of others."""
    return tuple(d.path for d in documents if d.has(Problem.NEAR_DUPLICATE))

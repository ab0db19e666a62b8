"""Wording: the closed vocabularies in the words of inspectors."""

import re
from collections.abc import Sequence

from pipeline.model import UNREADABLE, Finding, Flag, Kind, Problem, Reason, Status

STATUSES = {
    Status.FOUND: "Có",
    Status.PARTIAL: "Thiếu một phần",
    Status.MISSING: "Không có",
    Status.NOT_REQUIRED: "Không bắt buộc",
    Status.REVIEW: "Cần xem lại",
}
KINDS = {
    Kind.MINUTES: "Biên bản",
    Kind.RESOLUTION: "Nghị quyết",
    Kind.PLAN: "Kế hoạch",
    Kind.REPORT: "Báo cáo",
    Kind.PROGRAMME: "Chương trình",
    Kind.RULES: "Quy chế",
    Kind.DECISION: "Quyết định",
    Kind.NOTICE: "Thông báo",
    Kind.LETTER: "Công văn",
    Kind.SUBMISSION: "Tờ trình",
    Kind.GUIDANCE: "Hướng dẫn",
    Kind.DIRECTIVE: "Chỉ thị",
    Kind.REGULATION: "Quy định",
    Kind.COMMITMENT: "Bản cam kết",
    Kind.SELF_REVIEW: "Bản kiểm điểm",
    Kind.OPINION: "Phiếu",
    Kind.LIST: "Danh sách",
    Kind.REGISTER: "Sổ",
    Kind.REGISTRATION: "Bản đăng ký",
    Kind.APPLICATION: "Đơn",
    Kind.INVITATION: "Giấy mời",
    Kind.OTHER: "Khác",
}
PROBLEMS = {
    Problem.OTHER_CELL: "của chi bộ khác",
    Problem.OTHER_YEAR: "của năm khác",
    Problem.DUPLICATE: "bản sao của",
    Problem.NEAR_DUPLICATE: "gần giống",
    Problem.UNREADABLE: "không đọc được",
    Problem.LOW_OCR: "bản quét mờ",
    Problem.BLANK_TEMPLATE: "mẫu trống",
    Problem.UNSIGNED: "dự thảo, chưa ký",
    Problem.DATE_CONFLICT: "ngày tháng mâu thuẫn",
    Problem.ENCRYPTED: "có mật khẩu",
    Problem.CORRUPT: "tệp hỏng",
    Problem.EMPTY: "tệp rỗng",
    Problem.UNSUPPORTED: "chưa đọc được",
}
REASONS = {
    Reason.NEGATED: "câu phủ định (chưa làm, không làm)",
    Reason.FUTURE: "mới là dự kiến, chưa phải việc đã làm",
    Reason.AGENDA: "chỉ là đề mục, không có nội dung",
    Reason.LEGAL_BASIS: "chỉ là căn cứ pháp lý",
    Reason.QUOTED: "trích văn bản cấp trên",
    Reason.OTHER_BODY: "việc của tổ chức khác",
    Reason.OTHER_CATALOGUE: "theo danh mục biểu hiện khác",
    Reason.CONDITION: "nêu điều kiện, chưa phải việc đã làm",
    Reason.TOO_GENERAL: "nêu chung chung",
    Reason.OTHER_TIME: "nói về năm khác",
    Reason.OTHER_SUBJECT: "nói về việc khác",
    Reason.WRONG_KIND: "không đúng loại văn bản",
    Reason.WRONG_ISSUER: "không phải văn bản của chi bộ",
    Reason.WRONG_MEETING: "không phải loại cuộc họp cần xem",
    Reason.WRONG_PERIOD: "không đúng kỳ",
    Reason.OTHER_CELL: "của chi bộ khác",
    Reason.OTHER_YEAR: "của năm khác",
    Reason.TEMPLATE: "mẫu trống chưa điền",
    Reason.UNSIGNED: "bản dự thảo chưa ký",
    Reason.UNREADABLE: "tệp không đọc được",
    Reason.DUPLICATE: "bản sao, chỉ tính một lần",
    Reason.CONTRADICTION: "mâu thuẫn với hồ sơ khác",
}


def periods(items: Sequence[str]) -> str:
    """Months or quarters for people: "tháng 1-2, 4-12" or "quý I, III"."""
    months = sorted(int(p[5:]) for p in items if len(p) == 7 and p[5:].isdigit())
    quarters = sorted(int(p[6:]) for p in items if p[5:6] == "Q")
    parts = []
    if months:
        parts.append("tháng " + ", ".join(_runs(months)))
    if quarters:
        parts.append("quý " + ", ".join(("I", "II", "III", "IV")[q - 1] for q in quarters))
    return "; ".join(parts)


def _runs(numbers: Sequence[int]) -> list[str]:
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return [str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs]


def coverage(finding: Finding) -> str:
    """Coverage for people: "tháng 1-2, 4-12; thiếu tháng 3"; empty where the cadence has none."""
    if not finding.covered and not finding.absent:
        return ""
    have, lack = periods(finding.covered or ()), periods(finding.absent or ())
    return "; ".join(p for p in (have, f"thiếu {lack}" if lack else "") if p)


def period(told: str | None) -> str:
    """A period within its year: "tháng 3", "quý I", "6 tháng", "năm 2021"; a term of office as its years; empty where none is known."""
    if not told:
        return ""
    if told[4:] in ("-6M", "-9M"):
        return f"{told[5]} tháng"
    return periods([told]) or (f"năm {told}" if told.isdecimal() else told.replace("/", " - "))


def day(iso: str | None) -> str:
    """An ISO date as 05/03/2021."""
    return "/".join(reversed(iso.split("-"))) if iso else ""


def capital(text: str) -> str:
    """The text with its first letter capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def shortened(text: str, most: int) -> str:
    """At most ``most`` characters of a text on one line, cut between words where there are any, with ``…``."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    head = line[: most - 1]
    kept = head if line[most - 1] == " " else head.rpartition(" ")[0]
    return (kept if len(kept) > most // 2 else head).rstrip(" ,;:.(") + "…"


def problem(flag: Flag) -> str:
    """A problem for people. What keeps a file from being read is told in the reader's own sentence."""
    detail = in_words(flag.detail)
    if flag.problem in UNREADABLE and detail:
        return detail
    if flag.problem is Problem.NEAR_DUPLICATE and flag.path.rpartition("/")[2] in detail:
        return detail
    if flag.path:
        return f"{PROBLEMS[flag.problem]} {flag.path}{f' ({detail})' if detail and flag.path not in detail else ''}"
    return f"{PROBLEMS[flag.problem]}: {detail}" if detail else PROBLEMS[flag.problem]


_PERIOD = re.compile(r"(?<![\d/-])(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|([69])M)|/(\d{4}))(?![\d/-])")


def in_words(text: str) -> str:
    """The text, periods in the notation of findings told in words: "tháng 12/2020", "quý IV/2020"."""
    bare = re.sub(rf"\bkỳ (?={_PERIOD.pattern})", "", text)
    return _PERIOD.sub(_worded, re.sub(r"\bkỳ (\d{4})(?![\d/-])", r"năm \1", bare))


def _worded(found: re.Match[str]) -> str:
    year, month, quarter, first, last = found.groups()
    if month:
        return f"tháng {int(month)}/{year}"
    if quarter:
        return f"quý {('I', 'II', 'III', 'IV')[int(quarter) - 1]}/{year}"
    return f"{first} tháng đầu năm {year}" if first else f"nhiệm kỳ {year} - {last}"

"""Part A of the site-visit sheet: what the cell is asked to hand in ("Đề nghị chi bộ bổ sung …"), each paper once."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Cadence, Finding, Kind, Proof, Reason, Refusal, Report, Requirement, Status
from pipeline.report.links import where
from pipeline.report.visit_items import Group, Item, Note, apart, by_criterion, cited, short
from pipeline.text.fold import tokens
from pipeline.text.periods import quarter_of, years_of
from pipeline.text.wording import KINDS, REASONS, capital, periods

ASK, _ORIGINAL = "Đề nghị chi bộ bổ sung", "Bản gốc để đối chiếu: "
_NEAR = 70  # characters that are shown of what was refused
_PLACES = 3  # places that are named on pages which could hardly be read
_COMMON = 10  # words that more than every tenth requirement uses say nothing about one of them


@dataclass(frozen=True, slots=True)
class _Case:
    """A finding that is asked about. ``absent``: periods asked for; ``without``: those whose papers are missing as such."""

    requirement: Requirement
    finding: Finding
    absent: tuple[str, ...]
    without: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        """All that serves it was read so badly that the original has to be compared."""
        return self.finding.status is Status.REVIEW and bool(self.finding.evidence)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the requests of a report are written from. ``served``: rows of contents that lack papers, by requirement for the papers."""

    report: Report
    kinds: Mapping[tuple[str, int | None], Kind]
    order: Mapping[str, int]
    served: Mapping[str, Sequence[str]]
    common: frozenset[tuple[str, str]]


def requests(report: Report) -> tuple[Group, ...]:
    """One item a paper, at the row that asks for it first."""
    cases, served = _cases(report)
    kinds = {(d.path, d.part): d.profile.kind for d in report.documents}
    order = {row.of: number for number, row in reversed(list(enumerate(report.form.rows)))}
    desk = _Desk(report, kinds, order, served, _common(report.form.requirements))
    papers: defaultdict[tuple[str, bool, tuple[str, ...]], list[_Case]] = defaultdict(list)
    for case in cases:
        papers[_paper(case.requirement), case.doubtful, case.absent].append(case)
    return by_criterion(report.form, [(same[0].requirement.criterion, _request(same, desk)) for same in papers.values()])


def contradicted(finding: Finding) -> bool:
    return any(a.reason is Reason.CONTRADICTION for a in finding.against)


def _open(finding: Finding | None) -> bool:
    """Something is to be handed in; contradictions are cleared up instead."""
    return finding is not None and finding.status in (Status.PARTIAL, Status.MISSING, Status.REVIEW) and not contradicted(finding)


def _cases(report: Report) -> tuple[list[_Case], Mapping[str, Sequence[str]]]:
    """The findings to ask about; contents that lack nothing but their papers are named at those papers."""
    findings = {f.requirement: f for f in report.findings}
    served: defaultdict[str, list[str]] = defaultdict(list)
    cases = []
    for requirement in report.form.requirements:
        finding = findings.get(requirement.id)
        if finding is None or not _open(finding):
            continue
        base = _carrier(report.form.requirements, requirement)
        paper = findings.get(base.id) if base else None
        gone = (paper.absent or ()) if paper and _open(paper) else ()
        absent = finding.absent or ()
        without = tuple(p for p in absent if p in gone)
        if base and without:
            served[base.id].append(requirement.criterion)
        if not without or len(without) < len(absent):
            cases.append(_Case(requirement, finding, tuple(p for p in absent if p not in gone), without))
    return cases, served


def _carrier(requirements: Iterable[Requirement], content: Requirement) -> Requirement | None:
    """The requirement for the papers in which a periodic content has to stand, such as the monthly minutes."""
    if content.proof is not Proof.CONTENT or content.cadence in (Cadence.ONCE, Cadence.COUNT):
        return None
    like = (r for r in requirements if r.proof is Proof.DOCUMENT and r.cadence is content.cadence and r.kinds == content.kinds)
    return next(like, None)


def _request(same: Sequence[_Case], desk: _Desk) -> Item:
    first = same[0]
    text = " ".join(p for p in (_paper(first.requirement), periods(first.absent)) if p)
    rows = _rows(same, desk)
    remark = _remark(first.requirement) if not rows or len({_remark(c.requirement) for c in same}) == 1 else ""
    more = "; ".join(p for p in (remark, _state(first, desk)) if p)
    ends = f" ({more})." if more else "."
    if first.doubtful:
        return Item(text, _ORIGINAL, ends, (*rows, *(cited(e) for e in apart(first.finding.evidence)[:_PLACES])))
    near = next((n for c in same if (n := _near_miss(c, desk))), None)
    return Item(capital(text), "", ends, (*rows, near) if near else rows)


def _asked(requirement: Requirement) -> tuple[str, str]:
    """The paper that is asked for, and the remark in brackets that the words end with."""
    name = requirement.name
    ask = " ".join((requirement.ask or (name[:1].lower() + name[1:] if name[1:2].islower() else name)).split())
    found = re.fullmatch(r"(.*\S) \(([^()]+)\)", ask)
    return (found[1], found[2]) if found else (ask, "")


def _paper(requirement: Requirement) -> str:
    return _asked(requirement)[0]


def _remark(requirement: Requirement) -> str:
    return _asked(requirement)[1]


def _rows(same: Sequence[_Case], desk: _Desk) -> tuple[Note, ...]:
    """The rows that one paper serves, with what each wants of it where they differ."""
    differ = len({_remark(c.requirement) for c in same}) > 1
    wants = {c.requirement.criterion: _remark(c.requirement) if differ else "" for c in reversed(same)}
    wants |= {n: wants.get(n, "") for c in same for n in desk.served.get(c.requirement.id, ())}
    if len(wants) < 2:
        return ()
    numbers = sorted(wants, key=lambda n: desk.order.get(n, len(desk.order)))
    return (Note(f"Dùng chung cho các mục {', '.join(f'{n} ({wants[n]})' if wants[n] else n for n in numbers)}."),)


def _state(case: _Case, desk: _Desk) -> str:
    """What is there already and what is not."""
    requirement, papers = case.requirement, {(e.document, e.part) for e in case.finding.evidence}
    if case.without:
        return f"{periods(case.without)} chưa có {_either(requirement.kinds)}"
    if requirement.cadence is Cadence.COUNT:
        return f"đã có {len(papers)}/{requirement.count}"
    there = {desk.kinds.get(p, Kind.OTHER) for p in papers}
    have = [_either(side & there) for side in requirement.sides if side & there]
    lack = [_either(side) for side in requirement.sides if not side & there]
    if not have:
        return ""
    return f"đã có {', '.join(have)}; chưa có {', '.join(lack) if lack else f'{_either(requirement.sides[-1])} cả năm'}"


def _either(kinds: Iterable[Kind]) -> str:
    return " hoặc ".join(sorted(KINDS[k].lower() for k in kinds))


_FAR = frozenset({Reason.DUPLICATE, Reason.OTHER_SUBJECT, Reason.WRONG_KIND, Reason.LEGAL_BASIS, Reason.CONTRADICTION})
"""Reasons of refusals that nobody would take for the paper that is asked for."""


_OF_PAPERS = frozenset(
    {
        Reason.WRONG_ISSUER,
        Reason.WRONG_MEETING,
        Reason.WRONG_PERIOD,
        Reason.OTHER_CELL,
        Reason.OTHER_YEAR,
        Reason.TEMPLATE,
        Reason.UNSIGNED,
    }
)
"""Reasons that lie in the paper, whatever its passages say."""


def _near_miss(case: _Case, desk: _Desk) -> Note | None:
    """The refused candidate that comes nearest: of a period that is asked for, else of the same period of another year."""
    near = [a for a in case.finding.against if a.reason not in _FAR and _alike(a, case.requirement, desk)]
    if case.absent:
        near = [a for a in near if _serves(case, a.period)] or [a for a in near if _other_year(case, a.period, desk.report.year)]
    if not near:
        return None
    best = near[0]
    page, place = best.place.page, where(best.document, best.place.page, None, best.place.scanned)
    if best.reason is Reason.UNREADABLE:
        return Note("Đã thấy ", place, " nhưng không đọc được.", best.document, page)
    told = f"không tính: {REASONS[best.reason]}."
    if best.reason in _OF_PAPERS:
        return Note("Đã thấy ", place, f", {told}", best.document, page)
    return Note(f"Đã thấy “{short(best.quote, _NEAR)}” (", place, f"), {told}", best.document, page)


def _alike(a: Refusal, requirement: Requirement, desk: _Desk) -> bool:
    """Of a kind that counts; a passage also shares words with the requirement that few others have."""
    if desk.kinds.get((a.document, a.part)) not in requirement.kinds:
        return False
    content = requirement.proof is Proof.CONTENT and not requirement.targets
    return not content or bool(_pairs(a.quote) & _pairs(f"{requirement.name}. {requirement.ask}") - desk.common)


def _common(requirements: Sequence[Requirement]) -> frozenset[tuple[str, str]]:
    """Pairs of syllables that too many requirements share to tell one of them."""
    used = Counter(pair for r in requirements for pair in _pairs(f"{r.name}. {r.ask}"))
    return frozenset(pair for pair, times in used.items() if times > max(1, len(requirements) // _COMMON))


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    keys = tokens(text).keys
    return frozenset(zip(keys, keys[1:], strict=False))


def _serves(case: _Case, period: str | None) -> bool:
    return period is not None and (period in case.absent or quarter_of(period) in case.absent)


def _other_year(case: _Case, period: str | None, year: int) -> bool:
    """The same month or quarter of another year."""
    return period is not None and year not in years_of(period) and any(p[4:] == period[4:] for p in case.absent)

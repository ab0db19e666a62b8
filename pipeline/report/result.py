"""What was found for one requirement, as paragraphs for a cell of a Word table."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from pipeline.model import Evidence, Finding, Reason, Refusal, Status, Target
from pipeline.report.links import where
from pipeline.report.look import LOOKS
from pipeline.report.markup import GREY, Flow, Ink, paragraph, run, shorten
from pipeline.text.wording import REASONS, STATUSES, capital, coverage, periods

QUOTE, QUOTES = 200, 3
"""Characters of a quote that are shown, and how many quotes."""

_REFUSED, _TARGETS, _PATH = 2, 6, 120
_TEXT, _QUOTED, _SOURCE = Ink(12), Ink(11.5, italic=True), Ink(10.5, colour=GREY)
_CODE = Ink(10.5, bold=True)
_IN = Flow(left=0.3, after=1)
_TOLD_BELOW, _TOLD_BY_COVERAGE, _TOLD_BY_STATUS = "Có đoạn gần đúng nhưng không tính", ("Thiếu ", "Có đủ các kỳ"), ("Có minh chứng",)


def result(finding: Finding, name: str) -> Iterator[str]:
    """Name and status, coverage and note, targets, quotes with their places, what contradicts them and what was refused."""
    heading = run(f"  {name}", Ink(12, bold=True))
    yield paragraph(*badge(finding.status, STATUSES[finding.status], 12), heading, flow=Flow(before=4, after=1, keep=True, whole=True))
    if line := _told(finding):
        yield paragraph(run(line, _TEXT), flow=_IN)
    yield from _targets(finding.targets)
    shown = _best(finding.evidence)
    for e in shown:
        yield _quoted("", e.quote, e.code, _place(e))
    opposed = [a for a in finding.against if a.reason is Reason.CONTRADICTION][:QUOTES]
    for a in opposed:
        yield _quoted("Mâu thuẫn với: ", a.quote, "", _place(a))
    yield from _further([e for e in finding.evidence if e not in shown])
    yield from _refused([a for a in finding.against if a not in opposed], 1 if finding.status is Status.FOUND else _REFUSED)


def badge(status: Status, text: str, size: float) -> tuple[str, ...]:
    """A status as runs: its mark and a text on its colour, told apart without colour by both."""
    look = LOOKS[status]
    mark = Ink(size, bold=True, colour=look.ink, fill=look.fill, font="Segoe UI Symbol")
    return run(f" {look.mark}", mark), run(f" {text} ", Ink(size, bold=True, colour=look.ink, fill=look.fill))


def _told(finding: Finding) -> str:
    """Coverage, then the note without what is told elsewhere."""
    covered = coverage(finding)
    have = f"{'Đã có: ' if finding.covered else ''}{covered}." if covered else ""
    skip = (_TOLD_BELOW, *(_TOLD_BY_COVERAGE if covered else ()), *(_TOLD_BY_STATUS if finding.evidence else ()))
    notes = [p for p in finding.note.removesuffix(".").split(". ") if p and not p.startswith(skip)]
    text = " ".join([have, *(f"{n}." for n in notes)]).strip()
    return capital(text)


def _targets(targets: Sequence[Target]) -> Iterator[str]:
    """Targets that were missed first, then those without a result, then the rest."""
    said = {False: "chưa đạt", None: "chưa rõ kết quả", True: "đạt"}
    order = sorted(targets, key=lambda t: list(said).index(t.met))
    flow = Flow(left=0.6, first=-0.3)
    for t in order[:_TARGETS]:
        actual = f", thực hiện {t.actual}" if t.actual else ""
        text = f"– {shorten(t.target, 130)}: kế hoạch {t.planned}{actual} – "
        yield paragraph(run(text, Ink(11)), run(said[t.met], Ink(11, bold=True)), flow=flow)
    if rest := len(targets[_TARGETS:]):
        yield paragraph(run(f"– và {rest} chỉ tiêu khác.", Ink(11)), flow=flow)


def _best(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best quotes, of different papers first, in the order of the report."""
    ranked = sorted(range(len(evidence)), key=lambda n: (-evidence[n].score, n))
    first = {evidence[n].document: n for n in reversed(ranked)}
    order = [*(n for n in ranked if first[evidence[n].document] == n), *(n for n in ranked if first[evidence[n].document] != n)]
    most = QUOTES if len(evidence) <= QUOTES else QUOTES - 1
    return [evidence[n] for n in sorted(order[:most])]


def _place(one: Evidence | Refusal) -> str:
    if not one.quote:
        return one.document
    path = where(one.document, one.place.page, one.place.paragraph, one.place.scanned)
    return path if one.part is None else f"{path}, phần {one.part}"


def _quoted(label: str, quote: str, code: str, place: str) -> str:
    ink = LOOKS[Status.REVIEW].ink
    mark = run(f"[{code}] ", _CODE) if code else ""
    text = run(f"“{shorten(quote, QUOTE)}”", _QUOTED) if quote else ""
    return paragraph(run(label, Ink(11.5, bold=True, colour=ink)), text, run(" " if text else ""), mark, run(place, _SOURCE), flow=_IN)


def _further(evidence: Sequence[Evidence]) -> Iterator[str]:
    """The rest of the evidence: one line of codes, each with its period or file and its pages."""
    if not evidence:
        return
    papers: dict[tuple[str, str], list[Evidence]] = {}
    for e in evidence:
        papers.setdefault((e.code, periods([e.period] if e.period else []) or PurePosixPath(e.document).name), []).append(e)
    runs = [run("Minh chứng khác: ", _SOURCE)]
    for n, ((code, told), places) in enumerate(papers.items()):
        pages = ", ".join(map(str, sorted({p.place.page for p in places if p.place.page})))
        runs += [run("; ", _SOURCE) if n else "", run(f"[{code}] ", _CODE) if code else ""]
        runs.append(run(f"{shorten(told, _PATH)}{f', trang {pages}' if pages else ''}", _SOURCE))
    yield paragraph(*runs, run(".", _SOURCE), flow=_IN)


def _refused(against: Sequence[Refusal], most: int) -> Iterator[str]:
    if not against:
        return
    told = [f"{REASONS[a.reason]} – {_place(a)}" for a in against[:most]]
    rest = [f"và {len(against) - most} đoạn khác"] if len(against) > most else []
    yield paragraph(run(f"Không tính: {'; '.join(told + rest)}.", _SOURCE), flow=_IN)

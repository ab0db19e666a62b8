"""findings.html: the report of a cell as one page, to be read, filtered and printed without a network."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import Evidence, Finding, Reason, Refusal, Report, Requirement, Row, Status
from pipeline.report import page
from pipeline.report.coded import codes
from pipeline.report.links import href

_SHOWN = 3  # quotes of a requirement that stand open; one more is not worth folding away
_HEADING = 150  # characters of a row's text that its heading shows
_MONTHS = 12
MEANINGS = {
    Status.FOUND: "hồ sơ chứng minh đủ",
    Status.PARTIAL: "mới có một phần, còn thiếu kỳ hoặc nội dung",
    Status.MISSING: "không tìm thấy trong hồ sơ đã nộp",
    Status.NOT_REQUIRED: "chỉ phải có khi phát sinh",
    Status.REVIEW: "hồ sơ mâu thuẫn hoặc đọc chưa chắc chắn, cần người xem",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A requirement with its outcome. ``sides``: what is said and what is said against it, where papers contradict each other."""

    asked: Requirement
    finding: Finding
    refused: tuple[Refusal, ...]
    sides: tuple[tuple[Evidence, ...], tuple[Refusal, ...]] | None

    @property
    def shown(self) -> tuple[Evidence, ...]:
        """Quotes that stand open."""
        found = self.finding.evidence
        return found if len(found) <= _SHOWN + 1 else found[:_SHOWN]

    @property
    def folded(self) -> tuple[Evidence, ...]:
        return self.finding.evidence[len(self.shown) :]


@dataclass(frozen=True, slots=True)
class Group:
    """A row of the form with its requirements. ``over``: rows that only head it."""

    row: Row
    over: tuple[Row, ...]
    items: tuple[Item, ...]

    @property
    def heading(self) -> tuple[str, str]:
        """What the row is about, cut at a word where it is long, and the rest."""
        text = " ".join((self.row.criterion or self.row.check).split())
        first = text if len(text) <= _HEADING else text[:_HEADING].rpartition(" ")[0]
        return first, text[len(first) :].strip()


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form (I.1, I.2 …)."""

    row: Row
    groups: tuple[Group, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.items)

    def count(self, status: Status) -> int:
        return sum(item.finding.status is status for item in self.items)


@dataclass(frozen=True, slots=True)
class Cell:
    """A month or quarter of a requirement. ``state``: have, lack or none (not asked for)."""

    period: str
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement's periods through the year: twelve months or four quarters."""

    item: Item
    cells: tuple[Cell, ...]

    @property
    def span(self) -> int:
        return _MONTHS // len(self.cells)


def write(report: Report) -> bytes:
    """The page as UTF-8."""
    items = tuple(_items(report))
    lines = tuple(_lines(items, report.year))
    return page.render(
        "findings.html",
        report=report,
        summary=[(status, report.summary[status.value], MEANINGS[status]) for status in Status],
        sections=tuple(_sections(report.form.rows, items)),
        lines=lines,
        gaps=[(12 // n, _gaps(lines, n)) for n in (_MONTHS, 4) if any(len(line.cells) == n for line in lines)],
        codes=codes(report),
        flawed=sum(bool(d.problems) for d in report.documents),
        link=lambda path, at=None: href(report, path, at),
        number=lambda score: f"{score:.2f}".replace(".", ","),
    )


def _items(report: Report) -> Iterable[Item]:
    asked = {r.id: r for r in report.form.requirements}
    for f in report.findings:
        against = tuple(a for a in f.against if a.reason is Reason.CONTRADICTION)
        refused = tuple(a for a in f.against if a.reason is not Reason.CONTRADICTION)
        yield Item(asked[f.requirement], f, refused, (_opposed(f, against), against) if against else None)


def _opposed(finding: Finding, against: Sequence[Refusal]) -> tuple[Evidence, ...]:
    """The evidence that is contradicted: that of the same time, else all. A passage told as contradicting is not repeated."""
    told = {(a.document, a.part, a.quote) for a in against}
    rest = [e for e in finding.evidence if (e.document, e.part, e.quote) not in told]
    times = {a.period for a in against}
    return tuple([e for e in rest if e.period in times] or rest)


def _sections(rows: Sequence[Row], items: Sequence[Item]) -> Iterable[Section]:
    """Sections with what was found, in the order of the form."""
    by_row: dict[str, list[Item]] = {}
    for item in items:
        by_row.setdefault(item.asked.row or item.asked.criterion, []).append(item)
    heading, groups, over = rows[0], [], ()  # type: Row, list[Group], tuple[Row, ...]
    for row in rows:
        if row.id in by_row:
            groups.append(Group(row, over, tuple(by_row[row.id])))
            over = ()
        elif row.id.count(".") > 1:
            over = (*over, row)
        else:
            if groups:
                yield Section(heading, tuple(groups))
            heading, groups, over = row, [], ()
    if groups:
        yield Section(heading, tuple(groups))


def _lines(items: Iterable[Item], year: int) -> Iterable[Line]:
    for item in items:
        have, lack = item.finding.covered or (), item.finding.absent or ()
        if not have and not lack:
            continue
        quarterly = any("-Q" in p for p in (*have, *lack))
        periods = [f"{year}-Q{n}" for n in range(1, 5)] if quarterly else [f"{year}-{n:02}" for n in range(1, _MONTHS + 1)]
        yield Line(item, tuple(Cell(p, "have" if p in have else "lack" if p in lack else "none") for p in periods))


def _gaps(lines: Iterable[Line], length: int) -> list[int]:
    """How many requirements lack each month (quarter)."""
    return [
        sum(cell.state == "lack" for cell in column) for column in zip(*(x.cells for x in lines if len(x.cells) == length), strict=True)
    ]

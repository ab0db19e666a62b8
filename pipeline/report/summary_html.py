"""tong-hop.html: many cells on one page: ranking with bars, cells × criteria, requirements that often lack, with filters."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from pipeline.model import Status
from pipeline.report import page
from pipeline.report.frame import SEVERITY
from pipeline.report.summary import FILES, Square, Summary, Unit, alphabetical, lacking, shown
from pipeline.text.fold import fold
from pipeline.text.wording import shortened

_LETTERS = {status: str(number) for number, status in enumerate(Status)}
_NO_SQUARE = Markup("<td></td>")
_OPTION = 90


class _Line(NamedTuple):
    """A cell as the page shows it. ``key``: what the filter searches; ``marks``: a letter a criterion; ``place``: number by name."""

    unit: Unit
    key: str
    marks: str
    place: int
    links: Mapping[str, str]
    bar: Markup
    squares: Markup


def write(gathered: Summary) -> bytes:
    """The summary as one page. Names are escaped; links lead to the cells' reports beside it."""
    lacks = lacking(gathered)
    return page.render(
        "summary.html",
        summary=gathered,
        lines=tuple(_lines(gathered)),
        criteria=[(c, shortened(words, _OPTION)) for c, words in gathered.criteria.items()],
        letters=_LETTERS,
        changes=any(u.change for u in gathered.cells),
        years=len({u.year for u in gathered.cells}) > 1,
        number=sum(gathered.counts.values()),
        severity=tuple(reversed(SEVERITY)),
        lacks=[
            (row, _bar(((Status.MISSING, row[4]), (Status.PARTIAL, row[5])), row[6])) for row in lacks.itertuples(index=False, name=None)
        ],
    )


def _lines(gathered: Summary) -> Iterator[_Line]:
    by_name = sorted(range(len(gathered.cells)), key=lambda n: alphabetical(gathered.cells[n].name))
    places = {n: place for place, n in enumerate(by_name)}
    for n, unit in enumerate(gathered.cells):
        squares = [unit.squares.get(c) for c in gathered.criteria]
        marks = "".join(_LETTERS[s.worst] if s else "-" for s in squares)
        bar = _bar(tuple((s, unit.counts[s]) for s in reversed(SEVERITY)), unit.total)
        links = {word: _address(unit.where, name) for word, name in FILES.items()}
        key = " ".join(fold(f"{unit.label} {unit.id}").split())
        yield _Line(unit, key, marks, places[n], links, bar, Markup("").join(map(_square, squares)))


def _address(where: str, name: str) -> str:
    """Address of a file in a cell's folder of reports, percent-encoded."""
    if where.startswith("file:"):
        return f"{where}/{name}"
    return f"{quote(where if where.startswith('.') else f'./{where}', errors='replace')}/{name}"


@lru_cache
def _square(square: Square | None) -> Markup:
    """A cell of the matrix."""
    if not square:
        return _NO_SQUARE
    mark, _, gaps = shown(square).partition(" ")
    return Markup('<td class="tint s-{}">{}{}</td>').format(square.worst.value, mark, Markup(f"<small>{gaps}</small>" if gaps else ""))


def _bar(parts: tuple[tuple[Status, int], ...], whole: int) -> Markup:
    """Counts beside each other as a drawing."""
    made, at = [], 0
    for status, number in parts:
        if number:
            made.append(f'<rect class="s-{status.value}" x="{at}" width="{number}" height="1"/>')
            at += number
    return Markup(f'<svg class="bar" viewBox="0 0 {max(whole, 1)} 1" preserveAspectRatio="none" aria-hidden="true">{"".join(made)}</svg>')

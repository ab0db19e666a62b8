"""Divide: Source -> Documents. A file that binds several records becomes a Document for each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.describe.begins import Place, begins
from pipeline.describe.issuer import Bodies
from pipeline.describe.lines import Line, lines
from pipeline.describe.marks import ended, marks
from pipeline.describe.openings import Opening, Openings
from pipeline.describe.sheets import WORKBOOKS, sheets
from pipeline.describe.title import Titles
from pipeline.model import Document, Flag, Passage, Problem, Role, Source

_COVER = 25  # lines before the first opening that may be a cover
_STAMP = 8  # lines above a header block that recognition or a stamp may have set apart from it
_BELOW = 12


class Divider:
    """Built once a form."""

    def __init__(self, titles: Titles, bodies: Bodies) -> None:
        self._titles = titles
        self._openings = Openings(titles, bodies)
        self._bodies = bodies

    def divide(self, source: Source) -> tuple[Document, ...]:
        """The records of a source in order, with ``part`` counted from 1 where there are several; their profiles are blank.

        Running headers and footers go to the part of the page on which they first stand.
        """
        whole = Document(source.path, source.passages, pages=source.pages, method=source.method, sha=source.sha, problems=source.problems)
        firsts = list(sheets(source.passages, self._titles)) if source.method in WORKBOOKS else self._firsts(whole)
        return tuple(_parts(source, whole, firsts)) if firsts else (whole,)

    def _firsts(self, whole: Document) -> list[int]:
        """Numbers of the passages with which the second and further records begin."""
        found = lines(whole.passages, whole.starts, None)
        roles = [whole.passages[line.passage].role for line in found]
        firsts: list[int] = []
        last: Opening | None = None
        begun = 0
        for opening in self._openings.find(found, roles, whole.text):
            place = _place(opening, found, begun)
            if last is None and (opening.block or opening.shown) and not self._holds_record(place):
                last, begun = opening, opening.title.line if opening.title else opening.first
            elif begins(place, last) and found[opening.first].passage > (firsts[-1] if firsts else 0):
                firsts.append(found[opening.first].passage)
                last, begun = opening, opening.title.line if opening.title else opening.first
        return firsts

    def _holds_record(self, place: Place) -> bool:
        """Whether the lines before the first opening are a record whose title is not known, not a cover, a stamp or its own header."""
        before = place.before
        if len(before) > _COVER or ended(before):
            return True
        return place.opening.block and (place.turned or len(before) > _STAMP) and any(marks(line, self._bodies) for line in before)


def _place(opening: Opening, found: Sequence[Line], begun: int) -> Place:
    """An opening among the lines ``found``, ``begun`` being the title of the record before it."""
    first, last = opening.first, opening.last
    heading = found[opening.title.line : last + 1] if opening.title else ()
    turned = first > 0 and found[first - 1].page != found[first].page
    return Place(opening, heading, found[begun:first], found[last + 1 : last + 1 + _BELOW], turned)


def _parts(source: Source, whole: Document, firsts: Sequence[int]) -> Iterator[Document]:
    """A Document for each range of passages between ``firsts``."""
    body = [i for i, p in enumerate(source.passages) if p.role is not Role.HEADER]
    bounds = [0, *firsts, len(source.passages)]
    ranges = [tuple(source.passages[i] for i in body if low <= i < high) for low, high in pairwise(bounds)]
    pages = _pages(ranges, source.pages)
    running = [p for p in source.passages if p.role is Role.HEADER]
    for at, (passages, (first, last)) in enumerate(zip(ranges, pages, strict=True)):
        own = tuple(p for p in running if _part_of(p, pages) == at)
        counted = last - first + 1 if first is not None and last is not None else None
        flags = _flags(source, first, last)
        yield replace(whole, passages=(*passages, *own), part=at + 1, first_page=first, pages=counted, problems=flags)


_Pages = tuple[int | None, int | None]


def _pages(ranges: Sequence[Sequence[Passage]], pages: int | None) -> list[_Pages]:
    """First and last page of each part: a page without text belongs to the part before it."""
    firsts = [part[0].page if at else part[0].page and 1 for at, part in enumerate(ranges)]
    found: list[_Pages] = []
    for at, first in enumerate(firsts):
        after = firsts[at + 1] if at + 1 < len(firsts) else None
        shared = any(after in (p.page, *(page for _, page in p.turns)) for p in ranges[at])
        last = pages if at + 1 == len(firsts) else after and (after if shared else after - 1)
        found.append((first, last if first else None))
    return found


def _part_of(running: Passage, pages: Sequence[_Pages]) -> int:
    """The part on whose pages a running line first stands; the first part where there are no pages."""
    held = (at for at, (first, last) in enumerate(pages) if first and last and running.page and first <= running.page <= last)
    return next(held, 0)


def _flags(source: Source, first: int | None, last: int | None) -> tuple[Flag, ...]:
    """Problems of the file; that of badly recognised pages only where the part has such a page."""
    if first is None or last is None or not source.readings:
        return source.problems
    bad = any(r.problem is not None and first <= r.page <= last for r in source.readings)
    return tuple(f for f in source.problems if bad or f.problem is not Problem.LOW_OCR)

"""Openings: places in a file where a record may begin, with the header block and the title that stand there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipeline.describe.issuer import Bodies
from pipeline.describe.lines import Line, is_motto
from pipeline.describe.marks import Mark, ended, heads_paper, marks, signed
from pipeline.describe.title import Title, Titles
from pipeline.model import Kind, Role
from pipeline.text.dates import Date, date_line
from pipeline.text.fold import fold
from pipeline.text.numbers import DocNumber, header_number

_HIGHEST = 16  # lines of a header block
_WIDEST = 110  # characters of a line of a header block
_NOISE = 9  # characters of a line that recognition made of a seal or an underline
_LONGEST = 25  # words of a title line
_BELOW = 4  # lines below a title in which its number or date may stand
_LETTER = 8  # lines below a header block in which a letter says what it is about
_ENCLOSED = re.compile(r"kem theo|ban hanh theo")
_NUMBERED = re.compile(r"\W*(?:[IVX]{1,4}|\d{1,2}|[a-zđ])\s*[./)]\s")


@dataclass(frozen=True, slots=True)
class Opening:
    """Lines from ``first`` on may open a record.

    ``title``: None for a header block without one. ``found``: marks of the header block. ``shown``: the title looks like one.
    ``number``, ``date``: those that stand in the header block or at the title.
    """

    first: int
    title: Title | None
    found: frozenset[Mark]
    shown: bool
    number: DocNumber | None
    date: Date | None

    @property
    def last(self) -> int:
        """Its last line."""
        return self.title.end if self.title else self.first

    @property
    def block(self) -> bool:
        """It has a header block: a motto, or two of number, date and name of a body."""
        return Mark.MOTTO in self.found or len(self.found & {Mark.NUMBER, Mark.DATE, Mark.BODY}) > 1


class Openings:
    """Finds openings among the lines of a file."""

    def __init__(self, titles: Titles, bodies: Bodies) -> None:
        self._titles = titles
        self._bodies = bodies

    def find(self, lines: Sequence[Line], roles: Sequence[Role], text: str) -> Iterator[Opening]:
        """Openings in order. ``roles``: of the lines; rows and notes open nothing. ``text``: of the whole file."""
        end = -1
        for i, line in enumerate(lines):
            if i <= end or roles[i] in (Role.ROW, Role.TABLE_HEADER, Role.NOTE):
                continue
            made = self._titled(lines, i, text, end + 1)
            if made is None and heads_paper(line, fold(line.text)):
                made = self._untitled(lines, i, end + 1)
            if made:
                end = max(i, made.last) if made.block or made.shown else i
                yield made

    def _titled(self, lines: Sequence[Line], i: int, text: str, low: int) -> Opening | None:
        line = lines[i]
        if not line.text[0].isupper() or len(line.text.split()) > _LONGEST or is_motto(line.text) or line.text[-1] in ".;,":
            return None
        title = self._titles.at(lines, i, text)
        if title is None:
            return None
        first, found = self._block(lines, i, low)
        own = [line.text for line in lines[first : title.end + 1 + _BELOW] if not _ENCLOSED.search(fold(line.text))]
        made = Opening(first, title, found, line.capital or line.bold or line.centred, number_in(own), date_in(own))
        return made if made.block or made.shown or title.kind is Kind.MINUTES else None

    def _untitled(self, lines: Sequence[Line], i: int, low: int) -> Opening | None:
        """A header block under which no title stands: a letter, or a paper whose title could not be recognised."""
        under = i + 1
        while under < min(len(lines), i + _HIGHEST) and self._heads(lines[under], lines[i]):
            if self._titles.kind_of(lines[under]) and not lines[under].text.startswith(("V/v", "Về việc")):
                return None
            under += 1
        if under < len(lines) and self._titles.kind_of(lines[under]):
            return None
        first, found = self._block(lines, under, low)
        head = [line.text for line in lines[first:under]]
        number, date = number_in(head), date_in(head)
        about = any(fold(line.text).startswith(("v/v", "ve viec", "kinh gui")) for line in lines[first : under + _LETTER])
        named = number is not None and bool(number.type)
        return Opening(first, None, found, False, number, date) if (number or date) and (about or named) else None

    def _block(self, lines: Sequence[Line], title: int, low: int) -> tuple[int, frozenset[Mark]]:
        """First line and marks of the header block above a line, not above line ``low``."""
        low = max(low, title - _HIGHEST)
        above = list(takewhile(lambda i: self._heads(lines[i], lines[title]), range(title - 1, low - 1, -1)))
        top = self._top(lines, title, low)
        above = above if top is None else list(range(title - 1, top - 1, -1))
        known = {i: found for i in above if (found := marks(lines[i], self._bodies))}
        first = min(known, default=title) if top is None or not known else top
        return first, frozenset(mark for found in known.values() for mark in found)

    def _top(self, lines: Sequence[Line], title: int, low: int) -> int | None:
        """The first line of a scanned page, where nothing between it and a title is the text or the end of a record."""
        top = title
        while top > low and lines[top - 1].page == lines[title].page:
            top -= 1
        between = lines[top:title]
        whole = lines[title].recognised and (top == 0 or lines[top - 1].page != lines[title].page)
        stray = any(len(line.text) > _WIDEST or _NUMBERED.match(line.text) for line in between)
        return top if whole and not stray and not ended(between) else None

    def _heads(self, line: Line, title: Line) -> bool:
        """Whether a line may stand in the header block of a title."""
        if line.page != title.page or signed(line.text) or _NUMBERED.match(line.text):
            return False
        if line.capital or marks(line, self._bodies) or not any(c.isalpha() for c in line.text):
            return True
        return (line.recognised and len(line.text) < _NOISE) or fold(line.text).strip(" (*").startswith(("v/v", "du thao"))


def number_in(head: Sequence[str]) -> DocNumber | None:
    """The number among the lines of a head."""
    return header_number([numbered_apart(text) for text in head])


def numbered_apart(text: str) -> str:
    """A line of two columns that recognition put together, with the number on a line of its own; as long as ``text``."""
    return re.sub(r"(?<=\d{4}) (?=S[ốôóòồổỐÔÓ]\s{0,2}[:.]?\s{0,2}\d)", "\n", text)


def date_in(head: Sequence[str]) -> Date | None:
    """The date line among the lines of a head."""
    return next((date for text in head if (date := date_line(text))), None)

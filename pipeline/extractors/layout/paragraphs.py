"""Lines of a PDF joined to paragraphs, also across pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.extractors.layout.columns import Piece
from pipeline.extractors.layout.words import Page, Word
from pipeline.model import Box, Passage, Role

_MARK = re.compile(
    r"[-+*•–—▪➢✓o]\s|\(?\d{1,3}[.)]\s|\d{1,2}(\.\d{1,2})+\.?\s|\(?[a-zđ]\)\s|[IVX]{1,5}\s?[-.,)]|Điều \d+|(Chương|Phần|Mục) ([IVX]+|\d+)\b"
)
_ENDS = (".", ";", ":", "!", "?", "…")
_TORN = re.compile(r"[^\W_]-$")  # a word or number that goes on in the next line
_HEADING = 120
_INDENT = 0.8  # font sizes
_DEEP = 4.5  # font sizes; no first line is indented so far
_OFF_CENTRE = 22.0  # points; margins that differ move the middle of the text so far from the page's
_LONG = 40  # characters of a line that shows the margins
_SHARED = 3  # so many lines that begin at one place are not centred


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a page begins and ends. ``step``: usual distance of its lines; ``starts``: where several lines begin."""

    left: float
    right: float
    step: float
    starts: frozenset[int] = frozenset()
    middle: float = 0.0  # of the page


@dataclass(frozen=True, slots=True)
class Line:
    """A line on its page."""

    piece: Piece
    sheet: Page
    margins: Margins

    @property
    def page(self) -> int:
        return self.sheet.number

    @property
    def centred(self) -> bool:
        """In the middle between the margins and clear of both; in blocks side by side nothing is."""
        text, size = self.margins, self.piece.size
        before, after = self.piece.x0 - text.left, text.right - self.piece.x1
        if self.piece.block or round(self.piece.x0) in text.starts:
            return False
        if min(before, after) >= 1.5 * size and abs(before - after) < 0.06 * (text.right - text.left):
            return True
        return before > _DEEP * size and abs((self.piece.x0 + self.piece.x1) / 2 - text.middle) < _OFF_CENTRE

    @property
    def marked(self) -> bool:
        return bool(_MARK.match(self.piece.text))


def margins(lines: list[Piece], width: float, otherwise: Margins | None = None) -> Margins | None:
    """Margins of a page, from its longer lines; ``otherwise`` where it has too few."""
    own = [p for p in lines if not p.block]
    long = [p for p in own if len(p.text) > _LONG]
    if len(long) < _SHARED and (otherwise is not None or not own):
        return otherwise
    long = long or own
    steps = [a.y0 - b.y0 for a, b in pairwise(own) if 0 < a.y0 - b.y0 < 3 * a.size]
    starts = Counter(round(p.x0) for p in own)
    return Margins(
        left=min(p.x0 for p in own),
        right=max(p.x1 for p in long),
        step=median(steps) if steps else 1.5 * long[0].size,
        starts=frozenset(x for x, count in starts.items() if count >= _SHARED),
        middle=width / 2,
    )


def paragraphs(lines: Iterable[Line]) -> Iterator[Passage]:
    """Passages of lines in reading order."""
    group: list[Line] = []
    for line in lines:
        if group and not continues(group, line):
            yield _passage(group)
            group = []
        group.append(line)
    if group:
        yield _passage(group)


def continues(group: list[Line], line: Line) -> bool:
    """Whether a line goes on with the paragraph that ``group`` has begun."""
    last, piece = group[-1], line.piece
    before = last.piece
    if before.block or piece.block or not _full(last, piece):
        return False
    if last.centred or line.centred:
        return before.bold and piece.bold and before.text.isupper() == piece.text.isupper() and not _spaced(last, line)
    if abs(before.size - piece.size) > 0.15 * before.size or _spaced(last, line):
        return False
    open_end = not before.text.endswith(_ENDS)
    if piece.text[0].islower() and open_end and not line.marked:
        return True
    if before.bold != piece.bold and all(member.piece.bold for member in group):
        return False
    if line.marked and not (open_end and _hangs(group[0], piece)):
        return False
    return not _indented(group, line)


def _full(last: Line, piece: Piece) -> bool:
    """Whether the first word of ``piece`` had no room left in the line before."""
    word = len(piece.text.split(" ", 1)[0]) + 1
    room = last.margins.right - last.piece.x1
    return room < word * (piece.x1 - piece.x0) / max(len(piece.text), 1) + 0.2 * piece.size


def _spaced(last: Line, line: Line) -> bool:
    """A wider space than usual between two lines of one page."""
    return last.page == line.page and not 0 < last.piece.y0 - line.piece.y0 < 1.7 * last.margins.step


def _hangs(first: Line, piece: Piece) -> bool:
    """Whether a paragraph begins with an indent that ``piece`` does not have."""
    return first.piece.x0 - piece.x0 > _INDENT * piece.size


def _indented(group: list[Line], line: Line) -> bool:
    """Whether a line stands further right than the paragraph's lines do: the first line of the next one."""
    edge = min(member.piece.x0 - member.margins.left for member in group)
    further = line.piece.x0 - line.margins.left - edge > _INDENT * line.piece.size
    return further and not (group[0].marked and len(group) == 1)


def _passage(group: list[Line]) -> Passage:
    text, turns = "", []
    found: list[Box] = []
    for at, line in enumerate(group):
        text = glue(text, line.piece.text)
        start = len(text) - len(line.piece.text)
        if at and line.page != group[at - 1].page:
            turns.append((start, line.page))
        if line.sheet.boxed:
            found += boxes(line.piece.words, start, line.sheet)
    bold = all(line.piece.bold for line in group)
    heading = bold and len(text) <= _HEADING and not group[0].piece.block
    return Passage(
        text,
        group[0].page,
        Role.HEADING if heading else Role.BODY,
        tuple(turns),
        bold=bold,
        centred=any(line.centred for line in group),
        boxes=tuple(found),
    )


def boxes(words: Iterable[Word], start: int, page: Page) -> Iterator[Box]:
    """Boxes of the words of a line whose text begins at ``start`` in its passage."""
    for word in words:
        yield page.box(start, word)
        start += len(word.text) + 1


def glue(text: str, more: str) -> str:
    """Two parts of a paragraph joined: by a space, but not behind a hyphen that tears a word or number."""
    return text + more if not text or _TORN.search(text) else f"{text} {more}"

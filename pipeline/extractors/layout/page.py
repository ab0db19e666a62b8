"""Pages: words and tables of each page to passages of the whole file.

Page numbers are left out; running headers and footers follow the text once each.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.extractors.layout.columns import Piece, in_order, pieces
from pipeline.extractors.layout.grids import Box as Cell
from pipeline.extractors.layout.grids import Grid
from pipeline.extractors.layout.paragraphs import Line, Margins, boxes, glue, margins, paragraphs
from pipeline.extractors.layout.words import Page, Word
from pipeline.model import Box, Passage, Role
from pipeline.text.rows import names_columns, row

_EDGE = 0.07  # share of a page's height at its top and bottom where running lines stand
_PAGE_NUMBER = re.compile(r"\W*(trang\W*)?\d{1,4}(\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MOTTO = re.compile(r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]\s*Tự do", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page in reading order: lines and tables."""

    page: Page
    parts: tuple[Piece | tuple[Passage, ...], ...]

    @property
    def lines(self) -> list[Piece]:
        return [part for part in self.parts if isinstance(part, Piece)]


def passages(pages: Sequence[Page]) -> tuple[Passage, ...]:
    """Paragraphs, table rows and, last, running lines of the pages of one file."""
    laid = [_Laid(page, tuple(_parts(page))) for page in pages]
    running = _running(laid)
    found = (*_numbered(_passages([_without(page, running) for page in laid])), *_headers(laid, running))
    sure: dict[int | None, float] = {page.number: page.confidence for page in pages if page.confidence is not None}
    return tuple(_told(passage, sure) for passage in found) if sure else found


def _told(passage: Passage, sure: Mapping[int | None, float]) -> Passage:
    """A passage with the lowest confidence of its pages."""
    known = [sure[n] for n in (passage.page, *(page for _, page in passage.turns)) if n in sure]
    return replace(passage, confidence=min(known)) if known else passage


def _parts(page: Page) -> Iterator[Piece | tuple[Passage, ...]]:
    """Lines and tables, a table where its first word stands."""
    if not page.grids:
        yield from in_order(pieces(page.words))
        return
    rest: list[Word] = []
    held: dict[int, dict[Cell, list[Word]]] = {}
    order: list[list[Word] | int] = [rest]
    frames = [grid.box for grid in page.grids]
    for word in page.words:
        at, cell = _cell_of(word, page.grids, frames)
        if cell is None:
            rest.append(word)
            continue
        if at not in held:
            rest = []
            order += [at, rest]
        held.setdefault(at, {}).setdefault(cell, []).append(word)
    for part in order:
        if isinstance(part, int):
            yield tuple(_rows(page.grids[part], held[part], page, part + 1))
        else:
            yield from in_order(pieces(part))


def _cell_of(word: Word, grids: Sequence[Grid], frames: Sequence[Cell]) -> tuple[int, Cell | None]:
    """Number of the grid and cell in which the middle of a word lies. ``frames``: what each grid covers."""
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    for at, grid in enumerate(grids):
        if _inside(x, y, frames[at]):
            cell = next((c for cells in grid.rows for c in cells if c is not None and _inside(x, y, c)), None)
            if cell is not None:
                return at, cell
    return 0, None


def _inside(x: float, y: float, box: Cell) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _rows(grid: Grid, held: Mapping[Cell, list[Word]], page: Page, table: int) -> Iterator[Passage]:
    for at, cells in enumerate(grid.rows):
        inside = [held.get(cell, []) if cell is not None else [] for cell in cells]
        texts = [_cell(words) for words in inside]
        if any(texts):
            bold = all(w.bold for words in inside for w in words)
            named = at == 0 and names_columns(texts, bold)
            role = Role.TABLE_HEADER if named else Role.ROW
            yield Passage(row(texts), page.number, role, table=table, bold=bold, boxes=tuple(_in_row(inside, texts, page)))


def _cell(held: list[Word]) -> str:
    text, line = "", -1
    for word in held:
        text = glue(text, word.text) if word.line != line else f"{text} {word.text}"
        line = word.line
    return text


def _in_row(inside: list[list[Word]], texts: list[str], page: Page) -> Iterator[Box]:
    """Boxes of the words of a row."""
    start = 0
    for held, text in zip(inside, texts, strict=True) if page.boxed else ():
        at = 0
        for word in held:
            at = text.index(word.text, at)
            yield page.box(start + at, word)
            at += len(word.text)
        start += len(text) + 1


def _numbered(found: Iterable[Passage]) -> Iterator[Passage]:
    """Tables counted through the file. A table at the top of a page without names of columns goes on from the page before."""
    table, last, wide = 0, (0, 0), 0
    for passage in found:
        if passage.table and (passage.page or 0, passage.table) != last:
            follows = wide and wide == len(passage.cells) and passage.table == 1 and passage.role is Role.ROW
            table += not follows
            last = (passage.page or 0, passage.table)
        wide = len(passage.cells) if passage.table else 0
        yield replace(passage, table=table) if passage.table else passage


def _passages(laid: list[_Laid]) -> Iterator[Passage]:
    """Paragraphs and rows of all pages; a paragraph may run over the end of a page."""
    usual = margins([piece for each in laid for piece in each.lines], laid[0].page.width if laid else 0.0)
    waiting: list[Line] = []
    for each in laid:
        own = margins(each.lines, each.page.width, usual)
        for part in each.parts:
            if isinstance(part, Piece):
                waiting.append(Line(part, each.page, own or Margins(part.x0, part.x1, part.size)))
            else:
                yield from paragraphs(waiting)
                waiting = []
                yield from part
    yield from paragraphs(waiting)


def _edge(laid: _Laid, piece: Piece) -> bool:
    """Whether a line stands where running lines do. Of a header block none does: a file may bind several papers that begin alike."""
    if _EDGE * laid.page.height <= piece.y1 and piece.y0 <= (1 - _EDGE) * laid.page.height:
        return False
    return not (_MOTTO.search(piece.text) or (piece.block and sum(other.block for other in laid.lines) > 2))


def _key(piece: Piece) -> tuple[str, int]:
    """What repeats of a running line: its words and its height on the page."""
    return _DIGITS.sub("#", piece.text), round(piece.y0 / 4)


def _running(laid: list[_Laid]) -> set[tuple[str, int]]:
    """Running headers and footers: the same line at the same edge of half the pages, two at least."""
    seen = Counter(key for each in laid for key in {_key(piece) for piece in each.lines if _edge(each, piece)})
    return {key for key, count in seen.items() if count >= 2 and count * 2 >= len(laid)}


def _without(laid: _Laid, running: set[tuple[str, int]]) -> _Laid:
    def kept(part: Piece | tuple[Passage, ...]) -> bool:
        if not isinstance(part, Piece) or not _edge(laid, part):
            return True
        return _key(part) not in running and not _PAGE_NUMBER.fullmatch(part.text)

    return replace(laid, parts=tuple(filter(kept, laid.parts)))


def _headers(laid: list[_Laid], running: set[tuple[str, int]]) -> Iterator[Passage]:
    seen: set[tuple[str, int]] = set()
    for each in laid:
        for piece in each.lines:
            key = _key(piece)
            if _edge(each, piece) and key in running - seen and not _PAGE_NUMBER.fullmatch(piece.text):
                seen.add(key)
                yield Passage(
                    piece.text,
                    each.page.number,
                    Role.HEADER,
                    bold=piece.bold,
                    boxes=tuple(boxes(piece.words, 0, each.page)) if each.page.boxed else (),
                )

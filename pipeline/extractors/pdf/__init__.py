"""PDF files with a text layer: pdfium reads, ruled tables become rows, lines become paragraphs.

Page numbers are left out; running headers and footers follow the text once each. Not thread-safe, as pdfium is not.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2

from pipeline.extractors.pdf.columns import Piece, in_order, pieces
from pipeline.extractors.pdf.paragraphs import Line, Margins, glue, margins, paragraphs
from pipeline.extractors.pdf.ruling import Box, Drawing, Grid, drawing
from pipeline.extractors.pdf.words import Word, reread, split_inside, words
from pipeline.model import Flag, Passage, Problem, Role, Source
from pipeline.text.rows import names_columns, row

_EDGE = 0.07  # share of a page's height at its top and bottom where running lines stand
_PAGE_NUMBER = re.compile(r"\W*(trang\W*)?\d{1,4}(\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MOTTO = re.compile(r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]\s*Tự do", re.IGNORECASE)

_LOCKED = "Tệp PDF có mật khẩu: hãy bỏ mật khẩu rồi nộp lại."
_SCAN = "Tệp PDF chỉ có ảnh quét, không có lớp chữ, chưa đọc được: hãy nộp bản gốc docx hoặc pdf xuất từ Word."
_SCANNED_PAGES = "Trang {} chỉ có ảnh quét, chưa đọc được chữ."


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: lines and tables in reading order."""

    number: int
    width: float
    height: float
    parts: tuple[Piece | tuple[Passage, ...], ...]
    scanned: bool
    blank: bool

    @property
    def lines(self) -> list[Piece]:
        return [part for part in self.parts if isinstance(part, Piece)]


def read(data: bytes) -> Source:
    """Reads the bytes of a PDF; raises pypdfium2.PdfiumError where it is broken."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            return Source("", (), None, "pdf", problems=(Flag(Problem.ENCRYPTED, detail=_LOCKED),))
        raise
    with closing(document):
        pages = [_page(document, at, data) for at in range(len(document))]
    running = _running(pages)
    passages = (*_numbered(_passages([_without(page, running) for page in pages])), *_headers(pages, running))
    return Source("", passages, len(pages), "pdf", problems=_problems(pages))


def _problems(pages: list[Page]) -> tuple[Flag, ...]:
    scanned = [page.number for page in pages if page.scanned]
    if scanned and not any(page.parts for page in pages):
        return (Flag(Problem.UNSUPPORTED, detail=_SCAN),)
    return (Flag(Problem.LOW_OCR, detail=_SCANNED_PAGES.format(", ".join(map(str, scanned)))),) if scanned else ()


def _page(document: Any, at: int, data: bytes) -> Page:
    with closing(document[at]) as page:
        found, drawn = words(page), drawing(page)
        width, height = page.get_size()
        turned = page.get_rotation() != 0
    if turned or split_inside(found):
        found = reread(data, at)
    return Page(at + 1, width, height, tuple(_parts(found, drawn, at + 1)), not found and drawn.images, not drawn.anything)


def _parts(found: list[Word], drawn: Drawing, number: int) -> Iterator[Piece | tuple[Passage, ...]]:
    """Lines and tables, a table where its first word stands."""
    rest: list[Word] = []
    begun: set[int] = set()
    cells = [(at, box) for at, grid in enumerate(drawn.grids) for cells in grid.rows for box in cells if box is not None]
    for word in found:
        at = next((at for at, box in cells if _inside(word, box)), None)
        if at is None:
            rest.append(word)
        elif at not in begun:
            begun.add(at)
            yield from in_order(pieces(rest))
            rest = []
            yield tuple(_rows(drawn.grids[at], found, number, at + 1))
    yield from in_order(pieces(rest))


def _inside(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _rows(grid: Grid, found: list[Word], number: int, table: int) -> Iterator[Passage]:
    for at, boxes in enumerate(grid.rows):
        inside = [[w for w in found if box is not None and _inside(w, box)] for box in boxes]
        cells = [_cell(held) for held in inside]
        bold = any(inside) and all(w.bold for held in inside for w in held)
        if any(cells):
            named = at == 0 and names_columns(cells, bold)
            yield Passage(row(cells), number, Role.TABLE_HEADER if named else Role.ROW, table=table, bold=bold)


def _cell(held: list[Word]) -> str:
    text, line = "", -1
    for word in held:
        text = glue(text, word.text) if word.line != line else f"{text} {word.text}"
        line = word.line
    return text


def _numbered(passages: Iterator[Passage]) -> Iterator[Passage]:
    """Tables counted through the file. A table at the top of a page without names of columns goes on from the page before."""
    table, last, wide = 0, (0, 0), 0
    for passage in passages:
        if passage.table and (passage.page or 0, passage.table) != last:
            follows = wide and wide == len(passage.cells) and passage.table == 1 and passage.role is Role.ROW
            table += not follows
            last = (passage.page or 0, passage.table)
        wide = len(passage.cells) if passage.table else 0
        yield replace(passage, table=table) if passage.table else passage


def _passages(pages: list[Page]) -> Iterator[Passage]:
    """Paragraphs and rows of all pages; a paragraph may run over the end of a page."""
    usual = margins([piece for page in pages for piece in page.lines], pages[0].width if pages else 0.0)
    waiting: list[Line] = []
    for page in pages:
        own = margins(page.lines, page.width, usual)
        for part in page.parts:
            if isinstance(part, Piece):
                waiting.append(Line(part, page.number, own or Margins(part.x0, part.x1, part.size)))
            else:
                yield from paragraphs(waiting)
                waiting = []
                yield from part
    yield from paragraphs(waiting)


def _edge(page: Page, piece: Piece) -> bool:
    """Whether a line stands where running lines do. Of a header block none does: a file may bind several papers that begin alike."""
    if _MOTTO.search(piece.text) or (piece.block and sum(other.block for other in page.lines) > 2):
        return False
    return piece.y0 > (1 - _EDGE) * page.height or piece.y1 < _EDGE * page.height


def _key(piece: Piece) -> tuple[str, int]:
    """What repeats of a running line: its words and its height on the page."""
    return _DIGITS.sub("#", piece.text), round(piece.y0 / 4)


def _running(pages: list[Page]) -> set[tuple[str, int]]:
    """Running headers and footers: the same line at the same edge of half the pages, two at least."""
    seen = Counter(key for page in pages for key in {_key(piece) for piece in page.lines if _edge(page, piece)})
    return {key for key, count in seen.items() if count >= 2 and count * 2 >= len(pages)}


def _without(page: Page, running: set[tuple[str, int]]) -> Page:
    def kept(part: Piece | tuple[Passage, ...]) -> bool:
        if not isinstance(part, Piece) or not _edge(page, part):
            return True
        return _key(part) not in running and not _PAGE_NUMBER.fullmatch(part.text)

    return replace(page, parts=tuple(filter(kept, page.parts)))


def _headers(pages: list[Page], running: set[tuple[str, int]]) -> Iterator[Passage]:
    seen: set[tuple[str, int]] = set()
    for page in pages:
        for piece in page.lines:
            key = _key(piece)
            if _edge(page, piece) and key in running - seen and not _PAGE_NUMBER.fullmatch(piece.text):
                seen.add(key)
                yield Passage(piece.text, page.number, Role.HEADER, bold=piece.bold)

"""PDF files: the text layer where it is sound, else what was recognised in the picture of the page. Page by page.

Not thread-safe, as pdfium is not.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any

import pypdfium2

from pipeline.extractors.layout.page import passages
from pipeline.extractors.layout.quality import better, layer, needs_recognition, reading, verdict
from pipeline.extractors.layout.words import Affine, Page, Word
from pipeline.extractors.pdf.opened import opened
from pipeline.extractors.pdf.reread import Rereader
from pipeline.extractors.pdf.ruling import drawing
from pipeline.extractors.pdf.words import decoded, lines, split_inside, words
from pipeline.model import Flag, Problem, Reading, Source
from pipeline.text import legacy

MOST_PAGES = 2000
DPI = 200
_KEPT = 0.9  # share of the characters that a second reading has to find
_UNKNOWN_SIZE = (595.0, 842.0)
_SHOWN: dict[int, Affine] = {90: (0, -1, 1, 1, 0, 0), 180: (-1, 0, 1, 0, -1, 1), 270: (0, 1, 0, -1, 0, 1)}
"""How a page is shown whose text stands upright on it as stored, by the degrees that it is turned clockwise."""

_LOCKED = "Tệp PDF có mật khẩu: hãy bỏ mật khẩu rồi nộp lại."
_LONG = "Tệp PDF có {} trang, quá {} trang: hãy tách thành nhiều tệp rồi nộp lại."


def read(data: bytes, recognised: Mapping[int, Page | None] | None = None, boxes: bool = False) -> Source:
    """Reads the bytes of a PDF; raises pypdfium2.PdfiumError where it is broken.

    ``recognised``: pages that were recognised, by number, None for one that could not be. The numbers of pages that still have to be
    are told in ``Source.wanted``. ``boxes``: keep the places of words of text layers too; those of recognised pages are always kept.
    """
    known = recognised or {}
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            return Source("", (), None, "pdf", problems=(Flag(Problem.ENCRYPTED, detail=_LOCKED),))
        raise
    with closing(document), closing(Rereader(data)) as rereader:
        if len(document) > MOST_PAGES:
            flag = Flag(Problem.UNSUPPORTED, detail=_LONG.format(len(document), MOST_PAGES))
            return Source("", (), len(document), "pdf", problems=(flag,))
        pages: list[Page] = []
        readings: list[Reading] = []
        wanted = []
        for at in range(len(document)):
            page, pictured = _page(document, at, rereader)
            page = replace(page, boxed=True) if boxes else page
            if pictured and at + 1 in known:
                page = better(page, known[at + 1])
            elif pictured:
                wanted.append(at + 1)
            pages.append(page)
            readings.append(reading(page))
    method, problems = verdict("pdf", readings)
    return Source("", passages(pages), len(pages), method, problems=problems, readings=tuple(readings), wanted=tuple(wanted))


def _page(document: Any, at: int, rereader: Rereader) -> tuple[Page, bool]:
    """A page by its text layer, and whether it has to be recognised instead. One that pdfium cannot load is not legible."""
    try:
        with opened(document, at) as page:
            turn = page.get_rotation()
            found = rereader.words(at) if turn else []
            shown = None if found or not turn else _SHOWN[turn]
            if shown:
                page.set_rotation(0)
            found = found or words(page)
            drawn = drawing(page)
            width, height = (max(side, 1.0) for side in page.get_size())
    except pypdfium2.PdfiumError:
        return Page(at + 1, *_UNKNOWN_SIZE, legible=False), False
    if split_inside(found):
        found = _fuller(found, rereader.words(at))
    measured = layer([w.text for w in found])
    if measured.unsound and (encoding := legacy.guess("\n".join(" ".join(w.text for w in line) for line in lines(found)))):
        found = decoded(found, encoding)
        measured = layer([w.text for w in found])
    made = Page(at + 1, width, height, tuple(found), drawn.grids, plausible=measured.plausible, boxed=False, shown=shown)
    return made, needs_recognition(measured, drawn.covered, drawn.outlines)


def _fuller(found: list[Word], again: list[Word]) -> list[Word]:
    """The second reading of a page, unless it lost text: it knows nothing of what was put on the page later."""
    return again if sum(len(w.text) for w in again) >= _KEPT * sum(len(w.text) for w in found) else found


@contextmanager
def picture(data: bytes, number: int) -> Iterator[tuple[Any, float]]:
    """Page ``number`` as a PIL image in RGB and its resolution in dots per inch."""
    with closing(pypdfium2.PdfDocument(data)) as document, opened(document, number - 1) as page:
        yield page.render(scale=DPI / 72).to_pil().convert("RGB"), float(DPI)

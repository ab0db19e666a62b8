"""Word files of before 2007 (doc): text by the piece table of the compound file, all its stories.

Notes, headers and footers follow the body, so that they do not stand between title block and text. Comments are left out.
"""

import io
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from struct import iter_unpack, unpack_from
from typing import Any

import olefile

from pipeline.extractors.doc import formatted
from pipeline.extractors.doc.fib import Fib, fib
from pipeline.extractors.doc.lists import lists
from pipeline.extractors.doc.paragraphs import Context, Paragraphs
from pipeline.extractors.doc.pieces import pieces, single
from pipeline.extractors.doc.story import Stories
from pipeline.extractors.doc.styles import Styles, fonts
from pipeline.extractors.layout.lists import Numbers
from pipeline.extractors.layout.story import running
from pipeline.model import Flag, Passage, Problem, Role, Source

_LOCKED = "Tệp Word có mật khẩu: hãy bỏ mật khẩu rồi nộp lại."
_STYLES, _SECTIONS, _HEADERS, _CHARACTERS, _PARAGRAPHS, _FONTS, _CLX = 1, 6, 11, 12, 13, 15, 33
_ANCHORS, _BOXES, _LISTS, _LISTS_USED = 40, 56, 73, 74
_ANCHOR, _BOX, _SECTION = 26, 22, 12  # bytes that describe one
_BOX_SHAPE = 14  # place of the shape's number in the description of a text box
_SEPARATORS = 6  # stories of headers that only draw the lines above notes
_PAGE_COUNT = 14  # number of the property


def read(data: bytes) -> Source:
    """Reads the bytes of a Word file; raises ValueError, OSError or struct.error where it is broken."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        main = _stream(file, "WordDocument")
        told = fib(main)
        if told.encrypted:
            return Source("", (), None, "doc", problems=(Flag(Problem.ENCRYPTED, detail=_LOCKED),))
        pages = _pages(_stream(file, "\x05SummaryInformation"))
        table = b"" if told.old else _stream(file, told.table)
        stories = _old(told) if told.old else _stories(told, table, _stream(file, "Data"))
    return Source("", tuple(_passages(told, stories, table)), pages, "doc")


def _stream(file: "olefile.OleFileIO[Any]", name: str) -> bytes:
    if not file.exists(name):
        return b""
    found: bytes = file.openstream(name).read()
    return found


def _stories(told: Fib, table: bytes, data: bytes) -> Stories:
    found = pieces(told.main, told.part(table, _CLX))
    styles = _known_styles(told.part(table, _STYLES))
    sections = frozenset(_places(told.part(table, _SECTIONS), _SECTION)[1:])
    paragraphs = Paragraphs(
        found.text,
        formatted.characters(told.main, told.part(table, _CHARACTERS), found),
        formatted.paragraphs(told.main, told.part(table, _PARAGRAPHS), found),
        styles,
        Context(fonts(told.part(table, _FONTS)), sections, data),
    )
    numbers = Numbers(lambda: lists(table, told.place(_LISTS), told.part(table, _LISTS_USED)))
    return Stories(paragraphs, styles, numbers, _anchors(told, table))


@lru_cache(maxsize=8)
def _known_styles(sheet: bytes) -> Styles:
    """Files from one office share their styles."""
    return Styles(sheet)


def _old(told: Fib) -> Stories:
    """Files of before Word 97 are read without formatting: each cell is a paragraph."""
    width = 2 if told.wide else 1
    found = pieces(told.main, told.old_pieces, width) if told.saved_fast else single(told.main, *told.old_text, width)
    nothing, styles = formatted.Formatted(), Styles(b"")
    paragraphs = Paragraphs(found.text.replace("\x07", "\r"), nothing, nothing, styles, Context())
    return Stories(paragraphs, styles, Numbers(dict), {})


def _passages(told: Fib, stories: Stories, table: bytes) -> Iterator[Passage]:
    at = told.stories
    yield from stories.read(*at["main"])
    yield from stories.rest(Role.TEXT_BOX)
    for name in ("footnotes", "endnotes"):
        yield from stories.read(*at[name], Role.NOTE)
    start, end = at["headers"]
    if not told.old:
        start += next(iter(_places(told.part(table, _HEADERS), 0)[_SEPARATORS:]), end - start)
    for name, first in (("headers", start), ("header_boxes", at["header_boxes"][0])):
        yield from running(stories.read(first, at[name][1], Role.HEADER))


def _places(plc: bytes, size: int) -> tuple[int, ...]:
    """Places of a table whose entries have ``size`` bytes each: one more than entries."""
    count = (len(plc) - 4) // (4 + size) + 1 if len(plc) >= 4 else 0
    return unpack_from(f"<{count}I", plc)


def _anchors(told: Fib, table: bytes) -> dict[int, tuple[int, int]]:
    """Text boxes by the place that their shape hangs on; those in groups stand behind the whole text."""
    start, end = told.stories["boxes"]
    if start == end:
        return {}
    boxes, anchors = told.part(table, _BOXES), told.part(table, _ANCHORS)
    bounds, hung = _places(boxes, _BOX), _places(anchors, _ANCHOR)
    shapes = {unpack_from("<i", anchors, 4 * len(hung) + _ANCHOR * i)[0]: place for i, place in enumerate(hung[:-1])}
    found: dict[int, tuple[int, int]] = {}
    for i, (first, last) in enumerate(pairwise(bounds)):
        shape = unpack_from("<i", boxes, 4 * len(bounds) + _BOX * i + _BOX_SHAPE)[0]
        if first < last:
            found[shapes.get(shape, end + i)] = (start + first, min(start + last, end))
    return found


def _pages(summary: bytes) -> int | None:
    """Page count as the program that saved the file noted it."""
    if len(summary) < 56:
        return None
    start = unpack_from("<I", summary, 44)[0]
    count = unpack_from("<I", summary, start + 4)[0] if start + 8 <= len(summary) else 0
    for number, at in iter_unpack("<2I", summary[start + 8 :][: 8 * count][: (len(summary) - start - 8) // 8 * 8]):
        if number == _PAGE_COUNT and start + at + 8 <= len(summary):
            return int(unpack_from("<I", summary, start + at + 4)[0]) or None
    return None

"""Words of a PDF page with their boxes, from pdfium's text layer or, where it splits syllables, from pdfplumber.

Coordinates are points with the origin at the lower left; pdfium's order of content is kept.
"""

import ctypes
import io
import math
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.text.clean import clean

_HYPHENS = "\x02\ufffe"  # pdfium's marks of a hyphen at the end of a line
_WORD = re.compile(rf"[^\s{_HYPHENS}]+[{_HYPHENS}]?|[{_HYPHENS}]")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_SPLIT = 0.12  # share of one-letter words from which a page counts as split inside its syllables
_JOIN = 0.22  # font sizes; glyphs no further apart belong to one word (a space is 0.25 wide)
_FEW = 30  # words; a page with fewer is not judged
_BELOW = 0.2  # share of the font size below the base line


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a space. ``line``: number of its line in the order of content."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    line: int
    bold: bool

    @property
    def size(self) -> float:
        """Font size in points."""
        return self.y1 - self.y0


def split_inside(words: list[Word]) -> bool:
    """Whether so many one-letter words stand on a page that its syllables must be torn apart."""
    letters = sum(len(w.text) == 1 and w.text.isalpha() for w in words)
    return len(words) >= _FEW and letters >= _SPLIT * len(words)


def words(page: Any) -> list[Word]:
    """Words of a pypdfium2 page."""
    textpage = page.get_textpage()
    try:
        return _words(textpage, textpage.get_text_range())
    finally:
        textpage.close()


def _words(textpage: Any, text: str) -> list[Word]:
    glyphs, same = _Glyphs(textpage.raw), len(text) == textpage.count_chars()
    found, line, last = [], 0, 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        line += "\n" in text[last:start] or (last > 0 and text[last - 1] in _HYPHENS)
        last = end
        first, final = (start, end - 1) if same else (glyphs.index(start), glyphs.index(end - 1))
        word = clean(match.group().rstrip(_HYPHENS) + "-" * (match.group()[-1] in _HYPHENS))
        if word and (box := glyphs.box(first, final, line)):
            found.append(Word(word, *box, line, glyphs.bold(first)))
    return found


class _Glyphs:
    """Places, sizes and fonts of a page's characters. pdfium's boxes differ from letter to letter: heights are taken from the size."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._x, self._y, self._box, self._matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._line, self._scale = -1, 1.0
        self._known: dict[bytes, bool] = {}

    def index(self, at: int) -> int:
        """Number on the page of the character at ``at`` in the text."""
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._handle, at))

    def box(self, first: int, final: int, line: int) -> tuple[float, float, float, float] | None:
        """Box of a word from its first to its final character; None where pdfium has none."""
        if not pdfium.FPDFText_GetCharOrigin(self._handle, first, self._x, self._y):
            return None
        if not pdfium.FPDFText_GetLooseCharBox(self._handle, final, self._box):
            return None
        if line != self._line:
            self._line, self._scale = line, self._scaled(first)
        size = pdfium.FPDFText_GetFontSize(self._handle, first) * self._scale
        x, y = self._x.value, self._y.value
        return x, y - _BELOW * size, max(self._box.right, x), y + (1 - _BELOW) * size

    def _scaled(self, at: int) -> float:
        """How much the page enlarges the font size that a character names."""
        if not pdfium.FPDFText_GetMatrix(self._handle, at, self._matrix):
            return 1.0
        return math.hypot(self._matrix.b, self._matrix.d) or 1.0

    def bold(self, at: int) -> bool:
        """Whether the font of a character is bold, by its name."""
        pdfium.FPDFText_GetFontInfo(self._handle, at, self._name, 128, self._flags)
        name = self._name.value
        if name not in self._known:
            self._known[name] = bool(_BOLD.search(name.decode("utf-8", "replace")))
        return self._known[name]


def reread(data: bytes, page: int) -> list[Word]:
    """Words of page ``page`` (from 0) by the gaps between glyphs: slow, and right where fonts are mixed or the page is turned."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data), pages=[page + 1]) as document:
        source = document.pages[0]
        read = source.extract_words(x_tolerance_ratio=_JOIN)
        bold = {(c["x0"], c["top"]): bool(_BOLD.search(c["fontname"])) for c in source.chars}
        height = float(source.height)
    found: list[Word] = []
    line = 0
    for at, w in enumerate(read):
        if at and (w["top"] + w["bottom"]) / 2 > read[at - 1]["bottom"]:
            line += 1
        text = clean(w["text"])
        is_bold = bold.get((w["x0"], w["top"]), False)
        found.append(Word(text, w["x0"], height - w["bottom"], w["x1"], height - w["top"], line, is_bold))
    return found

"""Words of a PDF page with their boxes, from pdfium's text layer.

Coordinates are points with the origin at the lower left; pdfium's order of content is kept.
"""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.extractors.layout.words import Word
from pipeline.text import legacy
from pipeline.text.clean import ODD, clean
from pipeline.text.plausible import syllable

_HYPHENS = "\x02\ufffe"  # pdfium's marks of a hyphen at the end of a line
_MARKS = re.compile(f"[{_HYPHENS}]")
_LINE = re.compile(rf"[^\n{_HYPHENS}]+[{_HYPHENS}]?|[{_HYPHENS}]")
_SPACE = re.compile(r"[^\S ]")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_HYPHEN_LETTER = re.compile(r"(?<=[^\W\d_])-|-(?=[^\W\d_])")
_PUNCTUATION = ".,;:!?()[]{}\"'“”‘’…/"
_LAST = "\u00ff"  # the last character of the encodings that legacy fonts overlay
_LOOSE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)  # called twice a word: without the conversions of ctypes it takes half the time
_SPLIT = 0.12  # share of one-letter words from which a page counts as split inside its syllables
_FEW = 30  # words; a page with fewer is not judged
_BELOW = 0.2  # share of the font size below the base line


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
    glyphs = _Glyphs(textpage.raw)
    same = len(text) == textpage.count_chars()  # characters of the page and of its text have the same numbers
    odd = not unicodedata.is_normalized("NFC", text) or ODD.search(text) is not None
    found: list[Word] = []
    for number, line in enumerate(_LINE.finditer(text)):
        glyphs.line_begins()
        start = line.start()
        for word in _SPACE.sub(" ", line.group()).split(" "):
            first, start = start, start + len(word) + 1
            if not word:
                continue
            final = start - 2
            x0, x1 = glyphs.place(word, first, final) if same else glyphs.place(word, glyphs.index(first), glyphs.index(final))
            if glyphs.legacy:
                word = _in_legacy(word, glyphs.legacy)
            elif word[-1] in _HYPHENS:
                word = word[:-1] + "-"
            if odd:
                word = clean(word)
            if word and x1 >= x0:
                found.append(Word(word, x0, glyphs.low, x1, glyphs.high, number, glyphs.bold))
    return found


def _in_legacy(raw: str, font: str) -> str:
    """A word in a font with an encoding of its own."""
    word = clean(legacy.in_font(_MARKS.sub("\xad", raw), font))
    told = legacy.of_font(font)
    return _with_horn(word) if told and told[0] is legacy.Encoding.TCVN3 else word


def decoded(found: list[Word], encoding: legacy.Encoding) -> list[Word]:
    """Words of a page whose fonts do not tell their encoding, decoded line by line."""
    made: list[Word] = []
    for line in lines(found):
        texts = clean(legacy.mended(" ".join(w.text for w in line), encoding)).split(" ")
        if encoding is legacy.Encoding.TCVN3:
            texts = [_with_horn(text) for text in texts]
        made += [w._replace(text=text) for w, text in zip(line, texts, strict=True)] if len(texts) == len(line) and all(texts) else line
    return made


def _with_horn(word: str) -> str:
    """A word in which pdfium took the soft hyphen, the letter ư of TCVN3, for a hyphen: "t-ởng" is "tưởng", "213-QĐ" is not touched."""
    if "-" not in word or len(word) == 1:
        return word
    mended = _HYPHEN_LETTER.sub("Ư" if word.isupper() else "ư", word)
    return mended if syllable(mended.strip(_PUNCTUATION)) else word


def lines(found: list[Word]) -> Iterator[list[Word]]:
    """Words line by line."""
    for _, line in groupby(found, key=lambda word: word.line):
        yield list(line)


class _Glyphs:
    """Places, sizes and fonts of a page's characters.

    A font is asked for where it may matter: at the start of a line, in a bold line, and where a word may be in a legacy encoding.
    """

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._x, self._y, self._box, self._matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._page, self._at = ctypes.cast(handle, ctypes.c_void_p).value, ctypes.addressof(self._box)
        self._level: float | None = None
        self._known: dict[bytes, tuple[bool, str]] = {}
        self.low = self.high = 0.0
        self.bold, self.legacy = False, ""

    def line_begins(self) -> None:
        """Forgets the height and font of the line before."""
        self._level = None

    def place(self, word: str, first: int, final: int) -> tuple[float, float]:
        """Left and right edge of a word from its first to its final character, left beyond right where pdfium has none.

        Leaves its lower and upper edge, whether it is bold, and its font where that is a legacy one.
        """
        box = self._box
        if not _LOOSE(self._page, first, self._at):
            return 1.0, 0.0
        x0 = box.left
        if box.bottom != self._level:
            self._level = box.bottom
            self._measure(first)
            self.bold, self.legacy = self._font(first)
        elif self.bold or self.legacy or not (word.isascii() or max(word) > _LAST):
            self.bold, self.legacy = self._font(first)
        if final != first:
            _LOOSE(self._page, final, self._at)
        x1 = box.right
        return x0, x1 if x1 > x0 else x0

    def index(self, at: int) -> int:
        """Number on the page of the character at ``at`` in the text."""
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._handle, at))

    def _measure(self, at: int) -> None:
        """Lower and upper edge of a character, from its base line and size: boxes differ from font to font."""
        pdfium.FPDFText_GetCharOrigin(self._handle, at, self._x, self._y)
        size = pdfium.FPDFText_GetFontSize(self._handle, at) * self._scaled(at)
        self.low = self._y.value - _BELOW * size
        self.high = self.low + size

    def _scaled(self, at: int) -> float:
        """How much the page enlarges the font size that a character names."""
        if not pdfium.FPDFText_GetMatrix(self._handle, at, self._matrix):
            return 1.0
        return math.hypot(self._matrix.b, self._matrix.d) or 1.0

    def _font(self, at: int) -> tuple[bool, str]:
        """Whether the font of a character is bold, by its name, and that name where the font has an encoding of its own, else ""."""
        pdfium.FPDFText_GetFontInfo(self._handle, at, self._name, 128, self._flags)
        name = self._name.value
        if name not in self._known:
            told = name.decode("utf-8", "replace")
            self._known[name] = (bool(_BOLD.search(told)), told if legacy.of_font(told) else "")
        return self._known[name]

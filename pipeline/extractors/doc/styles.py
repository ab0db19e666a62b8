"""Styles and fonts of a Word file, resolved as far as reading needs them."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

from pipeline.extractors.doc.looks import Look, Setting, changed, lines, placed

_PARAGRAPH, _CHARACTER, _TABLE = 1, 2, 3
_HEADINGS = frozenset({*range(1, 10), 62})  # numbers of the built-in headings and of the title
_NO_STYLE = 0xFFF
_FONT_NAME = 39  # bytes of a font's description in front of its name


@dataclass(frozen=True, slots=True)
class Style:
    """A style as stored; ``kind`` 0 where a number has none."""

    heading: bool
    kind: int
    base: int
    changes: tuple[bytes, ...]

    @property
    def characters(self) -> bytes:
        """Modifiers of characters: behind those of paragraphs, where the style has such."""
        at = 1 if self.kind == _PARAGRAPH else 0
        return self.changes[at] if at < len(self.changes) else b""


_NONE = Style(False, 0, _NO_STYLE, ())


class Styles:
    """All styles of a file by number."""

    def __init__(self, sheet: bytes) -> None:
        self.styles, fonts = _sheet(sheet) if len(sheet) >= 20 else ((), (-1, -1))
        self._plain = Look(font=fonts[0], font_other=fonts[1])
        self._looks: dict[tuple[int, int], Look] = {}
        self._settings: dict[int, Setting] = {}

    def _chain(self, number: int) -> Iterator[tuple[int, Style]]:
        """A style and those it is based on, nearest first."""
        seen: set[int] = set()
        while number < len(self.styles) and number not in seen:
            seen.add(number)
            yield number, self.styles[number]
            number = self.styles[number].base

    def look(self, paragraph: int, character: int = -1) -> Look:
        """Characters in a paragraph of one style and, where ``character`` is one, in a character style."""
        if (paragraph, character) not in self._looks:
            self._looks[paragraph, character] = self._look(paragraph, character)
        return self._looks[paragraph, character]

    def _look(self, paragraph: int, character: int) -> Look:
        look = self._plain
        for number, kind in ((paragraph, _PARAGRAPH), (character, _CHARACTER)):
            chain = [] if number < 0 else [style for _, style in self._chain(number)]
            for style in reversed(chain):
                if style.kind == kind:
                    look = changed(look, style.characters, look)
        return look

    def setting(self, number: int) -> Setting:
        """Paragraphs of a style."""
        if number not in self._settings:
            self._settings[number] = self._setting(number)
        return self._settings[number]

    def _setting(self, number: int) -> Setting:
        setting = Setting()
        for _, style in reversed(list(self._chain(number))):
            if style.kind == _PARAGRAPH and style.changes:
                setting = placed(setting, style.changes[0][2:])
                setting = setting._replace(heading=setting.heading or style.heading)
        return setting

    def lined(self, number: int) -> bool:
        """Whether a table style draws lines between cells."""
        return any(lines(s.changes[0]) for _, s in self._chain(number) if s.kind == _TABLE and s.changes)


def _sheet(sheet: bytes) -> tuple[tuple[Style, ...], tuple[int, int]]:
    """All styles, and the two fonts of text whose style names none."""
    size, count, base = unpack_from("<3H", sheet)
    fonts = (unpack_from("<H", sheet, 14)[0], unpack_from("<H", sheet, 18)[0]) if size >= 18 and len(sheet) >= 20 else (-1, -1)
    found, at = [], 2 + size
    for _ in range(count):
        if at + 2 > len(sheet):
            break
        length = unpack_from("<H", sheet, at)[0]
        found.append(_style(sheet[at + 2 : at + 2 + length], base))
        at += 2 + length + (length & 1)
    return tuple(found), fonts


def _style(data: bytes, base: int) -> Style:
    if len(data) < max(10, base) + 2:
        return _NONE
    built_in, kind, count = unpack_from("<3H", data)
    length = unpack_from("<H", data, base)[0]
    name = data[base + 2 : base + 2 + 2 * length].decode("utf-16-le", "replace").lower()
    heading = built_in & 0xFFF in _HEADINGS or name.startswith("heading") or name == "title"
    at = base + 2 + 2 * (length + 1)
    changes = []
    for _ in range(count & 0xF):
        if at + 2 > len(data):
            break
        size = unpack_from("<H", data, at)[0]
        changes.append(data[at + 2 : at + 2 + size])
        at += 2 + size + (size & 1)
    return Style(heading, kind & 0xF, kind >> 4, tuple(changes))


def fonts(table: bytes) -> tuple[str, ...]:
    """Names of fonts by number."""
    names: list[str] = []
    at = 4
    while at < len(table):
        entry = table[at + 1 : at + 1 + table[at]]
        names.append(entry[_FONT_NAME:].decode("utf-16-le", "replace").partition("\0")[0])
        at += 1 + table[at]
    return tuple(names)

"""Letters of a Word file: legacy fonts decoded, symbols and special signs as letters, codes of fields left out."""

import re
from typing import NamedTuple

from pipeline.text import legacy
from pipeline.text.clean import tidy

_FIELD = re.compile("[\x13\x14\x15]")
_INSIDE = re.compile("[^\r\x07]")
_ODD = re.compile("[\0-\x1f]")
_SOFT_HYPHEN = ("\x1f", "\xad")  # as Word stores it, and as TCVN3 stores its letter ư
_SIGNS: dict[int, str | None] = {
    **dict.fromkeys(range(0x20), None),
    0x09: " ",
    0x0A: " ",
    0x0B: "\n",
    0x0C: "\n",
    0x0D: " ",
    0x0E: "\n",
    0x1E: "-",
    0x1F: _SOFT_HYPHEN[1],
}
_SYMBOLS = {0xA8: "☐", 0x6F: "☐", 0xFE: "☑", 0x78: "☒", 0xFC: "✓", 0xE0: "→", 0xB7: "•", 0xA7: "▪"}
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Shown(NamedTuple):
    """How a run is read. ``font``: name of a legacy font; ``symbol``: the letter that stands for each inserted symbol."""

    kept: bool
    bold: bool
    font: str | None
    symbol: str | None


def letters(text: str, shown: Shown) -> str:
    """Letters of a text that is shown so."""
    if shown.symbol is not None and not text.strip("(\0"):
        return shown.symbol * text.count("(")
    if text.isascii() and shown.font is None:
        return text
    return legacy.in_font(_plain(text.replace(*_SOFT_HYPHEN), shown.font), shown.font)


def without_codes(text: str) -> str:
    """The text with the codes of fields blanked by zero characters of the same number; results stay."""
    if "\x13" not in text:
        return text
    codes: list[tuple[int, int]] = []
    opened: list[int] = []  # where the code of each open field begins, -1 once its result began
    for found in _FIELD.finditer(text):
        at, sign = found.start(), found.group()
        if sign == "\x13":
            opened.append(at)
        elif opened:
            begun = opened[-1]
            if sign == "\x15":
                opened.pop()
            else:
                opened[-1] = -1
            if begun >= 0:
                codes.append((begun, at))
    return _blanked(text, codes)


def _blanked(text: str, codes: list[tuple[int, int]]) -> str:
    made, done = [], 0
    for start, end in sorted(codes):
        if start >= done:
            made += [text[done:start], _INSIDE.sub("\0", text[start:end])]
            done = end
    return "".join(made) + text[done:]


def _plain(text: str, font: str | None) -> str:
    """Text without the offset under which fonts of their own letters are stored; other fonts hold symbols there."""
    if not _PRIVATE.search(text):
        return text
    if font is None:
        return _PRIVATE.sub(lambda found: _SYMBOLS.get(ord(found.group()) - 0xF000, ""), text)
    return _PRIVATE.sub(lambda found: chr(ord(found.group()) - 0xF000), text)


def symbol(code: int, font: str | None) -> str:
    if font is not None:
        return legacy.in_font(chr(code & 0xFF), font)
    return _SYMBOLS.get(code & 0xFF, "") if 0xF000 <= code <= 0xF0FF else chr(code)


def whole(text: str) -> str:
    if _ODD.search(text):
        text = text.translate(_SIGNS)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "\n".join(line.strip(" ") for line in tidy(text).split("\n")).strip("\n ")

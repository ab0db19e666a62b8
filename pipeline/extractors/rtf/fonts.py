"""Fonts of an RTF file: their names, and the code pages that their bytes are in."""

import codecs
import re
from dataclasses import dataclass

from pipeline.extractors.layout.symbols import ansi
from pipeline.text import legacy

_PAGES = {
    77: "mac_roman", 78: "cp932", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_WESTERN = frozenset({0, 2})  # character sets of one byte a sign: western letters, symbols
_INNER = re.compile(rb"\{\\\*[^{}]*\}")
_FONT = re.compile(rb"\\f(\d{1,6})(?!\d)")
_CHARSET = re.compile(rb"\\fcharset(\d{1,4})")
_CODE_PAGE = re.compile(rb"\\cpg(\d{1,5})")
_CONTROL = re.compile(rb"\\'[0-9a-fA-F]{2}|\\[a-z]+-?\d* ?|[{}\r\n]")


@dataclass(frozen=True, slots=True)
class Font:
    """``page``: name of the codec, or empty for western letters. ``legacy``: its bytes are no letters before they are decoded."""

    name: str | None
    page: str
    legacy: bool = False

    def decoded(self, data: bytes) -> str:
        return data.decode(self.page, "replace") if self.page else ansi(data)


def fonts(table: bytes, usual: str) -> dict[int, Font]:
    """Fonts by number from the inside of ``\\fonttbl``. ``usual``: codec of the file."""
    found = {}
    for entry in _INNER.sub(b"", table).split(b";"):
        number = _FONT.search(entry)
        if number is not None:
            name = ansi(_CONTROL.sub(b"", entry)).strip()
            old = legacy.of_font(name) is not None
            found[int(number[1])] = Font(name, "" if old else _page(entry, usual), old)
    return found


def codec(number: int) -> str:
    """Codec of a Windows code page, empty for western letters and for what no codec knows."""
    name = {65001: "utf-8", 10000: "mac_roman", 1252: ""}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""


def _page(entry: bytes, usual: str) -> str:
    told = _CODE_PAGE.search(entry)
    if told is not None and int(told[1]):
        return codec(int(told[1]))
    charset = _CHARSET.search(entry)
    number = 1 if charset is None else int(charset[1])
    return "" if number in _WESTERN else _PAGES.get(number, usual)

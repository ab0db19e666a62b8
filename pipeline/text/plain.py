"""Plain text: one plain character for each character, so that patterns stay short and positions stay the same.

Letters lose case and marks, dashes become ``-`` and odd spaces ``" "``; line ends and tabs stay. Unlike folding nothing is dropped.
"""

import re
import unicodedata

_DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u202f\u2060\u3000\ufeff"
_OCR = str.maketrans("oOlI|iSsB", "001111558")


def _letters() -> dict[int, str]:
    """Plain form of every letter of the Latin blocks that Vietnamese uses."""
    table = {}
    for code in (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        table[code] = "d" if base in "đðɖ" else base
    return table


_SIGNS = {ord(c): "-" for c in _DASHES} | {ord(c): " " for c in _SPACES}
_PLAIN = _letters() | _SIGNS
_CAPITALS = _SIGNS | {0xD0: "Đ", 0x189: "Đ", 0xF0: "đ", 0x256: "đ"}
_CASED = {code: char.upper() if chr(code).isupper() else char for code, char in _letters().items()} | _SIGNS


def plain(text: str) -> str:
    """Text without case and marks, exactly as long as ``text``."""
    return text.translate(_PLAIN)


def cased(text: str) -> str:
    """Text without marks (``Đ`` becomes ``D``) that keeps its capitals, exactly as long as ``text``."""
    return text.translate(_CASED)


def signs(text: str) -> str:
    """Text with plain dashes, spaces and one letter ``Đ``, exactly as long as ``text``; other marks stay."""
    return text.translate(_CAPITALS)


def digits(text: str) -> str:
    """Digits of a number as recognised in a scan: ``O3`` is ``03``, ``2O2l`` is ``2021``; white space vanishes."""
    return re.sub(r"\s", "", text).translate(_OCR)

"""Characters that mean something else in their font: legacy letters, ticks and bullets of symbol fonts."""

import re
from codecs import charmap_decode

from pipeline.text import legacy

_HIGH = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"
_LETTERS = "".join(map(chr, range(128))) + _HIGH + "".join(map(chr, range(160, 256)))
_FONTS = re.compile(r"symbol\b|wingdings|webdings|marlett|zapf ?dingbats|itc zapf|monotype sorts", re.IGNORECASE)
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_CODE = re.compile("[!-~\xa1-\xff\uf020-\uf0ff]")
_WRITTEN = re.compile("[A-Za-z]{3}")
_SIGNS = {0xA8: "☐", 0x6F: "☐", 0xFE: "☑", 0x78: "☒", 0xFC: "✓", 0xE0: "→", 0xB7: "•", 0xA7: "▪", 0x2D: "-"}


def ansi(data: bytes) -> str:
    """Bytes as Windows' western letters; the five codes without a letter stand for themselves."""
    return charmap_decode(data, "strict", _LETTERS)[0]


def in_font(text: str, font: str | None, label: bool = False) -> str:
    """Text of a run as it is shown in its font. ``label``: it is the number or bullet of a list."""
    if font is not None and legacy.of_font(font):
        return legacy.in_font(_PRIVATE.sub(lambda sign: ansi(bytes([ord(sign.group()) - 0xF000])), text), font)
    if font is not None and _FONTS.match(font) and not _WRITTEN.search(text):
        return _CODE.sub(lambda sign: "-" if label else _sign(sign), text)
    return text if text.isascii() else _PRIVATE.sub(_sign, text)


def _sign(sign: re.Match[str]) -> str:
    return _SIGNS.get(ord(sign.group()) & 0xFF, "")

"""UTF-8 that was read as Windows-1252: ``Äáº£ng`` for ``Đảng``."""

import re

from pipeline.text.legacy.cost import loss

_HIGH = range(0x80, 0x100)
_BYTES = {ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in _HIGH} | {byte: byte for byte in _HIGH}
_SAVED_ENOUGH = 1.5
_LETTER = 0.5  # what one letter saves by itself

_TAIL = "".join(re.escape(chr(char)) for char, byte in _BYTES.items() if byte < 0xC0)
_MARK = "\u0080€\u0081\u0082‚\u0083ƒ\u0086†\u0089‰\u009b›£"  # Ì and one of these is a combining mark
_ENCODED = re.compile(f"á[º»][{_TAIL}]|[Â-Æ][{_TAIL}]|Ì[{_MARK}]")
_CUT = re.compile(r"Ã |(?<![^\W\d_])Ä")
_SIGNS = re.compile(f"â[\u0080€][{_TAIL}]")
_TYPICAL = re.compile("[ÂÃÄÆÌ]|á[º»]|â[\u0080€]")
_QUOTED = re.compile(r"(?<!º)«[^\W\d_]*á»")  # «lá»… is no mojibake
_TAIL_LOST = re.compile(r"([^\W\d_]*)á»([^\W\d_]*)")
_LOST = "ềờọỏỐ"  # letters whose last byte is no character of Windows-1252


def repaired(text: str) -> str:
    """Text with its mojibake decoded where that makes words of it; other text as it is."""
    if text.isascii() or not _TYPICAL.search(text) or _QUOTED.search(text):
        return text
    made = _SIGNS.sub(_decoded, text)
    better, letters = _ENCODED.subn(_decoded, made)
    better = _TAIL_LOST.sub(_completed, _CUT.sub(_restored, better))
    return better if loss(made) - loss(better) + _LETTER * letters >= _SAVED_ENOUGH and loss(better) < loss(made) else made


def _decoded(match: re.Match[str]) -> str:
    found = match.group()
    try:
        return bytes(_BYTES[ord(char)] for char in found).decode("utf-8")
    except UnicodeDecodeError:
        return found


def _restored(match: re.Match[str]) -> str:
    """A letter whose last byte, a no-break space or a control character, was made a space or dropped."""
    if match.group() == "Ä":
        return "Đ"
    return "à" if match.start() and match.string[match.start() - 1].isalpha() else "Ý "


def _completed(match: re.Match[str]) -> str:
    """The word with the letter that makes the best word of it."""
    return min((match[1] + letter + match[2] for letter in _LOST), key=loss)

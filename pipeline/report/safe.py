"""Text of documents in spreadsheets: never a formula, never a character that a file format forbids."""

import re

_NO_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(f"[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|[{_NO_CHARACTERS}]")
_FORMULA = re.compile(r"[\s\u200b-\u200d\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")


def printable(text: str) -> str:
    """The text without control characters, lone surrogates and noncharacters; every line end is ``\\n``."""
    if text.isprintable() and not _FORBIDDEN.search(text):
        return text
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def like_formula(text: str) -> bool:
    """True where a spreadsheet would take a typed or imported text for a formula."""
    return bool(_FORMULA.match(text))


def harmless(value: object) -> object:
    """A text as ``printable``, with an apostrophe before it where it begins like a formula; any other value as it is."""
    if not isinstance(value, str):
        return value
    return f"'{printable(value)}" if like_formula(value) or like_formula(printable(value)) else printable(value)

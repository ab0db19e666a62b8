"""Cleaning of text that is Unicode already: one form of letters, one space, nothing invisible.

Not for text in legacy fonts: there the soft hyphen is a letter (TCVN3 ``ư``). Hyphens, dashes and quotation marks stay as written.
"""

import re
import unicodedata

_SPACES = (0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_INVISIBLE = (0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
_BREAKS = (0x000B, 0x0085, 0x2028, 0x2029)
_TABLE: dict[int, str | None] = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_INVISIBLE, None),
    **dict.fromkeys(_BREAKS, "\n"),
}
_KEPT = {at: told for at, told in _TABLE.items() if at != 0x00AD}
ODD = re.compile(f"[{''.join(map(chr, _TABLE))}]")
"""Characters that cleaning changes."""


def tidy(text: str) -> str:
    """NFC with ordinary spaces; soft hyphens stay, as text in a legacy font may hold letters there."""
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_KEPT) if ODD.search(text) else text)


def clean(text: str) -> str:
    """NFC with ordinary spaces, ``\\n`` as the only line break, and without zero-width characters and soft hyphens."""
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_TABLE) if ODD.search(text) else text)

"""Tokens of RTF: control words, characters in hexadecimal, braces, text."""

import re

TOKEN = re.compile(
    rb"\\(?:u(-?\d{1,6}) ?(?:\?|\\'[0-9a-fA-F]{2})|([a-zA-Z]+)(?:(-?\d{1,10}) ?| ?)|'([0-9a-fA-F]{2})|(.))"
    rb"|([{}])|([^\\{}]+)",
    re.DOTALL,
)
"""Its groups: ``LETTER``, a Unicode one with its usual replacement; ``WORD`` and the number behind it; ``HEX``; ``SIGN``; ``BRACE``;
``TEXT``. ``lastindex`` tells which one was met.
"""

LETTER, WORD, NUMBER, HEX, SIGN, BRACE, TEXT = range(1, 8)

_JUMP = re.compile(rb"\\bin(\d{1,10}) ?|\\.|([{}])", re.DOTALL)


def group_end(data: bytes, at: int) -> int:
    """Place of the brace that closes the group around ``at``, or the end of the data."""
    depth = 1
    while (jump := _JUMP.search(data, at)) is not None:
        at = jump.end()
        if jump[1] is not None:
            at = after_binary(data, at, int(jump[1]))
        elif jump[2] is not None:
            depth += 1 if jump[2] == b"{" else -1
            if depth == 0:
                return jump.start()
    return len(data)


def after_binary(data: bytes, at: int, size: int) -> int:
    """Place after ``size`` raw bytes; a size that leads out of the data is wrong and skips nothing."""
    return at + size if 0 < size <= len(data) - at else at

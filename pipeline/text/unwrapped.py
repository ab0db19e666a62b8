"""Lines of plain text as paragraphs: lines that a program broke at a fixed width are joined, others stay apart."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_WIDEST, _NARROWEST = 100, 50  # characters of a line in text that was broken at a fixed width
_FEWEST = 3  # broken lines that make it a habit
_SHARE = 0.5  # of the full lines are followed by a small letter
_FULL = 0.75  # of the width
_ITEM = re.compile(r"[-+*•–>]|\d+(?:\.\d+)*[.)/]?\s|[a-zđ][.)]\s|[IVX]+[.)]\s")


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of a text, without those that are empty."""
    lines = [line.strip() for line in text.splitlines()]
    width = _width(lines)
    made: list[str] = []
    for line, before in zip(lines, ["", *lines], strict=False):
        if made and width and before and line and _runs_on(before, line, width):
            made[-1] += f" {line}"
        elif line:
            made.append(line)
    yield from made


def _width(lines: Sequence[str]) -> int:
    """The width at which lines were broken, 0 where each was ended by its writer."""
    widest = max(map(len, lines), default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return 0
    full = [after for line, after in pairwise(lines) if after and len(line) >= _FULL * widest]
    on = sum(after[0].islower() for after in full)
    return widest if on >= max(_FEWEST, _SHARE * len(full)) else 0


def _runs_on(line: str, after: str, width: int) -> bool:
    """Whether ``after`` continues ``line``: its first word would not have fitted, or a full line ends within a sentence."""
    if _ITEM.match(after):
        return False
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) > width or (after[0].islower() and len(line) >= _FULL * width)

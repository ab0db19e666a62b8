"""Single property modifiers: how Word stores formatting, as a row of codes with operands."""

from collections.abc import Iterator
from functools import lru_cache

DELETED, SPECIAL, BOLD, HIDDEN = 0x0800, 0x0855, 0x0835, 0x083C
PLAIN, CHARACTER_STYLE, FONT, FONT_OTHER, SYMBOL = 0x2A33, 0x4A30, 0x4A4F, 0x4A51, 0x6A09
PARAGRAPH_STYLE, ALIGN, ALIGN_OLD, OUTLINE, LIST, LIST_LEVEL = 0x4600, 0x2461, 0x2403, 0x2640, 0x460B, 0x260A
IN_TABLE, ROW_END, DEPTH, DEEPER, INNER_CELL_END, INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x664A, 0x244B, 0x244C
HUGE, HUGE_OLD = 0x6646, 0x6645
ROW_CELLS, ROW_LINES, ROW_LINES_OLD, ROW_MERGED_DOWN, ROW_NAMES, ROW_STYLE = 0xD608, 0xD613, 0xD605, 0xD62B, 0x3404, 0x563A

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_TABS = 0xC615
_SHORT = {
    0x05: ALIGN_OLD,
    0x0C: LIST_LEVEL,
    0x18: IN_TABLE,
    0x19: ROW_END,
    0x41: DELETED,
    0x53: PLAIN,
    0x55: BOLD,
    0x5C: HIDDEN,
}


@lru_cache(maxsize=4096)
def sprms(data: bytes) -> tuple[tuple[int, bytes], ...]:
    """Codes and their operands in order; an operand of variable size begins with its size. Ends where the data ends."""
    return tuple(_sprms(data))


def _sprms(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(data):
        code = data[at] | data[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13] or _variable(code, data, at)
        yield code, data[at : at + size]
        at += size


def _variable(code: int, data: bytes, at: int) -> int:
    if code == ROW_CELLS:
        return int.from_bytes(data[at : at + 2], "little") + 1
    if code == _TABS and data[at] == 255:
        cleared = 4 * data[at + 1] if at + 1 < len(data) else 0
        added = at + 2 + cleared
        return 3 + cleared + (3 * data[added] if added < len(data) else 0)
    return 1 + data[at]


def short(isprm: int, operand: int) -> bytes:
    """A modifier of a piece in full; nothing for those that say nothing here."""
    code = _SHORT.get(isprm)
    return b"" if code is None else code.to_bytes(2, "little") + bytes([operand])

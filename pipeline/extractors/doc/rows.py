"""Rows of a Word table: what the mark at their end says of their cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from struct import unpack_from

from pipeline.extractors.doc import sprms
from pipeline.extractors.doc.looks import lines
from pipeline.extractors.doc.sprms import sprms as modifiers
from pipeline.extractors.doc.styles import Styles

_CELL = 20  # bytes that describe a cell
_LEFT, _RIGHT = 8, 16  # places of the lines beside a cell in its description
_FIRST_ACROSS, _ACROSS, _DOWN, _FIRST_DOWN = 1, 2, 0x20, 0x40


@dataclass(frozen=True, slots=True)
class Row:
    """``across``, ``down``: cells that continue the one beside or above them; ``names``: repeated as names of the columns."""

    across: frozenset[int]
    down: frozenset[int]
    names: bool
    lined: bool


def row(data: bytes, styles: Styles) -> Row:
    """Reads the modifiers of a row's end."""
    across: set[int] = set()
    down: set[int] = set()
    names, lined = False, lines(data)
    for code, operand in modifiers(data):
        if code == sprms.ROW_CELLS:
            flags, drawn = _cells(operand)
            across = {i for i, flag in enumerate(flags) if flag & _ACROSS or (flag & _FIRST_ACROSS and i and flags[i - 1] & _FIRST_ACROSS)}
            down = {i for i, flag in enumerate(flags) if flag & _DOWN and not flag & _FIRST_DOWN}
            lined = lined or drawn
        elif code == sprms.ROW_MERGED_DOWN and len(operand) >= 3:
            down = down | {operand[1]} if operand[2] == 1 else down - {operand[1]}
        elif code == sprms.ROW_NAMES:
            names = operand[:1] == b"\1"
        elif code == sprms.ROW_STYLE and len(operand) == 2:
            lined = lined or styles.lined(int.from_bytes(operand, "little"))
    return Row(frozenset(across), frozenset(down), names, lined)


def _cells(operand: bytes) -> tuple[Sequence[int], bool]:
    """Flags of the cells, and whether a line stands between two of them."""
    count = operand[2] if len(operand) > 2 else 0
    first = 3 + 2 * (count + 1)
    flags, drawn = [], False
    for i in range(count):
        cell = operand[first + _CELL * i :][:_CELL].ljust(_CELL, b"\0")
        flags.append(unpack_from("<H", cell)[0])
        drawn = drawn or (i > 0 and _line(cell, _LEFT)) or (i < count - 1 and _line(cell, _RIGHT))
    return flags, drawn


def _line(cell: bytes, at: int) -> bool:
    return cell[at : at + 2] != b"\xff\xff" and cell[at + 1] not in (0, 255)

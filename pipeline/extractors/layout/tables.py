"""Tables of word processors: rows of data, or two blocks of text that a table without lines only sets side by side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.model import Passage, Role
from pipeline.text.rows import names_columns, numbered, row

_MOTTO = re.compile(
    r"^\W*(ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]\s*Tự do|ĐOÀN (TNCS|THANH NIÊN CỘNG SẢN) HỒ CHÍ MINH$|"
    r"(TỔNG LIÊN ĐOÀN LAO ĐỘNG|CÔNG ĐOÀN|HỘI [^\n]{4,40}) VIỆT NAM$)",
    re.MULTILINE | re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^\W*([TK]/[ML]|K/T|(TM|KT|TL|Q)\.|THƯ K[ÝÍ]|CHỦ (TRÌ|T[ỌO][ẠA])|NGƯỜI [A-ZĐÀ-Ỹ]{2,}|Nơi nhận|NƠI NHẬN|XÁC NHẬN|BÍ THƯ$|PHÓ BÍ THƯ$)",
    re.MULTILINE,
)
_BLOCKS = 3  # at most so many blocks stand side by side
_BLOCK_ROWS = 12

Cell = tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: passages of each cell. ``named``: rows marked as repeated column names; ``lined``: has inner lines."""

    rows: tuple[tuple[Cell, ...], ...]
    named: int
    lined: bool

    @property
    def width(self) -> int:
        return max((len(cells) for cells in self.rows), default=0)


def passages(table: Table, number: int) -> Iterator[Passage]:
    """Passages of a table. ``number``: its number in the file if it holds data."""
    return _columns(table) if is_layout(table) else _rows(table, number)


def is_layout(table: Table) -> bool:
    """Whether a table only places text: header block, signatures, a frame."""
    if table.width <= 1:
        return True
    first = [_text(cell) for cell in table.rows[0]]
    if table.named or numbered(first) or table.width > _BLOCKS:
        return False
    texts = [_text(cell) for cells in table.rows for cell in cells]
    if len(table.rows) <= _BLOCK_ROWS and any(_MOTTO.search(text) for text in texts):
        return True
    if any(_SIGNATURE.search(text) for text in texts) and len(table.rows) <= (3 if table.lined else _BLOCK_ROWS):
        return True
    if len(table.rows) == 1:
        return True
    return len(table.rows) == 2 and not table.lined and any("\n" in text for text in texts)


def _text(cell: Cell) -> str:
    return "\n".join(p.text for p in cell if not p.table)


def _columns(table: Table) -> Iterator[Passage]:
    """Column by column; a row of one cell across the table closes the columns above it."""
    waiting: list[tuple[Cell, ...]] = []
    for cells in table.rows:
        if len(cells) == 1:
            yield from _turned(waiting)
            waiting = []
            yield from cells[0]
        else:
            waiting.append(cells)
    yield from _turned(waiting)


def _turned(rows: list[tuple[Cell, ...]]) -> Iterator[Passage]:
    for column in range(max((len(cells) for cells in rows), default=0)):
        for cells in rows:
            if column < len(cells):
                for passage in cells[column]:
                    yield replace(passage, role=Role.BODY) if passage.role is Role.HEADING else passage


def _rows(table: Table, number: int) -> Iterator[Passage]:
    for at, cells in enumerate(table.rows):
        own = [tuple(p for p in cell if not p.table and p.role is not Role.TEXT_BOX) for cell in cells]
        text = row([_text(cell) for cell in own])
        inside = [p for cell in own for p in cell]
        bold = bool(inside) and all(p.bold for p in inside)
        if text:
            named = at < table.named or (at == 0 and names_columns(text.split("\t"), bold))
            role = Role.TABLE_HEADER if named else Role.ROW
            yield Passage(text, inside[0].page, role, table=number, bold=bold)
        for cell in cells:
            yield from (p for p in cell if p.table or p.role is Role.TEXT_BOX)

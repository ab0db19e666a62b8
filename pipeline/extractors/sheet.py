"""Workbooks (xlsx, xlsm): every sheet, hidden ones too; title lines, names of columns, rows, lines below the table."""

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence

from python_calamine import CalamineWorkbook

from pipeline.model import Passage, Role, Source
from pipeline.text.clean import clean
from pipeline.text.rows import row

_DEFAULT_NAME = re.compile(r"(sheet|trang|trang tính|bảng|bảng tính)\s*\d*", re.IGNORECASE)
_NAMES = 3  # so many text cells make a row the names of columns

Cells = Sequence[str]


def read(data: bytes) -> Source:
    """Reads the bytes of a workbook; raises python_calamine.CalamineError where it is broken."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    passages: list[Passage] = []
    table = 0
    for name in workbook.sheet_names:
        rows = [[text(cell) for cell in cells] for cells in workbook.get_sheet_by_name(name).to_python(skip_empty_area=True)]
        found = tuple(_sheet(rows, table + 1))
        table += any(p.table for p in found)
        if found and len(workbook.sheet_names) > 1 and not _DEFAULT_NAME.fullmatch(clean(name).strip()):
            passages.append(Passage(clean(name).strip(), role=Role.HEADING))
        passages += found
    return Source("", tuple(passages), None, "xlsx")


def text(cell: object) -> str:
    """A cell as people read it: whole numbers without a fraction, dates as dd/mm/yyyy, no time where it is midnight."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    if isinstance(cell, dt.datetime):
        return f"{cell:%d/%m/%Y}" if cell.time() == dt.time() else f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, dt.time):
        return f"{cell:%H:%M}"
    return " ".join(clean(str(cell)).split())


def _sheet(rows: Sequence[Cells], table: int) -> Iterator[Passage]:
    names = _names(rows)
    if names is None:
        yield from _lines(rows)
        return
    end = _end(rows, names)
    yield from _lines(rows[:names])
    for at, cells in enumerate(rows[names:end]):
        if any(cells):
            yield Passage(row(cells), role=Role.ROW if at else Role.TABLE_HEADER, table=table)
    yield from _lines(rows[end:])


def _filled(cells: Cells) -> int:
    return sum(map(bool, cells))


def _names(rows: Sequence[Cells]) -> int | None:
    """Index of the row that names the columns: the first with three text cells, or as many as the table is wide."""
    width = max((_filled(cells) for cells in rows), default=0)
    if width < 2:
        return None
    for at, cells in enumerate(rows):
        words = [cell for cell in cells if cell and not cell.replace("/", "").replace(".", "").isdigit()]
        if len(words) >= min(_NAMES, width):
            return at
    return next(at for at, cells in enumerate(rows) if _filled(cells) == width)


def _end(rows: Sequence[Cells], names: int) -> int:
    """Index behind the table: the first empty row that only lines of one or two cells follow, as under a wider table."""
    if _filled(rows[names]) < _NAMES:
        return len(rows)
    end = len(rows)
    for at in range(len(rows) - 1, names, -1):
        if _filled(rows[at]) >= _NAMES:
            break
        if not any(rows[at]):
            end = at
    return end


def _lines(rows: Sequence[Cells]) -> Iterator[Passage]:
    """Text outside the table: rows of several cells are blocks side by side and read column by column."""
    beside: list[Cells] = []
    for cells in [*rows, []]:
        if _filled(cells) > 1 or (beside and any(cells[1:])):
            beside.append(cells)
            continue
        for column in range(max(map(len, beside), default=0)):
            yield from (Passage(line[column]) for line in beside if column < len(line) and line[column])
        beside = []
        for cell in filter(None, cells):
            yield Passage(cell, role=Role.HEADING if cell.isupper() else Role.BODY)

"""Workbooks (xlsx, xlsm, xlsb, xls, ods): every sheet, hidden ones too; title lines, names of columns, rows, lines below the table."""

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from pipeline.extractors import extent
from pipeline.extractors.limits import TooLargeError
from pipeline.model import Passage, Role, Source
from pipeline.text.clean import tidy
from pipeline.text.rows import row

_DEFAULT_NAME = re.compile(r"(sheet|trang|trang tính|bảng|bảng tính)\s*\d*", re.IGNORECASE)
_MOST_ROWS = 200_000
_NAMES = 3  # so many text cells make a row the names of columns

Cells = Sequence[str]


def read(data: bytes) -> Source:
    """Reads the bytes of a workbook; raises python_calamine.CalamineError or ValueError where it is broken."""
    if data.startswith(b"PK"):
        extent.check(data)
    workbook = _opened(data)
    passages: list[Passage] = []
    table = 0
    names = [one.name for one in workbook.sheets_metadata if one.typ is not SheetTypeEnum.ChartSheet]
    for name in names:
        found = tuple(_sheet(_rows(workbook.get_sheet_by_name(name)), table + 1))
        table += any(p.table for p in found)
        if found and len(names) > 1 and not _DEFAULT_NAME.fullmatch(tidy(name).strip()):
            passages.append(Passage(tidy(name).strip(), role=Role.HEADING))
        passages += found
    return Source("", tuple(passages), None, "")


def _opened(data: bytes) -> CalamineWorkbook:
    """A workbook; calamine panics at some broken files, which no handler of exceptions would notice."""
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise ValueError("broken workbook") from error
        raise


def _rows(sheet: CalamineSheet) -> list[Cells]:
    """Rows that hold anything, and one empty row for each gap between them."""
    rows: list[Cells] = []
    for cells in sheet.iter_rows():
        texts = [text(cell) for cell in cells] if cells.count("") < len(cells) else []
        if any(texts):
            rows.append(texts)
        elif rows and rows[-1]:
            rows.append([])
        if len(rows) > _MOST_ROWS:
            raise TooLargeError(sheet.name)
    return rows


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
    return " ".join(tidy(str(cell)).split())


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

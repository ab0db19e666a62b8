"""Plain text in any charset: a line is a paragraph, unless lines were broken at a fixed width; form feeds turn pages.

Lines of equally many columns are a table: divided by tabs, or a whole file by commas or semicolons.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.extractors.limits import TooLargeError
from pipeline.model import Passage, Role, Source
from pipeline.text.charset import from_bytes
from pipeline.text.clean import tidy
from pipeline.text.rows import names_columns, row
from pipeline.text.unwrapped import paragraphs

_LARGEST = 20_000_000
_HEADING = 120  # characters of a line in capitals that is a heading
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3  # of a table that commas or semicolons divide

Rows = Sequence[Sequence[str]]


def read(data: bytes) -> Source:
    """Reads the bytes of a text file; raises TooLargeError above 20 MB."""
    if len(data) > _LARGEST:
        raise TooLargeError("text")
    text = tidy(from_bytes(data)).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    pages = text.rstrip("\f\n ").split("\f")
    table = _divided(pages[0]) if len(pages) == 1 else None
    if table is not None:
        return Source("", tuple(_table(table, 1, None)), None, "text")
    passages: list[Passage] = []
    for number, page in enumerate(pages, 1):
        tables = max((one.table for one in passages), default=0)
        passages += _page(page, number if len(pages) > 1 else None, tables)
    return Source("", tuple(passages), len(pages) if len(pages) > 1 else None, "text")


def _page(text: str, number: int | None, tables: int) -> Iterator[Passage]:
    for tabbed, group in groupby(text.split("\n"), key=_tabbed):
        lines = list(group)
        cells = [line.split("\t") for line in lines]
        if tabbed and len(lines) > 1 and 2 * max(Counter(map(len, cells)).values()) >= len(lines):
            tables += 1
            yield from _table(cells, tables, number)
        else:
            yield from _prose("\n".join(lines), number)


def _tabbed(line: str) -> bool:
    """Whether a tab divides a line; one before it only indents it."""
    return "\t" in line.rstrip() and not line.startswith("\t")


def _prose(text: str, number: int | None) -> Iterator[Passage]:
    for paragraph in paragraphs(text):
        said = " ".join(paragraph.split())
        yield Passage(said, number, Role.HEADING if said.isupper() and len(said) <= _HEADING else Role.BODY)


def _table(lines: Rows, at: int, number: int | None) -> Iterator[Passage]:
    filled = [cells for cells in lines if any(cell.strip() for cell in cells)]
    for index, cells in enumerate(filled):
        named = index == 0 and names_columns(cells)
        yield Passage(row(cells), number, Role.TABLE_HEADER if named else Role.ROW, table=at)


def _divided(text: str) -> Rows | None:
    """The rows of a file that commas or semicolons divide into equally many columns."""
    for mark in ";,":
        if text.count(mark) < _FEWEST_ROWS * (_FEWEST_COLUMNS - 1):
            continue
        try:
            lines = [cells for cells in csv.reader(io.StringIO(text), delimiter=mark) if cells]
        except csv.Error:
            continue
        widths = {len(cells) for cells in lines}
        if len(lines) >= _FEWEST_ROWS and len(widths) == 1 and widths.pop() >= _FEWEST_COLUMNS:
            return lines
    return None

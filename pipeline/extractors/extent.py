"""How far the sheets of an xlsx reach: calamine lays out the whole rectangle, and one stray cell takes all memory."""

import io
import re
import zipfile
from functools import reduce

from pipeline.extractors.limits import LARGEST_PART, TooLargeError

_MOST_CELLS = 8_000_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FILLED = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_BESIDE = ord("A") - 1


def check(data: bytes) -> None:
    """Raises TooLargeError where a sheet's filled cells lie so far apart; says nothing of other formats."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if _SHEET.fullmatch(info.filename):
                if info.file_size > LARGEST_PART:
                    raise TooLargeError(info.filename)
                if _cells(archive.read(info)) > _MOST_CELLS:
                    raise TooLargeError(info.filename)


def _cells(sheet: bytes) -> int:
    """Cells of the rectangle around all filled ones."""
    columns, rows = set[bytes](), [0, 0]
    for found in _FILLED.finditer(sheet):
        columns.add(found[1])
        row = int(found[2])
        rows = [min(rows[0] or row, row), max(rows[1], row)]
    numbers = [reduce(lambda value, letter: value * 26 + letter - _BESIDE, name, 0) for name in columns] or [0]
    return (max(numbers) - min(numbers) + 1) * (rows[1] - rows[0] + 1)

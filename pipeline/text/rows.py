"""Rows of a table as text: cells divided by tabs, and which row names the columns."""

import re
from collections.abc import Sequence

_ORDINAL = re.compile(r"(stt|tt|số\s*tt|s\.\s*t\.\s*t)\.?", re.IGNORECASE)
_FIGURE = re.compile(r"[\d\s.,:;/%()+\-–]+")
_LONGEST_NAME = 80


def row(cells: Sequence[str]) -> str:
    """Cells joined by ``\\t``, white space inside a cell folded, empty cells at the end left out."""
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")


def numbered(cells: Sequence[str]) -> bool:
    """True where the first cell that is not empty names a column of ordinal numbers (STT, TT)."""
    return bool(_ORDINAL.fullmatch(next((cell.strip() for cell in cells if cell.strip()), "")))


def names_columns(cells: Sequence[str], bold: bool = False) -> bool:
    """True where a first row looks like the names of columns: two or more short cells and no figures among them."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2:
        return False
    if bold or numbered(filled):
        return True
    return not any(_FIGURE.fullmatch(cell) or len(cell) > _LONGEST_NAME for cell in filled)

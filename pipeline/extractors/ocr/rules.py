"""Rules drawn on a page: long level and upright lines of ink, which make tables and which recognition takes for letters."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.extractors.layout.grids import Box, Grid, grids
from pipeline.extractors.ocr.sheet import Mask

_HALF = 2  # pixels to one dot in the copy in which rules are looked for
_INK, _LETTER = 195, 120  # grey levels; darker is ink; a letter is so dark
_LONG = 0.3  # inches; a shorter line is no rule
_THICK = 0.07  # inches; a thicker one is no line
_GAP = 0.12  # inches; so far a rule may be broken
_FEWEST = 5  # lines of a table
_FREE = 0.25  # share of a line that letters may touch; under words there are more
_BESIDE = 4.0  # points between a line and the side of the cell that it makes

Levels = NDArray[np.uint8]
Run = tuple[int, int, int]  # row, first dot, behind the last dot
Line = list[Run]
Lines = tuple[tuple[Line, ...], ...]  # level ones, and upright ones with x and y exchanged
Places = NDArray[np.intp]


def ruled(page: Image.Image, dpi: float) -> tuple[tuple[Grid, ...], Image.Image]:
    """Ruled tables of a grey page in points, the origin at the lower left, and the page without their rules."""
    dots = _dots(page)
    ink, letters = dots < _INK, dots < _LETTER
    both = tuple(
        tuple(line for line in _lines(seen, dpi / _HALF) if _touched(line, dark) < _FREE)
        for seen, dark in ((ink, letters), (ink.T, letters.T))
    )
    if sum(map(len, both)) < _FEWEST:
        return (), page
    scale, top = 72 * _HALF / dpi, page.height * 72 / dpi
    edges = [[_edge(line, scale, top, bool(upright)) for line in lines] for upright, lines in enumerate(both)]
    found = grids(edges[0] + edges[1])
    if not found:
        return (), page
    used = tuple(
        tuple(line for line, edge in zip(lines, own, strict=True) if _bounds(edge, found)) for lines, own in zip(both, edges, strict=True)
    )
    return found, _without(page, letters, used)


def _edge(line: Line, scale: float, top: float, upright: bool) -> Box:
    x0, x1 = min(run[1] for run in line), max(run[2] for run in line)
    y0, y1 = line[0][0], line[-1][0] + 1
    if upright:
        x0, y0, x1, y1 = y0, x0, y1, x1
    return x0 * scale, top - y1 * scale, x1 * scale, top - y0 * scale


def _bounds(edge: Box, tables: tuple[Grid, ...]) -> bool:
    """Whether a line is a side of a cell."""
    x0, y0, x1, y1 = edge
    cells = [cell for table in tables for row in table.rows for cell in row if cell is not None]
    if x1 - x0 >= y1 - y0:
        return any(x0 < c[2] and x1 > c[0] and min(abs(y0 - c[1]), abs(y0 - c[3])) < _BESIDE for c in cells)
    return any(y0 < c[3] and y1 > c[1] and min(abs(x0 - c[0]), abs(x0 - c[2])) < _BESIDE for c in cells)


def _dots(page: Image.Image) -> Levels:
    """A copy of half the size: a dot is as dark as the darkest of its four."""
    levels = np.asarray(page)
    levels = levels[: page.height // 2 * 2, : page.width // 2 * 2]
    rows = np.minimum(levels[::2], levels[1::2])
    found: Levels = np.minimum(rows[:, ::2], rows[:, 1::2])
    return found


def _lines(ink: Mask, dpi: float) -> tuple[Line, ...]:
    """Level lines, each of the runs that touch or nearly do."""
    gap, thick = round(_GAP * dpi), max(2, round(_THICK * dpi))
    found: list[Line] = []
    for run in _runs(ink, max(8, round(_LONG * dpi))):
        row, first, end = run
        line = next((line for line in found if row - line[-1][0] <= 1 and _near(line, first - gap, end + gap)), None)
        if line is None:
            found.append([run])
        else:
            line.append(run)
    return tuple(line for line in found if line[-1][0] - line[0][0] < thick)


def _near(line: Line, first: int, end: int) -> bool:
    return any(first < run[2] and end > run[1] for run in line)


def _runs(ink: Mask, length: int) -> Iterator[Run]:
    """Runs of ink along the rows; the row above fills in, as a line may lean a little."""
    filled = ink.copy()
    filled[1:] |= ink[:-1]
    part = max(1, length // 3)
    parts: Mask = np.asarray(filled[:, : filled.shape[1] // part * part].reshape(len(ink), -1, part).all(axis=2))
    for at in np.flatnonzero((parts[:, 1:] & parts[:, :-1]).any(axis=1)):
        ends = np.flatnonzero(np.diff(filled[at].astype(np.int8), prepend=0, append=0))
        yield from ((int(at), int(a), int(b)) for a, b in zip(ends[::2], ends[1::2], strict=True) if b - a >= length)


def _without(page: Image.Image, letters: Mask, both: Lines) -> Image.Image:
    """The page with rules made white, but not where a letter crosses them."""
    mask = np.zeros_like(letters)
    for lines, marked, seen in ((both[0], mask, letters), (both[1], mask.T, letters.T)):
        for line in lines:
            _erase(line, marked, seen)
    levels = np.array(page)
    for part in (levels[::2, ::2], levels[1::2, ::2], levels[::2, 1::2], levels[1::2, 1::2]):
        part[: mask.shape[0], : mask.shape[1]][mask] = 255
    return Image.fromarray(levels)


def _course(line: Line, letters: Mask) -> tuple[Places, Places, Places]:
    """``(columns, top, bottom)``: the rows just above and just below a line in each of its columns."""
    high, wide = letters.shape
    top, bottom = np.full(wide, high), np.full(wide, -1)
    for row, first, end in line:
        top[first:end] = np.minimum(top[first:end], row - 1)
        bottom[first:end] = np.maximum(bottom[first:end], row)
    columns = np.flatnonzero(bottom >= 0)
    return columns, np.maximum(top[columns] - 1, 0), np.minimum(bottom[columns] + 1, high - 1)


def _touched(line: Line, letters: Mask) -> float:
    """Share of a line that letters touch from above or below."""
    columns, top, bottom = _course(line, letters)
    return float((letters[top, columns] | letters[bottom, columns]).mean())


def _erase(line: Line, marked: Mask, letters: Mask) -> None:
    """Marks the dots of a line, with what is grey beside it, and takes them out of ``letters``."""
    columns, top, bottom = _course(line, letters)
    above, below = letters[top, columns], letters[bottom, columns]
    free = ~(above & below)
    columns, top, bottom = columns[free], (top + above)[free], (bottom - below)[free]
    for aside in range(int((bottom - top).max(initial=0)) + 1):
        rows = np.minimum(top + aside, bottom)
        marked[rows, columns] = True
        letters[rows, columns] = False

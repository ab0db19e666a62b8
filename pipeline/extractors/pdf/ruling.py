"""Ruled tables of a PDF page: lines from pdfium's paths, grid and rows by pdfplumber's table functions."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import pypdfium2.raw as pdfium

_THIN = 3.0  # points; a filled path no thicker is a line
_LONG = 8.0  # points; shorter lines are ornaments
_FEWEST = 5  # lines; two rows of two columns need as many
_SNAP = 3.0  # points; lines and corners no further apart are one

Box = tuple[float, float, float, float]  # x0, y0, x1, y1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: for each row its cells, None for a place that a cell above covers."""

    rows: tuple[tuple[Box | None, ...], ...]

    @property
    def width(self) -> int:
        return max(map(len, self.rows))


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page holds besides text."""

    grids: tuple[Grid, ...]
    images: bool
    anything: bool


def drawing(page: Any) -> Drawing:
    """Grids and images of a pypdfium2 page."""
    edges: list[Box] = []
    kinds = set()
    for at in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, at)
        kind = pdfium.FPDFPageObj_GetType(item)
        kinds.add(kind)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            edges += _edges(item)
    turn = page.get_rotation()
    if turn:
        edges = [_turned(edge, turn, *page.get_size()) for edge in edges]
    images = bool(kinds & {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM})
    return Drawing(_grids(edges) if len(edges) >= _FEWEST else (), images, bool(kinds))


def _turned(box: Box, turn: int, width: float, height: float) -> Box:
    """A box as it stands on a page that is shown turned clockwise by ``turn`` degrees and then is so wide and high."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return y0, height - x1, y1, height - x0
    if turn == 180:
        return width - x1, height - y1, width - x0, height - y0
    return width - y1, x0, width - y0, x1


def _edges(path: Any) -> Iterator[Box]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return
    box = (left.value, bottom.value, right.value, top.value)
    wide, high = box[2] - box[0], box[3] - box[1]
    if min(wide, high) <= _THIN:
        if max(wide, high) >= _LONG:
            yield box
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    yield from _segments(path, filled=not stroke.value)


def _segments(path: Any, filled: bool) -> Iterator[Box]:
    """Straight level and upright lines of a path; of a filled one the thin parts as lines."""
    points: list[tuple[float, float]] = []
    for outline in _outlines(path):
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        box = (min(xs), min(ys), max(xs), max(ys))
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            points = [(box[0], box[1]), (box[2], box[3])]
        elif filled:
            continue
        else:
            points = outline
        for (xa, ya), (xb, yb) in pairwise(points):
            line = (min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
            if min(line[2] - line[0], line[3] - line[1]) <= _THIN and max(line[2] - line[0], line[3] - line[1]) >= _LONG:
                yield line


def _outlines(path: Any) -> Iterator[list[tuple[float, float]]]:
    """Points of each part of a path on the page; curves end a part."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    outline: list[tuple[float, float]] = []
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        if kind != pdfium.FPDF_SEGMENT_LINETO and outline:
            yield outline
            outline = []
        outline.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield [*outline, outline[0]]
            outline = []
    if outline:
        yield outline


def _grids(edges: list[Box]) -> tuple[Grid, ...]:
    from pdfplumber import table as plumber

    drawn = plumber.merge_edges([_edge(*box) for box in edges], _SNAP, _SNAP, _SNAP, _SNAP)
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(drawn, _SNAP, _SNAP))
    grids = (_grid(plumber.Table(cast(Any, None), group).rows) for group in plumber.cells_to_tables(cells))
    return tuple(grid for grid in grids if len(grid.rows) >= 2 and grid.width >= 2)


def _edge(x0: float, y0: float, x1: float, y1: float) -> dict[str, Any]:
    """A line as pdfplumber describes it, its y pointing down."""
    level = x1 - x0 >= y1 - y0
    x, y = (x0 + x1) / 2, -(y0 + y1) / 2
    ends = {"x0": x0, "x1": x1, "top": y, "bottom": y} if level else {"x0": x, "x1": x, "top": -y1, "bottom": -y0}
    return {**ends, "width": x1 - x0, "height": y1 - y0, "orientation": "h" if level else "v", "object_type": "line"}


def _grid(rows: Any) -> Grid:
    """Rows of a grid; a place that the cell to its left covers is left out."""
    found = []
    for row in rows:
        cells: list[Box | None] = []
        for place in row.cells:
            if place is None:
                cells.append(None)
            else:
                x0, top, x1, bottom = place
                cells.append((x0, -bottom, x1, -top))
        found.append(tuple(cells))
    columns = [min((r[i][0] for r in found if r[i] is not None), default=0.0) for i in range(len(found[0]))]  # type: ignore[index]
    return Grid(tuple(tuple(c for i, c in enumerate(r) if c is not None or not _covered(r[:i], columns[i])) for r in found))


def _covered(before: tuple[Box | None, ...], x: float) -> bool:
    return any(cell is not None and cell[2] > x + _SNAP for cell in before)

"""What is drawn on a PDF page besides text: the lines of ruled tables, from pdfium's paths, and images."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.extractors.layout.grids import Box, Grid, grids

_THIN = 3.0  # points; a filled path no thicker is a line
_LONG = 8.0  # points; shorter lines are ornaments
_FEWEST = 5  # lines; two rows of two columns need as many


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page holds besides text."""

    grids: tuple[Grid, ...]
    covered: float  # share of the page under pictures, 0 to 1
    outlines: int  # paths: letters drawn as curves are many


def drawing(page: Any) -> Drawing:
    """Grids and images of a pypdfium2 page."""
    edges: list[Box] = []
    width, height = page.get_size()
    covered, outlines = 0.0, 0
    for at in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, at)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            edges += _edges(item)
            outlines += 1
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            box = _bounds(item)
            covered += (box[2] - box[0]) * (box[3] - box[1]) if box else 0.0
    turn = page.get_rotation()
    if turn:
        edges = [_turned(edge, turn, width, height) for edge in edges]
    share = min(1.0, covered / (width * height)) if width and height else 0.0
    return Drawing(grids(edges) if len(edges) >= _FEWEST else (), share, outlines)


def _turned(box: Box, turn: int, width: float, height: float) -> Box:
    """A box as it stands on a page that is shown turned clockwise by ``turn`` degrees and then is so wide and high."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return y0, height - x1, y1, height - x0
    if turn == 180:
        return width - x1, height - y1, width - x0, height - y0
    return width - y1, x0, width - y0, x1


def _bounds(item: Any) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _edges(path: Any) -> Iterator[Box]:
    box = _bounds(path)
    if box is None:
        return
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

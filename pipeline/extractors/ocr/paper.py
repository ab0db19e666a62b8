"""A sheet of paper on a darker table, as phones photograph it: found by its brightness, its four corners by their places."""

import math

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFilter

from pipeline.extractors.ocr.sheet import Corners, Sheet

Levels = NDArray[np.uint8]
Point = tuple[float, float]

_SMALL = 400  # pixels of the long side of the copy in which paper is looked for
_RIM = 0.015  # share of the picture at its edge where the table shows
_TABLE = 0.35  # share of the rim that must be dark
_LIGHTER = 12  # grey levels by which paper in the shadow is lighter than the table
_APART = 18  # grey levels between both sides of the edge of paper
_ASIDE = 4  # dots; so far from an edge it is looked at
_SLANT = 0.6  # of two opposite sides the shorter one, of the longer
_SMALLEST, _LARGEST = 0.25, 0.97  # share of the picture that paper covers
_FILLED = 0.93  # share of the four-cornered shape that is paper
_LONG = 11.69  # inches of the long side of A4


def on_paper(whole: Sheet) -> Sheet:
    """The paper alone, straightened, where the picture shows a table around it; else the sheet itself."""
    factor = max(1, max(whole.picture.size) // _SMALL)
    small = whole.picture.reduce(factor).convert("L")
    rim = _rim(np.asarray(small))
    if (rim < _threshold(np.asarray(small))).mean() < _TABLE:
        return whole
    levels: Levels = np.asarray(small.filter(ImageFilter.MaxFilter(5)))
    limit = _threshold(levels)
    table = rim[rim < limit]
    if len(table) < _TABLE * len(rim):
        return whole
    corners = _corners(levels, float(np.percentile(table, 98)) + _LIGHTER) or _corners(levels, limit)
    if corners is None:
        return whole
    found = whole.cut(_scaled(corners, factor))
    return Sheet(found.picture, max(found.picture.size) / _LONG, found.origin, found.size)


def _rim(levels: Levels) -> Levels:
    deep = max(2, round(_RIM * max(levels.shape)))
    parts = (levels[:deep], levels[-deep:], levels[deep:-deep, :deep], levels[deep:-deep, -deep:])
    return np.concatenate([part.ravel() for part in parts])


def _threshold(levels: Levels) -> float:
    """The grey level that divides dark from bright best (Otsu)."""
    counts = np.bincount(levels.ravel(), minlength=256).astype(float)
    below = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    total = below[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (sums[-1] * below / total - sums) ** 2 / (below * (total - below))
    return float(np.nanargmax(np.nan_to_num(between))) + 1


def _corners(levels: Levels, limit: float) -> Corners | None:
    """Corners of the largest bright part; None where it is not four-cornered with edges all around."""
    from scipy.ndimage import label

    parts, count = label(levels >= limit)
    if not count:
        return None
    y, x = np.nonzero(parts == np.bincount(parts.ravel())[1:].argmax() + 1)
    a, b, c, d = ((float(x[i]), float(y[i])) for i in (np.argmin(x + y), np.argmax(x - y), np.argmax(x + y), np.argmin(x - y)))
    corners = a, b, c, d
    area = _area(corners)
    if not _SMALLEST <= area / levels.size <= _LARGEST or not _FILLED <= len(x) / area <= 2 - _FILLED:
        return None
    sides = [_edge(levels, a, b), _edge(levels, b, c), _edge(levels, c, d), _edge(levels, d, a)]
    return corners if min(sides) >= _APART and _alike(corners) else None


def _edge(levels: Levels, start: Point, end: Point) -> float:
    """By how many grey levels it is brighter to the right of a side than to its left; a side at the rim of the picture always is."""
    high, wide = levels.shape
    along = np.linspace(0.1, 0.9, 40)
    length = max(1.0, math.hypot(end[0] - start[0], end[1] - start[1]))
    x, y = (start[i] + along * (end[i] - start[i]) for i in (0, 1))
    dx, dy = -(end[1] - start[1]) / length * _ASIDE, (end[0] - start[0]) / length * _ASIDE
    columns, rows = np.rint(x - dx).astype(int), np.rint(y - dy).astype(int)
    inside = (columns >= 0) & (columns < wide) & (rows >= 0) & (rows < high)
    if inside.mean() < 0.5:
        return 255.0
    right = levels[np.rint(y + dy).astype(int)[inside].clip(0, high - 1), np.rint(x + dx).astype(int)[inside].clip(0, wide - 1)]
    return float(np.median(right.astype(float) - levels[rows[inside], columns[inside]]))


def _alike(corners: Corners) -> bool:
    """Whether opposite sides are about as long, as those of paper seen at a slant are."""
    top, right, bottom, left = (math.dist(a, b) for a, b in zip(corners, corners[1:] + corners[:1], strict=True))
    return all(_SLANT <= one / max(1.0, other) <= 1 / _SLANT for one, other in ((top, bottom), (left, right)))


def _area(corners: Corners) -> float:
    around = zip(corners, corners[1:] + corners[:1], strict=True)
    return max(1.0, abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in around)) / 2)


def _scaled(corners: Corners, factor: int) -> Corners:
    a, b, c, d = (((x + 0.5) * factor, (y + 0.5) * factor) for x, y in corners)
    return a, b, c, d

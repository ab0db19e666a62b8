"""Dotted leaders ("Họ và tên: ……………"): rows of small dots at one height and distance, which recognition takes for letters and figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.extractors.ocr.recognise import Seen
from pipeline.extractors.ocr.sheet import Mask

_INK = 150
_DOT = 0.035  # inches; a dot is no wider and no higher
_STEP = 0.065  # inches from one dot to the next at most
_LEVEL = 0.012  # inches by which neighbours may differ in height
_FEWEST = 8  # dots
_EVEN = 0.4  # share of the usual distance by which distances may differ, in most places
_SURE = 0.9
_TEXT = "……"

Boxes = NDArray[np.intp]  # one row a dot: top, left, bottom, right


@dataclass(frozen=True, slots=True)
class Leader:
    """A row of dots. Pixels, the origin at the upper left; ``dots``: their boxes."""

    x0: int
    y0: int
    x1: int
    y1: int
    dots: Boxes


def leaders(page: Image.Image, dpi: float) -> tuple[tuple[Leader, ...], Image.Image]:
    """Dotted leaders of a grey page, and the page without them."""
    found = tuple(_leaders(np.asarray(page) < _INK, dpi))
    if not found:
        return (), page
    levels = np.array(page)
    for leader in found:
        for top, left, bottom, right in leader.dots:
            levels[max(0, top - 1) : bottom + 1, max(0, left - 1) : right + 1] = 255
    return found, Image.fromarray(levels)


def with_leaders(seen: Sequence[Seen], found: Sequence[Leader]) -> tuple[Seen, ...]:
    """The words of a page with a word of dots for each leader, in the line and at the place where it stands."""
    words = list(seen)
    for leader in found:
        base = next(iter(sorted((w for w in words if _beside(w, leader)), key=lambda w: _apart(w, leader))), None)
        line = base.line if base else max((w.line for w in words), default=-1) + 1
        block = base.block if base else max((w.block for w in words), default=-1) + 1
        made = Seen(_TEXT, leader.x0, (base or leader).y0, leader.x1, leader.y1, _SURE, line, block)
        before = [at for at, w in enumerate(words) if w.line == line and w.x0 < leader.x0]
        first = next((at for at, w in enumerate(words) if w.line == line), len(words))
        words.insert(before[-1] + 1 if before else first, made)
    return tuple(words)


def _beside(word: Seen, leader: Leader) -> bool:
    """Whether a word stands on the line of a leader: its lower part is level with the dots."""
    return word.y0 < leader.y0 and leader.y1 <= word.y1 + (word.y1 - word.y0) // 2 and word.y1 - word.y0 > 2 * (leader.y1 - leader.y0)


def _apart(word: Seen, leader: Leader) -> int:
    return max(word.x0 - leader.x1, leader.x0 - word.x1)


def _leaders(ink: Mask, dpi: float) -> Iterator[Leader]:
    dots = _dots(ink, round(_DOT * dpi))
    if len(dots) < _FEWEST:
        return
    order = np.lexsort((dots[:, 1], np.round((dots[:, 0] + dots[:, 2]) / 2 / max(1.0, 2 * _LEVEL * dpi))))
    for row in _rows(dots[order], dpi):
        gaps = np.diff((row[:, 1] + row[:, 3]) / 2)
        usual = float(np.median(gaps))
        if (np.abs(gaps - usual) <= max(1.0, _EVEN * usual)).mean() > 0.8:
            yield Leader(int(row[0, 1]), int(row[:, 0].min()), int(row[-1, 3]), int(row[:, 2].max()), row)


def _rows(dots: Boxes, dpi: float) -> Iterator[Boxes]:
    """Neighbours at one height and no far apart, as many as make a leader."""
    middle = (dots[:, 0] + dots[:, 2]) / 2
    right = np.diff((dots[:, 1] + dots[:, 3]) / 2)
    ends = np.flatnonzero((right <= 0) | (right > _STEP * dpi) | (np.abs(np.diff(middle)) > max(1.0, _LEVEL * dpi)))
    bounds = [0, *(int(end) + 1 for end in ends), len(dots)]
    yield from (dots[a:b] for a, b in zip(bounds, bounds[1:], strict=False) if b - a >= _FEWEST)


def _dots(ink: Mask, most: int) -> Boxes:
    """Boxes of the parts of ink that are no larger than a dot."""
    from scipy.ndimage import find_objects, label

    parts, _ = label(ink, structure=np.ones((3, 3), dtype=int))
    boxes = [(r.start, c.start, r.stop, c.stop) for r, c in find_objects(parts)]
    if not boxes:
        return np.empty((0, 4), dtype=np.intp)
    found = np.array(boxes, dtype=np.intp)
    small = (found[:, 2] - found[:, 0] <= most) & (found[:, 3] - found[:, 1] <= most)
    return found[small]

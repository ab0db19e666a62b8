"""Cells of a table in which recognition of the page saw nothing although there is ink: lone numbers above all.

Each is set into a line of its own behind a word of the same page, which shows how large letters are, and recognised once more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from pipeline.extractors.layout.grids import Grid
from pipeline.extractors.ocr.recognise import Seen

_INK = 128
_LEAST = 0.0006  # square inches of ink
_INSET = 0.03  # inches; so near its rules nothing of a cell is looked at
_LOW, _HIGH = 0.05, 0.32  # inches; how high the ink of a line of letters is
_APART = 0.12  # inches between the word and the ink of the cell
_STEP = 0.45  # inches from line to line
_SURE, _WORD = 0.9, 3  # confidence and letters of the word, at least
_MOST = 200  # cells
_TALL = 3.0  # times its width from which a line runs down

Pixels = tuple[int, int, int, int]  # left, upper, right, lower


@dataclass(frozen=True, slots=True)
class Lines:
    """Ink of cells below each other. ``places``: where it stands in ``picture``, and how far from there it stands on the page."""

    picture: Image.Image
    places: tuple[tuple[Pixels, int, int], ...]

    def back(self, seen: Iterable[Seen], line: int, block: int) -> tuple[Seen, ...]:
        """Words seen in the lines as words of the page, their lines and blocks numbered from ``line`` and ``block``."""
        found = []
        for word in seen:
            at = next((i for i, (box, _, _) in enumerate(self.places) if _inside(word, box)), None)
            if at is not None:
                _, x, y = self.places[at]
                moved = replace(word, x0=word.x0 + x, y0=word.y0 + y, x1=word.x1 + x, y1=word.y1 + y)
                found.append(replace(moved, line=line + at, block=block + at))
        return tuple(found)


def missed(tables: Sequence[Grid], page: Image.Image, seen: Sequence[Seen], dpi: float) -> Lines | None:
    """Cells with the ink of one line of letters and without words, or None."""
    boxes = [box for box in _cells(tables, page.height, dpi) if not any(_inside(word, box) for word in seen)]
    ink = np.asarray(page) < _INK
    found = []
    for left, upper, right, lower in boxes:
        dots = ink[upper:lower, left:right]
        if dots.sum() > _LEAST * dpi * dpi:
            rows, columns = np.flatnonzero(dots.any(axis=1)), np.flatnonzero(dots.any(axis=0))
            if _LOW * dpi <= rows[-1] - rows[0] <= _HIGH * dpi:
                found.append((left + int(columns[0]), upper + int(rows[0]), left + int(columns[-1]) + 1, upper + int(rows[-1]) + 1))
    known = max((w for w in seen if w.stands and len(w.text) >= _WORD), key=lambda w: w.confidence, default=None)
    if not found or known is None or known.confidence < _SURE:
        return None
    return _set(page, page.crop((known.x0, known.y0, known.x1, known.y1)), found[:_MOST], dpi)


def within(tables: Sequence[Grid], height: int, seen: Sequence[Seen], dpi: float) -> tuple[Seen, ...]:
    """Words without those of lines that run down through cells: numbers below each other taken for turned text."""
    cells = list(_cells(tables, height, dpi))
    lines: dict[int, list[Seen]] = defaultdict(list)
    for word in seen:
        lines[word.line].append(word)
    upright = {number for number, line in lines.items() if _upright(line)}
    return tuple(word for word in seen if word.line not in upright or not any(_inside(word, box) for box in cells))


def _upright(line: list[Seen]) -> bool:
    wide, high = max(w.x1 for w in line) - min(w.x0 for w in line), max(w.y1 for w in line) - min(w.y0 for w in line)
    return high > _TALL * wide


def _cells(tables: Sequence[Grid], height: int, dpi: float) -> Iterator[Pixels]:
    inset = round(_INSET * dpi)
    for cell in (cell for table in tables for row in table.rows for cell in row if cell is not None):
        x0, y0, x1, y1 = (round(side * dpi / 72) for side in cell)
        yield max(0, x0 + inset), max(0, height - y1 + inset), x1 - inset, height - y0 - inset


def _inside(word: Seen, box: Pixels) -> bool:
    return box[0] <= (word.x0 + word.x1) / 2 <= box[2] and box[1] <= (word.y0 + word.y1) / 2 <= box[3]


def _set(page: Image.Image, known: Image.Image, boxes: list[Pixels], dpi: float) -> Lines:
    apart, step = round(_APART * dpi), max(round(_STEP * dpi), known.height + 2)
    x = 2 * apart + known.width
    picture = Image.new("L", (x + apart + max(box[2] - box[0] for box in boxes), step * len(boxes) + apart), 255)
    places = []
    for at, box in enumerate(boxes, 1):
        wide, high, bottom = box[2] - box[0], box[3] - box[1], at * step
        picture.paste(known, (apart, bottom - known.height))
        picture.paste(page.crop(box), (x, bottom - high))
        places.append(((x - apart // 2, bottom - step, x + wide + apart, bottom + apart), box[0] - x, box[1] - bottom + high))
    return Lines(picture, tuple(places))

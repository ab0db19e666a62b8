"""Words and the page they stand on."""

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extractors.layout.grids import Grid
from pipeline.model import Box

Affine = tuple[float, float, float, float, float, float]
"""``(a, b, c, d, e, f)``: x' = a*x + b*y + c, y' = d*x + e*y + f, both sides in shares of width and height from the upper left."""


class Word(NamedTuple):
    """A run of characters without a space. ``line``: number of its line in the order of content. Points, origin at the lower left."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    line: int
    bold: bool = False

    @property
    def size(self) -> float:
        """Font size in points."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Page:
    """Words and tables of one page that stands upright.

    ``width``, ``height``: points. ``confidence``: of recognition, 0 to 1; None where the words come from a text layer.
    ``legible``: False where so much of the page was not recognised that it counts as unread.
    ``plausible``: share of well-formed syllables. ``boxed``: whether passages keep the places of its words.
    ``shown``: from the upright page to the page as the file shows it; None where they are the same.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    grids: tuple[Grid, ...] = ()
    confidence: float | None = None
    legible: bool = True
    plausible: float = 1.0
    boxed: bool = True
    shown: Affine | None = None

    def box(self, start: int, word: Word) -> Box:
        """Place of a word whose text begins at ``start`` in its passage, on the page as shown."""
        wide, high = self.width, self.height
        x0, y0, x1, y1 = word.x0 / wide, 1 - word.y1 / high, word.x1 / wide, 1 - word.y0 / high
        if self.shown is not None:
            a, b, c, d, e, f = self.shown
            xs, ys = zip(*((a * x + b * y + c, d * x + e * y + f) for x in (x0, x1) for y in (y0, y1)), strict=True)
            x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        return Box(start, start + len(word.text), self.number, x0, y0, x1, y1)

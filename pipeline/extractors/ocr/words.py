"""Words seen in a picture as layout wants them: blocks from the top down, a line on one base line and of one size, bold or not."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from PIL import Image

from pipeline.extractors.layout.words import Word
from pipeline.extractors.ocr.recognise import Seen
from pipeline.extractors.ocr.sheet import Mask

_BELOW = 0.2  # share of the font size below the base line
_LARGER = 1.3  # times the usual height from which a line is set in larger letters
_GAP = 1.5  # font sizes between two pieces of a line
_BOLD = 1.25  # times the usual thickness of strokes
_INK = 128


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of line ``number`` without a wide gap. ``base``: height of its base line in the picture; ``stroke``: thickness of letters."""

    words: list[Seen]
    number: int
    size: float
    base: float
    stroke: float


def words(seen: Sequence[Seen], page: Image.Image, dpi: float) -> tuple[Word, ...]:
    """Words in points of the page in which they were seen."""
    lines: dict[int, list[Seen]] = defaultdict(list)
    for word in down(seen):
        lines[word.line].append(word)
    if not lines:
        return ()
    usual = median([_height(line) for line in lines.values() for _ in line])
    ink: Mask = np.asarray(page) < _INK
    pieces = [piece for number, line in enumerate(lines.values()) for piece in _pieces(line, number, usual, ink)]
    thick = _BOLD * median([piece.stroke for piece in pieces for _ in piece.words])
    return tuple(word for piece in pieces for word in _set(piece, piece.stroke > thick, page.height, 72 / dpi))


def down(seen: Sequence[Seen]) -> list[Seen]:
    """Words with no block before another that lies wholly above it; blocks side by side keep their order."""
    blocks: dict[int, list[Seen]] = defaultdict(list)
    for word in seen:
        blocks[word.block].append(word)
    waiting = [(min(w.y0 for w in block), max(w.y1 for w in block), block) for block in blocks.values()]
    found: list[Seen] = []
    while waiting:
        first = next(each for each in waiting if not any(bottom <= each[0] for _, bottom, _ in waiting))
        waiting.remove(first)
        found += first[2]
    return found


def _pieces(line: list[Seen], number: int, usual: float, ink: Mask) -> Iterator[_Piece]:
    high = _height(line)
    size = high if high > _LARGER * usual else usual
    base = _base(line, size)
    groups = [line[:1]]
    for before, word in pairwise(line):
        if word.x0 - before.x1 > _GAP * size:
            groups.append([])
        groups[-1].append(word)
    for group in groups:
        yield _Piece(group, number, size, base, _stroke(group, ink) * usual / size)


def _height(line: list[Seen]) -> int:
    return max(word.y1 for word in line) - min(word.y0 for word in line)


def _base(line: list[Seen], size: float) -> float:
    standing = [word.y1 for word in line if word.stands]
    return median(standing) if standing else max(word.y1 for word in line) - _BELOW * size


def _stroke(words: list[Seen], ink: Mask) -> float:
    """Mean length of the level runs of ink: the thickness of strokes, in pixels."""
    inside = ink[min(w.y0 for w in words) : max(w.y1 for w in words), min(w.x0 for w in words) : max(w.x1 for w in words)]
    return int(inside.sum()) / max(1, int((inside[:, 1:] & ~inside[:, :-1]).sum()))


def _set(piece: _Piece, bold: bool, height: int, scale: float) -> Iterator[Word]:
    base = height - piece.base
    y0, y1 = (base - _BELOW * piece.size) * scale, (base + (1 - _BELOW) * piece.size) * scale
    for word in piece.words:
        yield Word(word.text, word.x0 * scale, y0, word.x1 * scale, y1, piece.number, bold)

"""Lines of a page in reading order: blocks that stand side by side are read one after the other.

Header block (Party body | motto) and signatures are such blocks; programs write them row by row or block by block.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import sub

from pipeline.extractors.layout.words import Word

_GAP = 1.5  # font sizes; words further apart belong to different pieces
_WIDE_GAP = 3.0  # font sizes; two single pieces so far apart are two blocks
_BELOW_LEFT = 2.2  # font sizes; a left piece so close below belongs to the block
_BELOW_RIGHT = 8.0  # font sizes; a name stands so far below its title


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line without a wide gap. ``block``: stands in one of two blocks side by side."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    words: tuple[Word, ...]
    block: bool = False

    def beside(self, other: "Piece") -> bool:
        """Same height on the page, and clear of each other."""
        overlap = min(self.y1, other.y1) - max(self.y0, other.y0)
        clear = max(other.x0 - self.x1, self.x0 - other.x1)
        return overlap > 0.3 * min(self.y1 - self.y0, other.y1 - other.y0) and clear >= 0.5 * self.size


def pieces(words: Iterable[Word]) -> list[Piece]:
    """Words put together to pieces of lines, in their order."""
    groups: list[list[Word]] = []
    line, end, size = -1, 0.0, 0.0
    for word in words:
        if word.line == line and -size < word.x0 - end <= _GAP * size:
            groups[-1].append(word)
        else:
            groups.append([word])
        _, _, low, end, high, line, _ = word
        size = high - low
    return [_piece(group) for group in groups]


def _piece(words: list[Word]) -> Piece:
    texts, starts, lows, ends, highs, _, bold = zip(*words, strict=True)
    size = max(map(sub, highs, lows))
    return Piece(" ".join(texts), starts[0], min(lows), ends[-1], max(highs), size, all(bold), tuple(words))


def in_order(page: list[Piece]) -> list[Piece]:
    """Pieces with blocks side by side read left before right, and pieces torn apart by wide spaces joined again."""
    pairs = _pairs(page)
    placed: dict[int, list[int]] = {}
    for group in _regions(page, pairs):
        left, right = group
        for at in (*left, *right):
            placed[at] = []
        placed[min(*left, *right)] = [*left, *right]
    order = [i for at in range(len(page)) for i in placed.get(at, [at])]
    return _rejoined([replace(page[i], block=True) if i in placed else page[i] for i in order])


def _pairs(page: list[Piece]) -> list[tuple[int, int]]:
    """``(left, right)`` of the pieces that stand beside each other, from the top down."""
    down = sorted(range(len(page)), key=lambda i: -page[i].y1)
    found = []
    for place, i in enumerate(down):
        for j in down[place + 1 :]:
            if page[j].y1 <= page[i].y0:
                break
            if page[i].beside(page[j]):
                found.append((i, j) if page[i].x0 < page[j].x0 else (j, i))
    return found


def _regions(page: list[Piece], pairs: list[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Left and right pieces of each pair of blocks."""
    regions = []
    used: set[int] = set()
    down = sorted(range(len(page)), key=lambda i: -page[i].y1)
    free = _partners(pairs)
    for pair in pairs:
        if used.intersection(pair):
            continue
        sides = _grown(page, down, pair, free)
        left, right = (side.members - used for side in sides)
        taken = set(pair)
        if _two_blocks([page[i] for i in left], [page[i] for i in right]):
            regions.append((_down(page, left), _down(page, right)))
            taken |= left | right
        used |= taken
        for i in taken:
            for j in free.pop(i, ()):
                free[j].discard(i)
    return regions


def _partners(pairs: list[tuple[int, int]]) -> dict[int, set[int]]:
    """The pieces beside each piece."""
    partners: dict[int, set[int]] = {}
    for i, j in pairs:
        partners.setdefault(i, set()).add(j)
        partners.setdefault(j, set()).add(i)
    return partners


def _two_blocks(left: list[Piece], right: list[Piece]) -> bool:
    """Whether both sides are blocks: not one line torn by its spaces, and not a list whose numbered rows belong together."""
    if sum(piece.text[0].isdigit() for piece in left) * 2 > len(left):
        return False
    rows = [len({round(piece.y0) for piece in side}) for side in (left, right)]
    if min(rows) > 1:
        return True
    apart = min(piece.x0 for piece in right) - max(piece.x1 for piece in left)
    return rows == [len(left), len(right)] and apart >= _WIDE_GAP * left[0].size


def _down(page: list[Piece], side: set[int]) -> list[int]:
    return sorted(side, key=lambda i: (-round(page[i].y1), page[i].x0))


@dataclass(slots=True)
class _Side:
    """One of two blocks while it grows: its pieces, how far they reach to both sides and down."""

    members: set[int]
    x0: float
    x1: float
    y0: float

    def add(self, i: int, piece: Piece) -> None:
        self.members.add(i)
        self.x0, self.x1, self.y0 = min(self.x0, piece.x0), max(self.x1, piece.x1), min(self.y0, piece.y0)

    def fits(self, piece: Piece) -> bool:
        """Whether a piece lies within the width of the block, or in its middle."""
        within = piece.x0 >= self.x0 - piece.size and piece.x1 <= self.x1 + piece.size
        return within or abs(piece.x0 + piece.x1 - self.x0 - self.x1) <= 3 * piece.size


def _grown(page: list[Piece], down: list[int], seed: tuple[int, int], free: dict[int, set[int]]) -> tuple[_Side, _Side]:
    """Both sides around a pair: downwards, and upwards if nothing crosses the gap up to the page's top.

    ``down``: the pieces from the top down. ``free``: for each piece those beside it that no block has taken.
    """
    left, right = (_Side({i}, page[i].x0, page[i].x1, page[i].y0) for i in seed)
    top = max(page[i].y1 for i in seed)
    above = [i for i in down if i not in seed and page[i].y1 > top]
    for i in down:
        if i not in seed and page[i].y1 <= top and not _join(page[i], i, (left, right), bool(free.get(i))):
            break
    if all(page[i].x1 <= right.x0 or page[i].x0 >= left.x1 for i in above):
        for i in above:
            (left if page[i].x1 <= right.x0 else right).add(i, page[i])
    return left, right


def _join(piece: Piece, i: int, sides: tuple[_Side, _Side], paired: bool) -> bool:
    """Adds a piece below to its side; False where it crosses the gap, is not set like its side or stands too far below."""
    left, right = sides
    away = (min(left.y0, right.y0) - piece.y1) / piece.size
    if piece.x1 + 0.5 * piece.size <= right.x0 and (paired or away <= _BELOW_LEFT):
        side = left
    elif piece.x0 - 0.5 * piece.size >= left.x1 and away <= _BELOW_RIGHT:
        side = right
    else:
        return False
    if not paired and not side.fits(piece):
        return False
    side.add(i, piece)
    return True


def _rejoined(page: list[Piece]) -> list[Piece]:
    """Neighbours on one line outside blocks become one piece."""
    if not page:
        return page
    joined = [page[0]]
    for before, piece in pairwise(page):
        if not (before.block or piece.block) and before.beside(piece) and before.x1 <= piece.x0:
            last = joined[-1]
            text = f"{last.text} {piece.text}"
            bottom, top = min(last.y0, piece.y0), max(last.y1, piece.y1)
            size, bold, words = max(last.size, piece.size), last.bold and piece.bold, (*last.words, *piece.words)
            joined[-1] = Piece(text, last.x0, bottom, piece.x1, top, size, bold, words)
        else:
            joined.append(piece)
    return joined

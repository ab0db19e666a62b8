"""Lines of a page in reading order: blocks that stand side by side are read one after the other.

Header block (Party body | motto) and signatures are such blocks; programs write them row by row or block by block.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extractors.pdf.words import Word

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
    block: bool = False

    def beside(self, other: "Piece") -> bool:
        """Same height on the page, and clear of each other."""
        overlap = min(self.y1, other.y1) - max(self.y0, other.y0)
        clear = max(other.x0 - self.x1, self.x0 - other.x1)
        return overlap > 0.3 * min(self.y1 - self.y0, other.y1 - other.y0) and clear >= 0.5 * self.size


def pieces(words: list[Word]) -> list[Piece]:
    """Words put together to pieces of lines, in their order."""
    groups: list[list[Word]] = []
    for word in words:
        last = groups[-1][-1] if groups else None
        if last is not None and last.line == word.line and -last.size < word.x0 - last.x1 <= _GAP * last.size:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [_piece(group) for group in groups]


def _piece(words: list[Word]) -> Piece:
    return Piece(
        text=" ".join(w.text for w in words),
        x0=words[0].x0,
        y0=min(w.y0 for w in words),
        x1=words[-1].x1,
        y1=max(w.y1 for w in words),
        size=max(w.size for w in words),
        bold=all(w.bold for w in words),
    )


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
    for pair in pairs:
        if used.intersection(pair):
            continue
        left, right = _grown(page, pair, [p for p in pairs if not used.intersection(p)])
        left, right = left - used, right - used
        if _two_blocks([page[i] for i in left], [page[i] for i in right]):
            regions.append((_down(page, left), _down(page, right)))
            used |= left | right
        used.update(pair)
    return regions


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


def _grown(page: list[Piece], seed: tuple[int, int], pairs: list[tuple[int, int]]) -> tuple[set[int], set[int]]:
    """Both sides around a pair: downwards, and upwards if nothing crosses the gap up to the page's top."""
    left, right = {seed[0]}, {seed[1]}
    paired = {i for pair in pairs for i in pair}
    down = sorted((i for i in range(len(page)) if i not in seed), key=lambda i: -page[i].y1)
    top = max(page[i].y1 for i in seed)
    above = [i for i in down if page[i].y1 > top]
    for i in (i for i in down if page[i].y1 <= top):
        if not _join(page, i, left, right, paired):
            break
    if all(_clear(page, i, left, right) for i in above):
        for i in above:
            (left if page[i].x1 <= min(page[j].x0 for j in right) else right).add(i)
    return left, right


def _clear(page: list[Piece], i: int, left: set[int], right: set[int]) -> bool:
    """Whether a piece lies wholly on one side of the gap between both sides."""
    return page[i].x1 <= min(page[j].x0 for j in right) or page[i].x0 >= max(page[j].x1 for j in left)


def _join(page: list[Piece], i: int, left: set[int], right: set[int], paired: set[int]) -> bool:
    """Adds a piece below to its side; False where it crosses the gap, is not set like its side or stands too far below."""
    piece = page[i]
    floor = min(page[j].y0 for j in left | right)
    away = (floor - piece.y1) / piece.size
    if piece.x1 + 0.5 * piece.size <= min(page[j].x0 for j in right) and (i in paired or away <= _BELOW_LEFT):
        side = left
    elif piece.x0 - 0.5 * piece.size >= max(page[j].x1 for j in left) and away <= _BELOW_RIGHT:
        side = right
    else:
        return False
    if i not in paired and not _fits(piece, [page[j] for j in side]):
        return False
    side.add(i)
    return True


def _fits(piece: Piece, side: list[Piece]) -> bool:
    """Whether a piece lies within the width of a block, or in its middle."""
    x0, x1 = min(other.x0 for other in side), max(other.x1 for other in side)
    within = piece.x0 >= x0 - piece.size and piece.x1 <= x1 + piece.size
    return within or abs(piece.x0 + piece.x1 - x0 - x1) <= 3 * piece.size


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
            joined[-1] = Piece(text, last.x0, bottom, piece.x1, top, max(last.size, piece.size), last.bold and piece.bold)
        else:
            joined.append(piece)
    return joined

"""Formatted disk pages: which modifiers hold for which bytes of the text."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from struct import iter_unpack, unpack_from

from pipeline.extractors.doc.pieces import Pieces

_PAGE = 512
_ENTRY, _PARAGRAPH_ENTRY = 1, 13  # bytes that tell where in its page the modifiers of a range stand
_STANDARD = b"\0\0"  # no modifiers: for paragraphs, those of the standard style


@dataclass(frozen=True, slots=True)
class Formatted:
    """Ranges of characters, ascending: from ``starts[i]`` on the modifiers ``changes[i]`` hold."""

    starts: tuple[int, ...] = ()
    changes: tuple[bytes, ...] = ()

    def of(self, place: int) -> bytes:
        """Modifiers of the character at ``place``."""
        index = bisect_right(self.starts, place) - 1
        return self.changes[index] if index >= 0 else b""

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """``(start, end, modifiers)`` of all ranges that meet ``[start, end)``, cut to it."""
        index = bisect_right(self.starts, start)
        while start < end:
            stop = min(self.starts[index], end) if index < len(self.starts) else end
            yield start, stop, self.changes[index - 1] if index else b""
            start = stop
            index += 1


def characters(main: bytes, table: bytes, pieces: Pieces) -> Formatted:
    """Formatting of characters; ``table``: the numbers of its pages."""
    return _along(pieces, _pages(main, table, _ENTRY, _character), b"")


def paragraphs(main: bytes, table: bytes, pieces: Pieces) -> Formatted:
    """Formatting of paragraphs: modifiers behind the two bytes of the style's number."""
    return _along(pieces, _pages(main, table, _PARAGRAPH_ENTRY, _paragraph), _STANDARD)


def _along(pieces: Pieces, pages: dict[int, bytes], standard: bytes) -> Formatted:
    """Formatting of bytes as formatting of the characters that pieces store there."""
    bytes_at, changes = list(pages), list(pages.values())
    starts, found = [], []
    for piece in pieces.pieces:
        end = piece.at + (piece.end - piece.start) * piece.width
        index = bisect_right(bytes_at, piece.at)
        starts.append(piece.start)
        found.append((changes[index - 1] if index else standard) + piece.changes)
        while index < len(bytes_at) and bytes_at[index] < end:
            starts.append(piece.start + (bytes_at[index] - piece.at) // piece.width)
            found.append(changes[index] + piece.changes)
            index += 1
    return Formatted(tuple(starts), tuple(found))


def _pages(main: bytes, table: bytes, size: int, change: Callable[[bytes, int], bytes]) -> dict[int, bytes]:
    """Modifiers by the byte from which on they hold, ascending. Pages that the file does not hold are passed over."""
    found: dict[int, bytes] = {}
    count = max(0, (len(table) - 4) // 8)
    for (number,) in iter_unpack("<I", table[4 * (count + 1) : 4 * (2 * count + 1)]):
        start = (number & 0x3FFFFF) * _PAGE
        page = main[start : start + _PAGE]
        if len(page) == _PAGE:
            runs = page[-1]
            places = 4 * (runs + 1)
            if places + size * runs < _PAGE:
                starts = unpack_from(f"<{runs}I", page)
                found.update(zip(starts, (change(page, 2 * at) for at in page[places : places + size * runs : size]), strict=True))
    ascending = all(a < b for a, b in pairwise(found))
    return found if ascending else dict(sorted(found.items()))


def _character(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + page[at]] if at else b""


def _paragraph(page: bytes, at: int) -> bytes:
    if not at:
        return _STANDARD
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]

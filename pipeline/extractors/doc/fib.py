"""The file information block of a Word file: where in its streams everything stands."""

from dataclasses import dataclass
from itertools import accumulate, pairwise
from struct import unpack_from

_MARKS = frozenset({0xA5EC, 0xA5DC, 0xA5DB, 0xA699, 0xA697, 0xA698})
_WORD_97 = 193  # number of the first file format that this block describes
_STORIES = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
_TEXT, _OLD_LENGTHS, _LENGTHS, _OLD_CLX = 0x18, 0x34, 0x4C, 0x160
_PLACES = 0x9A  # of the pairs (offset, length), by number


@dataclass(frozen=True, slots=True)
class Fib:
    """``main``: bytes of the stream WordDocument; where ``encrypted``, little more of it can be read. ``wide``: two bytes a letter."""

    main: bytes
    table: str
    encrypted: bool
    old: bool
    saved_fast: bool
    wide: bool

    @property
    def stories(self) -> dict[str, tuple[int, int]]:
        """``[start, end)`` of each story, in characters."""
        lengths = unpack_from("<8i", self.main, _OLD_LENGTHS if self.old else _LENGTHS)
        if min(lengths) < 0:
            raise ValueError("a story of negative length")
        return dict(zip(_STORIES, pairwise(accumulate(lengths, initial=0)), strict=True))

    def place(self, number: int) -> tuple[int, int]:
        """Offset and length of a structure in the table stream; length 0 where the file has none."""
        at = _PLACES + 8 * number
        if number >= unpack_from("<H", self.main, 0x98)[0]:
            return 0, 0
        start, length = unpack_from("<2I", self.main, at)
        return start, length

    def part(self, table: bytes, number: int) -> bytes:
        """A structure of the table stream ``table``."""
        start, length = self.place(number)
        return table[start : start + length]

    @property
    def old_text(self) -> tuple[int, int]:
        """First byte of the text and the one behind it, in a file of before Word 97 that was saved whole."""
        start, end = unpack_from("<2I", self.main, _TEXT)
        return start, end

    @property
    def old_pieces(self) -> bytes:
        """Piece table of a file of before Word 97."""
        start, length = unpack_from("<2I", self.main, _OLD_CLX)
        return self.main[start : start + length]


def fib(main: bytes) -> Fib:
    """Reads the block at the start of the stream WordDocument; raises ValueError where there is none."""
    if len(main) < 0x22 or unpack_from("<H", main)[0] not in _MARKS:
        raise ValueError("no Word file")
    number, flags = unpack_from("<H", main, 2)[0], unpack_from("<H", main, 10)[0]
    return Fib(
        main,
        table="1Table" if flags & 0x200 else "0Table",
        encrypted=bool(flags & 0x100),
        old=number < _WORD_97,
        saved_fast=bool(flags & 4),
        wide=bool(flags & 0x1000),
    )

"""The piece table: which bytes of the file are which characters of the text."""

from codecs import charmap_decode
from collections.abc import Iterator
from dataclasses import dataclass
from struct import iter_unpack, unpack_from

from pipeline.extractors.doc.sprms import short

_HIGH = "\x80\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8d\x8e\x8f\x90‘’“”•–—˜™š›œ\x9d\x9eŸ"
_LETTERS = "".join(map(chr, range(128))) + _HIGH + "".join(map(chr, range(160, 256)))


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``[start, end)``, stored from byte ``at`` on with ``width`` bytes each; ``changes``: modifiers of all of them."""

    start: int
    end: int
    at: int
    width: int
    changes: bytes


@dataclass(frozen=True, slots=True)
class Pieces:
    """All pieces in the order of the text. One character of ``text`` is one unit of UTF-16, as Word counts."""

    pieces: tuple[Piece, ...]
    text: str


def pieces(main: bytes, clx: bytes, width: int | None = None) -> Pieces:
    """Reads ``clx``; raises ValueError where it is damaged or where the text runs beyond the stream ``main``.

    ``width``: bytes of each character in a file of before Word 97, where pieces do not tell it.
    """
    found = tuple(_pieces(*_parts(clx), len(main), width))
    return Pieces(found, "".join(_text(main, piece) for piece in found))


def single(main: bytes, start: int, end: int, width: int) -> Pieces:
    """A text that stands in one piece from byte ``start`` on."""
    piece = Piece(0, (end - start) // width, start, width, b"")
    return Pieces((piece,), _text(main, piece))


def _parts(clx: bytes) -> tuple[list[bytes], bytes]:
    """The modifiers that pieces refer to, and the table itself."""
    changes: list[bytes] = []
    at = 0
    while at + 5 <= len(clx):
        if clx[at] == 2:
            size = unpack_from("<I", clx, at + 1)[0]
            return changes, clx[at + 5 : at + 5 + size]
        if clx[at] != 1:
            break
        size = unpack_from("<H", clx, at + 1)[0]
        changes.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    raise ValueError("no piece table")


def _pieces(changes: list[bytes], table: bytes, longest: int, width: int | None) -> Iterator[Piece]:
    count = (len(table) - 4) // 12
    if count < 1:
        raise ValueError("an empty piece table")
    bounds = unpack_from(f"<{count + 1}I", table)
    if bounds[-1] > longest:
        raise ValueError("more text than the file holds")
    descriptions = iter_unpack("<HIH", table[4 * (count + 1) : 12 * count + 4])
    for number, (_, place, change) in enumerate(descriptions):
        start, end = bounds[number], bounds[number + 1]
        if end < start or (number == 0 and start):
            raise ValueError("pieces out of order")
        if width:
            yield Piece(start, end, place, width, b"")
            continue
        small = bool(place & 0x40000000)
        at = (place & 0x3FFFFFFF) // 2 if small else place & 0x3FFFFFFF
        yield Piece(start, end, at, 1 if small else 2, _change(changes, change))


def _change(changes: list[bytes], code: int) -> bytes:
    if not code & 1:
        return short(code >> 1 & 0x7F, code >> 8) if code else b""
    return changes[code >> 1] if code >> 1 < len(changes) else b""


def _text(main: bytes, piece: Piece) -> str:
    length = piece.end - piece.start
    data = main[piece.at : piece.at + length * piece.width]
    if len(data) < length * piece.width:
        raise ValueError("text cut off")
    if piece.width == 1:
        return charmap_decode(data, "strict", _LETTERS)[0]
    text = data.decode("utf-16-le", "surrogatepass")
    return text if len(text) == length else "".join(chr(unit) for (unit,) in iter_unpack("<H", data))

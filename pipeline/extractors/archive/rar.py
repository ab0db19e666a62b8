"""What headers of rar archives tell and libarchive does not: that the archive is one of several parts, and which files are locked."""

from collections.abc import Iterator
from typing import NamedTuple

_OLD, _NEW = b"Rar!\x1a\x07\0", b"Rar!\x1a\x07\x01\0"
_MAIN, _FILE = 1, 2  # kinds of blocks
_EXTRA, _DATA = 1, 2  # flags of a block: sizes that its head tells
_ENCRYPTION = 1  # kind of an extra record
_VOLUME = 1  # flag of the archive


class Told(NamedTuple):
    """``part``: the archive is one of several. ``locked``: indexes of the encrypted files among files and folders (version 5 only)."""

    part: bool = False
    locked: frozenset[int] = frozenset()


class _Block(NamedTuple):
    kind: int
    body: int  # offset of what follows the head
    extra: int  # offset of the extra records
    end: int  # offset behind the headers


def told(data: bytes) -> Told:
    """Reads the headers of a rar archive; what is no rar tells nothing."""
    if data.startswith(_OLD):
        return Told(part=len(data) > 10 and bool(data[10] & _VOLUME))
    if not data.startswith(_NEW):
        return Told()
    part, locked, index = False, set[int](), 0
    try:
        for block in _blocks(data):
            if block.kind == _MAIN:
                part = bool(_number(data, block.body)[0] & _VOLUME)
            elif block.kind == _FILE:
                if _ENCRYPTION in _extras(data, block):
                    locked.add(index)
                index += 1
    except IndexError:
        pass
    return Told(part, frozenset(locked))


def _blocks(data: bytes) -> Iterator[_Block]:
    at = len(_NEW)
    while at + 7 < len(data):
        size, start = _number(data, at + 4)
        kind, place = _number(data, start)
        flags, place = _number(data, place)
        extra, place = _number(data, place) if flags & _EXTRA else (0, place)
        packed, place = _number(data, place) if flags & _DATA else (0, place)
        end = start + size
        yield _Block(kind, place, max(end - extra, place), end)
        at = end + packed


def _extras(data: bytes, block: _Block) -> Iterator[int]:
    """Kinds of the extra records of a block."""
    at = block.extra
    while at < block.end:
        size, at = _number(data, at)
        yield _number(data, at)[0]
        at += size


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, and the offset behind it; raises IndexError at the end of the data."""
    value = 0
    for shift in range(0, 70, 7):
        value |= (data[at] & 0x7F) << shift
        at += 1
        if not data[at - 1] & 0x80:
            break
    return value, at

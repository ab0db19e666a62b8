"""A file in an archive before it is unpacked, and what can be wrong with it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

CHUNK = 1 << 16


class Entry(NamedTuple):
    """``name``: as stored, decoded. ``chunks``: unpacks it, piece by piece. ``packed``: its size in the archive, where that is told."""

    name: str
    chunks: Callable[[], Iterator[bytes]]
    packed: int | None = None


class BrokenError(ValueError):
    """The archive or the file cannot be unpacked; where the archive raises it, nothing follows."""


class LockedError(Exception):
    """The archive or the file is encrypted."""


class StrangeError(Exception):
    """The archive or the file is packed in a way that is not known."""


class PartError(Exception):
    """The archive is one of several parts; the others are not at hand."""


class MissingError(Exception):
    """The library that would unpack the archive is not installed."""

"""The cache: what was read of files, by their content.

Bounded, and safe for processes that use it at the same time; losing it costs time only.
"""

import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import diskcache
import msgspec

from pipeline.model import Source

LARGEST = 20 << 30
"""Bytes that the cache may take; what was not used for longest goes first."""
_BROKEN = (sqlite3.Error, OSError, diskcache.Timeout, zlib.error, msgspec.MsgspecError, ValueError)


class _Plain(diskcache.Disk):  # type: ignore[misc]
    """Keeps texts and bytes only: nothing that is read from the cache is ever run."""

    def fetch(self, mode: int, filename: str | None, value: object, read: bool) -> object:
        if mode == diskcache.core.MODE_PICKLE:
            raise ValueError("not written by this program")
        return super().fetch(mode, filename, value, read)


class Cache:
    """Bytes by text keys in a folder. What cannot be kept is not kept, what is broken is not there."""

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        self._store = None
        with suppress(*_BROKEN):
            self._store = diskcache.Cache(str(folder), size_limit=largest, disk=_Plain, eviction_policy="least-recently-used")

    def __enter__(self) -> "Cache":
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        if self._store is not None:
            self._store.close()

    def get(self, key: str) -> bytes | None:
        if self._store is None:
            return None
        try:
            found = self._store.get(key)
        except _BROKEN:
            return None
        return found if isinstance(found, bytes) else None

    def put(self, key: str, data: bytes) -> None:
        if self._store is not None:
            with suppress(*_BROKEN):
                self._store.set(key, data)


def packed(sources: Sequence[Source], name: str) -> bytes:
    """Sources of the file ``name``, under no name."""
    bare = tuple(replace(s, path=s.path.removeprefix(name)) for s in sources)
    return zlib.compress(msgspec.msgpack.encode(bare), 1)


def unpacked(data: bytes, name: str) -> tuple[Source, ...]:
    """The sources under the name of their file. Raises ValueError where they are none."""
    try:
        bare = msgspec.msgpack.decode(zlib.decompress(data), type=tuple[Source, ...])
    except (zlib.error, msgspec.MsgspecError) as error:
        raise ValueError("not packed sources") from error
    return tuple(replace(s, path=name + s.path) for s in bare)

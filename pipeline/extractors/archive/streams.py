"""Tar archives, and what gzip, bzip2 and xz have packed, by the standard library, streamed."""

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from pipeline.extractors.archive.entry import CHUNK, BrokenError, Entry
from pipeline.extractors.limits import TooLargeError
from pipeline.extractors.names import NAMELESS, decoded

_BLOCK = 512
_BAD = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
_PACKED = frozenset({".gz", ".bz2", ".xz", ".tgz", ".tbz2", ".txz"})
_NAMED = 0x08  # flag of gzip: a name follows

_Stream = io.BytesIO | gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile


def entries(data: bytes, most_bytes: int, name: str) -> Iterator[Entry]:
    """Files of a tar archive, or the one file that is packed alone; ``most_bytes``: to unpack, headers and all."""
    stream = _Counted(_opened(data), most_bytes)
    try:
        tar = _is_tar(stream.peek())
    except _BAD as error:
        raise BrokenError(str(error)) from error
    if tar:
        yield from _tar(stream)
    elif data.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")):
        yield Entry(_gzip_name(data) or _bare(name), lambda: _chunks(stream), len(data))
    else:
        raise BrokenError("no archive")


def _opened(data: bytes) -> _Stream:
    raw = io.BytesIO(data)
    if data.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=raw)
    if data.startswith(b"BZh"):
        return bz2.BZ2File(raw)
    return lzma.LZMAFile(raw) if data.startswith(b"\xfd7zXZ\0") else raw


class _Counted(io.RawIOBase):
    """A stream that may be read up to ``left`` bytes; raises TooLargeError beyond."""

    def __init__(self, stream: _Stream, left: int) -> None:
        self._stream, self._left, self._head = stream, left, b""

    def peek(self) -> bytes:
        """The first block; it is read again afterwards."""
        self._head = self._stream.read(_BLOCK)
        return self._head

    def read(self, size: int = -1) -> bytes:
        if self._left < 0:
            raise TooLargeError("stream")
        size = min(size, self._left + 1) if size >= 0 else self._left + 1
        got, self._head = self._head[:size], self._head[size:]
        got += self._stream.read(size - len(got))
        self._left -= len(got)
        return got


def _is_tar(head: bytes) -> bool:
    """Whether a block is the header of a tar archive: by its sum, as the oldest have no mark."""
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _tar(stream: "_Counted") -> Iterator[Entry]:
    try:
        with tarfile.open(fileobj=stream, mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
            for info in archive:
                archive.members.clear()  # type: ignore[attr-defined]
                if info.isfile():
                    yield _entry(archive, info)
    except _BAD as error:
        raise BrokenError(str(error)) from error


def _entry(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Entry:
    return Entry(decoded(info.name.encode("utf-8", "surrogateescape")), lambda: _chunks(archive.extractfile(info)))


def _chunks(file: "IO[bytes] | _Counted | None") -> Iterator[bytes]:
    try:
        while file is not None and (chunk := file.read(CHUNK)):
            yield chunk
    except _BAD as error:
        raise BrokenError(str(error)) from error


def _gzip_name(data: bytes) -> str | None:
    """The name in the header of a gzip file; extra fields before it are not met in practice."""
    if data[:2] != b"\x1f\x8b" or data[3] & 0x0C != _NAMED:
        return None
    raw = data[10 : 10 + 1024].partition(b"\0")[0]
    return decoded(raw) or None


def _bare(name: str) -> str:
    """Name of what is packed in ``name``."""
    path = PurePosixPath(name)
    return (path.stem if path.suffix.lower() in _PACKED else path.name) or NAMELESS

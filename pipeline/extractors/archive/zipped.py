"""Zip archives, by the standard library; names by their flag, by Info-ZIP's extra field, or by what they look like."""

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial

from pipeline.extractors.archive.entry import CHUNK, BrokenError, Entry, LockedError, StrangeError
from pipeline.extractors.names import decoded

_LOCKED, _UTF8 = 0x1, 0x800  # flags
_UNICODE_PATH = 0x7075
_BAD = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error)


def entries(data: bytes) -> Iterator[Entry]:
    """Files of a zip; links are left out."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_BAD, NotImplementedError) as error:
        raise BrokenError(str(error)) from error
    with archive:
        for info in archive.infolist():
            if not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16):
                yield Entry(_name(info), partial(_chunks, archive, info, data), info.compress_size)


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, data: bytes) -> Iterator[bytes]:
    if info.flag_bits & _LOCKED:
        raise LockedError
    try:
        info.orig_filename = _before(info, data)
        with archive.open(info) as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except NotImplementedError as error:
        raise StrangeError from error
    except _BAD as error:
        raise BrokenError(str(error)) from error


def _before(info: zipfile.ZipInfo, data: bytes) -> str:
    """The name before the file itself, which the library wants equal to the one in the directory; programs store them in two encodings."""
    (length,) = struct.unpack_from("<H", data, info.header_offset + 26)
    start = info.header_offset + 30
    return data[start : start + length].decode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    return _told(info.extra, raw) or decoded(raw)


def _told(extra: bytes, raw: bytes) -> str | None:
    """The name in Info-ZIP's field, where it belongs to the name ``raw``."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and len(field) > 5 and field[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return field[5:].decode(errors="replace")
        at += 4 + size
    return None

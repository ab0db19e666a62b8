"""Archives that libarchive unpacks: 7z, rar of versions 4 and 5."""

import locale
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, NamedTuple

from pipeline.extractors.archive import rar
from pipeline.extractors.archive.entry import CHUNK, BrokenError, Entry, LockedError, MissingError, PartError, StrangeError
from pipeline.extractors.names import NAMELESS, decoded

_ENCRYPTED = re.compile("encrypt|passphrase|password", re.IGNORECASE)
_STRANGE = re.compile("codec ID|unsupported filter|unavailable|not supported|can't decompress", re.IGNORECASE)
_LOCALES = ("C.UTF-8", "en_US.UTF-8", "UTF-8", ".UTF-8")


def entries(data: bytes) -> Iterator[Entry]:
    """Files of an archive, in order; links and folders are left out. An entry has to be unpacked before the next is asked for."""
    library = _library()
    headers = rar.told(data)
    try:
        with library.memory_reader(data) as archive:
            found, index = iter(archive), 0
            while (told := _next(found)) is not None:
                name, entry = told
                if entry.isfile and (index in headers.locked or library.is_locked(entry._entry_p)):
                    yield Entry(name, _locked)
                elif entry.isfile:
                    yield Entry(name, partial(_chunks, entry, library.ArchiveError))
                index += 1
    except library.ArchiveError as error:
        raise PartError if headers.part else _told(error) from error
    if headers.part:
        raise PartError


class _Library(NamedTuple):
    """What is used of libarchive-c."""

    memory_reader: Callable[[bytes], AbstractContextManager[Any]]
    ArchiveError: type[Exception]
    is_locked: Callable[[Any], int]


def _library() -> _Library:
    """libarchive-c, which looks for the system's library when it is imported; its warnings say nothing to an inspector."""
    try:
        import libarchive
        from libarchive import ffi

        is_locked = ffi.ffi("entry_is_data_encrypted", [ffi.c_archive_entry_p], ffi.c_int)
    except (ImportError, OSError, TypeError, AttributeError) as error:
        raise MissingError from error
    logging.getLogger("libarchive").addHandler(logging.NullHandler())
    return _Library(libarchive.memory_reader, libarchive.ArchiveError, is_locked)


def _next(found: Iterator[Any]) -> tuple[str, Any] | None:
    with _in_utf8():
        entry = next(found, None)
        name = None if entry is None else entry.pathname
    if entry is None:
        return None
    return (decoded(name) if isinstance(name, bytes) else name) or NAMELESS, entry


def _locked() -> Iterator[bytes]:
    raise LockedError


def _chunks(entry: Any, failure: type[Exception]) -> Iterator[bytes]:
    try:
        yield from entry.get_blocks(CHUNK)
    except failure as error:
        raise _told(error) from error


def _told(error: Exception) -> LockedError | StrangeError | BrokenError:
    message = str(error)
    if _ENCRYPTED.search(message):
        return LockedError(message)
    return StrangeError(message) if _STRANGE.search(message) else BrokenError(message)


@contextmanager
def _in_utf8() -> Iterator[None]:
    """libarchive turns names into the letters of the locale: for a moment that has to be one with all letters."""
    before = locale.setlocale(locale.LC_CTYPE)
    for name in () if "utf" in before.lower() else _LOCALES:
        try:
            locale.setlocale(locale.LC_CTYPE, name)
            break
        except locale.Error:
            continue
    try:
        yield
    finally:
        locale.setlocale(locale.LC_CTYPE, before)

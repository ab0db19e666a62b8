"""Letters of a page: which encoding its bytes are in."""

import codecs
import re

from pipeline.extractors.layout.symbols import ansi
from pipeline.text import charset

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_TOLD = re.compile(rb"""<meta\b[^>]*?charset\s*=\s*["']?\s*([\w-]+)|<\?xml\b[^>]*?encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE)
_HEAD = 8192
_WESTERN = frozenset({"cp1252", "iso8859-1", "ascii"})


def decoded(data: bytes) -> str:
    """Text of a page: by its byte order mark, as UTF-8 where it can be, as it says itself, else by its letters."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    name = _told(data[:_HEAD])
    if name in _WESTERN:
        return ansi(data)
    try:
        return data.decode(name) if name and name != "utf-8" else charset.from_bytes(data)
    except UnicodeDecodeError:
        return charset.from_bytes(data)


def _told(head: bytes) -> str:
    """Codec that the page names, or nothing."""
    found = _TOLD.search(head)
    if found is None:
        return ""
    name = (found[1] or found[2]).decode()
    if name.lower() == "x-user-defined":
        return "cp1252"
    try:
        told = codecs.lookup(name)
    except LookupError:
        return ""
    return told.name if told._is_text_encoding else ""

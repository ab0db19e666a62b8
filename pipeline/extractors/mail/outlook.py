"""Letters as Outlook stores them (msg): streams of an OLE file, named by the number and type of a property.

python-oxmsg was tried: it gives no letters within letters and fails on a charset that is missing or wrong.
"""

import datetime as dt
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import chain
from typing import Any

import olefile

from pipeline.extractors.held import Held
from pipeline.extractors.mail.letter import SMALL, Letter, plain
from pipeline.extractors.mail.markup import passages
from pipeline.extractors.names import safe, unique
from pipeline.model import Flag, Passage, Problem
from pipeline.text.charset import from_bytes

_UNICODE, _BYTES, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"  # types of properties
_SUBJECT, _SENDER, _ADDRESS, _SENT_FOR, _TO, _COPIES = 0x0037, 0x0C1A, 0x5D01, 0x0042, 0x0E04, 0x0E03
_BODY, _HTML, _RTF = 0x1000, 0x1013, 0x1009
_SENT, _DELIVERED = 0x00390040, 0x0E060040
_CHARSETS = (0x3FFD0003, 0x3FDE0003)
_DATA, _SHORT_NAME, _NAME, _LABEL, _METHOD, _ID, _MIME = 0x3701, 0x3704, 0x3707, 0x3001, 0x37050003, 0x3712, 0x370E
_LETTER = 5  # way of attaching: a letter within the letter
_FIXED = "__properties_version1.0"
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_HERE = dt.timezone(dt.timedelta(hours=7))  # Vietnam; the file tells no other
_DEEPEST = 4
_NAMELESS = "dinh-kem"
_ELSEWHERE = "Tệp đính kèm không nằm trong thư (chỉ có đường dẫn hoặc đối tượng nhúng): hãy nộp riêng tệp đó."

_Path = tuple[str, ...]


def letter(data: bytes) -> Letter:
    """Reads the bytes of an Outlook letter; raises OSError where the file is broken."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        return _letter(_Storage(file, ()), 0)


@dataclass(frozen=True, slots=True)
class _Storage:
    """A part of the file: the letter, an attachment, a letter within the letter."""

    file: "olefile.OleFileIO[Any]"
    path: _Path

    def stream(self, property_: int, kind: str) -> bytes | None:
        name = [*self.path, f"__substg1.0_{property_:04X}{kind}"]
        return self.file.openstream(name).read() if self.file.exists(name) and self.file.get_type(name) == olefile.STGTY_STREAM else None

    def text(self, property_: int) -> str:
        wide = self.stream(property_, _UNICODE)
        if wide is not None:
            return wide.decode("utf-16-le", "ignore").replace("\0", "")
        narrow = (self.stream(property_, _BYTES) or b"").replace(b"\0", b"")
        return self.in_charset(narrow) if narrow else ""

    def in_charset(self, data: bytes) -> str:
        fixed = self.fixed()
        for charset in (f"cp{fixed[one]}" for one in _CHARSETS if one in fixed):
            try:
                return data.decode("utf-8" if charset == "cp65001" else charset)
            except (UnicodeDecodeError, LookupError):
                continue
        return from_bytes(data)

    def fixed(self) -> dict[int, int]:
        """Properties of a fixed size by number and type. The head before them is 32, 24 or 8 bytes long."""
        name = [*self.path, _FIXED]
        data = self.file.openstream(name).read() if self.file.exists(name) else b""
        inner = self.path[-1] if self.path else ""
        start = 32 if not inner else 8 if inner.startswith("__attach") else 24
        return dict(struct.iter_unpack("<I4xQ", data[start : start + (len(data) - start) // 16 * 16]))

    def attached(self) -> list["_Storage"]:
        depth = len(self.path)
        names = {tuple(path[: depth + 1]) for path in self.file.listdir() if tuple(path[:depth]) == self.path and len(path) > depth + 1}
        return [_Storage(self.file, path) for path in sorted(names) if path[-1].startswith("__attach")]


def _letter(stored: _Storage, depth: int) -> Letter:
    sender = stored.text(_SENDER) or stored.text(_SENT_FOR)
    address = stored.text(_ADDRESS)
    names = set[str]()
    held = tuple(chain(_rich(stored), (one for part in stored.attached() for one in _attached(part, names, depth))))
    return Letter(
        stored.text(_SUBJECT),
        f"{sender} <{address}>" if address and address != sender else sender,
        stored.text(_TO),
        stored.text(_COPIES),
        _date(stored.fixed()),
        _body(stored),
        held,
    )


def _body(stored: _Storage) -> tuple[Passage, ...]:
    text = stored.text(_BODY)
    return plain(text) if text.strip() else passages(_markup(stored))


def _markup(stored: _Storage) -> str:
    data = stored.stream(_HTML, _BINARY)
    return stored.text(_HTML) if data is None else stored.in_charset(data)


def _rich(stored: _Storage) -> Iterator[Held]:
    """The letter's text, where it is stored as RTF alone."""
    data = stored.stream(_RTF, _BINARY)
    if data and not stored.text(_BODY).strip() and not _markup(stored).strip():
        from compressed_rtf import decompress

        yield Held("noi-dung-thu.rtf", decompress(data))


def _attached(part: _Storage, names: set[str], depth: int) -> Iterator[Held]:
    data = part.stream(_DATA, _BINARY)
    name = part.text(_NAME) or part.text(_SHORT_NAME) or part.text(_LABEL) or _NAMELESS
    inner = _Storage(part.file, (*part.path, f"__substg1.0_{_DATA:04X}{_OBJECT}"))
    if data is not None:
        if not (part.text(_ID) and len(data) < SMALL and part.text(_MIME).startswith("image/")):
            yield Held(_named(name, names), data)
    elif part.fixed().get(_METHOD) == _LETTER and depth < _DEEPEST and inner.fixed():
        told = _letter(inner, depth + 1)
        yield Held(_named(f"{told.subject or name}.eml", names), _as_eml(told))
    else:
        yield Held(_named(name, names), flag=Flag(Problem.UNSUPPORTED, detail=_ELSEWHERE))


def _named(name: str, names: set[str]) -> str:
    return unique(safe(name.replace("/", "-"))[0], names)


def _as_eml(told: Letter) -> bytes:
    """A letter within the letter as a file of its own."""
    message = EmailMessage()
    head = {"Subject": told.subject, "From": told.sender, "To": told.to, "Cc": told.copies, "Date": told.date}
    lines = [f"{name}: {' '.join(said.split())}" for name, said in head.items() if said.strip()]
    message.set_content("\n\n".join(passage.text for passage in told.body), charset="utf-8", cte="base64")
    for one in told.held:
        message.add_attachment(one.data, "application", "octet-stream", filename=one.name)
    return "\n".join([*lines, message.as_string()]).encode()


def _date(fixed: dict[int, int]) -> str:
    ticks = fixed.get(_SENT) or fixed.get(_DELIVERED)
    if not ticks:
        return ""
    try:
        return f"{(_EPOCH + dt.timedelta(microseconds=ticks // 10)).astimezone(_HERE):%d/%m/%Y %H:%M}"
    except OverflowError:
        return ""

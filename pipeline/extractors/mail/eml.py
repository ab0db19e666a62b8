"""Letters as they are sent (eml), by the standard library; headers by its older way, which no header makes fail."""

import mimetypes
import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from pipeline.extractors.held import Held
from pipeline.extractors.mail.letter import SMALL, Letter, plain
from pipeline.extractors.mail.markup import passages
from pipeline.extractors.names import safe, unique
from pipeline.model import Passage
from pipeline.text.charset import from_bytes

_OF_PAGES = frozenset({"text/css", "text/xml", "text/javascript", "application/javascript", "application/x-javascript"})  # saved web pages
_SEALS = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_DECLARED_PLAIN = frozenset({"us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252", "unknown-8bit"})  # said where nothing is known
_FILENAME = re.compile(r'filename="?([^";\r\n]+)')
_NAMELESS = "dinh-kem"


def letter(data: bytes) -> Letter:
    """Reads the bytes of a letter."""
    message = message_from_bytes(data)
    leaves = list(_leaves(message))
    body = tuple(passage for leaf in leaves if _is_body(leaf) for passage in _passages(leaf))
    names = set[str]()
    held = tuple(_held(leaf, names) for leaf in leaves if not _is_body(leaf) and not _is_dressing(leaf))
    head = {name.lower(): _text(value) for name, value in reversed(list(message.raw_items()))}
    subject, sender, to, copies, date = (head.get(name, "") for name in ("subject", "from", "to", "cc", "date"))
    return Letter(subject, sender, to, copies, _date(date), body, held)


def _leaves(part: Message) -> Iterator[Message]:
    """Parts that hold something; of the versions of one text the plain one, where it says anything."""
    payload = part.get_payload()
    if part.get_content_maintype() != "multipart" or not isinstance(payload, list):
        yield part
        return
    found = [leaf for child in payload if isinstance(child, Message) for leaf in _leaves(child)]
    versions = part.get_content_subtype() == "alternative"
    said = versions and any(_is_body(leaf) and leaf.get_content_subtype() == "plain" and _decoded(leaf).strip() for leaf in found)
    yield from (leaf for leaf in found if not (said and _is_body(leaf) and leaf.get_content_subtype() == "html"))


def _is_body(part: Message) -> bool:
    named = part.get_filename() is not None or part.get_content_disposition() == "attachment"
    return not named and part.get_content_type() in ("text/plain", "text/html", "text/enriched") and not part.is_multipart()


def _is_dressing(part: Message) -> bool:
    """Logos, signatures by key, reports of delivery."""
    if part.get_content_maintype() == "image":
        inside = part.get_content_disposition() == "inline" or "Content-ID" in part or "Content-Location" in part
        return inside and len(_bytes(part)) < SMALL
    if "Content-Location" in part and part.get_content_type() in _OF_PAGES:
        return True
    return part.get_content_type() in _SEALS or (part.get_content_maintype() == "message" and part.get_content_type() != "message/rfc822")


def _passages(part: Message) -> tuple[Passage, ...]:
    text = _decoded(part)
    return passages(text) if part.get_content_subtype() == "html" else plain(text)


def _held(part: Message, names: set[str]) -> Held:
    inner = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and inner and isinstance(inner[0], Message):
        name = _name(part) or _text(inner[0].get("Subject", "")) or _NAMELESS
        name = name if name.lower().endswith(".eml") else f"{name}.eml"
        return Held(unique(safe(name.replace("/", "-"))[0], names), inner[0].as_bytes())
    suffix = mimetypes.guess_extension(part.get_content_type()) or ""
    name = _name(part) or f"{_NAMELESS}{suffix}"
    return Held(unique(safe(name.replace("/", "-"))[0], names), _bytes(part))


def _name(part: Message) -> str:
    """Name of an attachment; bytes in no encoding are taken from the header as it stands."""
    name = part.get_filename() or ""
    if "\ufffd" in name:
        head = next((str(value) for key, value in part.raw_items() if key.lower() == "content-disposition"), "")
        found = _FILENAME.search(head)
        name = found[1] if found else name
    return _text(name)


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _decoded(part: Message) -> str:
    return _in_charset(_bytes(part), part.get_content_charset())


def _in_charset(data: bytes, charset: str | None) -> str:
    """Text in the charset that is told, where it can be in it; the western ones are told for anything."""
    if charset and charset.lower() not in _DECLARED_PLAIN:
        with suppress(ValueError, LookupError):
            return data.decode(charset)
    return from_bytes(data)


def _text(raw: object) -> str:
    """A header without its encodings; bytes that are in none are guessed."""
    try:
        pieces = decode_header(str(raw))
    except (HeaderParseError, ValueError):
        pieces = [(str(raw), None)]
    return "".join(_piece(piece, charset) for piece, charset in pieces).strip()


def _piece(piece: bytes | str, charset: str | None) -> str:
    data = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
    return _in_charset(data, charset)


def _date(told: str) -> str:
    """Day and hour where the letter was written; as told where that is no date."""
    try:
        return f"{parsedate_to_datetime(told):%d/%m/%Y %H:%M}"
    except (ValueError, TypeError, IndexError):
        return told

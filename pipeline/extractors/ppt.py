"""Old presentations (ppt): the records of MS-PPT, as no permissive library reads them. A slide is a page, its notes follow it."""

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import olefile

from pipeline.model import Flag, Passage, Problem, Role, Source
from pipeline.text.clean import tidy

_LIST, _PLACE, _KIND, _WIDE, _NARROW, _REFERENCE, _SLIDE = 4080, 1011, 3999, 4000, 4008, 3998, 1007  # kinds of records
_SLIDES, _NOTES = 0, 2  # instances of lists
_TITLES, _NOTE = frozenset({0, 6}), 2  # kinds of texts
_ENCRYPTED = 0xF3D1C4DF
_MARKS = re.compile("\\*|<#>")  # stand for the number of the page, the date
_MOST_EDITS = 10_000
_DEEPEST = 50
_LOCKED = "Tệp có mật khẩu: hãy bỏ mật khẩu (lưu lại không đặt mật khẩu) rồi nộp lại."


class _Record(NamedTuple):
    kind: int
    instance: int
    data: bytes


@dataclass(slots=True)
class _Listed:
    """A slide or its notes: where its record stands, by what number others call it, and the texts of its outline."""

    place: int
    number: int
    texts: list[tuple[int, str]] = field(default_factory=list)


def read(data: bytes) -> Source:
    """Reads the bytes of a presentation; raises OSError, ValueError or struct.error where it is broken."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        user = file.openstream("Current User").read()
        stream = file.openstream("PowerPoint Document").read()
    token, edit = struct.unpack_from("<II", user, 12)
    if token == _ENCRYPTED:
        return Source("", (), None, "ppt", problems=(Flag(Problem.ENCRYPTED, detail=_LOCKED),))
    places, document = _places(stream, edit)
    lists = {record.instance: list(_listed(record.data)) for record in _within(_at(stream, places[document]), _LIST)}
    notes = {one.number: one for one in lists.get(_NOTES, [])}
    slides = lists.get(_SLIDES, [])
    passages: list[Passage] = []
    for number, slide in enumerate(slides, 1):
        record = _at(stream, places[slide.place])
        passages += _passages(record, slide, number, Role.BODY)
        note = next((notes.get(struct.unpack_from("<I", atom.data, 16)[0]) for atom in _within(record, _SLIDE)), None)
        if note is not None and note.place in places:
            passages += _passages(_at(stream, places[note.place]), note, number, Role.NOTE)
    return Source("", tuple(passages), len(slides), "ppt")


def _places(stream: bytes, edit: int) -> tuple[dict[int, int], int]:
    """Offsets of records by number, those of the last edit first, and the number of the document."""
    places: dict[int, int] = {}
    document = 0
    for _ in range(_MOST_EDITS):
        last, directory, told = struct.unpack_from("<8xIII", _at(stream, edit).data)
        document = document or told
        data = _at(stream, directory).data
        at = 0
        while at + 4 <= len(data):
            (head,) = struct.unpack_from("<I", data, at)
            count = head >> 20
            for index, offset in enumerate(struct.unpack_from(f"<{count}I", data, at + 4)):
                places.setdefault((head & 0xFFFFF) + index, offset)
            at += 4 + 4 * count
        if not last or last >= edit:
            break
        edit = last
    return places, document


def _at(stream: bytes, at: int) -> _Record:
    head, kind, size = struct.unpack_from("<HHI", stream, at)
    return _Record(kind, head >> 4, stream[at + 8 : at + 8 + size])


def _walk(data: bytes, depth: int = 0) -> Iterator[_Record]:
    """Records and, behind each, those inside it."""
    at = 0
    while at + 8 <= len(data):
        record = _at(data, at)
        yield record
        if data[at] & 0xF == 0xF and depth < _DEEPEST:
            yield from _walk(record.data, depth + 1)
        at += 8 + int.from_bytes(data[at + 4 : at + 8], "little")


def _within(record: _Record, kind: int) -> Iterator[_Record]:
    return (one for one in _walk(record.data) if one.kind == kind)


def _listed(data: bytes) -> Iterator[_Listed]:
    slide: _Listed | None = None
    kind = 1
    for record in _walk(data):
        if record.kind == _PLACE:
            if slide is not None:
                yield slide
            slide = _Listed(*struct.unpack_from("<I8xI", record.data))
        elif record.kind == _KIND:
            kind = int.from_bytes(record.data[:4], "little")
            if slide is not None:
                slide.texts.append((kind, ""))
        elif record.kind in (_WIDE, _NARROW) and slide is not None and slide.texts:
            slide.texts[-1] = kind, _decoded(record)
    if slide is not None:
        yield slide


def _passages(record: _Record, slide: _Listed, number: int, role: Role) -> Iterator[Passage]:
    """Texts of a slide, its title first."""
    texts = [(kind, text) for kind, text in _texts(record, slide) if role is not Role.NOTE or kind == _NOTE]
    for kind, text in sorted(texts, key=lambda told: told[0] not in _TITLES):
        for line in text.split("\r"):
            said = " ".join(line.replace("\v", " ").split())
            if said and not _MARKS.fullmatch(said):
                told = Role.HEADING if kind in _TITLES and role is Role.BODY else role
                yield Passage(said, number, told, bold=told is Role.HEADING)


def _texts(record: _Record, slide: _Listed) -> Iterator[tuple[int, str]]:
    """Kinds and texts in the order in which their shapes were drawn; those of the outline that no shape refers to come last."""
    kind, referred = 4, set[int]()
    for one in _walk(record.data):
        if one.kind == _KIND:
            kind = int.from_bytes(one.data[:4], "little")
        elif one.kind in (_WIDE, _NARROW):
            yield kind, _decoded(one)
        elif one.kind == _REFERENCE:
            index = int.from_bytes(one.data[:4], "little")
            if index < len(slide.texts):
                referred.add(index)
                yield slide.texts[index]
    yield from (text for index, text in enumerate(slide.texts) if index not in referred)


def _decoded(record: _Record) -> str:
    return tidy(record.data.decode("utf-16-le", "ignore") if record.kind == _WIDE else record.data.decode("latin-1"))

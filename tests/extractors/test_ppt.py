"""Old presentations: records built here one by one, read into passages page by page."""

import struct

import pytest

from pipeline.extractors import ppt
from pipeline.model import Problem, Role
from tests.make_ole import compound


def record(kind: int, data: bytes, instance: int = 0, container: bool = False) -> bytes:
    return struct.pack("<HHI", instance << 4 | (15 if container else 0), kind, len(data)) + data


def said(kind: int, text: str) -> bytes:
    return record(3999, struct.pack("<I", kind)) + record(4000, text.encode("utf-16-le"))


def listed(place: int, number: int, *texts: bytes) -> bytes:
    return record(1011, struct.pack("<IIIII", place, 0, 0, number, 0)) + b"".join(texts)


def slide(note: int, *inside: bytes) -> bytes:
    atom = record(1007, struct.pack("<I8xIII", 0, 0, note, 0))
    return record(1006, atom + record(1036, b"".join(inside), container=True), container=True)


def presentation(token: int = 0xE391C05F) -> bytes:
    """Two slides, the first with notes; its title stands in the outline, as does a text that no shape refers to."""
    slides = record(4080, listed(2, 256, said(0, "KẾ HOẠCH"), said(1, "Một\rHai")) + listed(3, 257), container=True)
    notes = record(4080, listed(4, 9), instance=2, container=True)
    parts = [
        record(1000, slides + notes, container=True),
        slide(9, said(4, "Khung\vchữ"), record(3998, struct.pack("<I", 0)), said(4, "*")),
        slide(0, record(3999, struct.pack("<I", 4)) + record(4008, b"Bi\xaan")),
        slide(0, said(2, "Ghi chú"), said(4, "không phải ghi chú")),
    ]
    offsets = [sum(map(len, parts[:n])) for n in range(len(parts))]
    old = sum(map(len, parts))
    first = record(6002, struct.pack("<II", 1 | 1 << 20, 99999))
    edit = record(4085, struct.pack("<IIIII", 0, 0, 0, old, 1))
    second = record(6002, struct.pack("<IIIII", 1 | 4 << 20, *offsets))
    last = record(4085, struct.pack("<IIIII", 0, 0, old + len(first), old + len(first) + len(edit), 1))
    stream = b"".join([*parts, first, edit, second, last])
    user = record(4086, struct.pack("<III", 20, token, len(stream) - len(last)))
    return compound({"Current User": user, "PowerPoint Document": stream})


def test_slides_in_order_each_with_its_notes() -> None:
    source = ppt.read(presentation())
    assert (source.pages, source.method) == (2, "ppt")
    assert [(one.text, one.page, one.role) for one in source.passages] == [
        ("KẾ HOẠCH", 1, Role.HEADING),
        ("Khung chữ", 1, Role.BODY),
        ("Một", 1, Role.BODY),
        ("Hai", 1, Role.BODY),
        ("Ghi chú", 1, Role.NOTE),
        ("Biªn", 2, Role.BODY),
    ]


def test_presentation_with_a_password() -> None:
    (flag,) = ppt.read(presentation(0xF3D1C4DF)).problems
    assert flag.problem is Problem.ENCRYPTED


def test_presentation_that_is_broken() -> None:
    with pytest.raises((OSError, KeyError, ValueError, struct.error)):
        ppt.read(compound({"Current User": bytes(20), "PowerPoint Document": b"\1"}))

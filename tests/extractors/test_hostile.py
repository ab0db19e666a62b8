"""Files that mean harm: bombs, entities, paths that lead out. Each is one named problem of one file."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image

from pipeline.extractors import read
from pipeline.model import Problem, Source

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "chi bộ họp">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n > 1 else str()};" * 10}">' for n in range(1, 10))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "{}">]>'


def word() -> bytes:
    document = Document()
    document.add_paragraph("Chi bộ họp")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def book() -> bytes:
    workbook = Workbook()
    workbook.active["A1"] = "Sổ đảng viên"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, new: bytes) -> bytes:
    """A zipped document with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(name, new if name == part else old.read(name))
    return out.getvalue()


def body(start: str, text: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'{start}<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'.encode()


def only(folder: Path, name: str, data: bytes) -> Source:
    path = folder / name
    path.write_bytes(data)
    (source,) = read(folder, path)
    return source


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_multiply_are_refused(tmp_path: Path, encoding: str) -> None:
    xml = body(LAUGHS, "&a9;").decode().encode(encoding)
    source = only(tmp_path, "a.docx", changed(word(), "word/document.xml", xml))
    assert [f.problem for f in source.problems] == [Problem.CORRUPT]


def test_an_entity_outside_is_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("mật khẩu của máy", "utf-8")
    xml = body(OUTSIDE.format(secret.as_uri()), "Chi bộ &a;")
    source = only(tmp_path, "a.docx", changed(word(), "word/document.xml", xml))
    assert "mật khẩu của máy" not in " ".join(p.text for p in source.passages)
    assert [f.problem for f in source.problems] == [Problem.CORRUPT]


def test_a_part_that_unpacks_to_more_than_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made, made.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(41):
            part.write(b" " * 10_000_000)
    source = only(tmp_path, "a.docx", out.getvalue())
    assert [f.problem for f in source.problems] == [Problem.UNSUPPORTED]
    assert "quá lớn" in source.problems[0].detail


def test_a_part_whose_size_is_a_lie_ends_where_it_says(tmp_path: Path) -> None:
    data = bytearray(changed(word(), "word/document.xml", body("", "x" * 3_000_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("word/document.xml").file_size
    data = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    source = only(tmp_path, "a.docx", bytes(data))
    assert [f.problem for f in source.problems] == [Problem.CORRUPT]


def test_a_picture_of_too_many_pixels_is_not_unpacked(tmp_path: Path) -> None:
    width, height = 60_000, 60_000
    packer = zlib.compressobj(9)
    rows = packer.compress(b"\0" * 1000) + packer.flush()

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\0\0\0\0"
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    source = only(tmp_path, "a.png", data)
    assert [f.problem for f in source.problems] == [Problem.UNSUPPORTED]
    assert source.wanted == ()


def test_a_workbook_with_entities_tells_nothing_of_the_machine(tmp_path: Path) -> None:
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("mật khẩu của máy", "utf-8")
    start = OUTSIDE.format(secret.as_uri())
    xml = f'{start}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    xml += '<c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
    source = only(tmp_path, "a.xlsx", changed(book(), "xl/worksheets/sheet1.xml", xml.encode()))
    assert "mật khẩu của máy" not in " ".join(p.text for p in source.passages)
    assert source.problems


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.png"])
def test_truncated_files_are_corrupt(tmp_path: Path, name: str, cut: float) -> None:
    picture = io.BytesIO()
    Image.effect_noise((800, 800), 50).save(picture, "PNG")
    data = {"a.docx": word(), "a.xlsx": book(), "a.png": picture.getvalue()}[name]
    (tmp_path / name).write_bytes(data[: int(len(data) * cut)])
    (source,) = read(tmp_path, tmp_path / name, {(name, 1): None})
    assert [f.problem for f in source.problems] == [Problem.CORRUPT]

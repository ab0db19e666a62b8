"""The door: which files are seen, how a file's format is told, and what becomes of files that cannot be read."""

import hashlib
import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from pipeline.extractors import files, read
from pipeline.model import Problem


def word(text: str = "Chi bộ họp") -> bytes:
    document = Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def book() -> bytes:
    workbook = Workbook()
    workbook.active["A1"] = "Sổ đảng viên"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def zipped(name: str = "bc.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "báo cáo")
    return out.getvalue()


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100


def put(root: Path, name: str, data: bytes = b"x") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "method"),
    [("a.docx", word(), "docx"), ("sai duoi.pdf", word(), "docx"), ("khong duoi", book(), "xlsx"), ("a.docx", book(), "xlsx")],
)
def test_content_tells_the_format(tmp_path: Path, name: str, data: bytes, method: str) -> None:
    source = read(tmp_path, put(tmp_path, name, data))
    assert (source.method, source.problems, len(source.passages)) == (method, (), 1)


def test_path_and_sum(tmp_path: Path) -> None:
    data = word()
    source = read(tmp_path, put(tmp_path, unicodedata.normalize("NFD", "Biên bản/Họp tháng 1.docx"), data))
    assert source.path == "Biên bản/Họp tháng 1.docx"
    assert source.sha == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("rong.docx", b"", Problem.EMPTY),
        ("trang.docx", word(""), Problem.EMPTY),
        ("cat.docx", word()[:9000], Problem.CORRUPT),
        ("lon xon.docx", b"\x01\x02\x03 not a document", Problem.CORRUPT),
        ("cat.pdf", b"%PDF-1.7\n1 0 obj <<", Problem.CORRUPT),
        ("lon xon.pdf", b"\x01\x02\x03", Problem.CORRUPT),
        ("hong.xlsx", zipped("xl/workbook.xml"), Problem.CORRUPT),
        ("hong.docx", zipped("word/document.xml"), Problem.CORRUPT),
        ("khoa.docx", LOCKED, Problem.ENCRYPTED),
        ("khoa.xlsx", LOCKED, Problem.ENCRYPTED),
        ("cu.doc", LOCKED[:600], Problem.UNSUPPORTED),
        ("doi ten.docx", rb"{\rtf1 abc}", Problem.UNSUPPORTED),
        ("phim.mp4", b"\0\0\0\x18ftypmp42", Problem.UNSUPPORTED),
        ("nen.zip", zipped(), Problem.UNSUPPORTED),
    ],
)
def test_unread_files_end_as_a_named_problem(tmp_path: Path, name: str, data: bytes, problem: Problem) -> None:
    source = read(tmp_path, put(tmp_path, name, data))
    assert [flag.problem for flag in source.problems] == [problem]
    assert source.passages == ()
    assert source.path == name
    assert source.problems[0].detail


def test_file_that_vanished_is_corrupt(tmp_path: Path) -> None:
    assert [f.problem for f in read(tmp_path, tmp_path / "mat.docx").problems] == [Problem.CORRUPT]


def test_files_at_any_depth_without_those_of_the_system(tmp_path: Path) -> None:
    for name in ("b/2/x.docx", "a.pdf", "b/1.xlsx", "Ô/y.docx"):
        put(tmp_path, name)
    for name in (
        "~$a.docx",
        ".~lock.a.docx#",
        "Thumbs.db",
        "b/.DS_Store",
        "b/2/desktop.ini",
        "._a.pdf",
        "__MACOSX/b/._x.docx",
        "__MACOSX/z.docx",
    ):
        put(tmp_path, name)
    assert [path.relative_to(tmp_path).as_posix() for path in files(tmp_path)] == ["a.pdf", "b/1.xlsx", "b/2/x.docx", "Ô/y.docx"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path, "ngoai/bi mat.docx")
    root = tmp_path / "chi bo"
    inside = put(root, "a.docx")
    (root / "link.docx").symlink_to(outside)
    (root / "thu muc").symlink_to(outside.parent, target_is_directory=True)
    assert files(root) == (inside,)

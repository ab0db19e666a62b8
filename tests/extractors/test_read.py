"""The door: which files are seen, how a file's format is told, and what becomes of files that cannot be read."""

import hashlib
import io
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from pipeline.extractors import content, files
from pipeline.extractors import read as read_all
from pipeline.extractors.limits import Left
from pipeline.model import Problem, Source
from tests.make_ole import compound


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


LOCKED = compound({"EncryptedPackage": b"\0" * 600, "EncryptionInfo": b"\4\0\4\0" + b"\0" * 300})


def read(root: Path, path: Path) -> Source:
    """The one Source of a file that holds nothing else."""
    (source,) = read_all(root, path)
    return source


def put(root: Path, name: str, data: bytes = b"x") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "method"),
    [
        ("a.docx", word(), "docx"),
        ("sai duoi.pdf", word(), "docx"),
        ("khong duoi", book(), "xlsx"),
        ("a.docx", book(), "xlsx"),
        ("doi ten.docx", rb"{\rtf1 Chi b\u7897? h\u7885?p}", "rtf"),
    ],
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
        ("cu.doc", LOCKED[:600], Problem.CORRUPT),
        ("phim.mp4", b"\0\0\0\x18ftypmp42", Problem.UNSUPPORTED),
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


def test_members_of_an_archive_are_sources_of_their_own(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Thang 1/bb.docx", word())
        archive.writestr("__MACOSX/Thang 1/._bb.docx", b"x")
        archive.writestr("trong.zip", zipped("bc.txt"))
        archive.writestr("hong.docx", word()[:5000])
    found = read_all(tmp_path, put(tmp_path, "a.zip", out.getvalue()))
    assert [(s.path, [f.problem for f in s.problems]) for s in found] == [
        ("a.zip!/Thang 1/bb.docx", []),
        ("a.zip!/trong.zip!/bc.txt", []),
        ("a.zip!/hong.docx", [Problem.CORRUPT]),
    ]


def test_archives_within_archives_end(tmp_path: Path) -> None:
    data = zipped("bc.txt")
    for _ in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.zip", data)
        data = out.getvalue()
    source = read(tmp_path, put(tmp_path, "a.zip", data))
    assert [f.problem for f in source.problems] == [Problem.UNSUPPORTED]
    assert "lồng nhau" in source.problems[0].detail


def test_what_archives_within_an_archive_unpack_to_is_counted_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def blown(*members: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, data in enumerate(members):
                archive.writestr(f"{number}.{'zip' if data.startswith(b'PK') else 'txt'}", data)
        return out.getvalue()

    monkeypatch.setattr(Left.__init__, "__defaults__", (250_000, 100))
    inner = blown(b"Chi b\xe1\xbb\x99 " * 15_000)
    found = read_all(tmp_path, put(tmp_path, "a.zip", blown(inner, inner)))
    assert [(s.path, [f.problem for f in s.problems]) for s in found] == [
        ("a.zip!/0.zip!/0.txt", []),
        ("a.zip!/1.zip", [Problem.UNSUPPORTED]),
    ]


def test_an_archive_of_nothing_is_empty(tmp_path: Path) -> None:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    assert [f.problem for f in read(tmp_path, put(tmp_path, "a.zip", out.getvalue())).problems] == [Problem.EMPTY]


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


def test_content_gives_the_bytes_of_files_and_members_and_leaves_no_folder(tmp_path: Path) -> None:
    home = tmp_path / "hồ sơ"
    home.mkdir()
    (tmp_path / "ngoài.txt").write_bytes(b"x")
    (home / unicodedata.normalize("NFD", "biên bản.txt")).write_bytes(b"ba")
    with zipfile.ZipFile(home / "a.zip", "w") as archive:
        archive.writestr("x/b.txt", "trong")
    assert content(home, "biên bản.txt") == b"ba"
    assert content(home, "a.zip!/x/b.txt") == b"trong"
    for path, error in (("khong co.txt", OSError), ("a.zip!/khong.txt", KeyError), ("../ngoài.txt", KeyError)):
        with pytest.raises(error):
            content(home, path)


def test_a_folder_that_cannot_be_opened_is_told_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("mở/a.txt", "khóa/b.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("Chi bộ họp.", "utf-8")
    whole = os.scandir

    def scandir(folder: str) -> object:
        if Path(folder).name in closed:
            raise PermissionError(13, "Permission denied", str(folder))
        return whole(folder)

    closed = {"khóa"}
    monkeypatch.setattr(os, "scandir", scandir)
    found = {path: read_all(tmp_path, path)[0] for path in files(tmp_path)}
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["khóa", "mở/a.txt"]
    (flag,) = found[tmp_path / "khóa"].problems
    assert flag.problem is Problem.UNREADABLE
    assert "cấp quyền đọc" in flag.detail
    closed.add(tmp_path.name)
    with pytest.raises(PermissionError):
        files(tmp_path)

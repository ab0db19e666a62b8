"""Cells and files of a root: a disk and a store list the same, and what is wrong with a store is told."""

import errno
import hashlib
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from pipeline.batch.cells import _io
from pipeline.batch.shelf import Folder, Shelf, is_address
from pipeline.batch.store import ToldError
from pipeline.extractors.limits import LARGEST
from tests.batch import machines

APART = unicodedata.normalize("NFD", "Biên bản.docx")
FILES = {
    f"khối 1/chi bộ a/{APART}": b"1",
    "khối 1/chi bộ a/1. Sổ/Z.docx": b"2",
    "khối 1/chi bộ a/1. Sổ.docx": b"3",
    "khối 1/chi bộ a/a.docx": b"4",
    "khối 1/chi bộ a/Thumbs.db": b"x",
    "khối 1/chi bộ a/~$a.docx": b"x",
    "khối 1/chi bộ a/__MACOSX/a.docx": b"x",
    f"khối 1/{unicodedata.normalize('NFD', 'chi bộ b')}/c.pdf": b"5",
    "khối 1/chi bộ c.ZIP": b"6",
    "khối 1/ghi chú.txt": b"x",
    "Khối 2.7z": b"7",
    "đọc trước.docx": b"x",
    ".git/config": b"x",
    "~$tạm/a.docx": b"x",
}
CELLS = {
    1: ("Khối 2.7z", "khối 1"),
    2: ("Khối 2.7z", "khối 1/chi bộ a", "khối 1/chi bộ b", "khối 1/chi bộ c.ZIP"),
    3: ("Khối 2.7z", "khối 1/chi bộ a/1. Sổ", "khối 1/chi bộ c.ZIP"),
}
INSIDE = ("1. Sổ.docx", "1. Sổ/Z.docx", "Biên bản.docx", "a.docx")


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    with machines.s3():
        machines.filled("s3://kho/đảng ủy", FILES)
        yield "s3://kho/đảng ủy"


def kept(home: Path, files: dict[str, bytes]) -> str:
    for name, data in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(data)
    return str(home)


@pytest.fixture(params=["disk", "file", "memory", "s3"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same files on a disk and in three kinds of stores."""
    if request.param == "s3":
        found: str = request.getfixturevalue("store")
        return found
    if request.param == "disk":
        return kept(tmp_path, FILES)
    machines.needed("fsspec")
    if request.param == "file":
        return f"file://{kept(tmp_path, FILES)}"
    machines.filled("memory://shelf", FILES)
    return "memory://shelf"


def text(folder: Folder, *names: str) -> list[bytes]:
    with folder.local(names) as (home, paths):
        assert all(path.resolve().is_relative_to(home.resolve()) for path in paths)
        return [path.read_bytes() for path in paths]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_cells_are_folders_and_archives(root: str, depth: int) -> None:
    assert Shelf(root, depth).cells() == CELLS[depth]


def test_files_are_told_in_nfc_in_one_order_and_opened_as_they_are_spelt(root: str) -> None:
    cell = Shelf(root, 2).cell("khối 1/chi bộ a")
    assert cell.names() == INSIDE
    assert text(cell, *INSIDE) == [b"3", b"2", b"1", b"4"]
    assert text(Shelf(root, 2).cell("khối 1/chi bộ a"), "Biên bản.docx") == [b"1"]
    assert [cell.sha(name) for name in INSIDE] == [hashlib.sha256(data).hexdigest() for data in (b"3", b"2", b"1", b"4")]


def test_a_cell_whose_own_name_is_spelt_otherwise_is_found(root: str) -> None:
    cell = Shelf(root, 2).cell("khối 1/chi bộ b")
    assert cell.names() == ("c.pdf",)
    assert text(cell, "c.pdf") == [b"5"]


def test_an_archive_is_a_cell_of_one_file(root: str) -> None:
    for folder, data in {"khối 1/chi bộ c.ZIP": b"6", "Khối 2.7z": b"7"}.items():
        cell = Shelf(root, 2).cell(folder)
        assert cell.names() == (folder.rpartition("/")[2],)
        assert text(cell, *cell.names()) == [data]
        assert cell.sha(cell.names()[0]) == hashlib.sha256(data).hexdigest()


def test_what_is_gone_is_an_error(root: str) -> None:
    shelf = Shelf(root, 2)
    cell = shelf.cell("khối 1/chi bộ a")
    for work in (
        lambda: shelf.cell("khối 1/không có").names(),
        lambda: cell.sha("không có.docx"),
        lambda: cell.version("không có.docx"),
        lambda: text(shelf.cell("khối 1/chi bộ a"), "không có.docx"),
        Shelf(f"{root}/không có").look,
        Shelf(f"{root}/không có").cells,
    ):
        with pytest.raises((FileNotFoundError, ToldError)):
            work()


def test_a_folder_that_cannot_be_listed_is_a_cell_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path, {"a/b/x.docx": b"1", "c/d/x.docx": b"2"})
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path) == tmp_path / "a":
            raise PermissionError(errno.EACCES, "no", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert Shelf(str(tmp_path), 2).cells() == ("a", "c/d")


def test_links_on_a_disk_are_no_cells(tmp_path: Path) -> None:
    kept(tmp_path / "goc", {"a/x.docx": b"1"})
    (tmp_path / "goc/b").symlink_to(tmp_path)
    assert Shelf(str(tmp_path / "goc")).cells() == ("a",)


@pytest.mark.parametrize("address", ["memory://versions", "s3://kho/versions"])
def test_the_version_changes_with_the_file_only(address: str, request: pytest.FixtureRequest) -> None:
    machines.needed("fsspec")
    if address.startswith("s3"):
        request.getfixturevalue("store")

    def version() -> str:
        cell = Shelf(address).cell("a")
        assert cell.names() == ("x.docx",)
        return cell.version("x.docx")

    machines.filled(address, {"a/x.docx": b"1"})
    first = version()
    assert address.startswith("memory") or version() == first
    machines.filled(address, {"a/x.docx": b"2"})
    assert version() != first


def test_keys_that_lead_elsewhere_write_nowhere_else(store: str, tmp_path: Path) -> None:  # noqa: ARG001  its environment
    bad = ["../../../x.docx", "/etc/x.docx", "a/../../y.docx", "..", "a\\..\\..\\z.docx", "C:\\z.docx", "n" * 250 + "ế.docx"]
    import s3fs

    system = s3fs.S3FileSystem()
    for number, key in enumerate(bad):
        system.call_s3("put_object", Bucket="kho", Key=f"xấu/cell/{key}", Body=str(number).encode())
    shelf = Shelf("s3://kho/xấu")
    cell = shelf.cell("cell")
    names = cell.names()
    assert len(names) == len(bad)
    with cell.local(names, str(tmp_path)) as (home, paths):
        written = {path for path in tmp_path.rglob("*") if path.is_file()}
        assert written == set(paths)
        assert sorted(path.read_bytes() for path in paths) == sorted(str(n).encode() for n in range(len(bad)))
        assert home.is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_cell_whose_name_leads_elsewhere_is_none(store: str) -> None:  # noqa: ARG001  its environment
    machines.filled("s3://kho/lên", {"../trên/x.docx": b"1", "./x.docx": b"2", "a/x.docx": b"3", "rỗng/": b"", "d.zip/x.docx": b"4"})
    shelf = Shelf("s3://kho/lên")
    assert shelf.cells() == ("a", "d.zip", "rỗng")
    assert [shelf.cell(folder).names() for folder in shelf.cells()] == [("x.docx",), ("x.docx",), ()]


def test_two_spellings_of_one_name_are_two_files(tmp_path: Path, store: str) -> None:  # noqa: ARG001  its environment
    one = "Biên bản.docx"
    machines.filled("s3://kho/hai", {f"a/{one}": b"1", f"a/{APART}": b"2"})
    disk = kept(tmp_path, {f"a/{one}": b"1", f"a/{APART}": b"2"})
    for root in ("s3://kho/hai", *([disk] if len(list((tmp_path / "a").iterdir())) == 2 else [])):  # macOS takes them for one
        cell = Shelf(root).cell("a")
        assert set(cell.names()) == {one, APART}
        assert text(cell, one, APART) == [b"1", b"2"]
        assert text(Shelf(root).cell("a"), one, APART) == [b"1", b"2"]


def test_new_files_are_seen_at_once(store: str) -> None:  # noqa: ARG001  its environment
    shelf = Shelf("s3://kho/mới")
    machines.filled(shelf.root, {"a/x.docx": b"1"})
    assert [shelf.cells(), shelf.cell("a").names()] == [("a",), ("x.docx",)]
    machines.filled(shelf.root, {"a/y.docx": b"1", "b/x.docx": b"1"})
    assert [shelf.cells(), shelf.cell("a").names()] == [("a", "b"), ("x.docx", "y.docx")]


def test_a_full_disk_is_no_fault_of_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    machines.needed("fsspec")
    import fsspec

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")

    machines.filled("memory://full", {"a/x.docx": b"1"})
    monkeypatch.setattr(fsspec.get_filesystem_class("memory"), "get_file", full)
    with pytest.raises(OSError, match="No space") as caught:
        text(Shelf("memory://full").cell("a"), "x.docx")
    assert _io(caught.value).startswith("ổ đĩa đầy")


def test_a_file_that_is_too_large_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machines.needed("fsspec")
    import fsspec

    machines.filled("memory://large", {"a/x.mp4": b"1"})
    cell = Shelf("memory://large").cell("a")
    (told,) = cell._listed.values()  # type: ignore[union-attr]
    told["size"] = LARGEST + 1
    monkeypatch.setattr(fsspec.get_filesystem_class("memory"), "get_file", None)
    with cell.local(["x.mp4"], str(tmp_path)) as (_, (path,)):
        assert path.stat().st_size == LARGEST + 1
        assert path.stat().st_blocks < 1000 or os.name != "posix"


def reason(address: str) -> str:
    """What is told of a store that cannot be opened; the same as of a cell in it."""
    with pytest.raises(ToldError) as listed:
        Shelf(address).cells()
    with pytest.raises(ToldError) as opened:
        Shelf(address).cell("a").names()
    assert _io(listed.value) == listed.value.strerror
    assert opened.value.strerror
    return listed.value.strerror or ""


def test_a_bucket_that_is_not_there_is_told(store: str) -> None:  # noqa: ARG001  its environment
    assert reason("s3://chua-tao/x") == "kho không có “chua-tao/x”: kiểm tra tên kho (bucket), đường dẫn, hoặc tệp vừa bị xóa"
    assert reason("s3://kho/khong-co").startswith("kho không có “kho/khong-co”")


def test_a_store_without_keys_or_connection_is_told(monkeypatch: pytest.MonkeyPatch, store: str) -> None:  # noqa: ARG001
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    assert reason("s3://kho/x").startswith("không kết nối được với kho để mở “kho/x”")
    s3fs.S3FileSystem.clear_instance_cache()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "không phải địa chỉ")
    assert "x”" in reason("s3://kho/x")
    s3fs.S3FileSystem.clear_instance_cache()


def test_a_store_that_refuses_is_told(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import s3fs
    from botocore.exceptions import ClientError, NoCredentialsError

    def asked(error: Exception) -> str:
        async def refuse(*_: object, **__: object) -> object:
            raise error

        s3fs.S3FileSystem.clear_instance_cache()
        monkeypatch.setattr(s3fs.S3FileSystem, "_call_s3", refuse)
        monkeypatch.setattr(s3fs.S3FileSystem, "_lsdir", refuse)
        return reason(store)

    assert asked(NoCredentialsError()).startswith("chưa có khóa truy cập kho")
    assert asked(PermissionError("Access Denied")).startswith("kho không cho mở")
    assert "SlowDown" in asked(ClientError({"Error": {"Code": "SlowDown", "Message": "SlowDown"}}, "ListObjectsV2"))


def test_keys_that_a_server_does_not_know_are_told(store: str) -> None:
    machines.filled(f"{store}/khóa", {"a/x.docx": b"1"})
    cell = Shelf(f"{store}/khóa").cell("a")
    checks_keys_after(0)
    try:
        assert reason(f"{store}/khóa").startswith("kho không cho mở “kho/đảng ủy/khóa”: kiểm tra khóa truy cập")
        with pytest.raises(ToldError, match="kho không cho mở"):
            cell.sha("x.docx")
    finally:
        checks_keys_after(1_000_000)


def checks_keys_after(requests: int) -> None:
    """Makes the server check keys after so many requests."""
    asked = Request(f"{os.environ['AWS_ENDPOINT_URL']}/moto-api/reset-auth", str(requests).encode(), {"Content-Type": "text/plain"})
    build_opener(ProxyHandler({})).open(asked).close()


def test_a_package_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    machines.needed("fsspec")
    from fsspec.registry import known_implementations

    monkeypatch.setitem(known_implementations, "thieu", {"class": "khong_co_goi.Kho", "err": "install it"})
    assert reason("thieu://kho/x") == "thiếu gói “khong_co_goi” để mở “thieu://kho/x”: pip install khong_co_goi"
    assert reason("khong-co://x") == "địa chỉ “khong-co://x” không đúng"


@pytest.mark.parametrize("root", ["s3://a/b", "file:///a", "gs://a"])
def test_an_address_is_told_from_a_path(root: str) -> None:
    assert is_address(root)


@pytest.mark.parametrize("root", ["C:\\a", "C:/a", "a://b", "//server/a", "hồ sơ", "/a"])
def test_a_path_is_no_address(root: str) -> None:
    assert not is_address(root)

"""Archives: built here, byte by byte where the libraries would not, and read into members, each a file or a flag that says why not."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

import pytest

from pipeline.extractors import archive
from pipeline.extractors.archive import wrapped
from pipeline.extractors.archive.entry import MissingError
from pipeline.extractors.held import Held
from pipeline.model import Problem

MINUTES = "Chi bộ/Biên bản họp tháng 3.txt"
TEXT = "Đồng chí chủ trì cuộc họp.".encode()


def read(data: bytes, most_bytes: int = 1_000_000, most_members: int = 100, name: str = "") -> list[Held]:
    return list(archive.members(data, most_bytes, most_members, name))


def told(data: bytes, most_bytes: int = 1_000_000, most_members: int = 100) -> list[tuple[str, bytes | Problem]]:
    return [(held.name, held.data if held.flag is None else held.flag.problem) for held in read(data, most_bytes, most_members)]


def zipped(members: Sequence[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in members:
            file.writestr(zipfile.ZipInfo(name) if name.endswith("/") else name, data)
    return out.getvalue()


def raw_zip(name: bytes, data: bytes, flags: int = 0, extra: bytes = b"", local: bytes | None = None) -> bytes:
    """A zip of one stored file with a name in any encoding; ``local``: its name before the file, where that is another."""
    before = name if local is None else local
    common = struct.pack("<HHHHHIII", 20, flags, 0, 0, 0, zlib.crc32(data), len(data), len(data))
    start = b"PK\x03\x04" + common + struct.pack("<HH", len(before), 0) + before + data
    entry = b"PK\x01\x02\x14\x00" + common + struct.pack("<HHHHHII", len(name), len(extra), 0, 0, 0, 0, 0) + name + extra
    return start + entry + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(start), 0)


def tarred(members: Mapping[str, bytes], mode: str = "w", kind: bytes = tarfile.REGTYPE) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as file:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.type, info.linkname = len(data), kind, "/etc/passwd"
            file.addfile(info, io.BytesIO(data))
    return out.getvalue()


def test_zip_in_order_without_folders() -> None:
    assert told(zipped([("Chi bộ/", b""), (MINUTES, TEXT), ("b.txt", b"2")])) == [(MINUTES, TEXT), ("b.txt", b"2")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing(method: int) -> None:
    assert told(zipped([(MINUTES, TEXT)], method)) == [(MINUTES, TEXT)]


VIETNAMESE_1258 = b"Bi\xean b\xd2an h\xf2op chi b\xf4\xf2".replace(b"\xd2a", b"a\xd2").replace(b"\xf2o", b"o\xf2")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Biên bản họp.txt".encode(), "Biên bản họp.txt"),
        ("Biên bản họp.txt".encode("utf-16-le").decode("utf-16-le").encode(), "Biên bản họp.txt"),
        (VIETNAMESE_1258, "Biên bản họp chi bộ"),
        (b"Bi\xaan b\xb6n h\xe4p chi b\xe9.txt", "Biên bản họp chi bộ.txt"),
        ("Résumé.txt".encode("cp437"), "Résumé.txt"),
        (b"ke hoach.txt", "ke hoach.txt"),
    ],
)
def test_names_in_the_encoding_that_reads_like_vietnamese(raw: bytes, name: str) -> None:
    assert told(raw_zip(raw, b"1")) == [(name, b"1")]


def test_names_decomposed_and_with_backslashes() -> None:
    assert told(raw_zip("Chi bo\u0323\u0302\\a.txt".encode(), b"1", 0x800)) == [("Chi bộ/a.txt", b"1")]


def test_name_in_the_extra_field_counts_where_it_belongs_to_the_name() -> None:
    name = "Nghị quyết.txt".encode()
    for sum_, expected in ((zlib.crc32(b"Ngh_.txt"), "Nghị quyết.txt"), (1, "Ngh_.txt")):
        extra = struct.pack("<HHBI", 0x7075, len(name) + 5, 1, sum_) + name
        assert told(raw_zip(b"Ngh_.txt", b"1", extra=extra)) == [(expected, b"1")]


def test_name_stored_in_two_encodings() -> None:
    assert told(raw_zip("Sổ.txt".encode(), b"1", local=b"S_.txt")) == [("Sổ.txt", b"1")]


@pytest.mark.parametrize("name", ["../a.txt", "x/../../a.txt", "/a.txt", "C:\\a.txt", "..\\a.txt"])
def test_names_that_lead_out_are_told_and_stay_inside(name: str) -> None:
    ((inside, problem),) = told(raw_zip(name.encode(), b"1"))
    assert problem is Problem.UNSUPPORTED
    assert inside in {"a.txt", "x/a.txt"}
    assert "không hợp lệ" in read(raw_zip(name.encode(), b"1"))[0].flag.detail  # type: ignore[union-attr]


def test_names_that_are_nothing_or_alike() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped([("a.txt", b"1"), ("a.txt", b"2"), ("a (2).txt", b"3"), (" ", b"4")])
    assert told(data) == [("a.txt", b"1"), ("a (2).txt", b"2"), ("a (2) (2).txt", b"3"), ("khong-ten", b"4")]


def test_links_are_left_out() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("a.txt", "1")
    assert told(out.getvalue()) == [("a.txt", b"1")]
    assert told(tarred({"link.txt": b""}, kind=tarfile.SYMTYPE)) == []


def locked(data: bytes, names: Sequence[bytes]) -> bytes:
    """Sets the flag of encryption of some files of a zip, as all that is read before a password is asked for."""
    out = bytearray(data)
    for name in names:
        for mark, flag, start in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
            at = -1
            while (at := data.find(mark, at + 1)) >= 0:
                if data[at + start :].startswith(name):
                    out[at + flag] |= 1
    return bytes(out)


def test_zip_with_a_password() -> None:
    data = zipped([("a.txt", b"1"), ("b.txt", b"2")])
    assert told(locked(data, [b"a.txt", b"b.txt"])) == [("", Problem.ENCRYPTED)]
    assert told(locked(data, [b"a.txt"])) == [("b.txt", b"2"), ("a.txt", Problem.ENCRYPTED)]


def test_broken_member_costs_itself_only() -> None:
    data = zipped([("a.txt", b"12345"), ("b.txt", b"2")], zipfile.ZIP_STORED).replace(b"12345", b"12x45")
    assert told(data) == [("a.txt", Problem.CORRUPT), ("b.txt", b"2")]


def test_way_of_packing_that_nobody_knows() -> None:
    data = bytearray(zipped([("a.txt", b"1")], zipfile.ZIP_STORED))
    data[8], data[data.index(b"PK\x01\x02") + 10] = 97, 97
    assert told(bytes(data)) == [("a.txt", Problem.UNSUPPORTED)]


@pytest.mark.parametrize("data", [b"PK\x03\x04", zipped([("a.txt", b"1")])[:-30], b"\x1f\x8b1", b"BZh1", b"\xfd7zXZ\0"])
def test_what_is_no_archive_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match="."):
        read(data)


def test_empty_archive() -> None:
    assert told(zipped([])) == []


def test_bomb_of_one_member_stops_at_the_limit() -> None:
    data = zipped([("a.txt", b"1"), ("zeros", bytes(5_000_000)), ("b.txt", b"2")])
    tracemalloc.start()
    assert told(data) == [("a.txt", b"1"), ("", Problem.UNSUPPORTED)]
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


def test_bomb_of_many_members_stops_at_the_limit() -> None:
    found = told(zipped([(f"{n}.bin", bytes(300_000)) for n in range(10)]))
    assert [name for name, _ in found] == ["0.bin", "1.bin", "2.bin", ""]


def test_false_sizes_do_not_hide_a_bomb() -> None:
    data = bytearray(zipped([("zeros", bytes(5_000_000))]))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, 22, 10)
    struct.pack_into("<I", data, at + 24, 10)
    assert told(bytes(data)) == [("zeros", Problem.CORRUPT)]


def test_ratio_of_an_attack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_BLOWN", 1000)
    data = zipped([("zeros", bytes(900_000))])
    assert told(data) == [("", Problem.UNSUPPORTED)]
    assert told(zipped([("a.txt", TEXT * 100)]))[0][1] == TEXT * 100


def test_more_members_than_are_read() -> None:
    found = read(zipped([(f"{n}", b"") for n in range(10_000)]), most_members=50)
    assert len(found) == 51
    assert (found[-1].name, found[-1].flag and found[-1].flag.problem) == ("", Problem.UNSUPPORTED)


def test_zip_in_a_zip_is_a_member() -> None:
    inner = zipped([("a.txt", b"1")])
    assert told(zipped([("b.zip", inner)])) == [("b.zip", inner)]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tar_packed_or_not(mode: str) -> None:
    assert told(tarred({MINUTES: TEXT, "../b.txt": b"2"}, mode)) == [(MINUTES, TEXT), ("b.txt", Problem.UNSUPPORTED)]


@pytest.mark.parametrize(("pack", "suffix"), [(gzip.compress, ".gz"), (bz2.compress, ".bz2"), (lzma.compress, ".xz")])
def test_single_file_is_named_after_its_archive(pack: Callable[[bytes], bytes], suffix: str) -> None:
    assert [(held.name, held.data) for held in read(pack(TEXT), name=f"Báo cáo.txt{suffix}")] == [("Báo cáo.txt", TEXT)]
    assert [held.name for held in read(pack(TEXT))] == ["khong-ten"]


def test_single_file_that_names_itself() -> None:
    out = io.BytesIO()
    with gzip.GzipFile("a.txt", "wb", fileobj=out) as file:
        file.write(TEXT)
    assert told(out.getvalue()) == [("a.txt", TEXT)]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_bomb_in_a_stream(pack: Callable[[bytes], bytes]) -> None:
    assert told(pack(bytes(5_000_000))) == [("", Problem.UNSUPPORTED)]
    assert told(pack(tarred({"zeros": bytes(5_000_000)}))) == [("", Problem.UNSUPPORTED)]


def test_tar_whose_headers_are_the_bomb() -> None:
    data = tarred({"a.txt": b"1"})[:1024] + tarred({"x" * 3_000_000: b"2"})
    assert told(gzip.compress(data)) == [("a.txt", b"1"), ("", Problem.UNSUPPORTED)]


def test_tar_that_is_cut_off() -> None:
    data = tarred({"a.txt": b"1", "b.txt": TEXT * 1000})
    assert told(data[:4096]) == [("a.txt", b"1"), ("b.txt", Problem.CORRUPT), ("", Problem.CORRUPT)]


def test_stream_that_is_cut_off() -> None:
    assert told(gzip.compress(TEXT * 1000)[:-8]) == [("khong-ten", Problem.CORRUPT)]


def rar4(files: Mapping[str, bytes], volume: bool = False, secret: bool = False) -> bytes:
    """A RAR 4 archive of stored files."""
    out = b"Rar!\x1a\x07\0" + _rar4_block(0x73, 1 if volume else 0, bytes(6))
    for name, data in files.items():
        stored = name.encode()
        head = struct.pack("<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0, 29, 0x30, len(stored), 0o100644)
        out += _rar4_block(0x74, 0x8000 | (4 if secret else 0), head + stored) + data
    return out + _rar4_block(0x7B, 0x4000, b"")


def _rar4_block(kind: int, flags: int, rest: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def rar5(files: Mapping[str, bytes], volume: bool = False, secret: Sequence[str] = ()) -> bytes:
    """A RAR 5 archive of stored files; ``secret`` ones have a record of their encryption."""
    out = b"Rar!\x1a\x07\x01\0" + _rar5_block(1, bytes([1 if volume else 0]), b"", None)
    for name, data in files.items():
        stored = name.encode()
        head = bytes([4]) + _vint(len(data)) + bytes([0x20]) + struct.pack("<I", zlib.crc32(data)) + bytes(2) + _vint(len(stored)) + stored
        extra = _vint(49) + bytes([1, 0, 0, 15]) + bytes(45) if name in secret else b""
        out += _rar5_block(2, head, extra, data)
    return out + _rar5_block(5, bytes(1), b"", None)


def _rar5_block(kind: int, rest: bytes, extra: bytes, data: bytes | None) -> bytes:
    flags = (1 if extra else 0) | (2 if data is not None else 0)
    sizes = (_vint(len(extra)) if extra else b"") + (_vint(len(data)) if data is not None else b"")
    body = _vint(kind) + _vint(flags) + sizes + rest + extra
    head = _vint(len(body)) + body
    return struct.pack("<I", zlib.crc32(head)) + head + (data or b"")


def _vint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def seven_zip(files: Mapping[str, bytes]) -> bytes:
    """A 7z archive, which libarchive writes as well."""
    libarchive = pytest.importorskip("libarchive")
    out: list[bytes] = []
    with libarchive.custom_writer(lambda data: out.append(bytes(data)) or len(data), "7zip") as file:
        for name, data in files.items():
            file.add_file_from_memory(name, len(data), data)
    return b"".join(out)


@pytest.fixture
def _libarchive() -> None:
    try:
        wrapped._library()
    except MissingError:
        pytest.skip("libarchive is not installed")


needs_libarchive = pytest.mark.usefixtures("_libarchive")


@needs_libarchive
@pytest.mark.parametrize("pack", [seven_zip, rar5])
def test_archives_of_other_programs(pack: Callable[[Mapping[str, bytes]], bytes]) -> None:
    assert told(pack({MINUTES: TEXT, "b.txt": b"2"})) == [(MINUTES, TEXT), ("b.txt", b"2")]


@needs_libarchive
def test_old_rar() -> None:
    assert told(rar4({"a.txt": TEXT, "b.txt": b"2"})) == [("a.txt", TEXT), ("b.txt", b"2")]


@needs_libarchive
def test_rar_with_a_password() -> None:
    assert told(rar5({"a.txt": b"1", "b.txt": b"2"}, secret=["a.txt"])) == [("b.txt", b"2"), ("a.txt", Problem.ENCRYPTED)]
    assert told(rar5({"a.txt": b"1"}, secret=["a.txt"])) == [("", Problem.ENCRYPTED)]
    assert told(rar4({"a.txt": b"1"}, secret=True)) == [("", Problem.ENCRYPTED)]


@needs_libarchive
@pytest.mark.parametrize("pack", [rar4, rar5])
def test_rar_that_is_one_of_several_parts(pack: Callable[..., bytes]) -> None:
    found = read(pack({"a.txt": b"1"}, volume=True))
    assert [held.name for held in found] == ["a.txt", ""]
    assert found[-1].flag is not None
    assert "nhiều phần" in found[-1].flag.detail


@needs_libarchive
def test_rar_that_is_cut_off() -> None:
    data = rar5({"a.txt": b"1", "b.txt": b"x" * 2000})
    assert told(data[:-1000])[:2] == [("a.txt", b"1"), ("b.txt", Problem.CORRUPT)]


@needs_libarchive
@pytest.mark.parametrize("pack", [seven_zip, rar5])
def test_bombs_of_other_programs(pack: Callable[[Mapping[str, bytes]], bytes]) -> None:
    assert told(pack({"a.txt": b"1", "zeros": bytes(3_000_000)})) == [("a.txt", b"1"), ("", Problem.UNSUPPORTED)]


@needs_libarchive
def test_names_that_lead_out_of_a_rar() -> None:
    assert told(rar5({"../a.txt": b"1"})) == [("a.txt", Problem.UNSUPPORTED)]


@needs_libarchive
def test_vietnamese_names_whatever_the_locale() -> None:
    import locale

    before, data = locale.setlocale(locale.LC_CTYPE), seven_zip({MINUTES: TEXT})
    try:
        locale.setlocale(locale.LC_CTYPE, "C")
        assert told(data)[0][0] == MINUTES
        assert locale.setlocale(locale.LC_CTYPE) == "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def test_without_libarchive(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> object:
        raise MissingError

    monkeypatch.setattr(wrapped, "_library", missing)
    (held,) = read(rar5({"a.txt": b"1"}))
    assert held.name == ""
    assert held.flag is not None
    assert held.flag.problem is Problem.UNSUPPORTED
    assert "zip" in held.flag.detail

"""Formats are told by content: what a file is called decides nothing but ties."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest

from pipeline.extractors import formats
from pipeline.extractors.formats import Format, format_of
from pipeline.extractors.limits import TooLargeError


def zipped(*names: str, **texts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
        for name, text in texts.items():
            archive.writestr(name, text)
    return out.getvalue()


def tarred(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


WORD_2003 = '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument><w:body/></w:wordDocument>'
LETTER = b"Return-Path: <a@b.vn>\r\nReceived: from x\r\n\tby y\r\nFrom: a@b.vn\r\nSubject: x\r\n\r\n<html><body>x</body></html>"
KIND = "application/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), Format.DOCX),
        (zipped("[Content_Types].xml", "word/document2.xml"), Format.DOCX),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), Format.XLSX),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), Format.XLSX),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), Format.PPTX),
        (zipped("[Content_Types].xml", "visio/document.xml"), Format.UNKNOWN),
        (zipped(mimetype=f"{KIND}text"), Format.ODT),
        (zipped(mimetype=f"{KIND}text-template"), Format.ODT),
        (zipped(mimetype=f"{KIND}spreadsheet"), Format.ODS),
        (zipped(mimetype=f"{KIND}presentation"), Format.FLAT),
        (zipped(mimetype=f"{KIND}graphics"), Format.UNKNOWN),
        (zipped(mimetype="application/epub+zip"), Format.UNKNOWN),
        (zipped("META-INF/MANIFEST.MF", "a.class"), Format.UNKNOWN),
        (zipped("Index/Document.iwa"), Format.UNKNOWN),
        (zipped("Biên bản/word.docx"), Format.ZIP),
        (zipped(), Format.ZIP),
        (tarred("a.pdf", b"%PDF-1.4"), Format.LIBARCHIVE),
        (gzip.compress(b"1"), Format.LIBARCHIVE),
        (bz2.compress(b"1"), Format.LIBARCHIVE),
        (lzma.compress(b"1"), Format.LIBARCHIVE),
        (b"Rar!\x1a\x07\0stored %PDF-1.4", Format.LIBARCHIVE),
        (b"7z\xbc\xaf\x27\x1c\0\4", Format.LIBARCHIVE),
        (b"\n\n%PDF-1.4", Format.PDF),
        (b"\xff\xd8\xff\xe0", Format.IMAGE),
        (b"BM\x36\0\1\0\0\0\0\0\x36\0\0\0", Format.IMAGE),
        (b"\0\0\0\x18ftypheic", Format.IMAGE),
        (b"RIFF\x24\0\0\0WEBPVP8 ", Format.IMAGE),
        (b"RIFF\x24\0\0\0WAVEfmt ", Format.UNKNOWN),
        (b"\0\0\0\x18ftypmp42\0\0", Format.UNKNOWN),
        (b"ID3\x03\0\0\0\0\0", Format.UNKNOWN),
        (b"{\\rtf1\\ansi x}", Format.RTF),
        (b"\r\n {\\RTF1 x}", Format.RTF),
        (LETTER, Format.EML),
        (b"From chi bo Mon Mar 8\n" + LETTER, Format.EML),
        (b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n<html>', Format.EML),
        (b"<!DOCTYPE html><html></html>", Format.HTML),
        ("\ufeff<html><body>x".encode("utf-16-le"), Format.HTML),
        (WORD_2003.encode(), Format.FLAT),
        (b'<?xml version="1.0"?><office:document office:version="1.2">', Format.FLAT),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', Format.FLAT),
        ("Chi bộ họp tháng 3.".encode(), Format.TEXT),
        ("Chi bộ họp tháng 3.".encode("utf-16"), Format.TEXT),
        ("Chi bộ họp tháng 3.".encode("utf-16-le"), Format.TEXT),
        ("Chi bộ họp tháng 3.".encode("utf-16-be"), Format.TEXT),
        ("BM 01: biểu mẫu".encode(), Format.TEXT),
        (b"So: ID3/CB\n", Format.TEXT),
        ("Kính gửi: Đảng ủy\nNgày: 8/3\n".encode(), Format.TEXT),
        (b"Bi\xaan b\xb6n", Format.TEXT),
        (b"MZ\x90\0\x03\0\0\0" + zipped("a.txt"), Format.UNKNOWN),
        (b"\x7fELF\x02\x01\x01\0\0\0", Format.UNKNOWN),
        (b"L\0\0\0\x01\x14\x02\0", Format.UNKNOWN),
        (bytes(range(256)), Format.UNKNOWN),
    ],
)
def test_told_by_content(data: bytes, told: Format) -> None:
    for suffix in ("", ".docx", ".jpg"):
        assert format_of(data, suffix) is told


def test_a_suffix_breaks_ties() -> None:
    assert format_of("Chữ, không có thẻ nào".encode(), ".html") is Format.HTML
    assert format_of(b"x\nSubject: a\nTo: b\n\n", ".eml") is Format.EML
    assert format_of(b"x\nSubject: a\nTo: b\n\n", ".txt") is Format.TEXT


def test_zip_that_is_cut_off() -> None:
    with pytest.raises(zipfile.BadZipFile):
        format_of(zipped("a.txt")[:-10], ".docx")


def test_directory_of_a_zip_that_would_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "_MOST_ENTRIES", 10)
    with pytest.raises(TooLargeError):
        format_of(zipped(*map(str, range(11))), ".zip")


def test_bytes_that_hold_a_tag_by_chance_are_no_page() -> None:
    program = b"MZ\x90\0\x03\0\0\0" + bytes(range(256)) + b"<p class=" + bytes(range(256))
    assert format_of(program, ".exe") is Format.UNKNOWN
    assert format_of(b"\x1f\x9d\x90" + b"\x01\x02\x03\x04 <table " * 20, ".z") is Format.UNKNOWN

"""Files behind a password are told from broken ones by what they say before anything is encrypted."""

import io
import struct
import zipfile

import pytest

from pipeline.extractors.formats import Format, format_of

SECTOR = 512
FREE, END, TABLE, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream: allocation table, directory, then the stream, never so short as to stand in the mini stream."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // SECTOR)
    chain = [TABLE, END, *range(3, 2 + sectors), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    head = struct.pack("<8s16s5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    root, entry = _entry("Root Entry", 5, 1, END, 0), _entry(name, 2, NONE, 2, len(stream))
    return head + table + (root + entry).ljust(SECTOR, b"\0") + stream.ljust(sectors * SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBB3I36xIQ", wide, len(wide), kind, 1, NONE, NONE, child, start, size)


def open_document(manifest: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", "<x/>")
    return out.getvalue()


BOF = struct.pack("<HHHH12x", 0x809, 16, 0x600, 5)
FILEPASS = struct.pack("<HHH52x", 0x2F, 54, 1)
WITHIN = struct.pack("<HHHH", 0x42, 4, 0x2F, 54)
CODEPAGE = struct.pack("<HHH", 0x42, 2, 1200)


@pytest.mark.parametrize(
    ("stream", "told"),
    [(BOF + FILEPASS, Format.LOCKED), (BOF + WITHIN, Format.XLS), (BOF + CODEPAGE, Format.XLS), (b"\x09", Format.XLS)],
)
def test_old_workbook_with_a_password(stream: bytes, told: Format) -> None:
    assert format_of(compound("Workbook", stream), ".xls") is told


def test_open_document_with_a_password() -> None:
    entry = '<manifest:file-entry manifest:full-path="content.xml">{}</manifest:file-entry>'
    assert format_of(open_document(entry.format("<manifest:encryption-data/>")), ".ods") is Format.LOCKED
    assert format_of(open_document(entry.format("")), ".ods") is Format.ODS

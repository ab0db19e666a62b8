"""Reading: one file in, one Source out. Nothing that happens inside a file goes further than its Source.

What a file is, its bytes say and not its name; a reader is imported when the first file of its format comes.
"""

import hashlib
import io
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.model import Flag, Problem, Source

_SKIPPED = re.compile(r"~\$.*|\.~lock.*|\._.*|thumbs\.db|\.ds_store|desktop\.ini|__macosx", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_READ_SUFFIXES = frozenset({".docx", ".docm", ".xlsx", ".xlsm", ".pdf"})
_PDF_HEAD = 1024  # the mark %PDF may stand behind as many bytes

_EMPTY_FILE = "Tệp rỗng (0 byte): hãy chép lại tệp từ nơi lưu bản gốc."
_NO_TEXT = "Tệp mở được nhưng không có chữ nào: hãy kiểm tra lại có nộp đúng tệp không."
_LOCKED = "Tệp có mật khẩu: hãy bỏ mật khẩu (lưu lại không đặt mật khẩu) rồi nộp lại."
_BROKEN = "Tệp hỏng, không mở được: hãy chép lại hoặc lưu lại tệp từ bản gốc."
_UNKNOWN = "Chưa đọc được loại tệp này: hãy lưu thành docx, pdf (có chữ) hoặc xlsx rồi nộp lại."


def files(root: Path) -> tuple[Path, ...]:
    """All files under ``root`` at any depth, sorted, without lock files and system files; no link leads out of ``root``."""
    return tuple(sorted(_walk(root), key=lambda path: relative(root, path)))


def relative(root: Path, path: Path) -> str:
    """Path of a file within ``root``: ``/`` as separator, NFC."""
    return unicodedata.normalize("NFC", path.relative_to(root).as_posix())


def _walk(root: Path) -> Iterator[Path]:
    home = root.resolve()
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not _SKIPPED.fullmatch(name)]
        for path in (Path(folder, name) for name in names if not _SKIPPED.fullmatch(name)):
            inside = not path.is_symlink() or path.resolve().is_relative_to(home)
            if inside and path.is_file():
                yield path


def read(root: Path, path: Path) -> Source:
    """Reads the file ``path`` under ``root``. Never raises for what a file holds: problems are flags of the Source."""
    name = relative(root, path)
    data = b""
    try:
        data = path.read_bytes()
        source = _read(data, path.suffix.lower())
    except Exception:  # noqa: BLE001  the one per-file boundary
        source = _failed(Problem.CORRUPT, _BROKEN, path.suffix.lower().lstrip("."))
    return replace(source, path=name, sha=hashlib.sha256(data).hexdigest())


def _failed(problem: Problem, detail: str, method: str = "") -> Source:
    return Source("", (), None, method, problems=(Flag(problem, detail=detail),))


def _read(data: bytes, suffix: str) -> Source:
    if not data:
        return _failed(Problem.EMPTY, _EMPTY_FILE)
    method = _format(data, suffix)
    if method == "locked":
        return _failed(Problem.ENCRYPTED, _LOCKED)
    if method == "unknown":
        return _failed(Problem.UNSUPPORTED, _UNKNOWN)
    source = _reader(method, data)
    if not source.passages and not source.problems:
        return replace(source, problems=(Flag(Problem.EMPTY, detail=_NO_TEXT),))
    return source


def _reader(method: str, data: bytes) -> Source:
    if method == "docx":
        from pipeline.extractors import docx

        return docx.read(data)
    if method == "pdf":
        from pipeline.extractors import pdf

        return pdf.read(data)
    from pipeline.extractors import sheet

    return sheet.read(data)


def _format(data: bytes, suffix: str) -> str:
    """Format by content: docx, pdf, xlsx, locked or unknown. Raises where a file is not what its suffix promises."""
    if data.startswith(b"PK"):
        return _office(data)
    if b"%PDF-" in data[:_PDF_HEAD]:
        return "pdf"
    if data.startswith(_OLE):
        return "locked" if _ENCRYPTED_PACKAGE in data else "unknown"
    if suffix in _READ_SUFFIXES and not _other(data):
        raise ValueError(f"not a {suffix} file")
    return "unknown"


def _office(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    if any(re.fullmatch(r"word/document\w*\.xml", name) for name in names):
        return "docx"
    return "xlsx" if any(name.startswith("xl/workbook.") for name in names) else "unknown"


def _other(data: bytes) -> bool:
    """Whether the bytes are of another format that people save under a wrong suffix: rtf, html, an image."""
    return (
        data.lstrip()[:5]
        .lower()
        .startswith((b"{\\rtf", b"<html", b"<!doc", b"<?xml", b"\xff\xd8\xff", b"\x89png", b"gif8", b"ii*\0", b"mm\0*"))
    )

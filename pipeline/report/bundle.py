"""Bundle: a zip that lays a cell's evidence on the table in the form's order: a folder a criterion, files named by code, an index."""

import hashlib
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from pipeline.model import Evidence, Report, number_of

Contents = Callable[[str], bytes]
"""Bytes of a document by its path. Raises OSError or KeyError where it is not there any more."""

Index = Callable[[Mapping[tuple[str, str], str]], Mapping[str, bytes]]
"""Index files by name, made of the names in the bundle by criterion and path."""

_GONE = "không còn trong thư mục hồ sơ, chỉ có tên trong danh mục"
_CHANGED = "đã thay đổi sau khi kiểm tra, nên chạy lại “minhchung check”"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_LONGEST = 80  # characters of a file's own name: paths on Windows end at 260
_DATE = (1980, 1, 1, 0, 0, 0)
_PACKED = {".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".jpg", ".jpeg", ".png", ".heic", ".webp", ".zip", ".7z", ".rar", ".gz"}


@dataclass(frozen=True, slots=True)
class Item:
    """A file in the bundle: its name there, the document's path, the criterion, its codes."""

    name: str
    path: str
    criterion: str
    codes: tuple[str, ...]


def items(report: Report) -> tuple[Item, ...]:
    """One file a criterion and submitted file, in the order of the form and of the codes. Parts of one file share it."""
    order = list(dict.fromkeys(r.of for r in report.form.rows))
    codes: dict[tuple[str, str], list[Evidence]] = {}
    for finding in report.findings:
        for e in finding.evidence:
            codes.setdefault((finding.criterion, e.document), []).append(e)
    made = []
    for (criterion, path), found in codes.items():
        told = tuple(sorted({e.code for e in found}, key=number_of))
        made.append(Item(f"{criterion}/{told[0]} {_name(path)}", path, criterion, told))
    return tuple(sorted(made, key=lambda i: (order.index(i.criterion), number_of(i.codes[0]))))


def write(report: Report, contents: Contents, index: Index, out: IO[bytes]) -> tuple[tuple[str, str], ...]:
    """Writes the zip; returns what is wrong with files: path and what, in Vietnamese. ``out``: a seekable binary file."""
    shas = {d.path: d.sha for d in report.documents}
    troubles: dict[str, str] = {}
    inside: dict[tuple[str, str], str] = {}
    with zipfile.ZipFile(out, "w") as archive:
        for item in items(report):
            try:
                data = contents(item.path)
            except (OSError, KeyError):
                troubles[item.path] = _GONE
                continue
            if shas.get(item.path) and hashlib.sha256(data).hexdigest() != shas[item.path]:
                troubles[item.path] = _CHANGED
            _add(archive, item.name, data)
            inside[item.criterion, item.path] = item.name
        for name, data in index(inside).items():
            _add(archive, name, data)
    return tuple(troubles.items())


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_STORED if PurePosixPath(name).suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


def _name(path: str) -> str:
    """The file's own name as every system takes it, shortened before its suffix."""
    own = _FORBIDDEN.sub(" ", re.split(r"!/|/", path)[-1])
    stem, suffix = PurePosixPath(own).stem, PurePosixPath(own).suffix
    return f"{' '.join(stem.split())[:_LONGEST].rstrip(' .')}{suffix[:12].rstrip(' .')}"

"""Reading: one file in, its Sources out. Nothing that happens inside a file goes further than its Sources.

What a file is, its bytes say and not its name; a reader is imported when the first file of its format comes. An archive or a letter
holds members: each is a Source of its own.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pipeline.extractors.formats import CONTAINERS, PROMISED, Format, format_of
from pipeline.extractors.held import Held
from pipeline.extractors.limits import DEEPEST, LARGEST, Room, TooLargeError
from pipeline.extractors.settle import settled
from pipeline.model import Flag, Problem, Source

if TYPE_CHECKING:
    from pipeline.extractors.layout.words import Page

_READERS = {Format.XLSX: "sheet", Format.XLS: "sheet", Format.ODS: "sheet"}
_SKIPPED = re.compile(r"~\$.*|\.~lock.*|\._.*|thumbs\.db|\.ds_store|desktop\.ini|__macosx", re.IGNORECASE)

_EMPTY_FILE = "Tệp rỗng (0 byte): hãy chép lại tệp từ nơi lưu bản gốc."
_NO_TEXT = "Tệp mở được nhưng không có chữ nào: hãy kiểm tra lại có nộp đúng tệp không."
_LOCKED = "Tệp có mật khẩu: hãy bỏ mật khẩu (lưu lại không đặt mật khẩu) rồi nộp lại."
_BROKEN = "Tệp hỏng, không mở được: hãy chép lại hoặc lưu lại tệp từ bản gốc."
_UNKNOWN = "Chưa đọc được loại tệp này: hãy lưu thành docx, pdf hoặc xlsx rồi nộp lại."
_CLOSED = "Không mở được thư mục này nên chưa xem các tệp bên trong: hãy cấp quyền đọc hoặc chép lại thư mục."
_HUGE = "Tệp quá lớn (hoặc bung ra quá lớn) nên không đọc: hãy tách nhỏ rồi nộp lại."
_NESTED = "Tệp nén lồng nhau quá nhiều lớp: hãy giải nén rồi nộp lại."
_NOTHING_HELD = "Tệp nén không có tệp nào bên trong."
_NO_OCR = "Tệp chỉ có ảnh quét, máy chưa cài Tesseract tiếng Việt nên chưa đọc được: cài tesseract-ocr-vie rồi chạy lại."
_NO_OCR_PAGES = "Trang {} là ảnh quét, máy này chưa cài Tesseract tiếng Việt nên chưa đọc được: cài tesseract-ocr-vie rồi chạy lại."

Recognised = Mapping[tuple[str, int], "Page | None"]
"""Recognised pages by ``Source.path`` and number of the page; None for a page that could not be recognised."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before reading: recognised pages and paths of sources to leave out. ``boxes``: see ``read``."""

    recognised: Recognised
    skip: Set[str] = frozenset()
    boxes: bool = False


def files(root: Path) -> tuple[Path, ...]:
    """All files under ``root`` at any depth, sorted, without lock files and system files; no link leads out of ``root``.

    A folder that cannot be opened stands for the files in it. Raises OSError where ``root`` cannot be opened.
    """
    return tuple(sorted(_walk(root), key=lambda path: relative(root, path)))


def is_system_file(name: str) -> bool:
    """Whether a name is that of a lock file or a file of the operating system."""
    return _SKIPPED.fullmatch(name) is not None


def relative(root: Path, path: Path) -> str:
    """Path of a file within ``root``: ``/`` as separator, NFC."""
    return unicodedata.normalize("NFC", path.relative_to(root).as_posix())


def _walk(root: Path) -> Iterator[Path]:
    """Files, and folders that cannot be opened. Raises OSError where the root cannot."""
    home = root.resolve()
    closed: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=closed.append):
        folders[:] = [name for name in folders if not _SKIPPED.fullmatch(name)]
        for path in (Path(folder, name) for name in names if not _SKIPPED.fullmatch(name)):
            inside = not path.is_symlink() or path.resolve().is_relative_to(home)
            if inside and path.is_file():
                yield path
    for error in closed:
        if Path(error.filename) == root:
            raise error
        yield Path(error.filename)


def read(root: Path, path: Path, recognised: Recognised | None = None, boxes: bool = False) -> tuple[Source, ...]:
    """Reads the file ``path`` under ``root``: one Source, or one for each member. Never raises for what a file holds.

    Pages that have to be recognised and are not among ``recognised`` are told in ``Source.wanted``. ``boxes``: keep the places of words
    of text layers too, those of recognised pages are always kept.
    """
    return tuple(told for told in stream(root, path, Known(recognised or {}, frozenset(), boxes)) if isinstance(told, Source))


def stream(root: Path, path: Path, known: Known) -> Iterator[Source | str]:
    """As ``read``, one by one: the path of each file or member before it is read, then its Source."""
    name = relative(root, path)
    yield name
    try:
        if path.is_dir():
            yield failed(name, Problem.UNREADABLE, _CLOSED)
            return
        if path.stat().st_size > LARGEST:
            yield failed(name, Problem.UNSUPPORTED, _HUGE)
            return
        data = path.read_bytes()
    except OSError:
        yield failed(name, Problem.CORRUPT, _BROKEN)
        return
    yield from _sources(name, data, known, Room())


def recognise(root: Path, path: Path, member: str, number: int) -> "Page | None":
    """Page ``number`` of the source ``member`` in the file ``path``, recognised in its picture; None where that fails."""
    from pipeline.extractors.ocr import engine

    reads = engine()
    if reads is None:
        return None
    try:
        data, told = _member_of(root, path, path.stat().st_mtime_ns, member)
        with _reader(told).picture(data, number) as (image, dpi):
            page: Page = reads.page(image, number, dpi)
            return page
    except Exception:  # noqa: BLE001  a broken page costs a page
        return None


def content(root: Path, member: str) -> bytes:
    """The bytes of the file or of the member of an archive that ``Source.path`` names. Raises OSError, KeyError."""
    outer = member.split("!/")[0]
    path = root / outer
    if not path.is_file():  # names are told in NFC, the disk may keep them otherwise
        path = next((p for p in files(root) if relative(root, p) == outer), path)
    if not path.resolve().is_relative_to(root.resolve()):
        raise KeyError(member)
    return _member_of(root, path, path.stat().st_mtime_ns, member)[0]


@lru_cache(maxsize=1)
def _member_of(root: Path, path: Path, _changed: int, member: str) -> tuple[bytes, Format]:
    """The bytes of a source and their format. The last one is kept: its pages are asked for one after the other."""
    name, data = relative(root, path), path.read_bytes()
    while member != name:
        data, name = _inner(data, name, member)
    return data, format_of(data, PurePosixPath(name).suffix.lower())


def _inner(data: bytes, name: str, member: str) -> tuple[bytes, str]:
    """The member of a container whose path leads to ``member``."""
    for held in _opened(name, data, format_of(data, PurePosixPath(name).suffix.lower()), Room())[1]:
        inner = f"{name}!/{held.name}"
        if member == inner or member.startswith(f"{inner}!/"):
            return held.data, inner
    raise KeyError(member)


def unrecognised(source: Source) -> Source:
    """A Source whose pictures nothing can read, since Tesseract is not installed."""
    pages = ", ".join(map(str, source.wanted))
    some = bool(source.passages)
    flag = Flag(Problem.LOW_OCR if some else Problem.UNSUPPORTED, detail=_NO_OCR_PAGES.format(pages) if some else _NO_OCR)
    return replace(source, wanted=(), problems=(*(f for f in source.problems if f.problem is not Problem.UNREADABLE), flag))


def failed(path: str, problem: Problem, detail: str, method: str = "", sha: str = "") -> Source:
    """A Source of a file of which nothing was read. ``detail``: what is wrong and what to do, in Vietnamese."""
    return Source(path, (), None, method, sha, problems=(Flag(problem, detail=detail),))


def _sources(name: str, data: bytes, known: Known, room: Room) -> Iterator[Source | str]:
    suffix = PurePosixPath(name).suffix.lower()
    sha = hashlib.sha256(data).hexdigest()
    try:
        for told in _read(name, data, known, room):
            yield told if isinstance(told, str) or told.sha else replace(told, sha=sha)
    except (MemoryError, TooLargeError):
        yield failed(name, Problem.UNSUPPORTED, _HUGE, suffix.lstrip("."), sha)
    except Exception:  # noqa: BLE001  the one per-file boundary
        yield failed(name, Problem.CORRUPT, _BROKEN, suffix.lstrip("."), sha)


def _read(name: str, data: bytes, known: Known, room: Room) -> Iterator[Source | str]:
    suffix = PurePosixPath(name).suffix.lower()
    if not data:
        yield failed(name, Problem.EMPTY, _EMPTY_FILE)
        return
    told = format_of(data, suffix)
    if told is Format.LOCKED:
        yield failed(name, Problem.ENCRYPTED, _LOCKED)
    elif told is Format.UNKNOWN and suffix in PROMISED:
        raise ValueError(f"not a {suffix} file")
    elif told is Format.UNKNOWN:
        yield failed(name, Problem.UNSUPPORTED, _UNKNOWN)
    elif told in (*CONTAINERS, Format.EML, Format.MSG):
        yield from _container(name, data, told, known, room)
    else:
        yield _document(name, data, told, known)


def _document(name: str, data: bytes, told: Format, known: Known) -> Source:
    reader = _reader(told)
    pages = {page: found for (of, page), found in known.recognised.items() if of == name}
    if told is Format.PDF:
        source = reader.read(data, pages, known.boxes)
    else:
        source = reader.read(data, pages) if hasattr(reader, "picture") else reader.read(data)
    return _complete(replace(settled(source), path=name, method=source.method or told.value))


def _reader(told: Format) -> Any:
    return import_module(f"pipeline.extractors.{_READERS.get(told, told.value)}")


def _complete(source: Source) -> Source:
    if not source.passages and not source.problems and not source.wanted:
        return replace(source, problems=(Flag(Problem.EMPTY, detail=_NO_TEXT),))
    return source


def _opened(name: str, data: bytes, told: Format, room: Room) -> tuple[Source | None, Iterable[Held]]:
    """What a container says itself, and what it holds."""
    if told in CONTAINERS:
        from pipeline.extractors import archive

        return None, archive.members(data, room.left.bytes, room.left.members, PurePosixPath(name).name)
    from pipeline.extractors import mail

    letter: tuple[Source, list[Held]] = mail.read(data, told is Format.MSG)
    return letter


def _container(name: str, data: bytes, told: Format, known: Known, room: Room) -> Iterator[Source | str]:
    if len(room.outer) == DEEPEST:
        yield failed(name, Problem.UNSUPPORTED, _NESTED)
        return
    own, members = _opened(name, data, told, room)
    if own is not None and name not in known.skip:
        yield _complete(replace(settled(own), path=name))
    empty = own is None
    inside = replace(room, outer=(*room.outer, name))
    for held in members:
        empty = False
        room.left.take(len(held.data))
        if not any(_SKIPPED.fullmatch(part) for part in held.name.split("/")):
            yield from _member(f"{name}!/{held.name}" if held.name else name, held, known, inside)
    if empty:
        yield failed(name, Problem.EMPTY, _NOTHING_HELD)


def _member(name: str, held: Held, known: Known, room: Room) -> Iterator[Source | str]:
    if name in known.skip:
        return
    yield name
    if held.flag is not None:
        yield Source(name, (), None, "", problems=(held.flag,))
    else:
        yield from _sources(name, held.data, known, room)

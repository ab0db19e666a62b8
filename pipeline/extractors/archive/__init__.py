"""Archives: zip, 7z, rar, tar and single compressed files. Members are unpacked one by one into memory, never onto the disk.

What unpacks to too much is cut off where that shows, whatever sizes it declares.
"""

from collections.abc import Iterator

from pipeline.extractors.archive import streams, wrapped, zipped
from pipeline.extractors.archive.entry import BrokenError, Entry, LockedError, MissingError, PartError, StrangeError
from pipeline.extractors.held import Held
from pipeline.extractors.limits import TooLargeError
from pipeline.extractors.names import safe, unique
from pipeline.model import Flag, Problem

_BLOWN = 100_000_000  # bytes a member may unpack to at any ratio
_RATIO = 200  # more than so many bytes from one are an attack

_REFUSED: dict[type[Exception], str] = {
    TooLargeError: "Tệp nén bung ra quá lớn hoặc chứa quá nhiều tệp, phần còn lại không đọc: hãy tách nhỏ rồi nộp lại.",
    StrangeError: "Tệp nén bằng kiểu nén chưa đọc được: hãy nén lại thành zip thường rồi nộp lại.",
    PartError: "Tệp nén bị chia thành nhiều phần (part1, part2 …): hãy nén lại thành một tệp zip rồi nộp lại.",
    MissingError: "Máy này chưa cài libarchive nên chưa đọc được tệp 7z, rar: hãy nén lại thành zip, hoặc cài libarchive rồi chạy lại.",
}
_CUT = "Tệp nén hỏng giữa chừng (hoặc thiếu phần sau), các tệp còn lại không đọc được: hãy nén lại từ bản gốc."
_ALL_LOCKED = "Tệp nén có mật khẩu: hãy nén lại không đặt mật khẩu rồi nộp lại."
_LOCKED = "Tệp trong tệp nén có mật khẩu: hãy nén lại không đặt mật khẩu rồi nộp lại."
_BROKEN = "Tệp trong tệp nén bị hỏng: hãy nén lại từ bản gốc."
_STRANGE = "Tệp trong tệp nén dùng kiểu nén chưa đọc được: hãy nén lại thành zip thường rồi nộp lại."
_OUTSIDE = "Tên tệp trong tệp nén không hợp lệ (trỏ ra ngoài thư mục nén) nên không đọc: hãy nén lại từ thư mục gốc."


def members(data: bytes, most_bytes: int, most_members: int, name: str = "") -> Iterator[Held]:
    """The files in an archive; a flag of the archive itself has no name. ``name``: of the archive, for files that are stored without.

    Where all that was met is locked, the archive is flagged and not each member. Raises BrokenError, a ValueError, where it is no archive.
    """
    locked: list[Held] = []
    read, end = False, None
    try:
        for held in _members(data, most_bytes, most_members, name):
            if held.flag is not None and held.flag.problem is Problem.ENCRYPTED:
                locked.append(held)
            else:
                read = True
                yield held
    except BrokenError:
        if not read and not locked:
            raise
        end = Flag(Problem.CORRUPT, detail=_CUT)
    except LockedError:
        end = Flag(Problem.ENCRYPTED, detail=_ALL_LOCKED)
    except (TooLargeError, StrangeError, PartError, MissingError) as error:
        end = Flag(Problem.UNSUPPORTED, detail=_REFUSED[type(error)])
    if locked and not read:
        locked, end = [], Flag(Problem.ENCRYPTED, detail=_ALL_LOCKED)
    yield from locked
    if end is not None:
        yield Held("", flag=end)


def _members(data: bytes, most_bytes: int, most_members: int, name: str) -> Iterator[Held]:
    left, seen = most_bytes, set[str]()
    for count, entry in enumerate(_entries(data, most_bytes, name)):
        if count == most_members:
            raise TooLargeError("members")
        path, inside = safe(entry.name)
        path = unique(path, seen)
        held = _held(path, entry, left) if inside else _flagged(path, Problem.UNSUPPORTED, _OUTSIDE)
        left -= len(held.data)
        yield held


def _entries(data: bytes, most_bytes: int, name: str) -> Iterator[Entry]:
    if data.startswith(b"PK"):
        return zipped.entries(data)
    if data.startswith((b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")):
        return wrapped.entries(data)
    return streams.entries(data, most_bytes, name)


def _held(path: str, entry: Entry, left: int) -> Held:
    try:
        return Held(path, _unpacked(entry, left))
    except LockedError:
        return _flagged(path, Problem.ENCRYPTED, _LOCKED)
    except BrokenError:
        return _flagged(path, Problem.CORRUPT, _BROKEN)
    except StrangeError:
        return _flagged(path, Problem.UNSUPPORTED, _STRANGE)


def _unpacked(entry: Entry, left: int) -> bytes:
    parts, size = list[bytes](), 0
    for chunk in entry.chunks():
        size += len(chunk)
        if size > left or (entry.packed is not None and size > max(_BLOWN, _RATIO * entry.packed)):
            raise TooLargeError(entry.name)
        parts.append(chunk)
    return b"".join(parts)


def _flagged(name: str, problem: Problem, detail: str) -> Held:
    return Held(name, flag=Flag(problem, detail=detail))

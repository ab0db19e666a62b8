"""A store that fsspec opens (``s3://bucket/folder``): what is in it, and its files one by one.

Credentials and endpoint are those of the environment (``AWS_ENDPOINT_URL``, ``AWS_ACCESS_KEY_ID`` …). Whatever a store's library raises
becomes a ToldError.
"""

import errno
import hashlib
import os
import re
import tempfile
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.extractors import is_system_file
from pipeline.extractors.limits import LARGEST

ARCHIVES = (".zip", ".7z", ".rar")
_FORBIDDEN = re.compile(r'[\\:*?"<>|\x00-\x1f]' if os.name == "nt" else r"\x00")
_LONGEST = 255  # bytes of a file's name
_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE})
"""What goes wrong on this machine while a file is fetched."""


class ToldError(OSError):
    """Something is wrong with a store or a machine: ``strerror`` says what and what to do, in Vietnamese, and is shown as it is."""


Entries = Callable[[str], Mapping[str, bool]]
"""The names in a folder under a root (``""``: the root), as they are spelt there, and whether each is a folder. Raises OSError."""


def named(spellings: Iterable[str]) -> dict[str, str]:
    """Spellings by name, in order. Names are NFC; where two spellings are one name, the second keeps its own."""
    made: dict[str, str] = {}
    for own in sorted(spellings, key=lambda s: (s != unicodedata.normalize("NFC", s), s)):
        bare = _FORBIDDEN.sub("_", own)
        names = chain((unicodedata.normalize("NFC", bare), bare), (bare + "_" * n for n in count(1)))
        made[next(name for name in names if name not in made)] = own
    return dict(sorted(made.items()))


def spelt(entries: Entries, folder: str) -> str:
    """A folder under the root, given by its name, as it is spelt there. Raises OSError."""
    own = ""
    for part in folder.split("/"):
        own = joined(own, named(entries(own)).get(part, part))
    return own


def joined(*parts: str) -> str:
    """Parts of a way, without those that are empty."""
    return "/".join(filter(None, parts))


def entries_of(root: str) -> Entries:
    """What is in the folders of a store. Raises OSError."""
    return partial(_entries, *_opened(root))


def _entries(system: Any, base: str, folder: str) -> dict[str, bool]:
    place = joined(base, folder)
    with _asked(place):
        found = system.ls(place, detail=True)
    made: dict[str, bool] = {}
    for entry in found:
        name = entry["name"].rstrip("/").rpartition("/")[2]
        if name and entry["name"].strip("/") != place.strip("/"):
            made[name] = made.get(name, False) or entry["type"] == "directory"
    return made


class Remote:
    """A cell's folder, or archive, in a store; files are fetched when they are read and not kept. ``home``: there is none here."""

    home: Path | None = None

    def __init__(self, root: str, folder: str) -> None:
        self._system, self._base = _opened(root)
        self._folder = folder
        self._root = root

    @cached_property
    def _place(self) -> str:
        """The folder as the store spells it."""
        direct = joined(self._base, self._folder)
        with _asked(direct):
            if self._system.exists(direct):
                return direct
            return joined(self._base, spelt(partial(_entries, self._system, self._base), self._folder))

    @cached_property
    def _is_archive(self) -> bool:
        with _asked(self._place):
            return self._folder.lower().endswith(ARCHIVES) and bool(self._system.isfile(self._place))

    def names(self) -> tuple[str, ...]:
        """Files, relative to the folder, in order. Raises OSError."""
        return tuple(self._listed)

    @cached_property
    def _listed(self) -> dict[str, Any]:
        """What the store tells of each file."""
        with _asked(self._place):
            if self._is_archive:
                return {self._folder.rpartition("/")[2]: self._system.info(self._place)}
            found = self._system.find(self._place, detail=True)
            if not found and not self._system.exists(self._place):
                raise FileNotFoundError(self._place)
        inner = {path[len(self._place) + 1 :]: told for path, told in found.items()}
        wanted = (own for own in inner if own and not own.endswith("/") and not any(map(is_system_file, own.split("/"))))
        return {name: inner[own] for name, own in named(wanted).items()}

    def sha(self, name: str) -> str:
        """SHA-256 of a file's bytes. Raises OSError."""
        place = self._told(name)["name"]
        with _asked(place), self._system.open(place, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def version(self, name: str) -> str:
        """Changes when the file does: what the store tells of it; each time another where it tells too little. Raises OSError."""
        told = self._told(name)
        marks = [str(told.get(key) or "") for key in ("ETag", "etag", "md5", "LastModified", "mtime", "modified")]
        return "|".join([self._root, told["name"], str(told.get("size")), *(marks if any(marks) else [uuid.uuid4().hex])])

    def _told(self, name: str) -> Any:
        """What the store tells of a file; it is asked for that file alone if nothing was listed."""
        if "_listed" not in self.__dict__:
            direct = self._place if self._is_archive else f"{self._place}/{name}"
            with suppress(FileNotFoundError), _asked(direct, but=FileNotFoundError):
                return self._system.info(direct)
        if name not in self._listed:
            raise _translated(FileNotFoundError(), name)
        return self._listed[name]

    @contextmanager
    def local(self, names: Sequence[str], within: str | None = None) -> Iterator[tuple[Path, list[Path]]]:
        """A folder of this machine (under ``within``) and these files in it, under their last names, while the context lasts."""
        with tempfile.TemporaryDirectory(prefix="minhchung-", dir=within) as folder:
            paths = [Path(folder, str(number), _harmless(name)) for number, name in enumerate(names)]
            for name, path in zip(names, paths, strict=True):
                path.parent.mkdir()
                self._fetch(name, path)
            yield Path(folder), paths

    def _fetch(self, name: str, path: Path) -> None:
        """Copies a file; of one that is too large to be read, its size only."""
        told = self._told(name)
        if (told.get("size") or 0) > LARGEST:
            path.touch()
            os.truncate(path, told["size"])
            return
        with _asked(told["name"]):
            self._system.get_file(told["name"], str(path))


def _harmless(name: str) -> str:
    """The last name of a file, as one that leads nowhere else and can be written here."""
    own = _FORBIDDEN.sub("_", name.rpartition("/")[2])
    if len(os.fsencode(own)) > _LONGEST:
        own = os.fsencode(own)[: _LONGEST - 60].decode("utf-8", "ignore") + PurePosixPath(own).suffix[:15]
    return "_" if own in ("", ".", "..") else own


def _opened(root: str) -> tuple[Any, str]:
    """The file system of an address, with nothing remembered of it, and the place there."""
    import fsspec

    with _asked(root):
        system, place = fsspec.core.url_to_fs(root)
        system.invalidate_cache()
    return system, place.rstrip("/")


@contextmanager
def _asked(place: str, but: type[Exception] = ToldError) -> Iterator[None]:
    """Whatever a store's library raises becomes a ToldError, ``but`` for one; a full disk stays what it is."""
    try:
        yield
    except (ToldError, but):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _DISK:
            raise
        raise _translated(error, place) from error


_UNREACHABLE = frozenset({"ConnectionError", "HTTPClientError", "TimeoutError", "ClientConnectionError", "gaierror"})


def _translated(error: Exception, place: str) -> ToldError:
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if isinstance(error, ImportError):
        missing = getattr(error.__cause__, "name", None) or error.name or "fsspec"
        return ToldError(errno.ENOSYS, f"thiếu gói “{missing}” để mở “{place}”: pip install {missing}")
    if isinstance(error, FileNotFoundError):
        return ToldError(errno.ENOENT, f"kho không có “{place}”: kiểm tra tên kho (bucket), đường dẫn, hoặc tệp vừa bị xóa")
    if kinds & {"NoCredentialsError", "PartialCredentialsError"}:
        return ToldError(errno.EACCES, "chưa có khóa truy cập kho: đặt AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY")
    if isinstance(error, PermissionError):
        return ToldError(errno.EACCES, f"kho không cho mở “{place}”: kiểm tra khóa truy cập và quyền đọc")
    if kinds & _UNREACHABLE:
        return ToldError(errno.EHOSTUNREACH, f"không kết nối được với kho để mở “{place}”: kiểm tra mạng và AWS_ENDPOINT_URL")
    if kinds & {"ParamValidationError", "ValueError"}:
        return ToldError(errno.EINVAL, f"địa chỉ “{place}” không đúng")
    told = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    return ToldError(errno.EIO, f"kho báo lỗi khi mở “{place}” ({told})")

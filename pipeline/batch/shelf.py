"""Where cells' folders lie: a folder of this machine or of the network, or any address that fsspec opens (``s3://bucket/folder``)."""

import hashlib
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.extractors import files, relative

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://")
_ARCHIVES = (".zip", ".7z", ".rar")


def is_address(root: str) -> bool:
    """Whether a root is an address for fsspec."""
    return bool(_ADDRESS.match(root))


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder that holds cells' folders, ``depth`` levels down; an archive there is a cell too."""

    root: str
    depth: int = 1

    def cells(self) -> tuple[str, ...]:
        """Folders of the cells, relative to the root. Raises OSError where the root cannot be listed."""
        return tuple(sorted(_remote_cells(self) if is_address(self.root) else _local_cells(Path(self.root), self.depth)))

    def cell(self, folder: str) -> "Folder":
        return Remote(self.root, folder) if is_address(self.root) else Local(Path(self.root), folder)


def _local_cells(root: Path, depth: int) -> Iterator[str]:
    for path in sorted(root.iterdir()):
        if path.name.startswith((".", "~$")) or path.is_symlink():
            continue
        if path.is_dir() and depth > 1:
            yield from (f"{path.name}/{inner}" for inner in _local_cells(path, depth - 1))
        elif path.is_dir() or path.suffix.lower() in _ARCHIVES:
            yield path.name


class Local:
    """A cell's folder, or archive, on this machine."""

    def __init__(self, root: Path, folder: str) -> None:
        self._path = root / folder
        self._home = self._path if self._path.is_dir() else self._path.parent

    def names(self) -> tuple[str, ...]:
        """Files, relative to the folder. Raises OSError."""
        if self._home is not self._path:
            return (relative(self._home, self._path),)
        next(self._path.iterdir(), None)  # a folder that cannot be opened is an error, not an empty one
        return tuple(relative(self._path, path) for path in self._files())

    def _files(self) -> tuple[Path, ...]:
        return files(self._path)

    def sha(self, name: str) -> str:
        """SHA-256 of a file's bytes."""
        with self._file(name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def version(self, name: str) -> str:
        """Changes when the file does, and is cheap to tell: place, size and time."""
        path = self._file(name)
        told = path.stat()
        return f"{path.resolve()}|{told.st_size}|{told.st_mtime_ns}"

    def _file(self, name: str) -> Path:
        path = self._home / name
        if path.is_file():
            return path
        return next((p for p in self._files() if relative(self._home, p) == name), path)

    @contextmanager
    def local(self, names: Sequence[str]) -> Iterator[tuple[Path, list[Path]]]:
        """A folder of this machine and these files under it."""
        yield self._home, [self._file(name) for name in names]


def _remote_cells(shelf: Shelf) -> Iterator[str]:
    system, root = _opened(shelf.root)
    seen = set()
    for path in system.find(root):
        parts = PurePosixPath(path[len(root) :].lstrip("/")).parts
        if len(parts) > shelf.depth or (len(parts) == shelf.depth and parts[-1].lower().endswith(_ARCHIVES)):
            seen.add("/".join(parts[: shelf.depth]))
    yield from seen


class Remote:
    """A cell's folder behind an address; files are fetched one by one and not kept."""

    def __init__(self, root: str, folder: str) -> None:
        self._system, base = _opened(root)
        self._home = f"{base}/{folder}"

    def names(self) -> tuple[str, ...]:
        """Files, relative to the folder. Raises OSError."""
        if self._home.lower().endswith(_ARCHIVES):
            return (PurePosixPath(self._home).name,)
        inner = (path[len(self._home) + 1 :] for path in self._system.find(self._home))
        return tuple(sorted(unicodedata.normalize("NFC", name) for name in inner if name and not _system_file(name)))

    def sha(self, name: str) -> str:
        """SHA-256 of a file's bytes."""
        with self._system.open(self._path(name), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def version(self, name: str) -> str:
        """Changes when the file does: what the store tells of it."""
        told = self._system.info(self._path(name))
        marks = [str(told.get(key, "")) for key in ("ETag", "etag", "md5", "LastModified", "mtime", "size")]
        return "|".join([self._path(name), *marks])

    def _path(self, name: str) -> str:
        return self._home if self._home.lower().endswith(_ARCHIVES) else f"{self._home}/{name}"

    @contextmanager
    def local(self, names: Sequence[str]) -> Iterator[tuple[Path, list[Path]]]:
        """A folder of this machine and these files under it, as long as the context lasts."""
        with tempfile.TemporaryDirectory(prefix="minhchung-") as folder:
            paths = [Path(folder, name) for name in names]
            for path, name in zip(paths, names, strict=True):
                path.parent.mkdir(parents=True, exist_ok=True)
                self._system.get_file(self._path(name), str(path))
            yield Path(folder), paths


Folder = Local | Remote


def _system_file(name: str) -> bool:
    from pipeline.extractors import is_system_file

    return any(is_system_file(part) for part in name.split("/"))


def _opened(root: str) -> tuple[Any, str]:
    import fsspec

    system, path = fsspec.core.url_to_fs(root)
    return system, path.rstrip("/")

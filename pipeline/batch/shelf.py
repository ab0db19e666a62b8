"""Where cells' folders lie: a folder of this machine or of the network, or any address that fsspec opens (``s3://bucket/folder``).

Names are told in NFC, as everywhere; files are opened by the spelling of whoever keeps them. Both kinds list
the same cells and files.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from pipeline.batch.store import ARCHIVES, Entries, Remote, entries_of, joined, named, spelt
from pipeline.extractors import files, is_system_file, relative

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://")


def is_address(root: str) -> bool:
    """Whether a root is an address for fsspec."""
    return bool(_ADDRESS.match(root))


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder that holds cells' folders, ``depth`` levels down; an archive there, or above, is a cell too."""

    root: str
    depth: int = 1

    def cells(self) -> tuple[str, ...]:
        """Folders of the cells, relative to the root. Raises OSError where the root cannot be listed."""
        return tuple(sorted(_cells(_entries(self.root), self.depth)))

    def cell(self, folder: str) -> "Folder":
        """A cell by its folder. Raises OSError."""
        return Remote(self.root, folder) if is_address(self.root) else Local(Path(self.root), folder)

    def look(self) -> None:
        """Raises OSError where the root cannot be opened."""
        _entries(self.root)("")


def _entries(root: str) -> Entries:
    return entries_of(root) if is_address(root) else partial(_local_entries, Path(root))


def _local_entries(root: Path, folder: str) -> dict[str, bool]:
    with os.scandir(root / folder) as found:
        return {entry.name: entry.is_dir() for entry in found if not entry.is_symlink()}


def _cells(entries: Entries, depth: int, own: str = "", told: str = "") -> Iterator[str]:
    inside = entries(own)
    for name, spelling in named(inside).items():
        if name.startswith((".", "~$")) or is_system_file(name):
            continue
        if not inside[spelling] or depth <= 1:
            if inside[spelling] or name.lower().endswith(ARCHIVES):
                yield joined(told, name)
            continue
        try:
            yield from list(_cells(entries, depth - 1, joined(own, spelling), joined(told, name)))
        except OSError:  # cannot be listed: it fails as a cell, the others go on
            yield joined(told, name)


class Local:
    """A cell's folder, or archive, on this machine. ``home``: the folder in which its files lie."""

    def __init__(self, root: Path, folder: str) -> None:
        path = root / folder
        self._path = path if path.exists() else root / spelt(partial(_local_entries, root), folder)
        self.home = self._path if self._path.is_dir() else self._path.parent

    def names(self) -> tuple[str, ...]:
        """Files, relative to the folder, in order. Raises OSError."""
        return tuple(self._listed)

    @cached_property
    def _listed(self) -> dict[str, Path]:
        self._path.stat()
        if self.home is not self._path:
            return {relative(self.home, self._path): self._path}
        next(self._path.iterdir(), None)  # a folder that cannot be opened is an error, not an empty one
        found = (path.relative_to(self._path).as_posix() for path in files(self._path))
        return {name: self._path / own for name, own in named(found).items()}

    def sha(self, name: str) -> str:
        """SHA-256 of a file's bytes. Raises OSError."""
        with self._file(name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def version(self, name: str) -> str:
        """Changes when the file does, and is cheap to tell: place, size and time. Raises OSError."""
        path = self._file(name)
        told = path.stat()
        return f"{path.resolve()}|{told.st_size}|{told.st_mtime_ns}"

    def _file(self, name: str) -> Path:
        path = self.home / name
        return path if path.is_file() else self._listed.get(name, path)

    @contextmanager
    def local(self, names: Sequence[str], within: str | None = None) -> Iterator[tuple[Path, list[Path]]]:  # noqa: ARG002
        """A folder of this machine and these files under it."""
        yield self.home, [self._file(name) for name in names]


Folder = Local | Remote

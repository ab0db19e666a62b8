"""Hands: who does the work of a batch. On one machine its worker processes; on many a Dask cluster. The results are the same bytes."""

import threading
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from pipeline.batch.cache import packed
from pipeline.batch.cell import Flags, Made, Order
from pipeline.batch.shelf import Folder, Shelf
from pipeline.model import Source
from pipeline.reading import CrashedError, OverdueError, Pool, Progress, by_accident

_FINISH = 900.0  # seconds for matching and writing one cell
_SLOW = "quá 15 phút chưa lập xong kết quả"
_CRASH = "chương trình dừng đột ngột khi lập kết quả (thường do thiếu bộ nhớ)"

Read = tuple[bytes, bool]
"""Packed sources of a file, and whether another attempt may end otherwise (they are then not kept)."""


class Hands(Protocol):
    """Reads files of a cell and makes its reports. May be asked by several threads at a time."""

    def read(self, folder: Folder, cell: str, names: Sequence[str], progress: Progress) -> Mapping[str, Read]: ...

    def finish(self, order: Order) -> Made: ...

    def flag(self, flags: Flags) -> Made: ...


class Here:
    """The worker processes of this machine: files of all cells take turns on them, long scans page by page."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def read(self, folder: Folder, cell: str, names: Sequence[str], progress: Progress) -> Mapping[str, Read]:  # noqa: ARG002
        with folder.local(names) as (root, paths):
            return dict(zip(names, map(_read, names, self._pool.read(root, paths, progress)), strict=True))

    def finish(self, order: Order) -> Made:
        return self._call("finish", order)

    def flag(self, flags: Flags) -> Made:
        return self._call("flag", flags)

    def _call(self, name: str, argument: Any) -> Made:
        for last in (False, True):
            try:
                made: Made = self._pool.call(f"pipeline.batch.cell:{name}", argument, seconds=_FINISH)
            except OverdueError:
                return Made({}, failed=_SLOW)
            except CrashedError:
                if last:
                    return Made({}, failed=_CRASH)
            else:
                return made
        raise AssertionError


def _read(name: str, sources: Sequence[Source]) -> Read:
    return packed(sources, name), any(by_accident(s) for s in sources)


class Cluster:
    """A Dask cluster: every file and every cell is a task; what a lost machine was doing is done by another."""

    def __init__(self, client: Any, shelf: Shelf, ocr: bool = True) -> None:
        self._client, self._shelf, self._ocr = client, shelf, ocr

    def read(self, folder: Folder, cell: str, names: Sequence[str], progress: Progress) -> Mapping[str, Read]:  # noqa: ARG002
        tasks = [self._client.submit(read_there, self._shelf, cell, name, self._ocr, pure=False, retries=3) for name in names]
        made = {}
        for number, (name, task) in enumerate(zip(names, tasks, strict=True), 1):
            made[name] = task.result()
            progress("Đọc hồ sơ", number, len(names))
        return made

    def finish(self, order: Order) -> Made:
        return self._call("finish", order)

    def flag(self, flags: Flags) -> Made:
        return self._call("flag", flags)

    def _call(self, name: str, argument: Any) -> Made:
        made: Made = self._client.submit(call_there, name, argument, pure=False, retries=3).result()
        return made


def read_there(shelf: Shelf, cell: str, name: str, ocr: bool) -> Read:
    """Reads one file on a machine of the cluster, in a process of its own as everywhere."""
    with shelf.cell(cell).local([name]) as (root, paths):
        (sources,) = _pool(threading.get_ident(), ocr).read(root, paths)
    return _read(name, sources)


def call_there(name: str, argument: Any) -> Made:
    """Makes the reports of one cell on a machine of the cluster."""
    from pipeline.batch import cell

    made: Made = getattr(cell, name)(argument)
    return made


@cache
def _pool(_thread: int, ocr: bool) -> Pool:
    return Pool(1, ocr=ocr)

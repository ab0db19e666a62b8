"""The hands of one machine: its worker processes."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.batch.cache import packed
from pipeline.batch.cell import Flags, Made, Order
from pipeline.batch.shelf import Folder
from pipeline.extractors import relative
from pipeline.model import Source
from pipeline.reading import CrashedError, OverdueError, Pool, Progress, by_accident

_FINISH = 900.0  # seconds for matching and writing one cell
_SLOW = "quá 15 phút chưa lập xong kết quả"
CRASH = "chương trình dừng đột ngột khi lập kết quả (thường do thiếu bộ nhớ)"

Read = tuple[bytes, bool]
"""Packed sources of a file, and whether another attempt may end otherwise (they are then not kept)."""


class Here:
    """Files of all cells take turns on the workers, long scans page by page. ``scratch``: folder for copies of a store's files."""

    def __init__(self, pool: Pool, scratch: str | None = None) -> None:
        self._pool, self._scratch = pool, scratch

    def read(self, folder: Folder, cell: str, names: Sequence[str], progress: Progress) -> Mapping[str, Read]:  # noqa: ARG002
        with folder.local(names, self._scratch) as (root, paths):
            found = self._pool.read(root, paths, progress)
            return {name: _read(relative(root, path), sources) for name, path, sources in zip(names, paths, found, strict=True)}

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
                    return Made({}, failed=CRASH)
            else:
                return made
        raise AssertionError


def _read(name: str, sources: Sequence[Source]) -> Read:
    return packed(sources, name), any(by_accident(s) for s in sources)

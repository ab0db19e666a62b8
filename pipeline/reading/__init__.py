"""Reading in worker processes: each file within limits of time and memory, scans page by page on all cores.

A worker that crashes or does not come back costs the file (or the member of an archive, or the page) that it was reading, nothing else.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any

from pipeline.extractors import Known, failed, relative, unrecognised
from pipeline.model import Problem, Source
from pipeline.reading.worker import Begun, CallTask, CrashedError, Limits, OverdueError, PageTask, ReadTask, Worker

Progress = Callable[[str, int, int], None]
"""Called with the stage (Vietnamese), how many are done and how many there are."""

__all__ = ["CrashedError", "Limits", "OverdueError", "Pool", "Progress", "by_accident"]

_SLOW = "Đọc quá {:.0f} giây chưa xong nên bỏ qua: hãy lưu lại tệp (hoặc tách nhỏ) rồi nộp lại."
_CRASH = "Tệp làm chương trình đọc dừng đột ngột (tệp hỏng hoặc quá lớn): hãy lưu lại tệp từ bản gốc rồi nộp lại."


def by_accident(source: Source) -> bool:
    """Whether a file was given up because its worker was lost or too slow, so that another attempt may end otherwise."""
    slow = _SLOW.partition("{")[0]
    return any(flag.detail == _CRASH or flag.detail.startswith(slow) for flag in source.problems)


class Pool:
    """Worker processes, started at once and ended with the ``with`` block.

    ``workers``: how many, by default one a core. ``ocr``: False leaves scans unread. ``boxes``: keep the places of all words.
    Several threads may read at a time; their files take turns.
    """

    def __init__(self, workers: int | None = None, limits: Limits | None = None, ocr: bool = True, boxes: bool = False) -> None:
        self.limits = limits or Limits()
        self._ocr, self._boxes = ocr, boxes
        self._all = [Worker(self.limits) for _ in range(workers or os.cpu_count() or 1)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(len(self._all))

    @property
    def workers(self) -> int:
        return len(self._all)

    def processes(self) -> tuple[int, ...]:
        """Process ids of the workers."""
        return tuple(worker.pid for worker in self._all)

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.close()
        self._threads.shutdown()

    def read(self, root: Path, paths: Sequence[Path], progress: Progress = lambda *_: None) -> Iterator[tuple[Source, ...]]:
        """The sources of each file under ``root``, in the order of ``paths``, each as soon as those before it are there."""
        return _Run(self, root, [_File(path) for path in paths], progress).results()

    @cached_property
    def recognises(self) -> bool:
        """Whether scans can be read here; found out when the first one comes."""
        from pipeline.extractors.ocr import available

        return self._ocr and available()

    def call(self, function: str, *arguments: Any, seconds: float) -> Any:
        """The result of a function of the program, ``module:name``, called in a worker. Raises CrashedError, OverdueError."""

        def work(worker: Worker) -> Any:
            (answer,) = worker.ask(CallTask(function, arguments), seconds)
            return answer

        return self.submit(work).result()

    def submit(self, work: Callable[[Worker], Any]) -> "Future[Any]":
        """Work with a worker as soon as one is idle."""
        return self._threads.submit(self._with_worker, work)

    def _with_worker(self, work: Callable[[Worker], Any]) -> Any:
        worker = self._idle.get()
        try:
            return work(worker)
        finally:
            self._idle.put(worker)

    def known(self, file: "_File") -> Known:
        """What a worker need not read of a file again."""
        return Known(file.pages, frozenset(name for name, source in file.sources.items() if not source.wanted), self._boxes)


@dataclass(slots=True)
class _File:
    """A file on the way: its sources in order, its recognised pages, and how many were asked for."""

    path: Path
    sources: dict[str, Source] = field(default_factory=dict)
    pages: dict[tuple[str, int], Any] = field(default_factory=dict)
    asked: int = 0
    waiting: deque[tuple[str, int]] = field(default_factory=deque)
    done: bool = False


class _Run:
    """The reading of some files: first each file, then the pages that have to be recognised, then their files again."""

    def __init__(self, pool: Pool, root: Path, files: list[_File], progress: Progress) -> None:
        self._pool, self._root, self._files, self._progress = pool, root, files, progress
        self._waiting: dict[Future[Any], Callable[[Any], None]] = {}
        self._ended: SimpleQueue[Future[Any]] = SimpleQueue()
        self._done = self._asked = self._recognised = 0

    def results(self) -> Iterator[tuple[Source, ...]]:
        """Sources of the files, in order."""
        self._progress("Đọc hồ sơ", 0, len(self._files))
        for file in self._files:
            self._submit(partial(self._read, file), partial(self._was_read, file))
        given = 0
        while self._waiting:
            future = self._ended.get()
            self._waiting.pop(future)(future.result())
            while given < len(self._files) and self._files[given].done:
                yield tuple(self._files[given].sources.values())
                given += 1

    def _submit(self, work: Callable[[Worker], Any], then: Callable[[Any], None]) -> None:
        future = self._pool.submit(work)
        self._waiting[future] = then
        future.add_done_callback(self._ended.put)

    def _was_read(self, file: _File, _nothing: None) -> None:
        wanted = [(name, page) for name, source in file.sources.items() for page in source.wanted]
        if wanted and not file.asked and self._pool.recognises:
            file.asked = len(wanted)
            file.waiting.extend(wanted)
            self._asked += len(wanted)
            for _ in range(self._pool.workers):
                self._next_page(file)
            return
        file.sources = {name: self._final(file, source) for name, source in file.sources.items()}
        file.done = True
        self._done += 1
        self._progress("Đọc hồ sơ", self._done, len(self._files))

    def _next_page(self, file: _File) -> None:
        """Asks for the next page of a file. No more wait than there are workers: a long scan leaves room for other files."""
        if file.waiting:
            name, page = file.waiting.popleft()
            self._submit(partial(self._page, file, name, page), partial(self._was_recognised, file, (name, page)))

    def _final(self, file: _File, source: Source) -> Source:
        if not source.wanted:
            return source
        return failed(source.path, Problem.CORRUPT, _CRASH, source.method, source.sha) if file.asked else unrecognised(source)

    def _was_recognised(self, file: _File, key: tuple[str, int], page: Any) -> None:
        file.pages[key] = page
        self._next_page(file)
        self._recognised += 1
        self._progress("Nhận dạng ảnh quét", self._recognised, self._asked)
        if len(file.pages) == file.asked:
            self._submit(partial(self._read, file), partial(self._was_read, file))

    def _read(self, file: _File, worker: Worker) -> None:
        """Reads what of a file is not read yet; again after each member that brings the worker down."""
        name = relative(self._root, file.path)
        lost = self._lost(file, name, worker)
        while lost is not None:
            again = lost.path != name and lost.path not in self._pool.known(file).skip
            file.sources[lost.path] = lost
            lost = self._lost(file, name, worker) if again else None

    def _lost(self, file: _File, name: str, worker: Worker) -> Source | None:
        """Reads on; the Source that stands for what brought the worker down, if anything did."""
        begun, seconds = name, self._pool.limits.seconds
        try:
            for told in worker.ask(ReadTask(self._root, file.path, self._pool.known(file)), seconds):
                if isinstance(told, Begun):
                    begun = told.name
                else:
                    file.sources[told.path] = told
        except OverdueError:
            return failed(begun, Problem.UNREADABLE, _SLOW.format(seconds), file.path.suffix.lstrip("."))
        except CrashedError:
            return failed(begun, Problem.CORRUPT, _CRASH, file.path.suffix.lstrip("."))
        return None

    def _page(self, file: _File, member: str, number: int, worker: Worker) -> Any:
        """A recognised page, None where it brought the worker down or took too long."""
        try:
            (page,) = worker.ask(PageTask(self._root, file.path, member, number), self._pool.limits.page_seconds)
        except (OverdueError, CrashedError):
            return None
        return page

"""The cells of a batch, one by one as there are hands, going on where an earlier run stopped.

A cell's results are made of its files, the form and the program: their fingerprint stands beside the results, so that a cell is done again
when one of these changes and only then. What was read of a file is cached by its content.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from threading import Event

from pipeline.batch import across, prints, state
from pipeline.batch.cache import Cache
from pipeline.batch.cell import Flags, Made, Order
from pipeline.batch.hands import Hands
from pipeline.batch.shelf import Folder, Shelf
from pipeline.batch.state import State
from pipeline.batch.store import ToldError
from pipeline.model import Flag
from pipeline.report import FORMATS
from pipeline.report.json import statuses_of
from pipeline.run import seen_from, written


class Ended(StrEnum):
    """How a cell ended in a run."""

    DONE = "done"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Options:
    """``year``: of inspection, else the form's. ``fresh``: nothing that was kept is used. ``retry``: failed cells are tried again, and
    cells of which a file was given up by accident.

    ``only``: folders of cells that may have changed; others that have results are not looked at. Empty: all.
    """

    criteria: Path
    year: int | None = None
    formats: tuple[str, ...] = tuple(FORMATS)
    ocr: bool = True
    fresh: bool = False
    retry: bool = False
    flight: int = 4  # cells at a time
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a cell. ``files``: how many it has; ``read``: how many had to be read."""

    folder: str
    ended: Ended
    reason: str = ""
    files: int = 0
    read: int = 0


Progress = Callable[[str, str, int, int], None]
"""Called by several threads with a cell's folder, a stage in Vietnamese, how many are done and how many there are; no folder: all cells."""


class Batch:
    """A run over the cells of a shelf. ``out``: where each cell gets a folder with its results."""

    def __init__(self, shelf: Shelf, out: Path, options: Options, hands: Hands, cache: Cache) -> None:
        self._shelf, self._out, self._options, self._hands, self._cache = shelf, out, options, hands, cache
        self._form = prints.form(options.criteria)
        self._interrupted = Event()

    def run(self, progress: Progress = lambda *_: None) -> tuple[Outcome, ...]:
        """Checks every cell, then compares them. Raises OSError where the root cannot be listed."""
        folders = [folder for folder in self._shelf.cells() if not self._holds_results(folder)]
        outcomes: dict[str, Outcome] = {}
        progress("", "", 0, len(folders))
        with self._threads() as threads:
            for outcome in _bounded(threads, lambda folder: self._cell(folder, progress), folders, self._options.flight):
                outcomes[outcome.folder] = outcome
                progress(outcome.folder, outcome.ended, len(outcomes), len(folders))
            changed = any(o.ended is not Ended.UNCHANGED for o in outcomes.values())
            if changed or not self._compared(folders):
                failed = self._compare(threads, folders)
                outcomes |= {o.folder: o for o in failed}
                self._save_compared(folders)
        return tuple(outcomes[folder] for folder in folders)

    @contextmanager
    def _threads(self) -> Iterator[ThreadPoolExecutor]:
        """Threads for the cells under way. An interruption does not wait for them, and what they come back with is not kept."""
        threads = ThreadPoolExecutor(self._options.flight)
        try:
            yield threads
        except BaseException:
            self._interrupted.set()
            threads.shutdown(wait=False, cancel_futures=True)
            raise
        threads.shutdown()

    def _holds_results(self, folder: str) -> bool:
        """Whether the results are written under this folder, which is then no cell."""
        return "://" not in self._shelf.root and self._out.resolve().is_relative_to((Path(self._shelf.root) / folder).resolve())

    def _cell(self, folder: str, progress: Progress) -> Outcome:
        out = self._out / folder
        if self._options.only and folder not in self._options.only:
            kept = state.load(out)
            if kept and kept.key and (told := self._kept(folder, kept, 0)):
                return told
        try:
            home = self._shelf.cell(folder)
            names = home.names()
            shas = {name: self._sha(home, name) for name in names}
            key = self._key(folder, shas)
            kept = None if self._options.fresh else state.load(out)
            if kept and kept.key == key and (told := self._kept(folder, kept, len(names))):
                return told
            files = self._files(home, folder, shas, progress)
            progress(folder, "Tìm minh chứng, lập báo cáo", 0, 1)
            return self._made(folder, key, files, state.load(out))
        except OSError as error:
            return self._failed(folder, "", _io(error), state.load(out))

    def _kept(self, folder: str, kept: State, files: int) -> Outcome | None:
        """The outcome of a cell whose results stand; None where they have to be made."""
        if kept.failed:
            return None if self._options.retry else Outcome(folder, Ended.FAILED, kept.failed, files)
        if kept.unread and self._options.retry:
            return None
        there = all((self._out / folder / name).is_file() for name in _names(self._options.formats))
        return Outcome(folder, Ended.UNCHANGED, "", files) if there else None

    def _sha(self, home: Folder, name: str) -> str:
        version = home.version(name)
        known = None if self._options.fresh else self._cache.get(f"sha|{version}")
        if known is not None:
            return known.decode("ascii", "replace")
        sha = home.sha(name)
        self._cache.put(f"sha|{version}", sha.encode("ascii"))
        return sha

    def _key(self, folder: str, shas: dict[str, str]) -> str:
        o = self._options
        made_of = (prints.program(), self._form, str(o.year), ",".join(o.formats), str(o.ocr), folder, self._seen(folder))
        return prints.of([*made_of, *(part for pair in shas.items() for part in pair)])

    def _seen(self, folder: str) -> str:
        """The way from a cell's results to its files, as the folder is spelt on the disk; empty where they lie in a store."""
        home = self._shelf.cell(folder).home
        return seen_from(home, self._out / folder) if home else ""

    def _files(self, home: Folder, folder: str, shas: dict[str, str], progress: Progress) -> "_Files":
        """Packed sources of all files, from the cache or read now."""
        keys = {name: self._file_key(name, sha) for name, sha in shas.items()}
        found = {} if self._options.fresh else {name: data for name, key in keys.items() if (data := self._cache.get(key)) is not None}
        wanted = [name for name in shas if name not in found]
        unread = False
        if wanted:
            read = self._hands.read(home, folder, wanted, lambda *told: progress(folder, *told))
            for name, (data, by_accident) in read.items():
                found[name] = data
                unread |= by_accident
                if not by_accident:
                    self._cache.put(keys[name], data)
        return _Files(tuple((name, found[name]) for name in shas), len(wanted), unread)

    def _file_key(self, name: str, sha: str) -> str:
        return f"read|{prints.reading()}|{self._options.ocr}|{sha}|{name.rpartition('/')[2]}"

    def _made(self, folder: str, key: str, files: "_Files", earlier: State | None) -> Outcome:
        o, out = self._options, self._out / folder
        stored = out / "findings.json"
        before = stored.read_bytes() if stored.is_file() else None
        order = Order(_name(folder), self._seen(folder), files.packed, o.criteria, self._form, o.year, o.formats, before)
        made = self._hands.finish(order)
        self._go_on()
        if made.failed:
            return self._failed(folder, key, made.failed, earlier)
        last = earlier or State("")
        state.save(out, replace(last, key=""))
        written(made.contents, out)
        statuses = statuses_of(made.contents["findings.json"])
        state.save(out, State(key, "", files.unread, made.name, made.marks, statuses=statuses, before=last.statuses))
        return Outcome(folder, Ended.DONE, "", len(files.packed), files.read)

    def _go_on(self) -> None:
        """Raises CancelledError where the run was interrupted: its workers are gone, and what they could not do is no failure."""
        if self._interrupted.is_set():
            raise CancelledError

    def _failed(self, folder: str, key: str, reason: str, earlier: State | None) -> Outcome:
        """Notes that a cell failed; results of an earlier run stay, but no longer count as up to date."""
        try:
            state.save(self._out / folder, replace(earlier or State(""), key=key, failed=reason))
        except OSError as error:
            reason = f"{reason}; {_io(error)}"
        return Outcome(folder, Ended.FAILED, reason)

    def _compared(self, folders: Sequence[str]) -> bool:
        try:
            return (self._out / _COMPARED).read_text("utf-8") == self._fingerprint(folders)
        except OSError:
            return False

    def _save_compared(self, folders: Sequence[str]) -> None:
        written({_COMPARED: self._fingerprint(folders).encode()}, self._out)

    def _fingerprint(self, folders: Sequence[str]) -> str:
        states = (state.load(self._out / folder) for folder in folders)
        return prints.of(part for folder, kept in zip(folders, states, strict=True) for part in (folder, kept.key if kept else ""))

    def _compare(self, threads: ThreadPoolExecutor, folders: Sequence[str]) -> Iterator[Outcome]:
        """Compares the cells' papers and tells in each cell's reports what the others say; yields cells that failed in this."""
        states = {folder: kept for folder in folders if (kept := state.load(self._out / folder)) and not kept.failed}
        told = across.told([across.Known(folder, kept.name, kept.marks) for folder, kept in states.items()])
        wanted = [folder for folder, kept in states.items() if kept.flags != across.fingerprint(told.get(folder, {}))]
        return (
            o for o in _bounded(threads, lambda f: self._flagged(f, states[f], told.get(f, {})), wanted, self._options.flight) if o.reason
        )

    def _flagged(self, folder: str, kept: State, told: dict[tuple[str, int | None], tuple[Flag, ...]]) -> Outcome:
        o, out = self._options, self._out / folder
        try:
            made: Made = self._hands.flag(Flags((out / "findings.json").read_bytes(), o.criteria, self._form, o.year, o.formats, told))
            self._go_on()
            if made.failed:
                return self._failed(folder, kept.key, made.failed, kept)
            state.save(out, replace(kept, key=""))
            written(made.contents, out)
            state.save(out, replace(kept, flags=across.fingerprint(told)))
        except OSError as error:
            return self._failed(folder, kept.key, _io(error), kept)
        return Outcome(folder, Ended.DONE)


@dataclass(frozen=True, slots=True)
class _Files:
    """What was read of a cell: packed sources by name, how many files were read now, whether one was given up by accident."""

    packed: tuple[tuple[str, bytes], ...]
    read: int
    unread: bool


_COMPARED = ".da-doi-chieu"


def _bounded(threads: ThreadPoolExecutor, work: Callable[[str], Outcome], folders: Iterable[str], most: int) -> Iterator[Outcome]:
    """Outcomes as they come, with so many cells at a time under way that memory does not grow with their number."""
    running: set[Future[Outcome]] = set()
    for folder in folders:
        if len(running) >= most:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
        running.add(threads.submit(work, folder))
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)


def _names(formats: Iterable[str]) -> tuple[str, ...]:
    return ("findings.json", "candidates.json", *(name for key in formats for name in FORMATS[key]))


def _name(folder: str) -> str:
    own = folder.rpartition("/")[2]
    return own.rpartition(".")[0] if own.lower().endswith((".zip", ".7z", ".rar")) else own


def _io(error: OSError) -> str:
    """What is wrong with a disk or folder, and what to do, in Vietnamese."""
    import errno

    if isinstance(error, ToldError):
        return error.strerror or str(error)
    where = f" “{Path(error.filename).name}”" if error.filename else ""
    told = {
        errno.ENOSPC: "ổ đĩa đầy: dọn bớt chỗ trống rồi chạy lại",
        errno.EACCES: f"không có quyền mở{where}: kiểm tra quyền đọc, ghi",
        errno.EPERM: f"không có quyền mở{where}: kiểm tra quyền đọc, ghi",
        errno.ENOENT: f"không còn{where} (bị xóa trong lúc chạy?)",
    }
    return told.get(error.errno or 0, f"không đọc hoặc ghi được{where} ({error.strerror or type(error).__name__})")


def counts(outcomes: Iterable[Outcome]) -> dict[Ended, int]:
    """How many cells ended how."""
    told = Counter(o.ended for o in outcomes)
    return {ended: told[ended] for ended in Ended}


def failures_of(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, str]]:
    """Folder and reason of each cell that failed."""
    return ((o.folder, o.reason) for o in outcomes if o.ended is Ended.FAILED)

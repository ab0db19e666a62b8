"""Watching a root: its cells are checked once, and each again after its files have changed and come to rest."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Event as Stop
from typing import Protocol
from unicodedata import normalize

from pipeline.batch import BusyError, changes
from pipeline.batch.cells import Ended, Outcome
from pipeline.batch.shelf import Shelf
from pipeline.extractors import is_system_file
from pipeline.report.compared import Change, Told, compare

_POLL = 2000  # milliseconds between two looks at the files
_LONGEST = 30.0  # seconds after which changes are taken up though there are more and more
_PATIENCE = 600.0  # seconds to wait for files that grow and grow
_STEP = 250  # milliseconds after which a stop is noticed

Check = Callable[[frozenset[str]], Sequence[Outcome]]
"""Checks the cells with these folders, all where there are none; returns the outcomes of those and maybe others."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a change in a cell. ``outcome``: None where its folder is gone; ``change``: None where there is nothing to compare."""

    folder: str
    outcome: Outcome | None
    change: Change | None = None


class Listener(Protocol):
    """Is told what happens."""

    def ready(self, outcomes: Sequence[Outcome]) -> None:
        """All cells were checked once; from now on changes are."""

    def seen(self, seen: Seen) -> None:
        """A cell was checked again."""

    def trouble(self, error: Exception) -> None:
        """A check was not possible (OSError, BusyError) and is tried again later."""


@dataclass(frozen=True)
class Watch:
    """A root that is watched. ``out``: where the results are written, not watched. ``poll``: look at the files again and again, which
    network shares need. ``quiet``: seconds without a change after which files have come to rest; ``pause``: before another attempt.
    """

    shelf: Shelf
    out: Path
    poll: bool = False
    quiet: float = 2.0
    pause: float = 30.0
    stop: Stop = field(default_factory=Stop)

    @cached_property
    def _results(self) -> Path:
        return self.out.resolve()

    def run(self, check: Check, listener: Listener) -> None:
        """Watches until ``stop`` is set.

        Raises what the first check raises, OSError where the root cannot be watched, KeyboardInterrupt.
        """
        known: frozenset[str] = frozenset()
        for touched in self._touched():
            if touched is None:
                outcomes = check(frozenset())
                known = frozenset(outcome.folder for outcome in outcomes)
                listener.ready(outcomes)
            elif self._settled(touched):
                known = self._again(touched, known, check, listener)

    def _touched(self) -> Iterator[frozenset[str] | None]:
        """None once everything is watched, then the folders of cells in which something changed; ``""`` may be any cell."""
        from watchfiles import Change as Kind
        from watchfiles import watch

        found = watch(
            self.shelf.root,
            watch_filter=lambda change, path: self._counts(Path(path), change is Kind.modified),
            debounce=int(_LONGEST * 1000),
            step=int(self.quiet * 1000),
            stop_event=self.stop,
            rust_timeout=_STEP,
            yield_on_timeout=True,
            force_polling=self.poll or None,
            poll_delay_ms=_POLL,
            ignore_permission_denied=True,
        )
        try:
            next(found, None)
        except RuntimeError as error:  # of the library's inside, such as: too many folders for the system
            raise OSError(None, str(error)) from error
        yield None
        for some in found:
            if some:
                yield frozenset(self._folder(Path(path)) for _, path in some)

    def _counts(self, path: Path, modified: bool) -> bool:
        """A folder is modified whenever something in it comes or goes, which is told for itself."""
        return not (path.is_relative_to(self._results) or is_system_file(path.name) or (modified and path.is_dir()))

    def _folder(self, path: Path) -> str:
        """Folder of the cell that a path is in; empty for what is above the cells."""
        parts = path.relative_to(self.shelf.root).parts if path.is_relative_to(self.shelf.root) else ()
        return normalize("NFC", "/".join(parts[: self.shelf.depth])) if len(parts) >= self.shelf.depth else ""

    def _settled(self, folders: Iterable[str]) -> bool:
        """Waits until the files of these cells stay as they are; False where that is no longer wanted."""
        homes = [home for folder in folders if folder and (home := self.shelf.cell(folder).home)]
        before, until = _sizes(homes), time.monotonic() + _PATIENCE
        while not self.stop.wait(self.quiet / 2):
            now = _sizes(homes)
            if now == before or time.monotonic() > until:
                return True
            before = now
        return False

    def _again(self, touched: frozenset[str], known: frozenset[str], check: Check, listener: Listener) -> frozenset[str]:
        """Checks the cells in which something changed; returns the folders of all that are there. ``known``: those that were."""
        before = {folder: self._told(folder) for folder in touched if folder}
        outcomes = self._tried(lambda: check(frozenset() if "" in touched else touched), listener)
        if outcomes is None:
            return known
        there = {outcome.folder: outcome for outcome in outcomes}
        for folder, outcome in there.items():
            if folder in before or outcome.ended is Ended.DONE:
                after = self._told(folder) if outcome.ended is not Ended.FAILED else None
                listener.seen(Seen(folder, outcome, compare(folder, before.get(folder), after) if after else None))
        gone = (touched & known) - there.keys()
        for folder in sorted(gone):
            listener.seen(Seen(folder, None))
        return (known | there.keys()) - gone

    def _tried(self, check: Callable[[], Sequence[Outcome]], listener: Listener) -> Sequence[Outcome] | None:
        """The outcomes of a check, tried until it is possible; None where that is no longer wanted."""
        while True:
            try:
                return check()
            except (OSError, BusyError) as error:
                listener.trouble(error)
            if self.stop.wait(self.pause):
                return None

    def _told(self, folder: str) -> Told | None:
        return changes.read(self.out / folder / changes.NAME, lambda *_: None)


def _sizes(homes: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Size and time of every file; files that vanish meanwhile are left out."""
    made = {}
    for home in homes:
        for path in (home, *home.rglob("*")):
            with suppress(OSError):
                told = path.stat()
                made[path] = (told.st_size, told.st_mtime_ns)
    return made

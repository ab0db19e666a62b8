"""Batch: every cell's folder under a root, on all cores or on many machines."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

from pipeline.batch import state
from pipeline.batch.cache import Cache
from pipeline.batch.cell import Flags, Made, Order
from pipeline.batch.cells import Batch, Ended, Options, Outcome, Progress, counts, failures_of
from pipeline.batch.hands import Cluster, Hands, Here, Read, reached
from pipeline.batch.shelf import Folder, Shelf
from pipeline.model import Form, Report, Status
from pipeline.reading import Pool
from pipeline.run import load_form, write_summary, written

__all__ = ["BusyError", "Ended", "Machines", "Options", "Outcome", "Progress", "check_all", "counts"]

CACHE = ".bo-nho-dem"
"""Folder of the cache, beside the results."""
FAILED = "that-bai.csv"
"""The cells that failed, with the reason."""


class BusyError(Exception):
    """Another run writes into the same folder."""


@dataclass(frozen=True, slots=True)
class Machines:
    """Who works: ``workers`` processes of this machine (None: one a core), or the Dask cluster at ``scheduler`` (``tcp://…``)."""

    workers: int | None = None
    scheduler: str = ""


def check_all(shelf: Shelf, out: Path, options: Options, machines: Machines, progress: Progress = lambda *_: None) -> tuple[Outcome, ...]:
    """Checks every cell and writes its results, the summary and the list of failed cells into ``out``.

    Raises OSError where the root cannot be listed or nothing can be written, BusyError, FormError, ImportError where an extra is missing.
    """
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(FileLock(out / ".khoa", timeout=0))
        except Timeout as error:
            raise BusyError(str(out)) from error
        cache = stack.enter_context(Cache(out / CACHE))
        hands: Hands = _Called(lambda: _hands(stack, shelf, options, machines))
        if machines.scheduler:
            hands = _hands(stack, shelf, options, machines)
            options = replace(options, flight=max(options.flight, 2 * hands.threads if isinstance(hands, Cluster) else 0))
        batch = Batch(shelf, out, options, hands, cache)
        outcomes = batch.run(progress)
    changed = any(o.ended is not Ended.UNCHANGED for o in outcomes) or not (out / "tong-hop.html").is_file()
    written({FAILED: _failed(outcomes)}, out)
    if changed:
        progress("", "Tổng hợp", 0, 0)
        made = [o for o in outcomes if o.ended is not Ended.FAILED]
        write_summary(_reports(made, out, options), out, _changes(made, out), len(outcomes) - len(made))
    return outcomes


class _Called:
    """Hands that come when they are first needed: a run in which nothing changed needs none, nor the form."""

    def __init__(self, call: Callable[[], Hands]) -> None:
        self._call, self._lock = call, Lock()

    @cached_property
    def _hands(self) -> Hands:
        return self._call()

    def _come(self) -> Hands:
        with self._lock:
            return self._hands

    def read(self, folder: Folder, cell: str, names: Sequence[str], progress: Callable[[str, int, int], None]) -> Mapping[str, Read]:
        return self._come().read(folder, cell, names, progress)

    def finish(self, order: Order) -> Made:
        return self._come().finish(order)

    def flag(self, flags: Flags) -> Made:
        return self._come().flag(flags)


def _hands(stack: ExitStack, shelf: Shelf, options: Options, machines: Machines) -> Hands:
    """Raises FormError where the form cannot be used, which would fail every cell."""
    _form(options)
    if machines.scheduler:
        return stack.enter_context(reached(machines.scheduler, shelf, options.ocr))
    return Here(stack.enter_context(Pool(machines.workers, ocr=options.ocr)))


def _changes(outcomes: Sequence[Outcome], out: Path) -> dict[Path, str]:
    """What became of the cells that were judged again in this run."""
    from pipeline.report.summary import change_in_words

    made = {}
    for outcome in outcomes:
        kept = state.load(out / outcome.folder) if outcome.ended is Ended.DONE else None
        if kept and kept.before:
            before, now = ({r: Status(s) for r, s in told.items()} for told in (kept.before, kept.statuses))
            made[out / outcome.folder] = change_in_words(before, now)
    return made


@lru_cache(maxsize=1)
def _form(options: Options) -> Form:
    return load_form(options.criteria, options.year)


def _reports(outcomes: Sequence[Outcome], out: Path, options: Options) -> Iterator[tuple[Report, Path]]:
    """The stored reports of the cells that have any, one at a time."""
    from pipeline.report import json

    form = _form(options)
    for outcome in outcomes:
        try:
            yield json.read((out / outcome.folder / "findings.json").read_bytes(), form), out / outcome.folder
        except (OSError, json.FindingsError):
            continue


def _failed(outcomes: Sequence[Outcome]) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["Chi bộ", "Lý do"])
    rows.writerows(failures_of(outcomes))
    return text.getvalue().encode("utf-8-sig")

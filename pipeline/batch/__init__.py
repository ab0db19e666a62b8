"""Batch: every cell's folder under a root, on all cores or on many machines."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.batch.cache import Cache
from pipeline.batch.cells import Batch, Ended, Options, Outcome, Progress, counts, failures_of
from pipeline.batch.hands import Cluster, Hands, Here
from pipeline.batch.shelf import Shelf
from pipeline.model import Report
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

    Raises OSError where the root cannot be listed or nothing can be written, BusyError, ImportError where an extra is not installed.
    """
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(FileLock(out / ".khoa", timeout=0))
        except Timeout as error:
            raise BusyError(str(out)) from error
        cache = stack.enter_context(Cache(out / CACHE))
        batch = Batch(shelf, out, options, _hands(stack, shelf, options, machines), cache)
        outcomes = batch.run(progress)
    changed = any(o.ended is Ended.DONE for o in outcomes) or not (out / "tong-hop.html").is_file()
    written({FAILED: _failed(outcomes)}, out)
    if changed:
        progress("", "Tổng hợp", 0, 0)
        write_summary(_reports(outcomes, out, options), out)
    return outcomes


def _hands(stack: ExitStack, shelf: Shelf, options: Options, machines: Machines) -> Hands:
    if not machines.scheduler:
        return Here(stack.enter_context(Pool(machines.workers, ocr=options.ocr)))
    from distributed import Client

    client = stack.enter_context(Client(machines.scheduler, timeout=30, set_as_default=False))  # type: ignore[no-untyped-call]
    return Cluster(client, shelf, options.ocr)


def _reports(outcomes: Sequence[Outcome], out: Path, options: Options) -> Iterator[tuple[Report, Path]]:
    """The stored reports of the cells that have any, one at a time."""
    from pipeline.report import json

    form = load_form(options.criteria, options.year)
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

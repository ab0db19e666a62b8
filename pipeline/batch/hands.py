"""Hands: who does the work of a batch. On one machine its worker processes; on many a Dask cluster. The results are the same bytes."""

import asyncio
import errno
import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import PurePosixPath
from typing import Any, Protocol

from pipeline.batch import prints, there
from pipeline.batch.cache import packed
from pipeline.batch.cell import Flags, Made, Order
from pipeline.batch.here import CRASH, Here, Read
from pipeline.batch.shelf import Folder, Shelf
from pipeline.batch.store import ToldError
from pipeline.extractors import failed
from pipeline.model import Problem
from pipeline.reading import CrashedError, Progress

__all__ = ["Cluster", "Hands", "Here", "Read", "reached"]

_RETRIES = 3  # of a task that ends in an error: another machine may do better
_LOOK = 2.0  # seconds between two looks at a task
PATIENCE = 600.0
"""Seconds without any machine after which nothing is waited for."""

_KILLED = "Máy đọc tệp này dừng đột ngột nhiều lần (thường do thiếu bộ nhớ): chạy lại; nếu vẫn vậy, tách nhỏ tệp rồi nộp lại."
_ADDRESS = re.compile(r"(?P<scheme>tcp|tls)://[^/\s]+:(?P<port>\d{1,5})")
_NO_ADDRESS = "địa chỉ cụm máy “{}” không đúng: viết như tcp://10.0.0.5:8786"
_NO_TLS = "chưa có chứng thư để nối với {}: đặt DASK_DISTRIBUTED__COMM__TLS__CA_FILE, …__TLS__CLIENT__CERT và …__TLS__CLIENT__KEY"
_UNREACHED = "không kết nối được với cụm máy {}: kiểm tra địa chỉ, mạng và dask scheduler"
_EMPTY = "cụm máy {0} chưa có máy nào: chạy “dask worker {0} --nthreads 1 --nworkers SỐ_NHÂN” trên từng máy"
_FORSAKEN = "cụm máy không còn máy nào: chạy lại dask worker trên các máy rồi chạy lại lệnh này"
_LOST = "mất kết nối với dask scheduler: kiểm tra mạng và máy điều phối rồi chạy lại lệnh này"
_BROKEN = "máy trong cụm báo lỗi ({}): xem dask worker, khởi động lại rồi chạy lại lệnh này"
_STRANGE = "máy {} chưa cài minhchung, hoặc cài phiên bản khác máy điều phối ({}): cài cùng phiên bản rồi khởi động lại dask worker"


class Hands(Protocol):
    """Reads files of a cell and makes its reports. May be asked by several threads at a time; raises OSError only."""

    def read(self, folder: Folder, cell: str, names: Sequence[str], progress: Progress) -> Mapping[str, Read]: ...

    def finish(self, order: Order) -> Made: ...

    def flag(self, flags: Flags) -> Made: ...


@contextmanager
def reached(scheduler: str, shelf: Shelf, ocr: bool = True, wait: float = 30.0) -> "Iterator[Cluster]":
    """The cluster at ``scheduler``; ``wait``: seconds for it to answer. Raises ToldError, ImportError where Dask is not installed."""
    import dask
    from distributed import Client

    for name in ("distributed", "distributed.client"):  # what matters is told in Vietnamese
        logging.getLogger(name).setLevel(logging.CRITICAL)
    security = _security(scheduler)
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "10GB"}):
        try:
            asyncio.run(_answers(scheduler, security, wait))
            client = Client(scheduler, timeout=wait, set_as_default=False)  # type: ignore[no-untyped-call]
        except OSError as error:
            raise ToldError(errno.EHOSTUNREACH, _UNREACHED.format(scheduler)) from error
        with client:
            yield Cluster(client, shelf, ocr, wait)


def _security(scheduler: str) -> Mapping[str, Any]:
    """How Dask is configured to connect with an address. Raises ToldError where it is none, or certificates are missing."""
    from distributed import Security

    parts = _ADDRESS.fullmatch(scheduler)
    if not parts or int(parts["port"]) > 65535:
        raise ToldError(errno.EINVAL, _NO_ADDRESS.format(scheduler))
    made: Mapping[str, Any] = {}
    with suppress(OSError):
        made = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
    if parts["scheme"] == "tls" and not made.get("ssl_context"):
        raise ToldError(errno.EINVAL, _NO_TLS.format(scheduler))
    return made


async def _answers(scheduler: str, security: Mapping[str, Any], wait: float) -> None:
    """Raises OSError where no scheduler answers. Dask's client would wait for ever, and half made block whoever drops it."""
    from distributed.core import rpc

    async with rpc(scheduler, timeout=wait, connection_args=security) as asked:  # type: ignore[no-untyped-call]
        told = await asyncio.wait_for(asked.identity(), wait)
    if told.get("type") != "Scheduler":
        raise ConnectionRefusedError(errno.ECONNREFUSED, "no scheduler", scheduler)


class Cluster:
    """A Dask cluster: every file and every cell is a task; what a lost machine was doing is done by another.

    All its machines must have the same program and see the root. Raises ToldError where that is not so.
    """

    def __init__(self, client: Any, shelf: Shelf, ocr: bool = True, wait: float = 30.0) -> None:
        self._client, self._shelf, self._ocr = client, shelf, ocr
        self._program = prints.program()
        with _troubles():
            _agreed(client, shelf, wait)

    @property
    def threads(self) -> int:
        """How many tasks the cluster does at a time, now. Raises OSError."""
        with _troubles():
            return sum(self._client.nthreads().values())

    def read(self, folder: Folder, cell: str, names: Sequence[str], progress: Progress) -> Mapping[str, Read]:  # noqa: ARG002
        def tick() -> None:
            progress("Đọc hồ sơ", sum(task.done() for task in tasks), len(tasks))

        with _troubles(), self._tasks(there.read, [(self._shelf, cell, name) for name in names], 0) as tasks:
            return {name: self._file(name, task, tick) for name, task in zip(names, tasks, strict=True)}

    def finish(self, order: Order) -> Made:
        return self._make(order)

    def flag(self, flags: Flags) -> Made:
        return self._make(flags)

    def _make(self, order: Order | Flags) -> Made:
        with _troubles(), self._tasks(there.make, [(order,)], 1) as (task,):
            try:
                made: Made = self._answer(task)
            except CrashedError:
                return Made({}, failed=CRASH)
        return made

    def _file(self, name: str, task: Any, tick: Callable[[], None]) -> Read:
        try:
            made: Read = self._answer(task, tick)
        except CrashedError:
            made = packed([failed(name, Problem.CORRUPT, _KILLED, PurePosixPath(name).suffix.lstrip("."))], name), True
        tick()
        return made

    @contextmanager
    def _tasks(self, work: Callable[..., Any], arguments: Iterable[tuple[Any, ...]], priority: int) -> Iterator[list[Any]]:
        """A task for each of some arguments; those that are not done at the end are cancelled."""
        more = {"pure": False, "retries": _RETRIES, "priority": priority}
        tasks = [self._client.submit(work, self._program, self._ocr, *some, **more) for some in arguments]
        try:
            yield tasks
        finally:
            if wanted := [task for task in tasks if not task.done()]:
                with suppress(OSError), _troubles():
                    self._client.cancel(wanted)

    def _answer(self, task: Any, tick: Callable[[], None] = lambda: None) -> Any:
        """The result of a task. Raises CrashedError where one machine after the other went down with it.

        It gets one more chance than Dask gives it: a machine that is switched off can take several of its workers along.
        """
        from distributed import KilledWorker

        for last in (False, True):
            try:
                return self._waited(task, tick)
            except KilledWorker as error:
                if last:
                    raise CrashedError from error
                task.retry()
        raise AssertionError

    def _waited(self, task: Any, tick: Callable[[], None]) -> Any:
        seen = time.monotonic()
        while True:
            done = task.done()
            try:
                return task.result(timeout=None if done else _LOOK)
            except TimeoutError:
                if done:  # it is the task's own
                    raise
            tick()
            if self._manned():
                seen = time.monotonic()
            elif time.monotonic() - seen > PATIENCE:
                raise ToldError(errno.EHOSTDOWN, _FORSAKEN)

    def _manned(self) -> bool:
        try:
            return bool(self._client.nthreads())
        except OSError:
            return False


def _agreed(client: Any, shelf: Shelf, wait: float) -> None:
    """Raises ToldError, with the names of the machines, where one differs from this or does not see the root."""
    try:
        client.wait_for_workers(1, timeout=wait)
    except TimeoutError as error:
        raise ToldError(errno.EHOSTDOWN, _EMPTY.format(client.scheduler.address)) from error
    ours = there.own_facts()
    reasons = {_unfit(address, told, ours) for address, told in client.run(there.facts, shelf, on_error="return").items()}
    if told := sorted(filter(None, reasons)):
        raise ToldError(errno.ENOEXEC, "; ".join(told))


def _unfit(address: str, told: Any, ours: Mapping[str, str]) -> str:
    if isinstance(told, Exception):
        return _STRANGE.format(address.rpartition("/")[2].rpartition(":")[0], type(told).__name__)
    return there.unlike(told, ours)


@contextmanager
def _troubles() -> Iterator[None]:
    """Whatever goes wrong with a cluster becomes a ToldError; what a machine says of a file or folder stays what it is."""
    try:
        yield
    except CancelledError as error:
        raise ToldError(errno.ECONNRESET, _LOST) from error
    except OSError as error:
        if error.errno is None:  # of the connection, not of a file
            raise ToldError(errno.ECONNRESET, _LOST) from error
        raise
    except Exception as error:
        lost = type(error).__name__ in ("ClosedClientError", "RuntimeError")
        raise ToldError(errno.EIO, _LOST if lost else _BROKEN.format(type(error).__name__)) from error

"""A worker: a process of its own that reads files one at a time and is killed when it takes too long.

Tasks and answers are pickled over its standard streams; it is a plain child process, so that a caller's main module is never run again.
"""

import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipeline.extractors import Known

_START = 60.0  # seconds that a process may need to come up on a busy machine
_LENGTH = struct.Struct("<Q")
_PACKAGE = Path(__file__).parents[2]
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` for a file or a member of an archive, ``page_seconds`` for a page to be recognised, ``memory`` in bytes."""

    seconds: float = 60.0
    page_seconds: float = 90.0
    memory: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Read a file, but for what is known already."""

    root: Path
    path: Path
    known: Known


@dataclass(frozen=True, slots=True)
class PageTask:
    """Recognise page ``number`` of the source ``member`` in a file."""

    root: Path
    path: Path
    member: str
    number: int


@dataclass(frozen=True, slots=True)
class CallTask:
    """Call a function of the program, ``module:name``; its result is the answer. It must not raise: the worker would end."""

    function: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """The file or member that a worker is about to read."""

    name: str


class CrashedError(Exception):
    """The worker ended before it answered."""


class OverdueError(Exception):
    """The worker took too long and was killed."""


class Worker:
    """One child process, started anew after it was lost."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._closed = False
        self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        """A new process. ``-P``: nothing is imported from the folder in which the program was called, it may be an inspected one."""
        self._ready = False
        paths = os.pathsep.join(filter(None, (str(_PACKAGE), os.environ.get("PYTHONPATH"))))
        return subprocess.Popen(
            [sys.executable, "-P", "-c", f"from pipeline.reading.service import serve; serve({self._limits.memory})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("MINHCHUNG_DEBUG") else subprocess.DEVNULL,
            env={**os.environ, **_ONE_THREAD, "PYTHONPATH": paths},
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, task: ReadTask | PageTask | CallTask, seconds: float) -> Iterator[Any]:
        """The answers to a task, each within ``seconds``. Raises CrashedError or OverdueError; the worker is then a new one."""
        if self._closed:
            raise CrashedError
        if self._process.poll() is not None:
            self._process = self._started()
        late = threading.Event()
        try:
            if not self._ready:
                self._answer(_START, late)
                self._ready = True
            send(self._process.stdin, task)
            while True:
                answer = self._answer(seconds, late)
                if answer is None:
                    return
                yield answer[0]
        except (OSError, EOFError, pickle.UnpicklingError, struct.error) as error:
            self._kill()
            if not self._closed:
                self._process = self._started()
            raise (OverdueError if late.is_set() else CrashedError) from error

    def _answer(self, seconds: float, late: threading.Event) -> Any:
        def overdue() -> None:
            late.set()
            self._kill()

        timer = threading.Timer(seconds, overdue)
        timer.daemon = True
        timer.start()
        try:
            return receive(self._process.stdout)
        finally:
            timer.cancel()

    def _kill(self) -> None:
        """Ends the process and whatever it has started."""
        if os.name == "posix":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()

    def close(self) -> None:
        """Ends the worker for good."""
        self._closed = True
        self._kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


def send(stream: IO[bytes] | None, message: object) -> None:
    """Writes one message: its length, then its pickle."""
    assert stream is not None
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes] | None) -> Any:
    """Reads one message; raises EOFError where the stream ends."""
    assert stream is not None
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    size = _LENGTH.unpack(head)[0]
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)

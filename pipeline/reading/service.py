"""The inside of a worker: takes tasks from standard input, reads, answers on standard output.

Bounded in memory, and without a network: nothing that a file holds can make it call out.
"""

import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import Any

from pipeline.extractors import recognise, stream
from pipeline.reading.worker import Begun, CallTask, PageTask, ReadTask, receive, send

_LOOK = 2.0  # seconds between two looks at the parent
_NETWORK = frozenset({"socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind", "urllib.Request"})


def serve(memory: int) -> None:
    """Answers tasks until standard input ends. ``memory``: bytes of address space, where the system can bound it."""
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _bound(memory)
    sys.addaudithook(_no_network)
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    gc.freeze()
    send(sink, None)  # ready
    while True:
        try:
            task = receive(source)
        except EOFError:
            return
        for answer in _answers(task):
            send(sink, (answer,))
        send(sink, None)


def _answers(task: ReadTask | PageTask | CallTask) -> Iterator[Any]:
    if isinstance(task, CallTask):
        module, _, name = task.function.partition(":")
        yield getattr(import_module(module), name)(*task.arguments)
        return
    if isinstance(task, ReadTask):
        for told in stream(task.root, task.path, task.known):
            yield Begun(told) if isinstance(told, str) else told
        return
    yield recognise(task.root, task.path, task.member, task.number)


def _end_with(parent: int) -> None:
    """Ends this process soon after its parent, also in the middle of a file: nobody is left to time it. Windows does not tell."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    with suppress(ValueError, OSError):  # macOS refuses, or a lower bound is set already
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _no_network(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _NETWORK:
        raise PermissionError("no network in a worker")

"""A machine of a cluster: what it is asked, and what it answers. It works with hands of its own, as the machine that asks would."""

import asyncio
import atexit
import errno
import socket
import threading
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from pipeline.batch import prints
from pipeline.batch.cell import Flags, Made, Order
from pipeline.batch.here import Here, Read
from pipeline.batch.shelf import Shelf
from pipeline.batch.store import ToldError
from pipeline.extractors.ocr import available
from pipeline.form import default_folder
from pipeline.reading import Pool

_OTHER = "máy {} chạy chương trình hoặc thư viện khác máy điều phối: cài cùng phiên bản rồi khởi động lại dask worker"
_OTHER_OCR = "máy {} {} Tesseract tiếng Việt, khác máy điều phối: cài cho giống nhau rồi khởi động lại dask worker"
_OTHER_FORM = "máy {} không có biểu mẫu “{}”, hoặc có nhưng khác: đặt biểu mẫu vào thư mục chung, cùng đường dẫn trên mọi máy"
_UNSEEN = "máy {} không thấy thư mục “{}”: gắn thư mục chung vào cùng đường dẫn trên mọi máy"


def read(program: str, ocr: bool, shelf: Shelf, cell: str, name: str) -> Read:
    """Reads one file. Raises OSError."""
    hands = _hands(program, ocr)
    try:
        return hands.read(shelf.cell(cell), cell, [name], lambda *_: None)[name]
    except OSError as error:
        raise _named(error, shelf) from error


def make(program: str, ocr: bool, order: Order | Flags) -> Made:
    """Makes the reports of one cell. Raises OSError."""
    hands = _hands(program, ocr)
    order = replace(order, criteria=_criteria(order))
    return hands.flag(order) if isinstance(order, Flags) else hands.finish(order)


def _criteria(order: Order | Flags) -> Path:
    """The folder of the form on this machine; the one the program ships with may lie elsewhere than on the machine that asks."""
    for folder in (order.criteria, default_folder()):
        if folder.is_dir() and prints.form(folder) == order.form:
            return folder
    raise ToldError(errno.ENOENT, _OTHER_FORM.format(socket.gethostname(), order.criteria))


async def facts(shelf: Shelf) -> Mapping[str, str]:
    """What has to be alike on all machines, and ``trouble``: why the root cannot be opened here, in Vietnamese."""
    return await asyncio.to_thread(_facts, shelf)


def _facts(shelf: Shelf) -> Mapping[str, str]:
    trouble = ""
    try:
        shelf.look()
    except OSError as error:
        trouble = _named(error, shelf).strerror or type(error).__name__
    return own_facts() | {"trouble": trouble}


def own_facts() -> dict[str, str]:
    """Of this machine: its name, fingerprint of the program, whether it recognises pictures."""
    return {"machine": socket.gethostname(), "program": prints.program(), "ocr": "có" if available() else "không có"}


def unlike(theirs: Mapping[str, str], ours: Mapping[str, str]) -> str:
    """Why a machine cannot be used, in Vietnamese; empty where it can."""
    machine = theirs["machine"]
    if theirs["ocr"] != ours["ocr"]:
        return _OTHER_OCR.format(machine, theirs["ocr"])
    return _OTHER.format(machine) if theirs["program"] != ours["program"] else theirs["trouble"]


def _named(error: OSError, shelf: Shelf) -> OSError:
    """An error with the name of this machine."""
    machine = socket.gethostname()
    if isinstance(error, ToldError):
        return ToldError(error.errno, f"máy {machine}: {error.strerror}")
    try:
        shelf.look()
    except PermissionError:
        return ToldError(errno.EACCES, f"máy {machine} không có quyền mở thư mục “{shelf.root}”")
    except OSError:
        return ToldError(errno.ENODEV, _UNSEEN.format(machine, shelf.root))
    return error


def _hands(program: str, ocr: bool) -> Here:
    if prints.program() != program:
        raise ToldError(errno.ENOEXEC, _OTHER.format(socket.gethostname()))
    from distributed import get_worker

    worker = get_worker()
    return Here(pool(worker.state.nthreads, ocr), worker.local_directory)


def pool(workers: int, ocr: bool) -> Pool:
    """The worker processes of a machine of the cluster: started when first needed, ended with it."""
    with _ONE_AT_A_TIME:
        return _pool(workers, ocr)


_ONE_AT_A_TIME = threading.Lock()


@cache
def _pool(workers: int, ocr: bool) -> Pool:
    made = Pool(workers, ocr=ocr)
    atexit.register(made.__exit__, None, None, None)
    return made

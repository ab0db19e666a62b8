"""Machines for tests, all on the loopback interface: a store like S3, and a Dask cluster of processes that can be killed."""

import importlib.util
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.conftest import ROOT

_PATIENCE = 180.0  # seconds, on a busy machine
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY")
_START = "import sys; from dask.__main__ import main; sys.argv[0] = 'dask'; main()"


def needed(*modules: str) -> None:
    """Skips where a module is not installed; where tests are run for everyone, that is a failure."""
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def until(there: Callable[[], object], what: str, patience: float = _PATIENCE) -> None:
    """Waits until something is so."""
    end = time.monotonic() + patience
    while not there():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.05)


@contextmanager
def surroundings(**more: str) -> Iterator[None]:
    """Environment variables for a while: ``more``, no proxy, and none of a real store."""
    before = dict(os.environ)
    for name in before:
        if name.upper() in _PROXIES or name.startswith("AWS_"):
            del os.environ[name]
    os.environ |= {"NO_PROXY": "*", "no_proxy": "*", "AWS_EC2_METADATA_DISABLED": "true", **more}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def s3() -> Iterator[str]:
    """A store with the bucket ``kho``; the environment tells where it is, for as long as it lasts."""
    needed("moto", "flask", "flask_cors", "s3fs")
    import s3fs
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        address = f"http://{host}:{port}"
        keys = {"AWS_ACCESS_KEY_ID": "khoa", "AWS_SECRET_ACCESS_KEY": "bi-mat", "AWS_DEFAULT_REGION": "us-east-1"}
        with surroundings(AWS_ENDPOINT_URL=address, AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull, **keys):
            urlopen(Request(f"{address}/moto-api/reset", method="POST")).close()
            s3fs.S3FileSystem.clear_instance_cache()
            s3fs.S3FileSystem().mkdir("kho")
            yield address
    finally:
        s3fs.S3FileSystem.clear_instance_cache()
        server.stop()


def filled(address: str, files: Mapping[str, bytes]) -> None:
    """Puts files into a store, by key."""
    import fsspec

    system, place = fsspec.core.url_to_fs(address)
    for name, data in files.items():
        system.pipe_file(f"{place}/{name}", data)


@dataclass(frozen=True)
class Cluster:
    """A scheduler's address, and the leading process of the scheduler and of each machine."""

    address: str
    machines: Mapping[str, "subprocess.Popen[bytes]"]

    def switch_off(self, name: str) -> None:
        """All of a machine at once: the nanny and what it started."""
        _killed(self.machines[name])


@contextmanager
def cluster(home: Path, machines: int = 2, **environment: str) -> Iterator[Cluster]:
    """A scheduler and so many machines of one thread each; all are gone afterwards. ``environment``: more variables for them."""
    needed("distributed")
    with ExitStack() as stack:
        stack.enter_context(surroundings(**{n: v for n, v in os.environ.items() if n.startswith("AWS_")}))
        told = home / "scheduler.json"
        forgotten = ("--idle-timeout", "10 minutes")  # where the tests were killed, all ends by itself
        scheduler = ["scheduler", "--port", "0", "--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(told), *forgotten]
        process = stack.enter_context(_run(home, "scheduler", scheduler, environment))
        until(lambda: told.is_file() or process.poll() is not None, "scheduler")
        address = json.loads(told.read_text("utf-8"))["address"]
        started = {"scheduler": process}
        for name in (f"m{n}" for n in range(machines)):
            own = ["--name", name, "--nthreads", "1", "--memory-limit", "0", "--local-directory", str(home / name)]
            worker = ["worker", address, "--dashboard-address", "127.0.0.1:0", *own]
            started[name] = stack.enter_context(_run(home, name, worker, environment))
        yield Cluster(address, started)


@contextmanager
def _run(home: Path, name: str, arguments: list[str], environment: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of Dask and whatever it starts; what it says is kept in ``home``."""
    command = [sys.executable, "-c", _START, arguments[0], "--host", "127.0.0.1", "--no-dashboard", *arguments[1:]]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    with (home / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=home, env=surroundings, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        _killed(process)


def _killed(process: "subprocess.Popen[bytes]") -> None:
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    process.wait()

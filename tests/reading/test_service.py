"""The inside of a worker: no network, bounded memory, and silence on the terminal whatever a library prints."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "call",
    [
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
        "import socket; socket.getaddrinfo('localhost', 80)",
    ],
)
def test_nothing_in_a_worker_reaches_a_network(call: str) -> None:
    made = run(f"import sys\nfrom pipeline.reading.service import _no_network\nsys.addaudithook(_no_network)\n{call}")
    assert made.returncode != 0
    assert "PermissionError: no network in a worker" in made.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the system bounds no memory")
def test_memory_beyond_the_bound_is_refused() -> None:
    made = run("from pipeline.reading.service import _bound\n_bound(600_000_000)\nbytearray(700_000_000)")
    assert "MemoryError" in made.stderr

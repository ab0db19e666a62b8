"""Times a check and its parts beside kreuzberg, which only extracts the text of the same files.

    python tests/benchmarks/check.py FOLDER [RUNS]

Prints CPU seconds (median of the runs, imports apart), their ratio, and the wall time of cold processes.
The peer needs ``pip install kreuzberg``.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from timing import cpu

from pipeline.reading import Pool
from pipeline.run import Inspector, load_form


def cold(*command: str, runs: int = 5) -> float:
    """Median wall seconds of a process of its own."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def peer(folder: Path) -> Callable[[], object] | None:
    """kreuzberg's extraction of every file of the folder."""
    try:
        from kreuzberg import extract_file_sync
    except ImportError:
        return None
    files = [p for p in folder.rglob("*") if p.suffix in (".docx", ".pdf", ".xlsx")]

    def work() -> object:
        return [extract_file_sync(str(f)) for f in files]

    return work


def main() -> None:
    """Prints the table."""
    folder, runs = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    start = time.process_time()
    form = load_form(None)
    loaded = time.process_time() - start
    inspector = Inspector(form)
    compiled = time.process_time() - start - loaded
    with Pool() as pool:
        whole = cpu(lambda: inspector.check(folder, pool), runs)
        laps = inspector.check(folder, pool).report.seconds
    other = peer(folder)
    extracted = cpu(other, runs) if other else None
    print(f"form: load {loaded:.3f} s, compile {compiled:.3f} s CPU")
    print(f"check: {whole:.3f} s CPU (workers apart); wall by part: " + ", ".join(f"{k} {v:.3f}" for k, v in laps.items()))
    if extracted:
        print(f"kreuzberg, text only: {extracted:.3f} s CPU; check / kreuzberg = {whole / extracted:.2f}")
    program = str(Path(sys.executable).with_name("minhchung"))
    with tempfile.TemporaryDirectory() as out:
        checked = cold(program, "check", str(folder), "--out", out, "--quiet")
    print(f"cold: --help {cold(program, '--help'):.3f} s, check {checked:.2f} s wall")


if __name__ == "__main__":
    main()

"""Times a batch: cells a minute at 1 and 2 processes and on a cluster, cost of a cell as their number grows, memory, second run, overhead.

    python tests/benchmarks/batch.py SIZES [--cluster] [--scans]      # SIZES: 10,100,1000

Cells are made of papers of sample_docs under varied names, no two files with the same bytes; with --scans each has a scanned page too.
Prints wall and CPU seconds a cell, ratios to the smallest size of the same run, the sum of the parts (reading, judging and writing the
same cells one after the other, without a batch) beside the whole, and the highest memory of all processes together.
"""

import io
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psutil

from pipeline.extractors import files
from pipeline.form import default_folder, load
from pipeline.reading import Pool
from pipeline.run import Inspector, contents, folder_id, written

ROOT = Path(__file__).parents[2]
PAPERS = (
    "1. Biên bản/BB họp lệ T1-2021.docx",
    "1. Biên bản/bien ban thang 02.docx",
    "2. Báo cáo/bao cao nam (ban chinh).docx",
    "3. NQ, KH/NQ 2021 - ban hanh.docx",
    "5. Sổ sách/So CV di 2021.xlsx",
)
SYLLABLES = [
    a + b
    for a in ("b", "c", "d", "g", "h", "kh", "l", "m", "n", "ng", "ph", "s", "t", "th", "tr", "v")
    for b in ("ai", "ang", "ăn", "ây", "eo", "ôi", "ơm", "ung")
]
NAMES = ("Hoa Sen", "Bình Minh", "Sao Mai", "Họa Mi", "Tuổi Thơ", "Hướng Dương", "Măng Non", "Ánh Dương")


class Run(NamedTuple):
    """``wall`` and ``cpu`` in seconds, ``memory`` in bytes: the highest sum over the process tree."""

    wall: float
    cpu: float
    memory: int


def cells(root: Path, many: int, scans: bool) -> None:
    """Makes so many cells under ``root``."""
    for number in range(many):
        home = root / f"chi-bo-{number:05}"
        home.mkdir(parents=True)
        for paper in PAPERS:
            (home / Path(paper).name).write_bytes(varied(ROOT / "sample_docs" / paper, number))
        if scans:
            scan(home / "quet.png", number)


def varied(path: Path, number: int) -> bytes:
    """An Office file with another cell's name in it, and words of its own after every long text."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(("document.xml", "sharedStrings.xml")):
                text = data.decode("utf-8").replace("Sen Hồng", f"{NAMES[number % len(NAMES)]} {number}")
                text = re.sub(r"(?<=>)[^<>]+(?=</(?:w:)?t>)", partial(_own_words, random.Random(number)), text)
                data = text.encode("utf-8")
            new.writestr(name, data)
        new.comment = str(number).encode()
    return out.getvalue()


def _own_words(chance: random.Random, found: re.Match[str]) -> str:
    """A long text with as many words again that no other cell has in this order: what is alike in all cells is not taken for copied."""
    words = found.group().split()
    return found.group() if len(words) < 8 else f"{found.group()} {' '.join(chance.choices(SYLLABLES, k=len(words)))}."


def scan(path: Path, number: int) -> None:
    """A page as a picture: a few lines of minutes."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1240, 900), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=28)
    for line in range(16):
        draw.text((80, 60 + line * 48), f"Bien ban hop chi bo thang 3 nam 2021, noi dung {line} so {number}", font=font)
    page.save(path, dpi=(150, 150))


def run(root: Path, out: Path, *more: str) -> Run:
    """A batch in a process of its own, by the command line."""
    start = time.perf_counter()
    process = psutil.Popen(
        [sys.executable, "-m", "pipeline.cli", "batch", str(root), "--out", str(out), *more],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with watched(process) as seen:
        process.wait()
    return Run(time.perf_counter() - start, sum(seen["cpu"].values()), int(max(seen["memory"].values())))


@contextmanager
def watched(process: psutil.Popen) -> Iterator[dict[str, dict[int, float]]]:
    """CPU seconds by process and the highest memory of the tree, looked at ten times a second."""
    seen: dict[str, dict[int, float]] = {"cpu": {}, "memory": {0: 0.0}}
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(0.1):
            memory = 0
            try:
                tree = [process, *process.children(recursive=True)]
            except psutil.Error:
                continue
            for one in tree:
                try:
                    times = one.cpu_times()
                    seen["cpu"][one.pid] = times.user + times.system
                    memory += one.memory_full_info().pss
                except psutil.Error:
                    continue
            seen["memory"][0] = max(seen["memory"][0], memory)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        ended.set()
        thread.join()


def parts(root: Path, out: Path) -> float:
    """CPU seconds that reading, judging and writing the cells take without a batch, start and form included."""
    start = psutil.Process().cpu_times()
    inspector = Inspector(load(default_folder()))
    with Pool(1) as pool:
        for home in sorted(root.iterdir()):
            sources = [s for found in pool.read(home, files(home)) for s in found]
            written(contents(inspector.conclude(sources, folder_id(home)), ""), out / home.name)
        reader = psutil.Process(pool.processes()[0]).cpu_times()
    now = psutil.Process().cpu_times()
    return now.user + now.system - start.user - start.system + reader.user + reader.system


def cluster(root: Path, out: Path, folder: Path) -> Run:
    """A batch on a scheduler and two workers of this machine."""
    told = folder / "scheduler.json"
    base = [sys.executable, "-m"]
    scheduler = subprocess.Popen(
        [*base, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    workers = subprocess.Popen(
        [*base, "distributed.cli.dask_worker", "--scheduler-file", str(told), "--nthreads", "1", "--nworkers", "2", "--no-dashboard"],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    try:
        import json

        while not told.is_file():
            time.sleep(0.2)
        time.sleep(5)
        return run(root, out, "--scheduler", json.loads(told.read_text("utf-8"))["address"])
    finally:
        for process in (workers, scheduler):
            process.terminate()
            process.wait()


def main() -> None:
    """Prints the table."""
    sizes = [int(n) for n in sys.argv[1].split(",")]
    with tempfile.TemporaryDirectory() as folder:
        first = 0.0
        for size in sizes:
            root, out = Path(folder, f"goc-{size}"), Path(folder, f"kq-{size}")
            cells(root, size, "--scans" in sys.argv)
            whole = run(root, out)
            first = first or whole.cpu / size
            again = run(root, out)
            cost = whole.cpu / size
            print(
                f"{size:6} cells: a cell {whole.wall / size:.3f} s wall, {cost:.3f} s CPU, {cost / first:.2f} of the first size", end="; "
            )
            print(f"{60 * size / whole.wall:.0f} a minute; {whole.memory / 1e6:.0f} MB", end="; ")
            print(f"second run {again.wall:.2f} s, {again.wall / whole.wall:.1%}", flush=True)
        size = sizes[0]
        root = Path(folder, f"goc-{size}")
        one = run(root, Path(folder, "mot"), "--workers", "1")
        two = run(root, Path(folder, "hai"), "--workers", "2")
        alone = parts(root, Path(folder, "rieng"))
        print(f"{size} cells a minute: 1 process {60 * size / one.wall:.0f}, 2 processes {60 * size / two.wall:.0f}")
        print(f"sum of the parts {alone:.1f} s CPU, batch with 1 process {one.cpu:.1f} s: overhead {one.cpu / alone - 1:.1%}")
        if "--cluster" in sys.argv:
            there = cluster(root, Path(folder, "cum"), Path(folder))
            print(f"{size} cells on a cluster of two workers: {60 * size / there.wall:.0f} a minute")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

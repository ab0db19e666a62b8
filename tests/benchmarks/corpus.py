"""Reads every file of a folder of foreign documents, broken and hostile ones among them, and tells how each one ended.

    python tests/benchmarks/corpus.py FOLDER [--workers N] [--json OUT] [--no-ocr]

Prints a table by suffix: files and members, how many gave text, how many only a named problem, and those that gave neither; the slowest
files; wall and CPU seconds. Ends with 1 where a file gave neither text nor problem, or where reading raised: both must be none.
Good folders are the test files of apache/poi, apache/tika, mozilla/pdf.js, libarchive and pandoc; none is kept in this repository.
"""

import argparse
import itertools
import json
import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from queue import SimpleQueue

from pipeline.extractors import files, relative
from pipeline.model import Problem, Source
from pipeline.reading import Pool

RARE = 5  # suffixes with fewer sources share a row


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a file, or a member of a container, ended. ``seconds``: wall, of the whole file, told with its first source."""

    path: str
    method: str
    pages: int | None
    characters: int
    problems: tuple[tuple[str, str], ...]
    seconds: float = 0.0
    error: str = ""

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.path.rsplit("!/", 1)[-1]).suffix.lower().lstrip(".") or "(none)"

    @property
    def ended(self) -> str:
        """``text``, the name of its first problem, ``raised`` or ``neither``."""
        if self.error:
            return "raised"
        if self.characters:
            return "text"
        return self.problems[0][0] if self.problems else "neither"


def outcome(source: Source, seconds: float) -> Outcome:
    problems = tuple((str(flag.problem), flag.detail) for flag in source.problems)
    return Outcome(source.path, source.method, source.pages, sum(len(p.text) for p in source.passages), problems, seconds)


def read(pool: Pool, root: Path, path: Path) -> list[Outcome]:
    """The outcomes of one file."""
    begun = time.perf_counter()
    try:
        (sources,) = pool.read(root, [path])
    except Exception:  # noqa: BLE001  what got past the program's boundary is what this looks for
        return [Outcome(relative(root, path), "", None, 0, (), time.perf_counter() - begun, traceback.format_exc())]
    taken = itertools.chain((time.perf_counter() - begun,), itertools.repeat(0.0))
    return [outcome(*pair) for pair in zip(sources, taken, strict=False)] or [Outcome(relative(root, path), "", None, 0, ())]


def sweep(root: Path, paths: Sequence[Path], workers: int, ocr: bool) -> Iterator[Outcome]:
    """Outcomes in the order of ``paths``. Each thread has a pool of one worker, so that the time of a file is its own."""
    idle: SimpleQueue[Pool] = SimpleQueue()

    def work(path: Path) -> list[Outcome]:
        pool = idle.get()
        try:
            return read(pool, root, path)
        finally:
            idle.put(pool)

    with ExitStack() as stack:
        for _ in range(workers):
            idle.put(stack.enter_context(Pool(1, ocr=ocr)))
        threads = stack.enter_context(ThreadPoolExecutor(workers))
        for done, outcomes in enumerate(threads.map(work, paths), 1):
            if sys.stderr.isatty():
                print(f"\r{done}/{len(paths)}", end="", file=sys.stderr)
            yield from outcomes


def table(outcomes: Sequence[Outcome]) -> str:
    """Counts by suffix and by how they ended; the last row is the sum."""
    by_suffix = Counter(o.suffix for o in outcomes)
    cells = Counter((o.suffix if by_suffix[o.suffix] >= RARE else "(rare)", o.ended) for o in outcomes)
    columns = ["text", *(str(p) for p in Problem if any(key[1] == p for key in cells)), "neither", "raised"]
    rows = sorted({suffix for suffix, _ in cells}, key=lambda s: (s.startswith("("), s))
    lines = [["format", "all", *columns]]
    for row in rows:
        counts = [cells[row, column] for column in columns]
        lines.append([row, *map(str, (sum(counts), *counts))])
    sums = [sum(int(line[at]) for line in lines[1:]) for at in range(1, len(lines[0]))]
    lines.append(["sum", *map(str, sums)])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path, help="write every outcome to this file")
    parser.add_argument("--no-ocr", action="store_true", help="leave scans unread")
    asked = parser.parse_args()
    begun = time.perf_counter()
    paths = files(asked.folder)
    outcomes = list(sweep(asked.folder, paths, asked.workers, not asked.no_ocr))
    wall, spent = time.perf_counter() - begun, os.times()
    if asked.json:
        asked.json.write_text(json.dumps([asdict(o) for o in outcomes], ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{len(paths)} files\n\n{table(outcomes)}\n\nslowest:")
    for slow in sorted(outcomes, key=lambda o: -o.seconds)[:15]:
        print(f"  {slow.seconds:7.1f} s  {slow.ended:12} {slow.path}")
    print(f"\n{wall:.0f} s wall, {sum(spent[:4]):.0f} s CPU")
    lost = [o for o in outcomes if o.ended in ("neither", "raised")]
    for one in lost:
        print(f"LOST {one.ended} {one.path}\n{one.error}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())

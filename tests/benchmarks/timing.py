"""CPU time of work, for the benchmarks."""

import statistics
import time
from collections.abc import Callable


def cpu(work: Callable[[], object], runs: int) -> float:
    """Median CPU seconds of ``runs`` runs after one that is not counted, without other processes' own."""
    work()
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)

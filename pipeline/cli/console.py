"""What the commands say: one Vietnamese line for what is wrong, tables, a progress bar."""

import sys
from typing import Any, NoReturn


def fail(message: str) -> NoReturn:
    """Ends the program with status 2 and one line."""
    sys.stderr.write(f"Lỗi: {message}\n")
    raise SystemExit(2)


def console(**options: Any) -> Any:
    """A rich console; 140 columns where the output is no terminal."""
    from rich.console import Console

    if not sys.stdout.isatty():
        options.setdefault("width", 140)
    return Console(highlight=False, **options)


def with_progress(work: Any) -> Any:
    """Runs work with a progress bar on a terminal."""
    if not sys.stderr.isatty():
        return work(lambda *_: None)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        return work(progress)

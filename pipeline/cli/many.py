"""The command batch: all cells of a folder, with progress and time left."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.batch import BusyError, Ended, Machines, Options, Outcome, Progress, check_all, counts
from pipeline.batch.shelf import Shelf, is_address
from pipeline.batch.store import ToldError
from pipeline.cli.checking import usable_year
from pipeline.cli.console import console, fail
from pipeline.form import FormError, default_folder

_WORDS = {Ended.DONE: "đã kiểm tra", Ended.UNCHANGED: "không thay đổi", Ended.FAILED: "bị lỗi"}


def batch(options: argparse.Namespace) -> int:
    """Checks all cells; status 0, or 1 where some failed."""
    if not is_address(options.root) and not Path(options.root).is_dir():
        fail(f"không có thư mục “{options.root}”. Kiểm tra lại đường dẫn.")
    usable_year(options.year)
    wanted = Options(
        criteria=(options.criteria or default_folder()).resolve(),
        year=options.year,
        formats=options.formats,
        ocr=not options.no_ocr,
        fresh=options.fresh,
        retry=options.retry_failed,
        flight=2 * (options.workers or os.cpu_count() or 1),
    )
    root = options.root if is_address(options.root) else str(Path(options.root).resolve())
    machines = Machines(options.workers, options.scheduler)
    with _progress() as progress:
        outcomes = _checked(lambda: check_all(Shelf(root, options.depth), options.out, wanted, machines, progress), options)
    _tell(outcomes, options.out)
    return 1 if any(o.ended is Ended.FAILED for o in outcomes) else 0


def _checked(work: Callable[[], tuple[Outcome, ...]], options: argparse.Namespace) -> tuple[Outcome, ...]:
    try:
        return work()
    except FormError as error:
        fail(f"biểu mẫu không dùng được: {error.errors[0]}")
    except BusyError:
        fail(f"đang có một lượt chạy khác ghi vào “{options.out}”. Đợi lượt đó xong, hoặc chọn nơi khác bằng --out.")
    except ImportError as error:
        fail(f"thiếu gói “{error.name}”. Cài bằng: pip install minhchung[cluster]")
    except ToldError as error:
        fail(f"{error.strerror}.")
    except OSError as error:
        fail(f"không đọc được “{options.root}” hoặc không ghi được “{options.out}” ({error.strerror or error}).")
    except KeyboardInterrupt:
        sys.stderr.write("\nĐã dừng. Chạy lại lệnh này để đi tiếp từ chỗ đang dở.\n")
        raise SystemExit(130) from None


def _tell(outcomes: tuple[Outcome, ...], out: Path) -> None:
    screen = console()
    told = counts(outcomes)
    screen.print(
        f"{len(outcomes)} chi bộ: " + ", ".join(f"{n} {_WORDS[ended]}" for ended, n in told.items() if n or ended is Ended.DONE),
        style="bold",
    )
    for outcome in outcomes:
        if outcome.ended is Ended.FAILED:
            screen.print(f"  {outcome.folder}: {outcome.reason}", style="red", markup=False, soft_wrap=True)
    if told[Ended.FAILED]:
        screen.print("Chạy lại với --retry-failed để thử lại các chi bộ bị lỗi.")
    screen.print(f"Kết quả: {out / 'tong-hop.html'}, {out / 'tong-hop.xlsx'}, {out / 'that-bai.csv'}", style="dim", soft_wrap=True)


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar for all cells and a line for each that is being done; on no terminal a line a cell."""
    if not sys.stderr.isatty():
        yield _lines
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        everything = bar.add_task("Tất cả chi bộ", total=None)
        lines: dict[str, TaskID] = {}

        def told(folder: str, stage: str, done: int, total: int) -> None:
            if not folder and stage:  # what is done after all cells
                bar.update(everything, description=stage)
                return
            if not folder or stage in set(Ended):
                bar.update(everything, completed=done, total=total)
                if folder in lines:
                    bar.remove_task(lines.pop(folder))
                return
            if folder not in lines:
                lines[folder] = bar.add_task(folder)
            bar.update(lines[folder], description=f"  {folder}: {stage}", completed=done, total=total)

        yield told


def _lines(folder: str, stage: str, done: int, total: int) -> None:
    if folder and stage in set(Ended):
        sys.stderr.write(f"[{done}/{total}] {folder}: {_WORDS[Ended(stage)]}\n")

"""Commands about time: diff, what has changed between two sets of results; watch, checking again whatever changes.

``diff`` takes ``old``, ``new`` (paths), ``out`` (a file, None: only on the terminal), ``criteria`` (a folder or None).
``watch`` takes ``root``, ``out``, ``depth``, ``year``, ``criteria``, ``workers``, ``formats``, ``no_ocr`` and ``retry_failed`` as ``batch``
does, and ``poll`` (True: look at the files every two seconds, for network shares).
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from signal import SIGINT, signal
from threading import Event, current_thread, main_thread
from typing import Any

from pipeline.batch import BusyError, Ended, Options, Outcome, Progress, counts
from pipeline.batch import changes as compared
from pipeline.batch.watching import Seen
from pipeline.cli.checking import usable_form
from pipeline.cli.console import console, fail, with_progress
from pipeline.form import default_folder
from pipeline.report.changes_frames import in_one_line, of_years, ordered
from pipeline.report.compared import VERDICTS, Change, Verdict, files_in_words, in_words
from pipeline.run import written
from pipeline.text.wording import capital

_STYLES = {Verdict.BETTER: "green", Verdict.WORSE: "bold red", Verdict.CHANGED: "yellow"}
_TOLD = 6  # requirements that are told of an event
_LISTED = 30
"""Cells that are all listed; of more than these only those that changed."""
_IN_FULL = 10
"""Cells whose changes are printed requirement by requirement."""


def diff(options: argparse.Namespace) -> int:
    """Prints what has changed, and writes it where ``--out`` says."""
    for given in (options.old, options.new):
        if not given.exists():
            fail(f"không có “{given}”. Kiểm tra lại đường dẫn.")
        if not compared.found(given):
            fail(f"không có findings.json nào trong “{given}”. Chạy “minhchung check” hoặc “minhchung batch” trước.")
    if options.out and options.out.suffix.lower() not in compared.FORMATS:
        fail(f"không ghi được dạng “{options.out.suffix or options.out.name}”; dùng một trong: {', '.join(compared.FORMATS)}.")
    found = ordered(compared.changes(options.old, options.new, _trouble))
    if not found:
        fail("không đọc được kết quả nào để so sánh.")
    names = _names(found, options.criteria)
    show(found, names, console())
    if options.out:
        _write(found, names, options.out)
    return 0


def _trouble(path: Path, why: str) -> None:
    sys.stderr.write(f"Lưu ý: bỏ qua “{path}”: {why}.\n")


def _names(found: Sequence[Change], criteria: Path | None) -> dict[str, str]:
    from pipeline.form import FormError

    try:
        return compared.names(found, criteria)
    except FormError as error:
        fail(f"biểu mẫu không dùng được: {error.errors[0]}")


def _write(found: Sequence[Change], names: Mapping[str, str], out: Path) -> None:
    try:
        written({out.name: compared.render(found, names, out.suffix.lower())}, out.parent)
    except OSError:
        fail(f"không ghi được “{out}”. Kiểm tra quyền ghi và chỗ trống, hoặc chọn nơi khác bằng --out.")
    console().print(f"Kết quả: {out}", style="dim", soft_wrap=True, markup=False)


def show(found: Sequence[Change], names: Mapping[str, str], screen: Any) -> None:
    """Prints totals and cells; of a few cells each requirement that changed."""
    from rich.text import Text

    screen.print(Text(". ".join(filter(None, (of_years(found), in_one_line(found)))), style="bold"))
    listed = [c for c in found if len(found) <= _LISTED or c.verdict is not Verdict.SAME]
    if len(found) > 1 and listed:
        screen.print(_table(listed))
    changed = [c for c in found if c.old and c.new and c.verdict is not Verdict.SAME]
    for change in changed[:_IN_FULL]:
        for line in _lines(change, names):
            screen.print(line)
    if len(changed) > _IN_FULL:
        screen.print(f"… và {len(changed) - _IN_FULL} chi bộ khác có thay đổi: ghi ra tệp bằng --out so-sanh.xlsx để xem hết.")


def _table(found: Sequence[Change]) -> Any:
    from rich.table import Table
    from rich.text import Text

    made = Table(header_style="bold", expand=True)
    for name, ratio in (("Chi bộ", 5), ("Kết luận", 2), ("Còn thiếu", 2), ("Yêu cầu tốt hơn, kém hơn", 3), ("Hồ sơ", 5)):
        made.add_column(name, ratio=ratio)
    for c in found:
        gaps = " → ".join(str(side.gaps) for side in (c.old, c.new) if side)
        steps = [sum(s.verdict is v for s in c.shifts) for v in (Verdict.BETTER, Verdict.WORSE)]
        verdict = Text(capital(VERDICTS[c.verdict]), style=_STYLES.get(c.verdict, "dim"))
        made.add_row(Text(c.name), verdict, gaps, f"{steps[0]}, {steps[1]}" if any(steps) else "", files_in_words(c))
    return made


def _lines(change: Change, names: Mapping[str, str]) -> list[Any]:
    from rich.text import Text

    head = Text(f"\n{change.name}: {VERDICTS[change.verdict]}", style="bold")
    told = files_in_words(change)
    made = [head.append(f" ({told})" if told else "", style="dim")]
    for s in change.shifts:
        line = Text(f"  {s.criterion}  {names.get(s.requirement, s.requirement)}: ")
        made.append(line.append(in_words(s), style=_STYLES[s.verdict]))
    for sign, paths in (("+", change.files.added), ("-", change.files.gone), ("*", change.files.altered)):
        made += [Text(f"  {sign} {path}", style="dim") for path in paths]
    made += [Text(f"  > {old} → {new}", style="dim") for old, new in change.files.moved]
    for words, problems in (("Lưu ý mới", change.arisen), ("Lưu ý đã hết", change.solved)):
        made += [Text(f"  {words}: {path}: {problem}", style="dim") for path, problem in problems]
    return made


def watch(options: argparse.Namespace) -> int:
    """Checks all cells, then each again when its folder changes, until it is interrupted."""
    from pipeline.batch import Machines, check_all
    from pipeline.batch.shelf import Shelf, is_address
    from pipeline.batch.watching import Watch

    if is_address(options.root):
        fail("chỉ theo dõi được thư mục trên máy này hoặc trên mạng nội bộ. Với địa chỉ này, chạy lại “minhchung batch” định kỳ.")
    if not Path(options.root).is_dir():
        fail(f"không có thư mục “{options.root}”. Kiểm tra lại đường dẫn.")
    form = usable_form(options.criteria, options.year)
    shelf, wanted = Shelf(str(Path(options.root).resolve()), options.depth), _wanted(options)
    watching = Watch(shelf, options.out, options.poll)
    machines = Machines(options.workers)
    listener = _Listener({r.id: r.name for r in form.requirements}, options)

    def check(folders: frozenset[str]) -> Sequence[Outcome]:
        only = replace(wanted, only=folders)
        return with_progress(lambda tell: check_all(shelf, options.out, only, machines, _cells(tell)))  # type: ignore[no-any-return]

    try:
        with _stopping(watching.stop):
            watching.run(check, listener)
        sys.stderr.write("\nĐã dừng theo dõi.\n")
    except KeyboardInterrupt:
        sys.stderr.write("\nĐã dừng theo dõi.\n")
    except BusyError:
        fail(f"đang có một lượt chạy khác ghi vào “{options.out}”. Đợi lượt đó xong, hoặc chọn nơi khác bằng --out.")
    except OSError as error:
        more = "" if options.poll else " Nếu là ổ mạng hoặc quá nhiều thư mục, thêm --poll."
        fail(f"không theo dõi được “{options.root}” hoặc không ghi được “{options.out}” ({error.strerror or error}).{more}")
    return 0


@contextmanager
def _stopping(stop: Event) -> Iterator[None]:
    """Ctrl-C also sets ``stop``: raised inside a finaliser alone, the interruption would be lost."""
    if current_thread() is not main_thread():
        yield
        return

    def interrupted(_signal: int, _frame: object) -> None:
        stop.set()
        raise KeyboardInterrupt

    before = signal(SIGINT, interrupted)
    try:
        yield
    finally:
        signal(SIGINT, before)


def _cells(tell: Callable[[str, int, int], None]) -> Progress:
    """Progress by cells."""

    def told(folder: str, stage: str, done: int, total: int) -> None:
        if total and (not folder or stage in set(Ended)):
            tell("Kiểm tra các chi bộ", done, total)

    return told


def _wanted(options: argparse.Namespace) -> Options:
    return Options(
        criteria=(options.criteria or default_folder()).resolve(),
        year=options.year,
        formats=options.formats,
        ocr=not options.no_ocr,
        retry=options.retry_failed,
        flight=2 * (options.workers or os.cpu_count() or 1),
    )


class _Listener:
    """Prints one line for each event, with the time."""

    def __init__(self, names: Mapping[str, str], options: argparse.Namespace) -> None:
        self._names, self._options, self._screen = names, options, console()

    def ready(self, outcomes: Sequence[Outcome]) -> None:
        told = counts(outcomes)
        failed = f", {told[Ended.FAILED]} bị lỗi (xem that-bai.csv)" if told[Ended.FAILED] else ""
        self._say(f"Đã kiểm tra {len(outcomes)} chi bộ{failed}. Kết quả: {self._options.out / 'tong-hop.html'}")
        self._say(f"Đang theo dõi “{self._options.root}”. Bấm Ctrl-C để dừng.")

    def seen(self, seen: Seen) -> None:
        self._say(told_of(seen, self._names))

    def trouble(self, error: Exception) -> None:
        busy = isinstance(error, BusyError)
        why = (
            "đang có một lượt chạy khác ghi vào nơi lưu kết quả"
            if busy
            else f"không đọc hoặc ghi được ({getattr(error, 'strerror', error)})"
        )
        self._say(f"Chưa kiểm tra được: {why}; sẽ thử lại.")

    def _say(self, words: str) -> None:
        self._screen.print(f"{datetime.now():%H:%M:%S}  {words}", markup=False, soft_wrap=True)


def told_of(seen: Seen, names: Mapping[str, str]) -> str:
    """An event in one line: "chi bo a: đã cập nhật: 2 tệp mới; I.1.2 Nhận diện …: Thiếu một phần → Có"."""
    if seen.outcome is None:
        return f"{seen.folder}: thư mục không còn; kết quả đã lập vẫn được giữ"
    if seen.outcome.ended is Ended.FAILED:
        return f"{seen.folder}: bị lỗi: {seen.outcome.reason}"
    change = seen.change
    if change is None or change.new is None or change.verdict is Verdict.SAME:
        return f"{seen.folder}: đã xem lại, kết quả không đổi"
    if change.old is None:
        return f"{seen.folder}: đã kiểm tra lần đầu: {change.new.files} tệp, còn thiếu {change.new.gaps} yêu cầu"
    steps = [f"{s.criterion} {names.get(s.requirement, s.requirement)}: {in_words(s)}" for s in change.shifts]
    more = [f"và {len(steps) - _TOLD} yêu cầu khác"] if len(steps) > _TOLD else []
    return f"{seen.folder}: đã cập nhật: " + "; ".join(filter(None, [files_in_words(change), *steps[:_TOLD], *more]))

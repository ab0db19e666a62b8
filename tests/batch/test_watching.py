"""Watching a root: what is checked again and when, and what is told of it."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import Queue

import pytest

from pipeline.batch import BusyError, Ended, Outcome, watching
from pipeline.batch.shelf import Shelf
from pipeline.batch.watching import Seen, Watch
from pipeline.cli.over_time import told_of
from pipeline.report.compared import compare, told
from tests.batch.test_changes import cell, document, finding
from tests.conftest import ROOT

PATIENT = 120.0  # seconds that a slow machine may take


class Ear:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.heard: Queue[object] = Queue()

    def ready(self, outcomes: Sequence[Outcome]) -> None:
        self.heard.put([o.folder for o in outcomes])

    def seen(self, seen: Seen) -> None:
        self.heard.put(seen)

    def trouble(self, error: Exception) -> None:
        self.heard.put(error)

    def next(self) -> object:
        return self.heard.get(timeout=PATIENT)


class Checks:
    """Stands for the check of cells: writes one findings.json a cell that names its files."""

    def __init__(self, root: Path, out: Path) -> None:
        self.root, self.out = root, out
        self.asked: list[frozenset[str]] = []
        self.fails: list[Exception] = []

    def __call__(self, only: frozenset[str]) -> Sequence[Outcome]:
        self.asked.append(only)
        if self.fails:
            raise self.fails.pop()
        cells = sorted(p for p in self.root.iterdir() if p.is_dir() and p != self.out and (not only or p.name in only))
        return [self._checked(p) for p in cells]

    def _checked(self, home: Path) -> Outcome:
        names = sorted(p.name for p in home.iterdir())
        made = self.out / home.name / "findings.json"
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(cell(finding("partial" if len(names) == 1 else "found"), *(document(n, n) for n in names)))
        return Outcome(home.name, Ended.DONE)


@contextmanager
def watched(watch: Watch, checks: Callable[[frozenset[str]], Sequence[Outcome]]) -> Iterator[Ear]:
    """Watches in a thread while the block runs."""
    ear = Ear()
    thread = threading.Thread(target=watch.run, args=(checks, ear))
    thread.start()
    try:
        yield ear
    finally:
        watch.stop.set()
        thread.join(PATIENT)
    assert not thread.is_alive()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two cells with one file each, and a file that may be moved there at once."""
    for name in ("a", "b"):
        (tmp_path / "gốc" / name).mkdir(parents=True)
        (tmp_path / "gốc" / name / "1.txt").write_text("Chi bộ họp.", "utf-8")
    (tmp_path / "2.txt").write_text("Chi bộ họp tiếp.", "utf-8")
    return tmp_path / "gốc"


@pytest.mark.parametrize("poll", [False, True])
def test_a_changed_cell_is_checked_again_and_results_do_not_set_it_off(home: Path, poll: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_POLL", 100)
    (home.parent / "c").mkdir()
    (home.parent / "c" / "1.txt").write_text("Chi bộ mới.", "utf-8")
    checks = Checks(home, home / "kết quả")
    with watched(Watch(Shelf(str(home)), home / "kết quả", poll, quiet=0.3), checks) as ear:
        assert ear.next() == ["a", "b"]
        (home.parent / "2.txt").rename(home / "a" / "2.txt")
        first = ear.next()
        (home / "b" / "~$1.docx").write_text("khóa", "utf-8")
        (home.parent / "c").rename(home / "c")
        second = ear.next()
        (home / "c").rename(home.parent / "c")
        third = ear.next()
    assert checks.asked == [frozenset(), frozenset("a"), frozenset("c"), frozenset("c")]
    assert isinstance(first, Seen)
    assert told_of(first, {"I.2.1.2/sinh-hoat-dinh-ky": "Biên bản"}) == "a: đã cập nhật: 1 tệp mới; I.2.1.2 Biên bản: Thiếu một phần → Có"
    assert isinstance(second, Seen)
    assert told_of(second, {}) == "c: đã kiểm tra lần đầu: 1 tệp, còn thiếu 1 yêu cầu"
    assert third == Seen("c", None)
    assert ear.heard.empty()


def test_a_check_that_is_not_possible_is_tried_again(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    checks = Checks(home, tmp_path_factory.mktemp("kq"))
    with watched(Watch(Shelf(str(home)), checks.out, quiet=0.2, pause=0.01), checks) as ear:
        ear.next()
        checks.fails = [OSError("ổ mạng không trả lời"), BusyError("kq")]
        (home.parent / "2.txt").rename(home / "a" / "2.txt")
        told = [ear.next() for _ in range(3)]
    assert [type(t) for t in told] == [BusyError, OSError, Seen]
    assert checks.asked[1:] == [frozenset("a")] * 3


def test_the_first_check_is_not_tried_again(home: Path) -> None:
    checks = Checks(home, home / "kq")
    checks.fails = [BusyError("kq")]
    with pytest.raises(BusyError):
        Watch(Shelf(str(home)), home / "kq", quiet=0.1).run(checks, Ear())


def test_files_that_are_still_growing_are_waited_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = [{home: (n, 0)} for n in (1, 2, 3, 3, 9)]
    asked: list[list[Path]] = []
    monkeypatch.setattr(watching, "_sizes", lambda homes: asked.append(homes) or sizes[len(asked) - 1])
    watch = Watch(Shelf(str(home)), home / "kq", quiet=0.001)
    assert watch._settled(["a", ""])
    assert asked == [[home / "a"]] * 4
    watch.stop.set()
    assert not watch._settled(["a"])


def test_files_that_grow_for_ever_are_not_waited_for_for_ever(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = iter(range(10_000))
    monkeypatch.setattr(watching, "_sizes", lambda _homes: {home: (next(counted), 0)})
    monkeypatch.setattr(watching, "_PATIENCE", 0.01)
    assert Watch(Shelf(str(home)), home / "kq", quiet=0.001)._settled(["a"])


@pytest.mark.parametrize(
    ("depth", "path", "folder"),
    [(1, "a/BB/1.txt", "a"), (1, "a", "a"), (2, "khối 1/a/1.txt", "khối 1/a"), (2, "khối 1", ""), (1, "", ""), (1, "../ngoài/1.txt", "")],
)
def test_the_cell_that_a_path_is_in(tmp_path: Path, depth: int, path: str, folder: str) -> None:
    watch = Watch(Shelf(str(tmp_path / "gốc"), depth), tmp_path / "kq")
    assert watch._folder(Path(os.path.normpath(tmp_path / "gốc" / path))) == folder


def test_results_and_files_of_the_system_do_not_count(tmp_path: Path) -> None:
    watch = Watch(Shelf(str(tmp_path)), tmp_path / "kq")
    (tmp_path / "a").mkdir()
    names = ("kq", "kq/a/findings.json", "a/~$1.docx", "a/Thumbs.db", "a", "a/1.docx", "kq2/a/1.docx")
    assert [name for name in names if watch._counts(tmp_path / name, modified=True)] == ["a/1.docx", "kq2/a/1.docx"]
    assert watch._counts(tmp_path / "a", modified=False)


def test_an_event_in_one_line() -> None:
    old, new = told(cell(finding("missing"))), told(cell(*(finding("missing", id=f"II.{n}/a") for n in range(9))))
    done = Outcome("a", Ended.DONE)
    many = told_of(Seen("a", done, compare("a", told(cell(*(finding("found", id=f"II.{n}/a") for n in range(9)))), new)), {})
    assert many.startswith("a: đã cập nhật: II.0 II.0/a: Có → Không có; ")
    assert many.endswith("; II.5 II.5/a: Có → Không có; và 3 yêu cầu khác")
    assert told_of(Seen("a", done, compare("a", old, old)), {}) == "a: đã xem lại, kết quả không đổi"
    assert told_of(Seen("a", done), {}) == "a: đã xem lại, kết quả không đổi"
    assert told_of(Seen("a", replace(done, ended=Ended.FAILED, reason="ổ đĩa đầy")), {}) == "a: bị lỗi: ổ đĩa đầy"
    assert told_of(Seen("a", None), {}) == "a: thư mục không còn; kết quả đã lập vẫn được giữ"


@pytest.mark.skipif(os.name != "posix", reason="a signal is sent")
def test_the_command_follows_a_cell_and_ends_politely(root: Path) -> None:
    shutil.rmtree(root / "chi bộ a")
    shutil.rmtree(root / "chi bo b")
    command = [sys.executable, "-m", "pipeline.cli", "watch", str(root), "--out", str(root / "kq"), "--formats", "csv", "--workers", "1"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    assert process.stdout
    guard = threading.Timer(2 * PATIENT, process.kill)
    guard.start()
    try:
        lines = iter(process.stdout.readline, "")
        assert any("Đang theo dõi" in line for line in lines)
        shutil.copy(ROOT / "sample_docs/1. Biên bản/bien ban thang 02.docx", root / "c" / "BB T2.docx")
        line = next(line for line in lines if ": đã cập nhật: " in line)
        process.send_signal(signal.SIGINT)
        rest = "".join(lines)
        assert process.wait() == 0
    finally:
        guard.cancel()
        process.kill()
    assert "  c: đã cập nhật: 1 tệp mới; I.1.1 " in line
    assert "Thiếu một phần; thêm tháng 2" in line
    assert rest.endswith("Đã dừng theo dõi.\n")
    assert "BB T2.docx" in (root / "kq/c/findings.json").read_text("utf-8")

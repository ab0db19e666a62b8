"""Whole runs with real workers: the same bytes as a single check, and as an undisturbed run after it was killed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline.batch import BusyError, Ended, Machines, Options, check_all, counts
from pipeline.batch.shelf import Shelf
from pipeline.cli import main
from pipeline.form import default_folder
from pipeline.reading import CrashedError, OverdueError, Pool
from tests.batch.conftest import shown
from tests.conftest import ROOT

OPTIONS = Options(default_folder(), formats=("csv", "html"), flight=2)


def command(root: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", "batch", str(root), "--out", str(out), "--formats", "csv,html", *more]


def test_a_batch_gives_the_bytes_of_single_checks_and_a_second_run_does_nothing(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "kq"
    first = check_all(Shelf(str(root)), out, OPTIONS, Machines(2))
    assert counts(first) == {Ended.DONE: 3, Ended.UNCHANGED: 0, Ended.FAILED: 0}
    for cell in ("chi bộ a", "chi bo b", "c"):
        assert main(["check", str(root / cell), "--out", str(tmp_path / "rieng" / cell), "--quiet", "--formats", "csv,html"]) == 0
        assert shown(tmp_path / "rieng" / cell) == shown(out / cell)
    before = shown(out)
    assert sorted(n for n in before if "/" not in n) == ["that-bai.csv", "tong-hop.html", "tong-hop.xlsx"]
    second = check_all(Shelf(str(root)), out, OPTIONS, Machines(2))
    assert counts(second)[Ended.UNCHANGED] == 3
    assert shown(out) == before


def test_an_archive_is_a_cell_and_copies_are_told_on_both_sides(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / "c")
    shutil.make_archive(str(root / "nén"), "zip", root / "chi bộ a")
    check_all(Shelf(str(root)), tmp_path / "kq", OPTIONS, Machines(2))
    told = {cell: (tmp_path / "kq" / cell / "findings.json").read_text("utf-8") for cell in ("chi bộ a", "nén.zip", "chi bo b")}
    paper = "BB họp lệ T1-2021.docx"
    assert f"near-duplicate-of:../nén.zip/nén.zip!/{paper}" in told["chi bộ a"]
    assert f"near-duplicate-of:../chi bộ a/{paper}" in told["nén.zip"]
    assert "near-duplicate" not in told["chi bo b"]
    assert "../nén.zip" in (tmp_path / "kq/chi bộ a/findings.html").read_text("utf-8")
    shutil.rmtree(tmp_path / "kq/nén.zip")
    (root / "nén.zip").unlink()
    check_all(Shelf(str(root)), tmp_path / "kq", OPTIONS, Machines(2))
    assert "near-duplicate" not in (tmp_path / "kq/chi bộ a/findings.json").read_text("utf-8")


def test_a_run_that_is_killed_again_and_again_ends_with_the_same_bytes(root: Path, tmp_path: Path) -> None:
    undisturbed, killed = tmp_path / "yen", tmp_path / "bi ngat"
    assert subprocess.run(command(root, undisturbed), cwd=ROOT, capture_output=True, check=False).returncode == 0
    chance = random.Random(6)
    for _ in range(5):
        run = subprocess.Popen(
            command(root, killed), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(chance.uniform(0.5, 6))
        if os.name == "posix":
            os.killpg(run.pid, signal.SIGKILL)
        else:
            run.kill()
        run.wait()
    assert subprocess.run(command(root, killed), cwd=ROOT, capture_output=True, check=False).returncode == 0
    assert shown(killed) == shown(undisturbed)


def test_two_runs_do_not_write_into_one_folder(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "kq"
    out.mkdir()
    with FileLock(out / ".khoa"):
        with pytest.raises(BusyError):
            check_all(Shelf(str(root)), out, OPTIONS, Machines(1))
        with pytest.raises(SystemExit):
            main(["batch", str(root), "--out", str(out)])
    assert "đang có một lượt chạy khác" in capsys.readouterr().err


def test_the_command_tells_what_failed_and_its_status(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "kq"
    out.mkdir()
    (out / "c").write_text("một tệp chắn chỗ", "utf-8")
    assert main(["batch", str(root), "--out", str(out), "--formats", "csv"]) == 1
    told = capsys.readouterr().out
    assert "3 chi bộ: 2 đã kiểm tra, 1 bị lỗi" in told
    assert "c: " in told
    assert "--retry-failed" in told
    assert (out / "that-bai.csv").read_text("utf-8-sig").splitlines()[1].startswith("c,")
    (out / "c").unlink()
    assert main(["batch", str(root), "--out", str(out), "--formats", "csv", "--retry-failed"]) == 0
    assert (out / "c/findings.json").is_file()


def test_a_worker_that_dies_or_never_ends_at_a_call_is_told_and_replaced() -> None:
    with Pool(1) as pool:
        with pytest.raises(CrashedError):
            pool.call("os:abort", seconds=30)
        with pytest.raises(OverdueError):
            pool.call("time:sleep", 30, seconds=0.3)
        assert pool.call("math:sqrt", 9.0, seconds=30) == 3.0


def test_the_summary_tells_what_has_changed_since_the_run_before(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "kq"
    check_all(Shelf(str(root)), out, OPTIONS, Machines(2))
    assert "tốt hơn" not in (out / "tong-hop.html").read_text("utf-8")
    shutil.copy(ROOT / "sample_docs/1. Biên bản/bb hop T5.pdf", root / "chi bo b")
    check_all(Shelf(str(root)), out, OPTIONS, Machines(2))
    assert "tốt hơn" in (out / "tong-hop.html").read_text("utf-8")

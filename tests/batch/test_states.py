"""What is done again and what is not, with hands that only pretend to work."""

import errno
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import cells
from pipeline.batch.cache import Cache, packed
from pipeline.batch.cell import Flags, Made, Order
from pipeline.batch.cells import Batch, Ended, Options, Outcome, counts
from pipeline.batch.shelf import Folder, Shelf
from pipeline.form import default_folder
from pipeline.model import Passage, Source

STATUSES = b'{"findings": [{"requirement": "I.1.1/x", "status": "found"}]}'


@dataclass
class Hands:
    """Notes what it is asked for. ``failing``: cells whose results cannot be made."""

    failing: set[str] = field(default_factory=set)
    read_names: list[str] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)

    def read(self, _folder: Folder, cell: str, names: Sequence[str], _progress: Any) -> Mapping[str, tuple[bytes, bool]]:
        self.read_names += [f"{cell}/{name}" for name in names]
        return {n: (packed([Source(n, (Passage("x"),), None, "docx")], n), n == "chậm.docx") for n in names}

    def finish(self, order: Order) -> Made:
        self.finished.append(order.folder)
        if order.folder in self.failing:
            return Made({}, failed="hỏng")
        told = json.dumps([[n, d.hex()] for n, d in order.files]).encode()
        return Made({"findings.json": STATUSES, "candidates.json": told, "findings.csv": b"x"}, order.folder)

    def flag(self, _flags: Flags) -> Made:
        raise AssertionError


Run = Callable[..., dict[str, Outcome]]


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("a/x.docx", "a/y.docx", "b/z.docx"):
        path = tmp_path / "goc" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return tmp_path


@pytest.fixture
def run(home: Path, hands: Hands) -> Run:
    def go(**options: Any) -> dict[str, Outcome]:
        hands.read_names.clear()
        hands.finished.clear()
        with Cache(home / "cache") as cache:
            wanted = replace(Options(default_folder(), formats=("csv",)), **options)
            return {o.folder: o for o in Batch(Shelf(str(home / "goc")), home / "out", wanted, hands, cache).run()}

    return go


def ended(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {folder: o.ended.value for folder, o in outcomes.items()}


def test_nothing_is_done_twice(run: Run, hands: Hands) -> None:
    assert ended(run()) == {"a": "done", "b": "done"}
    assert sorted(hands.read_names) == ["a/x.docx", "a/y.docx", "b/z.docx"]
    again = run()
    assert ended(again) == {"a": "unchanged", "b": "unchanged"}
    assert (hands.read_names, hands.finished) == ([], [])
    assert counts(again.values()) == {Ended.DONE: 0, Ended.UNCHANGED: 2, Ended.FAILED: 0}


def test_a_changed_file_is_read_and_its_cell_judged(run: Run, home: Path, hands: Hands) -> None:
    run()
    (home / "goc/a/y.docx").write_text("khác hẳn", "utf-8")
    assert ended(run()) == {"a": "done", "b": "unchanged"}
    assert (hands.read_names, hands.finished) == (["a/y.docx"], ["a"])


def test_a_removed_or_renamed_file_counts_as_a_change(run: Run, home: Path, hands: Hands) -> None:
    run()
    (home / "goc/a/y.docx").rename(home / "goc/a/w.docx")
    assert ended(run()) == {"a": "done", "b": "unchanged"}
    (home / "goc/b/z.docx").unlink()
    assert ended(run()) == {"a": "unchanged", "b": "done"}
    assert hands.read_names == []


def test_the_same_content_in_another_cell_is_not_read_again(run: Run, home: Path, hands: Hands) -> None:
    run()
    (home / "goc/c").mkdir()
    (home / "goc/c/x.docx").write_text("a/x.docx", "utf-8")
    assert ended(run())["c"] == "done"
    assert (hands.read_names, hands.finished) == ([], ["c"])


def test_fresh_reads_everything(run: Run, hands: Hands) -> None:
    run()
    assert ended(run(fresh=True)) == {"a": "done", "b": "done"}
    assert len(hands.read_names) == 3


@pytest.mark.parametrize("change", [{"year": 2022}, {"formats": ("csv", "html")}])
def test_other_options_judge_again_without_reading(run: Run, hands: Hands, change: dict[str, Any]) -> None:
    run()
    assert ended(run(**change)) == {"a": "done", "b": "done"}
    assert hands.read_names == []


def test_a_changed_criterion_judges_again_without_reading(run: Run, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    monkeypatch.setattr(cells.prints, "form", lambda _folder: "khác")
    assert ended(run()) == {"a": "done", "b": "done"}
    assert hands.read_names == []


def test_results_that_were_removed_are_made_again(run: Run, home: Path, hands: Hands) -> None:
    run()
    (home / "out/a/findings.csv").unlink()
    assert ended(run()) == {"a": "done", "b": "unchanged"}
    assert hands.read_names == []


def test_a_failed_cell_waits_until_it_is_asked_for(run: Run, hands: Hands) -> None:
    hands.failing = {"a"}
    first = run()
    assert ended(first) == {"a": "failed", "b": "done"}
    assert first["a"].reason == "hỏng"
    hands.failing = set()
    assert (ended(run())["a"], hands.finished) == ("failed", [])
    assert (ended(run(retry=True))["a"], hands.finished, hands.read_names) == ("done", ["a"], [])
    assert ended(run()) == {"a": "unchanged", "b": "unchanged"}


def test_a_failed_cell_whose_files_changed_is_done(run: Run, home: Path, hands: Hands) -> None:
    hands.failing = {"a"}
    run()
    hands.failing = set()
    (home / "goc/a/x.docx").write_text("mới", "utf-8")
    assert ended(run()) == {"a": "done", "b": "unchanged"}


def test_a_full_disk_fails_the_cell_and_the_next_run_goes_on(run: Run, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = cells.written

    def full(contents: Mapping[str, bytes], out: Path) -> tuple[str, ...]:
        if out.name == "a":
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(contents, out)

    monkeypatch.setattr(cells, "written", full)
    outcomes = run()
    assert ended(outcomes) == {"a": "failed", "b": "done"}
    assert "ổ đĩa đầy" in outcomes["a"].reason
    monkeypatch.undo()
    assert ended(run()) == {"a": "done", "b": "unchanged"}
    assert hands.read_names == []


def test_results_half_replaced_are_never_taken_for_whole(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files change, the run is cut off while it writes, and the files change back: the results are still made again."""
    run()
    (home / "goc/a/x.docx").write_text("mới", "utf-8")
    whole = cells.written

    def cut_off(contents: Mapping[str, bytes], out: Path) -> tuple[str, ...]:
        if out.name == "a":
            whole({"findings.csv": b"nua"}, out)
            raise KeyboardInterrupt
        return whole(contents, out)

    monkeypatch.setattr(cells, "written", cut_off)
    with pytest.raises(KeyboardInterrupt):
        run()
    monkeypatch.undo()
    (home / "goc/a/x.docx").write_text("a/x.docx", "utf-8")
    assert ended(run())["a"] == "done"
    assert (home / "out/a/findings.csv").read_bytes() == b"x"


def test_what_was_given_up_by_accident_is_not_kept(run: Run, home: Path, hands: Hands) -> None:
    (home / "goc/a/x.docx").rename(home / "goc/a/chậm.docx")
    run()
    assert "a/chậm.docx" in hands.read_names
    run(year=2022)
    assert hands.read_names == ["a/chậm.docx"]


def test_a_broken_state_or_cache_costs_time_only(run: Run, home: Path) -> None:
    run()
    (home / "out/a/.trang-thai").write_bytes(b"\xff rac")
    assert ended(run()) == {"a": "done", "b": "unchanged"}
    for path in (home / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"rac" * 1000)
    assert ended(run(year=2022)) == {"a": "done", "b": "done"}


def test_results_under_the_root_are_no_cell(home: Path, hands: Hands) -> None:
    with Cache(home / "cache") as cache:
        out = home / "goc" / "ket qua"
        wanted = Options(default_folder(), formats=("csv",))
        for _ in range(2):
            outcomes = Batch(Shelf(str(home / "goc")), out, wanted, hands, cache).run()
            assert [o.folder for o in outcomes] == ["a", "b"]


def test_a_folder_that_cannot_be_opened_fails_alone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.batch.shelf import Local

    def names(self: Local) -> tuple[str, ...]:
        if self._path.name == "a":
            raise PermissionError(errno.EACCES, "Permission denied", str(self._path))
        return ("z.docx",)

    monkeypatch.setattr(Local, "names", names)
    outcomes = run()
    assert ended(outcomes) == {"a": "failed", "b": "done"}
    assert "không có quyền mở “a”" in outcomes["a"].reason


def test_only_the_folders_that_are_named_are_looked_at(run: Run, home: Path, hands: Hands) -> None:
    run()
    for name in ("a/x.docx", "b/z.docx"):
        (home / "goc" / name).write_text("mới", "utf-8")
    assert ended(run(only=frozenset({"b"}))) == {"a": "unchanged", "b": "done"}
    assert hands.read_names == ["b/z.docx"]
    assert ended(run()) == {"a": "done", "b": "unchanged"}


def test_what_workers_could_not_do_after_an_interruption_is_no_failure(home: Path, hands: Hands) -> None:
    with Cache(home / "cache") as cache:
        batch = Batch(Shelf(str(home / "goc")), home / "out", Options(default_folder(), formats=("csv",)), hands, cache)
        hands.failing = {"a", "b"}

        def interrupted(_folder: str, stage: str, _done: int, _all: int) -> None:
            if not stage:
                batch._interrupted.set()

        with pytest.raises(CancelledError):
            batch.run(interrupted)
    assert not list((home / "out").rglob(".trang-thai"))


def test_what_was_given_up_by_accident_is_read_again_where_asked(run: Run, home: Path, hands: Hands) -> None:
    (home / "goc/a/x.docx").rename(home / "goc/a/chậm.docx")
    run()
    assert (ended(run())["a"], hands.read_names) == ("unchanged", [])
    assert (ended(run(retry=True)), hands.read_names) == ({"a": "done", "b": "unchanged"}, ["a/chậm.docx"])


def test_reports_lead_to_a_folder_as_the_disk_spells_it(home: Path, hands: Hands) -> None:
    own = unicodedata.normalize("NFD", "Chi bộ Đảng")
    (home / "goc" / own).mkdir()
    with Cache(home / "cache") as cache:
        batch = Batch(Shelf(str(home / "goc")), home / "out", Options(default_folder()), hands, cache)
        seen = batch._seen(unicodedata.normalize("NFC", own))
    assert (home / "out" / own / seen).resolve() == (home / "goc" / own).resolve()

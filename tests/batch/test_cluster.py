"""A cluster gives the bytes of a local run, whatever becomes of its machines; what is wrong with them is told."""

import json
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import Ended, Machines, Options, check_all, counts, prints, there
from pipeline.batch.cache import Cache, unpacked
from pipeline.batch.cells import Batch
from pipeline.batch.hands import reached
from pipeline.batch.shelf import Shelf
from pipeline.batch.store import ToldError
from pipeline.form import default_folder
from pipeline.model import Problem
from tests.batch import machines
from tests.batch.conftest import shown
from tests.conftest import ROOT

OPTIONS = Options(default_folder(), formats=("csv",), flight=4)
LOCAL = Machines(2)


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    with machines.s3() as address:
        yield address


@pytest.fixture(scope="module")
def cluster(store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[machines.Cluster]:  # noqa: ARG001  its environment
    """Two machines that see the store; a task that brings one down is not tried on many more."""
    home = tmp_path_factory.mktemp("cum")
    with machines.cluster(home, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as started:
        manned(started.address, 2)
        yield started


PAPERS = {
    "chi bộ a": ("1. Biên bản/BB họp lệ T1-2021.docx", "5. Sổ sách/So CV di 2021.xlsx"),
    "chi bo b": ("1. Biên bản/bien ban thang 02.docx", "1. Biên bản/BB T4 (chinh thuc).docx"),
    "c": ("1. Biên bản/bb hop T5.pdf",),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three cells; results belong beside them."""
    home = tmp_path_factory.mktemp("tất cả") / "goc"
    for cell, papers in PAPERS.items():
        (home / cell).mkdir(parents=True)
        for paper in papers:
            shutil.copy(ROOT / "sample_docs" / paper, home / cell)
    return home


@pytest.fixture(scope="module")
def local(root: Path) -> Path:
    """Results of a run on this machine."""
    out = root.parent / "may nay"
    assert counts(check_all(Shelf(str(root)), out, OPTIONS, LOCAL))[Ended.DONE] == 3
    return out


def manned(address: str, number: int) -> None:
    """Waits until a cluster has so many machines."""
    from distributed import Client

    with Client(address, timeout=120, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=180)


def switch_off_at_work(started: machines.Cluster, name: str, gone: list[str]) -> None:
    """Kills a machine while it has tasks to do, told in ``gone``."""
    from distributed import Client

    with Client(started.address, timeout=120, set_as_default=False) as client:

        def busy() -> bool:
            working = {w["name"] for a, w in client.scheduler_info(n_workers=-1)["workers"].items() if client.processing().get(a)}
            return name in working

        machines.until(busy, "work for the machine")
        started.switch_off(name)
        gone.append(name)


def test_a_machine_that_is_switched_off_at_work_costs_nothing(root: Path, local: Path, tmp_path: Path) -> None:
    out = root.parent / "cụm"
    with machines.cluster(tmp_path) as started:
        manned(started.address, 2)
        gone: list[str] = []
        killer = threading.Thread(target=switch_off_at_work, args=(started, "m0", gone))
        killer.start()
        outcomes = check_all(Shelf(str(root)), out, OPTIONS, Machines(scheduler=started.address))
        killer.join()
    assert gone == ["m0"]
    assert [(o.folder, o.reason) for o in outcomes if o.ended is not Ended.DONE] == []
    assert shown(out) == shown(local)


def findings(out: Path) -> dict[str, Any]:
    """All findings.json of a run without the way to the cell's folder."""
    made = {path.parent.name: json.loads(path.read_bytes()) for path in sorted(out.glob("*/findings.json"))}
    for told in made.values():
        told["cell"].pop("folder", None)
    return made


def others(out: Path) -> dict[str, bytes]:
    """What of a run does not lead to the cells' files."""
    return {name: data for name, data in shown(out).items() if not name.endswith("findings.json")}


@pytest.mark.parametrize("by_cluster", [False, True])
def test_a_store_gives_the_results_of_the_same_files_on_a_disk(
    root: Path, local: Path, cluster: machines.Cluster, tmp_path: Path, by_cluster: bool
) -> None:
    address = f"s3://kho/hồ sơ {by_cluster}"
    machines.filled(address, {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()})
    machines.filled(address, {"c/~$x.docx": b"x", "c/Thumbs.db": b"x", "ghi chú.txt": b"x"})
    workers = Machines(scheduler=cluster.address) if by_cluster else LOCAL
    outcomes = check_all(Shelf(address), tmp_path / "kho", OPTIONS, workers)
    assert [(o.folder, o.ended, o.reason) for o in outcomes] == [(c, Ended.DONE, "") for c in ("c", "chi bo b", "chi bộ a")]
    assert findings(tmp_path / "kho") == findings(local)
    assert others(tmp_path / "kho") == others(local)
    assert "folder" not in json.loads((tmp_path / "kho/c/findings.json").read_bytes())["cell"]
    assert counts(check_all(Shelf(address), tmp_path / "kho", OPTIONS, workers))[Ended.UNCHANGED] == 3


def test_a_scheduler_that_is_lost_fails_cells_and_the_next_run_makes_them(root: Path, local: Path, tmp_path: Path) -> None:
    shelf, out = Shelf(str(root)), root.parent / "mất"
    with machines.cluster(tmp_path) as started:
        manned(started.address, 2)

        def told(_folder: str, stage: str, *_: int) -> None:
            if stage == "Đọc hồ sơ":
                started.switch_off("scheduler")

        with Cache(tmp_path / "cache") as cache, reached(started.address, shelf, wait=5) as hands:
            outcomes = Batch(shelf, out, OPTIONS, hands, cache).run(told)
    assert [o.ended for o in outcomes] == [Ended.FAILED] * 3
    assert all(o.reason.startswith("mất kết nối với dask scheduler") for o in outcomes)
    assert counts(check_all(shelf, out, OPTIONS, LOCAL))[Ended.DONE] == 3
    assert shown(out) == shown(local)


def falls(*_: Any) -> None:
    """A task that brings its machine down."""
    os.kill(os.getpid(), signal.SIGKILL)


def breaks(*_: Any) -> None:
    raise KeyError("bất ngờ")


def test_work_that_brings_down_one_machine_after_the_other_is_told_as_failed(
    root: Path, cluster: machines.Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(str(root))
    monkeypatch.setattr(there, "read", falls)
    monkeypatch.setattr(there, "make", falls)
    with reached(cluster.address, shelf, wait=120) as hands:
        data, by_accident = hands.read(shelf.cell("c"), "c", ["bb hop T5.pdf"], lambda *_: None)["bb hop T5.pdf"]
        made = hands.finish(None)  # type: ignore[arg-type]
    (source,) = unpacked(data, "bb hop T5.pdf")
    assert by_accident
    assert [flag.problem for flag in source.problems] == [Problem.CORRUPT]
    assert "dừng đột ngột" in source.problems[0].detail
    assert "dừng đột ngột" in made.failed


def test_an_error_of_a_machine_is_told_and_fails_the_cells_only(
    root: Path, cluster: machines.Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(there, "read", breaks)
    outcomes = check_all(Shelf(str(root)), tmp_path / "kq", OPTIONS, Machines(scheduler=cluster.address))
    assert [o.ended for o in outcomes] == [Ended.FAILED] * 3
    assert all("máy trong cụm báo lỗi (KeyError)" in o.reason for o in outcomes)


def test_machines_that_cannot_be_used_are_named(root: Path, cluster: machines.Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = there.own_facts()["machine"]

    def told(shelf: Shelf) -> str:
        with pytest.raises(ToldError) as caught, reached(cluster.address, shelf, wait=120):
            pass
        return caught.value.strerror or ""

    assert told(Shelf(str(root / "không có"))).startswith(f"máy {machine} không thấy thư mục “{root / 'không có'}”")
    assert "kho không có “chua-tao" in told(Shelf("s3://chua-tao/x"))
    monkeypatch.setattr(prints, "program", lambda: "khác")
    assert told(Shelf(str(root))).startswith(f"máy {machine} chạy chương trình hoặc thư viện khác máy điều phối")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("tcp://127.0.0.1:1", "không kết nối được với cụm máy tcp://127.0.0.1:1"),
        ("khong phai dia chi", "địa chỉ cụm máy “khong phai dia chi” không đúng"),
        ("http://127.0.0.1:1", "địa chỉ cụm máy “http://127.0.0.1:1” không đúng"),
        ("tcp://127.0.0.1:70000", "địa chỉ cụm máy “tcp://127.0.0.1:70000” không đúng"),
        ("tls://127.0.0.1:1", "chưa có chứng thư để nối với tls://127.0.0.1:1"),
    ],
)
def test_a_cluster_that_is_not_there_is_told(root: Path, address: str, reason: str) -> None:
    machines.needed("distributed")
    with machines.surroundings(), pytest.raises(ToldError) as caught, reached(address, Shelf(str(root)), wait=3):
        pass
    assert (caught.value.strerror or "").startswith(reason)


def test_who_is_no_scheduler_is_not_waited_for(root: Path, cluster: machines.Cluster) -> None:
    from distributed import Client

    with Client(cluster.address, timeout=120, set_as_default=False) as client:
        (machine, *_) = client.scheduler_info(n_workers=-1)["workers"]
    for address in (os.environ["AWS_ENDPOINT_URL"].replace("http", "tcp"), machine):
        with pytest.raises(ToldError, match="không kết nối được với cụm máy"), reached(address, Shelf(str(root)), wait=5):
            pass


def test_a_cluster_without_machines_is_told(root: Path, tmp_path: Path) -> None:
    with machines.cluster(tmp_path, 0) as started, pytest.raises(ToldError) as caught, reached(started.address, Shelf(str(root)), wait=5):
        pass
    assert f"dask worker {started.address} --nthreads 1" in (caught.value.strerror or "")


def test_the_children_of_a_machine_end_with_it(root: Path, tmp_path: Path) -> None:
    shelf = Shelf(str(root))
    with machines.cluster(tmp_path, 1) as started:
        with reached(started.address, shelf, wait=120) as hands:
            hands.read(shelf.cell("c"), "c", ["bb hop T5.pdf"], lambda *_: None)
            (children,) = hands._client.run(lambda: there.pool(1, True).processes()).values()
        assert all(map(alive(), children))
        started.switch_off("m0")
        machines.until(lambda: not any(map(alive(), children)), "the end of the children")


def alive() -> Callable[[int], bool]:
    def told(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] not in "ZX"
        except OSError:
            return False

    if not Path("/proc/self/stat").is_file():
        pytest.skip("processes cannot be looked at here")
    return told

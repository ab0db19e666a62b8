"""The pool: files are read in processes that may die, hang or eat memory without taking anything else with them."""

import io
import os
import signal
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from pipeline.model import Problem, Source
from pipeline.reading import Limits, Pool


def word(*texts: str) -> bytes:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def swollen(count: int) -> bytes:
    """A Word file with so many paragraphs that it takes its time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("x"))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"</w:body>", b"<w:p><w:r><w:t>chi b\xe1\xbb\x99</w:t></w:r></w:p>" * count + b"</w:body>")
            new.writestr(name, data)
    return out.getvalue()


SLOW = swollen(700_000)


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_docx", ".docx"), data)
    return out.getvalue()


def stream_bomb(size: int) -> bytes:
    """A PDF of one page whose content stream unpacks to ``size`` bytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 10_000_000) for _ in range(size // 10_000_000)) + packer.flush()
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length " + str(len(packed)).encode() + b"/Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj\n"
        b"trailer<</Root 1 0 R/Size 5>>\n%%EOF\n"
    )


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2, ocr=False) as made:
        yield made


def read(pool: Pool, root: Path, **files: bytes) -> dict[str, Source]:
    paths = []
    for name, data in files.items():
        path = root / name.replace("_docx", ".docx").replace("_zip", ".zip").replace("_pdf", ".pdf")
        path.write_bytes(data)
        paths.append(path)
    return {source.path: source for found in pool.read(root, paths) for source in found}


def problems(source: Source) -> list[Problem]:
    return [flag.problem for flag in source.problems]


def test_sources_come_in_the_order_of_the_files(pool: Pool, tmp_path: Path) -> None:
    found = read(pool, tmp_path, a_docx=swollen(3000), b_docx=word("hai"), c_zip=zipped(d_docx=word("ba"), e_docx=word("bốn")))
    assert list(found) == ["a.docx", "b.docx", "c.zip!/d.docx", "c.zip!/e.docx"]
    assert [s.passages[-1].text for s in found.values()] == ["chi bộ", "hai", "ba", "bốn"]


def test_a_file_that_takes_too_long_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    with Pool(1, Limits(seconds=2.5), ocr=False) as pool:
        read(pool, tmp_path, warm_docx=word("đã sẵn sàng"))
        found = read(pool, tmp_path, a_docx=SLOW, b_docx=word("Chi bộ họp"))
    assert problems(found["a.docx"]) == [Problem.UNREADABLE]
    assert "giây" in found["a.docx"].problems[0].detail
    assert problems(found["b.docx"]) == []


def test_a_member_that_takes_too_long_costs_only_itself(tmp_path: Path) -> None:
    members = {"a_docx": word("một"), "b_docx": SLOW, "c_docx": word("ba")}
    with Pool(1, Limits(seconds=2.5), ocr=False) as pool:
        read(pool, tmp_path, warm_docx=word("đã sẵn sàng"))
        found = read(pool, tmp_path, x_zip=zipped(**members))
    assert {path: problems(s) for path, s in found.items()} == {
        "x.zip!/a.docx": [],
        "x.zip!/b.docx": [Problem.UNREADABLE],
        "x.zip!/c.docx": [],
    }


@pytest.mark.skipif(os.name != "posix", reason="kills a process by signal")
def test_a_worker_that_dies_costs_the_file_it_was_reading(tmp_path: Path) -> None:
    with Pool(1, ocr=False) as pool:
        read(pool, tmp_path, warm_docx=word("đã sẵn sàng"))
        first = pool.processes()[0]
        killer = threading.Timer(0.3, lambda: os.kill(first, signal.SIGKILL))
        killer.start()
        found = read(pool, tmp_path, a_docx=SLOW, b_docx=word("Chi bộ họp"))
        assert pool.processes()[0] != first
    assert problems(found["a.docx"]) == [Problem.CORRUPT]
    assert "dừng đột ngột" in found["a.docx"].problems[0].detail
    assert problems(found["b.docx"]) == []


@pytest.mark.skipif(os.name != "posix", reason="the system bounds no memory")
def test_a_pdf_stream_that_unpacks_without_end_is_one_problem(tmp_path: Path) -> None:
    with Pool(1, Limits(memory=500_000_000), ocr=False) as pool:
        found = read(pool, tmp_path, a_pdf=stream_bomb(700_000_000), b_docx=word("Chi bộ họp"))
    assert problems(found["a.pdf"]) in ([Problem.CORRUPT], [Problem.UNSUPPORTED], [Problem.UNREADABLE], [Problem.EMPTY])
    assert found["a.pdf"].problems[0].detail
    assert problems(found["b.docx"]) == []


def test_nothing_runs_on_after_the_pool(tmp_path: Path) -> None:
    with Pool(2, ocr=False) as pool:
        read(pool, tmp_path, a_docx=word("một"))
        running = pool.processes()
    time.sleep(0.1)
    assert [pid for pid in running if _alive(pid)] == []


def _alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has waited for yet does not."""
    told = Path(f"/proc/{pid}/status")
    try:
        if Path("/proc/self").exists():
            return "\nState:\tZ" not in told.read_text("utf-8")
        os.kill(pid, 0)
    except OSError:
        return False
    return True

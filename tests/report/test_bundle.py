"""The bundle: a folder a criterion, files named by code, an index; what is gone or changed is told."""

import hashlib
import io
import zipfile
from dataclasses import replace

from pipeline.model import Document, Evidence, Finding, Place, Report, Status
from pipeline.report import bundle

FILES = {"BB/họp: T1?.docx": b"mot", "so.pdf": b"so", "a.zip!/x/" + "dài " * 60 + ".doc": b"doc"}


def cell(sample: Report) -> Report:
    papers = [
        Document(p, (), sha=hashlib.sha256(d).hexdigest(), part=n) for p, d in FILES.items() for n in ((1, 2) if p == "so.pdf" else (None,))
    ]

    def finding(requirement: str, *codes: tuple[str, Document]) -> Finding:
        evidence = tuple(Evidence(d.path, d.part, Place(1, 1), "x", 0.9, None, code=c) for c, d in codes)
        return Finding(requirement, requirement.split("/")[0], Status.FOUND, None, None, evidence, (), "")

    minutes, first, second, inner = papers
    return replace(
        sample,
        findings=(
            finding("II.2.5/tuyen-truyen", ("II.2.5-01", inner)),
            finding("I.1.2/nhan-dien-82", ("I.1.2-02", first), ("I.1.2-03", second), ("I.1.2-01", minutes)),
            finding("I.1.2/bao-cao-quy", ("I.1.2-01", minutes)),
        ),
        documents=tuple(papers),
    )


def written(report: Report, files: dict[str, bytes]) -> tuple[zipfile.ZipFile, tuple[tuple[str, str], ...]]:
    out = io.BytesIO()
    troubles = bundle.write(report, files.__getitem__, lambda inside: {"muc luc.txt": "\n".join(inside.values()).encode()}, out)
    return zipfile.ZipFile(out), troubles


def test_files_stand_in_the_order_of_the_form_named_by_code(sample: Report) -> None:
    archive, troubles = written(cell(sample), FILES)
    names = archive.namelist()
    assert names[:2] == ["I.1.2/I.1.2-01 họp T1.docx", "I.1.2/I.1.2-02 so.pdf"]
    assert names[2].startswith("II.2.5/II.2.5-01 dài dài")
    assert names[2].endswith("dài.doc")
    assert len(names[2]) < 120
    assert names[3:] == ["muc luc.txt"]
    assert archive.read("muc luc.txt").decode().splitlines() == names[:3]
    assert (archive.read(names[1]), troubles) == (b"so", ())


def test_a_file_that_is_gone_or_has_changed_is_told_and_the_rest_is_there(sample: Report) -> None:
    archive, troubles = written(cell(sample), {"BB/họp: T1?.docx": b"khac", "so.pdf": b"so"})
    told = dict(troubles)
    assert "thay đổi" in told["BB/họp: T1?.docx"]
    assert "không còn" in next(t for p, t in told.items() if p.startswith("a.zip"))
    assert archive.namelist() == ["I.1.2/I.1.2-01 họp T1.docx", "I.1.2/I.1.2-02 so.pdf", "muc luc.txt"]


def test_the_same_bundle_twice(sample: Report) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for out in (first, second):
        bundle.write(cell(sample), FILES.__getitem__, lambda _: {}, out)
    assert first.getvalue() == second.getvalue()

"""The reference cells, where they are at hand: the findings against their truth, with the cells' own score."""

import importlib.util
import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.extractors.ocr import available
from pipeline.reading import Pool
from pipeline.report.json import write
from pipeline.run import Check, Inspector, load_form
from tests.conftest import SHARED
from tests.make_cell import build

CELLS = SHARED / "cells"
reference = pytest.mark.skipif(not CELLS.is_dir(), reason="../shared/cells is not there")


@cache
def checked(cell: str) -> Check:
    with Pool() as pool:
        return Inspector(load_form(None)).check(CELLS / cell / "docs", pool)


@cache
def scored(cell: str) -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("score", CELLS / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    findings = json.loads(write(checked(cell).report))
    result: dict[str, Any] = module.score(findings, yaml.safe_load((CELLS / cell / "truth.yaml").read_text("utf-8"))).result()
    return result


@reference
@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("status_accuracy", 0.95),
        ("evidence_precision", 0.97),
        ("evidence_recall", 0.97),
        ("period_precision", 0.97),
        ("period_recall", 0.97),
        ("document_kind", 0.98),
    ],
)
def test_a_well_kept_office_is_judged_as_an_inspector_would(figure: str, least: float) -> None:
    assert scored("so-tai-chinh")[figure] >= least


@reference
@pytest.mark.skipif(not available(), reason="Tesseract with Vietnamese data is not installed")
@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("status_accuracy", 0.95),
        ("evidence_recall", 0.95),
        ("document_kind", 0.98),
        ("document_date", 0.98),
        ("document_period", 0.98),
        ("problem_precision", 0.9),
        ("problem_recall", 0.9),
    ],
)
@pytest.mark.parametrize("cell", ["cty-xo-so", "benh-vien-da-khoa"])
def test_files_of_every_kind_are_read_and_judged(cell: str, figure: str, least: float) -> None:
    assert scored(cell)[figure] >= least


@reference
@pytest.mark.skipif(not available(), reason="Tesseract with Vietnamese data is not installed")
def test_papers_bound_in_one_file_are_told_apart() -> None:
    assert scored("cty-xo-so")["bound_parts"] == 1.0


@reference
@pytest.mark.parametrize("cell", ["so-tai-chinh", "cty-xo-so", "benh-vien-da-khoa"])
def test_what_is_found_is_there(cell: str) -> None:
    assert scored(cell)["evidence_precision"] >= 0.9


@reference
@pytest.mark.parametrize("cell", ["so-tai-chinh", "cty-xo-so", "benh-vien-da-khoa"])
def test_every_file_is_listed_and_every_quote_is_verbatim(cell: str) -> None:
    report = checked(cell).report
    names = {
        unicodedata.normalize("NFC", p.relative_to(CELLS / cell / "docs").as_posix())
        for p in Path(CELLS / cell / "docs").rglob("*")
        if p.is_file()
    }
    assert {d.path.partition("!/")[0] for d in report.documents} == names
    texts: dict[str, str] = {}
    for document in report.documents:
        texts[document.path] = " ".join([texts.get(document.path, ""), *document.text.split()])
    for finding in report.findings:
        for e in (*finding.evidence, *finding.against):
            assert e.quote in texts[e.document], (finding.requirement, e.quote)


OWN = Path(__file__).parent / "cells"
"""Cells kept as texts, written by people who never saw the program."""


@pytest.mark.parametrize("cell", sorted(p.name for p in OWN.iterdir() if p.is_dir()))
def test_cells_by_other_hands(cell: str, tmp_path: Path) -> None:
    build(OWN / cell / "texts", tmp_path)
    truth = yaml.safe_load((OWN / cell / "truth.yaml").read_text("utf-8"))["requirements"]
    with Pool() as pool:
        made = Inspector(load_form(None)).check(tmp_path, pool).report
    right = [f for f in made.findings if f.status in (truth[f.requirement]["status"], *(truth[f.requirement].get("accept") or ()))]
    claimed = [f for f in made.findings if f.status in ("found", "partial")]
    false = [f for f in claimed if f not in right and truth[f.requirement]["status"] not in ("found", "partial")]
    assert len(right) / len(made.findings) >= 0.92
    assert len(false) / len(claimed) <= 0.05

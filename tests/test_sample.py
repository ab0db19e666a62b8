"""The sample cell: what an inspector finds in it (golden/sample.yaml) and the findings as they were last accepted.

``MINHCHUNG_UPDATE_GOLDEN=1 pytest tests/test_sample.py`` writes golden/sample-findings.json anew: read its difference before keeping it.
"""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

import pipeline
from pipeline.extractors import files, read
from pipeline.model import Document, Finding, Report
from pipeline.report import json
from tests.make_sample import SAMPLE, build

GOLDEN = Path(__file__).parent / "golden"
ACCEPTED = GOLDEN / "sample-findings.json"
TRUTH: dict[str, Any] = yaml.safe_load((GOLDEN / "sample.yaml").read_text("utf-8"))
WANTED: dict[str, dict[str, Any]] = TRUTH["requirements"] | {name: {"status": "missing"} for name in TRUTH["missing"]}


@pytest.fixture(scope="module")
def report() -> Report:
    return pipeline.check(SAMPLE)


@pytest.fixture(scope="module")
def found(report: Report) -> dict[str, Finding]:
    return {f.requirement: f for f in report.findings}


@pytest.fixture(scope="module")
def documents(report: Report) -> dict[str, Document]:
    return {d.path: d for d in report.documents}


def folded(text: str) -> str:
    return " ".join(text.split())


def texts(folder: Path) -> dict[str, tuple[Any, ...]]:
    sources = [source for path in files(folder) for source in read(folder, path)]
    return {s.path: (s.passages, s.pages, [str(p) for p in s.problems]) for s in sources}


def test_committed_sample_is_what_the_script_builds(tmp_path: Path) -> None:
    build(tmp_path)
    assert texts(tmp_path) == texts(SAMPLE)


def test_build_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    build(first)
    build(second)
    assert [p.read_bytes() for p in files(first)] == [p.read_bytes() for p in files(second)]
    assert sum(p.stat().st_size for p in files(first)) < 400_000


def test_cell_and_year(report: Report) -> None:
    assert (report.cell_name.casefold(), report.year) == (TRUTH["cell"].casefold(), TRUTH["year"])


def test_every_requirement_of_the_form_is_decided(report: Report) -> None:
    assert len(WANTED) == 83
    assert sorted(r.id for r in report.form.requirements) == sorted(WANTED)


@pytest.mark.parametrize("name", WANTED)
def test_finding(name: str, found: dict[str, Finding]) -> None:
    wanted, finding = WANTED[name], found[name]
    assert finding.status.value == wanted["status"], finding.note
    assert list(finding.covered or ()) == wanted.get("covered", [])
    proving = [e.document for e in finding.evidence]
    for end in wanted.get("documents", ()):
        assert any(path.endswith(end) for path in proving), f"{end} proves nothing, but {proving}"
    for end, words, reason in wanted.get("refused", ()):
        against = [(a.document, a.quote, a.reason.value) for a in finding.against]
        assert any(d.endswith(end) and words in q and r == reason for d, q, r in against), f"{end}: {words} [{reason}] not in {against}"
    for words, result, met in wanted.get("targets", ()):
        targets = [(t.target, t.actual or "", t.met) for t in finding.targets]
        assert any(words in t.casefold() and result in a and m is met for t, a, m in targets), f"{words}: {targets}"


@pytest.mark.parametrize("path", TRUTH["documents"])
def test_document(path: str, documents: dict[str, Document]) -> None:
    document, (kind, period, date, *problems) = documents[path], TRUTH["documents"][path]
    profile = document.profile
    assert (profile.kind.value, profile.period, profile.date) == (kind, period, date)
    assert [str(f) for f in document.problems] == problems


def test_no_document_is_left_out_or_made_up(documents: dict[str, Document]) -> None:
    assert sorted(documents) == sorted(TRUTH["documents"])


def test_traps_prove_nothing(report: Report) -> None:
    cited = {(f.requirement, e.document) for f in report.findings for e in f.evidence}
    assert not [pair for pair in cited if pair[1] in TRUTH["never"]]


def test_quotes_are_verbatim_and_stand_where_they_are_said_to(report: Report, documents: dict[str, Document]) -> None:
    for finding in report.findings:
        for evidence in finding.evidence:
            document, quote = documents[evidence.document], evidence.quote
            passage = document.passages[evidence.place.paragraph - 1]
            assert quote
            assert quote in folded(document.text), (finding.requirement, quote)
            around = " ".join((evidence.before.removeprefix("… "), quote, evidence.after.removesuffix(" …")))
            assert "".join(around.split()) in "".join(document.text.split()), (finding.requirement, around)
            assert quote.split()[0] in passage.text.split(), (finding.requirement, quote, passage.text)
            assert evidence.place.page in {passage.page, *(page for _, page in passage.turns)} or document.method == "docx"
        for refusal in finding.against:
            assert refusal.quote in folded(documents[refusal.document].text), (finding.requirement, refusal.quote)


def test_findings_are_those_last_accepted(report: Report) -> None:
    written = json.write(report)
    if os.environ.get("MINHCHUNG_UPDATE_GOLDEN"):
        ACCEPTED.write_bytes(written)
    assert ACCEPTED.exists(), "no golden file yet: run with MINHCHUNG_UPDATE_GOLDEN=1"
    assert written.decode() == ACCEPTED.read_text("utf-8")

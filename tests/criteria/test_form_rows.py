"""The shipped form against the form's text and the list of requirements, where those are at hand."""

import re
import unicodedata

import pytest
import yaml

from pipeline.examples import form_errors
from pipeline.form import default_folder, load
from pipeline.model import Kind
from pipeline.text.terms import term
from tests.conftest import SHARED

FORM = load(default_folder())
SEED = SHARED / "seed" / "inspection-form-2021.txt"
REQUIREMENTS = SHARED / "spec" / "requirements.yaml"


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.skipif(not SEED.is_file(), reason="../shared/seed is not there")
def test_every_cell_of_the_form_is_verbatim() -> None:
    seed = re.sub(r"\[bookmark:[^\]]*\]", "", SEED.read_text("utf-8"))
    table = folded(seed.split("HỒ SƠ MINH CHỨNG", 1)[1])
    ours = folded(" ".join(" ".join((r.printed, r.criterion, r.check, r.evidence)) for r in FORM.rows))
    assert ours == table


def test_rows_have_ids_of_their_own_and_the_lost_numbers_back() -> None:
    ids = [r.id for r in FORM.rows]
    assert len(ids) == len(set(ids))
    criteria = {r.id: r for r in FORM.rows}
    assert criteria["I.2.1.2"].criterion.startswith("Đổi mới phương thức lãnh đạo")
    assert criteria["II.2.5"].criterion.startswith("Kịp thời tuyên truyền")
    assert [r.id for r in FORM.rows if r.of == "I.1.2.1"] == ["I.1.2.1", "I.1.2.1b", "I.1.2.1c", "I.1.2.1d"]


def test_the_numbering_is_complete() -> None:
    """Rows stand in order; each criterion has its parent before it, its elder sibling before it, and its printed number ends its id."""
    seen: list[str] = []
    for row in FORM.rows:
        if row.id != row.of:
            assert re.fullmatch(rf"{re.escape(row.of)}[b-z]", row.id), row.id
            assert row.of in seen, row.id
            assert not row.printed, row.id
            continue
        parent, _, last = row.id.rpartition(".")
        assert not parent or parent in seen, row.id
        assert not (parent and last != "1") or f"{parent}.{int(last) - 1}" in seen, row.id
        assert f".{row.id}".endswith(f".{row.printed.lstrip('.')}") or not row.printed, row.id
        seen.append(row.id)
    assert [i for i in seen if "." not in i] == ["I", "II", "III", "IV"]
    assert {r.id for r in FORM.rows if r.id == r.of and not r.printed} == {"I", "I.2", "I.2.1.2", "I.3", "II", "II.2.5"}


def test_the_year_is_a_parameter_of_the_title_only() -> None:
    other = load(default_folder(), 2024)
    assert (FORM.year, other.year) == (2021, 2024)
    assert other.title == FORM.title.replace("2021", "2024") != FORM.title
    assert (other.rows, other.basis) == (FORM.rows, FORM.basis)


@pytest.mark.skipif(not SEED.is_file(), reason="../shared/seed is not there")
def test_title_and_basis_are_verbatim() -> None:
    assert folded(SEED.read_text("utf-8")).startswith(folded(f"{FORM.title} {FORM.basis}"))


@pytest.mark.skipif(not REQUIREMENTS.is_file(), reason="../shared/spec is not there")
def test_every_criterion_of_the_requirements_is_a_row() -> None:
    wanted = {r["id"].split("/")[0] for r in yaml.safe_load(REQUIREMENTS.read_text("utf-8"))["requirements"]}
    assert wanted <= {r.of for r in FORM.rows}


def test_no_opening_of_a_title_means_two_kinds() -> None:
    """Each word list is clean: no phrase in two kinds, two bodies or two kinds of meeting, none twice in a list of cues."""
    lexicon = FORM.lexicon
    for lists in ({k: w["title"] for k, w in lexicon.kinds.items()}, lexicon.organisations, lexicon.meetings):
        phrases = [term(p).keys for words in lists.values() for p in words]
        assert len(phrases) == len(set(phrases))
    for name, words in lexicon.cues.items():
        assert len({term(w).keys for w in words}) == len(words), name
    assert set(lexicon.kinds) == set(Kind)


@pytest.mark.skipif(not REQUIREMENTS.is_file(), reason="../shared/spec is not there")
def test_all_requirements_are_as_specified() -> None:
    wanted = {r["id"]: r for r in yaml.safe_load(REQUIREMENTS.read_text("utf-8"))["requirements"]}
    ours = {r.id: r for r in FORM.requirements}
    assert set(ours) == set(wanted)
    for id_, want in wanted.items():
        one = ours[id_]
        assert (one.name, one.proof.value) == (want["name"], want["proof"]), id_
        assert {k.value for k in one.kinds} == set(want["in"]), id_
        cadence = want["cadence"]
        assert one.cadence.value == (cadence if isinstance(cadence, str) else next(iter(cadence))), id_
        assert (list(one.months), one.count) == (
            cadence.get("months", []) if isinstance(cadence, dict) else [],
            cadence.get("count", 0) if isinstance(cadence, dict) else 0,
        ), id_
        assert (one.optional, bool(one.unless)) == (want["when"] == "if-any", isinstance(want["when"], dict)), id_


def test_every_hit_is_accepted_and_every_trap_refused() -> None:
    assert list(form_errors(None)[0]) == []


@pytest.mark.parametrize("year", [2019, 2024])
def test_the_form_holds_for_other_years(year: int) -> None:
    assert list(form_errors(None, year)[0]) == []

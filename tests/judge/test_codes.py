"""Codes of evidence: numbers by form and time, kept from report to report."""

from dataclasses import replace

from pipeline.judge.codes import coded, codes_of
from pipeline.model import Document, Evidence, Finding, Form, Lexicon, Place, Profile, Report, Status

JANUARY = Document("b.docx", (), Profile(period="2021-01"), sha="1")
MARCH = Document("a.docx", (), Profile(period="2021-03"), sha="3")
PART = Document("so.pdf", (), Profile(period="2021-02"), part=2, sha="so")


def finding(requirement: str, *documents: Document) -> Finding:
    evidence = tuple(Evidence(d.path, d.part, Place(1, 1), "x", 0.9, d.profile.period) for d in documents)
    return Finding(requirement, requirement.split("/")[0], Status.FOUND, None, None, evidence, (), "")


def codes(findings: tuple[Finding, ...]) -> list[list[str]]:
    return [[e.code for e in f.evidence] for f in findings]


def report(findings: tuple[Finding, ...], *documents: Document) -> Report:
    return Report(Form("f", "", 2021, (), (), Lexicon()), "x", "X", 2021, findings, documents)


def test_numbers_follow_the_form_then_time() -> None:
    made = coded([finding("I.1/a", MARCH, JANUARY), finding("I.1/b", MARCH, PART), finding("I.2/a", MARCH)], [MARCH, JANUARY, PART], {})
    assert codes(made) == [["I.1-02", "I.1-01"], ["I.1-02", "I.1-03"], ["I.2-01"]]


def test_what_had_a_code_keeps_it_and_new_papers_get_new_ones() -> None:
    before = report(coded([finding("I.1/a", MARCH)], [MARCH], {}), MARCH)
    after = coded([finding("I.1/a", JANUARY, MARCH)], [JANUARY, MARCH], codes_of(before))
    assert codes(after) == [["I.1-02", "I.1-01"]]


def test_a_renamed_file_keeps_its_code_and_a_second_copy_gets_its_own() -> None:
    before = report(coded([finding("I.1/a", MARCH)], [MARCH], {}), MARCH)
    moved, copy = replace(MARCH, path="moi/a.docx"), replace(MARCH, path="moi/b.docx")
    after = coded([finding("I.1/a", moved, copy)], [moved, copy], codes_of(before))
    assert codes(after) == [["I.1-01", "I.1-02"]]


def test_numbers_of_papers_that_are_gone_are_not_given_again() -> None:
    before = report(coded([finding("I.1/a", JANUARY, MARCH)], [JANUARY, MARCH], {}), JANUARY, MARCH)
    after = coded([finding("I.1/a", JANUARY, PART)], [JANUARY, PART], codes_of(before))
    assert codes(after) == [["I.1-01", "I.1-03"]]


def test_codes_do_not_depend_on_the_order_in_which_files_were_read() -> None:
    one = coded([finding("I.1/a", MARCH, JANUARY, PART)], [MARCH, JANUARY, PART], {})
    other = coded([finding("I.1/a", PART, JANUARY, MARCH)], [PART, MARCH, JANUARY], {})
    assert {e.document: e.code for e in one[0].evidence} == {e.document: e.code for e in other[0].evidence}

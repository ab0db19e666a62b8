"""Judge: validity, coverage and status, from papers to findings."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.judge import judge, members_of, place_of
from pipeline.matchers import Matchers
from pipeline.model import Body, Document, Finding, Flag, Form, Kind, Meeting, Passage, Place, Problem, Profile, Reason, Span, Status
from tests.conftest import minutes

MONTHLY = """
- id: I.1.2/nhan-dien-82
  name: nhận diện
  source: thử
  proof: content
  in: [bien-ban]
  cadence: monthly
  rules: [{phrase: {any: ["nhận diện biểu hiện"]}}]
  hits: ["nhận diện biểu hiện"]
  traps: ["x"]
"""
LIFTED = """
- id: II.1/tao-nguon
  name: tạo nguồn
  source: thử
  proof: document
  in: [ke-hoach]
  when: {unless: [{phrase: {any: ["không còn nguồn phát triển"]}}]}
  rules: [{title: {all: [["tạo nguồn"]]}}]
  hits: ["KẾ HOẠCH\\ntạo nguồn"]
  traps: ["x"]
  unless_hits: ["không còn nguồn phát triển"]
"""
TRIP = """
- id: I.2.1.4/bao-cao-di-nuoc-ngoai
  name: báo cáo
  source: thử
  proof: document
  in: [bao-cao]
  when: if-any
  demanded_by: [{phrase: {any: ["đi nước ngoài"]}}]
  rules: [{title: {all: [["đi nước ngoài"]]}}]
  hits: ["BÁO CÁO\\nđi nước ngoài"]
  traps: ["x"]
"""


def found(form: Form, *documents: Document) -> Finding:
    matchers = Matchers(form)
    return judge(form, documents, {i: matchers.find(d) for i, d in enumerate(documents)})[0]


def report(*lines: str, **profile: object) -> Document:
    title = "BÁO CÁO kết quả công tác năm 2021"
    base = Profile(kind=Kind.REPORT, by=Body.OWN, period="2021", title=Span(0, len(title)), body=len(title))
    return Document("bc.docx", tuple(Passage(line) for line in (title, *lines)), replace(base, **profile))  # type: ignore[arg-type]


def test_months_are_counted_and_the_rest_is_absent(make_form: Callable[..., Form]) -> None:
    form = make_form(MONTHLY)
    made = found(form, *(replace(minutes("Chi bộ nhận diện biểu hiện.", month=m), path=f"{m}.docx") for m in (1, 2, 4)))
    assert made.status is Status.PARTIAL
    assert made.covered == ("2021-01", "2021-02", "2021-04")
    assert made.absent is not None
    assert made.absent[0] == "2021-03"
    assert made.note.startswith("Thiếu tháng 3, 5-12")
    assert [e.quote for e in made.evidence] == ["Chi bộ nhận diện biểu hiện."] * 3


def test_a_refused_passage_is_shown_with_its_reason(make_form: Callable[..., Form]) -> None:
    made = found(make_form(MONTHLY), minutes("Tháng này chưa nhận diện biểu hiện."))
    assert made.status is Status.MISSING
    assert [(a.reason, a.quote) for a in made.against] == [(Reason.NEGATED, "Tháng này chưa nhận diện biểu hiện.")]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": Kind.REPORT}, None),
        ({"by": Body.SUPERIOR}, Reason.WRONG_ISSUER),
        ({"meeting": Meeting.COMMITTEE}, Reason.WRONG_MEETING),
        ({"meeting": Meeting.THEMATIC}, Reason.WRONG_MEETING),
    ],
)
def test_papers_that_do_not_count(make_form: Callable[..., Form], change: dict[str, object], reason: Reason | None) -> None:
    document = minutes("Chi bộ nhận diện biểu hiện.")
    made = found(make_form(MONTHLY), replace(document, profile=replace(document.profile, **change)))  # type: ignore[arg-type]
    assert made.status is Status.MISSING
    assert [a.reason for a in made.against] == ([reason] if reason else [])


@pytest.mark.parametrize("problem", [Problem.OTHER_CELL, Problem.OTHER_YEAR, Problem.BLANK_TEMPLATE, Problem.UNSIGNED])
def test_papers_with_problems_prove_nothing(make_form: Callable[..., Form], problem: Problem) -> None:
    document = replace(minutes("Chi bộ nhận diện biểu hiện."), problems=(Flag(problem),))
    assert found(make_form(MONTHLY), document).status is Status.MISSING


def test_near_copies_count_and_are_named(make_form: Callable[..., Form]) -> None:
    copy = replace(minutes("Chi bộ nhận diện biểu hiện.", month=4), path="4.docx", problems=(Flag(Problem.NEAR_DUPLICATE, "3.docx"),))
    made = found(make_form(MONTHLY), minutes("Chi bộ nhận diện biểu hiện."), copy)
    assert made.covered == ("2021-03", "2021-04")
    assert "4.docx" in made.note


def test_a_stated_exception_lifts_the_duty(make_form: Callable[..., Form]) -> None:
    form = make_form(LIFTED)
    made = found(form, report("Chi bộ không còn nguồn phát triển đảng viên."))
    assert made.status is Status.NOT_REQUIRED
    assert made.evidence[0].quote == "Chi bộ không còn nguồn phát triển đảng viên."
    assert found(form, report("Chi bộ hoạt động tốt.")).status is Status.MISSING


def test_an_optional_paper_is_due_once_it_is_mentioned(make_form: Callable[..., Form]) -> None:
    form = make_form(TRIP)
    assert found(form, report("Không có gì.")).status is Status.NOT_REQUIRED
    assert found(form, report("Đ/c An đi nước ngoài thăm con.")).status is Status.MISSING


def test_an_unreadable_file_with_a_telling_name_asks_for_review(make_form: Callable[..., Form]) -> None:
    scan = Document("KH tao nguon 2021.pdf", (), Profile(kind=Kind.PLAN), problems=(Flag(Problem.CORRUPT),))
    made = found(make_form(LIFTED), scan)
    assert made.status is Status.REVIEW
    assert [a.reason for a in made.against] == [Reason.UNREADABLE]


FORMS = """
- id: I.2.2.1/phieu-213
  name: phiếu
  source: thử
  proof: document
  in: [phieu]
  rules: [{title: {all: [["213"], ["ý kiến", "nhận xét"]]}}]
  hits: ["PHIẾU\\nlấy ý kiến theo 213"]
  traps: ["x"]
"""


def unread(path: str, kind: Kind) -> Document:
    return Document(path, (), Profile(kind=kind), problems=(Flag(Problem.UNREADABLE),))


def test_one_telling_word_is_enough_where_the_form_asks_for_no_other_paper_of_the_kind(make_form: Callable[..., Form]) -> None:
    assert found(make_form(FORMS), unread("phieu 213 dc An.pdf", Kind.OPINION)).status is Status.REVIEW
    assert found(make_form(FORMS), unread("phieu bau.pdf", Kind.OPINION)).status is Status.MISSING
    other = FORMS.replace("phieu-213", "ket-luan-cap-uy")
    assert found(make_form(FORMS + other), unread("phieu 213 dc An.pdf", Kind.OPINION)).status is Status.MISSING


def recognised(path: str, month: int, confidence: float) -> Document:
    made = minutes("Chi bộ nhận diện biểu hiện.", month=month)
    return replace(made, path=path, passages=tuple(replace(p, confidence=confidence) for p in made.passages))


def test_evidence_that_stands_only_on_badly_read_pages_asks_for_review(make_form: Callable[..., Form]) -> None:
    form = make_form(MONTHLY)
    made = found(form, recognised("3.pdf", 3, 0.6))
    assert made.status is Status.REVIEW
    assert made.evidence[0].document == "3.pdf"
    assert "đối chiếu bản gốc" in made.note
    assert found(form, recognised("3.pdf", 3, 0.6), recognised("4.pdf", 4, 0.95)).status is Status.PARTIAL
    assert found(form, recognised("3.pdf", 3, 0.95)).status is Status.PARTIAL


def test_place_is_page_and_paragraph() -> None:
    document = Document("a.pdf", (Passage("Một", page=1), Passage("Hai ba bốn", page=1, turns=((4, 2),))))
    assert place_of(document, 0) == Place(1, 1)
    assert place_of(document, document.text.index("Hai")) == Place(1, 2)
    assert place_of(document, document.text.index("ba bốn")) == Place(2, 2)


def test_members_are_the_total_that_minutes_name() -> None:
    assert members_of([minutes("Có mặt 29/31 đảng viên."), minutes("Có mặt 31/31 đảng viên.")]) == 31
    assert members_of([minutes("Không nêu.")]) is None


STUDIED = """
- id: I.1.2.2/hoc-tap-chuyen-de
  name: học chuyên đề
  source: thử
  proof: content
  in: [bien-ban]
  rules: [{phrase: {any: ["học tập chuyên đề"]}}]
  hits: ["học tập chuyên đề"]
  traps: ["x"]
"""
COMPLAINTS = """
- id: I.4.3/don-thu
  name: đơn thư
  source: thử
  proof: content
  in: [bien-ban, bao-cao]
  rules: [{phrase: {any: ["đơn tố cáo", "không có đơn thư"]}}]
  none_arose: [{phrase: {any: ["không có đơn thư"]}}]
  none_hits: ["không có đơn thư"]
  some_arose: [{phrase: {any: ["nhận đơn tố cáo"]}}]
  some_hits: ["nhận đơn tố cáo"]
  hits: ["nhận đơn tố cáo"]
  traps: ["x"]
"""


@pytest.mark.parametrize(
    ("told", "period", "status"),
    [
        ("Chi bộ chưa tổ chức học tập chuyên đề.", "2021", Status.REVIEW),
        ("Chi bộ chưa tổ chức học tập chuyên đề.", "2021-Q1", Status.FOUND),
        ("Chi bộ chưa tổ chức học tập chuyên đề đầy đủ, sâu sát.", "2021", Status.FOUND),
        ("Theo Quy định 4842, chi bộ chưa tổ chức học tập chuyên đề.", "2021", Status.REVIEW),
        ("Sau Tết, chi bộ chưa tổ chức học tập chuyên đề.", "2021", Status.REVIEW),
        ("Chi bộ đã học tập chuyên đề.", "2021", Status.FOUND),
    ],
)
def test_a_report_that_denies_what_minutes_tell(make_form: Callable[..., Form], told: str, period: str, status: Status) -> None:
    made = found(make_form(STUDIED), minutes("Tháng 5 chi bộ học tập chuyên đề năm.", month=5), report(told, period=period))
    assert made.status is status
    if status is Status.REVIEW:
        assert [a.reason for a in made.against][:1] == [Reason.CONTRADICTION]
        assert "mâu thuẫn" in made.note
        assert "bc.docx" in made.note
        assert made.evidence


@pytest.mark.parametrize(("period", "status"), [("2021", Status.REVIEW), ("2021-Q1", Status.FOUND)])
def test_nothing_arose_and_something_did(make_form: Callable[..., Form], period: str, status: Status) -> None:
    papers = minutes("Chi bộ nhận đơn tố cáo đ/c Ất.", month=9), report("Trong kỳ không có đơn thư.", period=period)
    assert found(make_form(COMPLAINTS), *papers).status is status

"""The site-visit sheet: what is asked for, cleared up, brought and looked at; its Word file and its page."""

import io
import re
from dataclasses import replace
from typing import Any

import docx
import pytest

from pipeline.model import (
    Cadence,
    Document,
    Evidence,
    Finding,
    Flag,
    Form,
    Kind,
    Lexicon,
    Place,
    Problem,
    Profile,
    Proof,
    Reason,
    Refusal,
    Report,
    Requirement,
    Row,
    Status,
)
from pipeline.report import json, visit_docx, visit_html
from pipeline.report.visit import visit
from pipeline.report.visit_items import Group, Item

MONTHS = tuple(f"2021-{m:02}" for m in range(1, 13))
MINUTES = frozenset({Kind.MINUTES})


def asks(id: str, ask: str, cadence: Cadence = Cadence.ONCE, **more: Any) -> Requirement:
    """A requirement for a report, as far as the sheet reads it."""
    told: dict[str, Any] = {"name": f"Tên {id}", "proof": Proof.DOCUMENT, "kinds": frozenset({Kind.REPORT}), "source": ""} | more
    return Requirement(id=id, criterion=id.partition("/")[0], cadence=cadence, rules=(), hits=(), traps=(), ask=ask, **told)


def found(id: str, status: Status = Status.MISSING, absent: tuple[str, ...] | None = None, **more: Any) -> Finding:
    told: dict[str, Any] = {"evidence": (), "against": ()} | more
    covered = None if absent is None else tuple(p for p in MONTHS if p not in absent)
    return Finding(id, id.partition("/")[0], status, covered, absent, told["evidence"], told["against"], "")


def proof(path: str, quote: str = "", page: int | None = None) -> Evidence:
    return Evidence(path, None, Place(page, 1), quote, 1.0, None)


def refused(path: str, quote: str, reason: Reason, period: str | None = None) -> Refusal:
    return Refusal(path, None, Place(None, 3), quote, reason, period=period)


def paper(path: str, kind: Kind = Kind.REPORT, *problems: Flag, period: str | None = None) -> Document:
    return Document(path, (), Profile(kind=kind, period=period), problems=problems)


def report(requirements: list[Requirement], findings: list[Finding], documents: list[Document] | None = None) -> Report:
    numbers = list(dict.fromkeys(r.criterion for r in requirements)) or ["I.1"]
    rows = [Row(n, n, "", f"Tiêu chí {n}", "", "", ("Cờ Đảng",) if n == numbers[0] else ()) for n in numbers]
    form = Form("thu", "Kiểm tra năm 2021", 2021, tuple(rows), tuple(requirements), Lexicon())
    return Report(form, "a", "Chi bộ A", 2021, tuple(findings), tuple(documents or ()))


def part(made: Report, key: str) -> tuple[Group, ...]:
    return next(s.groups for s in visit(made).sections if s.key == key)


def items(made: Report, key: str = "A") -> list[Item]:
    return [item for group in part(made, key) for item in group.items]


def said(made: Report, key: str = "A") -> list[str]:
    return [item.sentence for item in items(made, key)]


def notes(made: Report, key: str = "A") -> list[list[str]]:
    return [[note.text for note in item.notes] for item in items(made, key)]


def one(requirement: Requirement, finding: Finding, *documents: Document) -> Report:
    return report([requirement], [finding], list(documents))


@pytest.mark.parametrize(
    ("cadence", "absent", "words"),
    [
        (Cadence.MONTHLY, ("2021-03", "2021-07"), "Báo cáo tháng 3, 7."),
        (Cadence.MONTHS, ("2021-01", "2021-02", "2021-05"), "Báo cáo tháng 1-2, 5."),
        (Cadence.QUARTERLY, ("2021-Q1", "2021-Q4"), "Báo cáo quý I, IV."),
        (Cadence.ONCE, None, "Báo cáo."),
    ],
)
def test_periods_that_are_missing_stand_after_the_paper(cadence: Cadence, absent: tuple[str, ...] | None, words: str) -> None:
    assert said(one(asks("I.1/a", "báo cáo", cadence), found("I.1/a", Status.PARTIAL, absent))) == [words]


@pytest.mark.parametrize("status", [Status.FOUND, Status.NOT_REQUIRED])
def test_what_is_there_or_not_due_is_not_asked_for(status: Status) -> None:
    assert said(one(asks("I.1/a", "báo cáo"), found("I.1/a", status))) == []


def test_without_words_for_it_the_name_is_asked_for() -> None:
    assert said(one(asks("I.1/a", "", name="Báo cáo năm"), found("I.1/a"))) == ["Báo cáo năm."]


def test_a_count_says_how_many_are_there() -> None:
    wanted = asks("I.1/a", "báo cáo chuyên đề", Cadence.COUNT, count=4)
    two = (proof("a.docx"), proof("b.docx"), proof("b.docx"))
    assert said(one(wanted, found("I.1/a", Status.PARTIAL, evidence=two))) == ["Báo cáo chuyên đề (đã có 2/4)."]
    assert said(one(wanted, found("I.1/a"))) == ["Báo cáo chuyên đề (đã có 0/4)."]


SIDES = (frozenset({Kind.RESOLUTION}), frozenset({Kind.REPORT}))


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ((Kind.RESOLUTION,), " (đã có nghị quyết; chưa có báo cáo)."),
        ((Kind.REPORT,), " (đã có báo cáo; chưa có nghị quyết)."),
        ((Kind.RESOLUTION, Kind.REPORT), " (đã có nghị quyết, báo cáo; chưa có báo cáo cả năm)."),
        ((), "."),
    ],
)
def test_of_two_sides_the_missing_one_is_named(kinds: tuple[Kind, ...], words: str) -> None:
    papers = [paper(f"{k}.docx", k) for k in kinds]
    told = found("I.1/a", Status.PARTIAL, evidence=tuple(proof(p.path) for p in papers))
    assert said(one(asks("I.1/a", "chỉ tiêu", sides=SIDES), told, *papers)) == [f"Chỉ tiêu{words}"]


def minutes(absent_minutes: tuple[str, ...], absent_content: tuple[str, ...], *against: Refusal) -> Report:
    content = asks("I.1/c", "minh chứng trong họp", Cadence.MONTHLY, proof=Proof.CONTENT, kinds=MINUTES)
    papers = asks("I.2/b", "biên bản", Cadence.MONTHLY, kinds=MINUTES)
    base = found("I.2/b", Status.PARTIAL if absent_minutes else Status.FOUND, absent_minutes)
    return report(
        [content, papers], [found("I.1/c", Status.PARTIAL, absent_content, against=against), base], [paper("bb.docx", Kind.MINUTES)]
    )


def test_months_without_minutes_are_asked_for_once() -> None:
    made = minutes(("2021-03", "2021-07"), ("2021-03", "2021-05", "2021-07"))
    assert said(made) == ["Minh chứng trong họp tháng 5 (tháng 3, 7 chưa có biên bản).", "Biên bản tháng 3, 7."]
    assert notes(made) == [[], ["Dùng chung cho các mục I.1, I.2."]]


def test_a_content_that_lacks_only_minutes_is_named_at_the_minutes() -> None:
    made = minutes(("2021-03", "2021-07"), ("2021-03",))
    assert said(made) == ["Biên bản tháng 3, 7."]
    assert notes(made) == [["Dùng chung cho các mục I.1, I.2."]]


def test_a_content_of_months_whose_minutes_are_there_stands_alone() -> None:
    assert said(minutes((), ("2021-05",))) == ["Minh chứng trong họp tháng 5."]


def test_a_paper_that_several_rows_want_is_asked_for_once() -> None:
    wanted = [asks("I.1/a", "nghị quyết năm"), asks("II.1/b", "nghị quyết năm"), asks("II.2/c", "kế hoạch")]
    made = report(wanted, [found(r.id) for r in wanted])
    assert [(g.number, len(g.items)) for g in part(made, "A")] == [("I.1", 1), ("II.2", 1)]
    assert notes(made) == [["Dùng chung cho các mục I.1, II.1."], []]


def test_remarks_in_brackets_go_with_their_rows() -> None:
    wanted = [asks("I.1/a", "quy chế (còn hiệu lực)"), asks("I.2/b", "quy chế (nhiệm kỳ 2020 - 2022)")]
    made = report(wanted, [found(r.id) for r in wanted])
    assert said(made) == ["Quy chế."]
    assert notes(made) == [["Dùng chung cho các mục I.1 (còn hiệu lực), I.2 (nhiệm kỳ 2020 - 2022)."]]
    assert said(one(wanted[0], found("I.1/a"))) == ["Quy chế (còn hiệu lực)."]


def test_the_same_paper_for_other_months_is_another_request() -> None:
    wanted = [asks("I.1/a", "báo cáo", Cadence.MONTHLY), asks("I.2/b", "báo cáo", Cadence.MONTHLY)]
    made = report(wanted, [found("I.1/a", absent=("2021-01",)), found("I.2/b", absent=("2021-02",))])
    assert said(made) == ["Báo cáo tháng 1.", "Báo cáo tháng 2."]


def test_a_near_miss_is_told_with_its_reason() -> None:
    against = (refused("cu.docx", "BÁO CÁO năm 2020", Reason.OTHER_YEAR, "2020"),)
    made = one(asks("I.1/a", "báo cáo"), found("I.1/a", against=against), paper("cu.docx"))
    assert notes(made) == [["Đã thấy cu.docx, không tính: của năm khác."]]


def test_a_refused_passage_is_quoted_shortly() -> None:
    long = "- Tháng này minh chứng trong họp chưa có " + "vì bận nhiều việc " * 9
    made = minutes((), ("2021-05",), refused("bb.docx", long, Reason.NEGATED, "2021-05"))
    (note,) = notes(made)[0]
    assert note.startswith("Đã thấy “Tháng này minh chứng trong họp chưa có vì")
    assert "…” (bb.docx), không tính: câu phủ định" in note
    assert len(note) < 160


@pytest.mark.parametrize(
    "against",
    [
        refused("bb.docx", "minh chứng trong họp", Reason.NEGATED, "2021-04"),  # a month that is not asked for
        refused("bb.docx", "chi bộ chúc Tết", Reason.NEGATED, "2021-05"),  # nothing of what is asked for
        refused("bb.docx", "minh chứng trong họp", Reason.DUPLICATE, "2021-05"),
        refused("bb.docx", "minh chứng trong họp", Reason.OTHER_SUBJECT, "2021-05"),
        refused("bc.docx", "minh chứng trong họp", Reason.NEGATED, "2021-05"),  # no minutes
    ],
)
def test_what_nobody_would_take_for_the_paper_is_not_told(against: Refusal) -> None:
    assert notes(minutes((), ("2021-05",), against)) == [[]]


def test_a_file_that_could_not_be_read_is_asked_for_again() -> None:
    against = (refused("mo.pdf", "", Reason.UNREADABLE),)
    made = one(asks("I.1/a", "báo cáo"), found("I.1/a", Status.REVIEW, against=against), paper("mo.pdf"))
    assert said(made) == ["Báo cáo."]
    assert notes(made) == [["Đã thấy mo.pdf nhưng không đọc được."]]


def test_of_pages_that_can_hardly_be_read_the_original_is_wanted() -> None:
    doubtful = found("I.1/a", Status.REVIEW, evidence=(proof("quet.pdf", "kết quả tốt", 2),))
    made = one(asks("I.1/a", "báo cáo"), doubtful)
    assert said(made) == ["Bản gốc để đối chiếu: báo cáo."]
    assert notes(made) == [["– “kết quả tốt” (quet.pdf, trang 2)"]]


def test_contradictions_show_both_sides() -> None:
    against = (refused("bc.docx", "chưa rà soát", Reason.CONTRADICTION),)
    opposed = found("I.1/a", Status.REVIEW, against=against, evidence=(proof("bb.pdf", "đã rà soát", 4),))
    made = one(asks("I.1/a", "báo cáo"), opposed)
    assert said(made, "A") == []
    assert said(made, "B") == ["Hồ sơ mâu thuẫn nhau, đề nghị làm rõ: Tên I.1/a."]
    assert notes(made, "B") == [["– “đã rà soát” (bb.pdf, trang 4)", "– “chưa rà soát” (bc.docx, đoạn 3)"]]


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_lands_in_one_section(problem: Problem) -> None:
    made = report([], [], [paper("a.docx", Kind.MINUTES, Flag(problem, "b.docx" if "of" in problem else "", "Câu giải thích."))])
    where = {key: len(items(made, key)) for key in "ABC"}
    bring = problem in {"unreadable", "low-ocr", "encrypted", "corrupt", "empty", "unsupported"}
    assert where == {"A": 0, "B": int(not bring), "C": int(bring)}


@pytest.mark.parametrize(
    ("flag", "period", "words"),
    [
        (Flag(Problem.OTHER_YEAR, detail="kỳ 2020"), "2020", "a.docx (văn bản năm 2020)"),
        (Flag(Problem.OTHER_YEAR, detail="kỳ 2020-12"), "2020-12", "a.docx (văn bản tháng 12/2020)"),
        (Flag(Problem.OTHER_YEAR, detail="kỳ 2017/2020"), "2017/2020", "a.docx (văn bản nhiệm kỳ 2017 - 2020)"),
        (Flag(Problem.OTHER_YEAR, detail="kỳ 2020-9M"), "2020-9M", "a.docx (văn bản 9 tháng đầu năm 2020)"),
        (Flag(Problem.OTHER_CELL, detail="CHI BỘ B"), None, "a.docx (ghi “CHI BỘ B”)"),
        (
            Flag(Problem.DATE_CONFLICT, detail="báo cáo kỳ 2021-03 nhưng đề ngày 9/2021"),
            None,
            "a.docx (báo cáo tháng 3/2021 nhưng đề ngày 9/2021)",
        ),
        (Flag(Problem.NEAR_DUPLICATE, "b.docx", "chỉ khác ngày tháng so với b.docx"), None, "a.docx (chỉ khác ngày tháng so với b.docx)"),
        (Flag(Problem.UNSIGNED, detail="tự ghi là dự thảo và không có chữ ký"), None, "a.docx"),
    ],
)
def test_problems_are_told_in_words(flag: Flag, period: str | None, words: str) -> None:
    assert said(report([], [], [paper("a.docx", Kind.MINUTES, flag, period=period)]), "B") == [words]


def test_files_to_bring_stand_under_what_to_do() -> None:
    files = [paper(f"{n}.pdf", Kind.OTHER, Flag(Problem.ENCRYPTED, detail="Có mật khẩu: hãy bỏ.")) for n in "ab"]
    files.append(paper("c.pdf", Kind.OTHER, Flag(Problem.LOW_OCR, detail="số quý đọc không rõ")))
    groups = part(report([], [], files), "C")
    assert [(g.title, [i.text for i in g.items]) for g in groups] == [
        ("Có mật khẩu: hãy bỏ.", ["a.pdf", "b.pdf"]),
        ("Bản quét mờ: số quý đọc không rõ: đề nghị mang bản gốc để đối chiếu.", ["c.pdf"]),
    ]


def test_of_very_many_papers_the_rest_is_counted() -> None:
    old = [paper(f"{n:02}.docx", Kind.REPORT, Flag(Problem.OTHER_YEAR), period="2020") for n in range(30)]
    told = said(report([], [], old), "B")
    assert len(told) == 12
    assert told[-1].startswith("và 19 tệp khác")


def test_things_that_no_file_can_prove_always_stand_there() -> None:
    made = one(asks("I.1/a", "báo cáo"), found("I.1/a", Status.FOUND))
    assert said(made, "D") == ["Cờ Đảng (I.1)"]


def texts(data: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """Paragraphs, and the cells of the tables by row, of a Word file."""
    document = docx.Document(io.BytesIO(data))
    return [p.text for p in document.paragraphs], [[[c.text for c in row.cells] for row in t.rows] for t in document.tables]


def test_a_cell_with_nothing_missing_gets_a_sheet_that_says_so() -> None:
    made = one(asks("I.1/a", "báo cáo"), found("I.1/a", Status.FOUND), paper("a.docx"))
    paragraphs, tables = texts(visit_docx.write(made))
    assert "Hồ sơ đã nộp đáp ứng đủ yêu cầu của biểu mẫu, không phải bổ sung." in paragraphs
    assert "Không có: các tệp đã nộp đều đọc được." in paragraphs
    assert "không phải bổ sung" in visit_html.write(made).decode()
    assert [["1", "☐\tCờ Đảng (I.1)", "\u00a0"]] in [t[1:] for t in tables]


def test_a_cell_without_files_gets_a_sheet() -> None:
    paragraphs, _ = texts(visit_docx.write(one(asks("I.1/a", "báo cáo"), found("I.1/a"))))
    assert "Chi bộ chưa nộp tệp nào." in paragraphs


def test_the_word_file_has_a_box_and_room_for_each_item(sample: Report) -> None:
    paragraphs, tables = texts(visit_docx.write(sample))
    assert "PHIẾU THẨM TRA" in paragraphs
    assert f"tại {sample.cell_name}, theo biểu mẫu “{sample.form.title}”" in paragraphs
    assert any(p.startswith("Ngày thẩm tra:") for p in paragraphs)
    assert any(p.startswith("Thành phần") for p in paragraphs)
    sections = [s for s in visit(sample).sections if s.count]
    ruled = [t for t in tables if t[0][0] == "TT"]
    assert [t[0] for t in ruled] == [["TT", s.head, "Kết quả tại chỗ"] for s in sections]
    for section, rows in zip(sections, ruled, strict=True):
        boxed = [row for row in rows if row[1].startswith("☐\t")]
        assert [row[0] for row in boxed] == [str(n) for n in range(1, section.count + 1)]
        assert all(not row[2].strip() for row in boxed)


def test_the_sample_is_asked_for_its_months_and_shared_papers(sample: Report) -> None:
    told = said(sample)
    assert "Biên bản sinh hoạt chi bộ định kỳ tháng 3, 6-12." in told
    assert "Minh chứng nhận diện 82 biểu hiện suy thoái trong sinh hoạt chi bộ tháng 2, 4 (tháng 3, 6-12 chưa có biên bản)." in told
    shared = [note for lines in notes(sample) for note in lines if note.startswith("Dùng chung")]
    assert any("I.2.2, I.2.2.2" in note and "II.1" in note for note in shared)


def test_every_requirement_of_the_form_has_words_that_read_on(sample: Report) -> None:
    for requirement in sample.form.requirements:
        assert re.fullmatch(r"[a-zđà-ỹ][^\n]*[^.\s;,]", requirement.ask), requirement.id


HOSTILE = "<img src=x onerror=alert(1)>\x07\ud800 & “x”"
NAME = HOSTILE.replace("\ud800", "")


def hostile() -> Report:
    against = (refused(NAME, HOSTILE * 30, Reason.NEGATED),)
    made = one(asks("I.1/a", "báo cáo"), found("I.1/a", against=against), paper(NAME, Kind.REPORT, Flag(Problem.OTHER_CELL, "", HOSTILE)))
    return replace(made, cell_name=HOSTILE, folder="../ho so")


def test_text_of_documents_is_no_markup() -> None:
    page = visit_html.write(hostile()).decode("utf-8")
    assert "<img" not in page
    assert "\x07" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert not re.search(r"<[^>]*\s(?:style|on\w+)=", re.sub(r"&[a-z]+;", "", page))
    paragraphs, tables = texts(visit_docx.write(hostile()))
    assert any("<img src=x" in p for p in paragraphs)
    assert "\x07" not in str(tables)


def test_files_are_linked_where_the_folder_is_known(sample: Report) -> None:
    known = visit_html.write(replace(sample, folder="../ho so")).decode("utf-8")
    assert re.search(r'<a href="\.\./ho%20so/VID_20210519\.mp4">VID_20210519\.mp4</a>', known)
    assert '<a href="../' not in visit_html.write(sample).decode("utf-8")


def test_the_page_has_a_box_for_each_item(sample: Report) -> None:
    page = visit_html.write(sample).decode("utf-8")
    assert page.count('type="checkbox"') == sum(s.count for s in visit(sample).sections)
    for section in visit(sample).sections:
        assert f"{section.key}. {section.title}" in page


@pytest.mark.parametrize("write", [visit_docx.write, visit_html.write])
def test_a_report_that_was_read_back_gives_the_same_bytes(write: Any, sample: Report) -> None:
    again = json.read(json.write(sample), sample.form)
    assert write(again) == write(sample) == write(sample)

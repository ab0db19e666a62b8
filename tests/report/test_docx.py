"""findings.docx and danh-muc-minh-chung.docx: the official form word for word, and each result at its row."""

import io
from dataclasses import replace

import docx as word
import pytest
from docx.oxml.ns import qn

from pipeline.model import Document, Evidence, Finding, Flag, Place, Problem, Reason, Refusal, Status, Target
from pipeline.report import catalogue_docx, docx, frame, json
from pipeline.report.markup import shorten
from pipeline.text.wording import STATUSES, coverage

REMARK = "Nhận xét của người kiểm tra:"


def opened(data):
    return word.Document(io.BytesIO(data))


def told(cell):
    """The text of a cell or paragraph holder: one string a paragraph, line breaks as line ends."""
    return [p.text for p in cell.paragraphs]


def grid(document):
    """The cells of the form's table."""
    main = next(t for t in document.tables if len(t.columns) == 5)
    return main, [[told(c) for c in r.cells] for r in main.rows]


def with_(report, *findings, **more):
    """The report with these findings in the place of its own ones."""
    new = {f.requirement: f for f in findings}
    return replace(report, findings=tuple(new.get(f.requirement, f) for f in report.findings), **more)


def finding(requirement="I.2.1/quy-che", status=Status.FOUND, evidence=(), against=(), note="", **more):
    return Finding(requirement, requirement.partition("/")[0], status, None, None, tuple(evidence), tuple(against), note, **more)


def proof(n, quote="Chi bộ đã ban hành Quy chế làm việc.", period="2021", page=2, score=0.9):
    return Evidence(f"QC/van ban {n}.pdf", None, Place(page, 4), quote, score, period, code=f"I.2.1-{n:02}")


def result(report, requirement="I.2.1/quy-che", cells=None):
    """The paragraphs about one requirement in the fifth column of its row."""
    rows = [r.id for r in report.form.rows]
    asked = next(r for r in report.form.requirements if r.id == requirement)
    lines = (cells or grid(opened(docx.write(report)))[1])[rows.index(asked.row) + 1][4]
    names = {r.name for r in report.form.requirements if r.row == asked.row}
    first = next(n for n, line in enumerate(lines) if line.endswith(asked.name))
    rest = next(n for n, line in enumerate(lines) if n > first and (line.startswith(REMARK) or any(line.endswith(x) for x in names)))
    return lines[first:rest]


def test_the_form_stands_word_for_word(sample):
    _, cells = grid(opened(docx.write(sample)))
    assert cells[0] == [[c] for c in (*sample.form.columns, "KẾT QUẢ KIỂM TRA")]
    assert [["\n".join(c) for c in row[:4]] for row in cells[1:]] == [
        [r.printed, r.criterion, r.check, r.evidence] for r in sample.form.rows
    ]


def test_paper_title_and_head_of_the_table(sample):
    made = opened(docx.write(sample))
    page = made.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (29.7, 21.0)
    lines = told(made)
    assert lines.index(sample.form.title) < lines.index(sample.form.basis) < lines.index(f"Đơn vị được kiểm tra: {sample.cell_name}")
    main, _ = grid(made)
    assert [n for n, r in enumerate(main.rows) if r._tr.trPr is not None and r._tr.trPr.find(qn("w:tblHeader")) is not None] == [0]
    form_text = main.rows[3].cells[1].paragraphs[0].runs[0]
    assert form_text.font.size is None
    assert form_text.font.name is None  # the paper's own: Times New Roman 13


def test_counts_by_status(sample):
    line = next(p for p in told(opened(docx.write(sample))) if p.startswith("Kết quả đối chiếu"))
    assert "83 yêu cầu" in line
    for status, name in STATUSES.items():
        assert f"{name}: {sample.summary[status.value]} " in line


def test_each_requirement_stands_at_its_row_in_the_order_of_the_form(sample):
    _, cells = grid(opened(docx.write(sample)))
    found = {f.requirement: f for f in sample.findings}
    for row, (*_, lines) in zip(sample.form.rows, cells[1:], strict=True):
        asked = [r for r in sample.form.requirements if r.row == row.id]
        heads = [line for line in lines if any(line.endswith(f" {r.name}") for r in asked)]
        assert len(heads) == len(asked)
        for line, requirement in zip(heads, asked, strict=True):
            assert line.endswith(f" {STATUSES[found[requirement.id].status]}   {requirement.name}")
        assert sum(line.startswith(REMARK) for line in lines) == (1 if asked else 0)
        if not asked:
            assert lines == [""]


def test_every_code_and_the_shown_quotes_stand_at_their_row(sample):
    _, cells = grid(opened(docx.write(sample)))
    for f in sample.findings:
        text = "\n".join(result(sample, f.requirement, cells))
        for e in f.evidence:
            assert f"[{e.code}]" in text
        if len(f.evidence) <= 3:
            assert all(f"“{shorten(e.quote, 200)}” [{e.code}] {e.document}" in text for e in f.evidence)
        assert coverage(f) in text


@pytest.mark.parametrize(
    ("row", "section"), [("I", True), ("I.1", True), ("I.4.2", True), ("I.4.2b", False), ("I.3.5", False), ("I.1.1", False)]
)
def test_section_rows_are_bold_shaded_and_kept_with_what_follows(sample, row, section):
    main, _ = grid(opened(docx.write(sample)))
    made = main.rows[[r.id for r in sample.form.rows].index(row) + 1]._tr.tc_lst[1]
    lines = made.p_lst[0]
    assert (made.tcPr.find(qn("w:shd")) is not None) is section
    assert (lines.find(f".//{qn('w:b')}") is not None) is section
    assert (lines.find(f".//{qn('w:keepNext')}") is not None) is section


def test_many_proofs_two_quotes_and_the_rest_as_codes(sample):
    proofs = [proof(1, score=0.5), proof(2, period="2021-04"), proof(3, "Hay nhất.", score=0.99), proof(4, page=None), proof(4, page=7)]
    shown = result(with_(sample, finding(evidence=proofs, note="Có 4 văn bản chứng minh.")))
    assert shown[1:] == [
        "Có 4 văn bản chứng minh.",
        "“Chi bộ đã ban hành Quy chế làm việc.” [I.2.1-02] QC/van ban 2.pdf, trang 2",
        "“Hay nhất.” [I.2.1-03] QC/van ban 3.pdf, trang 2",
        "Minh chứng khác: [I.2.1-01] van ban 1.pdf, trang 2; [I.2.1-04] van ban 4.pdf, trang 7.",
    ]


def test_long_quotes_are_cut_between_words(sample):
    shown = result(with_(sample, finding(evidence=[proof(1, "chi bộ nghiêm túc " * 100), proof(2, "x" * 3000)])))
    assert shown[1].startswith("“chi bộ nghiêm túc chi bộ")
    assert "nghiêm túc…” [I.2.1-01]" in shown[1] or "chi bộ…” [I.2.1-01]" in shown[1] or "nghiêm…” [I.2.1-01]" in shown[1]
    assert shown[2].startswith("“" + "x" * 199 + "…” [I.2.1-02]")


def refused(n, reason=Reason.NEGATED, quote="Chưa ban hành quy chế."):
    return Refusal(f"BB/{n}.docx", None, Place(None, n), quote, reason)


def test_refused_passages_are_named_shortly_and_counted(sample):
    note = "Chưa tìm thấy minh chứng trong hồ sơ. Có đoạn gần đúng nhưng không tính: câu phủ định (chưa làm, không làm)."
    shown = result(with_(sample, finding(status=Status.MISSING, against=[refused(n) for n in (1, 2, 3, 4)], note=note)))
    assert shown[1:] == [
        "Chưa tìm thấy minh chứng trong hồ sơ.",
        "Không tính: câu phủ định (chưa làm, không làm) – BB/1.docx, đoạn 1; câu phủ định (chưa làm, không làm) – BB/2.docx, đoạn 2; "
        "và 2 đoạn khác.",
    ]


def test_contradictions_show_both_quotes(sample):
    against = [refused(1), refused(9, Reason.CONTRADICTION, "Năm 2021 chi bộ chưa có quy chế.")]
    shown = result(with_(sample, finding(status=Status.REVIEW, evidence=[proof(1)], against=against, note="Hồ sơ mâu thuẫn nhau.")))
    assert shown[1:] == [
        "Hồ sơ mâu thuẫn nhau.",
        "“Chi bộ đã ban hành Quy chế làm việc.” [I.2.1-01] QC/van ban 1.pdf, trang 2",
        "Mâu thuẫn với: “Năm 2021 chi bộ chưa có quy chế.” BB/9.docx, đoạn 9",
        "Không tính: câu phủ định (chưa làm, không làm) – BB/1.docx, đoạn 1.",
    ]


def test_targets_missed_ones_first(sample):
    targets = (Target("Thu ngân sách", "100 tỷ", "110 tỷ", True, "NQ.docx"), Target("Kết nạp", "2", "1", False, "NQ.docx"))
    shown = result(with_(sample, finding(targets=targets)))
    assert shown[1:] == ["– Kết nạp: kế hoạch 2, thực hiện 1 – chưa đạt", "– Thu ngân sách: kế hoạch 100 tỷ, thực hiện 110 tỷ – đạt"]


def test_a_file_that_cannot_be_read_has_no_paragraph(sample):
    shown = result(with_(sample, finding(status=Status.REVIEW, against=[refused(1, Reason.UNREADABLE, "")])))
    assert shown[1] == "Không tính: tệp không đọc được – BB/1.docx."


def test_documents_with_problems_then_signatures_then_the_index(sample):
    made = opened(docx.write(sample))
    problems, signed, index = made.tables[-3:]
    bad = [d for d in sample.documents if d.problems]
    assert [r.cells[1].text for r in problems.rows] == ["Văn bản", *(d.path for d in bad)]
    assert problems.rows[1].cells[2].text == "Bản sao của 1. Biên bản/BB họp lệ T1-2021.docx"
    assert signed.rows[0].cells[0].text.startswith("ĐẠI DIỆN CHI BỘ\n(ký, ghi rõ họ tên)")
    assert signed.rows[0].cells[1].text.startswith("T/M ĐOÀN KIỂM TRA\nTRƯỞNG ĐOÀN\n(ký, ghi rõ họ tên)")
    heading = next(p for p in made.paragraphs if p.text == "DANH MỤC MINH CHỨNG")
    assert heading.paragraph_format.page_break_before
    codes = list(frame.catalogue_frame(sample)["Mã minh chứng"])
    assert [r.cells[0].text for r in index.rows] == ["Mã minh chứng", *codes]


def test_index_as_a_paper_of_its_own(sample):
    made = opened(catalogue_docx.write(sample))
    assert "DANH MỤC MINH CHỨNG" in told(made)
    assert f"Đơn vị được kiểm tra: {sample.cell_name}" in told(made)
    index = made.tables[-1]
    for cells, (_, line) in zip(index.rows[1:], frame.catalogue_frame(sample).astype(object).fillna("").iterrows(), strict=True):
        texts = [c.text for c in cells.cells]
        assert texts[0] == line["Mã minh chứng"]
        assert texts[1].startswith(line["Văn bản"])
        assert texts[4] == "/".join(reversed(line["Ngày"].split("-")))
        assert texts[5:] == [line["Trang"], line["Dùng cho"]]


def test_hostile_text_survives(sample):
    evil = '\x00</w:t></w:r></w:p><w:p/>&lt; ]]> \x1b\ud800 =HYPERLINK("http://x") \ufffe'
    path = "a\x07<b>&.docx"
    bad = Document(path, (), problems=(Flag(Problem.CORRUPT, detail=evil),))
    against = [Refusal(path, None, Place(1, 1), evil, Reason.CONTRADICTION)]
    hostile = with_(sample, finding(evidence=[proof(1, evil)], against=against, note=evil), documents=(bad,), cell_name=evil)
    clean = '</w:t></w:r></w:p><w:p/>&lt; ]]> =HYPERLINK("http://x")'
    shown = result(hostile)
    assert shown[2:] == [f"“{clean}” [I.2.1-01] QC/van ban 1.pdf, trang 2", f"Mâu thuẫn với: “{clean}” a<b>&.docx, trang 1"]
    assert len(grid(opened(docx.write(hostile)))[1]) == 53
    assert opened(docx.write(hostile)).tables[-3].rows[1].cells[1].text == "a<b>&.docx"
    assert opened(catalogue_docx.write(hostile)).tables


def test_empty_cell(sample):
    nothing = tuple(finding(f.requirement, Status.MISSING, note="Chưa tìm thấy minh chứng trong hồ sơ.") for f in sample.findings)
    made = opened(docx.write(replace(sample, findings=nothing, documents=())))
    assert "Không nhận được văn bản nào của chi bộ." in told(made)
    assert "Chưa có văn bản nào được ghi nhận là minh chứng." in told(made)
    assert len(grid(made)[1]) == 53
    assert "Chưa có văn bản nào được ghi nhận là minh chứng." in told(opened(catalogue_docx.write(replace(sample, findings=nothing))))


@pytest.mark.parametrize("writer", [docx, catalogue_docx])
def test_same_report_same_bytes_also_read_back(sample, writer):
    first = writer.write(sample)
    assert first == writer.write(sample)
    assert first == writer.write(json.read(json.write(sample), sample.form))

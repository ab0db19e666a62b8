"""findings.docx: the official form, filled in. Its four columns word for word, a fifth with what was found and where."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import Finding, Report, Row
from pipeline.report.catalogue import HEADING, catalogue
from pipeline.report.markup import FLOW, PALE, Cell, Flow, Ink, dotted, paragraph, row, run, shorten, table
from pipeline.report.result import badge, result
from pipeline.report.word import letterhead, new, put, saved, signatures, title
from pipeline.text.wording import STATUSES, capital, problem

RESULT = "KẾT QUẢ KIỂM TRA"

_WIDTHS = (1.4, 5.7, 3.7, 3.7, 12.2)
_SHORT = (10, 25 * 11, 16 * 11, 16 * 11)
"""Widths in cm; characters of a row that is not broken across pages."""

_REMARK = "Nhận xét của người kiểm tra: "
_PROBLEMS = 60
_ABOUT = (
    "Cột “Kết quả kiểm tra” do chương trình Minh Chứng đối chiếu từ hồ sơ chi bộ gửi; trong ngoặc vuông là mã minh chứng, tra tại danh mục "
    "ở cuối phiếu. Kết quả này để tham khảo: người kiểm tra đối chiếu hồ sơ gốc và quyết định."
)


def write(report: Report) -> bytes:
    """The form as a Word file, A4 landscape."""
    document = new(True, f"{report.form.title} – {report.cell_name}")
    letterhead(document, report)
    title(document, [report.form.title], report.form.basis)
    put(document, *_head(report), _form(report), *_problems(report))
    signatures(document, ("ĐẠI DIỆN CHI BỘ",), ("T/M ĐOÀN KIỂM TRA", "TRƯỞNG ĐOÀN"))
    heading = paragraph(run(HEADING, Ink(14, bold=True)), flow=Flow("center", after=6, keep=True, new_page=True, level=1))
    put(document, heading, catalogue(report), paragraph())
    return saved(document)


def _head(report: Report) -> Iterator[str]:
    """The inspected cell, how many requirements have which outcome, and what the fifth column is."""
    yield paragraph(run("Đơn vị được kiểm tra: "), run(report.cell_name, Ink(bold=True)), flow=Flow(before=6, after=3))
    counts = [c for s in STATUSES for c in (*badge(s, f"{STATUSES[s]}: {report.summary[s.value]}", 12), run("   ", Ink(12)))]
    yield paragraph(run(f"Kết quả đối chiếu {len(report.findings)} yêu cầu:   ", Ink(12)), *counts, flow=Flow(after=4))
    yield paragraph(run(_ABOUT, Ink(11.5, italic=True)), flow=Flow(after=8))


def _form(report: Report) -> str:
    names = {r.id: r.name for r in report.form.requirements}
    found = {f.requirement: f for f in report.findings}
    at: dict[str, list[Finding]] = {}
    for requirement in report.form.requirements:
        if requirement.id in found:
            at.setdefault(requirement.row, []).append(found[requirement.id])
    asked = {r.row for r in report.form.requirements}
    rows = [_row(r, at.get(r.id, ()), names, r.id in asked) for r in report.form.rows]
    return table(_WIDTHS, (*report.form.columns, RESULT), rows, size=12)


def _row(printed: Row, findings: Sequence[Finding], names: Mapping[str, str], asked: bool) -> str:
    section = not (asked or printed.check or printed.evidence)
    ink, flow = (Ink(bold=True), Flow(keep=True, before=2, after=2)) if section else (Ink(), FLOW)
    fill = PALE if section else ""
    whole = section or (len(findings) <= 1 and all(len(t) <= most for t, most in zip(_printed(printed), _SHORT, strict=True)))
    number = Cell(paragraph(run(printed.printed, ink), flow=Flow("center", flow.before, flow.after, keep=section)), fill)
    texts = [Cell(paragraph(run(t, ink), flow=flow), fill) for t in _printed(printed)[1:]]
    return row(_WIDTHS, [number, *texts, Cell(_results(findings, names), fill)], whole=whole)


def _printed(one: Row) -> tuple[str, str, str, str]:
    return one.printed, one.criterion, one.check, one.evidence


def _results(findings: Sequence[Finding], names: Mapping[str, str]) -> str:
    if not findings:
        return ""
    blocks = [b for f in findings for b in result(f, names[f.requirement])]
    line = _WIDTHS[-1] - 0.4
    return "".join(
        [
            *blocks,
            dotted(_REMARK, line, Ink(12, italic=True), Flow(before=6, keep=True, leading=1.2)),
            dotted("", line, Ink(12), Flow(after=3, leading=1.4)),
        ]
    )


def _problems(report: Report) -> Iterator[str]:
    """Documents that something is wrong with."""
    told = [(d.path, capital("; ".join(problem(f) for f in d.problems))) for d in report.documents if d.problems]
    yield paragraph(run("Hồ sơ cần lưu ý", Ink(bold=True)), flow=Flow(before=12, after=4, keep=True, level=2))
    if not told:
        none = "Không có." if report.documents else "Không nhận được văn bản nào của chi bộ."
        yield paragraph(run(none, Ink(12)), flow=Flow(keep=True))
        return
    widths, ink = (1.5, 12.2, 13.0), Ink(11.5)
    lines = [(str(n), shorten(path, 200), shorten(note, 300)) for n, (path, note) in enumerate(told[:_PROBLEMS], 1)]
    flows = [*(FLOW for _ in lines[2:]), *(Flow(keep=True) for _ in lines[:2])]  # the signatures do not stand alone on a page
    rows = [row(widths, [paragraph(run(t, ink), flow=flow) for t in line], whole=True) for line, flow in zip(lines, flows, strict=True)]
    yield table(widths, ("TT", "Văn bản", "Lưu ý"), rows)
    if rest := len(told) - len(lines):
        yield paragraph(run(f"và {rest} văn bản khác.", Ink(11.5, italic=True)), flow=Flow(before=3, keep=True))

"""phieu-tham-tra.docx: the site-visit sheet to print and to fill in by hand, A4 portrait."""

from collections.abc import Iterator

from pipeline.model import Report
from pipeline.report.markup import GREY, PALE, Cell, Flow, Ink, dotted, paragraph, row, run, table
from pipeline.report.visit import visit
from pipeline.report.visit_items import Group, Item, Section
from pipeline.report.word import across, letterhead, new, put, saved, signatures, title

BOX = "☐"
_HEADS = ("TT", "", "Kết quả tại chỗ")
_NUMBER, _REMARK = 0.9, 3.0  # cm; the rest is for what is asked
_TEXT, _SMALL, _SIGN = Ink(11), Ink(10, colour=GREY), Ink(10, font="MS Gothic")
_HANGING, _UNDER = Flow(left=0.6, first=-0.6), Flow(left=0.6)
_ROOM = paragraph(run("\u00a0", Ink(9)))
_TO_FILL = ("Ngày thẩm tra:", "Thành phần đoàn kiểm tra:", "Đại diện chi bộ:")


def write(report: Report) -> bytes:
    """The sheet as a Word file."""
    sheet = visit(report)
    document = new(False, f"Phiếu thẩm tra năm {report.year} – {report.cell_name}")
    letterhead(document, report)
    title(document, [sheet.title], sheet.under)
    wide = across(document)
    lines = [dotted(label, wide, flow=Flow(before=4)) for label in _TO_FILL]
    put(document, *lines, paragraph(run(sheet.totals, Ink(12)), flow=Flow("both", before=8, after=2)))
    put(document, *(block for section in sheet.sections for block in _section(section, wide)))
    signatures(document, ("ĐẠI DIỆN CHI BỘ",), ("ĐẠI DIỆN ĐOÀN KIỂM TRA",))
    return saved(document)


def _section(section: Section, wide: float) -> Iterator[str]:
    count = f" ({section.count})" if section.count else ""
    heading = run(f"{section.key}. {section.title}{count}", Ink(13, bold=True))
    yield paragraph(heading, flow=Flow(before=8, after=3, keep=True, level=2))
    if not section.count:
        yield paragraph(run(section.empty), flow=Flow(after=2))
        return
    widths = (_NUMBER, wide - _NUMBER - _REMARK, _REMARK)
    heads = (_HEADS[0], section.head, _HEADS[2])
    yield table(widths, heads, _rows(section, widths))


def _rows(section: Section, widths: tuple[float, float, float]) -> Iterator[str]:
    for group, items in section.numbered:
        if group.title:
            yield row(widths, [Cell(_heading(group), PALE, span=3)], whole=True)
        for number, item in items:
            yield row(widths, [paragraph(run(str(number), _TEXT), flow=Flow("center")), _asked(item), _ROOM], whole=True)


def _heading(group: Group) -> str:
    number = run(f"{group.number}  ", Ink(10.5, bold=True)) if group.number else ""
    return paragraph(number, run(group.title, Ink(10.5, italic=bool(group.number), bold=not group.number)), flow=Flow(keep=True))


def _asked(item: Item) -> str:
    main = (run(BOX, _SIGN), run(f"\t{item.sentence}", _TEXT))
    return "".join([paragraph(*main, flow=_HANGING), *(paragraph(run(note.text, _SMALL), flow=_UNDER) for note in item.notes)])

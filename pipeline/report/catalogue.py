"""Danh mục minh chứng: the index of what proves, as a table for Word files."""

from pipeline.model import Report
from pipeline.report.frame import catalogue_frame
from pipeline.report.markup import GREY, Cell, Flow, Ink, paragraph, row, run, shorten, table
from pipeline.text.wording import day

HEADING = "DANH MỤC MINH CHỨNG"

_COLUMNS = ("Mã minh chứng", "Văn bản", "Loại", "Số, ký hiệu", "Ngày", "Trang", "Dùng cho")
_WIDTHS = (2.3, 8.9, 2.2, 2.7, 2.1, 1.6, 6.9)
_SUBJECT = 140
_TEXT, _SMALL, _CODE = Ink(10.5), Ink(9.5, italic=True, colour=GREY), Ink(10.5, bold=True)


def catalogue(report: Report) -> str:
    """The table, one row a code; a sentence where nothing was accepted as evidence."""
    frame = catalogue_frame(report)
    if frame.empty:
        return paragraph(run("Chưa có văn bản nào được ghi nhận là minh chứng.", Ink(12, italic=True)), flow=Flow("center", before=6))
    told = [dict(zip(frame.columns, r, strict=True)) for r in frame.astype(object).where(frame.notna(), None).itertuples(index=False)]
    return table(_WIDTHS, _COLUMNS, [_row(r) for r in told], size=11)


def _row(told: dict[str, object]) -> str:
    text = {key: "" if value is None else str(value) for key, value in told.items()}
    part = f" (phần {text['Phần']})" if text["Phần"] else ""
    subject = shorten(text["Trích yếu"], _SUBJECT)
    name = paragraph(run(text["Văn bản"] + part, _TEXT)) + (paragraph(run(subject, _SMALL)) if subject else "")
    plain = [text["Loại"], text["Số, ký hiệu"], day(text["Ngày"]), text["Trang"], text["Dùng cho"]]
    cells: list[str | Cell] = [paragraph(run(text["Mã minh chứng"], _CODE)), name, *(Cell(paragraph(run(t, _TEXT))) for t in plain)]
    return row(_WIDTHS, cells, whole=True)

"""findings.xlsx: results, quotes, refused candidates, documents and targets, with filters and frozen headings."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.model import Report
from pipeline.report import frame
from pipeline.text.wording import STATUSES

if TYPE_CHECKING:
    import pandas as pd

_COLOURS = {"Có": "#DDEFD9", "Thiếu một phần": "#FFF1C9", "Không có": "#F8D7D3", "Không bắt buộc": "#E7E9EC", "Cần xem lại": "#D9E6F7"}
_WIDTHS = {
    "Hàng": 8, "Yêu cầu": 34, "Mã": 21, "Kết quả": 13, "Đã có kỳ": 18, "Trích dẫn": 58, "Văn bản": 28, "Trang": 6, "Đoạn": 6,
    "Số văn bản": 8, "Ghi chú": 36, "Kỳ": 10, "Độ tin cậy": 8, "Lý do không tính": 22, "Loại": 13, "Số, ký hiệu": 13, "Ngày": 11,
    "Nơi ban hành": 26, "Trích yếu": 42, "Số trang": 7, "Cách đọc": 8, "Lưu ý": 36, "Chỉ tiêu": 42, "Kế hoạch": 14, "Thực hiện": 14,
    "Đọc từ": 9, "Phần": 6, "Từ trang": 7, "Đạt": 10, "Kết quả ghi trong báo cáo": 44, "Nghị quyết": 30, "Báo cáo": 30,
}  # fmt: skip


def write(report: Report) -> bytes:
    """The report as a workbook. Text of documents is written as text, never as formula or link."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    looks = _looks(book)
    title = f"{report.form.title} – {report.cell_name}"
    totals = ", ".join(f"{STATUSES[s]}: {n}" for s, n in ((s, report.summary[s.value]) for s in STATUSES))
    sheets = (
        ("Kết quả", frame.findings_frame(report)),
        ("Trích dẫn", frame.evidence_frame(report)),
        ("Không tính", frame.against_frame(report)),
        ("Hồ sơ", frame.documents_frame(report)),
        ("Chỉ tiêu", frame.targets_frame(report)),
    )
    for name, table in sheets:
        _sheet(book, name, table, (title, totals), looks)
    book.close()
    return buffer.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "border": 1, "border_color": "#BFC4CA"}
    looks = {
        "title": book.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True}),
        "totals": book.add_format({"font_name": "Times New Roman", "font_size": 11, "font_color": "#444444"}),
        "head": book.add_format(
            {**base, "bold": True, "text_wrap": True, "bg_color": "#8C1D18", "font_color": "#FFFFFF", "valign": "vcenter"}
        ),
        "cell": book.add_format({**base, "text_wrap": True}),
        "number": book.add_format({**base, "align": "center"}),
    }
    return looks | {
        status: book.add_format({**base, "bold": True, "bg_color": colour, "text_wrap": True}) for status, colour in _COLOURS.items()
    }


def _sheet(book: Any, name: str, table: "pd.DataFrame", head: Sequence[str], looks: dict[str, Any]) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, head[0], looks["title"])
    sheet.write_string(1, 0, head[1], looks["totals"])
    for c, column in enumerate(table.columns):
        sheet.set_column(c, c, _WIDTHS.get(column, 14))
        sheet.write_string(3, c, column, looks["head"])
    sheet.set_row(3, 32)
    for r, row in enumerate(table.astype(object).where(table.notna(), None).itertuples(index=False), start=4):
        sheet.set_row(r, _height(row, list(table.columns)))
        for c, value in enumerate(row):
            _cell(sheet, r, c, value, looks)
    if len(table.columns):
        sheet.autofilter(3, 0, 3 + max(len(table), 1), len(table.columns) - 1)
    sheet.freeze_panes(4, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.set_footer("&L&8Minh Chứng&R&8Trang &P/&N")


def _height(row: Sequence[object], columns: Sequence[str]) -> float:
    """Points that the longest wrapped cell of a row needs; programs other than Excel do not work it out themselves."""
    lines = [
        sum(-(-max(len(part), 1) // max(1, int(_WIDTHS.get(c, 14) * 1.2))) for part in str(v).split("\n"))
        for v, c in zip(row, columns, strict=True)
        if v
    ]
    return min(400.0, 15.0 * max(lines, default=1) + 3)


def _cell(sheet: Any, r: int, c: int, value: object, looks: dict[str, Any]) -> None:
    if value is None:
        sheet.write_blank(r, c, None, looks["cell"])
    elif isinstance(value, int | float):
        sheet.write_number(r, c, value, looks["number"])
    else:
        sheet.write_string(r, c, str(value)[:32000], looks.get(str(value), looks["cell"]))

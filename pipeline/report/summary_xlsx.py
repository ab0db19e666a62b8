"""tong-hop.xlsx: many cells in one workbook: ranking, cells × criteria, requirements that often lack, documents with problems."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.model import Status
from pipeline.report import summary
from pipeline.report.look import HEAD, LOOKS
from pipeline.report.sheets import GREY, Book, Column, Link, fitting, heading, height, link, table
from pipeline.report.summary import FILES, Summary
from pipeline.text.wording import STATUSES

if TYPE_CHECKING:
    import pandas as pd

_STATUS_COLUMNS = tuple(Column(word, 10.5) for word in STATUSES.values())
_RANKING = (
    Column("Hạng", 6.5),
    Column("Chi bộ", 48, "link"),
    Column("Năm", 6.5),
    Column("Còn thiếu", 8),
    Column("Tỷ lệ thiếu", 8, "share"),
    *_STATUS_COLUMNS,
    Column("Văn bản", 8),
    Column("Văn bản có vấn đề", 9.5),
    Column("So với lần trước", 16),
    Column("Nơi lưu", 34, "pale"),
)
_LACKING = (
    Column("Hàng", 9),
    Column("Yêu cầu", 78),
    Column("Số chi bộ thiếu", 10),
    Column("Tỷ lệ", 8, "share"),
    Column("Không có", 10),
    Column("Thiếu một phần", 10),
    Column("Số chi bộ", 9),
    Column("Mã", 28, "pale"),
)
_PROBLEMS = (
    Column("Chi bộ", 42, "link"),
    Column("Văn bản", 52),
    Column("Loại", 13.5),
    Column("Lưu ý", 52, "phrase"),
    Column("Nơi lưu", 34, "pale"),
)
_BY_MARK = {LOOKS[s].mark: s for s in Status}
_NAME = 38.0
_MOST = 1_000_000
"""Rows of a sheet: Excel ends a little later."""


def write(gathered: Summary) -> bytes:
    """The summary as a workbook. Names and texts are written as text, never as formula; links lead to the cells' reports."""
    book = Book("Tổng hợp kết quả kiểm tra hồ sơ")
    wheres = [u.where for u in gathered.cells]
    _tabular(
        book, ("Xếp hạng", "XẾP HẠNG CHI BỘ THEO SỐ YÊU CẦU CÒN THIẾU"), (summary.ranking(gathered), _RANKING), _about(gathered), wheres
    )
    _matrix(book, gathered)
    told = "Xếp theo tỷ lệ chi bộ không có hoặc thiếu một phần"
    _tabular(book, ("Yêu cầu hay thiếu", "YÊU CẦU NHIỀU CHI BỘ CÒN THIẾU"), (summary.lacking(gathered), _LACKING), told)
    flawed = summary.problems(gathered)
    told = f"{len(flawed)} văn bản" if len(flawed) <= _MOST else f"{len(flawed)} văn bản; trang tính chỉ ghi {_MOST} văn bản đầu"
    wheres = [u.where for u in gathered.cells for _ in u.flawed]
    _tabular(book, ("Hồ sơ có vấn đề", "VĂN BẢN CÓ ĐIỂM CẦN LƯU Ý"), (flawed.head(_MOST), _PROBLEMS), told, wheres)
    return book.saved()


def _about(gathered: Summary) -> str:
    """How many cells and requirements, and their totals by status."""
    counts = gathered.counts
    number = max(sum(counts.values()), 1)
    parts = ", ".join(f"{STATUSES[s]} {counts[s]} ({counts[s] / number:.0%})" for s in STATUSES)
    many = f"{len(gathered.cells)} chi bộ, {sum(counts.values())} yêu cầu: {parts}. Hạng 1: còn thiếu nhiều yêu cầu nhất."
    return " – ".join(filter(None, (*gathered.titles[:3], many, gathered.untold)))


def _tabular(
    book: Book, names: tuple[str, str], made: "tuple[pd.DataFrame, tuple[Column, ...]]", told: str, wheres: Sequence[str] = ()
) -> None:
    """A sheet with one table; the column "Chi bộ" leads to the reports in these folders."""
    frame, columns = made
    widths = [c.width for c in columns]
    last = len(columns) - 1 - (columns[-1].kind == "pale")
    sheet = book.sheet(names[0], widths, 3)
    heading(book, sheet, (names[1], told), last, widths)
    links: dict[str, Sequence[Link | None]] = {"Chi bộ": _links(wheres)} if wheres else {}
    table(book, sheet, frame, columns, 3, links)
    if frame.empty:
        sheet.merge_range(4, 0, 4, last, "Không có.", book.cell(italic=True, font_color=GREY))
    sheet.freeze_panes(4, 2)
    sheet.print_area(0, 0, 3 + max(len(frame), 1), last)


def _links(wheres: Sequence[str]) -> list[Link | None]:
    return [link(where, FILES["Bảng đối chiếu"]) for where in wheres]


def _matrix(book: Book, gathered: Summary) -> None:
    """Cells × criteria, in colours and marks."""
    frame = summary.matrix(gathered)
    widths = [6.5, _NAME, *[4.8] * len(gathered.criteria)]
    sheet = book.sheet("Ma trận", widths, 3)
    marks = "   ".join(f"{LOOKS[s].mark} {STATUSES[s].lower()}" for s in STATUSES)
    told = f"Kết quả kém nhất trong các yêu cầu của mỗi tiêu chí, kèm số yêu cầu còn thiếu.   {marks}   ô trống: biểu mẫu không có"
    heading(book, sheet, ("MA TRẬN CHI BỘ – TIÊU CHÍ", told), max(len(widths) - 1, 12), widths)
    head = book.cell(bold=True, bg_color=f"#{HEAD.fill}", font_color="#FFFFFF", valign="vcenter", align="center")
    for c, name in enumerate(frame.columns):
        sheet.write_string(3, c, name, head if c < 2 else book.cell(**_UPRIGHT))
    sheet.set_row(3, 58)
    for r, (values, to) in enumerate(zip(frame.itertuples(index=False, name=None), _links([u.where for u in gathered.cells]), strict=True)):
        _cell(book, sheet, 4 + r, values, to if r < 60_000 else None)
    sheet.autofilter(3, 0, 3 + max(len(frame), 1), len(widths) - 1)
    sheet.freeze_panes(4, 2)


_UPRIGHT = {"bold": True, "bg_color": f"#{HEAD.fill}", "font_color": "#FFFFFF", "rotation": 90, "align": "center", "valign": "vcenter"}


def _cell(book: Book, sheet: Any, row: int, values: tuple[Any, ...], to: Link | None) -> None:
    rank, name, *squares = values
    sheet.set_row(row, height([(name, _NAME)]))
    sheet.write_number(row, 0, rank, book.kind("number"))
    if to:
        sheet.write_url(row, 1, to.address, book.kind("link"), fitting(name), to.tip)
    else:
        sheet.write_string(row, 1, fitting(name), book.kind("text"))
    for c, square in enumerate(squares, start=2):
        if square:
            sheet.write_string(row, c, square, book.status(_BY_MARK[square[0]], align="center"))
        else:
            sheet.write_blank(row, c, None, book.kind("blank"))

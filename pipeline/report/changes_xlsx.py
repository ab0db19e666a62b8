"""Changes as a workbook: totals and cells, requirements that changed, files and problems that came and went."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.report import changes_frames as frames
from pipeline.report.compared import Change
from pipeline.report.sheets import GREY, Book, Column, heading, table

if TYPE_CHECKING:
    import pandas as pd

_WIDTHS = {"Chi bộ": 40.0, "Kết luận": 15.0, "Nơi lưu": 30.0}
_CELLS = tuple(Column(c, _WIDTHS.get(c, 8.5), {"Nơi lưu": "pale", "Kết luận": "phrase"}.get(c, "text")) for c in frames.CELLS)
_SHIFTS = (
    Column("Chi bộ", 28),
    Column("Hàng", 9),
    Column("Yêu cầu", 46),
    Column("Trước", 12, "status"),
    Column("Sau", 12, "status"),
    Column("Thay đổi", 10, "mid"),
    Column("Kỳ có thêm", 14, "phrase"),
    Column("Kỳ không còn", 14, "phrase"),
    Column("Minh chứng mới", 34),
    Column("Minh chứng không còn", 34),
    Column("Mã", 26, "pale"),
)
_FILES = (Column("Chi bộ", 34), Column("Tệp", 60), Column("Thay đổi", 18, "mid"), Column("Chi tiết", 60, "phrase"))
_TOTALS = (Column("Kết quả", 40, "status"), Column("Trước", 13), Column("Sau", 8.5), Column("Tăng, giảm", 8.5))
_MOST = 1_000_000
"""Rows of a sheet: Excel ends a little later."""


def write(changes: Sequence[Change], names: Mapping[str, str]) -> bytes:
    """The changes of all cells. Names and texts are written as text, never as formula."""
    book = Book("So sánh kết quả kiểm tra hồ sơ")
    about = ". ".join(filter(None, (frames.of_years(changes), frames.in_one_line(changes))))
    _sheet(book, ("Chi bộ", "SO SÁNH HAI LẦN KIỂM TRA", about), frames.cells(changes), _CELLS)
    both = sum(bool(c.old and c.new) for c in changes)
    _sheet(book, ("Tổng số", "SỐ YÊU CẦU THEO KẾT QUẢ", f"{both} chi bộ có ở cả hai lần"), frames.totals(changes), _TOTALS)
    _sheet(book, ("Yêu cầu", "YÊU CẦU CÓ THAY ĐỔI", about), frames.shifts(changes, names), _SHIFTS)
    _sheet(book, ("Hồ sơ", "TỆP VÀ ĐIỂM CẦN LƯU Ý CÓ THAY ĐỔI", about), frames.files(changes), _FILES)
    return book.saved()


def _sheet(book: Book, told: tuple[str, str, str], made: "pd.DataFrame", columns: tuple[Column, ...]) -> None:
    """A sheet with one table; a last column in grey is not printed."""
    name, *lines = told
    widths = [c.width for c in columns]
    last = len(columns) - 1 - (columns[-1].kind == "pale")
    sheet = book.sheet(name, widths, 3)
    heading(book, sheet, lines, last, widths)
    table(book, sheet, made.head(_MOST), columns, 3, {})
    if made.empty:
        sheet.merge_range(4, 0, 4, last, "Không có.", book.cell(italic=True, font_color=GREY))
    sheet.freeze_panes(4, 1)
    sheet.print_area(0, 0, 3 + max(len(made), 1), last)

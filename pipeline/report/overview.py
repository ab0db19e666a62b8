"""The sheet "Tổng hợp" of a cell's workbook, one page wide: results by section, documents, and months × requirements."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.model import Report, Status
from pipeline.report import frame
from pipeline.report.look import HEAD, LOOKS
from pipeline.report.sheets import GREY, PALE, Book, fitting, heading, height
from pipeline.text.wording import PROBLEMS, STATUSES, shortened

_WIDTHS = (8.0, 84.0, *[5.2] * 12, 8.0)
_NAME = 90
_ONE_PAGE = 34
"""Rows that still are legible when the sheet is fitted to one page."""
_NOT_DUE = LOOKS[Status.NOT_REQUIRED]
_MARKS = {frame.COVERED: Status.FOUND, frame.ABSENT: Status.MISSING}
_CENTRE = {"align": "center", "valign": "vcenter", "text_wrap": True}


def overview(book: Book, report: Report) -> None:
    """The sheet "Tổng hợp": results by section, documents, and months × requirements."""
    sheet = book.sheet("Tổng hợp", _WIDTHS, 0)
    told = f"{report.form.title}{', ' if report.form.basis else ''}{report.form.basis}"
    heading(book, sheet, ("TỔNG HỢP KẾT QUẢ KIỂM TRA HỒ SƠ", f"{report.cell_name} – Năm {report.year}", told), 14, _WIDTHS)
    sheet.write_string(1, 0, fitting(f"{report.cell_name} – Năm {report.year}"), book.look(font_size=13, bold=True))
    row = _sections(book, sheet, report, 4)
    row = _documents(book, sheet, report, row + 1)
    row = _months(book, sheet, report, row + 1)
    sheet.fit_to_pages(1, 1 if row < _ONE_PAGE else 0)
    sheet.freeze_panes(3, 0)


def _title(book: Book, sheet: Any, row: int, text: str) -> int:
    sheet.set_row(row, 20)
    sheet.write_string(row, 0, text, book.look(bold=True, font_size=13, valign="vcenter"))
    return row + 1


def _sections(book: Book, sheet: Any, report: Report, row: int) -> int:
    made = frame.sections_frame(report)
    row = _title(book, sheet, row, "Kết quả theo mục của biểu mẫu (số yêu cầu)")
    head = book.cell(bold=True, text_wrap=True, bg_color=f"#{HEAD.fill}", font_color="#FFFFFF", valign="vcenter", align="center")
    sheet.write_string(row, 0, "Mục", head)
    sheet.write_string(row, 1, "Nội dung", head)
    for n, (status, word) in enumerate(STATUSES.items()):
        sheet.merge_range(row, 2 + 2 * n, row, 3 + 2 * n, f"{LOOKS[status].mark} {word}", book.status(status, **_CENTRE))
    sheet.merge_range(row, 12, row, 14, "Tổng", head)
    sheet.set_row(row, 34)
    for values in made.itertuples(index=False, name=None):
        row += 1
        name = shortened(values[1], _NAME)
        sheet.set_row(row, height([(name, _WIDTHS[1])]))
        sheet.write_string(row, 0, values[0], book.cell(valign="vcenter"))
        sheet.write_string(row, 1, name, book.cell(text_wrap=True, valign="vcenter"))
        _counts(book, sheet, row, values[2:], {})
    return _totals(book, sheet, row + 1, report)


def _counts(book: Book, sheet: Any, row: int, numbers: Sequence[int], more: Mapping[str, object]) -> None:
    """Counts of the statuses, in their colours where there are any, and their sum."""
    for n, (number, status) in enumerate(zip(numbers, [*STATUSES, None], strict=True)):
        look = book.status(status, **_CENTRE, **more) if status and number else book.cell(**_CENTRE, **more)
        sheet.merge_range(row, 2 + 2 * n, row, 3 + 2 * n if status else 14, number or "–", look)


def _totals(book: Book, sheet: Any, row: int, report: Report) -> int:
    """Counts and shares of the whole form."""
    numbers = [report.summary[s.value] for s in STATUSES]
    label = book.cell(bold=True, bg_color=PALE, valign="vcenter")
    sheet.set_row(row, 26)
    sheet.merge_range(row, 0, row, 1, "Toàn biểu mẫu", label)
    _counts(book, sheet, row, [*numbers, sum(numbers)], {"font_size": 15})
    sheet.set_row(row + 1, 18)
    sheet.merge_range(row + 1, 0, row + 1, 1, "Tỷ lệ", label)
    shares = [n / max(sum(numbers), 1) for n in (*numbers, sum(numbers))]
    _counts(book, sheet, row + 1, shares, {"num_format": "0%"})  # type: ignore[arg-type]
    return row + 2


def _documents(book: Book, sheet: Any, report: Report, row: int) -> int:
    """How many documents there are, and how many with each problem."""
    row = _title(book, sheet, row, "Hồ sơ đã nộp")
    flawed = [d for d in report.documents if d.problems]
    often = Counter(flag.problem for d in flawed for flag in d.problems)
    told = f"{len(report.documents)} văn bản, trong đó {len(flawed)} văn bản có điểm cần lưu ý"
    kinds = "; ".join(f"{PROBLEMS[p].removesuffix(' của')}: {often[p]}" for p in PROBLEMS if often[p])
    text = f"{told} ({kinds}). Xem trang tính “Hồ sơ”." if flawed else f"{len(report.documents)} văn bản, không có điểm cần lưu ý."
    sheet.set_row(row, height([(text, sum(_WIDTHS))]))
    sheet.merge_range(row, 0, row, 14, text if report.documents else "Chi bộ chưa nộp văn bản nào.", book.look(text_wrap=True))
    return row + 1


def _months(book: Book, sheet: Any, report: Report, row: int) -> int:
    """Months × requirements, with the gaps of each month and quarter."""
    made = frame.coverage_frame(report)
    if made.empty:
        return row
    row = _title(book, sheet, row, "Các yêu cầu theo tháng, theo quý")
    sheet.write_string(row, 1, f"{frame.COVERED} có    {frame.ABSENT} thiếu    – (ô xám) tháng không yêu cầu", book.look(font_color=GREY))
    row += 1
    head = book.cell(bold=True, bg_color=f"#{HEAD.fill}", font_color="#FFFFFF", **_CENTRE)
    for c, word in enumerate(("Hàng", "Yêu cầu", *frame.MONTHS, "Số kỳ thiếu")):
        sheet.write_string(row, c, word, head)
    sheet.set_row(row, 34)
    rows = list(made.itertuples(index=False, name=None))
    for criterion, name, unit, *months, lacking in rows:
        row += 1
        sheet.set_row(row, max(18.0, height([(name, _WIDTHS[1])])))
        sheet.write_string(row, 0, criterion, book.cell(valign="vcenter"))
        sheet.write_string(row, 1, name, book.cell(text_wrap=True, valign="vcenter"))
        _periods(book, sheet, row, months, unit == "quý")
        _gaps(book, sheet, (row, 14, row, 14), lacking)
    for unit, step in (("tháng", 1), ("quý", 3)):
        if found := [values for values in rows if values[2] == unit]:
            row += 1
            _sums(book, sheet, row, found, step)
    return row


def _periods(book: Book, sheet: Any, row: int, months: Sequence[str], quarterly: bool) -> None:
    for at in range(0, 12, 3 if quarterly else 1):
        mark = months[at]
        look = book.status(_MARKS[mark], **_CENTRE) if mark else book.cell(bg_color=f"#{_NOT_DUE.fill}", font_color=GREY, **_CENTRE)
        quarter = ("I", "II", "III", "IV")[at // 3]
        _put(
            sheet, (row, 2 + at, row, 2 + at + (2 if quarterly else 0)), f"{mark or '–'} Quý {quarter}" if quarterly else mark or "–", look
        )


def _sums(book: Book, sheet: Any, row: int, rows: Sequence[tuple[Any, ...]], step: int) -> None:
    """How many requirements lack each month, or quarter."""
    sheet.set_row(row, 18)
    sheet.merge_range(row, 0, row, 1, f"Số yêu cầu thiếu theo {rows[0][2]}", book.cell(bold=True, bg_color=PALE, valign="vcenter"))
    for at in range(0, 12, step):
        _gaps(book, sheet, (row, 2 + at, row, 1 + at + step), sum(values[3 + at] == frame.ABSENT for values in rows))
    _gaps(book, sheet, (row, 14, row, 14), sum(values[-1] for values in rows))


def _gaps(book: Book, sheet: Any, at: tuple[int, int, int, int], number: int) -> None:
    _put(sheet, at, number, book.status(Status.MISSING, **_CENTRE) if number else book.cell(**_CENTRE))


def _put(sheet: Any, at: tuple[int, int, int, int], value: int | str, look: Any) -> None:
    """One cell, or several as one."""
    if at[:2] != at[2:]:
        sheet.merge_range(*at, value, look)
    elif isinstance(value, str):
        sheet.write_string(*at[:2], value, look)
    else:
        sheet.write_number(*at[:2], value, look)

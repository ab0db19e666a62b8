"""findings.xlsx: an overview with the months, then results, quotes, documents, targets, the list of evidence and what was not counted."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model import Report
from pipeline.report import frame
from pipeline.report.overview import overview
from pipeline.report.sheets import GREY, Book, Column, Link, heading, link, table

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 700
"""Characters of a quote on the sheet of results; the sheet of quotes has them whole."""


class _Sheet(NamedTuple):
    """A sheet with one table. ``printed``: how many of its columns are printed; ``frozen``: how many stay in view."""

    name: str
    title: str
    make: Callable[[Report], "pd.DataFrame"]
    columns: tuple[Column, ...]
    printed: int
    frozen: int
    empty: str


_SHEETS = (
    _Sheet(
        "Kết quả",
        "KẾT QUẢ TỪNG YÊU CẦU",
        frame.findings_frame,
        (
            Column("Hàng", 8.5),
            Column("TT", 6),
            Column("Yêu cầu", 33),
            Column("Kết quả", 11.5, "status"),
            Column("Đã có kỳ", 17, "phrase"),
            Column("Mã minh chứng", 12, "code"),
            Column("Văn bản", 27, "link"),
            Column("Trang", 6.5),
            Column("Đoạn", 6.5),
            Column("Trích dẫn", 42),
            Column("Ghi chú", 29),
            Column("Số văn bản", 8),
            Column("Mã", 27, "pale"),
        ),
        11,
        3,
        "Biểu mẫu không có yêu cầu nào.",
    ),
    _Sheet(
        "Trích dẫn",
        "TRÍCH DẪN NGUYÊN VĂN",
        frame.evidence_frame,
        (
            Column("Mã minh chứng", 12, "code"),
            Column("Yêu cầu", 32),
            Column("Kỳ", 15, "period"),
            Column("Trích dẫn", 60),
            Column("Văn bản", 27, "link"),
            Column("Phần", 6),
            Column("Trang", 6.5),
            Column("Đoạn", 6.5),
            Column("Đọc từ", 9, "mid"),
            Column("Độ tin cậy", 7, "share"),
            Column("Trước trích dẫn", 40, "pale"),
            Column("Sau trích dẫn", 40, "pale"),
            Column("Mã", 27, "pale"),
        ),
        10,
        1,
        "Chưa tìm thấy minh chứng nào.",
    ),
    _Sheet(
        "Hồ sơ",
        "HỒ SƠ CHI BỘ ĐÃ NỘP",
        frame.documents_frame,
        (
            Column("Văn bản", 32, "link"),
            Column("Phần", 6),
            Column("Từ trang", 7),
            Column("Loại", 13.5),
            Column("Số, ký hiệu", 14),
            Column("Ngày", 11.5, "date"),
            Column("Kỳ", 15, "period"),
            Column("Nơi ban hành", 24),
            Column("Trích yếu", 40),
            Column("Số trang", 7),
            Column("Cách đọc", 9, "mid"),
            Column("Lưu ý", 32, "phrase"),
            Column("Thư mục", 34, "pale"),
        ),
        12,
        1,
        "Chi bộ chưa nộp văn bản nào.",
    ),
    _Sheet(
        "Chỉ tiêu",
        "CHỈ TIÊU NGHỊ QUYẾT VÀ KẾT QUẢ THỰC HIỆN",
        frame.targets_frame,
        (
            Column("Hàng", 8.5),
            Column("Chỉ tiêu", 42, "phrase"),
            Column("Kế hoạch", 15),
            Column("Thực hiện", 15),
            Column("Đạt", 11, "met"),
            Column("Kết quả ghi trong báo cáo", 42),
            Column("Nghị quyết", 26, "link"),
            Column("Báo cáo", 26, "link"),
            Column("Mã", 18, "pale"),
        ),
        8,
        2,
        "Không có chỉ tiêu nào để đối chiếu.",
    ),
    _Sheet(
        "Danh mục",
        "DANH MỤC MINH CHỨNG",
        frame.catalogue_frame,
        (
            Column("Mã minh chứng", 12, "code"),
            Column("Văn bản", 32, "link"),
            Column("Phần", 6),
            Column("Loại", 13.5),
            Column("Số, ký hiệu", 14),
            Column("Ngày", 11.5, "date"),
            Column("Kỳ", 15, "period"),
            Column("Trích yếu", 42),
            Column("Trang", 10, "mid"),
            Column("Dùng cho", 52),
        ),
        10,
        1,
        "Chưa có minh chứng nào.",
    ),
    _Sheet(
        "Không tính",
        "ĐOẠN GẦN ĐÚNG NHƯNG KHÔNG TÍNH",
        frame.against_frame,
        (
            Column("Hàng", 8.5),
            Column("Yêu cầu", 36),
            Column("Lý do không tính", 25, "phrase"),
            Column("Trích dẫn", 66),
            Column("Văn bản", 32, "link"),
            Column("Trang", 6.5),
            Column("Đoạn", 6.5),
            Column("Mã", 27, "pale"),
        ),
        7,
        2,
        "Không có đoạn nào bị loại.",
    ),
)


def write(report: Report) -> bytes:
    """The report as a workbook. Text of documents is written as text, never as formula or link."""
    book = Book(f"Kết quả kiểm tra hồ sơ – {report.cell_name}")
    overview(book, report)
    links = {d: (label, link(report.folder, d)) for d, label in _labels(report).items()}
    for told in _SHEETS:
        _details(book, report, told, links)
    return book.saved()


def _details(book: Book, report: Report, told: _Sheet, files: Mapping[str, tuple[str, Link | None]]) -> None:
    widths = [c.width for c in told.columns]
    sheet = book.sheet(told.name, widths, 3)
    heading(book, sheet, (told.title, f"{report.cell_name} – {report.form.title}"), told.printed - 1, widths)
    made = _shown(told.make(report), told)
    links: dict[str, Sequence[Link | None]] = {}
    for c in (c.name for c in told.columns if c.kind == "link"):
        found = [files.get(path, (path, None)) for path in made[c]]
        links[c] = [to for _, to in found]
        made[c] = [label for label, _ in found]
    table(book, sheet, made, told.columns, 3, links)
    if made.empty:
        sheet.merge_range(4, 0, 4, told.printed - 1, told.empty, book.cell(italic=True, font_color=GREY))
    sheet.freeze_panes(4, told.frozen)
    sheet.print_area(0, 0, 3 + max(len(made), 1), told.printed - 1)


def _shown(made: "pd.DataFrame", told: _Sheet) -> "pd.DataFrame":
    """The frame with what only a sheet shows."""
    if told.name == "Kết quả":
        made["Trích dẫn"] = [q[:_SHOWN].rstrip() + " …" if isinstance(q, str) and len(q) > _SHOWN else q for q in made["Trích dẫn"]]
    if "Hàng" not in made and told.columns[0].name == "Hàng":
        made["Hàng"] = [requirement.partition("/")[0] for requirement in made["Mã"]]
    if told.name == "Hồ sơ":
        made["Thư mục"] = [path.rpartition("/")[0] for path in made["Văn bản"]]
    return made


def _labels(report: Report) -> dict[str, str]:
    """What is shown of a document's path: its file's name; the whole path where two files have the same name or no link leads there."""
    told = (one.document for f in report.findings for group in (f.evidence, f.against) for one in group)
    paths = {d.path for d in report.documents} | set(told)
    names = {path: PurePosixPath(path).name for path in sorted(paths)}
    often = Counter(names.values())
    return {path: name if often[name] == 1 and report.folder else path for path, name in names.items()}

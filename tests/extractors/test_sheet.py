"""Workbooks: small real sheets in, exact passages out, in order."""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Sequence

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart

from pipeline.extractors import sheet
from pipeline.extractors.limits import TooLargeError
from pipeline.model import Role


def read(**sheets: Sequence[Sequence[object]]) -> list[tuple[str, Role, int]]:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        page = workbook.create_sheet(name.replace("_", " "))
        page.sheet_state = "hidden" if name == "Ẩn" else "visible"
        for row in rows:
            page.append(list(row))
    out = io.BytesIO()
    workbook.save(out)
    source = sheet.read(out.getvalue())
    assert source.pages is None
    assert all(p.page is None for p in source.passages)
    return [(p.text, p.role, p.table) for p in source.passages]


TITLES: list[list[object]] = [["CHI BỘ SỞ TÀI CHÍNH"], ["Sổ công văn đi năm 2021"], []]
ROWS: list[list[object]] = [["Số", "Ngày", "Trích yếu", "Ghi chú"], [1.0, dt.date(2021, 2, 8), "Báo cáo\ntháng 2", None]]


def test_titles_names_and_rows() -> None:
    assert read(Sheet1=[*TITLES, *ROWS]) == [
        ("CHI BỘ SỞ TÀI CHÍNH", Role.HEADING, 0),
        ("Sổ công văn đi năm 2021", Role.BODY, 0),
        ("Số\tNgày\tTrích yếu\tGhi chú", Role.TABLE_HEADER, 1),
        ("1\t08/02/2021\tBáo cáo tháng 2", Role.ROW, 1),
    ]


def test_every_sheet_is_read_and_named_unless_by_default() -> None:
    found = read(Sheet1=ROWS, CV_đến=ROWS, Ẩn=[["một mình"]])
    assert [(text, table) for text, _, table in found] == [
        ("Số\tNgày\tTrích yếu\tGhi chú", 1),
        ("1\t08/02/2021\tBáo cáo tháng 2", 1),
        ("CV đến", 0),
        ("Số\tNgày\tTrích yếu\tGhi chú", 2),
        ("1\t08/02/2021\tBáo cáo tháng 2", 2),
        ("Ẩn", 0),
        ("một mình", 0),
    ]


def test_header_block_above_and_signatures_below_are_read_by_column() -> None:
    head: list[list[object]] = [["ĐẢNG BỘ SỞ", None, "ĐẢNG CỘNG SẢN VIỆT NAM"], ["CHI BỘ A", None, "Sóc Trăng, ngày 5"], ["DANH SÁCH"]]
    foot: list[list[object]] = [[], [None, "NGƯỜI LẬP", "BÍ THƯ"], [None, "Lý Tâm", "Võ Lợi"]]
    rows: list[list[object]] = [["TT", "Họ tên", "Đơn vị"], [1, "An", "Kho"]]
    assert read(Sheet1=[*head, *rows, *foot]) == [
        ("ĐẢNG BỘ SỞ", Role.BODY, 0),
        ("CHI BỘ A", Role.BODY, 0),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", Role.BODY, 0),
        ("Sóc Trăng, ngày 5", Role.BODY, 0),
        ("DANH SÁCH", Role.HEADING, 0),
        ("TT\tHọ tên\tĐơn vị", Role.TABLE_HEADER, 1),
        ("1\tAn\tKho", Role.ROW, 1),
        ("NGƯỜI LẬP", Role.BODY, 0),
        ("Lý Tâm", Role.BODY, 0),
        ("BÍ THƯ", Role.BODY, 0),
        ("Võ Lợi", Role.BODY, 0),
    ]


def test_empty_cells_inside_a_row_keep_their_place() -> None:
    assert read(Sheet1=[["TT", "Họ tên", "Vắng", "Lý do"], [1, None, "x", None]])[1][0] == "1\t\tx"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (5.0, "5"),
        (6.02, "6.02"),
        (0.1 + 0.2, "0.3"),
        (dt.datetime(2021, 3, 8), "08/03/2021"),
        (dt.datetime(2021, 3, 8, 14, 30), "08/03/2021 14:30"),
        (dt.time(7, 30), "07:30"),
        ("hoa\u0300\u00a0 bình", "hoà bình"),
        (True, "TRUE"),
    ],
)
def test_cells_read_as_people_see_them(cell: object, text: str) -> None:
    assert sheet.text(cell) == text


def test_empty_sheet_gives_nothing() -> None:
    assert read(Sheet1=[]) == []


def test_a_sheet_that_is_a_chart_is_none_to_be_told_apart() -> None:
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    page.title = "Danh sách"
    page.append(["một mình"])
    workbook.create_chartsheet("Biểu đồ").add_chart(BarChart())
    out = io.BytesIO()
    workbook.save(out)
    assert [p.text for p in sheet.read(out.getvalue()).passages] == ["một mình"]


def test_rows_far_below_and_a_table_that_does_not_begin_in_the_corner() -> None:
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    page["C3"], page["D3"], page["E3"], page["C5000"] = "TT", "Họ tên", "Đơn vị", "Người lập"
    out = io.BytesIO()
    workbook.save(out)
    assert [(p.text, p.table) for p in sheet.read(out.getvalue()).passages] == [("TT\tHọ tên\tĐơn vị", 1), ("Người lập", 0)]


def test_a_panic_of_the_library_is_an_ordinary_error() -> None:
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<5H", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", head, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    with pytest.raises(ValueError, match="broken workbook"):
        sheet.read(bytes(head) + b"\0")


def test_one_stray_cell_in_the_last_corner_does_not_take_all_memory() -> None:
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    page["A1"], page["XFD1048576"] = "một", "hai"
    out = io.BytesIO()
    workbook.save(out)
    with pytest.raises(TooLargeError):
        sheet.read(out.getvalue())


def test_more_rows_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "_MOST_ROWS", 3)
    assert len(read(Sheet1=[[1], [2], [3]])) == 3
    with pytest.raises(TooLargeError):
        read(Sheet1=[[1], [2], [3], [4]])


def test_letters_of_old_fonts_are_kept_for_later() -> None:
    assert read(Sheet1=[["chñ tr\u00ad¬ng\u00a0x"]]) == [("chñ tr\u00ad¬ng x", Role.BODY, 0)]


def open_document(rows: str) -> bytes:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    body = f'<office:body><office:spreadsheet><table:table table:name="Danh sách">{rows}</table:table></office:spreadsheet></office:body>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    return out.getvalue()


def test_open_document() -> None:
    cells = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(f"<table:table-row>{''.join(map(cells.format, line))}</table:table-row>" for line in (["TT", "Họ tên"], ["1", "An"]))
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    empty = f'<table:table-row table:number-rows-repeated="1048574">{cell}</table:table-row>'
    found = sheet.read(open_document(rows + empty)).passages
    assert [(one.text, one.role) for one in found] == [("TT\tHọ tên", Role.TABLE_HEADER), ("1\tAn", Role.ROW)]

"""Workbooks: small real sheets in, exact passages out, in order."""

import datetime as dt
import io
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from pipeline.extractors import sheet
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
    assert (source.method, source.pages) == ("xlsx", None)
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

"""Figures: values, units, comparing words; and numbers that measure nothing."""

import itertools
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.figures import figures


@pytest.mark.parametrize(
    ("text", "value", "of", "percent", "unit", "shown"),
    [
        ("Thực hiện 4.386 tỷ đồng, vượt", "4386", None, False, "tỷ đồng", "4.386 tỷ đồng"),
        ("đạt 96,8%.", "96.8", None, True, "", "96,8%"),
        ("đạt 99,2 %", "99.2", None, True, "", "99,2 %"),
        ("đạt 98 phần trăm", "98", None, True, "", "98 phần trăm"),
        ("giải quyết 1.254/1.254 hồ sơ", "1254", "1254", False, "hồ sơ", "1.254/1.254 hồ sơ"),
        ("kết nạp 02/02 đảng viên", "2", "2", False, "đảng viên", "02/02 đảng viên"),
        ("đạt 1/3 chỉ tiêu", "1", "3", False, "chỉ tiêu", "1/3 chỉ tiêu"),
        ("Có mặt 31/31 (trực tuyến)", "31", "31", False, "", "31/31"),
        ("kết nạp hai đảng viên", "2", None, False, "đảng viên", "hai đảng viên"),
        ("có mười hai đồng chí", "12", None, False, "đồng chí", "mười hai đồng chí"),
        ("chi 2,1 tỷ", "2.1", None, False, "tỷ", "2,1 tỷ"),
        ("thu 1,9 triệu m3", "1.9", None, False, "triệu m3", "1,9 triệu m3"),
        ("chấm 93.5 điểm", "93.5", None, False, "điểm", "93.5 điểm"),
        ("tổng số 31,3 tỷ đồng", "31.3", None, False, "tỷ đồng", "31,3 tỷ đồng"),
        ("thu hồi 5.600\nđồng", "5600", None, False, "đồng", "5.600 đồng"),
        ("mỗi tháng 02 buổi", "2", None, False, "buổi", "02 buổi"),
        ("do 09 đảng viên cách ly", "9", None, False, "đảng viên", "09 đảng viên"),
        ("thấp hơn 02 điểm phần trăm", "2", None, False, "điểm phần trăm", "02 điểm phần trăm"),
        ("quản lý 24 cơ sở", "24", None, False, "cơ", "24 cơ"),
        ("Ba hạn chế nêu sau kiểm điểm", "3", None, False, "hạn chế", "Ba hạn chế"),
    ],
)
def test_figures(text: str, value: str, of: str | None, percent: bool, unit: str, shown: str) -> None:
    (found,) = figures(text)
    assert (found.value, found.of, found.percent, found.unit, found.text) == (
        Decimal(value),
        Decimal(of) if of else None,
        percent,
        unit,
        shown,
    )
    assert " ".join(text[found.span.start : found.span.end].split()) == shown


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        *(
            ("từ 4.100 tỷ đồng trở lên", ">="),
            ("≥ 4.100 tỷ đồng", ">="),
            ("ít nhất 01 công trình", ">="),
            ("tối thiểu đạt 10%", ">="),
            ("từ 92%", ">="),
        ),
        *(("02 đồng chí trở lên", ">="), ("không dưới 90%", ">="), ("it nhat 02 dang vien", ">="), ("98% trở xuống", "<=")),
        *(
            ("không quá 03 ngày", "<="),
            ("tối đa 5 đồng chí", "<="),
            ("≤ 5%", "<="),
            ("dưới 1,5%", "<"),
            ("trên 95%", ">"),
            ("hơn 50 tỷ", ">"),
        ),
        *(("đạt 98%", ""), ("nhận xét trên 02 mặt", ""), ("từ 90% lên 95%", ""), ("từ 5 ngày còn 1 ngày", "")),
    ],
)
def test_comparing_words(text: str, comparator: str) -> None:
    assert figures(text)[0].comparator == comparator


def test_a_row() -> None:
    found = figures("1\tHồ sơ trả đúng hạn\t≥ 98%\t99,1%\t(30/31 đồng chí)")
    assert [(f.text, f.comparator) for f in found] == [("98%", ">="), ("99,1%", ""), ("30/31 đồng chí", "")]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Điều 2",
            "khóa XII",
            "lần thứ 3",
            "ngày 05/3/2021",
            "Số 05-BC/CB",
            "Quy định 213",
            "tháng 3",
            "quý 2 năm 2021",
            "năm 2021",
            "14 giờ 30",
        ),
        *(
            "7h30",
            "đợt 19/5 về",
            "lễ 30/4",
            "1. Nội dung",
            "1/ Thời sự",
            "2) Việc",
            "COVID-19",
            "m3",
            "F0",
            "NQTW4",
            "quốc lộ 1",
            "phòng 5",
            "độ 03",
        ),
        *(
            "điện thoại 0912345678",
            "trong năm đồng chí Hân",
            "một số nội dung",
            "6 tháng đầu năm",
            "trước ngày 05 hằng tháng",
            "2020-2022",
            "SL 14-12",
        ),
    ],
)
def test_traps(text: str) -> None:
    assert figures(text) == ()


@given(st.integers(0, 999_999_999), st.integers(0, 99))
def test_vietnamese_notation(whole: int, cents: int) -> None:
    grouped = f"{whole:,}".replace(",", ".")
    (found,) = figures(f"thu {grouped},{cents:02} triệu đồng")
    assert found.value == Decimal(f"{whole}.{cents:02}")
    assert found.text == f"{grouped},{cents:02} triệu đồng"


@given(st.text("0123456789.,/% -đảngviêtỷ\n", max_size=50))
def test_spans_are_ordered(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    found = figures(text)
    assert all(0 <= f.span.start < f.span.end <= len(text) for f in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("text", "value", "of"),
    [
        ("Đã phát sóng 8.760 giờ trong năm", "8760", None),
        ("Tình nguyện 320 giờ", "320", None),
        ("Điểm rèn luyện 3,2/4,0", "3.2", "4.0"),
        ("hai mươi lăm đảng viên dự họp", "25", None),
        ("hoàn thành nhiệm vụ 14 trên 14", "14", "14"),
        ("hòa giải thành 571 trên 982 vụ", "571", "982"),
    ],
)
def test_hours_parts_and_numbers_in_words(text: str, value: str, of: str | None) -> None:
    (found,) = figures(text)
    assert (str(found.value), None if found.of is None else str(found.of)) == (value, of)


@pytest.mark.parametrize("text", ["Lúc 14 giờ", "từ 7 giờ 30", "xếp loại trên 80"])
def test_times_of_day_are_no_figures(text: str) -> None:
    assert all(f.of is None and "giờ" not in f.text for f in figures(text))

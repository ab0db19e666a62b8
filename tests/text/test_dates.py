"""Dates: every way they are written, exact places, and what is no date."""

import itertools
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Span
from pipeline.text.dates import Date, date_line, dates
from pipeline.text.plain import plain

FORMS = (
    "ngày {d:02} tháng {m:02} năm {y}",
    "ngày {d} tháng {m} năm {y}",
    "Ngày {d} tháng {m}/{y}",
    "NGÀY {d:02} THÁNG {m:02} NĂM {y}",
    "ngày mùng {d} tháng {m} năm {y}",
    "ngay {d} thang {m} nam {y}",
    "ng ày {d:02} th áng {m:02} n ăm {y}",
    "ngày {d:02} tháng {m:02}\nnăm {y}",
    "ngày{d:02} tháng{m:02} năm{y}",
    "ngày {d}/{m}/{y}",
    "ngày {d:02}-{m:02}-{y}",
    "{d:02}/{m:02}/{y}",
    "{d}-{m}-{y}",
    "{d:02}.{m}.{y}",
    "{d} / {m} / {y}",
)


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(FORMS),
    st.sampled_from(["", "Họp ", "(", "từ "]),
    st.sampled_from(["", ".", ", tại", ")"]),
)
def test_written_dates_are_read_back(day: date, form: str, before: str, after: str) -> None:
    written = form.format(d=day.day, m=day.month, y=day.year)
    assert dates(before + written + after) == (Date(day.year, day.month, day.day, Span(len(before), len(before) + len(written))),)


@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.text("0123456789/.- ngàytháăm…", max_size=60))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    found = dates(text, year=2021)
    assert all(0 <= d.span.start < d.span.end <= len(text) for d in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày … tháng 3 năm 2021", [("2021-03", "ngày … tháng 3 năm 2021")]),
        ("Sóc Trăng, ngày      tháng 12 năm 2021", [("2021-12", "ngày      tháng 12 năm 2021")]),
        ("ngày ….. tháng 03 năm 2021", [("2021-03", "ngày ….. tháng 03 năm 2021")]),
        ("ngày …/3/2021", [("2021-03", "ngày …/3/2021")]),
        ("ngày 0Ý tháng 3 năm 2021", [("2021-03", "ngày 0Ý tháng 3 năm 2021")]),
        ("ng ày O3 th áng l2 n ăm 2O21", [("2021-12-03", "ng ày O3 th áng l2 n ăm 2O21")]),
        ("ngày 14 tháng 9 năm 2 021", [("2021-09-14", "ngày 14 tháng 9 năm 2 021")]),
        ("ngày O5/3/2O21", [("2021-03-05", "ngày O5/3/2O21")]),
        ("ngày 05/3/21", [("2021-03-05", "ngày 05/3/21")]),
        ("sinh ngày 05/3/85", [("1985-03-05", "ngày 05/3/85")]),
        ("từ ngày 05 đến ngày 07/3/2021", [("2021-03-07", "ngày 07/3/2021")]),
        ("Quy định số 213-QĐ/TW, ngày 02/01/2020", [("2020-01-02", "ngày 02/01/2020")]),
        ("ngày 29/2/2020 và 01/3/2020", [("2020-02-29", "ngày 29/2/2020"), ("2020-03-01", "01/3/2020")]),
        ("05 tháng 3 năm 2021", [("2021-03-05", "05 tháng 3 năm 2021")]),
    ],
)
def test_forms(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(d.iso, text[d.span.start : d.span.end]) for d in dates(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "ngày 31/2/2021",
            "29/02/2021",
            "ngày 5 tháng 3",
            "ngày 3/4",
            "05/3/21",
            "3/2021",
            "ngày 00/3/2021",
            "ngày 5/13/2021",
            "ngày 05/3/1821",
        ),
        *(
            "ngày ..... tháng ..... năm 2021",
            "ngày …/…/2021",
            "ngày 0Ý tháng ¿ năm 2021",
            "những ngày đầu tháng 3 năm 2021",
            "tháng 3 năm 2021",
        ),
        *("Luật 24/2018/QH14", "1.254/1.254 hồ sơ", "192.168.1.2021", "4.386 tỷ", "tháng 2-3/2021", "22/27 đảng viên", "2021-03-05"),
    ],
)
def test_no_dates(text: str) -> None:
    assert dates(text) == ()


@pytest.mark.parametrize(
    ("text", "iso"),
    [("ngày 5 tháng 3", "2021-03-05"), ("Ngày 3/4 chi bộ họp", "2021-04-03"), ("ngày 29/2", None), ("22/27", None), ("lễ 30/4", None)],
)
def test_default_year(text: str, iso: str | None) -> None:
    assert [d.iso for d in dates(text, year=2021)] == ([iso] if iso else [])


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("ĐẢNG CỘNG SẢN VIỆT NAM\nSóc Trăng, ngày 05 tháng 3 năm 2021", "2021-03-05"),
        ("Số 07-BC/CB Sóc Trăng, ngày 22 tháng 6 năm 2021", "2021-06-22"),
        ("Số 05-BC/CB\tTrà Vinh, ngày 05 tháng 3 năm 2021", "2021-03-05"),
        ("TP. Sóc Trăng, ngày 3/4/2021\nBÁO CÁO", "2021-04-03"),
        ("thành phố Trà Vinh, ngày 5 tháng 3 năm 2021 ", "2021-03-05"),
        ("Soc Trang, ngay 05 thang 3 nam 2021", "2021-03-05"),
        ("Sóc Trăng, ngày      tháng 12 năm 2021", "2021-12"),
        ("………, ngày 05 tháng 3 năm 2021", "2021-03-05"),
        ("Ngày 05 tháng 3 năm 2021\nKính gửi", "2021-03-05"),
        ("Họp ngày 01/02/2021 xong\nTrà Vinh, ngày 05 tháng 3 năm 2021", "2021-03-05"),
        ("Hôm nay, ngày 05 tháng 3 năm 2021", None),
        ("Thứ Hai, ngày 05 tháng 3 năm 2021", None),
        ("Hôm nay, vào lúc 14 giờ, ngày 5/3/2021, tại", None),
        ("Ngày 05 tháng 3 năm 2021, chi bộ họp", None),
        ("Căn cứ Quy định số 213-QĐ/TW, ngày 02/01/2020", None),
        ("............, ngày ..... tháng ..... năm 2021", None),
    ],
)
def test_date_line(text: str, iso: str | None) -> None:
    found = date_line(text)
    assert (found.iso if found else None) == iso


def test_long_blanks_are_read_in_time() -> None:
    for text in ("ngày" + " " * 20_000, "ngày " + "." * 20_000, "1 " * 20_000, "ngay.1" * 3_000):
        assert dates(text) == ()


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_plain_text_keeps_places(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain("Đảng ủy – Ð\u00a0ƯỚC") == "dang uy - d uoc"

"""Mentions of periods: unit, number, year and place; durations and frequencies are none."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.mentions import Mention, mentions, period_of
from pipeline.text.periods import years_of

Told = tuple[str, int, int | None, str]


def told(text: str, bare: bool = False) -> list[Told]:
    return [(m.unit, m.value, m.year, text[m.span.start : m.span.end]) for m in mentions(text, bare)]


@pytest.mark.parametrize(
    ("text", "number", "year"),
    [
        *(
            ("tháng 3", 3, None),
            ("tháng 03", 3, None),
            ("tháng ba", 3, None),
            ("tháng Ba", 3, None),
            ("tháng III", 3, None),
            ("THÁNG 3", 3, None),
        ),
        *(
            ("T3", 3, None),
            ("T.3", 3, None),
            ("T03/2021", 3, 2021),
            ("T3-2021", 3, 2021),
            ("tháng 3-2021", 3, 2021),
            ("tháng 03/2021", 3, 2021),
        ),
        *(("3/2021", 3, 2021), ("tháng giêng", 1, None), ("tháng tư", 4, None), ("tháng năm", 5, None), ("tháng sáu", 6, None)),
        *(
            ("tháng mười", 10, None),
            ("tháng mười một", 11, None),
            ("tháng Mười Hai", 12, None),
            ("tháng chạp", 12, None),
            ("thang ba", 3, None),
        ),
        *(
            ("tháng O3/2O21", 3, 2021),
            ("tháng l2", 12, None),
            ("th áng 3 n ăm 2021", 3, 2021),
            ("thảng 3", 3, None),
            ("tháng 3\nnăm 2021", 3, 2021),
        ),
        *(("thang 01-2021", 1, 2021), ("THÁNG 12 NĂM 2021", 12, 2021), ("tháng 3.2021", 3, 2021)),
    ],
)
def test_a_month(text: str, number: int, year: int | None) -> None:
    assert told(text) == [("month", number, year, text)]


@pytest.mark.parametrize(
    ("text", "unit", "value", "year"),
    [
        *(
            ("quý I", "quarter", 1, None),
            ("quý 1", "quarter", 1, None),
            ("quí IV", "quarter", 4, None),
            ("Quý III/2021", "quarter", 3, 2021),
        ),
        *(
            ("Q1", "quarter", 1, None),
            ("QII", "quarter", 2, None),
            ("quý l/2021", "quarter", 1, 2021),
            ("QUÝ I NĂM 2021", "quarter", 1, 2021),
        ),
        *(("3 tháng đầu năm 2021", "quarter", 1, 2021), ("ba tháng cuối năm", "quarter", 4, None), ("6 tháng đầu năm", "half", 1, None)),
        *(
            ("sáu tháng", "half", 1, None),
            ("06 tháng", "half", 1, None),
            ("6 tháng cuối năm 2021", "half", 2, 2021),
            ("6T", "half", 1, None),
        ),
        *(
            ("9 tháng", "nine", 0, None),
            ("chín tháng", "nine", 0, None),
            ("9 tháng đầu năm 2021", "nine", 0, 2021),
            ("9T", "nine", 0, None),
        ),
        *(("năm 2021", "year", 0, 2021), ("cả năm 2021", "year", 0, 2021), ("cả năm", "year", 0, None), ("n ăm 2 021", "year", 0, 2021)),
    ],
)
def test_longer_periods(text: str, unit: str, value: int, year: int | None) -> None:
    assert told(text) == [(unit, value, year, text)]


@pytest.mark.parametrize(
    ("text", "unit", "first", "last"),
    [
        *(
            ("năm học 2020-2021", "school-year", 2020, 2021),
            ("năm 2020-2021", "school-year", 2020, 2021),
            ("NH 2020 – 2021", "school-year", 2020, 2021),
        ),
        *(("nhiệm kỳ 2020 - 2022", "term", 2020, 2022), ("NK 2020-2025", "term", 2020, 2025), ("giai đoạn 2021-2025", "term", 2021, 2025)),
        *(("2020-2022", "term", 2020, 2022), ("nhiệm kỳ 2020 đến 2021", "term", 2020, 2021)),
    ],
)
def test_spans_of_years(text: str, unit: str, first: int, last: int) -> None:
    (found,) = mentions(text)
    assert (found.unit, found.year, found.end_year, text[found.span.start : found.span.end]) == (unit, first, last, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tháng 5, 6 năm 2021", [("month", 5, 2021, "tháng 5"), ("month", 6, 2021, "6 năm 2021")]),
        ("tháng 5 và tháng 6", [("month", 5, None, "tháng 5"), ("month", 6, None, "tháng 6")]),
        ("bỏ họp tháng 3, 5; chuyên đề", [("month", 3, None, "tháng 3"), ("month", 5, None, "5")]),
        ("tháng 2-3/2021", [("month", 2, 2021, "tháng 2"), ("month", 3, 2021, "3/2021")]),
        ("quý I, II đã sửa", [("quarter", 1, None, "quý I"), ("quarter", 2, None, "II")]),
        ("quý I, vi phạm", [("quarter", 1, None, "quý I")]),
        ("Tháng 3, 02 đồng chí vắng", [("month", 3, None, "Tháng 3")]),
        ("tháng 3, 98%", [("month", 3, None, "tháng 3")]),
        ("tháng 3 sinh hoạt", [("month", 3, None, "tháng 3")]),
        ("năm 2020, 2021 và 2022", [("year", 0, 2020, "năm 2020"), ("year", 0, 2021, "2021"), ("year", 0, 2022, "2022")]),
        ("trong tháng năm 2021", [("year", 0, 2021, "năm 2021")]),
        ("Ngày 5 tháng 3 năm 2021 họp lệ tháng 4", [("month", 4, None, "tháng 4")]),
    ],
)
def test_lists(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Tình hình hoạt động tháng 01, phương hướng tháng 02 năm 2021", [2021, 2021]),
        ("Sơ kết 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2021", [2021, 2021]),
        ("Họp tháng 3, ngày 05/3/2021", [2021]),
        ("Năm 2020 họp tháng 3", [2020, None]),
        ("tháng 3" + " và" * 40 + " năm 2021", [None, 2021]),
        ("tháng 9 nhiệm kỳ 2020-2022", [None, 2020]),
    ],
)
def test_a_missing_year_is_the_next_one(text: str, years: list[int | None]) -> None:
    assert [m.year for m in mentions(text)] == years


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("BB thang 3.docx", [("month", 3, None, "thang 3")]),
        ("BC_T8.pdf", [("month", 8, None, "T8")]),
        ("bc_thang_8.docx", [("month", 8, None, "thang_8")]),
        ("BBHCB 03.2021.pdf", [("month", 3, 2021, "03.2021")]),
        ("BC thang 01-2021.docx", [("month", 1, 2021, "thang 01-2021")]),
        ("BC QUY I.docx", [("quarter", 1, None, "QUY I")]),
        ("sh chuyen de quy II.docx", [("quarter", 2, None, "quy II")]),
        ("nhan dien Q3", [("quarter", 3, None, "Q3")]),
        ("Bao cao 9 thang.pdf", [("nine", 0, None, "9 thang")]),
        ("BC 6 thang dau nam 2021.docx", [("half", 1, 2021, "6 thang dau nam 2021")]),
        ("Quy che lam viec 2020-2022.docx", [("term", 0, 2020, "2020-2022")]),
        ("NQ 2021.docx", [("year", 0, 2021, "2021")]),
        ("BC nam 2021 (ky thang 1)", [("year", 0, 2021, "nam 2021"), ("month", 1, None, "thang 1")]),
        ("IMG_20210709_scan.pdf", []),
        ("3. BB.docx", []),
    ],
)
def test_file_names(name: str, expected: list[Told]) -> None:
    assert told(name, bare=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "82 biểu hiện",
            "6 tháng tuổi",
            "trong 03 tháng",
            "trong vòng 3 tháng",
            "3 tháng",
            "mỗi sáu tháng",
            "sau 6 tháng",
            "định kỳ 6 tháng, năm",
        ),
        *(
            "6 tháng/lần",
            "86T",
            "mỗi tháng một lần",
            "Mỗi tháng 2 buổi",
            "tháng sau",
            "thang sau",
            "tháng từ",
            "tháng qua",
            "tháng 13",
            "36 tháng",
        ),
        *(
            "đ/c Thắng 3",
            "quý trước",
            "các quý đồng chí",
            "quỹ 3",
            "Quy định 3",
            "Q1, TP.HCM",
            "Việt Nam 2021",
            "2021",
            "QĐ 213",
            "T/M CHI BỘ",
        ),
        *(
            "05/3/2021",
            "ngày 05 tháng 3 năm 2021",
            "ngày 5 tháng 3",
            "ngày … tháng 3 năm 2021",
            "Nghị định 12/2020",
            "12/2020/NĐ-CP",
            "24/2018/QH14",
        ),
    ],
)
def test_traps(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        *(
            ("tháng 3", "2021-03"),
            ("tháng 3/2020", "2020-03"),
            ("quý II", "2021-Q2"),
            ("6 tháng đầu năm", "2021-6M"),
            ("6 tháng cuối năm", "2021"),
        ),
        *(
            ("9 tháng", "2021-9M"),
            ("cả năm", "2021"),
            ("năm 2020", "2020"),
            ("nhiệm kỳ 2020 - 2022", "2020/2022"),
            ("năm học 2020-2021", "2021"),
        ),
    ],
)
def test_period_of(text: str, period: str) -> None:
    assert period_of(mentions(text)[0], 2021) == period


@given(
    st.lists(
        st.sampled_from(
            ["tháng 3", "quý II", "năm 2021", "6 tháng", "đầu năm", "T4", ", ", " và ", "/2021", "05/3/2021", " x ", "\n", "2020-2022"]
        ),
        max_size=12,
    )
)
def test_mentions_are_ordered_and_have_a_period(parts: list[str]) -> None:
    text = unicodedata.normalize("NFC", "".join(parts))
    found: tuple[Mention, ...] = mentions(text, bare=True)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert all(years_of(period_of(m, 2021)) for m in found)


@pytest.mark.parametrize(
    ("text", "unit", "value", "year"),
    [
        ("từ tháng 01 đến hết tháng 6/2021", "half", 1, 2021),
        ("từ đầu năm đến hết tháng 9/2021", "nine", 0, 2021),
        ("từ ngày 01/01/2021 đến ngày 31/3/2021", "quarter", 1, 2021),
        ("số liệu tính từ 01/01/2021 đến 30/9/2021", "nine", 0, 2021),
        ("công tác Đảng nửa đầu năm 2021", "half", 1, 2021),
        ("công tác Q.I năm 2021", "quarter", 1, 2021),
    ],
)
def test_months_from_january_on(text: str, unit: str, value: int, year: int) -> None:
    assert [(m.unit, m.value, m.year) for m in mentions(text)] == [(unit, value, year)]


@pytest.mark.parametrize("text", ["nghỉ phép từ ngày 01/01/2021 đến ngày 05/3/2021", "học từ tháng 3 đến tháng 6/2021"])
def test_other_ranges_are_no_part_of_a_year(text: str) -> None:
    assert all(m.unit == "month" for m in mentions(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kết quả 6 tháng và phương hướng 6 tháng cuối năm 2021", [("half", 1), ("half", 2)]),
        ("báo cáo quý một năm 2021", [("quarter", 1)]),
        ("quỹ từ thiện năm 2021", []),
    ],
)
def test_quarters_in_words_and_results_of_months(text: str, told: list[tuple[str, int]]) -> None:
    assert [(m.unit, m.value) for m in mentions(text) if m.unit != "year"] == told

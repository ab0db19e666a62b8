"""Citations: by symbol, by word, by letters; the plenums; and numbers that cite nothing."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.citations import citations


@pytest.mark.parametrize(
    ("text", "types", "number", "body", "span"),
    [
        ("theo Quy định số 213-QĐ/TW, ngày 02/01/2020", "quy định", "213", "TW", "Quy định số 213-QĐ/TW"),
        ("Quy định 213", "quy định", "213", "", "Quy định 213"),
        ("QĐ 213", "quy định", "213", "", "QĐ 213"),
        ("QĐ213", "quy định", "213", "", "QĐ213"),
        ("QĐ số 213", "quy định", "213", "", "QĐ số 213"),
        ("213-QĐ/TW", "quy định", "213", "TW", "213-QĐ/TW"),
        ("213/QĐ-TW", "quy định", "213", "TW", "213/QĐ-TW"),
        ("318/QĐ-STC", "quyết định", "318", "STC", "318/QĐ-STC"),
        ("Quyết định 213-QĐ/TW", "quyết định", "213", "TW", "Quyết định 213-QĐ/TW"),
        ("Chỉ thị 05-CT/TW", "chỉ thị", "05", "TW", "Chỉ thị 05-CT/TW"),
        ("CT05-CT/TW", "chỉ thị", "05", "TW", "CT05-CT/TW"),
        ("CT 05", "chỉ thị", "05", "", "CT 05"),
        ("Chỉ thị 24 của Tỉnh ủy", "chỉ thị", "24", "", "Chỉ thị 24"),
        ("Nghị quyết 68/NQ-CP", "nghị quyết", "68", "CP", "Nghị quyết 68/NQ-CP"),
        ("Nghị quyết số 04 NQ/TW", "nghị quyết", "04", "TW", "Nghị quyết số 04 NQ/TW"),
        ("NQ số 05/CB", "nghị quyết", "05", "CB", "NQ số 05/CB"),
        ("Luật số 24/2018/QH14", "luật", "24", "QH14", "Luật số 24/2018/QH14"),
        ("Nghị định 145/2020/NĐ-CP", "nghị định", "145", "CP", "Nghị định 145/2020/NĐ-CP"),
        ("Hướng dẫn số 13 với chủ đề", "hướng dẫn", "13", "", "Hướng dẫn số 13"),
        ("theo Hướng dẫn 05.", "hướng dẫn", "05", "", "Hướng dẫn 05"),
        ("Kết luận số 01 của Bộ Chính trị", "kết luận", "01", "", "Kết luận số 01"),
        ("Chương\ntrình hành động số 15-CTr/TU", "chương trình", "15", "TU", "Chương\ntrình hành động số 15-CTr/TU"),
        ("công điện 570/CĐ-TTg", "công điện", "570", "TTg", "công điện 570/CĐ-TTg"),
        ("(Quy định 213-\nQĐ/TW)", "quy định", "213", "TW", "Quy định 213-\nQĐ/TW"),
        ("Quy dinh 213", "quy định", "213", "", "Quy dinh 213"),
        ("QD 4842", "quy định", "4842", "", "QD 4842"),
        ("quy dinh 213-QD/TW", "quy định", "213", "TW", "quy dinh 213-QD/TW"),
        ("Quy định số 08-QĐi/TW", "quy định", "08", "TW", "Quy định số 08-QĐi/TW"),
        ("văn bản hỏa tốc 9999-CV/TU", "công văn", "9999", "TU", "9999-CV/TU"),
    ],
)
def test_citations(text: str, types: str, number: str, body: str, span: str) -> None:
    (found,) = citations(text)
    assert (found.types, found.number, found.body, text[found.span.start : found.span.end]) == (types, number, body, span)


@pytest.mark.parametrize(
    ("text", "types", "khoa"),
    [
        *(
            ("NQTW4", "nghị quyết", ""),
            ("NQTW 4 (khóa XII", "nghị quyết", "XII"),
            ("Nghị quyết Trung ương 4 khóa XII", "nghị quyết", "XII"),
        ),
        *(
            ("Nghị quyết TW IV khoá XII", "nghị quyết", "XII"),
            ("NQ TW4", "nghị quyết", ""),
            ("NQTƯ4", "nghị quyết", ""),
            ("Nghị quyết T.Ư 4", "nghị quyết", ""),
        ),
        *(("Nghị quyết Hội nghị Trung ương 4, khóa XII", "nghị quyết", "XII"), ("NQ Trung ương 4 (khóa XI, XII", "nghị quyết", "XI,XII")),
        ("Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII", "nghị quyết", "XII"),
        *(("Kết luận TW4 khóa XIII", "kết luận", "XIII"), ("Nghi quyet Trung uong 4 khoa XII", "nghị quyết", "XII")),
    ],
)
def test_plenums(text: str, types: str, khoa: str) -> None:
    (found,) = citations(f"{text}, ghi nhận")
    assert (found.types, found.number, found.body, found.khoa) == (types, "4", "TW", khoa)
    assert (found.span.start, found.span.end) == (0, len(text))


def test_several() -> None:
    text = "Chấp hành Quy định 4495 và Quy định 324; Kết luận 01-KL/TW, NQTW4 khóa XII và Nghị quyết 04-NQ/TW khóa XII."
    assert [(c.types, c.number, c.body, c.khoa) for c in citations(text)] == [
        ("quy định", "4495", "", ""),
        ("quy định", "324", "", ""),
        ("kết luận", "01", "TW", ""),
        ("nghị quyết", "4", "TW", "XII"),
        ("nghị quyết", "04", "TW", "XII"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "213 học sinh",
            "QĐND",
            "24 giờ",
            "KT 05 điểm",
            "tháng 05",
            "hướng dẫn 11 huyện, thị xã",
            "(kế hoạch 92%)",
            "Quy định 19 điều",
            "NQ TU 4",
        ),
        *(
            "Quyết định 02 đồng chí",
            "kết luận 3 nội dung",
            "báo cáo 05 đơn vị",
            "quy định 100 triệu",
            "quy định 30 ngày",
            "Kế hoạch 5 năm",
            "HĐ 05",
        ),
        *(
            "NQ 2021",
            "Kế hoạch 2021",
            "Quy định 213,5",
            "nghị quyết về kế hoạch",
            "Sở Kế hoạch và Đầu tư góp ý 07 dự thảo",
            "1. Kết luận",
            "ct 05",
        ),
        *("Nghị quyết Đại hội XIII", "Ban hành 18 công văn hướng dẫn", "Số:    -BC/CB", "Quy định 213.5", "nghị quyết 5 nội dung"),
    ],
)
def test_traps(text: str) -> None:
    assert citations(text) == ()


@given(
    st.integers(10, 1899),
    st.sampled_from(["Quy định {}", "QĐ {}", "Quy định số {}", "quy dinh {}", "{}-QĐ/TW", "Chỉ thị {}", "Nghị quyết {}"]),
)
def test_digits_are_exact(number: int, form: str) -> None:
    text = form.format(number)
    (found,) = citations(f"{text}.")
    assert found.number == str(number)
    assert (found.span.start, found.span.end) == (0, len(text))


@given(
    st.lists(
        st.sampled_from(["Quy định", "NQ", "TW", " 4", "213", "-QĐ/TW", " khóa XII", "số", " ", ",", "Trung ương", "QĐ", "\n", "05"]),
        max_size=14,
    )
)
def test_spans_are_ordered(parts: list[str]) -> None:
    text = unicodedata.normalize("NFC", "".join(parts))
    found = citations(text)
    assert all(0 <= c.span.start < c.span.end <= len(text) for c in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert all(c.number.isdigit() for c in found)

"""Numbers of papers: all variants of the handbook's section 2.4."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.numbers import document_numbers, header_number


@pytest.mark.parametrize(
    ("text", "number", "kind", "body", "shown", "span"),
    [
        ("Số 05-BC/CB", 5, "BC", "CB", "05-BC/CB", "05-BC/CB"),
        ("Số:05 - BC/CB", 5, "BC", "CB", "05-BC/CB", "05 - BC/CB"),
        ("Số 09 -KH/ĐU", 9, "KH", "ĐU", "09-KH/ĐU", "09 -KH/ĐU"),
        ("Số: 16 -\nHD/BTCTW", 16, "HD", "BTCTW", "16-HD/BTCTW", "16 -\nHD/BTCTW"),
        ("05–BC/CB", 5, "BC", "CB", "05-BC/CB", "05–BC/CB"),
        ("Số 14\u2011BB/CB", 14, "BB", "CB", "14-BB/CB", "14\u2011BB/CB"),
        ("05 BC/CB", 5, "BC", "CB", "05-BC/CB", "05 BC/CB"),
        ("Số 05 /BC-CB", 5, "BC", "CB", "05/BC-CB", "05 /BC-CB"),
        ("số 5-BC/CB", 5, "BC", "CB", "5-BC/CB", "5-BC/CB"),
        ("05/NQ-CB", 5, "NQ", "CB", "05/NQ-CB", "05/NQ-CB"),
        ("05-NQ/CB-2021", 5, "NQ", "CB", "05-NQ/CB-2021", "05-NQ/CB-2021"),
        ("Số: 05/2021/NQ-CB", 5, "NQ", "CB", "05/2021/NQ-CB", "05/2021/NQ-CB"),
        ("318/QĐ-STC", 318, "QĐ", "STC", "318/QĐ-STC", "318/QĐ-STC"),
        ("02/BC-TTND", 2, "BC", "TTND", "02/BC-TTND", "02/BC-TTND"),
        ("107-CV/ĐUK", 107, "CV", "ĐUK", "107-CV/ĐUK", "107-CV/ĐUK"),
        ("15/SGDĐT-VP", 15, "", "SGDĐT-VP", "15/SGDĐT-VP", "15/SGDĐT-VP"),
        ("570/CĐ-TTg", 570, "CĐ", "TTg", "570/CĐ-TTg", "570/CĐ-TTg"),
        ("01-BCND/CB", 1, "BCND", "CB", "01-BCND/CB", "01-BCND/CB"),
        ("12-CTr/TU", 12, "CTr", "TU", "12-CTr/TU", "12-CTr/TU"),
        ("08-QĐi/TW", 8, "QĐi", "TW", "08-QĐi/TW", "08-QĐi/TW"),
        ("213-Q\u00d0/TW", 213, "QĐ", "TW", "213-QĐ/TW", "213-Q\u00d0/TW"),
        ("213-QD/TW", 213, "QĐ", "TW", "213-QĐ/TW", "213-QD/TW"),
        ("213QĐ/TW", 213, "QĐ", "TW", "213-QĐ/TW", "213QĐ/TW"),
        ("213-QĐ/TƯ", 213, "QĐ", "TW", "213-QĐ/TƯ", "213-QĐ/TƯ"),
        ("213-QĐ/T.W.", 213, "QĐ", "TW", "213-QĐ/T.W", "213-QĐ/T.W"),
        ("O5-BC/CB", 5, "BC", "CB", "05-BC/CB", "O5-BC/CB"),
        ("l2-NQ/CB", 12, "NQ", "CB", "12-NQ/CB", "l2-NQ/CB"),
        ("Số: 05 — BCICB", 5, "BC", "CB", "05-BC/CB", "05 — BCICB"),
        ("NQ số 05/CB", 5, "", "CB", "05/CB", "05/CB"),
        ("24/2018/QH14", 24, "", "QH14", "24/2018/QH14", "24/2018/QH14"),
        ("Công văn 2015-CV/TU", 2015, "CV", "TU", "2015-CV/TU", "2015-CV/TU"),
        ("Số:    -BC/CB", None, "BC", "CB", "-BC/CB", "-BC/CB"),
        ("Số …../BC-CB", None, "BC", "CB", "/BC-CB", "/BC-CB"),
        ("Số      -/ĐU", None, "", "ĐU", "-/ĐU", "-/ĐU"),
    ],
)
def test_variants(text: str, number: int | None, kind: str, body: str, shown: str, span: str) -> None:
    (found,) = document_numbers(text)
    assert (found.number, found.type, found.body, found.text, text[found.span.start : found.span.end]) == (number, kind, body, shown, span)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "213 học sinh",
            "QĐ/TW",
            "2021-BC/CB",
            "năm 2021 BC/CB",
            "tháng 3/2021 BC/CB",
            "3/2021 BC/CB",
            "22/27 CB-ĐV",
            "17/18 đảng viên",
            "KT-GS",
        ),
        *("một số BC/CB", "hồ sơ số 5", "02 cuộc 17/GS-KT", "ngày 05/3/2021", "1/ Thời sự", "1.254/1.254 hồ sơ", "T/M CHI BỘ", "05-bc"),
    ],
)
def test_traps(text: str) -> None:
    assert document_numbers(text) == ()


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["ĐẢNG BỘ X", "CHI BỘ Y", "*", "Số 05-BC/CB", "Sóc Trăng, ngày 05 tháng 3 năm 2021"], "05-BC/CB"),
        (["Số: 16 -", "HD/BTCTW"], "16-HD/BTCTW"),
        (["CHI BỘ KHỐI NỘISố 12-BC/CB"], "12-BC/CB"),
        (["CHI BỘ CÔNG TY*Số 14-BB/CB"], "14-BB/CB"),
        (["CHI BỘ X\tSố 05-BC/CB"], "05-BC/CB"),
        (["Số 05-BC/CB Sóc Trăng, ngày 5 tháng 3 năm 2021"], "05-BC/CB"),
        (["Số:……/KH-CB"], "/KH-CB"),
        (["So: 07-BB/CB"], "07-BB/CB"),
        (["S6: 05-BC/CB"], "05-BC/CB"),
        (["s ố 05-BC/CB"], "05-BC/CB"),
        (["CHI BỘ Y", "05-BC/CB"], "05-BC/CB"),
        (["CHI BỘ Y", "Số: 05"], "05"),
        (["CÔNG VĂN ĐẾN", "Số: 123", "Số 05-BC/CB"], "05-BC/CB"),
        (["CÔNG VĂN ĐẾN", "Số: 123"], None),
        (["Số lượng: 05", "Căn cứ Quy định 213-QĐ/TW"], None),
        (["Căn cứ số 05-QĐ/TW"], None),
        ([], None),
    ],
)
def test_header(lines: list[str], shown: str | None) -> None:
    found = header_number(lines)
    assert (found.text if found else None) == shown
    assert found is None or 0 <= found.span.start < found.span.end <= len("\n".join(lines))


@given(
    st.integers(1, 1899),
    st.sampled_from(["BC", "NQ", "QĐ", "CTr", "TTr", "KH"]),
    st.sampled_from(["CB", "ĐUK", "TW", "TU", "BTCTW"]),
    st.booleans(),
)
def test_what_is_shown_reads_the_same(number: int, kind: str, body: str, party: bool) -> None:
    shown = f"{number:02}-{kind}/{body}" if party else f"{number:02}/{kind}-{body}"
    (found,) = document_numbers(f"Số {shown} ")
    assert (found.number, found.type, found.body, found.text) == (number, kind, body, shown)
    assert document_numbers(found.text)[0].text == shown


@given(st.text("0123456789-–/ .:SốBCQĐTW\nl…", max_size=50))
def test_spans_are_ordered(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    found = document_numbers(text)
    assert all(0 <= n.span.start < n.span.end <= len(text) for n in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))

"""Charsets of plain text files."""

import pytest

from pipeline.text import legacy
from pipeline.text.charset import from_bytes
from tests.make_legacy import cp1258, tcvn3, viqr, vni

TEXT = "Đảng bộ tỉnh\nChi bộ Văn phòng họp thường kỳ, ngày 05 tháng 3; 15/15 đảng viên có mặt. Ý kiến: thống nhất."
VISCII = "Đảng ủy Hội nghị".translate(str.maketrans({"Đ": "\u00d0", "ả": "\u00e4", "ủ": "\u00fc", "ộ": "\u00b5", "ị": "\u00b8"}))


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        cp1258(TEXT),
    ],
)
def test_unicode_and_the_code_page_of_windows(data: bytes) -> None:
    assert from_bytes(data) == TEXT


def test_marks_of_cp1258_are_composed() -> None:
    assert from_bytes(cp1258("Hội nghị cán bộ")) == "Hội nghị cán bộ"


def test_viscii() -> None:
    assert from_bytes(VISCII.encode("latin-1")) == "Đảng ủy Hội nghị"


@pytest.mark.parametrize(("stored", "encoding"), [(tcvn3, legacy.Encoding.TCVN3), (vni, legacy.Encoding.VNI), (viqr, legacy.Encoding.VIQR)])
def test_bytes_of_legacy_fonts_are_left_to_be_decoded(stored: object, encoding: legacy.Encoding) -> None:
    data = stored(TEXT).encode("cp1252")  # type: ignore[operator]
    text = from_bytes(data)
    assert text == stored(TEXT)  # type: ignore[operator]
    assert legacy.guess(text) is encoding
    assert legacy.mended(text, encoding).lower() == TEXT.lower()


def test_a_soft_hyphen_is_kept_as_a_letter() -> None:
    assert "\u00ad" in from_bytes(tcvn3("Thường trực Đảng ủy mở rộng, tư tưởng đảng viên").encode("latin-1"))


def test_a_broken_byte_costs_a_character() -> None:
    data = TEXT.encode()
    assert from_bytes(data + b"\xe1\xbb") == TEXT + "\ufffd"


@pytest.mark.parametrize("text", ["Élève à l'école française, été dernier", "“Größe” – für…"])
def test_other_languages_are_windows_1252(text: str) -> None:
    assert from_bytes(text.encode("cp1252")) == text


def test_plain_text_and_nothing() -> None:
    assert from_bytes(b"bien ban") == "bien ban"
    assert from_bytes(b"") == ""

"""Plausibility: which tokens are syllables, and shares over a page."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.plausible import share_of_marked, share_of_syllables, syllable

PAGE = (
    "Căn cứ Quy định số 213 của Bộ Chính trị, chi bộ giới thiệu đảng viên giữ mối liên hệ với chi ủy nơi cư trú. "
    "Đồng chí Nguyễn Thị Huệ báo cáo kết quả; khuyết điểm đã được khắc phục, quyển sổ ghi đủ từng cuộc họp."
)


@pytest.mark.parametrize(
    "token",
    "nghiêng nguyễn khuya khuỷu quốc quý quí quyết giếng gìn gì già hoà hòa uỷ ủy thuý thúy yếu yêu kỷ kỉ mỹ xoong moóc thuở ước ưu "
    "ĐẢNG Quảng oai ở ý a duệ huênh hoạch quẩy ngoằn ngoèo tuyệt khoắt rượu bươu hươu ngoắc phẩy".split(),
)
def test_syllables(token: str) -> None:
    assert syllable(token)


@pytest.mark.parametrize(
    "token",
    "thc đnh họpp cia kông ghà ngi ngha ceo kà hàt tiềp cỗp qa quu b đ ñaûng céng nghÞ viÖt ®¶ng wifi zalo cuả hoâ bốă ưaa "
    "nguời viêt".split(),
)
def test_no_syllables(token: str) -> None:
    assert not syllable(token)


@pytest.mark.parametrize("stop", ["c", "p", "t"])
def test_stopped_rimes_take_two_tones(stop: str) -> None:
    assert [syllable(f"{vowel}{stop}") for vowel in "áạàảã"] == [True, True, False, False, False]


def test_text_that_lost_all_marks_is_well_formed() -> None:
    assert share_of_syllables("bien ban hop chi bo thuong ky, dang vien duoc phan cong") == 1.0
    assert not syllable("viêt")


def test_text_that_lost_letters_is_not() -> None:
    assert share_of_syllables("thc hin mt s ni dung trong quy đnh s 213") <= 0.5
    assert share_of_syllables(PAGE) == 1.0


def test_abbreviations_and_tokens_with_digits_do_not_count() -> None:
    assert share_of_syllables("UBND BCH TW CB 213-QĐ/TW Q5 a1b") == 1.0
    assert share_of_syllables("") == share_of_syllables("2021 ... -") == 1.0
    assert share_of_syllables("chi bộ xyz xyzt") == 0.5


def test_words_of_other_languages_are_few_syllables() -> None:
    assert share_of_syllables("The committee shall review these documents before publishing them") < 0.35


def test_share_of_marks() -> None:
    assert 0.2 < share_of_marked(PAGE) < 0.4
    assert share_of_marked("chi bo") == share_of_marked("") == share_of_marked("12 %") == 0.0
    assert share_of_marked("đĐ ab") == 0.5


@given(st.sampled_from(PAGE.split()))
def test_case_and_form_do_not_matter(word: str) -> None:
    bare = word.strip(",.;")
    assert syllable(bare) == syllable(bare.upper()) == syllable(unicodedata.normalize("NFD", bare))


def test_the_form_of_a_page_does_not_matter() -> None:
    apart = unicodedata.normalize("NFD", PAGE)
    assert share_of_syllables(apart) == 1.0
    assert share_of_marked(apart) == share_of_marked(PAGE)

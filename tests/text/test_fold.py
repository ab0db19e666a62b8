"""Folding: what is the same, what is not, and the way back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.fold import fold, fold_mapped, fold_token, key, tokens

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("hoà", "hòa"),
        ("uỷ", "ủy"),
        ("thuỷ", "thủy"),
        ("kỳ", "kì"),
        ("quý", "quí"),
        ("công ty", "công ti"),
        ("Đảng", "Ðảng"),
        ("chổ", "chỗ"),
        ("CỦNG", "cũng"),
    ],
)
def test_spellings_of_one_word_have_one_key(a: str, b: str) -> None:
    assert [key(t) for t in a.split()] == [key(t) for t in b.split()]


@pytest.mark.parametrize(
    ("a", "b"), [("chưa", "chữa"), ("không", "khống"), ("quy", "quý"), ("hai", "hay"), ("đảng", "đang"), ("họp", "hợp"), ("213", "231")]
)
def test_different_words_have_different_keys(a: str, b: str) -> None:
    assert key(a) != key(b)


def test_fold_keeps_positions_in_composed_text() -> None:
    text = "Kỷ luật ĐẢNG, 2‑Q Đ"
    assert fold(text) == "ky luat dang, 2‑q d"
    assert len(fold(text)) == len(text)


def test_fold_token_forgets_i_and_y_only_as_a_lone_vowel() -> None:
    assert fold_token("kỳ") == "ki"
    assert fold_token("quý") == "qui"
    assert fold_token("này") == "nay"


def test_mapped_folding_leads_back_from_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Họp  chi\u00a0bộ")
    folded = fold_mapped(text)
    assert folded.text == "hop chi bo"
    at = folded.text.index("chi bo")
    span = folded.original(at, at + 6)
    assert unicodedata.normalize("NFC", text[span.start : span.end]).startswith("chi\u00a0bo")


@given(st.text(alphabet=LETTERS + LETTERS.upper() + " .,-\n\u00ad\u200b", max_size=60), st.sampled_from(["NFC", "NFD"]))
def test_every_folded_character_comes_from_its_place(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)
    folded = fold_mapped(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    for i, char in enumerate(folded.text):
        original = text[folded.offsets[i]]
        assert char == (" " if original.isspace() else fold(original))


@given(st.text(alphabet=LETTERS + LETTERS.upper() + "0123456789 .,;:()/-\n“”", max_size=120))
def test_tokens_stand_where_they_say(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    found = tokens(text)
    assert "".join(found.raw(i) for i in range(len(found))) == "".join(c for c in text if c.isalnum())
    assert all(found.line[a : a + len(f)] == f for a, f in zip(found.at, found.folded, strict=True))

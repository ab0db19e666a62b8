"""Words: the segmenter's answer, aligned back to the text."""

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Span
from pipeline.text import words as module
from pipeline.text.words import is_word, words


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chi bộ đã soi rọi 82 biểu hiện suy thoái.", ["Chi bộ", "đã", "soi rọi", "82", "biểu hiện", "suy thoái", "."]),
        ("đảng  viên\nchi\u00a0bộ", ["đảng  viên", "chi\u00a0bộ"]),
        ("Số: 05-BC/CB", ["Số", ":", "05", "-", "BC", "/", "CB"]),
        ("a_b c _ d __ e", ["a_b", "c", "_", "d", "__", "e"]),
        ("“tự diễn biến”…", ["“", "tự", "diễn biến", "”", "…"]),
        ("4.386 tỷ đồng", ["4.386", "tỷ", "đồng"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_is_word() -> None:
    text = "Chi bộ đã soi rọi 82 biểu hiện suy thoái"
    assert is_word(text, Span(0, 6))
    assert is_word(text, Span(7, 17))  # đã soi rọi: two words
    assert not is_word(text, Span(4, 6))
    assert not is_word(text, Span(7, 14))
    assert not is_word(text, Span(0, 0))


def test_syllables_stand_for_words_that_cannot_be_aligned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_segmenter", lambda: lambda line: line.replace("ô", "o"))
    assert [Span(s.start, s.end) for s in words.__wrapped__("công tác\nđảng")] == [Span(0, 4), Span(5, 8), Span(9, 13)]


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from('đảng viên chi bộ_ \n\t.,“"/-A1…☃\u00a0'), max_size=60) | st.text(st.characters(codec="utf-8"), max_size=40))
def test_words_cover_the_text(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    found = words(text)
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert "".join("".join(text[s.start : s.end] for s in found).split()) == "".join(text.split())

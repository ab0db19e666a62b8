"""Lines of plain text as paragraphs."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.unwrapped import paragraphs

LONG = "Chi bộ đã tổ chức học tập, quán triệt nghị quyết của cấp trên tới toàn thể đảng viên trong cơ quan và quần chúng. " * 3


def test_lines_broken_at_a_width_are_joined_and_list_items_stay_apart() -> None:
    item = textwrap.fill(f"1. {LONG}", 76)
    assert list(paragraphs(f"{item}\n2) {item[3:]}")) == [f"1. {LONG}".strip(), f"2) {LONG}".strip()]


def test_short_and_very_long_lines_were_ended_by_their_writer() -> None:
    for said in ("tháng một\ntháng hai\ntháng ba\ntháng tư", f"{LONG}\n{LONG}\n{LONG}"):
        assert list(paragraphs(said)) == [line.strip() for line in said.split("\n")]


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    assert " ".join(paragraphs(text)).split() == text.split()

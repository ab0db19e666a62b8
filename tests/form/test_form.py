"""The form: every mistake at once, with file and key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.form import FormError, load
from pipeline.model import Cadence, Form, Needs

GOOD = """
- id: I.1.1/thu
  name: "Báo cáo năm {year}"
  source: thử
  proof: content
  in: [bien-ban]
  cadence: {months: [1, 2]}
  rules:
    - phrase: {any: ["kỷ niệm {year-1930} năm"]}
  hits: ["<e>kỷ niệm {year-1930} năm</e> thành lập Đảng"]
  traps: ["khác"]
"""

BAD = """
- {id: X.9/la, name: x, source: y, in: [bien-bang], proof: content, cadense: once,
   rules: [{nier: {any: [a]}}, {near: {all: [['@ma']], witin: 3}}]}
"""


def test_years_are_parameters(make_form: Callable[..., Form]) -> None:
    one = make_form(GOOD, 2022).requirements[0]
    assert one.name == "Báo cáo năm 2022"
    assert one.rules[0].all == (("kỷ niệm 92 năm",),)
    assert one.hits[0].text[one.hits[0].span.start : one.hits[0].span.end] == "kỷ niệm 92 năm"
    assert (one.cadence, one.months, one.needs) == (Cadence.MONTHS, (1, 2), Needs.DONE)


def test_all_mistakes_are_told_at_once(make_form: Callable[..., Form]) -> None:
    bad = GOOD + GOOD + BAD
    with pytest.raises(FormError) as caught:
        make_form(bad)
    told = "\n".join(caught.value.errors)
    for part in (
        "I.1.1/thu ghi hai lần",
        "không có hàng X.9",
        "'bien-bang'",
        "cadense: khóa lạ",
        "đúng một cách tìm",
        "'@ma'",
        "witin: khóa lạ",
        "hits: thiếu",
        "traps: thiếu",
    ):
        assert part in told, part
    assert all(e.startswith("one.yaml") for e in caught.value.errors)


def test_a_key_given_twice_is_refused(make_form: Callable[..., Form]) -> None:
    with pytest.raises(FormError, match="hai lần"):
        make_form(GOOD.replace("  name:", "  proof: content\n  name:"))


def test_a_folder_without_a_form_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormError, match=r"form\.yaml"):
        load(tmp_path)


def test_abbreviations_are_further_spellings(make_form: Callable[..., Form]) -> None:
    form = make_form(GOOD.replace("kỷ niệm {year-1930} năm", "họp chi bộ về kiểm tra, giám sát"))
    assert "họp chi bộ về KTGS" in form.requirements[0].rules[0].all[0]
    assert "họp CB về kiểm tra, giám sát" in form.requirements[0].rules[0].all[0]
    alone = make_form(GOOD.replace("kỷ niệm {year-1930} năm", "kế hoạch"))
    assert alone.requirements[0].rules[0].all[0] == ("kế hoạch",)

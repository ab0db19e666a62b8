"""Words for people: periods, days, short lines, problems of papers."""

import pytest

from pipeline.model import Flag, Problem
from pipeline.text.wording import capital, day, in_words, period, problem, shortened


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (None, ""),
        ("2021-03", "tháng 3"),
        ("2021-Q4", "quý IV"),
        ("2021-6M", "6 tháng"),
        ("2021", "năm 2021"),
        ("2020/2022", "2020 - 2022"),
    ],
)
def test_a_period_within_its_year(told: str | None, words: str) -> None:
    assert period(told) == words


def test_periods_in_a_text_are_told_with_their_year() -> None:
    assert in_words("báo cáo kỳ 2021-Q1 nhưng đề ngày 3/2022") == "báo cáo quý I/2021 nhưng đề ngày 3/2022"
    assert in_words("kỳ 2020") == "năm 2020"
    assert in_words("tiêu đề ghi 2020-12, số 12/2020-BC") == "tiêu đề ghi tháng 12/2020, số 12/2020-BC"


def test_days_and_capitals() -> None:
    assert (day("2021-03-05"), day(None)) == ("05/03/2021", "")
    assert (capital("đã có Đảng ủy"), capital("")) == ("Đã có Đảng ủy", "")


@pytest.mark.parametrize("most", [5, 12, 13, 14, 40])
def test_a_short_line_is_no_longer_than_asked(most: int) -> None:
    made = shortened("Chi bộ  họp\nđủ, đúng kỳ", most)
    assert len(made) <= most
    assert made == "Chi bộ họp đủ, đúng kỳ" or made.endswith("…")


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        (Flag(Problem.OTHER_YEAR, detail="kỳ 2020"), "của năm khác: năm 2020"),
        (Flag(Problem.DUPLICATE, "a/b.docx"), "bản sao của a/b.docx"),
        (Flag(Problem.NEAR_DUPLICATE, "b.docx"), "gần giống b.docx"),
        (Flag(Problem.NEAR_DUPLICATE, "../x/b.docx", "trùng khoảng 90% nội dung với x/b.docx"), "trùng khoảng 90% nội dung với x/b.docx"),
        (Flag(Problem.CORRUPT, detail="Tệp hỏng: chép lại."), "Tệp hỏng: chép lại."),
        (Flag(Problem.UNSIGNED), "dự thảo, chưa ký"),
    ],
)
def test_a_problem_in_words(flag: Flag, words: str) -> None:
    assert problem(flag) == words

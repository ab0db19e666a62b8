"""Periods in their notation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.periods import contains, month, quarter_of, years_of


@pytest.mark.parametrize(
    ("period", "quarter"),
    [("2021-02", "2021-Q1"), ("2021-12", "2021-Q4"), ("2021-Q3", "2021-Q3"), ("2021-6M", None), ("2021", None), ("2020/2022", None)],
)
def test_quarter_of(period: str, quarter: str | None) -> None:
    assert quarter_of(period) == quarter


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        *(("2021-Q1", "2021-02", True), ("2021-Q1", "2021-04", False), ("2021-Q1", "2020-02", False), ("2021-6M", "2021-Q2", True)),
        *(("2021-6M", "2021-07", False), ("2021-9M", "2021-6M", True), ("2021", "2021-9M", True), ("2021", "2021", True)),
        *(("2020/2022", "2021", True), ("2020/2022", "2023-01", False), ("2021", "2020/2022", False), ("2021-02", "2021-Q1", False)),
    ],
)
def test_contains(outer: str, inner: str, expected: bool) -> None:
    assert contains(outer, inner) is expected


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_a_month_lies_in_its_quarter_and_year(year: int, number: int) -> None:
    name = month(year, number)
    quarter = quarter_of(name)
    assert quarter is not None
    assert contains(quarter, name)
    assert contains(str(year), quarter)
    assert years_of(name) == (year,)


def test_years() -> None:
    assert years_of("2020/2022") == (2020, 2021, 2022)
    assert years_of("2021-Q4") == (2021,)


@pytest.mark.parametrize("wrong", ["", "2021-13", "2021-Q5", "21", "2021-3M", "2022/2020", "2021-02-03"])
def test_wrong_notation_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"period|term"):
        years_of(wrong)


def test_wrong_month_is_refused() -> None:
    with pytest.raises(ValueError, match="no month 13"):
        month(2021, 13)

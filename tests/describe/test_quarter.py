"""The quarter of a scanned report: strokes of Roman figures that recognition lost or took for other letters."""

import pytest

from pipeline.describe.quarter import mended
from pipeline.model import Span
from pipeline.text.dates import Date


def day(text: str) -> Date:
    year, month, number = map(int, text.split("-"))
    return Date(year, month, number, Span(0, 0))


@pytest.mark.parametrize(
    ("subject", "written", "told"),
    [
        ("Tình hình nhận diện quý IL/2021", "2021-06-24", ("Tình hình nhận diện quý II/2021", False)),
        ("Kết quả công tác quý lV năm 2021", "2021-12-20", ("Kết quả công tác quý IV năm 2021", False)),
        ("Kết quả công tác quý Ill năm 2021", "2021-10-05", ("Kết quả công tác quý III năm 2021", False)),
        ("Sơ kết công tác quý 2021", "2021-03-24", ("Sơ kết công tác quý I 2021", True)),
        ("Kết quả nhận diện quý II/2021", "2021-09-24", ("Kết quả nhận diện quý III/2021", True)),
        ("Kết quả nhận diện quý II/2021", "2021-07-05", ("Kết quả nhận diện quý II/2021", False)),
        ("Kết quả nhận diện quý I/2021", "2021-12-20", ("Kết quả nhận diện quý I/2021", False)),
        ("Sơ kết 6 tháng đầu năm 2021", "2021-06-20", ("Sơ kết 6 tháng đầu năm 2021", False)),
    ],
)
def test_the_figure_is_read_as_it_was_written(subject: str, written: str, told: tuple[str, bool]) -> None:
    assert mended(subject, day(written)) == told


def test_without_a_date_nothing_is_made_up() -> None:
    assert mended("Sơ kết công tác quý 2021", None) == ("Sơ kết công tác quý 2021", False)

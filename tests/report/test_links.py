"""Links to files: relative, encoded, never anything but a file."""

from dataclasses import replace

import pytest

from pipeline.model import Report
from pipeline.report.links import href, where


@pytest.mark.parametrize(
    ("path", "page", "address"),
    [
        ("BB/Họp #1 100%.docx", 2, "../ho%20so/BB/H%E1%BB%8Dp%20%231%20100%25.docx"),
        ("a.pdf", 3, "../ho%20so/a.pdf#page=3"),
        ("a.zip!/x/b.pdf", 3, "../ho%20so/a.zip"),
        ("javascript:alert(1).docx", None, "../ho%20so/javascript%3Aalert%281%29.docx"),
    ],
)
def test_an_address_leads_to_the_file(sample: Report, path: str, page: int | None, address: str) -> None:
    assert href(replace(sample, folder="../ho so"), path, page) == address


def test_a_folder_beside_and_one_on_another_drive(sample: Report) -> None:
    assert href(replace(sample, folder="javascript:x"), "a.docx") == "./javascript%3Ax/a.docx"
    assert href(replace(sample, folder="file:///E:/ho%20so"), "a b.docx") == "file:///E:/ho%20so/a%20b.docx"
    assert href(sample, "a.docx") == ""


def test_a_place_for_people() -> None:
    assert where("a.docx", None, 4) == "a.docx, đoạn 4"
    assert where("a.pdf", 2, 4, True) == "a.pdf, trang 2 (đọc từ ảnh quét)"

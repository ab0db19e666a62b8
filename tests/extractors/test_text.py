"""Plain text: small real texts in, exact passages out."""

import pytest

from pipeline.extractors import text
from pipeline.extractors.limits import TooLargeError
from pipeline.model import Role


def read(said: str, encoding: str = "utf-8") -> list[tuple[str, Role, int]]:
    return [(one.text, one.role, one.table) for one in text.read(said.encode(encoding)).passages]


def texts(said: str) -> list[str]:
    return [told for told, _, _ in read(said)]


def test_lines_are_paragraphs_whatever_ends_them() -> None:
    assert read("BIÊN BẢN\r\n\r\nHọp chi bộ\u00a0 tháng 3\r  Kết thúc\n") == [
        ("BIÊN BẢN", Role.HEADING, 0),
        ("Họp chi bộ tháng 3", Role.BODY, 0),
        ("Kết thúc", Role.BODY, 0),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_forms_of_unicode(encoding: str) -> None:
    said = "Chi bộ đã họp định kỳ tháng 3 năm 2021 và thông qua nghị quyết."
    assert read(said, encoding) == [(said, Role.BODY, 0)]


WRAPPED = """Trong tháng chi bộ đã tổ chức sinh hoạt định kỳ đúng quy định,
phổ biến các văn bản của cấp trên và thảo luận các nhiệm vụ của
tháng tới; các đồng chí đảng viên tham gia đầy đủ, có nhiều ý kiến
đóng góp.
- Đồng chí bí thư kết luận cuộc họp và phân công nhiệm vụ cho từng
đồng chí.
Cuộc họp kết thúc lúc 16 giờ."""


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    assert [one[:22] for one in texts(WRAPPED)] == ["Trong tháng chi bộ đã ", "- Đồng chí bí thư kết ", "Cuộc họp kết thúc lúc "]
    assert "đúng quy định, phổ biến" in texts(WRAPPED)[0]


def test_lines_that_their_writer_ended_stay_apart() -> None:
    lines = ["Thành phần dự họp gồm có các đồng chí sau đây:", "Đồng chí An là chủ trì cuộc họp của chi bộ hôm nay", "đồng chí Bình"]
    assert texts("\n".join(lines)) == lines


def test_tabs_divide_tables_and_indent_prose() -> None:
    assert read("DANH SÁCH\nTT\tHọ tên\tĐơn vị\n1\tAn\tKho\n2\tBình\n\tThụt vào\nNgày\t8 tháng 3") == [
        ("DANH SÁCH", Role.HEADING, 0),
        ("TT\tHọ tên\tĐơn vị", Role.TABLE_HEADER, 1),
        ("1\tAn\tKho", Role.ROW, 1),
        ("2\tBình", Role.ROW, 1),
        ("Thụt vào", Role.BODY, 0),
        ("Ngày 8 tháng 3", Role.BODY, 0),
    ]


@pytest.mark.parametrize("mark", [",", ";"])
def test_files_of_divided_values(mark: str) -> None:
    rows = [["TT", "Họ tên", "Ghi chú"], ["1", "An", '"có\nhai dòng"'], ["2", "Bình", ""]]
    found = read("\n".join(mark.join(cells) for cells in rows))
    assert found == [("TT\tHọ tên\tGhi chú", Role.TABLE_HEADER, 1), ("1\tAn\tcó hai dòng", Role.ROW, 1), ("2\tBình", Role.ROW, 1)]


def test_prose_with_commas_is_no_table() -> None:
    said = ["Chi bộ họp, bàn, quyết định.", "Dự họp có An, Bình, Chi, Dũng.", "Vắng một, có lý do."]
    assert [role for _, role, _ in read("\n".join(said))] == [Role.BODY] * 3


def test_form_feeds_turn_pages() -> None:
    source = text.read("Một\fHai\n\f\n".encode())
    assert (source.pages, [(one.text, one.page) for one in source.passages]) == (2, [("Một", 1), ("Hai", 2)])
    assert text.read(b"x").pages is None


def test_nothing_and_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(" \n\f\n") == []
    monkeypatch.setattr(text, "_LARGEST", 3)
    with pytest.raises(TooLargeError):
        text.read(b"1234")

"""Outline: headings, inline heads and what stands under them."""

from pipeline.model import Passage, Role
from pipeline.text.outline import inline_head, is_heading, level, outline


def test_levels_of_numbers() -> None:
    assert [
        level(t) for t in ("I. KẾT QUẢ", "1. Nhiệm vụ", "2.1. Thu", "a) Chuyên môn", "Hôm nay", "2021 là năm", "Chương II. Chế độ")
    ] == [1, 2, 3, 4, None, None, 0]


def test_content_is_no_heading() -> None:
    assert is_heading(Passage("7. Nhiệm vụ tháng 6"))
    assert not is_heading(Passage("1. Thu ngân sách từ 4.100 tỷ đồng trở lên."))
    assert not is_heading(Passage("- Chi bộ họp đúng kỳ"))
    assert not is_heading(Passage("1\tNguyễn Văn A\tBí thư", role=Role.ROW, bold=True))


def test_a_passage_knows_the_headings_above_it() -> None:
    passages = [
        Passage(t)
        for t in (
            "II. NỘI DUNG",
            "1. Thời sự",
            "Tin trong nước nổi bật trong tháng.",
            "2. Văn bản",
            "III. KẾT LUẬN",
            "Thống nhất các ý kiến.",
        )
    ]
    made = outline(passages)
    assert [s.above for s in made] == [(), (0,), (0, 1), (0,), (), (4,)]
    assert [s.empty for s in made] == [False, False, False, True, False, False]


def test_inline_head_ends_at_the_colon() -> None:
    text = "2. Thông tin thời sự: dịch bệnh trong nước đã được kiểm soát."
    span = inline_head(text)
    assert span is not None
    assert text[span.start : span.end] == "Thông tin thời sự"
    assert inline_head("Hôm nay chi bộ họp đủ mặt và bàn kỹ từng nội dung công việc trong tháng vừa qua, sau đó kết luận: nhất trí") is None


def test_a_list_that_begins_under_a_heading_without_a_number_belongs_to_it() -> None:
    bold, plain = True, False
    lines = [
        ("Chỉ tiêu", bold),
        ("1. Thụ lý 100 hồ sơ.", plain),
        ("2. Thu 5 tỷ đồng.", plain),
        ("Giải pháp", bold),
        ("1. Họp đúng kỳ.", plain),
    ]
    made = outline([Passage(text, bold=is_bold) for text, is_bold in lines])
    assert [s.above for s in made] == [(), (0,), (0, 1), (), (3,)] or [s.above[0] if s.above else None for s in made] == [
        None,
        0,
        0,
        None,
        3,
    ]


def test_articles_are_levels() -> None:
    made = outline(
        [Passage(t, bold=t.startswith("Điều")) for t in ("Điều 1. Chỉ tiêu", "1.1. Án giải quyết 90%.", "Điều 2. Nhiệm vụ", "2.1. Họp.")]
    )
    assert [s.above for s in made] == [(), (0,), (), (2,)]


def test_a_row_stands_under_the_names_of_its_columns() -> None:
    made = outline(
        [
            Passage("5. Nhận diện"),
            Passage("TT\tHọ tên\tBiểu hiện", role=Role.TABLE_HEADER, table=1),
            Passage("1\tLê Thị Bưởi\tngại va chạm", role=Role.ROW, table=1),
        ]
    )
    assert made[2].above == (0, 1)

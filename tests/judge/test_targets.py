"""Targets of a resolution beside the results of a report."""

from pipeline.judge.targets import compare, results, stated
from pipeline.model import Document, Passage, Role


def plan(*lines: str) -> Document:
    return Document("nq.docx", tuple(Passage(line) for line in lines))


RESOLUTION = plan(
    "I. Mục tiêu, chỉ tiêu",
    "1. Thu học phí đạt từ 1.200 triệu đồng trở lên.",
    "2. Tỷ lệ chuyên cần của trẻ 95%.",
    "3. Trẻ suy dinh dưỡng không quá 5%.",
    "4. Kết nạp 02 đảng viên mới.",
    "II. Nhiệm vụ",
    "1. Giữ nếp sinh hoạt 12 kỳ.",
)


def test_targets_stand_under_their_heading() -> None:
    assert [g.figure.text for g in stated(RESOLUTION)] == ["1.200 triệu đồng", "95%", "5%", "02 đảng viên"]


def test_results_from_a_table_and_from_sentences() -> None:
    table = [
        Passage("TT\tChỉ tiêu\tNghị quyết\tThực hiện\tĐánh giá", role=Role.TABLE_HEADER, table=1),
        Passage("1\tThu học phí\t1.200 triệu\t1.250 triệu đồng\tĐạt", role=Role.ROW, table=1),
        Passage("2\tTỷ lệ chuyên cần\t95%\t91,5%\tChưa đạt", role=Role.ROW, table=1),
    ]
    report = Document("bc.docx", (*table, Passage("Tỷ lệ trẻ suy dinh dưỡng còn 3,2%. Kết nạp được 01 đảng viên mới.")))
    told = results(report)
    made = [compare(RESOLUTION, goal, told) for goal in stated(RESOLUTION)]
    assert [(t.planned, t.actual, t.met) for t in made] == [
        ("1.200 triệu đồng", "1.250 triệu đồng", True),
        ("95%", "91,5%", False),
        ("5%", "3,2%", True),
        ("02 đảng viên", "01 đảng viên", False),
    ]


def test_a_target_without_a_result_is_left_open() -> None:
    made = compare(RESOLUTION, stated(RESOLUTION)[0], results(plan("Vệ sinh lớp học 05 buổi.")))
    assert (made.actual, made.met) == (None, None)


def test_a_table_of_targets_is_read_by_its_columns() -> None:
    rows = [
        Passage("II. Chỉ tiêu"),
        Passage("TT\tChỉ tiêu\tĐơn vị\tGiao năm 2021", role=Role.TABLE_HEADER, table=1),
        Passage("1\tSản lượng nước\ttriệu m3\t15,40", role=Role.ROW, table=1),
        Passage("4\tTỷ lệ thất thoát\t%\t16,5 trở xuống", role=Role.ROW, table=1),
    ]
    goals = stated(Document("nq.docx", tuple(rows)))
    assert [(g.figure.text, g.figure.comparator) for g in goals] == [("15,40 triệu m3", ""), ("16,5%", "<=")]


def test_a_sentence_with_several_results_is_read_clause_by_clause() -> None:
    goals = stated(
        plan(
            "1. Chỉ tiêu", "- Sinh hoạt chuyên đề: 04 kỳ.", "- Công bố bản án: 100%.", "- Kết nạp: không đặt chỉ tiêu. Cơ quan có 16 người."
        )
    )
    told = results(plan("Sinh hoạt chi bộ 06 kỳ, sinh hoạt chuyên đề 02 kỳ.", "Bản án thì công bố đủ hết 289 trên 289 bản."))
    made = [compare(RESOLUTION, goal, told) for goal in goals]
    assert [(t.actual, t.met) for t in made] == [("02 kỳ", False), ("289 trên 289 bản", True)]

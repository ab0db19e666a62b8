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

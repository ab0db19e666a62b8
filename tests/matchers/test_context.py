"""Context: pairs of sentences that differ by what stands around the act."""

from collections.abc import Callable

import pytest

from pipeline.matchers import CUES, Matchers
from pipeline.model import Document, Form, Passage, Reason, Role
from tests.conftest import minutes

REQUIREMENT = """
- id: I.1.2/nhan-dien-82
  name: nhận diện
  source: thử
  proof: content
  in: [bien-ban]
  cadence: monthly
  rules:
    - near: {all: [[nhận diện, rà soát], [biểu hiện suy thoái, 82 biểu hiện]]}
  hits: ["nhận diện 82 biểu hiện"]
  traps: ["không"]
"""


@pytest.fixture
def reasons(make_form: Callable[..., Form]) -> Callable[..., list[tuple[Reason, ...]]]:
    matchers = Matchers(make_form(REQUIREMENT))

    def find(*lines: str, bold: tuple[int, ...] = ()) -> list[tuple[Reason, ...]]:
        return [m.contexts for m in matchers.find(minutes(*lines, bold=bold))]

    return find


@pytest.mark.parametrize(
    "sentence",
    [
        "Chi bộ đã nhận diện 82 biểu hiện, chưa có đồng chí nào vi phạm.",
        "Qua rà soát 82 biểu hiện, không đảng viên nào vi phạm.",
        "Chi bộ không chỉ nhận diện biểu hiện suy thoái mà còn nhắc nhở đảng viên.",
        "Không đồng chí nào không nhận diện biểu hiện suy thoái của mình.",
        "Sau khi sửa chữa khuyết điểm, chi bộ nhận diện biểu hiện suy thoái.",
        "Công đoàn thăm 02 đoàn viên ốm; chi bộ nhận diện biểu hiện suy thoái trong tháng.",
        "Chi bộ đã nhận diện 82 biểu hiện; tháng tới sẽ làm kỹ hơn.",
        "Đảng viên chia sẻ, nhận diện biểu hiện suy thoái của mình.",
        "Chi bộ đã nhận diện 82 biểu hiện nhưng chưa rà soát biểu hiện suy thoái ở tổ 2.",
        "Tháng 2 nghỉ Tết, chi bộ nhận diện biểu hiện suy thoái bù vào kỳ này.",
        "Theo Quy định 4842, chi bộ nhận diện biểu hiện suy thoái của từng đồng chí.",
        "Theo Quy định 4842, trong tháng ghi nhận 06 lượt, phải nhận diện biểu hiện suy thoái thêm ở tổ 2, đã xong.",
        "Nhận diện biểu hiện suy thoái: không đồng chí nào vi phạm.",
        "Nhận diện biểu hiện suy thoái: đã rà từng người, tháng sau sẽ làm kỹ hơn.",
        "Những điều nêu trong bảng, tôi đều nhận diện biểu hiện suy thoái của mình.",
        "Việc nhận diện biểu hiện suy thoái được chi bộ nhận diện mỗi quý, chưa phát hiện ai vi phạm.",
        "Chi bộ Hoa Sen nhận diện biểu hiện suy thoái ở 02 đồng chí.",
        "Chi bộ THS nhận diện biểu hiện suy thoái ở 02 đồng chí.",
        "Đ/c Hòa báo cáo: chi bộ nhận diện biểu hiện suy thoái ở 02 đồng chí.",
    ],
)
def test_what_was_done_stands(reasons: Callable[..., list[tuple[Reason, ...]]], sentence: str) -> None:
    assert reasons(sentence) == [()]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Tháng này chi bộ chưa nhận diện 82 biểu hiện.", Reason.NEGATED),
        ("Chi bộ không tổ chức nhận diện biểu hiện suy thoái.", Reason.NEGATED),
        ("Việc nhận diện 82 biểu hiện chưa thực hiện.", Reason.NEGATED),
        ("Nhận diện 82 biểu hiện: chưa thực hiện do họp gấp.", Reason.NEGATED),
        ("Đến nay chưa tự soi, nhận diện 82 biểu hiện.", Reason.NEGATED),
        ("Việc nhận diện biểu hiện suy thoái để lại, tháng sau làm.", Reason.NEGATED),
        ("Tháng sau chi bộ sẽ nhận diện 82 biểu hiện.", Reason.FUTURE),
        ("Đề nghị nhận diện biểu hiện suy thoái nghiêm túc hơn.", Reason.FUTURE),
        ("Đảng ủy Khối đã nhận diện biểu hiện suy thoái của các chi bộ.", Reason.OTHER_BODY),
        ("Nếu nhận diện có biểu hiện suy thoái thì xử lý ngay.", Reason.CONDITION),
        ("Năm 2020 chi bộ nhận diện biểu hiện suy thoái ở 02 đồng chí.", Reason.OTHER_TIME),
        ("Chi bộ chưa tổ chức cho các đảng viên ở tổ xa cùng nhau nhận diện biểu hiện suy thoái.", Reason.NEGATED),
        ("Chưa triển khai được cho đảng viên các tổ việc nhận diện biểu hiện suy thoái.", Reason.NEGATED),
        ("Kế hoạch về rà soát 82 biểu hiện gửi về đã lâu nhưng đến nay chi bộ chưa nhận diện vì bận thi.", Reason.NEGATED),
        ("Giao đ/c Lan chuẩn bị để kỳ họp tháng 6 nhận diện biểu hiện suy thoái.", Reason.FUTURE),
        ("T12 nhận diện biểu hiện suy thoái bù.", Reason.FUTURE),
        ("Tháng 7 toàn chi bộ nhận diện biểu hiện suy thoái một lượt.", Reason.FUTURE),
        ("Bản cam kết: nhắc đảng viên đọc lại, cuối năm nhận diện biểu hiện suy thoái.", Reason.FUTURE),
        ("Quy định 4842 yêu cầu từng đảng viên nhận diện biểu hiện suy thoái của mình.", Reason.QUOTED),
        ("Điều 6 Quy chế ghi: chi bộ có trách nhiệm nhận diện biểu hiện suy thoái.", Reason.QUOTED),
        ("Thư ký đọc Điều 9 Quy chế làm việc: “Mỗi tháng chi bộ nhận diện biểu hiện suy thoái”.", Reason.QUOTED),
        ("11. Nhận diện biểu hiện suy thoái: kỳ này chưa làm được vì hết giờ.", Reason.NEGATED),
        ("Nhận diện biểu hiện suy thoái: mạng rớt hoài, chi bộ chưa làm được phần này.", Reason.NEGATED),
        ("Nhận diện biểu hiện suy thoái dời qua tháng 01/2022 chờ tài liệu.", Reason.FUTURE),
        ("Đ/c Tú hỏi chuyện nhận diện biểu hiện suy thoái cuối năm, đ/c Lực nói để sang tháng giêng.", Reason.FUTURE),
        ("Nhận diện biểu hiện suy thoái: tháng này có hạn, kỳ họp tới chi bộ sẽ nhận diện bù.", Reason.FUTURE),
        ("Chi bộ Kho bạc đã nhận diện biểu hiện suy thoái cho 8/8 đảng viên.", Reason.OTHER_BODY),
        ("Đ/c Nga kể đảng viên ở đơn vị bạn nhận diện biểu hiện suy thoái kỹ lắm.", Reason.OTHER_BODY),
        ("Đ/c Nga đề nghị chi ủy sớm tổ chức một buổi để nhận diện biểu hiện suy thoái.", Reason.FUTURE),
        ("Chuyện nhận diện biểu hiện suy thoái thì để đó, chưa thấy ai nhắc tới.", Reason.NEGATED),
        ("Hẹn sau Tết chi bộ mới nhận diện biểu hiện suy thoái.", Reason.FUTURE),
        ("Quy định 4842 gồm những điều mà đảng viên phải nhận diện biểu hiện suy thoái.", Reason.QUOTED),
        ("Bí thư cho biết Đảng ủy đã nhận diện biểu hiện suy thoái ở một số chi bộ.", Reason.OTHER_BODY),
        ("Đ/c Chủ tịch báo cáo: Ban Chấp hành Công đoàn nhận diện biểu hiện suy thoái ở 02 đoàn viên.", Reason.OTHER_BODY),
    ],
)
def test_what_takes_the_force(reasons: Callable[..., list[tuple[Reason, ...]]], sentence: str, reason: Reason) -> None:
    assert reason in reasons(sentence)[0]


def test_a_field_left_empty_proves_nothing(reasons: Callable[..., list[tuple[Reason, ...]]]) -> None:
    assert reasons("Nhận diện biểu hiện suy thoái của chi ủy: ………………… Đảng ủy: …………………") == [(Reason.TEMPLATE,)]
    assert reasons("Nhận diện biểu hiện suy thoái của chi ủy: không ai vi phạm ......") == [()]


def test_a_bare_heading_proves_nothing(reasons: Callable[..., list[tuple[Reason, ...]]]) -> None:
    assert reasons("4. Nhận diện 82 biểu hiện suy thoái", "Chi bộ thảo luận.") == [(Reason.AGENDA,)]


def test_a_long_heading_with_nothing_under_it_proves_nothing_either(reasons: Callable[..., list[tuple[Reason, ...]]]) -> None:
    heading = "5. Nhận diện biểu hiện suy thoái trong toàn thể cán bộ, đảng viên; kết quả khắc phục các biểu hiện đã nhận diện"
    assert reasons(heading, "6. Công tác phát triển đảng", "Chi bộ thảo luận.") == [(Reason.AGENDA,)]


def test_the_items_of_an_agenda_were_announced_only(reasons: Callable[..., list[tuple[Reason, ...]]]) -> None:
    lines = ("Chương trình", "- 1/ Việc cũ", "- 2/ Nhận diện 82 biểu hiện suy thoái", "Nội dung", "Chi bộ thảo luận.")
    assert reasons(*lines, bold=(0, 3)) == [(Reason.AGENDA,)]


def test_a_programme_may_head_what_was_done(reasons: Callable[..., list[tuple[Reason, ...]]]) -> None:
    lines = ("Chương trình", "Nhận diện biểu hiện suy thoái của từng người.", "Đánh giá tháng qua", "Chi bộ thảo luận.")
    assert reasons(*lines, bold=(0, 2)) == [()]


def test_an_agenda_in_one_line(reasons: Callable[..., list[tuple[Reason, ...]]]) -> None:
    items = "1. Nghe tin tức. 2. Nghiên cứu văn bản. 3. Đánh giá công tác tháng 2. 4. Nhận diện biểu hiện suy thoái. 5. Phương hướng."
    assert reasons("I. Chương trình", items, "II. Nội dung", "Chi bộ thảo luận.", bold=(0, 2)) == [(Reason.AGENDA,)]


def test_plans_stand_under_a_heading_of_plans(reasons: Callable[..., list[tuple[Reason, ...]]]) -> None:
    lines = ("7. Nhiệm vụ tháng 4", "- Nhận diện biểu hiện suy thoái của đảng viên.")
    assert reasons(*lines) == [(Reason.FUTURE,)]
    assert reasons("1. Kết quả tháng 3", "- Nhận diện biểu hiện suy thoái của đảng viên.") == [()]


def test_a_row_that_is_due_in_a_later_month(make_form: Callable[..., Form]) -> None:
    rows = (
        Passage("Việc\tThời gian\tPhụ trách", role=Role.TABLE_HEADER, table=1),
        Passage("Nhận diện biểu hiện suy thoái\tT12\tBí thư", role=Role.ROW, table=1),
    )
    document = Document("bb.docx", rows, minutes("x").profile)
    assert [m.contexts for m in Matchers(make_form(REQUIREMENT)).find(document)] == [(Reason.FUTURE,)]


def test_matches_do_not_cross_sentences(reasons: Callable[..., list[tuple[Reason, ...]]]) -> None:
    assert reasons("Chi bộ nhận diện tình hình. Có 82 biểu hiện trong danh mục.") == []


def test_every_cue_of_the_lexicon_is_read(make_form: Callable[..., Form]) -> None:
    assert set(make_form(REQUIREMENT).lexicon.cues) == {*CUES, "denied_in_part"}

"""The ways of matching, each with the smallest rule that needs it."""

from collections.abc import Callable

import pytest

from pipeline.form.rules import MATCHERS
from pipeline.matchers import Matchers
from pipeline.model import Document, Form, Kind, Passage, Profile, Role, Span
from pipeline.run import load_form
from tests.conftest import minutes

REQUIREMENT = """
- id: II.2.6/so-lieu
  name: thử
  source: thử
  proof: content
  in: [bien-ban]
  rules: [{%s}]
  hits: ["x"]
  traps: ["y"]
"""


@pytest.fixture
def quotes(make_form: Callable[..., Form]) -> Callable[..., list[str]]:
    def find(rule: str, *lines: str, bold: tuple[int, ...] = ()) -> list[str]:
        document = minutes(*lines, bold=bold)
        return [document.text[m.span.start : m.span.end] for m in Matchers(make_form(REQUIREMENT % rule)).find(document) if not m.contexts]

    return find


def test_tokens_see_the_shape_of_words(quotes: Callable[..., list[str]]) -> None:
    rule = "tokens: {any: [chia sẻ], pattern: [{LIKE_NUM: true}, {LOWER: {IN: [tin, bài]}}]}"
    assert quotes(rule, "Đảng viên chia sẻ 120 tin tích cực.") == ["Đảng viên chia sẻ 120 tin tích cực."]
    assert quotes(rule, "Đảng viên chia sẻ tin tốt với 12 đơn vị.") == []


def test_fuzzy_forgives_letters_but_no_digit_and_no_negation(quotes: Callable[..., list[str]]) -> None:
    rule = "fuzzy: {any: ['thực hiện quy định 4842 về biểu hiện suy thoái']}"
    assert quotes(rule, "Đã thưc hịen quy định 4842 về biêu hien suy thoai nghiêm túc.")
    assert quotes(rule, "Đã thưc hịen quy định 4824 về biêu hien suy thoai nghiêm túc.") == []
    assert quotes(rule, "Đã thưc hịen không quy định 4842 về biêu hien suy thoai.") == []


def test_a_section_is_read_under_its_heading_and_after_its_colon(quotes: Callable[..., list[str]]) -> None:
    rule = "section: {heading: [thời sự], words: 4}"
    assert quotes(rule, "1. Thời sự", "Giá xăng tăng lần thứ năm.", "2. Việc khác", "Bàn việc cơ quan.", bold=(0, 2)) == [
        "Giá xăng tăng lần thứ năm."
    ]
    assert quotes(rule, "Thời sự: giá xăng tăng lần thứ năm.") == ["Thời sự: giá xăng tăng lần thứ năm."]
    assert quotes(rule, "1. Thời sự", "2. Việc khác", "Bàn việc cơ quan xong sớm.", bold=(0, 1)) == []


def test_a_citation_is_its_digits_and_its_issuer(quotes: Callable[..., list[str]]) -> None:
    rule = "citation: {any: ['#QD4495']}"
    for text in ("Chấp hành Quy định 4495-QĐ/TU.", "Chấp hành QĐ 4495 của Tỉnh ủy.", "Chấp hành Quy định số 4495."):
        assert quotes(rule, text) == [text]
    assert quotes(rule, "Chấp hành Quy định 4459-QĐ/TU.") == []
    assert quotes(rule, "Có 4495 học sinh.") == []


def test_the_act_may_have_to_be_a_whole_word(quotes: Callable[..., list[str]]) -> None:
    rule = "near: {all: [[đơn], [giải quyết]], whole: true}"
    assert quotes(rule, "Đã giải quyết đơn của người lao động.")
    assert quotes(rule, "Đã giải quyết việc của đơn vị.") == []


def test_the_cells_of_a_row_stand_together(make_form: Callable[..., Form]) -> None:
    matchers = Matchers(make_form(REQUIREMENT % "near: {all: [[kết nạp], [đồng chí]], within: clause}"))
    row = Passage("3\tKết nạp đảng viên mới\t02 đồng chí", role=Role.ROW, table=1)
    document = Document("bb.docx", (row,), minutes("x").profile)
    assert [document.text[m.span.start : m.span.end] for m in matchers.find(document)] == [row.text]


def test_a_register_is_known_by_its_columns(make_form: Callable[..., Form]) -> None:
    matchers = Matchers(make_form(REQUIREMENT % "table: {columns: [[số đến], [trích yếu]], rows: 2}"))
    head = Passage("Số đến\tNgày\tTrích yếu", role=Role.TABLE_HEADER, table=1)
    rows = [Passage(f"{n}\t0{n}/3/2021\tV/v họp", role=Role.ROW, table=1) for n in (1, 2)]
    profile = minutes("x").profile
    assert len(matchers.find(Document("so.xlsx", (head, *rows), profile))) == 1
    assert matchers.find(Document("so.xlsx", (head, rows[0]), profile)) == ()


def test_a_title_rule_reads_the_title_and_not_the_body(make_form: Callable[..., Form]) -> None:
    matchers = Matchers(make_form(REQUIREMENT % "title: {all: [[quy chế dân chủ]], none: [kế hoạch]}"))

    def found(title: str, *body: str) -> int:
        document = Document(
            "bc.docx",
            tuple(map(Passage, (title, *body))),
            Profile(kind=minutes("x").profile.kind, title=Span(0, len(title)), body=len(title)),
        )
        return len(matchers.find(document))

    assert found("BIÊN BẢN về thực hiện Quy chế dân chủ năm 2021") == 1
    assert found("BIÊN BẢN họp chi bộ tháng 3 năm 2021", "Bàn quy chế dân chủ.") == 0
    assert found("BIÊN BẢN kế hoạch thực hiện Quy chế dân chủ") == 0


def test_every_way_of_matching_is_used_by_the_shipped_form() -> None:
    used = {rule.matcher for r in load_form(None).requirements for rule in (*r.rules, *r.refuse, *r.unless, *r.demanded_by)}
    assert used == set(MATCHERS)


def test_the_parts_of_a_plan_are_titled_too(make_form: Callable[..., Form]) -> None:
    rule = "title: {all: [[tạo nguồn], [kết nạp]], none: [kiểm tra]}"
    lines = (
        "KẾ HOẠCH",
        "Công tác năm (kiểm tra; tạo nguồn, kết nạp)",
        "PHẦN A. KIỂM TRA",
        "Tháng 5.",
        "PHẦN B. TẠO NGUỒN, KẾT NẠP",
        "Nguồn có 34 bạn.",
    )
    passages = tuple(Passage(line, bold=line.startswith("PHẦN")) for line in lines)
    form = make_form(REQUIREMENT.replace("content", "document").replace("bien-ban", "ke-hoach") % rule)
    profile = Profile(kind=Kind.PLAN, title=Span(0, len(lines[0]) + len(lines[1]) + 1), period="2021")
    document = Document("kh.docx", passages, profile)
    assert [document.text[m.span.start : m.span.end] for m in Matchers(form).find(document)] == [lines[4]]
    assert not Matchers(form).find(Document("kh.docx", passages[:5], profile))


def test_rows_stand_under_their_heading_and_their_column_names(make_form: Callable[..., Form]) -> None:
    passages = (
        Passage("5. Nhận diện biểu hiện", bold=True),
        Passage("TT\tHọ tên\tKết quả tự soi", role=Role.TABLE_HEADER, table=1),
        Passage("1\tLê Thị Bưởi\tcòn ngại va chạm khi góp ý", role=Role.ROW, table=1),
    )
    document = Document("bb.docx", passages, minutes("x").profile)
    for heading in ("nhận diện", "tự soi"):
        found = Matchers(make_form(REQUIREMENT % f"section: {{heading: [{heading}], words: 4}}")).find(document)
        assert [document.text[m.span.start : m.span.end] for m in found] == [passages[2].text]

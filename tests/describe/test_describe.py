"""Describe: header blocks in, profiles out."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.describe import Describer
from pipeline.form.lexicon import read_lexicon
from pipeline.model import Body, Document, Kind, Meeting, Passage, Problem, Role, Source
from tests.conftest import LEXICON, paper, source


@pytest.fixture(scope="module")
def describer() -> Describer:
    errors: list[str] = []
    made = Describer(read_lexicon(Path(LEXICON), errors), 2021)
    assert not errors
    return made


def one(describer: Describer, *sources: Source, cell: str | None = "Chi bộ Trường Hoa Sen") -> Document:
    return describer.describe(sources, cell)[0][-1]


def test_minutes_of_a_month(describer: Describer) -> None:
    made = one(
        describer,
        paper(
            "Số 05-BB/CB",
            "ngày 05 tháng 01 năm 2021",
            "BIÊN BẢN",
            "Họp lệ chi bộ tháng 1/2021",
            "Hôm nay, lúc 8 giờ ngày 5/1/2021, chi bộ họp.",
        ),
    )
    p = made.profile
    assert (p.kind, p.number, p.date, p.period, p.by, p.meeting) == (
        Kind.MINUTES,
        "05-BB/CB",
        "2021-01-05",
        "2021-01",
        Body.OWN,
        Meeting.REGULAR,
    )
    assert p.subject == "Họp lệ chi bộ tháng 1/2021"
    assert made.text[p.title.start : p.title.end] == "BIÊN BẢN\nHọp lệ chi bộ tháng 1/2021"
    assert made.problems == ()


@pytest.mark.parametrize(
    ("kind", "subject", "period"),
    [
        ("BÁO CÁO", "Kết quả công tác tháng 01, phương hướng nhiệm vụ tháng 02 năm 2021", "2021-01"),
        ("BÁO CÁO", "Sơ kết công tác quý I, nhiệm vụ trọng tâm quý II năm 2021", "2021-Q1"),
        ("BÁO CÁO", "Sơ kết 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2021", "2021-6M"),
        ("BÁO CÁO", "Kết quả 9 tháng đầu năm, nhiệm vụ quý IV năm 2021", "2021-9M"),
        ("BÁO CÁO", "Tổng kết công tác xây dựng Đảng năm 2021, phương hướng năm 2022", "2021"),
        ("BÁO CÁO", "Tổng kết năm 2020, phương hướng nhiệm vụ năm 2021", "2020"),
        ("KẾ HOẠCH", "Khắc phục hạn chế, khuyết điểm sau kiểm điểm năm 2020", "2021"),
        ("QUY CHẾ", "Làm việc của Chi bộ nhiệm kỳ 2020 - 2022", "2020/2022"),
        ("NGHỊ QUYẾT", "về phương hướng, nhiệm vụ năm 2021", "2021"),
        ("BÁO CÁO", "Kết quả năm học 2020 - 2021", "2021"),
    ],
)
def test_periods(describer: Describer, kind: str, subject: str, period: str) -> None:
    assert one(describer, paper("Số 07-BC/CB", "ngày 20 tháng 02 năm 2021", kind, subject, "Nội dung.")).profile.period == period


@pytest.mark.parametrize(
    ("subject", "meeting"),
    [
        ("Họp chi bộ thường kỳ tháng 2 năm 2021", Meeting.REGULAR),
        ("Sinh hoạt chuyên đề quý I năm 2021", Meeting.THEMATIC),
        ("Họp chi ủy tháng 3 năm 2021", Meeting.COMMITTEE),
        ("Hội nghị kiểm điểm tập thể, đảng viên cuối năm 2021", Meeting.REVIEW),
        ("Họp lệ tháng 12 và kiểm điểm cuối năm 2021", Meeting.REGULAR),
        ("Họp bất thường xét kết nạp đảng viên", Meeting.EXTRAORDINARY),
    ],
)
def test_kinds_of_meeting(describer: Describer, subject: str, meeting: Meeting) -> None:
    assert (
        one(describer, paper("Số 07-BB/CB", "ngày 20 tháng 02 năm 2021", "BIÊN BẢN", subject, "Hôm nay chi bộ họp.")).profile.meeting
        is meeting
    )


def test_the_cell_is_the_one_that_most_papers_name(describer: Describer) -> None:
    own = [
        paper(
            f"Số 0{m}-BB/CB",
            f"ngày 05 tháng {m} năm 2021",
            "BIÊN BẢN",
            f"Họp lệ tháng {m} năm 2021",
            "Chi bộ Trường Hoa Sen họp.",
            path=f"{m}.docx",
        )
        for m in (3, 4, 5)
    ]
    other = paper(
        "Số 09-BC/CB",
        "ngày 20 tháng 4 năm 2021",
        "BÁO CÁO",
        "Công tác tháng 4 năm 2021",
        "Nội dung.",
        path="la.docx",
        cell="CHI BỘ TRẠM Y TẾ",
    )
    documents, name = describer.describe([*own, other])
    assert name == "Chi bộ Trường Hoa Sen"
    assert [d.has(Problem.OTHER_CELL) for d in documents] == [False, False, False, True]


def test_bodies(describer: Describer) -> None:
    def by(*head: str) -> Body:
        made = source(*head, "BÁO CÁO", "Kết quả hoạt động năm 2021", "Nội dung.", head=0)
        return one(describer, made).profile.by

    assert by("UBND QUẬN\nTRƯỜNG MẦM NON HOA SEN\nSố 30/BC-MNHS") is Body.EMPLOYER
    assert by("CÔNG ĐOÀN TRƯỜNG HOA SEN\nBAN THANH TRA NHÂN DÂN") is Body.INSPECTORATE
    assert by("LIÊN ĐOÀN LAO ĐỘNG QUẬN\nCÔNG ĐOÀN GIÁO DỤC") is Body.UNION
    assert by("ĐẢNG BỘ QUẬN\nĐẢNG ỦY PHƯỜNG 4\nSố 12-BC/ĐU") in (Body.SUPERIOR, Body.RESIDENCE)


def test_drafts_blanks_and_other_years(describer: Describer) -> None:
    draft = source("DỰ THẢO", "CHI BỘ TRƯỜNG HOA SEN", "NGHỊ QUYẾT", "nhiệm vụ năm 2021", "Nội dung nghị quyết.")
    assert one(describer, draft).has(Problem.UNSIGNED)
    blank = source("BẢN CAM KẾT", "Tôi tên: …………………… Chức vụ: ………………", "Sinh hoạt tại: ……………………", "Ngày …… tháng …… năm ………")
    assert one(describer, blank).has(Problem.BLANK_TEMPLATE)
    old = paper("Số 07-BC/CB", "ngày 20 tháng 12 năm 2019", "BÁO CÁO", "Tổng kết năm 2019", "Nội dung.")
    assert one(describer, old).has(Problem.OTHER_YEAR)


def test_copies(describer: Describer) -> None:
    body = "Chi bộ họp bàn công tác trường lớp, chăm sóc trẻ, phòng dịch, vệ sinh và thống nhất cao các nội dung đã nêu trong kỳ họp. " * 3
    march = paper("Số 03-BB/CB", "ngày 05 tháng 3 năm 2021", "BIÊN BẢN", "Họp lệ tháng 3 năm 2021", body, path="3.docx")
    april = paper("Số 04-BB/CB", "ngày 05 tháng 4 năm 2021", "BIÊN BẢN", "Họp lệ tháng 4 năm 2021", body, path="4.docx")
    again = Source("Copy of 3.docx", march.passages, None, "docx", march.sha)
    documents, _ = describer.describe([march, april, again])
    assert [[str(f) for f in d.problems] for d in documents] == [[], ["near-duplicate-of:3.docx"], ["duplicate-of:3.docx"]]


def test_dates_that_disagree(describer: Describer) -> None:
    made = one(
        describer,
        paper("Số 03-BB/CB", "ngày 05 tháng 8 năm 2021", "BIÊN BẢN", "Họp lệ tháng 3 năm 2021", "Hôm nay, ngày 05/3/2021, chi bộ họp."),
    )
    assert made.has(Problem.DATE_CONFLICT)


def test_a_register_takes_its_year_from_its_rows(describer: Describer) -> None:
    rows = [
        Passage("SỔ THEO DÕI CÔNG VĂN ĐI"),
        Passage("Số\tNgày\tTrích yếu", role=Role.TABLE_HEADER, table=1),
        Passage("01\t08/02/2021\tGửi biên bản", role=Role.ROW, table=1),
    ]
    made = one(describer, Source("so.xlsx", tuple(rows), None, "xlsx", "s"))
    assert (made.profile.kind, made.profile.period) == (Kind.REGISTER, "2021")


BODY = (
    "Hôm nay, lúc 14 giờ ngày 05/3/2021, chi bộ họp, có mặt 12/13 đảng viên.",
    "Chi bộ đánh giá công tác chăm sóc trẻ, vệ sinh trường lớp, phòng dịch và thống nhất cao các nội dung đã nêu.",
    "Đồng chí Trần Thị Bưởi đề nghị mua thêm đồ chơi ngoài trời cho lớp lá.",
)
SLIPPED = (
    "Hôm nay, lúc l4 giờ ngày 05/3/2O21, chi bô họp, có măt 12/13 đáng viên.",
    "Chi bộ đánh giá công tác chăm sóc trẻ, vệ sính trường lớp, phòng dịch và thống nhãt cao các nội dung đã nêu.",
    "Đồng chí Trần Thị Bưởi đề nghị mua thém đồ chơi ngoài trời cho lớp lá.",
)


def minutes_of_march(*body: str, path: str, scanned: bool) -> Source:
    made = paper("Số 03-BB/CB", "ngày 05 tháng 3 năm 2021", "BIÊN BẢN", "Họp lệ tháng 3 năm 2021", *body, path=path)
    return replace(made, passages=tuple(replace(p, page=1, confidence=0.92) for p in made.passages)) if scanned else made


def test_a_scan_is_a_copy_of_the_paper(describer: Describer) -> None:
    typed = minutes_of_march(*BODY, path="van ban.docx", scanned=False)
    documents, _ = describer.describe([minutes_of_march(*SLIPPED, path="scan.pdf", scanned=True), typed])
    assert [[str(f) for f in d.problems] for d in documents] == [["duplicate-of:van ban.docx"], []]
    again = [minutes_of_march(*SLIPPED, path="a.pdf", scanned=True), minutes_of_march(*BODY, path="b.pdf", scanned=True)]
    assert [[str(f) for f in d.problems] for d in describer.describe(again)[0]] == [[], ["duplicate-of:a.pdf"]]


@pytest.mark.parametrize(
    ("word", "other"),
    [("Trần Thị Bưởi", "Lê Văn Cam"), ("12/13", "11/13"), ("mua thêm đồ chơi", "sửa lại mái che"), ("05/3/2021", "09/3/2021")],
)
def test_a_scan_of_another_paper_is_no_copy(describer: Describer, word: str, other: str) -> None:
    """Forms of two members, or minutes of two meetings, that differ in a name or a figure."""
    typed = minutes_of_march(*BODY, path="van ban.docx", scanned=False)
    scanned = minutes_of_march(*(line.replace(word, other) for line in BODY), path="scan.pdf", scanned=True)
    assert not any(d.has(Problem.DUPLICATE) for d in describer.describe([typed, scanned])[0])


def test_a_part_is_a_copy_of_another_file_and_two_parts_are_not_by_their_bytes(describer: Describer) -> None:
    march = minutes_of_march(*BODY, path="3.docx", scanned=False)
    april = paper("Số 04-BC/CB", "ngày 20 tháng 4 năm 2021", "BÁO CÁO", "Công tác tháng 4 năm 2021", *("Chi bộ dạy tốt, học tốt. " * 9,))
    bound = Source("bo.docx", (*march.passages, *april.passages), None, "docx", "b")
    documents, _ = describer.describe([march, bound])
    assert [(d.part, [str(f) for f in d.problems]) for d in documents] == [(None, []), (1, ["duplicate-of:3.docx"]), (2, [])]


def test_the_same_paper_twice_in_one_file(describer: Describer) -> None:
    march = minutes_of_march(*BODY, path="3.docx", scanned=False)
    signed = tuple(map(Passage, ("THƯ KÝ", "Trần Thị Bưởi")))
    documents, _ = describer.describe([Source("bo.docx", (*march.passages, *signed) * 2, None, "docx", "b")])
    assert [[(str(f), f.detail) for f in d.problems] for d in documents] == [
        [],
        [("duplicate-of:bo.docx", "giống hệt bo.docx (văn bản thứ 1 trong tệp)")],
    ]


def test_title_and_date_line_against_the_meeting(describer: Describer) -> None:
    made = one(
        describer,
        paper("Số 21-BB/CB", "ngày 07 tháng 9 năm 2021", "BIÊN BẢN", "Họp lệ tháng 9 năm 2021", "Lúc 8 giờ ngày 07/8/2021, chi bộ họp."),
    )
    assert made.has(Problem.DATE_CONFLICT)


@pytest.mark.parametrize(
    ("date", "kind", "subject", "conflict"),
    [
        ("ngày 14 tháng 01 năm 2020", "THÔNG BÁO", "Phân công nhiệm vụ đảng viên năm 2021", True),
        ("ngày 20 tháng 12 năm 2020", "KẾ HOẠCH", "Tạo nguồn kết nạp đảng viên năm 2021", False),
        ("ngày 05 tháng 01 năm 2022", "BÁO CÁO", "Tổng kết công tác năm 2021", False),
        ("ngày 05 tháng 01 năm 2020", "BÁO CÁO", "Tổng kết công tác năm 2021", True),
    ],
)
def test_a_year_in_the_title_that_the_date_line_contradicts(
    describer: Describer, date: str, kind: str, subject: str, conflict: bool
) -> None:
    made = one(describer, paper("Số 02-TB/CB", date, kind, subject, "Chi bộ thống nhất các nội dung sau."))
    assert made.has(Problem.DATE_CONFLICT) is conflict


@pytest.mark.parametrize(
    ("second", "by"),
    [
        ("CHI BỘ TRƯỜNG HOA SEN - NĂM 2021", Body.OWN),
        ("CHI BỘ CÔNG TY CÔNG TRÌNH ĐÔ THỊ - NĂM 2021", Body.OTHER_CELL),
        ("TRƯỜNG MẦM NON HOA SEN - VĂN PHÒNG", Body.EMPLOYER),
    ],
)
def test_a_register_names_its_keeper_in_its_title(describer: Describer, second: str, by: Body) -> None:
    lines = [
        Passage("SỔ CÔNG VĂN ĐẾN NĂM 2021", role=Role.HEADING),
        Passage(second, role=Role.HEADING),
        Passage("Số\tNgày\tTrích yếu", role=Role.TABLE_HEADER, table=1),
        Passage("01\t08/02/2021\tGửi biên bản", role=Role.ROW, table=1),
    ]
    assert one(describer, Source("so.xlsx", tuple(lines), None, "xlsx", "s")).profile.by is by


def test_the_cell_may_be_abbreviated(describer: Describer) -> None:
    made = one(
        describer,
        paper("Số 05-BC/CB", "ngày 05 tháng 4 năm 2021", "BÁO CÁO", "Công tác quý I năm 2021", "Chi bộ báo cáo.", cell="CHI BỘ TAND HUYỆN"),
        cell="Chi bộ Tòa án nhân dân huyện Vàm Rạch",
    )
    assert made.profile.by is Body.OWN


@pytest.mark.parametrize(
    ("subject", "body", "further"),
    [
        ("Công tác tháng 01 và tháng 02 năm 2021", "Chi bộ báo cáo.", ("2021-02",)),
        ("Công tác tháng 10, 11 năm 2021", "Chi bộ báo cáo.", ("2021-11",)),
        ("Công tác tháng 01, nhiệm vụ tháng 02 năm 2021", "Chi bộ báo cáo.", ()),
        ("Nhận diện biểu hiện suy thoái 6 tháng đầu năm 2021", "Riêng quý II có 04 lượt đảng viên tự nhận diện.", ("2021-Q2",)),
        ("Nhận diện biểu hiện suy thoái 6 tháng đầu năm 2021", "Sáu tháng có 04 lượt đảng viên tự nhận diện.", ()),
        ("Nhận diện biểu hiện suy thoái 6 tháng đầu năm 2021", "Nhiệm vụ quý II: 02 đảng viên khắc phục.", ()),
        ("Sơ kết 6 tháng đầu năm 2021 (lồng ghép kết quả nhận diện quý II)", "Chi bộ báo cáo.", ("2021-Q2",)),
    ],
)
def test_further_periods_of_a_report(describer: Describer, subject: str, body: str, further: tuple[str, ...]) -> None:
    made = one(describer, paper("Số 02-BC/CB", "ngày 25 tháng 11 năm 2021", "BÁO CÁO", subject, body))
    assert made.profile.further == further


def test_a_plan_without_a_year_in_its_title_is_of_its_date(describer: Describer) -> None:
    made = one(
        describer,
        paper("Số 02-KH/CB", "ngày 20 tháng 02 năm 2021", "KẾ HOẠCH", "Khắc phục hạn chế", "Qua kiểm điểm năm 2020, chi bộ còn yếu."),
    )
    assert made.profile.period == "2021"


@pytest.mark.parametrize(
    ("subject", "period"),
    [
        ("Khắc phục tồn tại cá nhân năm 2020 - thực hiện trong năm 2021", "2021"),
        ("KP HC, KĐ sau KĐ năm 2020 của đảng viên", "2021"),
        ("Làm tốt hơn những mặt chi bộ còn yếu trong năm 2020", "2021"),
        ("Khắc phục hạn chế, khuyết điểm sau kiểm điểm năm 2021", "2022"),
    ],
)
def test_plans_of_remedies_belong_to_the_year_after(describer: Describer, subject: str, period: str) -> None:
    date = "ngày 20 tháng 12 năm 2021" if period == "2022" else "ngày 20 tháng 02 năm 2021"
    assert one(describer, paper("Số 02-KH/CB", date, "KẾ HOẠCH", subject, "Chi bộ lập kế hoạch.")).profile.period == period


@pytest.mark.parametrize(
    ("kind", "subject", "period"),
    [
        ("BÁO CÁO", "Kết quả khắc phục hạn chế, khuyết điểm sau kiểm điểm năm 2020", "2021"),
        ("QUYẾT ĐỊNH", "Về việc cử cán bộ học nghiệp vụ quý I, II năm 2021", "2021"),
    ],
)
def test_the_year_of_one_off_papers_and_of_reports_on_remedies(describer: Describer, kind: str, subject: str, period: str) -> None:
    made = one(describer, paper("Số 34-BC/CB", "ngày 19 tháng 11 năm 2021", kind, subject, "Nội dung như sau."))
    assert (made.profile.period, made.problems) == (period, ())


def test_minutes_dated_before_their_meeting(describer: Describer) -> None:
    made = one(
        describer,
        paper(
            "Số 06-BB/CB",
            "ngày 05 tháng 6 năm 2021",
            "BIÊN BẢN",
            "Họp chi bộ kỳ tháng 6/2021",
            "Hôm nay, 15h00 ngày 09/6/2021, chi bộ họp.",
        ),
    )
    assert made.has(Problem.DATE_CONFLICT)


def test_a_superiors_ruling_on_another_year(describer: Describer) -> None:
    lines = (
        "CÔNG ĐOÀN VIÊN CHỨC TỈNH VĨNH HÒA",
        "BAN THƯỜNG VỤ",
        "Số: 09/QĐ-CĐVC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Vĩnh Hòa, ngày 15 tháng 01 năm 2021",
        "QUYẾT ĐỊNH",
        "Về việc công nhận kết quả xếp loại công đoàn cơ sở năm 2020",
    )
    made = one(describer, source(*lines, "Điều 1. Công nhận.", head=7))
    assert (made.profile.by, made.has(Problem.OTHER_YEAR)) == (Body.UNION, True)


def test_regular_minutes_that_hold_a_thematic_meeting_too(describer: Describer) -> None:
    subject = "Họp chi bộ thường kỳ tháng 9 năm 2021 và sinh hoạt chuyên đề quý III"
    made = one(describer, paper("Số 09-BB/CB", "ngày 09 tháng 9 năm 2021", "BIÊN BẢN", subject, "Hôm nay chi bộ họp."))
    assert (made.profile.meeting, made.profile.also, made.profile.period) == (Meeting.REGULAR, Meeting.THEMATIC, "2021-09")

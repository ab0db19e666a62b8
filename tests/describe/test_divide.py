"""Bound files: passages in, records out."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.describe import Describer
from pipeline.form.lexicon import read_lexicon
from pipeline.model import Document, Flag, Kind, Meeting, Passage, Problem, ReadBy, Reading, Role, Source
from tests.conftest import LEXICON, paper, source

DESCRIBER = Describer(read_lexicon(Path(LEXICON), []), 2021)
CELL = "Chi bộ Trường Hoa Sen"


def described(bound: Source) -> tuple[Document, ...]:
    return DESCRIBER.describe([bound], CELL)[0]


def told(bound: Source) -> list[tuple[Kind, str | None, str | None, str | None]]:
    """Kind, number, date and period of each part."""
    return [(d.profile.kind, d.profile.number, d.profile.date, d.profile.period) for d in described(bound)]


def kinds(bound: Source) -> list[Kind]:
    return [d.profile.kind for d in described(bound)]


def bind(*papers: Source, path: str = "ho so.docx") -> Source:
    """One Word file with the passages of all papers."""
    return Source(path, tuple(p for one in papers for p in one.passages), None, "docx", path)


def scan(*pages: str, path: str = "scan.pdf") -> Source:
    """A scan: each page a text, each of its lines a passage; nothing is bold."""
    passages = [
        Passage(line.strip(), page=n, confidence=0.93) for n, page in enumerate(pages, 1) for line in page.strip().split("\n") if line
    ]
    readings = tuple(Reading(n, ReadBy.OCR, 0.93) for n in range(1, len(pages) + 1))
    return Source(path, tuple(passages), len(pages), "ocr", path, readings=readings)


def first_page(number: str, date: str, *lines: str) -> str:
    head = ("ĐẢNG BỘ PHƯỜNG 4", "CHI BỘ TRƯỜNG HOA SEN", "*", number, "ĐẢNG CỘNG SẢN VIỆT NAM", f"Phường 4, {date}")
    return "\n".join(head + lines)


SIGNED = ("THƯ KÝ", "(đã ký)", "Trần Thị Bưởi", "CHỦ TỌA", "(đã ký)", "Lê Văn Cam")
REPORTED = ("Nơi nhận:", "- Đảng ủy phường;", "- Lưu.", "T/M CHI BỘ", "BÍ THƯ", "Lê Văn Cam")


def test_a_scanned_quarter_of_minutes() -> None:
    pages = []
    for month in (1, 2, 3):
        opening = f"Hôm nay, lúc 14 giờ ngày 05/{month}/2021, chi bộ họp."
        pages.append(
            first_page(f"Số 0{month}-BB/CB", f"ngày 05 tháng 0{month} năm 2021", "BIÊN BẢN", f"Họp chi bộ tháng {month} năm 2021", opening)
        )
        pages.append("\n".join(("2. Công tác tháng tới", "- Dọn vệ sinh trường lớp.", "Cuộc họp kết thúc lúc 16 giờ.", *SIGNED)))
    parts = described(scan(*pages))
    assert [(d.part, d.first_page, d.pages) for d in parts] == [(1, 1, 2), (2, 3, 2), (3, 5, 2)]
    assert [(d.profile.kind, d.profile.number, d.profile.date, d.profile.period) for d in parts] == [
        (Kind.MINUTES, f"0{m}-BB/CB", f"2021-0{m}-05", f"2021-0{m}") for m in (1, 2, 3)
    ]
    assert {d.path for d in parts} == {"scan.pdf"}
    assert all(d.profile.meeting is Meeting.REGULAR and d.profile.issuer == "CHI BỘ TRƯỜNG HOA SEN" for d in parts)
    assert [d.passages[0].text for d in parts] == ["ĐẢNG BỘ PHƯỜNG 4"] * 3


def test_a_years_book_of_minutes_in_one_word_file() -> None:
    passages: list[Passage] = []
    for month in range(1, 13):
        passages += [
            Passage("BIÊN BẢN", bold=True, centred=True),
            Passage(f"Họp chi bộ thường kỳ tháng {month} năm 2021", bold=True, centred=True),
            Passage(f"Thời gian: 14 giờ ngày 05/{month}/2021. Địa điểm: phòng họp."),
            Passage("I. NỘI DUNG", role=Role.HEADING, bold=True),
            Passage("Đồng chí Cam thông qua chương trình họp."),
            Passage(f"Biên bản họp tháng {month - 1 or 12} đã được thông qua."),
            Passage(f"Phương hướng tháng {month % 12 + 1}: tiếp tục dạy tốt, học tốt."),
            Passage("Cuộc họp kết thúc vào lúc 16 giờ cùng ngày."),
            *((Passage("THƯ KÝ"), Passage("CHỦ TRÌ"), Passage("Trần Thị Bưởi"), Passage("Lê Văn Cam")) if month % 2 else ()),
        ]
    parts = described(Source("so bien ban.docx", tuple(passages), None, "docx", "s"))
    assert [(d.profile.kind, d.profile.period) for d in parts] == [(Kind.MINUTES, f"2021-{m:02}") for m in range(1, 13)]
    assert [(d.part, d.first_page, d.pages) for d in parts] == [(n, None, None) for n in range(1, 13)]


def test_a_book_without_bold_or_signatures() -> None:
    """A text file: nothing but capitals and another day tell where minutes begin."""
    months = [
        Passage(line)
        for m in (3, 4)
        for line in (
            f"BIÊN BẢN HỌP CHI BỘ THÁNG {m}/2021",
            f"Hôm nay, ngày 05/{m}/2021, chi bộ họp.",
            "Thành phần: 12 đồng chí.",
            "Nội dung: đánh giá công tác trong tháng.",
            "Chi bộ dọn vệ sinh trường lớp.",
            "Mọi người thống nhất.",
        )
    ]
    parts = described(Source("so.txt", tuple(months), None, "txt", "s"))
    assert [d.profile.period for d in parts] == ["2021-03", "2021-04"]


def test_a_plan_with_its_appendices_stays_whole() -> None:
    plan = paper(
        "Số 04-KH/CB",
        "ngày 02 tháng 02 năm 2021",
        "KẾ HOẠCH",
        "Tạo nguồn phát triển đảng viên năm 2021",
        "I. Mục đích",
        "Nội dung.",
        *REPORTED,
    )
    appendix = (
        Passage("PHỤ LỤC 1", bold=True, centred=True),
        Passage("DANH SÁCH QUẦN CHÚNG ƯU TÚ", bold=True, centred=True),
        Passage("(Kèm theo Kế hoạch số 04-KH/CB ngày 02/02/2021)", centred=True),
        Passage("STT\tHọ và tên", role=Role.TABLE_HEADER, table=1),
        Passage("1\tTrần Thị Bưởi", role=Role.ROW, table=1),
        Passage("DANH SÁCH ĐẢNG VIÊN GIÚP ĐỠ", bold=True, centred=True),
        Passage("STT\tHọ và tên", role=Role.TABLE_HEADER, table=2),
        Passage("1\tLê Văn Cam", role=Role.ROW, table=2),
        Passage("PHỤ LỤC 2", bold=True, centred=True),
        Passage("KẾ HOẠCH CHI TIẾT TỪNG THÁNG", bold=True, centred=True),
        Passage("Tháng 2: rà soát nguồn."),
        Passage("Mẫu số 1", bold=True),
        Passage("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, centred=True),
        Passage("BẢN CAM KẾT", bold=True, centred=True),
        Passage("Tôi tên: ……………………"),
    )
    parts = described(replace(plan, passages=(*plan.passages, *appendix)))
    assert [(d.part, d.profile.kind, d.profile.number) for d in parts] == [(None, Kind.PLAN, "04-KH/CB")]


def test_an_appendix_that_begins_on_its_own_is_a_part() -> None:
    plan = paper("Số 04-KH/CB", "ngày 02 tháng 02 năm 2021", "KẾ HOẠCH", "Kiểm tra, giám sát năm 2021", "Nội dung.", *REPORTED)
    listed = paper("Số 05-DS/CB", "ngày 10 tháng 02 năm 2021", "DANH SÁCH", "Đảng viên được kiểm tra năm 2021", "1. Đồng chí Bưởi")
    assert told(bind(plan, listed)) == [(Kind.PLAN, "04-KH/CB", "2021-02-02", "2021"), (Kind.LIST, "05-DS/CB", "2021-02-10", "2021")]


def test_rules_put_in_force_by_a_decision_are_a_part() -> None:
    decision = paper(
        "Số 02-QĐ/CB",
        "ngày 05 tháng 8 năm 2020",
        "QUYẾT ĐỊNH",
        "Ban hành Quy chế làm việc của Chi bộ nhiệm kỳ 2020 - 2022",
        "Căn cứ Điều lệ Đảng;",
        "CHI BỘ TRƯỜNG HOA SEN",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.",
        *REPORTED,
    )
    rules = source(
        "QUY CHẾ", "Làm việc của Chi bộ nhiệm kỳ 2020 - 2022", "(Ban hành kèm theo Quyết định số 02-QĐ/CB)", "Điều 1. Nguyên tắc.", head=2
    )
    assert [(d.part, d.profile.kind, d.profile.period) for d in described(bind(decision, rules))] == [
        (1, Kind.DECISION, "2020/2022"),
        (2, Kind.RULES, "2020/2022"),
    ]


def test_a_dossier_of_one_page_each() -> None:
    dossier = scan(
        first_page(
            "Số 03-QĐ/CB", "ngày 12 tháng 7 năm 2021", "QUYẾT ĐỊNH", "Thành lập tổ kiểm tra", "Điều 1. Kiểm tra đ/c Quýt.", *REPORTED
        ),
        first_page("*", "ngày 12 tháng 8 năm 2021", "BIÊN BẢN", "Làm việc với đảng viên được kiểm tra", "Ngày 12/8/2021 tổ họp.", *SIGNED),
        first_page("Số 04-TB/CB", "ngày 20 tháng 8 năm 2021", "THÔNG BÁO", "Kết luận kiểm tra", "Đồng chí có khuyết điểm.", *REPORTED),
    )
    assert [(k, n, d) for k, n, d, _ in told(dossier)] == [
        (Kind.DECISION, "03-QĐ/CB", "2021-07-12"),
        (Kind.MINUTES, None, "2021-08-12"),
        (Kind.NOTICE, "04-TB/CB", "2021-08-20"),
    ]


def test_two_short_records_on_one_page() -> None:
    bound = scan(
        first_page("Số 03-TB/CB", "ngày 12 tháng 7 năm 2021", "THÔNG BÁO", "Phân công đảng viên", "Nội dung.", *REPORTED)
        + "\n"
        + first_page("Số 04-TB/CB", "ngày 20 tháng 8 năm 2021", "THÔNG BÁO", "Kết luận kiểm tra", "Đồng chí có khuyết điểm.", *REPORTED),
        "Trang sau của thông báo.",
    )
    assert [(d.part, d.first_page, d.pages, d.profile.number) for d in described(bound)] == [(1, 1, 1, "03-TB/CB"), (2, 1, 2, "04-TB/CB")]


def test_a_submission_and_the_minutes_enclosed() -> None:
    submission = scan(
        first_page(
            "Số 55-TTr/CB", "ngày 09 tháng 12 năm 2021", "TỜ TRÌNH", "Đề nghị khen thưởng năm 2021", "Kính gửi: Đảng ủy.", *REPORTED
        ),
        "\n".join(("BIÊN BẢN", "Họp xét thi đua, khen thưởng", "Thời gian: 08 giờ ngày 08/12/2021", "Thành phần: 12 đồng chí.", *SIGNED)),
    )
    assert told(submission) == [(Kind.SUBMISSION, "55-TTr/CB", "2021-12-09", "2021"), (Kind.MINUTES, None, "2021-12-08", "2021-12")]


def test_a_header_block_repeated_on_a_later_page_divides_nothing() -> None:
    head = ("Số 05-BC/CB", "ngày 20 tháng 3 năm 2021", "BÁO CÁO", "Kết quả công tác quý I năm 2021")
    titled = scan(first_page(*head, "I. Kết quả", "Chi bộ đã họp đều."), first_page(*head, "II. Hạn chế", "Còn chậm.", *REPORTED))
    bare = scan(first_page(*head, "I. Kết quả", "Chi bộ đã họp đều."), first_page(*head[:2], "II. Hạn chế", "Còn chậm.", *REPORTED))
    assert [d.part for d in (*described(titled), *described(bare))] == [None, None]


def test_words_of_other_papers_in_the_text_divide_nothing() -> None:
    whole = paper(
        "Số 03-BB/CB",
        "ngày 05 tháng 3 năm 2021",
        "BIÊN BẢN",
        "Họp chi bộ tháng 3 năm 2021",
        "Hôm nay, ngày 05/3/2021, chi bộ họp.",
        "Biên bản họp chi bộ tháng 2 năm 2021",
        "Căn cứ Kế hoạch số 15-KH/ĐU ngày 04/01/2021 của Đảng ủy;",
        "Kế hoạch kiểm tra, giám sát năm 2021;",
        "KẾ HOẠCH CÔNG TÁC THÁNG 4",
        "- Họp chi bộ tháng 4 ngày 05/4/2021;",
        "TỰ PHÊ BÌNH VÀ PHÊ BÌNH",
        "BÁO CÁO CỦA CÔNG ĐOÀN",
        "Công đoàn đã thăm hỏi đoàn viên.",
        "Thư ký: Trần Thị Bưởi",
        "Nghị quyết chi bộ tháng 3",
        "BIÊN BẢN được thông qua trước chi bộ.",
        *SIGNED,
    )
    assert [d.part for d in described(whole)] == [None]


def test_a_register_stays_whole() -> None:
    rows = [Passage(f"0{n}\t05/{n}/2021\tBIÊN BẢN họp chi bộ tháng {n}\tBÍ THƯ", role=Role.ROW, table=1) for n in range(1, 9)]
    register = Source("so.docx", (Passage("SỔ CÔNG VĂN ĐI NĂM 2021", bold=True), *rows), None, "docx", "s")
    assert [d.part for d in described(register)] == [None]


def workbook(*sheets: tuple[str, ...]) -> Source:
    """A workbook: of each sheet headings, then a table."""
    made: list[Passage] = []
    for table, headings in enumerate(sheets, 1):
        made += [Passage(text, role=Role.HEADING) for text in headings]
        made += [
            Passage("Số\tNgày\tTrích yếu", role=Role.TABLE_HEADER, table=table),
            Passage("01\t05/3/2021\tGửi biên bản", role=Role.ROW, table=table),
            Passage("BÍ THƯ", role=Role.HEADING),
        ]
    return Source("so.xlsx", tuple(made), None, "xlsx", "s")


def test_sheets_with_titles_of_their_own_are_parts() -> None:
    bound = workbook(
        ("CV đi", "CHI BỘ TRƯỜNG HOA SEN", "SỔ CÔNG VĂN ĐI NĂM 2021"), ("CV đến", "CHI BỘ TRƯỜNG HOA SEN", "SỔ CÔNG VĂN ĐẾN NĂM 2021")
    )
    parts = described(bound)
    assert [(d.part, d.profile.kind, d.profile.subject, d.first_page, d.pages) for d in parts] == [
        (1, Kind.REGISTER, "ĐI NĂM 2021", None, None),
        (2, Kind.REGISTER, "ĐẾN NĂM 2021", None, None),
    ]
    assert [(d.passages[0].text, d.profile.issuer) for d in parts] == [(t, "CHI BỘ TRƯỜNG HOA SEN") for t in ("CV đi", "CV đến")]
    (bare,) = described(workbook(("Nghiệp vụ", "DANH SÁCH CỬ ĐI HỌC")))
    assert bare.profile.issuer is None


def test_sheets_without_titles_or_with_the_same_stay_whole() -> None:
    same = workbook(("SỔ CÔNG VĂN ĐI NĂM 2021",), ("SỔ CÔNG VĂN ĐI NĂM 2021",))
    untitled = workbook(("SỔ CÔNG VĂN ĐI NĂM 2021",), ("Tháng 2",), ("Tháng 3",))
    assert [d.part for d in (*described(same), *described(untitled))] == [None, None]


@pytest.mark.parametrize(
    ("title", "line", "kind"),
    [
        ("PHIẾU LẤY Ý KIẾN ĐẢNG VIÊN NƠI CƯ TRÚ", "Họ và tên: {}", Kind.OPINION),
        ("BẢN CAM KẾT TU DƯỠNG, RÈN LUYỆN NĂM 2021", "Tôi tên là {}, đảng viên chi bộ.", Kind.COMMITMENT),
        ("BẢN KIỂM ĐIỂM CÁ NHÂN NĂM 2021", "Họ và tên: {} Chức vụ: giáo viên", Kind.SELF_REVIEW),
    ],
)
def test_sheets_of_several_members(title: str, line: str, kind: Kind) -> None:
    sheets = [
        source(title, line.format(name), "1. Về tư tưởng chính trị", "Luôn vững vàng.", "NGƯỜI CAM KẾT", name, head=1)
        for name in ("Trần Thị Bưởi", "Lê Văn Cam", "Hồ Thị Quýt")
    ]
    assert kinds(bind(*sheets)) == [kind] * 3


def test_both_halves_of_an_opinion_form_are_one() -> None:
    form = source(
        "PHIẾU LẤY Ý KIẾN",
        "Đối với đảng viên đang công tác nơi cư trú năm 2021",
        "Họ và tên: Trần Thị Bưởi",
        "T/M CHI BỘ",
        "Lê Văn Cam",
        "Ý KIẾN NHẬN XÉT CỦA CHI ỦY NƠI CƯ TRÚ",
        "Đảng viên: Trần Thị Bưởi chấp hành tốt.",
        "T/M CHI ỦY",
        head=2,
    )
    assert [d.part for d in described(form)] == [None]


def test_a_letter_has_no_title_but_a_header_block() -> None:
    letter = (
        Passage("ĐẢNG BỘ PHƯỜNG 4\nCHI BỘ TRƯỜNG HOA SEN\nSố 07-CV/CB\nV/v cử quần chúng đi học"),
        Passage("ĐẢNG CỘNG SẢN VIỆT NAM"),
        Passage("Phường 4, ngày 10 tháng 5 năm 2021"),
        Passage("Kính gửi: Đảng ủy phường 4"),
        Passage("Chi bộ cử quần chúng Trần Thị Bưởi đi học."),
        *map(Passage, REPORTED),
    )
    bound = bind(
        paper("Số 03-BC/CB", "ngày 20 tháng 4 năm 2021", "BÁO CÁO", "Công tác tháng 4 năm 2021", "Nội dung.", *REPORTED),
        Source("", letter, None, "docx"),
    )
    assert [(d.profile.kind, d.profile.number) for d in described(bound)] == [(Kind.REPORT, "03-BC/CB"), (Kind.LETTER, "07-CV/CB")]


def test_slips_of_recognition_in_header_blocks() -> None:
    """Lost and wrong marks, torn and mistaken letters, a number and a date with letters for digits."""
    pages = (
        "DANG BO PHUONG 4\nCHI BÔ TRUONG HOA SEN\nĐẢNG CỘNG SÁN VIÊT NAM\nSô: O5 — BBICB\nPhường 4, ngày O8 tháng 7 năm 2O21\n"
        "BIỄN BÁN\nHop chi bộ tháng 7 năm 2021\nHồm nay, chi bộ họp.\nTHU KY\nCHU TOA",
        "DANG BO PHUONG 4\nCHI BÔ TRUONG HOA SEN\nSố 06-BC/CB\nDANG CONG SAN VIET NAM\nh\nPhường 4, ngày 20 tháng 7 năm 2021\n"
        "B Á O  C Á O\nKết quả nhận diện quý\nII năm 2021\nThực hiện Kế hoạch của Đảng ủy, chi bộ báo cáo.\nT/M CHI BO",
        "ĐÁNG BỘ PHƯỜNG 4\nCHI BỘ TRƯỜNG HOA SEN\nĐẢNG CỘNG SẢN VIỆT NAM\nPhường 4, ngày 25 tháng 7 năm 2021 Số 07-TB/CB\n"
        "THÔNG BÀ0\nKết luận kiểm tra năm 2021\nNội dung.",
    )
    bound = scan(*pages)
    centred = tuple(replace(p, centred=p.text.startswith(("BI", "B Á", "THÔNG", "II"))) for p in bound.passages)
    assert told(replace(bound, passages=centred)) == [
        (Kind.MINUTES, "05-BB/CB", "2021-07-08", "2021-07"),
        (Kind.REPORT, "06-BC/CB", "2021-07-20", "2021-Q2"),
        (Kind.NOTICE, "07-TB/CB", "2021-07-25", "2021"),
    ]


def test_a_header_line_that_goes_on_is_one_name() -> None:
    left = "ĐẢNG ỦY KHỐI CƠ QUAN VÀ DN\nTỈNH\nCHI BỘ TRƯỜNG HOA\nSEN\n*\nSố 01-QC/CB\n"
    page = left + "ĐẢNG CỘNG SẢN VIỆT NAM\nSi g0)\nh\nQUY CHẾ LÀM VIỆC\nĐiều 1."
    scanned = scan(page)
    typed = replace(scanned, passages=tuple(replace(p, confidence=None) for p in scan(page.replace("Si g0)\nh\n", "")).passages))
    assert [d.profile.issuer for d in (*described(scanned), *described(typed))] == ["CHI BỘ TRƯỜNG HOA SEN"] * 2


def test_running_lines_go_to_the_part_of_their_page() -> None:
    bound = scan(
        first_page("Số 03-TB/CB", "ngày 12 tháng 7 năm 2021", "THÔNG BÁO", "Phân công đảng viên", "Nội dung.", *REPORTED),
        first_page("Số 04-BC/CB", "ngày 20 tháng 8 năm 2021", "BÁO CÁO", "Công tác tháng 8 năm 2021", "Nội dung.", *REPORTED),
    )
    running = (Passage("CHI BỘ TRƯỜNG KHÁC", page=2, role=Role.HEADER), Passage("Tài liệu lưu hành nội bộ", page=1, role=Role.HEADER))
    first, second = described(replace(bound, passages=(*bound.passages, *running)))
    assert (first.passages[-1], second.passages[-1]) == (running[1], running[0])
    assert second.profile.issuer == "CHI BỘ TRƯỜNG HOA SEN"
    docx = replace(bind(bound, replace(bound, passages=bound.passages)), passages=(*bound.passages, replace(running[0], page=None)))
    assert [any(p.role is Role.HEADER for p in d.passages) for d in described(docx)] == [True, False]


def test_a_part_has_the_flags_that_its_pages_earn() -> None:
    bound = scan(
        first_page("Số 03-TB/CB", "ngày 12 tháng 7 năm 2021", "THÔNG BÁO", "Phân công đảng viên", "Nội dung.", *REPORTED),
        first_page("Số 04-BC/CB", "ngày 20 tháng 8 năm 2021", "BÁO CÁO", "Công tác tháng 8 năm 2021", "Nội dung.", *REPORTED),
        "Một trang mờ.",
    )
    readings = (*bound.readings[:2], replace(bound.readings[2], quality=0.4, problem=Problem.LOW_OCR))
    flagged = replace(bound, readings=readings, problems=(Flag(Problem.LOW_OCR, detail="Trang 3 đọc không rõ."),))
    assert [d.has(Problem.LOW_OCR) for d in described(flagged)] == [False, True]


def test_a_page_without_text_belongs_to_the_part_before_it() -> None:
    first = first_page("Số 03-TB/CB", "ngày 12 tháng 7 năm 2021", "THÔNG BÁO", "Phân công đảng viên", "Nội dung.", *REPORTED)
    second = first_page("Số 04-BC/CB", "ngày 20 tháng 8 năm 2021", "BÁO CÁO", "Công tác tháng 8 năm 2021", "Nội dung.", *REPORTED)
    assert [(d.first_page, d.pages) for d in described(scan("", first, "", second, ""))] == [(1, 3), (4, 2)]


def test_the_name_of_a_bound_file_says_nothing_of_its_parts() -> None:
    bound = bind(
        paper("Số 03-TB/CB", "ngày 12 tháng 7 năm 2021", "THÔNG BÁO", "Phân công đảng viên", "Nội dung.", *REPORTED),
        source(
            "ĐẢNG BỘ PHƯỜNG 4\nCHI BỘ TRƯỜNG HOA SEN\nSố 09",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Kính gửi: Đảng ủy phường",
            "Chi bộ xin phép.",
            head=2,
        ),
        path="KH va BB thang 7.docx",
    )
    assert kinds(bound) == [Kind.NOTICE, Kind.LETTER]


def word(*lines: str) -> Source:
    """A Word file; lines that begin with ``*`` are bold and centred headings."""
    made = [Passage(t.lstrip("*"), role=Role.HEADING if t[0] == "*" else Role.BODY, bold=t[0] == "*", centred=t[0] == "*") for t in lines]
    return Source("van ban.docx", tuple(made), None, "docx", "w")


HEAD = ("ĐẢNG BỘ PHƯỜNG 4\nCHI BỘ TRƯỜNG HOA SEN", "ĐẢNG CỘNG SẢN VIỆT NAM", "Phường 4, ngày 05 tháng 3 năm 2021")
WHOLE = {
    "a list of those present": (
        *HEAD,
        *("*BIÊN BẢN", "*Họp chi bộ tháng 3 năm 2021", "Hôm nay, ngày 5/3/2021.", *SIGNED, "*DANH SÁCH ĐẢNG VIÊN DỰ HỌP", "1. Bưởi"),
    ),
    "tables after the signature": (
        *HEAD,
        *("*BÁO CÁO", "*Kết quả lấy ý kiến năm 2021", "Nội dung.", *REPORTED, "*PHỤ LỤC", "*TỔNG HỢP KẾT QUẢ", "*BIỂU TỔNG HỢP", "1. Bưởi"),
    ),
    "the table of a notice": (
        *HEAD,
        *("*THÔNG BÁO", "*Phân công đảng viên năm 2021", "Chi bộ phân công:", *REPORTED, "*BẢNG PHÂN CÔNG NHIỆM VỤ ĐẢNG VIÊN", "1. Bưởi"),
    ),
    "a list under the name of its cell": (
        *HEAD,
        *(
            "*BÁO CÁO",
            "*Kết quả năm 2021",
            "Nội dung.",
            *REPORTED,
            "CHI BỘ TRƯỜNG HOA SEN",
            "*DANH SÁCH",
            "*Đảng viên nơi cư trú",
            "1. Bưởi",
        ),
    ),
    "a decision decides": (
        *HEAD,
        "*QUYẾT ĐỊNH",
        "*Về việc phân công",
        "CHI BỘ TRƯỜNG HOA SEN",
        "Căn cứ Điều lệ;",
        "*QUYẾT ĐỊNH:",
        "Điều 1.",
        *REPORTED,
    ),
    "headings that name papers": (
        *HEAD,
        *(
            "*BÁO CÁO",
            "*Tổng kết năm 2021",
            "*A. KẾT QUẢ",
            "Tốt.",
            "*CHƯƠNG TRÌNH CÔNG TÁC NĂM 2022",
            "Dạy tốt.",
            "*KẾ HOẠCH KIỂM TRA",
            "02 đ/c.",
        ),
    ),
    "reports and resolutions read out at a meeting": (
        *HEAD,
        *(
            "*BIÊN BẢN",
            "*Họp chi bộ tháng 3",
            "Chủ trì: A",
            "Thư ký: B",
            "*BÁO CÁO KẾT QUẢ THÁNG 2",
            "Tốt.",
            "*NGHỊ QUYẾT",
            "Nhất trí.",
            *SIGNED,
        ),
    ),
    "opinions below a self-criticism": (
        *HEAD,
        *("*BẢN KIỂM ĐIỂM CÁ NHÂN", "Họ và tên: Trần Thị Bưởi", "I. Ưu điểm", "NGƯỜI TỰ KIỂM ĐIỂM", "Trần Thị Bưởi"),
        *("*ĐÁNH GIÁ, XẾP LOẠI", "*NHẬN XÉT CỦA CHI ỦY", "Đồng chí tốt.", "T/M CHI ỦY", "*Ý KIẾN CỦA ĐẢNG ỦY", "Đồng ý.", "T/M ĐẢNG ỦY"),
    ),
    "blank forms below a guidance": (
        *("ĐẢNG ỦY PHƯỜNG 4\nSố 05-HD/ĐU", *HEAD[1:], "*HƯỚNG DẪN", "*Kiểm điểm cuối năm 2021", "Nội dung.", "T/M ĐẢNG ỦY", "Lê Văn Cam"),
        *(
            "*Mẫu 01-HD KĐ.ĐG",
            "ĐẢNG BỘ ………",
            "CHI BỘ ………",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "……, ngày … tháng … năm …",
            "*BÁO CÁO KIỂM ĐIỂM",
            "I. Ưu điểm",
        ),
        *(
            "*Mẫu 02-HD KĐ.ĐG",
            "CHI BỘ ………",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "……, ngày … tháng … năm …",
            "*BẢN KIỂM ĐIỂM CÁ NHÂN",
            "Họ và tên: ………",
        ),
    ),
    "lines between header block and title": (
        *HEAD,
        *(
            "(Tài liệu lưu hành trong chi bộ, không phổ biến ra ngoài)",
            "Gồm 3 trang giấy khổ A4",
            "*BIÊN BẢN",
            "*Họp chi bộ tháng 3",
            "Hôm nay, ngày 5/3/2021.",
        ),
    ),
}


@pytest.mark.parametrize("lines", WHOLE.values(), ids=WHOLE)
def test_one_paper_stays_one(lines: tuple[str, ...]) -> None:
    assert [d.part for d in described(word(*lines))] == [None]


def test_noise_of_a_seal_and_a_stamp_do_not_cut_a_header_block() -> None:
    seal = "lnng: hđ kk ls sdf sdf sd"
    head = ("ĐẢNG BỘ PHƯỜNG 4", "CHI BỘ TRƯỜNG HOA SEN", "Số 0{0}-BB/CB", seal, HEAD[1], "Phường 4, ngày 5 tháng {0} năm 2021", "BIÊN BẢN")
    page = "\n".join((*head, "Họp chi bộ tháng {0} năm 2021", "Hôm nay, ngày 5/{0}/2021.", "Nội dung.", "THƯ KÝ"))
    parts = described(scan(page.format(3), page.format(4)))
    assert [(d.part, d.first_page, d.profile.number, d.passages[0].text) for d in parts] == [
        (1, 1, "03-BB/CB", "ĐẢNG BỘ PHƯỜNG 4"),
        (2, 2, "04-BB/CB", "ĐẢNG BỘ PHƯỜNG 4"),
    ]
    stamped = scan("\n".join(("SỞ TÀI CHÍNH", "ĐẾN", "Số: 123", "Ngày 05/3/2021", page.format(3))))
    assert [d.part for d in described(stamped)] == [None]


def test_the_cover_of_a_book_is_a_part_of_its_own() -> None:
    minutes = "BIÊN BẢN\nHọp chi bộ tháng {0} năm 2021\nThời gian: 14 giờ ngày 5/{0}/2021\nTốt.\nTHƯ KÝ"
    parts = described(scan("SỔ BIÊN BẢN\nHọp chi bộ năm 2021", minutes.format(1), minutes.format(2)))
    assert [(d.first_page, d.profile.period) for d in parts] == [(1, "2021"), (2, "2021-01"), (3, "2021-02")]


def test_a_book_in_ordinary_letters() -> None:
    months = [
        (
            f"Biên bản họp chi bộ tháng {m}/2021",
            f"Vào lúc 14h ngày 5/{m}/2021 chi bộ họp",
            "Có mặt: 12 đ/c",
            "- Làm tốt",
            "Thư ký",
            "Chủ tọa",
        )
        for m in (1, 2, 3)
    ]
    assert [d.profile.period for d in described(word(*(line for month in months for line in month)))] == ["2021-01", "2021-02", "2021-03"]


def test_reports_without_header_blocks() -> None:
    reports = [("*BÁO CÁO", f"*Kết quả công tác tháng {m} năm 2021", "Chi bộ báo cáo:", "- Tốt.", *REPORTED) for m in (1, 2, 4)]
    assert [d.profile.period for d in described(word(*(line for one in reports for line in one)))] == ["2021-01", "2021-02", "2021-04"]


NUMBERS = st.lists(st.sampled_from(("BB", "BC", "KH", "TB", "NQ", "TTr")), min_size=1, max_size=7)
TITLES = {"BB": "BIÊN BẢN", "BC": "BÁO CÁO", "KH": "KẾ HOẠCH", "TB": "THÔNG BÁO", "NQ": "NGHỊ QUYẾT", "TTr": "TỜ TRÌNH"}


@settings(max_examples=60, deadline=None)
@given(NUMBERS, st.integers(1, 12), st.booleans(), st.integers(1, 30))
def test_papers_joined_are_as_many_parts_and_nothing_is_lost(letters: list[str], month: int, signatures: bool, length: int) -> None:
    end = SIGNED if signatures else ()
    body = [f"{n}. Chi bộ đã thực hiện tốt nội dung thứ {n}." for n in range(1, length)]
    papers = [
        paper(f"Số {n:02}-{kind}/CB", f"ngày 05 tháng {month} năm 2021", TITLES[kind], f"Công tác tháng {month} năm 2021", *body, *end)
        for n, kind in enumerate(letters, 1)
    ]
    parts = described(bind(*papers))
    assert [d.passages for d in parts] == [p.passages for p in papers]
    assert [d.part for d in parts] == (list(range(1, len(papers) + 1)) if len(papers) > 1 else [None])
    assert [d.profile.number for d in parts] == [f"{n:02}-{kind}/CB".replace("TTr", "TTr") for n, kind in enumerate(letters, 1)]

"""PDF files with a text layer: drawn line by line here, so that every place is known."""

import io
import unicodedata
from collections.abc import Callable
from importlib.resources import files as resources
from textwrap import wrap

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.extractors import pdf
from pipeline.extractors.layout.words import Page, Word
from pipeline.model import Passage, Problem, ReadBy, Reading, Role, Source

LEFT, RIGHT, TOP, SIZE, STEP = 85.0, 538.0, 780.0, 13.0, 18.0
INDENT = 28.0
FONTS = resources("font_roboto").joinpath("files")
for name in ("Regular", "Bold", "Light"):
    pdfmetrics.registerFont(TTFont(name, str(FONTS.joinpath(f"Roboto-{name}.ttf"))))


class Sheet:
    """A page being written from the top down."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.y = canvas, TOP

    def put(self, text: str, x: float = LEFT, bold: bool = False, y: float | None = None) -> None:
        self.canvas.setFont("Bold" if bold else "Regular", SIZE)
        self.canvas.drawString(x, self.y if y is None else y, text)
        if y is None:
            self.y -= STEP

    def middle(self, text: str) -> None:
        width = pdfmetrics.stringWidth(text, "Bold", SIZE)
        self.put(text, (LEFT + RIGHT - width) / 2, bold=True)

    def paragraph(self, text: str, indent: float = INDENT) -> None:
        """Words set into lines as a word processor does."""
        line, x = "", LEFT + indent
        for word in text.split():
            longer = f"{line} {word}".strip()
            if x + pdfmetrics.stringWidth(longer, "Regular", SIZE) > RIGHT:
                self.put(line, x)
                line, x = word, LEFT
            else:
                line = longer
        self.put(line, x)


def drawn(*pages: Callable[[Sheet], None], **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), **options)
    for page in pages:
        page(Sheet(canvas))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(*pages: Callable[[Sheet], None]) -> Source:
    return pdf.read(drawn(*pages))


def texts(*pages: Callable[[Sheet], None]) -> list[str]:
    return [p.text for p in read(*pages).passages]


LONG = (
    "Chi bộ đã soi rọi 82 biểu hiện suy thoái về tư tưởng chính trị, đạo đức, lối sống, “tự diễn biến”, “tự chuyển hóa” trong nội bộ, "
    "chưa phát hiện đồng chí nào vi phạm; giao chi ủy theo dõi và báo cáo trong kỳ họp sau."
)
NEXT = "Đồng chí Bí thư kết luận: thống nhất các ý kiến, đề nghị từng đảng viên nghiêm túc thực hiện bản cam kết đã ký từ đầu năm."
LEFT_BLOCK = ["ĐẢNG BỘ SỞ TÀI CHÍNH", "CHI BỘ VĂN PHÒNG", "Số 05-BB/CB"]
RIGHT_BLOCK = ["ĐẢNG CỘNG SẢN VIỆT NAM", "Sóc Trăng, ngày 05 tháng 3 năm 2021"]


def body(page: Sheet) -> None:
    for text in (LONG, NEXT, "- Đảng phí thu đủ.", "- Nộp đúng hạn."):
        page.paragraph(text)


def test_lines_become_paragraphs() -> None:
    assert texts(body) == [LONG, NEXT, "- Đảng phí thu đủ.", "- Nộp đúng hạn."]


def test_decomposed_letters_are_composed() -> None:
    assert texts(lambda page: page.put(unicodedata.normalize("NFD", "Đà Nẵng học tập"))) == ["Đà Nẵng học tập"]


@pytest.mark.parametrize("by_rows", [True, False])
def test_header_block_is_read_left_before_right(by_rows: bool) -> None:
    def head(page: Sheet) -> None:
        left = [(text, 90.0, TOP - STEP * i) for i, text in enumerate(LEFT_BLOCK)]
        right = [(text, 310.0, TOP - 4 - (STEP + 5) * i) for i, text in enumerate(RIGHT_BLOCK)]
        order = sorted([*left, *right], key=lambda at: -at[2]) if by_rows else [*left, *right]
        for text, x, y in order:
            page.put(text, x, bold=True, y=y)
        page.y = TOP - 5 * STEP
        page.middle("BIÊN BẢN")
        page.middle("Họp chi bộ tháng 3 năm 2021")
        body(page)

    found = read(head).passages
    assert [p.text for p in found[:8]] == [*LEFT_BLOCK, *RIGHT_BLOCK, "BIÊN BẢN", "Họp chi bộ tháng 3 năm 2021", LONG]
    assert [(p.role, p.bold, p.centred) for p in found[4:8]] == [
        (Role.BODY, True, False),
        (Role.HEADING, True, True),
        (Role.HEADING, True, True),
        (Role.BODY, False, False),
    ]


def test_header_block_on_equal_lines_drawn_row_by_row() -> None:
    def head(page: Sheet) -> None:
        for left, right in (("ĐẢNG BỘ SỞ", "ĐẢNG CỘNG SẢN VIỆT NAM"), ("CHI BỘ KHO", "Sóc Trăng, ngày 5")):
            page.put(left, y=page.y)
            page.put(right, 330)
        body(page)

    assert texts(head)[:5] == ["ĐẢNG BỘ SỞ", "CHI BỘ KHO", "ĐẢNG CỘNG SẢN VIỆT NAM", "Sóc Trăng, ngày 5", LONG]


def test_signatures_are_read_left_before_right() -> None:
    def foot(page: Sheet) -> None:
        body(page)
        for drop, left, right in ((0, "THƯ KÝ", "CHỦ TRÌ"), (STEP, "(đã ký)", "(đã ký)"), (80, "Lê Thị Cẩm Tú", "Trương Hoàng Vũ")):
            page.put(left, 130, y=page.y - drop)
            page.put(right, 380, y=page.y - drop)

    assert texts(foot)[4:] == ["THƯ KÝ", "(đã ký)", "Lê Thị Cẩm Tú", "CHỦ TRÌ", "(đã ký)", "Trương Hoàng Vũ"]


def test_wide_spaces_of_a_justified_line_do_not_tear_it() -> None:
    def page(sheet: Sheet) -> None:
        body(sheet)
        sheet.put("Chi bộ", y=sheet.y)
        sheet.put("thống nhất", 180, y=sheet.y)
        sheet.put(
            "thực hiện nghiêm túc Nghị quyết năm", RIGHT - pdfmetrics.stringWidth("thực hiện nghiêm túc Nghị quyết năm", "Regular", SIZE)
        )
        sheet.put("2021.")

    assert texts(page)[-1] == "Chi bộ thống nhất thực hiện nghiêm túc Nghị quyết năm 2021."


def test_numbered_list_set_with_tabs_keeps_its_rows() -> None:
    def page(sheet: Sheet) -> None:
        sheet.paragraph(LONG)
        for left, right in (("1. Lý Thanh Tâm", "Bí thư"), ("2. Võ Tấn Lợi", "Phó bí thư"), ("3. Đỗ Nhung", "Chi ủy viên")):
            sheet.put(left, y=sheet.y)
            sheet.put(right, 350)

    assert texts(page)[1:] == ["1. Lý Thanh Tâm Bí thư", "2. Võ Tấn Lợi Phó bí thư", "3. Đỗ Nhung Chi ủy viên"]


def test_number_torn_at_its_hyphen_is_joined() -> None:
    def page(sheet: Sheet) -> None:
        end = "về giữ mối liên hệ với nơi cư trú theo Quy định số 213-"
        sheet.put(end, RIGHT - pdfmetrics.stringWidth(end, "Regular", SIZE))
        sheet.put("QĐ/TW của Bộ Chính trị.")
        body(sheet)

    assert texts(page)[0] == "về giữ mối liên hệ với nơi cư trú theo Quy định số 213-QĐ/TW của Bộ Chính trị."


def test_wrapped_title_is_one_passage() -> None:
    def page(sheet: Sheet) -> None:
        sheet.middle("QUYẾT ĐỊNH")
        sheet.middle("Về việc tặng danh hiệu Lao động tiên tiến và Chiến sĩ thi đua năm")
        sheet.middle("2021")
        body(sheet)

    assert texts(page)[:2] == ["QUYẾT ĐỊNH", "Về việc tặng danh hiệu Lao động tiên tiến và Chiến sĩ thi đua năm 2021"]


def test_paragraph_over_two_pages_turns() -> None:
    words = LONG.split()
    first = " ".join(words[:17])

    def one(sheet: Sheet) -> None:
        body(sheet)
        sheet.put(first, RIGHT - pdfmetrics.stringWidth(first, "Regular", SIZE))

    def two(sheet: Sheet) -> None:
        sheet.put("2", 297, y=815)
        sheet.put(" ".join(words[17:30]))
        body(sheet)

    source = read(one, two)
    joined = source.passages[4]
    assert joined == Passage(" ".join(words[:30]), 1, turns=((len(first) + 1, 2),))
    assert source.pages == 2
    assert [p.page for p in source.passages[5:]] == [2, 2, 2, 2]


def test_running_lines_follow_once_and_page_numbers_go() -> None:
    def page(sheet: Sheet) -> None:
        sheet.put("Chi bộ Sở Tài chính - lưu hành nội bộ", 180, y=815)
        sheet.put(f"Trang {sheet.canvas.getPageNumber()}/2", 280, y=25)
        body(sheet)

    found = read(page, page).passages
    assert [p.text for p in found] == [LONG, NEXT, "- Đảng phí thu đủ.", "- Nộp đúng hạn."] * 2 + ["Chi bộ Sở Tài chính - lưu hành nội bộ"]
    assert found[-1].role is Role.HEADER


def test_header_block_of_bound_papers_is_no_running_header() -> None:
    def paper(sheet: Sheet) -> None:
        for i, (left, right) in enumerate(zip(LEFT_BLOCK, [*RIGHT_BLOCK, ""], strict=True)):
            sheet.put(left, 90, y=815 - STEP * i)
            sheet.put(right, 310, y=815 - STEP * i)
        sheet.y = 740
        body(sheet)

    assert texts(paper, paper) == [*LEFT_BLOCK, *RIGHT_BLOCK, LONG, NEXT, "- Đảng phí thu đủ.", "- Nộp đúng hạn."] * 2


def grid(sheet: Sheet, columns: list[float], rows: list[list[str]]) -> None:
    """A ruled table, each row 30 points high, a cell's lines divided by a bar."""
    top = sheet.y + STEP
    xs = [LEFT, *(LEFT + c for c in columns)]
    for i in range(len(rows) + 1):
        sheet.canvas.line(xs[0], top - 30 * i, xs[-1], top - 30 * i)
    for x in xs:
        sheet.canvas.line(x, top, x, top - 30 * len(rows))
    for i, cells in enumerate(rows):
        for x, cell in zip(xs, cells, strict=False):
            for j, line in enumerate(cell.split("|")):
                sheet.put(line, x + 4, y=top - 30 * i - 13 - 13 * j)
    sheet.y = top - 30 * len(rows) - 2 * STEP


def test_ruled_table_becomes_rows_in_its_place() -> None:
    def page(sheet: Sheet) -> None:
        sheet.paragraph(LONG)
        grid(sheet, [40, 200, 340], [["TT", "Chỉ tiêu", "Kết quả"], ["1", "Kết nạp|đảng viên", "03 đồng chí"], ["2", "Cử đi học", ""]])
        sheet.paragraph(NEXT)

    assert [(p.text, p.role, p.table, p.page) for p in read(page).passages] == [
        (LONG, Role.BODY, 0, 1),
        ("TT\tChỉ tiêu\tKết quả", Role.TABLE_HEADER, 1, 1),
        ("1\tKết nạp đảng viên\t03 đồng chí", Role.ROW, 1, 1),
        ("2\tCử đi học", Role.ROW, 1, 1),
        (NEXT, Role.BODY, 0, 1),
    ]


def test_table_goes_on_over_the_page() -> None:
    def one(sheet: Sheet) -> None:
        grid(sheet, [40, 200, 340], [["TT", "Họ tên", "Đơn vị"], ["1", "An", "Kho"]])

    def two(sheet: Sheet) -> None:
        grid(sheet, [40, 200, 340], [["2", "Bình", "Kho"], ["3", "Chi", "Vé"]])
        sheet.paragraph(NEXT)
        grid(sheet, [40, 200], [["TT", "Tên"], ["1", "Dũng"]])

    found = [(p.text, p.table) for p in read(one, two).passages]
    assert found == [
        ("TT\tHọ tên\tĐơn vị", 1),
        ("1\tAn\tKho", 1),
        ("2\tBình\tKho", 1),
        ("3\tChi\tVé", 1),
        (NEXT, 0),
        ("TT\tTên", 2),
        ("1\tDũng", 2),
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_that_is_shown_turned(turn: int) -> None:
    def page(sheet: Sheet) -> None:
        wide, high = sheet.canvas._pagesize
        sheet.canvas.setPageRotation(turn)
        sheet.canvas.rotate(turn)
        sheet.canvas.translate(*{90: (0, -wide), 180: (-wide, -high), 270: (-high, 0)}[turn])
        sheet.y = 500
        sheet.paragraph(LONG)
        grid(sheet, [40, 200, 340], [["TT", "Họ tên", "Đơn vị"], ["1", "An", "Kho"]])

    assert texts(page) == [LONG, "TT\tHọ tên\tĐơn vị", "1\tAn\tKho"]


def test_merged_cells_of_a_ruled_table() -> None:
    def page(sheet: Sheet) -> None:
        line, x, y = sheet.canvas.line, LEFT, sheet.y
        for args in (
            (0, 0, 300, 0),
            (0, 0, 0, 90),
            (300, 0, 300, 90),
            (0, 90, 300, 90),
            (0, 30, 300, 30),
            (100, 60, 300, 60),
            (100, 30, 100, 90),
            (200, 60, 200, 90),
        ):
            line(x + args[0], y - args[1], x + args[2], y - args[3])
        for text, dx, dy in (("Danh sách chung", 5, 20), ("Kho", 5, 50), ("An và Bình", 105, 50), ("Chi", 105, 80), ("Dũng", 205, 80)):
            sheet.put(text, x + dx, y=y - dy)

    assert texts(page) == ["Danh sách chung", "Kho\tAn và Bình", "\tChi\tDũng"]


def test_syllables_split_by_mixed_fonts_are_read_by_the_gaps() -> None:
    def page(sheet: Sheet) -> None:
        for line in wrap(LONG[:128], 66):
            x, font = LEFT, "Regular"
            for char in line:
                before, font = font, "Regular" if ord(char) < 0x180 else "Light"
                x += 2.5 * (font != before)
                sheet.canvas.setFont(font, SIZE)
                if char != " ":
                    sheet.canvas.drawString(x, sheet.y, char)
                x += pdfmetrics.stringWidth(char, font, SIZE)
            sheet.y -= STEP

    assert " ".join(texts(page)).startswith("Chi bộ đã soi rọi 82 biểu hiện suy thoái về tư tưởng chính trị, đạo đức")


def picture(sheet: Sheet) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "grey").save(out, "PNG")
    out.seek(0)
    sheet.canvas.drawImage(ImageReader(out), 0, 0, 595, 842)


def test_pages_that_are_pictures_are_wanted() -> None:
    source = pdf.read(drawn(body, picture, picture))
    assert source.wanted == (2, 3)
    assert [(r.page, r.method) for r in source.readings] == [(1, ReadBy.TEXT), (2, ReadBy.NOTHING), (3, ReadBy.NOTHING)]


def test_recognised_pages_take_their_place() -> None:
    words = tuple(Word(text, 85 + 60 * i, 700, 140 + 60 * i, 713, 0) for i, text in enumerate(("Chi", "bộ", "họp")))
    source = pdf.read(drawn(body, picture), {2: Page(2, 595, 842, words, confidence=0.93)})
    assert (source.method, source.wanted, source.problems) == ("pdf+ocr", (), ())
    assert source.readings[1] == Reading(2, ReadBy.OCR, 0.93)
    last = source.passages[-1]
    assert (last.text, last.page, last.confidence) == ("Chi bộ họp", 2, 0.93)
    assert source.passages[0].confidence is None


def test_a_page_that_could_not_be_recognised_costs_a_page() -> None:
    source = pdf.read(drawn(body, picture), {2: None})
    assert [f.problem for f in source.problems] == [Problem.LOW_OCR]
    assert "trang 2" in source.problems[0].detail
    assert pdf.read(drawn(picture), {1: None}).problems[0].problem is Problem.UNREADABLE


def test_boxes_tell_where_each_word_stands() -> None:
    source = pdf.read(drawn(lambda sheet: sheet.put("Chi bộ họp", 119, y=421)), boxes=True)
    (passage,) = source.passages
    assert [passage.text[b.start : b.end] for b in passage.boxes] == ["Chi", "bộ", "họp"]
    first = passage.boxes[0]
    assert (first.page, first.x0) == (1, pytest.approx(0.2, abs=0.002))
    assert first.y0 < 0.5 < first.y1 + 0.001
    assert [b.x0 for b in passage.boxes] == sorted(b.x0 for b in passage.boxes)


def test_boxes_of_a_table_row_follow_its_cells() -> None:
    source = pdf.read(drawn(lambda sheet: grid(sheet, [40, 200], [["TT", "Họ và tên"], ["1", "Nguyễn Văn An"]])), boxes=True)
    row = next(p for p in source.passages if p.role is Role.ROW)
    assert [row.text[b.start : b.end] for b in row.boxes] == row.text.split()


def test_blank_pages_are_no_problem_of_a_reader() -> None:
    source = read(lambda sheet: sheet.put(" "))
    assert (source.passages, source.problems) == ((), ())


def test_locked_file_is_named() -> None:
    source = pdf.read(drawn(body, encrypt=StandardEncryption("mat khau", strength=128)))
    assert [f.problem for f in source.problems] == [Problem.ENCRYPTED]


def test_file_with_only_an_owner_password_is_read() -> None:
    data = drawn(body, encrypt=StandardEncryption("", ownerPassword="chu", strength=128))
    assert pdf.read(data).passages[0].text == LONG


def typed(font: str, *lines: bytes) -> bytes:
    """A PDF whose text is bytes shown in a font that is named and not embedded, as old programs wrote it."""
    content = b"BT /F1 13 Tf 85 700 Td 18 TL " + b"".join(b"(" + line + b") Tj T* " for line in lines) + b"ET"
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length " + str(len(content)).encode() + b">>stream\n" + content + b"\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/TrueType/BaseFont/" + font.encode() + b"/Encoding/WinAnsiEncoding>>endobj\n"
        b"trailer<</Root 1 0 R/Size 6>>\n%%EOF\n"
    )


@pytest.mark.parametrize(
    ("font", "line", "told"),
    [
        (".VnTime", "Biªn b¶n häp chi bé th¸ng 3, 25/27 ®¶ng viªn dù häp", "Biên bản họp chi bộ tháng 3, 25/27 đảng viên dự họp"),
        ("ABCDEF+.VnTimeH", "biªn b¶n häp chi bé", "BIÊN BẢN HỌP CHI BỘ"),
        ("VNI-Times", "Chi boä ñaõ hoïp thaùng 3", "Chi bộ đã họp tháng 3"),
        ("Times-Roman", "Ngh\xe9 thu\xeat", "Nghé thuêt"),
    ],
)
def test_fonts_of_legacy_encodings_are_decoded(font: str, line: str, told: str) -> None:
    assert pdf.read(typed(font, line.encode("cp1252"))).passages[0].text == told


def test_a_soft_hyphen_at_the_end_of_a_line_is_a_letter_there() -> None:
    text = " ".join(p.text for p in pdf.read(typed(".VnTime", b"t\xad t\xad", "t\xadëng chÝnh trÞ".encode("latin-1"))).passages)
    assert text == "tư tư tưởng chính trị"


def test_a_text_layer_in_a_legacy_encoding_is_told_by_its_syllables() -> None:
    lines = (
        "Thùc hiÖn NghÞ quyÕt cña Chi bé vÒ c«ng t¸c x©y dùng §¶ng, chi bé ®· häp ®Þnh kú",
        "®Ó kiÓm ®iÓm viÖc häc tËp vµ lµm theo tÊm g­¬ng ®¹o ®øc cña B¸c trong th¸ng qua,",
        "c¸c ®ång chÝ ®¶ng viªn ®· nªu ý kiÕn vµ thèng nhÊt víi b¸o c¸o cña chi uû.",
    )
    source = pdf.read(typed("Times-Roman", *(line.encode("latin-1") for line in lines)))
    text = " ".join(p.text for p in source.passages)
    assert "xây dựng Đảng, chi bộ đã họp định kỳ" in text
    assert "tấm gương đạo đức của Bác" in text
    assert source.wanted == ()


def test_a_text_layer_that_lost_its_letters_is_recognised_instead() -> None:
    lost = b"thc hin mt s ni dung trong quy nh s 213 ca B Chnh tr v trch nhim ca ng vin ng cng tc thng xuyn gi mi lin h vi t chc ng"
    assert pdf.read(typed("Times-Roman", lost, lost, lost)).wanted == (1,)


def test_a_file_of_very_many_pages_is_one_problem() -> None:
    kids = b" ".join(b"3 0 R" for _ in range(10_000))
    data = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[" + kids + b"]/Count 10000>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
    )
    source = pdf.read(data)
    assert [f.problem for f in source.problems] == [Problem.UNSUPPORTED]
    assert "10000 trang" in source.problems[0].detail

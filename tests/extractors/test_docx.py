"""Word files: small real text in, exact passages out, in order."""

import io
import unicodedata
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK

from pipeline.extractors import docx
from pipeline.model import Passage, Role

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
}


def packed(body: str, **parts: str) -> bytes:
    """A Word file of raw XML: the body's inside and further parts by name."""
    relations = "".join(f'<Relationship Id="r{n}" Type="{OFFICE}{KINDS[n]}" Target="{n}.xml"/>' for n in parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for name, inside in parts.items():
            archive.writestr(f"word/{name}.xml", inside.replace("NAMES", NAMES))
    return out.getvalue()


def passages(body: str, **parts: str) -> tuple[Passage, ...]:
    return docx.read(packed(body, **parts)).passages


def texts(body: str, **parts: str) -> list[str]:
    return [p.text for p in passages(body, **parts)]


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str, lined: bool = True) -> str:
    borders = '<w:tblPr><w:tblBorders><w:insideV w:val="single"/></w:tblBorders></w:tblPr>' if lined else "<w:tblPr/>"
    return f"<w:tbl>{borders}{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def tc(*blocks: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def test_runs_are_joined_and_breaks_kept() -> None:
    body = "<w:p><w:r><w:t>Chi bộ </w:t></w:r><w:r><w:t>họp  </w:t><w:br/><w:t>ngày 5</w:t><w:tab/><w:t>tháng 3</w:t></w:r></w:p><w:p/>"
    assert texts(body) == ["Chi bộ họp\nngày 5 tháng 3"]


def test_letters_are_composed_across_runs_and_odd_spaces_plain() -> None:
    a, b = unicodedata.normalize("NFD", "biểu")[:3], unicodedata.normalize("NFD", "biểu")[3:]
    body = f"<w:p><w:r><w:t>82 {a}</w:t></w:r><w:r><w:t>{b}\u00a0hiện\u200b suy\u2009thoái, tự soi, 14\u2011KL/TW</w:t></w:r></w:p>"
    assert texts(body) == ["82 biểu hiện suy thoái, tự soi, 14\u2011KL/TW"]


def test_soft_hyphens_wait_until_it_is_known_that_none_is_a_letter() -> None:
    assert texts(p("tự\u00ad soi")) == ["tự\u00ad soi"]


def test_runs_in_a_legacy_font_are_decoded_and_the_others_are_not() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'
    body = (
        f"<w:p><w:r>{fonts.format('.VnTimeH')}<w:t>biªn b¶n häp chi bé</w:t></w:r></w:p>"
        f"<w:p><w:r>{fonts.format('.VnTime')}<w:t>§¶ng viªn</w:t></w:r><w:r>{fonts.format('Times New Roman')}<w:t> dự họp</w:t></w:r>"
        f'<w:r>{fonts.format(".VnTime")}<w:t xml:space="preserve"> t­ t­ëng</w:t></w:r></w:p>'
        f"<w:p><w:r>{fonts.format('VNI-Times')}<w:t>Ñaûng boä</w:t></w:r></w:p>"
    )
    assert texts(body) == ["BIÊN BẢN HỌP CHI BỘ", "Đảng viên dự họp tư tưởng", "Đảng bộ"]


def test_non_breaking_hyphen_element_is_a_hyphen() -> None:
    assert texts("<w:p><w:r><w:t>213</w:t><w:noBreakHyphen/><w:t>QĐ/TW</w:t></w:r></w:p>") == ["213-QĐ/TW"]


def test_insertions_stay_deletions_and_hidden_text_go() -> None:
    body = """<w:p><w:r><w:t>Có mặt </w:t></w:r>
      <w:del><w:r><w:delText>27</w:delText></w:r></w:del><w:ins><w:r><w:t>25</w:t></w:r></w:ins>
      <w:moveFrom><w:r><w:t>xưa</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>/27</w:t></w:r></w:moveTo>
      <w:r><w:rPr><w:vanish/></w:rPr><w:t> ẩn</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> đảng viên</w:t></w:r></w:p>
      <w:ins><w:p><w:r><w:t>Đoạn chèn</w:t></w:r></w:p></w:ins>"""
    assert texts(body) == ["Có mặt 25/27 đảng viên", "Đoạn chèn"]


def test_of_fields_only_the_result_is_text() -> None:
    body = """<w:p><w:r><w:t>Trang </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
      <w:r><w:t>mã</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>
      <w:r><w:fldChar w:fldCharType="end"/></w:r>
      <w:hyperlink><w:r><w:t> xem</w:t></w:r></w:hyperlink><w:fldSimple w:instr="DATE"><w:r><w:t> ngày 5</w:t></w:r></w:fldSimple></w:p>"""
    assert texts(body) == ["Trang 7 xem ngày 5"]


def test_text_box_is_read_once_behind_its_paragraph() -> None:
    box = "<w:txbxContent>" + p("Tâm tư đảng viên:") + p("mong nâng lương") + "</w:txbxContent>"
    body = f"""<w:p><w:r><w:t>Thân bài</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>
      </w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>{p("Sau")}"""
    found = passages(body)
    assert [(q.text, q.role) for q in found] == [
        ("Thân bài", Role.BODY),
        ("Tâm tư đảng viên:", Role.TEXT_BOX),
        ("mong nâng lương", Role.TEXT_BOX),
        ("Sau", Role.BODY),
    ]


def test_content_controls_stand_in_order() -> None:
    body = p("một") + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('hai')}</w:sdtContent></w:sdt>"
    body += "<w:p><w:sdt><w:sdtContent><w:r><w:t>ba</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    assert texts(body) == ["một", "hai", "ba"]


def test_notes_headers_and_footers_follow_the_body() -> None:
    header = f"<w:hdr NAMES>{p('Đảng bộ Khối')}</w:hdr>"
    footer = f"<w:ftr NAMES>{p('Trang 2/5')}{p('Lưu hành nội bộ')}</w:ftr>"
    separator = f'<w:footnote w:type="separator">{p("---")}</w:footnote>'
    notes = f"<w:footnotes NAMES>{separator}<w:footnote>{p('Theo Quy định 213.')}</w:footnote></w:footnotes>"
    found = passages(p("Thân bài"), header1=header, header2=header, footer1=footer, footnotes=notes)
    assert [(q.text, q.role) for q in found] == [
        ("Thân bài", Role.BODY),
        ("Theo Quy định 213.", Role.NOTE),
        ("Đảng bộ Khối", Role.HEADER),
        ("Lưu hành nội bộ", Role.HEADER),
    ]


LISTS = """<w:numbering NAMES><w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"""


def item(text: str, number: int, level: int = 0) -> str:
    return p(text, f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>')


def test_automatic_numbers_are_restored() -> None:
    body = item("Nội dung", 1) + item("Chuyên môn", 1, 1) + item("Đảng phí", 1, 1) + item("thu", 1, 2) + item("nộp", 1, 2)
    body += item("Kết luận", 1) + item("Biểu quyết", 1, 1) + item("Gạch", 2) + item("Lại từ đầu", 3) + item("không số", 0)
    assert texts(body, numbering=LISTS) == [
        "I. Nội dung",
        "I.1 Chuyên môn",
        "I.2 Đảng phí",
        "a) thu",
        "b) nộp",
        "II. Kết luận",
        "II.1 Biểu quyết",
        "- Gạch",
        "I. Lại từ đầu",
        "không số",
    ]


def test_bold_heading_and_centred() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>BIÊN BẢN</w:t></w:r>"
    styles = '<w:styles NAMES><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>'
    body = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{bold}</w:p><w:p>{bold}<w:r><w:t> họp</w:t></w:r></w:p>'
    found = passages(body + p("Chương I", '<w:pPr><w:pStyle w:val="H1"/></w:pPr>'), styles=styles)
    assert [(q.role, q.bold, q.centred) for q in found] == [
        (Role.HEADING, True, True),
        (Role.BODY, False, False),
        (Role.HEADING, True, False),
    ]


HEADER_LEFT = p("ĐẢNG BỘ SỞ TÀI CHÍNH") + p("CHI BỘ VĂN PHÒNG") + p("Số 05-BB/CB")
HEADER_RIGHT = p("ĐẢNG CỘNG SẢN VIỆT NAM") + p("Sóc Trăng, ngày 05 tháng 3 năm 2021")
HEADER = ["ĐẢNG BỘ SỞ TÀI CHÍNH", "CHI BỘ VĂN PHÒNG", "Số 05-BB/CB", "ĐẢNG CỘNG SẢN VIỆT NAM", "Sóc Trăng, ngày 05 tháng 3 năm 2021"]


@pytest.mark.parametrize("lined", [False, True])
def test_header_block_is_read_column_by_column(lined: bool) -> None:
    found = passages(table(tr(tc(HEADER_LEFT), tc(HEADER_RIGHT)), lined=lined))
    assert [q.text for q in found] == HEADER
    assert {(q.role, q.table) for q in found} == {(Role.BODY, 0)}


def test_header_block_with_a_row_for_each_line() -> None:
    left, right = HEADER[:3], [*HEADER[3:], ""]
    rows = [tr(tc(p(a)), tc(p(b))) for a, b in zip(left, right, strict=True)]
    assert texts(table(*rows, lined=False)) == HEADER


def test_signatures_are_read_column_by_column() -> None:
    sides = tr(tc(p("THƯ KÝ"), p("Lê Thị Tú")), tc(p("CHỦ TRÌ"), p("Trương Vũ")))
    assert texts(table(sides, lined=False)) == ["THƯ KÝ", "Lê Thị Tú", "CHỦ TRÌ", "Trương Vũ"]


def test_data_table_has_a_passage_for_each_row() -> None:
    body = p("Danh sách") + table(
        tr(tc(p("STT")), tc(p("Họ tên")), tc(p("Kết quả"))),
        tr(tc(p("1")), tc(p("Lý Tâm"), p("(Bí thư)")), tc(p("<![CDATA[Đạt]]>"))),
        tr(tc(p("2")), tc(p("Võ Lợi")), tc("<w:p/>")),
    )
    assert [(q.text, q.role, q.table) for q in passages(body)] == [
        ("Danh sách", Role.BODY, 0),
        ("STT\tHọ tên\tKết quả", Role.TABLE_HEADER, 1),
        ("1\tLý Tâm (Bí thư)\tĐạt", Role.ROW, 1),
        ("2\tVõ Lợi", Role.ROW, 1),
    ]


def test_merged_cells_stand_once() -> None:
    restart, going = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        tr(tc(p("TT")), tc(p("Chỉ tiêu"), properties='<w:gridSpan w:val="2"/>')),
        tr(tc(p("1"), properties=restart), tc(p("Kết nạp")), tc(p("03"))),
        tr(tc(p(""), properties=going), tc(p("Cử học")), tc(p("05"))),
    )
    assert texts(body) == ["TT\tChỉ tiêu", "1\tKết nạp\t03", "\tCử học\t05"]


def test_nested_table_follows_its_row() -> None:
    inner = table(tr(tc(p("TT")), tc(p("Tên"))), tr(tc(p("1")), tc(p("An"))))
    body = table(tr(tc(p("TT")), tc(p("Nội dung"))), tr(tc(p("1")), tc(p("Danh sách"), inner)), tr(tc(p("2")), tc(p("Hết"))))
    assert [(q.text, q.table) for q in passages(body)] == [
        ("TT\tNội dung", 1),
        ("1\tDanh sách", 1),
        ("TT\tTên", 2),
        ("1\tAn", 2),
        ("2\tHết", 1),
    ]


def test_data_table_in_a_frame_keeps_its_number() -> None:
    inner = table(tr(tc(p("TT")), tc(p("Tên"))), tr(tc(p("1")), tc(p("An"))))
    assert [(q.text, q.table) for q in passages(table(tr(tc(p("Khung"), inner))) + inner)] == [
        ("Khung", 0),
        ("TT\tTên", 1),
        ("1\tAn", 1),
        ("TT\tTên", 2),
        ("1\tAn", 2),
    ]


def test_deleted_row_is_left_out() -> None:
    body = table(
        tr(tc(p("TT")), tc(p("Tên"))), tr(tc(p("1")), tc(p("Cũ")), properties="<w:trPr><w:del/></w:trPr>"), tr(tc(p("1")), tc(p("Mới")))
    )
    assert texts(body) == ["TT\tTên", "1\tMới"]


def test_pages_are_counted_where_word_left_its_breaks() -> None:
    turned = "<w:p><w:r><w:t>hai trang </w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>liền</w:t></w:r></w:p>"
    starts = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>trang ba</w:t></w:r></w:p>"
    found = passages(p("một") + turned + starts)
    assert [(q.text, q.page, q.turns) for q in found] == [("một", 1, ()), ("hai trang liền", 1, ((10, 2),)), ("trang ba", 3, ())]
    assert passages(p("một"))[0].page is None


def test_strict_files_are_read() -> None:
    data = packed(p("Chi bộ"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(
                name,
                old.read(name).replace(
                    b"schemas.openxmlformats.org/wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main"
                ),
            )
    assert [q.text for q in docx.read(out.getvalue()).passages] == ["Chi bộ"]


def _saved(build: Callable[[object], None]) -> bytes:
    document = Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_file_written_by_python_docx() -> None:
    def build(document: object) -> None:
        document.add_heading("Quy chế làm việc", 1)  # type: ignore[attr-defined]
        title = document.add_paragraph()  # type: ignore[attr-defined]
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run("NGHỊ QUYẾT").bold = True
        title.runs[0].add_break(WD_BREAK.LINE)
        document.add_paragraph("thứ nhất", style="List Number")  # type: ignore[attr-defined]
        document.add_paragraph("thứ hai", style="List Number")  # type: ignore[attr-defined]
        document.add_paragraph("gạch đầu dòng", style="List Bullet")  # type: ignore[attr-defined]
        document.sections[0].header.paragraphs[0].text = "Đảng ủy Khối"  # type: ignore[attr-defined]

    source = docx.read(_saved(build))
    assert [(q.text, q.role) for q in source.passages] == [
        ("Quy chế làm việc", Role.HEADING),
        ("NGHỊ QUYẾT", Role.HEADING),
        ("1. thứ nhất", Role.BODY),
        ("2. thứ hai", Role.BODY),
        ("- gạch đầu dòng", Role.BODY),
        ("Đảng ủy Khối", Role.HEADER),
    ]
    assert (source.method, source.pages) == ("docx", 1)


def test_the_header_block_of_a_union_is_no_table_of_data() -> None:
    rows = (
        tr(tc(p("BCH ĐOÀN TRƯỜNG ĐẠI HỌC HOA SEN")), tc(p("ĐOÀN TNCS HỒ CHÍ MINH"))),
        tr(tc(p("BCH LIÊN CHI ĐOÀN KHOA KINH TẾ")), tc(p("Hoa Sen, ngày 02 tháng 12 năm 2021"))),
        tr(tc(p("Số: 18-BC/LCĐ")), tc(p(""))),
    )
    assert texts(table(*rows, lined=False))[:3] == ["BCH ĐOÀN TRƯỜNG ĐẠI HỌC HOA SEN", "BCH LIÊN CHI ĐOÀN KHOA KINH TẾ", "Số: 18-BC/LCĐ"]

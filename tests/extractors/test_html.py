"""HTML pages: small real text in, exact passages out, in order."""

import pytest

from pipeline.extractors import html
from pipeline.model import Passage, Role


def passages(body: str, head: str = "") -> tuple[Passage, ...]:
    return html.read(f"<html><head>{head}</head><body>{body}</body></html>".encode()).passages


def texts(body: str, head: str = "") -> list[str]:
    return [p.text for p in passages(body, head)]


def tr(*cells: str) -> str:
    return f"<tr>{''.join(c if c.startswith('<t') else f'<td>{c}</td>' for c in cells)}</tr>"


def test_blocks_are_passages_and_white_space_counts_once() -> None:
    body = "<p>Chi  bộ\n<b>họp</b>&nbsp;&nbsp;ngày<br>\n5 tháng&#32;3 </p>trần<div>a<p>b</div>c<hr>d<p>&nbsp;</p>"
    assert texts(body) == ["Chi bộ họp ngày\n5 tháng 3", "trần", "a", "b", "c", "d"]


def test_two_breaks_end_a_paragraph() -> None:
    assert texts("Một<br> <br/>hai<br>ba<br><br><br>bốn") == ["Một", "hai\nba", "bốn"]


def test_preformatted_lines_stay() -> None:
    assert texts("<pre>Kính gửi:\n  Đảng uỷ</pre>") == ["Kính gửi:\nĐảng uỷ"]


def test_what_is_not_shown_is_left_out() -> None:
    body = (
        "<script>var a = '<p>x</p>';</script><style>p{}</style><!-- ghi chú --><p>Chi bộ<span style='display:none'> chưa</span>"
        "<span style='mso-hide:all'>x</span><del>cũ</del><ins> đã</ins> <b hidden>x</b>"
        "<i class=an>x</i>họp</p>"
        "<!--[if gte mso 9]><p>x</p><![endif]-->"
        "<![if !supportEmptyParas]>&nbsp;<![endif]><xml><w:View>Print</w:View></xml><select><option>x</select>"
    )
    assert texts(body, "<title>Tên</title><style>.an{display:none}@media print{p{display:none}}</style>") == ["Chi bộ đã họp"]


def test_bold_centred_and_headings() -> None:
    head = "<style>p.T, li.T {text-align:center; font-weight:700} .nhat{font-weight:normal} p{text-align:left}</style>"
    body = (
        "<h2>Mục</h2><p class=T>BIÊN BẢN<p align=center><b>Kính</b> gửi<center><strong>A</strong></center>"
        "<p style='text-align:center'><span style='font-weight:bold'>B</span><p class='T x'>C <i class=nhat>d</i><p class=T align=right>E"
    )
    assert [(p.text, p.role, p.bold, p.centred) for p in passages(body, head)] == [
        ("Mục", Role.HEADING, True, False),
        ("BIÊN BẢN", Role.HEADING, True, True),
        ("Kính gửi", Role.BODY, False, True),
        ("A", Role.HEADING, True, True),
        ("B", Role.HEADING, True, True),
        ("C d", Role.BODY, False, True),
        ("E", Role.HEADING, True, False),
    ]


def test_legacy_fonts_are_decoded() -> None:
    head = '<style><!-- /* Font */ p.MsoNormal, li.MsoNormal {margin:0; font-family:".VnTime","serif";} --></style>'
    body = (
        "<p class=MsoNormal>th­êng trùc <span style='font-family:Arial'>và</span> chi bé</p><font face='VNI-Times, serif'>ñaûng vieân</font>"
        "<p style='font:bold 14.0pt \".VnTime\"'>®¶ng viªn"
    )
    assert texts(body, head) == ["thường trực và chi bộ", "đảng viên", "đảng viên"]


def test_lists_are_numbered() -> None:
    body = (
        "<ol><li><p>Một</p><li>Hai<ul><li>con</ul><li value=7>Bảy</ol><ol type=a start=2><li>b</li></ol>"
        "<ul style='list-style:none'><li>trơn</ul><ol style='list-style-type:upper-roman'><li>La Mã</ol>"
        "<p><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span><b>Dấu</b>"
    )
    assert texts(body) == ["1. Một", "2. Hai", "- con", "7. Bảy", "b. b", "trơn", "I. La Mã", "- Dấu"]
    assert passages(body)[-1].bold


def test_data_tables() -> None:
    body = (
        f"<table border=1><caption>Bảng 1</caption><thead>{tr('Tháng', 'Việc')}</thead>{tr('3', 'Học<p>Nghị quyết')}</table>"
        f"<table>{tr('STT', 'Tên')}{tr('1', 'An')}{tr('2', 'Bình')}</table>"
    )
    assert [(p.text, p.role, p.table) for p in passages(body)] == [
        ("Bảng 1", Role.BODY, 0),
        ("Tháng\tViệc", Role.TABLE_HEADER, 1),
        ("3\tHọc Nghị quyết", Role.ROW, 1),
        ("STT\tTên", Role.TABLE_HEADER, 2),
        ("1\tAn", Role.ROW, 2),
        ("2\tBình", Role.ROW, 2),
    ]


def test_merged_cells() -> None:
    body = (
        f"<table>{tr('STT', 'Họ', 'Tên', 'Ghi chú')}{tr('<td rowspan=2>1</td>', '<td colspan=2>Nguyễn An</td>', 'tốt')}"
        f"{tr('Lê', 'Bình', 'khá')}{tr('2', 'a', 'b', 'c')}</table>"
    )
    assert texts(body) == ["STT\tHọ\tTên\tGhi chú", "1\tNguyễn An\ttốt", "\tLê\tBình\tkhá", "2\ta\tb\tc"]


def test_header_block_is_read_column_by_column_and_lined_cells_are_data() -> None:
    lines = "<style>td.x{border:solid windowtext 1.0pt}</style>"
    lined = "<td class=x>Tháng</td>", "<td class=x>Nội<p>dung</td>"
    body = f"<table>{tr('ĐẢNG BỘ XÃ<br>CHI BỘ 3', 'ĐẢNG CỘNG SẢN VIỆT NAM<p>ngày 5')}</table><table>{tr(*lined)}{tr(*lined)}</table>"
    assert texts(body, lines) == ["ĐẢNG BỘ XÃ\nCHI BỘ 3", "ĐẢNG CỘNG SẢN VIỆT NAM", "ngày 5", "Tháng\tNội dung", "Tháng\tNội dung"]


def test_notes_and_running_titles_of_word_and_libreoffice() -> None:
    body = (
        '<div title="header"><p>Lưu hành nội bộ</p></div><p>Nghị quyết</p><div id="sdfootnote1"><p>1 Của Trung ương</p></div>'
        "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p>[2] Của tỉnh</p></div></div><p>Hết"
    )
    assert [(p.text, p.role) for p in passages(body)] == [
        ("Nghị quyết", Role.BODY),
        ("Hết", Role.BODY),
        ("1 Của Trung ương", Role.NOTE),
        ("[2] Của tỉnh", Role.NOTE),
        ("Lưu hành nội bộ", Role.HEADER),
    ]


@pytest.mark.parametrize(
    ("mark", "told", "letters"),
    [
        (b"", "", "utf-8"),
        (b"\xef\xbb\xbf", "", "utf-8"),
        (b"\xff\xfe", "", "utf-16-le"),
        (b"", "windows-1252", "utf-8"),  # it says so, and is not
        (b"", "windows-1258", "cp1258"),
    ],
)
def test_charsets(mark: bytes, told: str, letters: str) -> None:
    page = f'<meta http-equiv=Content-Type content="text/html; charset={told}"><p>ĐaÒng'.replace("Ò", "\N{COMBINING HOOK ABOVE}")
    assert [p.text for p in html.read(mark + page.encode(letters)).passages] == ["Đảng"]


def test_bytes_of_legacy_fonts() -> None:
    page = b"<meta charset=x-user-defined><p><font face=.VnTime>th\xad\xeang tr\xf9c</font>"
    assert [p.text for p in html.read(page).passages] == ["thường trực"]


def test_word_xml_of_2003() -> None:
    data = (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://w" xmlns:o="urn:o">'
        "<o:DocumentProperties><o:Title>Tên</o:Title></o:DocumentProperties><w:body><w:p><w:r><w:t>Chi bộ</w:t></w:r>"
        "<w:r><w:tab/><w:t>họp</w:t>"
        "<w:instrText>PAGE</w:instrText></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>STT</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Tên</w:t>"
        "</w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:wordDocument>"
    )
    assert [p.text for p in html.read(data.encode()).passages] == ["Chi bộ họp", "STT\tTên"]


def test_excel_xml_of_2003() -> None:
    data = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
        "<Row><Cell><Data>STT</Data></Cell>"
        "<Cell><Data>Tên</Data></Cell></Row><Row><Cell><Data>1</Data></Cell><Cell><Data>An</Data></Cell></Row></Table></Worksheet></Workbook>"
    )
    assert [p.text for p in html.read(data.encode()).passages] == ["STT\tTên", "1\tAn"]


def test_web_archives() -> None:
    letter = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\n'
        "Content-Transfer-Encoding: quoted-printable\n\n<p>Chi b=E1=BB=99 h=\n=E1=BB=8Dp</p>\n--b--\n"
    )
    assert [p.text for p in html.read(letter.encode()).passages] == ["Chi bộ họp"]


@pytest.mark.parametrize(
    ("attack", "times"),
    [
        ("<div>", 50_000),
        ("<b>", 50_000),
        ("<table><tr><td>a", 10_000),
        ("<ol><li>", 20_000),
        ("<style>@media a{", 20_000),
        ("<style>/*", 50_000),
        ("<style>a ", 50_000),
    ],
)
def test_deep_pages_end(attack: str, times: int) -> None:
    read = texts(f"<p>Chi bộ</p>{attack * times}họp</style>")
    assert read[0] == "Chi bộ"
    assert "style" in attack or read[-1].endswith("họp")


def test_empty_pages_hold_nothing() -> None:
    assert texts("") == []

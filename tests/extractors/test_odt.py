"""OpenDocument texts: small real text in, exact passages out, in order."""

import io
import zipfile

import pytest

from pipeline.extractors import odt
from pipeline.model import Passage, Problem, Role

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    f'xmlns:{prefix}="{_OASIS}{name}:1.0"'
    for prefix, name in {
        "office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing", "fo": "xsl-fo-compatible",
        "svg": "svg-compatible", "meta": "meta",
    }.items()
)  # fmt: skip
NAMES += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
STYLES = """<office:font-face-decls><style:font-face style:name="F1" svg:font-family="'.VnTime'"/></office:font-face-decls>
<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="N" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="V" style:family="text"><style:text-properties style:font-name="F1"/></style:style>
<style:style style:name="V2" style:family="text">
<style:text-properties fo:font-family="VNI-Times, serif"/></style:style>
<style:style style:name="PB" style:family="paragraph" style:parent-style-name="PC">
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="PC" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="PP" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="PV" style:family="paragraph" style:parent-style-name="Old"/>
<style:style style:name="L" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>
<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix=")" text:display-levels="2" text:start-value="3"/>
</text:list-style>
<text:list-style style:name="L2">
<text:list-level-style-number text:level="1" style:num-format="1" loext:num-list-format="Điều %1%:"/></text:list-style>
<text:list-style style:name="L3"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
</office:automatic-styles>"""
COMMON = """<office:styles>
<style:style style:name="Old" style:family="paragraph"><style:text-properties style:font-name="F1"/></style:style>
<style:style style:name="Heading_20_1" style:family="paragraph" style:parent-style-name="Heading"/>
</office:styles>"""


def packed(body: str, common: str = COMMON, **parts: str) -> bytes:
    """An ODT file: the inside of its text, the inside of its styles, further parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"{STYLES}<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content {NAMES}>{content}</office:document-content>")
        archive.writestr(
            "styles.xml", f"<office:document-styles {NAMES}>{STYLES.partition('<office:auto')[0]}{common}</office:document-styles>"
        )
        for name, inside in parts.items():
            archive.writestr({"meta": "meta.xml", "manifest": "META-INF/manifest.xml"}[name], inside)
    return out.getvalue()


def passages(body: str, common: str = COMMON) -> tuple[Passage, ...]:
    return odt.read(packed(body, common)).passages


def texts(body: str) -> list[str]:
    return [p.text for p in passages(body)]


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def tr(*cells: str) -> str:
    return f"<table:table-row>{''.join(c if c.startswith('<table') else tc(c) for c in cells)}</table:table-row>"


def tc(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{''.join(p(line) for line in text.split('|'))}</table:table-cell>"


def test_spaces_tabs_and_line_breaks() -> None:
    body = p('Chi  bộ\n họp<text:line-break/>ngày<text:tab/>5<text:s/>tháng<text:s text:c="2"/>3') + p("") + p("Hết")
    assert texts(body) == ["Chi bộ họp\nngày 5 tháng  3", "Hết"]


def test_bold_centred_and_headings() -> None:
    body = (
        p("BIÊN BẢN", "PB") + p(span("Kính", "B") + " gửi", "PC") + p(span("nhạt", "N"), "PB") + p("Mục ba", "Heading_20_1")
        + '<text:h text:outline-level="2">Mục hai</text:h>'
    )  # fmt: skip
    assert [(one.text, one.role, one.bold, one.centred) for one in passages(body)] == [
        ("BIÊN BẢN", Role.HEADING, True, True),
        ("Kính gửi", Role.BODY, False, True),
        ("nhạt", Role.BODY, False, True),
        ("Mục ba", Role.HEADING, True, False),
        ("Mục hai", Role.HEADING, True, False),
    ]


def test_legacy_fonts_are_decoded_also_where_a_style_inherits_them() -> None:
    body = p(span("®¶ng viªn", "V") + " và " + span("chi boä", "V2")) + p("th­êng trùc", "PV")
    assert texts(body) == ["đảng viên và chi bộ", "thường trực"]


def test_hidden_text_comments_and_deletions_are_left_out() -> None:
    body = (
        f"<text:tracked-changes><text:deletion>{p('đã xoá')}</text:deletion></text:tracked-changes>"
        + p(f'Chi bộ {span("mật", "H")}<office:annotation>{p("ghi chú")}</office:annotation>họp<text:change text:change-id="1"/>')
        + f'<text:section text:display="none">{p("ẩn")}</text:section><text:section>{p("hiện")}</text:section>'
        + p("<text:ruby><text:ruby-base>Đảng</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>")
        + p("<text:hidden-text>x</text:hidden-text>")
    )  # fmt: skip
    assert texts(body) == ["Chi bộ họp", "hiện", "Đảng"]


def test_lists_count_as_their_style_says() -> None:
    def item(*inside: str) -> str:
        return f"<text:list-item>{''.join(inside)}</text:list-item>"

    inner = f"<text:list>{item(p('con'))}{item(p('con nữa'))}</text:list>"
    body = (
        f'<text:list text:style-name="L1">{item(p("Một"), p("tiếp"))}{item(p("Hai"), inner)}'
        f"<text:list-header>{p('Đầu')}</text:list-header></text:list>"
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item(p("Ba"))}</text:list>'
        f'<text:list text:style-name="L1">{item(p("Lại một"))}<text:list-item text:start-value="9">{p("Chín")}</text:list-item></text:list>'
        f'<text:list text:style-name="L2">{item(p("Phạm vi"))}</text:list>'
        f'<text:list text:style-name="L3">{item(p("Gạch"))}{item(p(""))}</text:list>'
    )
    assert texts(body) == [
        "I. Một", "tiếp", "II. Hai", "II.3) con", "II.4) con nữa", "Đầu", "III. Ba", "I. Lại một", "IX. Chín", "Điều 1: Phạm vi", "• Gạch",
    ]  # fmt: skip


def test_headings_are_numbered_by_the_outline() -> None:
    common = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="A" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style></office:styles>'
    )
    heads = ((1, "Đầu"), (2, "Không số"), (1, "Sau"))
    body = "".join(f'<text:h text:outline-level="{level}">{text}</text:h>' for level, text in heads)
    assert [one.text for one in passages(body, common)] == ["A. Đầu", "Không số", "B. Sau"]


def test_notes_boxes_and_running_titles_have_their_roles() -> None:
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('Của Trung ương')}</text:note-body></text:note>"
    box = f"<draw:frame><draw:text-box>{p('Khung')}</draw:text-box><svg:title>x</svg:title></draw:frame>"
    shape = (
        f"<draw:g><draw:custom-shape>{p('Hình')}</draw:custom-shape><draw:frame><draw:image>{p('ảnh')}</draw:image></draw:frame></draw:g>"
    )
    common = (
        f"<office:master-styles><style:master-page><style:header>{p('Lưu hành nội bộ')}</style:header>"
        f'<style:header-first style:display="false">{p("Tắt")}</style:header-first>'
        f"<style:footer>{p('Trang <text:page-number>2</text:page-number>')}"
        f"</style:footer></style:master-page><style:master-page><style:header>{p('Lưu hành nội bộ')}</style:header>"
        "</style:master-page></office:master-styles>"
    )
    assert [(one.text, one.role) for one in passages(shape + p(f"Nghị quyết{note} số{box} 4") + p("Hết"), common)] == [
        ("Hình", Role.TEXT_BOX),
        ("Nghị quyết số 4", Role.BODY),
        ("Khung", Role.TEXT_BOX),
        ("Hết", Role.BODY),
        ("Của Trung ương", Role.NOTE),
        ("Lưu hành nội bộ", Role.HEADER),
    ]


def test_data_tables() -> None:
    named = f"<table:table-header-rows>{tr('Tháng', 'Việc')}</table:table-header-rows>"
    body = table(named, tr("3", "Học|Nghị quyết")) + table(tr("STT", "Tên"), tr("1", "An"), tr("2", "Bình"))
    assert [(one.text, one.role, one.table) for one in passages(body)] == [
        ("Tháng\tViệc", Role.TABLE_HEADER, 1),
        ("3\tHọc Nghị quyết", Role.ROW, 1),
        ("STT\tTên", Role.TABLE_HEADER, 2),
        ("1\tAn", Role.ROW, 2),
        ("2\tBình", Role.ROW, 2),
    ]


def test_merged_and_repeated_cells() -> None:
    covered = "<table:covered-table-cell/>"
    wide, high = 'table:number-columns-spanned="2"', 'table:number-rows-spanned="2"'
    body = table(
        tr("STT", "Họ", "Tên", "Ghi chú"),
        tr("1", tc("Nguyễn An", wide), covered, tc("tốt", high)),
        tr("2", "Lê", "Bình", covered),
        tr("3", tc("x", 'table:number-columns-repeated="2"'), tc("", 'table:number-columns-repeated="99999999"')),
    )
    assert texts(body) == ["STT\tHọ\tTên\tGhi chú", "1\tNguyễn An\ttốt", "2\tLê\tBình", "3\tx\tx"]


def test_header_block_is_read_column_by_column_and_lined_cells_are_data() -> None:
    lined = 'table:style-name="L"'
    body = table(tr("ĐẢNG BỘ XÃ|CHI BỘ 3", "ĐẢNG CỘNG SẢN VIỆT NAM|ngày 5")) + table(
        tr(tc("Tháng", lined), tc("Nội|dung", lined)), tr(tc("3", lined), tc("Học", lined))
    )
    assert texts(body) == ["ĐẢNG BỘ XÃ", "CHI BỘ 3", "ĐẢNG CỘNG SẢN VIỆT NAM", "ngày 5", "Tháng\tNội dung", "3\tHọc"]


def test_tables_in_tables_follow_their_row() -> None:
    inner = f"<table:table-cell>{p('A')}{table(tr('TT', 'Tên'), tr('1', 'An'))}</table:table-cell>"
    body = table(tr(inner, "B", "C", "D"), tr("a", "b", "c", "d"))
    assert [(one.text, one.table) for one in passages(body)] == [("A\tB\tC\tD", 1), ("TT\tTên", 2), ("1\tAn", 2), ("a\tb\tc\td", 1)]


def test_pages_turn_at_soft_and_hard_breaks() -> None:
    body = p("Một") + p("hai <text:soft-page-break/>ba") + "<text:soft-page-break/>" + p("Bốn") + p("Năm", "PP")
    read = odt.read(packed(body, meta='<x meta:page-count="4"/>'))
    assert read.pages == 4
    assert [(one.text, one.page, one.turns) for one in read.passages] == [
        ("Một", 1, ()),
        ("hai ba", 1, ((4, 2),)),
        ("Bốn", 3, ()),
        ("Năm", 4, ()),
    ]


def test_pages_that_do_not_add_up_are_not_told() -> None:
    body = p("Một") + "<text:soft-page-break/>" + p("Hai")
    assert [one.page for one in odt.read(packed(body, meta='<x meta:page-count="5"/>')).passages] == [None, None]
    assert [one.page for one in passages(p("Một") + p("Hai", "PP"))] == [None, None]


def test_locked_files_are_told() -> None:
    read = odt.read(packed("", manifest="<manifest:encryption-data/>"))
    assert [flag.problem for flag in read.problems] == [Problem.ENCRYPTED]
    assert "bỏ mật khẩu" in read.problems[0].detail


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_entities_are_refused(encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x b="&a;"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", bomb.encode(encoding))
    with pytest.raises(ValueError):  # noqa: PT011  XMLSyntaxError or the reader's own
        _raised_as_value(out.getvalue())


def _raised_as_value(data: bytes) -> None:
    try:
        odt.read(data)
    except SyntaxError as error:
        raise ValueError(str(error)) from error


def test_broken_files_raise() -> None:
    with pytest.raises(zipfile.BadZipFile):
        odt.read(packed(p("Chi bộ"))[:200])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(ValueError, match="no text document"):
        odt.read(out.getvalue())

"""House style of Word files: what Word is strict about, and what hostile text may not do."""

import io
import zipfile
from itertools import pairwise

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.model import Form, Lexicon, Report
from pipeline.report.markup import Cell, Flow, Ink, clean, dotted, paragraph, row, run, shorten, table
from pipeline.report.word import across, letterhead, new, put, saved, signatures, title

# fmt: off
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
    "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
    "mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden "
    "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
    "tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "p": "pPr r hyperlink fldSimple",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt "
    "vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
    "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
}
# fmt: on
"""Children in the order of ECMA-376 (transitional), parts 17.3, 17.4, 17.6, 17.7. The children of ``trPr`` are a free choice."""


def report(name="Chi bộ A"):
    form = Form("f", "Mẫu", 2021, (), (), Lexicon(), issuer=("ĐẢNG ỦY KHỐI", "ĐOÀN KIỂM TRA"))
    return Report(form, "a", name, 2021, (), ())


def everything(landscape=False):
    """A paper in which each thing that the house style knows stands once."""
    ink = Ink(11, True, True, True, "8C1D18", "DDEFD9", "Segoe UI Symbol")
    flow = Flow("both", 1, 2, 0.5, -0.5, 6, True, True, True, 2, 1.2)
    paper = new(landscape, "Phiếu – Chi bộ A")
    letterhead(paper, report())
    title(paper, ["PHIẾU", "của chi bộ"], "theo Hướng dẫn số 05")
    put(paper, paragraph(run("a\nb\tc", ink), flow=flow), dotted("Nhận xét: ", 10, Ink(12), Flow(before=3)))
    widths = (1.0, 4.0, 5.0)
    cells = [Cell("", "F4F1EB", 2, "center"), paragraph(run("x"))]
    put(paper, table(widths, ("TT", "B", "C"), [row(widths, cells, whole=True), row(widths, ["", "", ""])]))
    signatures(paper, ("ĐẠI DIỆN CHI BỘ",), ("T/M ĐOÀN KIỂM TRA", "TRƯỞNG ĐOÀN"))
    return saved(paper)


def misplaced(root):
    """Pairs of neighbours that stand in the wrong order, and children that are not known at their place."""
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name in ORDER:
            order = ORDER[name].split()
            children = [c.tag.rpartition("}")[2] for c in element]
            yield from (f"{name}/{c}" for c in children if c not in order)
            known = [c for c in children if c in order]
            loose = ("r", "fldSimple", "hyperlink")
            yield from (
                f"{name}: {a} {b}" for a, b in pairwise(known) if order.index(a) > order.index(b) and not (a in loose and b in loose)
            )


@pytest.mark.parametrize("part", ["word/document.xml", "word/footer1.xml", "word/styles.xml"])
def test_children_stand_in_the_order_of_the_schema(part):
    with zipfile.ZipFile(io.BytesIO(everything())) as made:
        assert list(misplaced(parse_xml(made.read(part)))) == []


def test_the_check_of_the_order_sees_what_is_wrong():
    wrong = parse_xml(f"<w:rPr {nsdecls('w')}><w:sz/><w:b/><w:foo/></w:rPr>")
    assert list(misplaced(wrong)) == ["rPr/foo", "rPr: sz b"]


@pytest.mark.parametrize(("landscape", "size"), [(True, (29.7, 21.0)), (False, (21.0, 29.7))])
def test_paper_font_and_language(landscape, size):
    made = docx.Document(io.BytesIO(everything(landscape)))
    page = made.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == size
    assert (page._sectPr.pgSz.get(qn("w:orient")) == "landscape") is landscape
    normal = made.styles["Normal"].element.rPr
    fonts = normal.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{k}")) for k in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert made.styles["Normal"].font.size.pt == 13
    assert normal.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_footer_numbers_the_pages():
    made = docx.Document(io.BytesIO(everything()))
    foot = made.sections[0].footer.paragraphs[0]
    assert foot.text.startswith("Phiếu – Chi bộ A\tTrang ")
    assert [f.get(qn("w:instr")).strip() for f in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_head_block_of_a_party_paper():
    made = docx.Document(io.BytesIO(everything()))
    left, right = made.tables[0].rows[0].cells
    assert left.text == "ĐẢNG ỦY KHỐI\nĐOÀN KIỂM TRA\n*"
    assert [p.runs[0].bold for p in left.paragraphs] == [None, True, None]
    assert right.paragraphs[0].text == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert right.paragraphs[0].runs[0].bold
    assert right.paragraphs[0].runs[0].underline
    assert right.paragraphs[1].text == "............, ngày ..... tháng ..... năm 20..."
    assert right.paragraphs[1].runs[0].italic
    assert made.tables[0]._tbl.tblPr.find(qn("w:tblBorders")) is None


def test_tables_fit_repeat_their_head_and_span():
    grid = docx.Document(io.BytesIO(everything())).tables[1]
    assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert grid.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert grid.rows[1]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert grid.rows[2]._tr.trPr is None
    assert grid._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    assert [round(c.width.cm, 1) for c in grid.columns] == [1.0, 4.0, 5.0]
    assert grid.rows[1]._tr.tc_lst[0].grid_span == 2
    assert round(grid.rows[1]._tr.tc_lst[0].width.cm, 1) == 5.0


def test_width_of_the_text():
    assert across(new(False)) == 17.0
    assert across(new(True)) == 26.7


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("tháng\x003\x07, quý\x1b[31m I", "tháng3, quý[31m I"),
        ("a\ud800b\udfffc", "abc"),
        ("a\ufffe\uffff\ufdd0\U0001ffffb\x85c", "ab\x85c"),
        ("một\r\nhai\rba\tbốn", "một\nhai\nba\tbốn"),
        ("đồng chí 😀 ở\u200b Cà\u00a0Mau", "đồng chí 😀 ở\u200b Cà\u00a0Mau"),
    ],
)
def test_clean_leaves_out_what_xml_forbids(text, kept):
    assert clean(text) == kept


def test_hostile_text_stays_text():
    hostile = '</w:t><w:p/>&amp; <!-- "x" ]]> \x0b \ud83d =1+1'
    paper = new(False, hostile)
    put(paper, paragraph(run(hostile)), paragraph(run(" ")), paragraph(run("x" * 5000)))
    made = docx.Document(io.BytesIO(saved(paper)))
    assert [p.text for p in made.paragraphs] == ['</w:t><w:p/>&amp; <!-- "x" ]]>   =1+1', " ", "x" * 5000]
    assert made.core_properties.title.startswith("</w:t><w:p/>&amp;")


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("Chi bộ họp đủ", 20, "Chi bộ họp đủ"),
        ("Chi bộ họp đủ, đúng kỳ", 15, "Chi bộ họp đủ…"),
        ("Chi bộ họp đủ", 12, "Chi bộ họp…"),
        ("a" * 50, 10, "a" * 9 + "…"),
        ("một\n hai", 10, "một hai"),
    ],
)
def test_shorten_cuts_between_words(text, most, short):
    assert shorten(text, most) == short


def test_same_paper_same_bytes_and_nothing_of_the_machine():
    first = everything()
    assert first == everything()
    with zipfile.ZipFile(io.BytesIO(first)) as made:
        assert {i.date_time for i in made.infolist()} == {(2021, 1, 1, 0, 0, 0)}
        assert not [n for n in made.namelist() if "thumbnail" in n or "customXml" in n]
    told = docx.Document(io.BytesIO(first)).core_properties
    assert (told.author, told.created.year, told.modified.year) == ("Minh Chứng", 2021, 2021)

"""House style of Word files. ``markup`` makes paragraphs and tables of text, ``put`` sets them in a document.

from pipeline.report.markup import Cell, Flow, Ink, paragraph, row, run, table

document = new(landscape=True, title="Phiếu thẩm tra – Chi bộ A")
letterhead(document, report)
title(document, ["PHIẾU THẨM TRA"], "theo Hướng dẫn số 05")
put(document, paragraph(run("Đơn vị: ", Ink(bold=True)), run(report.cell_name), flow=Flow(after=6)))
put(document, table((1, 9), ("TT", "NỘI DUNG"), [row((1, 9), [paragraph(run("1")), Cell(paragraph(run("…")), fill="F2F2F2")])]))
signatures(document, ("ĐẠI DIỆN CHI BỘ",), ("T/M ĐOÀN KIỂM TRA", "TRƯỞNG ĐOÀN"))
data = saved(document)
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from pipeline.model import Report
from pipeline.report.markup import BLANK, GREY, Flow, Ink, clean, paragraph, row, run, table, twips

FONT, SIZE = "Times New Roman", 13
_CREATED = datetime(2021, 1, 1)
_ZIP_TIME = (2021, 1, 1, 0, 0, 0)
_BODY = "word/document.xml"
_ODD = re.compile("(thumbnail|customXml|stylesWithEffects)")


@dataclass(frozen=True, slots=True)
class Paper:
    """A Word file in the making: python-docx's document with styles, page and footer, and the blocks of its body in order."""

    held: Any
    blocks: list[str] = field(default_factory=list)

    @property
    def page(self) -> Any:
        return self.held.sections[0]


def put(document: Paper, *blocks: str) -> None:
    """Sets paragraphs and tables at the end of the document."""
    document.blocks.extend(blocks)


def across(document: Paper) -> float:
    """Width of the text in cm."""
    page = document.page
    return float(round((page.page_width - page.left_margin - page.right_margin) / Cm(1), 2))


def letterhead(document: Paper, report: Report) -> None:
    """Header block of a Party paper: the inspecting body on the left, the Party's name and a date line to fill in on the right."""
    *above, own = report.form.issuer or ("ĐOÀN KIỂM TRA",)
    centre, half = Flow("center"), across(document) / 2
    left = [paragraph(run(line), flow=centre) for line in above] + [paragraph(run(own, Ink(bold=True)), flow=centre)]
    right = (
        paragraph(run("ĐẢNG CỘNG SẢN VIỆT NAM", Ink(14, bold=True, underline=True)), flow=Flow("center", after=8)),
        paragraph(run("............, ngày ..... tháng ..... năm 20...", Ink(italic=True)), flow=centre),
    )
    cells = ("".join([*left, paragraph(run("*"), flow=centre)]), "".join(right))
    put(document, table((half, half), (), [row((half, half), cells, whole=True)], lined=False))


def title(document: Paper, lines: Sequence[str], under: str = "") -> None:
    """Title of a paper, bold, and what stands under it in italics."""
    blocks = [
        paragraph(run(line, Ink(15 if not n else 14, bold=True)), flow=Flow("center", 0 if n else 12, 2, keep=True, level=0 if n else 1))
        for n, line in enumerate(lines)
    ]
    put(document, *blocks, *([paragraph(run(under, Ink(italic=True)), flow=Flow("center", after=4, keep=True))] if under else []))


def signatures(document: Paper, left: Sequence[str], right: Sequence[str]) -> None:
    """Room for two signatures side by side, kept on one page."""
    half = across(document) / 2
    held = Flow("center", keep=True)
    row_ = row((half, half), [_signature(left, held), _signature(right, held)], whole=True)
    put(document, paragraph(flow=Flow(before=6, keep=True)), table((half, half), (), [row_], lined=False), paragraph())


def _signature(lines: Sequence[str], flow: Flow) -> str:
    heads = [paragraph(run(line, Ink(bold=True)), flow=flow) for line in lines]
    return "".join([*heads, paragraph(run("(ký, ghi rõ họ tên)", Ink(12, italic=True)), flow=Flow("center", after=64, keep=True)), BLANK])


def new(landscape: bool, title: str = "") -> Paper:
    """An empty A4 document. ``title`` stands in its properties and, small, at the foot of each page, before "Trang x/y"."""
    document = Paper(docx.Document())
    _lighten(document.held)
    _defaults(document.held)
    page = document.page
    page.page_width, page.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    if landscape:
        page._sectPr.pgSz.set(qn("w:orient"), "landscape")
    page.left_margin, page.right_margin = (Cm(1.5), Cm(1.5)) if landscape else (Cm(2.5), Cm(1.5))
    page.top_margin, page.bottom_margin, page.footer_distance = (Cm(1.6), Cm(1.5), Cm(0.8)) if landscape else (Cm(2), Cm(1.8), Cm(0.9))
    _footer(page, clean(title), across(document))
    told = document.held.core_properties
    told.title, told.comments, told.language = clean(title)[:255], "", "vi-VN"
    told.author = told.last_modified_by = "Minh Chứng"
    told.created = told.modified = _CREATED
    return document


def _lighten(document: Any) -> None:
    """Leaves out what python-docx's template carries and no report uses: a picture, effects, a hundred styles of tables."""
    for rels in (document.part.package.rels, document.part.rels):
        for key in [k for k, r in rels.items() if not r.is_external and _ODD.search(str(r.reltype))]:
            del rels[key]
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in ("TableNormal", "TableGrid"):
            styles.remove(style)


def _defaults(document: Any) -> None:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    sizes = f'<w:sz w:val="{SIZE * 2}"/><w:szCs w:val="{SIZE * 2}"/>'
    look = f'<w:rPr {nsdecls("w")}>{fonts}{sizes}<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr>'
    space = f'<w:pPr {nsdecls("w")}><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    held = document.styles.element.find(qn("w:docDefaults"))
    for name, inner in (("w:rPrDefault", look), ("w:pPrDefault", space)):
        slot = held.find(qn(name))
        slot[:] = [parse_xml(inner)]
    normal = document.styles["Normal"].element
    for old in [c for c in normal if c.tag in (qn("w:rPr"), qn("w:pPr"))]:
        normal.remove(old)
    normal.append(parse_xml(look))
    for mode in document.settings.element.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    for zoom in document.settings.element.iter(qn("w:zoom")):
        zoom.attrib.clear()
        zoom.set(qn("w:percent"), "100")
    for lang in document.settings.element.iter(qn("w:themeFontLang")):
        lang.set(qn("w:val"), "vi-VN")


def _footer(page: Any, text: str, wide: float) -> None:
    ink = Ink(10, colour=GREY)
    field = '<w:fldSimple w:instr=" {0} ">' + run("1", ink) + "</w:fldSimple>"
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(wide)}"/></w:tabs>'
    label = run(f"{text[:120]}\tTrang ", ink)
    inner = f"<w:pPr>{tab}</w:pPr>{label}{field.format('PAGE')}{run('/', ink)}{field.format('NUMPAGES')}"
    foot = page.footer._element
    foot[:] = list(parse_xml(f"<w:ftr {nsdecls('w')}><w:p>{inner}</w:p></w:ftr>"))


def saved(document: Paper) -> bytes:
    """The document as bytes: the same document gives the same bytes. Its blocks are set before the properties of the section."""
    first, second = io.BytesIO(), io.BytesIO()
    document.held.save(first)
    body = "".join(document.blocks).encode()
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(second, "w") as packed:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            data = made.read(name)
            packed.writestr(entry, data.replace(b"<w:sectPr", body + b"<w:sectPr", 1) if name == _BODY else data)
    return second.getvalue()

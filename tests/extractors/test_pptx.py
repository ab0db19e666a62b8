"""Presentations: small slides in, exact passages out, page by page."""

import io
import zipfile
from collections.abc import Sequence

import pytest

from pipeline.extractors import pptx
from pipeline.extractors.limits import TooLargeError
from pipeline.model import Role

USUAL = "http://schemas.openxmlformats.org/"
NAMES = (
    f'xmlns:a="{USUAL}drawingml/2006/main" xmlns:p="{USUAL}presentationml/2006/main" '
    f'xmlns:r="{USUAL}officeDocument/2006/relationships" '
    f'xmlns:mc="{USUAL}markup-compatibility/2006" xmlns:d="{USUAL}drawingml/2006/diagram"'
)
KIND = f"{USUAL}officeDocument/2006/relationships/"


def related(*targets: tuple[str, str, str]) -> str:
    found = "".join(f'<Relationship Id="{key}" Type="{KIND}{kind}" Target="{target}"/>' for key, kind, target in targets)
    return f'<Relationships xmlns="{USUAL}package/2006/relationships">{found}</Relationships>'


def paragraph(text: str, bold: bool = False, font: str = "", centred: bool = False) -> str:
    latin = f'<a:latin typeface="{font}"/>' if font else ""
    properties = '<a:pPr algn="ctr"/>' if centred else ""
    return f'<a:p>{properties}<a:r><a:rPr b="{int(bold)}">{latin}</a:rPr><a:t>{text}</a:t></a:r></a:p>'


def shape(inside: str, x: int | None = 0, y: int = 0, kind: str = "", index: int = 0) -> str:
    mark = f'<p:ph type="{kind}" idx="{index}"/>' if kind else ""
    place = "" if x is None else f'<a:xfrm><a:off x="{x}" y="{y}"/></a:xfrm>'
    head = f"<p:nvSpPr><p:nvPr>{mark}</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
    return f"<p:sp>{head}<p:txBody>{inside}</p:txBody></p:sp>"


def table(rows: Sequence[Sequence[str]]) -> str:
    lines = "".join(f"<a:tr>{''.join(f'<a:tc><a:txBody>{paragraph(cell)}</a:txBody></a:tc>' for cell in cells)}</a:tr>" for cells in rows)
    frame = '<p:nvGraphicFramePr/><p:xfrm><a:off x="0" y="500000"/></p:xfrm>'
    return f"<p:graphicFrame>{frame}<a:graphic><a:graphicData><a:tbl>{lines}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"


def tree(kind: str, shapes: str) -> str:
    return f"<p:{kind} {NAMES}><p:cSld><p:spTree><p:nvGrpSpPr/><p:grpSpPr/>{shapes}</p:spTree></p:cSld></p:{kind}>"


def presentation(slides: Sequence[str], **parts: str) -> bytes:
    """A presentation; ``parts``: layout, notes or diagram of the first slide."""
    listed = "".join(f'<p:sldId id="{n}" r:id="s{n}"/>' for n in range(len(slides)))
    files = {
        "ppt/presentation.xml": f"<p:presentation {NAMES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": related(*((f"s{n}", "slide", f"slides/slide{n}.xml") for n in range(len(slides)))),
        "ppt/slides/_rels/slide0.xml.rels": related(*((name, name, f"../{name}.xml") for name in parts)),
        **{f"ppt/slides/slide{n}.xml": tree("sld", shapes) for n, shapes in enumerate(slides)},
        **{f"ppt/{name}.xml": part for name, part in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def read(*slides: str, **parts: str) -> list[tuple[str, int | None, Role]]:
    return [(one.text, one.page, one.role) for one in pptx.read(presentation(slides, **parts)).passages]


def test_slides_in_order_with_titles_first() -> None:
    first = shape(paragraph("Nội dung"), 0, 900_000) + shape(paragraph("KẾ HOẠCH"), 0, 2_000_000, "title")
    source = pptx.read(presentation([first, shape(paragraph("Trang hai", centred=True))]))
    assert (source.pages, source.method) == (2, "pptx")
    assert [(p.text, p.page, p.role, p.bold, p.centred) for p in source.passages] == [
        ("KẾ HOẠCH", 1, Role.HEADING, True, False),
        ("Nội dung", 1, Role.BODY, False, False),
        ("Trang hai", 2, Role.BODY, False, True),
    ]


def test_shapes_from_top_to_bottom_then_left_to_right_groups_too() -> None:
    low = shape(paragraph("dưới"), 0, 900_000)
    right, left = shape(paragraph("phải"), 500_000, 10_000), shape(paragraph("trái"), 0, 20_000)
    inside = shape(paragraph("trong"), 0, 5_000_000)
    group = f'<p:grpSp><p:nvGrpSpPr/><p:grpSpPr><a:xfrm><a:off x="0" y="500000"/></a:xfrm></p:grpSpPr>{inside}</p:grpSp>'
    assert [text for text, _, _ in read(low + right + left + group)] == ["trái", "phải", "trong", "dưới"]


def test_placeholder_stands_where_its_layout_says() -> None:
    layout = tree("sldLayout", shape("<a:p/>", 0, 900_000, "body", 1))
    found = read(shape(paragraph("sau"), None, 0, "body", 1) + shape(paragraph("trước"), 0, 100_000), slideLayout=layout)
    assert [text for text, _, _ in found] == ["trước", "sau"]


def test_table_with_names_of_columns() -> None:
    source = pptx.read(presentation([table([["TT", "Họ tên"], ["1", "An"]]) + table([["a", "b"]])]))
    assert [(p.text, p.role, p.table) for p in source.passages] == [
        ("TT\tHọ tên", Role.TABLE_HEADER, 1),
        ("1\tAn", Role.ROW, 1),
        ("a\tb", Role.TABLE_HEADER, 2),
    ]


def test_notes_diagrams_and_marks_of_pages() -> None:
    ids = '<a:graphic><a:graphicData><d:relIds r:dm="diagramData"/></a:graphicData></a:graphic>'
    slide = shape(paragraph("7"), 0, 0, "sldNum") + shape(paragraph("Chi bộ"), 0, 0, "ftr") + f"<p:graphicFrame>{ids}</p:graphicFrame>"
    notes = tree("notes", shape(paragraph("Ghi chú"), 0, 0, "body", 1) + shape(paragraph("8"), 0, 0, "sldNum"))
    diagram = f"<d:dataModel {NAMES}><d:pt><d:t>{paragraph('Sơ đồ')}</d:t></d:pt></d:dataModel>"
    assert sorted(read(slide, notesSlide=notes, diagramData=diagram)) == [
        ("Chi bộ", 1, Role.HEADER),
        ("Ghi chú", 1, Role.NOTE),
        ("Sơ đồ", 1, Role.BODY),
    ]


def test_runs_in_old_fonts_lines_and_bold_headings() -> None:
    old = paragraph("Biªn b¶n", font=".VnTime")
    broken = "<a:p><a:r><a:t>Dòng một</a:t></a:r><a:br/><a:r><a:t>dòng  hai</a:t></a:r></a:p>"
    found = read(shape(old + broken + paragraph("Đậm", bold=True) + "<a:p/>"))
    assert found == [("Biên bản", 1, Role.BODY), ("Dòng một\ndòng hai", 1, Role.BODY), ("Đậm", 1, Role.HEADING)]


def test_one_of_two_versions_of_a_shape() -> None:
    new, old = shape(paragraph("mới")), shape(paragraph("cũ"))
    both = f"<mc:AlternateContent><mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    assert [text for text, _, _ in read(both)] == ["mới"]


def test_strict_open_xml() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(presentation([shape(paragraph("Chặt"))]))) as usual, zipfile.ZipFile(out, "w") as strict:
        for name in usual.namelist():
            text = usual.read(name).decode().replace(f"{USUAL}package/2006", "package")
            for kind in ("drawingml", "presentationml", "officeDocument"):
                text = text.replace(f"{USUAL}{kind}/2006/", f"http://purl.oclc.org/ooxml/{kind}/")
            strict.writestr(name, text.replace('"package/', f'"{USUAL}package/2006/'))
    assert [one.text for one in pptx.read(out.getvalue()).passages] == ["Chặt"]


def test_entities_are_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("ppt/presentation.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(ValueError, match="entities"):
        pptx.read(data.getvalue())


def test_part_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pptx, "LARGEST_PART", 2000)
    with pytest.raises(TooLargeError):
        pptx.read(presentation([shape(paragraph("x" * 5000))]))

"""Documents in one XML file: small ones in, exact passages out."""

import io
import zipfile

import pytest

from pipeline.extractors import flat
from pipeline.model import Role

OASIS = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"' for name, full in (
    ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("presentation", "presentation")
))  # fmt: skip


def read(data: str | bytes) -> list[tuple[str, Role, int]]:
    source = flat.read(data.encode() if isinstance(data, str) else data)
    return [(one.text, one.role, one.table) for one in source.passages]


def test_word_2003() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    cells = "".join(f"<w:tc><w:p>{run.format(text)}</w:p></w:tc>" for text in ("TT", "Họ tên"))
    body = (
        f"<w:p>{run.format('Biên ')}<w:r><w:rPr><w:b/></w:rPr><w:t>bản</w:t><w:br/><w:t>họp</w:t></w:r></w:p>"
        f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells.replace('TT', '1').replace('Họ tên', 'An')}</w:tr></w:tbl>"
        f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    data = f'<?xml version="1.0"?><w:wordDocument xmlns:w="w"><w:styles><w:p>kiểu</w:p></w:styles><w:body>{body}</w:body></w:wordDocument>'
    assert read(data) == [("Biên bản họp", Role.BODY, 0), ("TT\tHọ tên", Role.TABLE_HEADER, 1), ("1\tAn", Role.ROW, 1)]


def test_excel_2003() -> None:
    rows = "".join(f"<Row><Cell><Data>{a}</Data></Cell><Cell><Data>{b}</Data></Cell></Row>" for a, b in (("TT", "Họ tên"), ("1", "An")))
    data = f'<Workbook xmlns="s"><Styles/><Worksheet><Table><Column/>{rows}</Table></Worksheet></Workbook>'
    assert read(data) == [("TT\tHọ tên", Role.TABLE_HEADER, 1), ("1\tAn", Role.ROW, 1)]


def test_flat_open_document() -> None:
    body = (
        "<text:h>KẾ HOẠCH</text:h><text:p>Họp<text:s/>chi <text:span>bộ</text:span> tháng<text:tab/>3</text:p>"
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table>'
    )
    styles = "<office:styles><text:p>kiểu</text:p></office:styles>"
    data = f"<office:document {OASIS}>{styles}<office:body>{body}</office:body></office:document>"
    assert read(data) == [("KẾ HOẠCH", Role.HEADING, 0), ("Họp chi bộ tháng 3", Role.BODY, 0), ("x\tx\tx", Role.ROW, 1)]


def test_presentation_of_open_document() -> None:
    notes = "<presentation:notes><draw:frame><text:p>Ghi chú</text:p></draw:frame></presentation:notes>"
    slides = f"<draw:page><draw:frame><text:p>Một</text:p></draw:frame>{notes}</draw:page><draw:page><text:p>Hai</text:p></draw:page>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", f"<office:document-content {OASIS}>{slides}</office:document-content>")
    source = flat.read(out.getvalue())
    told = [(one.text, one.page, one.role) for one in source.passages]
    assert (source.pages, told) == (2, [("Một", 1, Role.BODY), ("Ghi chú", 1, Role.NOTE), ("Hai", 2, Role.BODY)])


def test_entities_are_refused() -> None:
    with pytest.raises(ValueError, match="entities"):
        flat.read(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')

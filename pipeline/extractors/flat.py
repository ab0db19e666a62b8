"""Office documents in one XML file (Word 2003, Excel 2003, flat OpenDocument) and presentations of OpenDocument.

Paragraphs and rows of tables in document order; what says how text looks is left out.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.extractors.limits import LARGEST_PART, TooLargeError
from pipeline.model import Passage, Role, Source
from pipeline.text.clean import tidy
from pipeline.text.rows import names_columns, row

_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_PAGE = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}page"
_PARAGRAPHS = frozenset({"p", "h"})
_TABLES = frozenset({"tbl", "table", "Table"})
_ROWS, _CELLS = frozenset({"tr", "table-row", "Row"}), frozenset({"tc", "table-cell", "Cell"})
_TEXT = frozenset({"t", "p", "h", "span", "a", "Data"})  # whose own text is shown
_BREAKS = {"br": "\n", "line-break": "\n", "tab": " ", "s": " "}
_SILENT = frozenset(
    "styles automatic-styles master-styles meta scripts settings forms font-face-decls DocumentProperties del instrText binData binary-data"
    " tracked-changes annotation delText WorksheetOptions".split()
)
_REPEATED = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}number-columns-repeated"
_MOST_REPEATED = 200  # columns that one cell of OpenDocument may stand for


def read(data: bytes) -> Source:
    """Reads the bytes of a file; raises ValueError, KeyError or etree.XMLSyntaxError where it is broken."""
    data = _content(data) if data.startswith(b"PK") else data
    if _ENTITY.search(data, 0, 4096):
        raise ValueError("a document declares no entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    story = _Story([])
    story.walk(etree.fromstring(data, parser), Role.BODY)
    return Source("", tuple(story.made), story.page, "")


def _content(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.getinfo("content.xml").file_size > LARGEST_PART:
            raise TooLargeError("content.xml")
        return archive.read("content.xml")


@dataclass(slots=True)
class _Story:
    """Passages as they are read. ``page``: the slide, in presentations."""

    made: list[Passage]
    page: int | None = None
    tables: int = 0

    def walk(self, element: etree._Element, role: Role) -> None:
        for child in element:
            name = etree.QName(child).localname
            if child.tag == _PAGE:
                self.page = (self.page or 0) + 1
            if name in _PARAGRAPHS:
                self._add(_text(child), Role.HEADING if name == "h" and role is Role.BODY else role)
            elif name in _TABLES and child.find(".//{*}" + name) is None:
                self._table(child)
            elif name not in _SILENT:
                self.walk(child, Role.NOTE if name in ("notes", "note", "footnote") else role)

    def _add(self, text: str, role: Role, table: int = 0) -> None:
        if text:
            self.made.append(Passage(text, self.page, role, table=table, bold=role is Role.HEADING))

    def _table(self, table: etree._Element) -> None:
        rows = [cells for line in table.iter("{*}tr", "{*}table-row", "{*}Row") if any(cells := list(_cells(line)))]
        columns = max(map(len, rows), default=0)
        self.tables += columns > 1
        for at, cells in enumerate(rows):
            named = at == 0 and len(rows) > 1 and names_columns(cells)
            told = Role.TABLE_HEADER if named else Role.ROW
            self._add(row(cells), told if columns > 1 else Role.BODY, self.tables if columns > 1 else 0)


def _cells(line: etree._Element) -> Iterator[str]:
    for cell in line:
        if etree.QName(cell).localname in _CELLS:
            text = " ".join(filter(None, map(_text, cell.iter("{*}p", "{*}h", "{*}Data"))))
            repeated = cell.get(_REPEATED, "1")
            yield from [text] * min(int(repeated), _MOST_REPEATED)


def _text(element: etree._Element) -> str:
    return " ".join(tidy("".join(_pieces(element))).split())


def _pieces(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname
    yield _BREAKS.get(name, "")
    if name in _TEXT:
        yield element.text or ""
    for child in element:
        if etree.QName(child).localname not in _SILENT:
            yield from _pieces(child)
        if name in _TEXT:
            yield child.tail or ""

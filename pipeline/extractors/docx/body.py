"""Body of a Word file in order: paragraphs, tables, text boxes, content controls."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.extractors.docx.inline import PAGE, choice, deleted, inline
from pipeline.extractors.docx.styles import MC, Styles, W, bordered, numbering, on, value
from pipeline.extractors.layout.lists import Numbers
from pipeline.extractors.layout.tables import Cell, Table, is_layout
from pipeline.extractors.layout.tables import passages as table_passages
from pipeline.model import Passage, Role

_CONTAINERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_HEADING = 120  # a wholly bold paragraph of at most so many characters is a heading
_OUTLINE = frozenset("012345678")
_DEL = W + "del"
_GRID_BEFORE = W + "gridBefore"
_JC = W + "jc"
_OUTLINE_LVL = W + "outlineLvl"
_P = W + "p"
_P_PR = W + "pPr"
_P_STYLE = W + "pStyle"
_TBL = W + "tbl"
_TBL_HEADER = W + "tblHeader"
_TBL_PR = W + "tblPr"
_TBL_STYLE = W + "tblStyle"
_TC = W + "tc"
_TR = W + "tr"
_TR_PR = W + "trPr"
_VAL = W + "val"


def blocks(parent: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """Children with one of the tags ``wanted``, also those inside content controls and tracked insertions."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _CONTAINERS:
            yield from blocks(child, *wanted)
        elif child.tag == MC + "AlternateContent":
            for inner in choice(child):
                yield from [inner] if inner.tag in wanted else blocks(inner, *wanted)


@dataclass(slots=True)
class Body:
    """Reads the parts of one file. ``page`` is the page reached, None where Word left no page breaks."""

    styles: Styles
    numbers: Numbers
    page: int | None = None
    tables: int = 0

    def read(self, parent: etree._Element, role: Role = Role.BODY) -> Iterator[Passage]:
        """Passages of the body, a cell, a text box, a note or a header."""
        for block in blocks(parent, _P, _TBL):
            if block.tag == _TBL:
                yield from self._table(block, role)
            else:
                yield from self._paragraph(block, role)

    def _paragraph(self, paragraph: etree._Element, role: Role) -> Iterator[Passage]:
        properties = paragraph.find(_P_PR)
        style = (None if properties is None else value(properties.find(_P_STYLE))) or self.styles.default
        read = inline(paragraph, self.styles, style)
        prefix = "" if deleted(properties) else self._number(properties, style)
        page, text, turns = self._pages(prefix + read.text if read.text.strip(PAGE) else read.text)
        if text:
            heading = len(text) <= _HEADING and (read.bold or self.styles.heading(style) or self._outline(properties, style))
            yield Passage(
                text,
                page,
                Role.HEADING if role is Role.BODY and heading else role,
                turns,
                bold=read.bold or self.styles.heading(style),
                centred=self._align(properties, style) == "center",
            )
        for box in read.boxes:
            yield from self.read(box, Role.TEXT_BOX if role is Role.BODY else role)

    def _pages(self, marked: str) -> tuple[int | None, str, tuple[tuple[int, int], ...]]:
        """Page, text and turns of a text with page marks; turns the pages."""
        if self.page is None or PAGE not in marked:
            return self.page, marked.replace(PAGE, "").strip(), ()
        text, turns, first = "", [], self.page
        for at, piece in enumerate(marked.split(PAGE)):
            self.page += at > 0
            piece = piece if text else piece.lstrip()
            if text and at:
                turns.append((len(text), self.page))
            elif not text:
                first = self.page
            text += piece
        text = text.rstrip()
        return first, text, tuple(turn for turn in turns if turn[0] < len(text))

    def _number(self, properties: etree._Element | None, style: str) -> str:
        own, inherited = numbering(properties), self.styles.number(style)
        if own is not None:
            return self.numbers.prefix(own[0], own[1] or 0)
        if inherited is None:
            return ""
        key, number, level = inherited
        return self.numbers.prefix(number, self.numbers.level(number, key) if level is None else level)

    def _align(self, properties: etree._Element | None, style: str) -> str | None:
        own = None if properties is None else value(properties.find(_JC))
        return own or self.styles.align(style)

    def _outline(self, properties: etree._Element | None, style: str) -> bool:
        own = None if properties is None else value(properties.find(_OUTLINE_LVL))
        return (own or self.styles.outline(style) or "9") in _OUTLINE

    def _table(self, table: etree._Element, role: Role) -> Iterator[Passage]:
        self.tables += 1
        number, named = self.tables, 0
        rows: list[tuple[Cell, ...]] = []
        for row in blocks(table, _TR):
            properties = row.find(_TR_PR)
            if properties is not None and properties.find(_DEL) is not None:
                continue
            if properties is not None and on(properties.find(_TBL_HEADER)) and named == len(rows):
                named += 1
            rows.append(tuple(self._cells(row, properties, role)))
        read = Table(tuple(rows), named if named < len(rows) else 0, self._lined(table))
        if not is_layout(read):
            yield from table_passages(read, number)
            return
        self.tables -= 1
        for passage in table_passages(read, number):
            yield replace(passage, table=passage.table - 1) if passage.table else passage

    def _cells(self, row: etree._Element, properties: etree._Element | None, role: Role) -> Iterator[Cell]:
        skipped = None if properties is None else value(properties.find(_GRID_BEFORE))
        yield from ((),) * int(skipped or 0)
        for cell in blocks(row, _TC):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            across = cell.find(f"{W}tcPr/{W}hMerge")
            if across is not None and across.get(_VAL) != "restart":
                continue
            passages = tuple(self.read(cell, role))
            yield () if merged is not None and merged.get(_VAL) != "restart" else passages

    def _lined(self, table: etree._Element) -> bool:
        properties = table.find(_TBL_PR)
        own = bordered(properties)
        if own is not None:
            return own
        style = None if properties is None else value(properties.find(_TBL_STYLE))
        return self.styles.borders(style or "")

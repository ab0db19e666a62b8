"""Stories of a Word file: body, notes, headers and text boxes become passages, their tables rows."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.extractors.doc.letters import letters
from pipeline.extractors.doc.paragraphs import Mark, Paragraph, Paragraphs
from pipeline.extractors.doc.rows import Row, row
from pipeline.extractors.doc.styles import Styles
from pipeline.extractors.layout.lists import Numbers
from pipeline.extractors.layout.tables import Cell, Table, is_layout
from pipeline.extractors.layout.tables import passages as table_passages
from pipeline.model import Passage, Role

_HEADING = 120  # a wholly bold paragraph of at most so many characters is a heading
_BODY_LEVEL = 9
_MOST_LISTS = 2047  # larger numbers say that a paragraph has no number


@dataclass(slots=True)
class _Open:
    """A table of which more is to come."""

    number: int
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    cell: list[Passage] = field(default_factory=list)
    named: int = 0
    lined: bool = False


@dataclass(slots=True)
class Stories:
    """Reads the stories of one file. ``anchors``: text boxes, as ranges of characters, by the places they hang on."""

    paragraphs: Paragraphs
    styles: Styles
    numbers: Numbers
    anchors: Mapping[int, tuple[int, int]]
    tables: int = 0
    unread: dict[int, tuple[int, int]] = field(init=False)
    _places: list[int] = field(init=False)
    _seen_rows: dict[bytes, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.unread = dict(self.anchors)
        self._places = sorted(self.anchors)

    def read(self, start: int, end: int, role: Role = Role.BODY) -> Iterator[Passage]:
        """Passages of the characters ``[start, end)``."""
        opened: list[_Open] = []
        for paragraph in self.paragraphs.read(start, end):
            mark = paragraph.mark
            if len(opened) > mark.depth:
                yield from self._closed(opened, mark.depth)
            while len(opened) < mark.depth:
                self.tables += 1
                opened.append(_Open(self.tables))
            if mark.row_end and opened:
                self._end_row(opened[-1], mark)
                continue
            found = self._passages(paragraph, role)
            if not opened:
                yield from found
                continue
            opened[-1].cell += found
            if mark.cell_end:
                _end_cell(opened[-1])
        yield from self._closed(opened, 0)

    def rest(self, role: Role) -> Iterator[Passage]:
        """Text boxes whose anchor was not met."""
        for place in self._places:
            if place in self.unread:
                yield from self.read(*self.unread.pop(place), role)

    def _passages(self, paragraph: Paragraph, role: Role) -> Iterator[Passage]:
        setting = paragraph.mark.setting
        prefix = self._number(paragraph)
        if paragraph.text:
            text = prefix + paragraph.text
            heading = len(text) <= _HEADING and (paragraph.bold or setting.heading or setting.outline < _BODY_LEVEL)
            yield Passage(
                text,
                None,
                Role.HEADING if role is Role.BODY and heading else role,
                bold=paragraph.bold or setting.heading,
                centred=setting.centred,
            )
        if not self.unread:
            return
        for place in self._places[bisect_left(self._places, paragraph.start) : bisect_left(self._places, paragraph.end + 1)]:
            if place in self.unread:
                yield from self.read(*self.unread.pop(place), Role.TEXT_BOX if role is Role.BODY else role)

    def _number(self, paragraph: Paragraph) -> str:
        setting = paragraph.mark.setting
        if not 0 < setting.list < _MOST_LISTS or not paragraph.ending.kept:
            return ""
        return letters(self.numbers.prefix(str(setting.list), setting.level), paragraph.ending)

    def _end_row(self, table: _Open, mark: Mark) -> None:
        if table.cell:
            _end_cell(table)
        told = self._row(mark.row)
        cells: list[Cell] = []
        for i, cell in enumerate(table.cells):
            if i in told.across and not cell:
                continue
            cells.append(() if i in told.down else cell)
        if told.names and table.named == len(table.rows):
            table.named += 1
        table.lined = table.lined or told.lined
        table.rows.append(tuple(cells))
        table.cells = []

    def _row(self, changes: bytes) -> Row:
        if changes not in self._seen_rows:
            self._seen_rows[changes] = row(changes, self.styles)
        return self._seen_rows[changes]

    def _closed(self, opened: list[_Open], depth: int) -> Iterator[Passage]:
        """Ends the tables deeper than ``depth``; their passages belong to the cell around them."""
        while len(opened) > depth:
            table = opened.pop()
            if table.cell:
                _end_cell(table)
            if table.rows and table.cells:
                table.rows.append(tuple(table.cells))
            found = self._table(table)
            if opened:
                opened[-1].cell += found
            else:
                yield from found

    def _table(self, table: _Open) -> Iterator[Passage]:
        read = Table(tuple(table.rows), table.named if table.named < len(table.rows) else 0, table.lined)
        if not table.rows:  # cells of rows that nothing ends
            self.tables -= 1
            yield from (passage for cell in table.cells for passage in cell)
        elif not is_layout(read):
            yield from table_passages(read, table.number)
        else:
            self.tables -= 1
            for passage in table_passages(read, table.number):
                yield replace(passage, table=passage.table - 1) if passage.table else passage


def _end_cell(table: _Open) -> None:
    table.cells.append(tuple(table.cell))
    table.cell = []

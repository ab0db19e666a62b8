"""Body of an OpenDocument text in order: paragraphs, lists, tables, text boxes; notes are laid aside."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.extractors.layout.story import Run, Story, passage
from pipeline.extractors.odt.lists import Lists
from pipeline.extractors.odt.styles import DRAW, OFFICE, TABLE, TEXT, Said, Styles
from pipeline.model import Passage, Role

_PAGE = "\0"  # marks a page break inside the text: no XML can hold this character
_SPACE = re.compile(r"[ \t\r\n]+")
_MOST = 100  # spaces in a row, repeated cells: more are an attack or a fault
_SKIPPED = frozenset(
    [TEXT + name for name in ("tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "ruby-text", "hidden-text")]
    + [TEXT + name for name in ("hidden-paragraph", "note-citation", "index-title-template", "script")]
    + [TEXT + f"{name}-source" for name in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index")]
    + [TEXT + "alphabetical-index-source", TEXT + "bibliography-source"]
    + [OFFICE + name for name in ("annotation", "forms", "event-listeners")]
    + [DRAW + name for name in ("image", "object", "object-ole", "plugin", "floating-frame")]
)
_CHARACTERS = {TEXT + "tab": " ", TEXT + "line-break": "\n"}
_BLOCKS = (TEXT + "p", TEXT + "h", TEXT + "list", TABLE + "table", TEXT + "section")
_ROWS = frozenset(TABLE + name for name in ("table-rows", "table-row-group"))


@dataclass(slots=True)
class Body:
    """Reads the parts of one file. ``page`` is the page reached, None where the file tells of none."""

    styles: Styles
    lists: Lists
    page: int | None = None
    role: Role = Role.BODY
    notes: list[Passage] = field(default_factory=list)
    _story: Story = field(default_factory=Story)
    _runs: list[Run] = field(default_factory=list)
    _boxes: list[Passage] = field(default_factory=list)
    _begun: bool = False

    def read(self, parent: etree._Element) -> list[Passage]:
        """Passages of the body, or of a header or footer."""
        self._story = Story(self.role, numbers=self._story.numbers)
        self._blocks(parent)
        return self._story.close()

    def _blocks(self, parent: Iterable[etree._Element], prefix: str = "") -> None:
        """``prefix``: number of the item of a list that begins here."""
        for block in parent:
            if block.tag in (TEXT + "p", TEXT + "h"):
                self._paragraph(block, prefix)
                prefix = ""
            elif block.tag == TEXT + "list":
                self._list(block, *self.lists.begin(block), 0)
            elif block.tag == TABLE + "table":
                self._table(block)
            elif block.tag == TEXT + "soft-page-break":
                self._turn()
            elif block.tag.startswith(DRAW):
                self._drawn(block)
                self._end()
            elif block.tag not in _SKIPPED and block.get(TEXT + "display") != "none":
                self._blocks(block)

    def _turn(self) -> None:
        if self.page is not None:
            self.page += 1

    def _list(self, element: etree._Element, style: str, counters: str, level: int) -> None:
        for item in element.iterchildren(TEXT + "list-item", TEXT + "list-header"):
            numbered = item.tag == TEXT + "list-item" and len(item) > 0 and item[0].tag != TEXT + "list"
            prefix = self.lists.prefix(style, counters, level, item.get(TEXT + "start-value")) if numbered else ""
            for block in item:
                if block.tag == TEXT + "list":
                    self._list(block, block.get(TEXT + "style-name", style), counters, level + 1)
                elif block.tag in _BLOCKS:
                    self._blocks([block], prefix)
                    prefix = ""

    def _paragraph(self, element: etree._Element, prefix: str) -> None:
        style = self.styles.of("paragraph", element.get(TEXT + "style-name"))
        outer = self._runs, self._boxes
        self._runs, self._boxes = [], []
        if style.breaks and self._begun:
            self._turn()
        heading = element.tag == TEXT + "h"
        if heading and not prefix and element.get(TEXT + "is-list-header") != "true":
            prefix = self.lists.heading(element.get(TEXT + "outline-level", ""))
        self._inline(element, style.said)
        if prefix and any(run.text.strip(" \n\0") for run in self._runs):
            self._runs.insert(0, Run(prefix, None, None))
        self._begun = self._begun or bool(self._runs)
        self._end(heading or style.heading, style.centred)
        self._runs, self._boxes = outer

    def _end(self, heading: bool = False, centred: bool = False) -> None:
        """Tells the paragraph that was read, with the page on which it begins and those that it runs over."""
        made = passage(self._runs, self._story.role, heading, centred)
        if made is not None and _PAGE in made.text:
            made = self._paged(made)
        elif made is not None and self.page is not None:
            made = replace(made, page=self.page)
        self._story.add(made, *self._boxes)
        self._runs, self._boxes = [], []

    def _paged(self, marked: Passage) -> Passage | None:
        if self.page is None:
            text = marked.text.replace(_PAGE, "").strip()
            return replace(marked, text=text) if text else None
        text, turns, first = "", list[tuple[int, int]](), self.page
        for at, piece in enumerate(marked.text.split(_PAGE)):
            self.page += at > 0
            piece = piece if text else piece.lstrip()
            if text and at:
                turns.append((len(text), self.page))
            elif not text:
                first = self.page
            text += piece
        text = text.rstrip()
        return replace(marked, text=text, page=first, turns=tuple(t for t in turns if t[0] < len(text))) if text else None

    def _inline(self, element: etree._Element, said: Said) -> None:
        self._write(element.text, said)
        for child in element:
            self._piece(child, said)
            self._write(child.tail, said)

    def _piece(self, child: etree._Element, said: Said) -> None:
        tag = child.tag
        if tag == TEXT + "span":
            self._inline(child, self.styles.of("text", child.get(TEXT + "style-name")).said.over(said))
        elif tag == TEXT + "s":
            self._write(" " * min(int(child.get(TEXT + "c", "1")), _MOST), said, kept=True)
        elif tag in _CHARACTERS:
            self._write(_CHARACTERS[tag], said, kept=True)
        elif tag == TEXT + "soft-page-break":
            self._runs.append(Run(_PAGE, None, None))
        elif tag == TEXT + "note":
            self.notes += self._apart(child.find(TEXT + "note-body"), Role.NOTE)
        elif tag.startswith(DRAW) and tag != DRAW + "a":
            self._drawn(child)
        elif tag not in _SKIPPED:
            self._inline(child, said)

    def _write(self, text: str | None, said: Said, kept: bool = False) -> None:
        if text and not said.hidden:
            self._runs.append(Run(text if kept else _SPACE.sub(" ", text), said.font, bool(said.bold)))

    def _drawn(self, shape: etree._Element) -> None:
        """Text boxes of a frame, a shape or a group of them."""
        if any(shape.find(block) is not None for block in _BLOCKS):
            self._boxes += self._apart(shape, Role.TEXT_BOX)
            return
        for child in shape:
            if child.tag.startswith(DRAW) and child.tag not in _SKIPPED:
                self._drawn(child)

    def _apart(self, parent: etree._Element | None, role: Role) -> list[Passage]:
        """What stands in a note or a text box."""
        if parent is None:
            return []
        outer, runs, boxes = self._story, self._runs, self._boxes
        self._story, self._runs, self._boxes = outer.within(role), [], []
        self._blocks(parent)
        told = self._story.close()
        self._story, self._runs, self._boxes = outer, runs, boxes
        return told

    def _table(self, table: etree._Element) -> None:
        if self.styles.of("table", table.get(TABLE + "style-name")).breaks and self._begun:
            self._turn()
        self._story.open_table()
        cells = [self.styles.of("table-cell", cell.get(TABLE + "style-name")).lined for cell in table.iter(TABLE + "table-cell")]
        self._rows(table, False)
        self._story.close_table(lined=sum(cells) * 2 >= len(cells) > 0)

    def _rows(self, parent: etree._Element, named: bool) -> None:
        for child in parent:
            if child.tag == TABLE + "table-row" and child.get(TABLE + "visibility") != "collapse":
                self._row(child)
                self._story.end_row(named)
            elif child.tag == TABLE + "table-header-rows":
                self._rows(child, True)
            elif child.tag in _ROWS:
                self._rows(child, named)
            elif child.tag == TEXT + "soft-page-break":
                self._turn()

    def _row(self, row: etree._Element) -> None:
        """Covered cells are left out: the cell that covers them says how far it reaches."""
        for cell in row.iterchildren(TABLE + "table-cell"):
            across = int(cell.get(TABLE + "number-columns-spanned", "1"))
            down = int(cell.get(TABLE + "number-rows-spanned", "1"))
            for _ in range(min(int(cell.get(TABLE + "number-columns-repeated", "1")), _MOST)):
                self._blocks(cell)
                self._story.end_cell(across, down)

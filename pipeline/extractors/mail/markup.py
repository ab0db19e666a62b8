"""HTML of a letter as passages: blocks become paragraphs; tables of two columns or more that hold no other become rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from pipeline.model import Passage, Role
from pipeline.text.clean import tidy
from pipeline.text.rows import names_columns, row

_BLOCKS = frozenset(
    "address article aside blockquote br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section"
    " table tbody td tfoot th thead tr ul".split()
)
_SILENT = frozenset("head script style title template noscript object".split())
_DEEPEST = 200  # elements within each other
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def passages(markup: str) -> tuple[Passage, ...]:
    """Passages of a page of HTML."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    data = markup.replace("\0", "").encode("utf-8", "replace")
    if not data.strip():
        return ()
    root = etree.fromstring(data, parser)
    flow = _Flow()
    if root is not None:
        flow.walk(root, 0)
    flow.end()
    return tuple(flow.made)


@dataclass(slots=True)
class _Flow:
    """Text as it runs: ``line`` is the paragraph that is being read."""

    made: list[Passage] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    tables: int = 0

    def walk(self, element: etree._Element, depth: int) -> None:
        if element.tag in _SILENT or depth > _DEEPEST or _HIDDEN.search(element.get("style", "")):
            return
        if element.tag == "table" and _holds_data(element):
            self.table(element)
            return
        block = element.tag in _BLOCKS
        if block:
            self.end()
        self.line.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self.walk(child, depth + 1)
            self.line.append(child.tail or "")
        if block:
            self.end()

    def end(self) -> None:
        """Ends the paragraph."""
        text = " ".join(tidy("".join(self.line)).split())
        self.line = []
        if text:
            self.made.append(Passage(text))

    def table(self, element: etree._Element) -> None:
        self.end()
        self.tables += 1
        filled = [cells for cells in _rows(element) if any(cells)]
        for at, cells in enumerate(filled):
            role = Role.TABLE_HEADER if at == 0 and names_columns(cells) else Role.ROW
            self.made.append(Passage(row(cells), role=role, table=self.tables))


def _holds_data(table: etree._Element) -> bool:
    return table.find(".//table") is None and sum(sum(map(bool, cells)) > 1 for cells in _rows(table)) > 1


def _rows(table: etree._Element) -> Iterator[list[str]]:
    for line in table.iter("tr"):
        yield [" ".join(tidy(" ".join(map(str, cell.itertext()))).split()) for cell in line if cell.tag in ("td", "th")]

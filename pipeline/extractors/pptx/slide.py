"""A slide: titles first, then its shapes from top to bottom and, on one line, from left to right."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.extractors.layout.symbols import in_font
from pipeline.model import Passage, Role
from pipeline.text.clean import tidy
from pipeline.text.rows import names_columns, row

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_SHAPES = frozenset(P + name for name in ("sp", "grpSp", "graphicFrame", "cxnSp", "pic"))
_TITLES = frozenset({"title", "ctrTitle"})
_RUNNING = frozenset({"dt", "ftr", "hdr"})
_SKIPPED = frozenset({"sldNum", "sldImg"})
_HEADING = 120  # a wholly bold paragraph of at most so many characters is a heading
_BESIDE = 90_000  # English metric units (a tenth of an inch) within which shapes stand on one line
_DEEPEST = 30  # groups within groups
_ON = ("1", "true")


@dataclass(slots=True)
class Slide:
    """Reads the shapes of one slide or its notes. ``tables``: how many were read before; ``layout``: says where placeholders stand."""

    number: int
    tables: int = 0
    layout: etree._Element | None = None
    diagram: Callable[[str], etree._Element | None] = lambda _: None
    role: Role = Role.BODY

    def read(self, slide: etree._Element) -> Iterator[Passage]:
        for tree in slide.iter(P + "spTree"):
            yield from self._group(tree, 0)

    def _group(self, group: etree._Element, depth: int) -> Iterator[Passage]:
        for shape in sorted(_shapes(group), key=self._place):
            if shape.tag == P + "grpSp":
                yield from self._group(shape, depth + 1) if depth < _DEEPEST else ()
            elif _kind(shape) not in _SKIPPED:
                yield from self._shape(shape)

    def _place(self, shape: etree._Element) -> tuple[bool, int, int]:
        offset = _offset(shape)
        mark = _placeholder(shape)
        if offset is None and mark is not None and self.layout is not None:
            alike = (one for one in self.layout.iter(P + "sp") if _same(_placeholder(one), mark))
            offset = next((found for one in alike if (found := _offset(one)) is not None), None)
        x, y = offset or (0, 0)
        return _kind(shape) not in _TITLES, y // _BESIDE, x

    def _shape(self, shape: etree._Element) -> Iterator[Passage]:
        for table in shape.iter(_A + "tbl"):
            self.tables += 1
            yield from _table(table, self.number, self.tables)
            return
        for ids in shape.iter(_DIAGRAM + "relIds"):
            data = self.diagram(ids.get(R + "dm", ""))
            yield from () if data is None else self._paragraphs(data, self.role)
        for body in shape.iter(P + "txBody"):
            yield from self._paragraphs(body, self._role(_kind(shape)))

    def _role(self, kind: str | None) -> Role:
        if self.role is Role.BODY:
            return Role.HEADING if kind in _TITLES else Role.HEADER if kind in _RUNNING else Role.BODY
        return Role.HEADER if kind in _RUNNING else self.role

    def _paragraphs(self, body: etree._Element, role: Role) -> Iterator[Passage]:
        for paragraph in body.iter(_A + "p"):
            text, bold = _text(paragraph)
            if text:
                heading = role is Role.BODY and bold and len(text) <= _HEADING
                properties = paragraph.find(_A + "pPr")
                centred = properties is not None and properties.get("algn") == "ctr"
                told = Role.HEADING if heading else role
                yield Passage(text, self.number, told, bold=bold or role is Role.HEADING, centred=centred)


def _shapes(group: etree._Element) -> Iterator[etree._Element]:
    """Shapes of a group; of two versions of one the first, which newer programs show."""
    for child in group:
        if child.tag in _SHAPES:
            yield child
        elif child.tag == _MC + "AlternateContent":
            yield from _shapes(child[0]) if len(child) else ()


def _placeholder(shape: etree._Element) -> etree._Element | None:
    return next(shape[0].iter(P + "ph"), None) if len(shape) else None


def _kind(shape: etree._Element) -> str | None:
    """Kind of a placeholder, None for other shapes."""
    mark = _placeholder(shape)
    return None if mark is None else mark.get("type", "body")


def _same(one: etree._Element | None, other: etree._Element) -> bool:
    return one is not None and (one.get("idx", "0"), one.get("type", "body")) == (other.get("idx", "0"), other.get("type", "body"))


def _offset(shape: etree._Element) -> tuple[int, int] | None:
    """Where a shape stands: to the right, down."""
    for place in (P + "spPr", P + "grpSpPr", P + "xfrm"):
        found = shape.find(f"{place}/{_A}xfrm/{_A}off" if place != P + "xfrm" else f"{place}/{_A}off")
        if found is not None:
            return int(found.get("x", "0")), int(found.get("y", "0"))
    return None


def _text(paragraph: etree._Element) -> tuple[str, bool]:
    """Text of a paragraph and whether it is wholly bold; each run in its font."""
    pieces, bold = list[str](), list[bool]()
    for run in paragraph:
        if run.tag == _A + "br":
            pieces.append("\n")
        elif run.tag in (_A + "r", _A + "fld"):
            properties = run.find(_A + "rPr")
            font = None if properties is None else properties.find(_A + "latin")
            text = run.findtext(_A + "t") or ""
            pieces.append(in_font(text, None if font is None else font.get("typeface")))
            if text.strip():
                bold.append(properties is not None and properties.get("b") in _ON)
    lines = (" ".join(line.split()) for line in tidy("".join(pieces)).replace("\v", "\n").split("\n"))
    return "\n".join(filter(None, lines)), bool(bold) and all(bold)


def _table(table: etree._Element, number: int, at: int) -> Iterator[Passage]:
    for index, line in enumerate(table.iter(_A + "tr")):
        cells, bold = list[str](), list[bool]()
        for cell in line.iter(_A + "tc"):
            merged = cell.get("hMerge") in _ON or cell.get("vMerge") in _ON
            inside = [] if merged else [told for told in map(_text, cell.iter(_A + "p")) if told[0]]
            cells.append(" ".join(text for text, _ in inside))
            bold += [heavy for _, heavy in inside]
        if any(cells):
            named = index == 0 and names_columns(cells, all(bold))
            yield Passage(row(cells), number, Role.TABLE_HEADER if named else Role.ROW, table=at, bold=all(bold))

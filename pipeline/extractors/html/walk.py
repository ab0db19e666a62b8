"""Takes in the elements of an HTML page one by one: paragraphs, lists, tables, notes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from pipeline.extractors.html.css import Declared, Rules, declared
from pipeline.extractors.html.looks import Look, hidden, lined, looked, shown
from pipeline.extractors.layout.lists import Level, List, Numbers
from pipeline.extractors.layout.story import DEEPEST, Run, Story, passage
from pipeline.model import Passage, Role

_SKIPPED = frozenset(
    "head script style noscript template svg iframe object embed applet select textarea audio video canvas datalist title xml del "
    "deltext instrtext bindata binarydata documentproperties customdocumentproperties coreproperties properties excelworkbook "
    "officedocumentsettings worksheetoptions pict".split()
)
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dir menu dl dt dd table tbl caption thead tbody tfoot tr row td th tc cell blockquote pre center "
    "form fieldset legend address hr section article header footer nav main aside figure figcaption details summary body html sect "
    "worksheet".split()
)
_SAME = {"tbl": "table", "row": "tr", "tc": "td", "cell": "td", "th": "td"}
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "decimal": "decimal",
    "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-latin": "lowerLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "decimal-leading-zero": "decimalZero",
}  # fmt: skip
_LONGEST = 4000  # characters of a style: more is a picture
_NOTE = re.compile(r"(?:foot|end)note$")
_NOTE_ID = re.compile(r"sd(?:foot|end)note\d+")


@dataclass(slots=True)
class _Element:
    """An open element. ``ends``: what its end tag ends (table, tr, td, caption, list, story), or nothing."""

    look: Look
    block: bool
    ends: str = ""
    named: bool = False
    across: int = 1
    down: int = 1


@dataclass(slots=True)
class Walk:
    """Reads one page as the parser meets its elements, which may be nested as deep as anyone likes."""

    rules: Rules
    notes: list[Passage] = field(default_factory=list)
    running: list[Passage] = field(default_factory=list)
    _story: Story = field(default_factory=Story)
    _outer: list[Story] = field(default_factory=list)
    _open: list[_Element] = field(default_factory=lambda: [_Element(Look(), True)])
    _passed: int = 0  # open elements of which nothing is read
    _runs: list[Run] = field(default_factory=list)
    _label: str = ""
    _lists: dict[str, List] = field(default_factory=dict)
    _nested: list[str] = field(default_factory=list)
    _cells: list[list[bool]] = field(default_factory=list)  # of each open table: whether its cells are lined
    _keys: "count[int]" = field(default_factory=count)
    _numbers: Numbers = field(init=False)

    def __post_init__(self) -> None:
        self._numbers = Numbers(lambda: self._lists)

    def close(self) -> list[Passage]:
        """Passages of the body; ``notes`` and ``running`` hold the others then."""
        self._flush()
        return self._story.close()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Opens an element. Of one that is skipped, only the end is waited for."""
        if self._passed:
            self._passed += 1
            return
        tag = name.rpartition("}")[2].rpartition(":")[2].lower()
        outer, said = self._open[-1].look, self.rules.of(tag, attributes.get("class", ""))
        if attributes:
            said = {**said, **shown(tag, attributes), **declared(attributes.get("style", "")[:_LONGEST])}
        if tag in _SKIPPED or hidden(attributes, said):
            self._passed = 1
            return
        block = tag in _BLOCKS
        if block:
            self._flush()
        opened = _Element(looked(outer, tag, said), block)
        self._open.append(opened)
        self._structure(opened, tag, attributes, said)

    def _structure(self, opened: _Element, tag: str, attributes: Mapping[str, str], said: Declared) -> None:
        if tag in _PARTS:
            self._part(opened, tag, attributes, said)
        elif tag == "br":
            self._break()
        elif tag == "tab":
            self.data(" ")
        elif tag == "li":
            self._item(attributes, said)
        elif tag in {"ol", "ul", "dir", "menu"}:
            opened.ends = "list"
            self._nested.append(self._list(tag, attributes, said))
        elif tag == "div" and (role := _role(attributes, said)) is not None:
            opened.ends = "story"
            self._outer.append(self._story)
            self._story = self._story.within(role)

    def _part(self, opened: _Element, tag: str, attributes: Mapping[str, str], said: Declared) -> None:
        """Opens a table or a part of one."""
        name, story = _SAME.get(tag, tag), self._story
        if name == "table":
            if len(story.open) < DEEPEST:
                opened.ends = name
                story.open_table()
                self._cells.append([attributes.get("border", "0") not in {"0", ""}])
        elif story.open:
            opened.ends = name
            opened.named = tag == "thead" or (name in {"tr", "td"} and self._open[-2].named)
            if name == "td":
                self._cells[-1].append(lined(said))
                opened.across, opened.down = _number(attributes.get("colspan")), _number(attributes.get("rowspan"))

    def end(self, _: str) -> None:
        """Closes the element that was opened last."""
        if self._passed:
            self._passed -= 1
            return
        element = self._open[-1]
        if element.block:
            self._flush()
        self._open.pop()
        if element.ends == "td":
            self._story.end_cell(element.across, element.down)
        elif element.ends == "tr":
            self._story.end_row(element.named)
        elif element.ends == "table":
            cells = self._cells.pop()
            self._story.close_table(lined=cells[0] or sum(cells) * 2 >= len(cells) > 1)
        elif element.ends == "caption":
            self._story.lift()
        elif element.ends == "list":
            self._nested.pop()
        elif element.ends == "story":
            told, self._story = self._story, self._outer.pop()
            (self.notes if told.role is Role.NOTE else self.running).extend(told.close())

    def _flush(self) -> None:
        if not self._runs:
            return
        look = self._open[-1].look
        self._story.add(passage(self._runs, self._story.role, look.heading, look.centred))
        self._runs = []

    def data(self, text: str) -> None:
        """Takes in text: white space counts once."""
        if self._passed:
            return
        look = self._open[-1].look
        if not look.kept:
            text = _SPACE.sub(" ", text)
            if not self._runs or self._runs[-1].text.endswith((" ", "\n")):
                text = text.removeprefix(" ")
        if self._label and text.strip():
            self._runs.append(Run(self._label, None, None))
            self._label = ""
        if text:
            self._runs.append(Run(text, look.font, None if look.label else look.bold))

    def _break(self) -> None:
        """Ends a line; a second break ends the paragraph."""
        if self._runs and self._runs[-1].text == "\n":
            self._flush()
        elif self._runs:
            self._runs.append(Run("\n", None, None))

    def _list(self, tag: str, attributes: Mapping[str, str], said: Declared) -> str:
        """Key of a list that begins; empty where its items have no mark."""
        kind = said.get("list-style-type") or said.get("list-style") or attributes.get("type", "")
        if "none" in kind:
            return ""
        key = f"list {next(self._keys)}"
        level = Level(_FORMS.get(kind, "decimal"), "%1.", _number(attributes.get("start"))) if tag == "ol" else Level("bullet", "-", 1)
        self._lists[key] = List({0: level}, key, {})
        return key

    def _item(self, attributes: Mapping[str, str], said: Declared) -> None:
        key = self._nested[-1] if self._nested else ""
        told = attributes.get("value")
        if told and key:
            again = f"list {next(self._keys)}"
            self._lists[again] = List(self._lists[key].levels, self._lists[key].abstract, {0: _number(told)})
            key = again
        self._label = self._numbers.prefix(key, 0) if key and "none" not in said.get("list-style-type", "") else ""


def _role(attributes: Mapping[str, str], said: Declared) -> Role | None:
    """Role of a part that Word or LibreOffice marks; None for all others."""
    told = said.get("mso-element", "")
    if _NOTE.match(told) or _NOTE_ID.fullmatch(attributes.get("id", "")):
        return Role.NOTE
    if told in {"header", "footer"} or attributes.get("title") in {"header", "footer"}:
        return Role.HEADER
    return None


def _number(text: str | None) -> int:
    """A number of at least 1 in an attribute."""
    found = re.match(r"\s*(\d{1,5})", text or "")
    return max(int(found[1]), 1) if found else 1


_PARTS = frozenset({"table", "tbl", "caption", "thead", "tr", "row", "td", "th", "tc", "cell"})

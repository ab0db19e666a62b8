"""WordprocessingML by pure functions: text becomes runs, runs paragraphs, paragraphs cells, rows and tables.

Word wants the children of every ``…Pr`` in the order of the schema (ECMA-376, 17.3 and 17.4): that order stands here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape

from pipeline.text.wording import shortened

GREY, PALE, HEADS, LINE = "4A5058", "F4F1EB", "E6E0D5", "8A8A8A"
"""Ink of what is secondary, fills of section rows and of headings of tables (light: these papers are printed), lines of tables."""

_PLANES = "".join(f"{chr(n << 16)}-{chr((n << 16) + 0xFFFD)}" for n in range(1, 17))
_FORBIDDEN = re.compile(f"[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_PLANES}]")
_BREAKS = re.compile("([\n\t])")
BLANK = '<w:p><w:pPr><w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:pPr></w:p>'


@dataclass(frozen=True, slots=True)
class Ink:
    """How a run looks. ``size`` in points (0: that of the text), ``colour`` and ``fill`` RRGGBB, ``font``: other than the house's."""

    size: float = 0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = ""
    fill: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """How a paragraph is set. ``before``, ``after`` in points; ``left``, ``first`` (negative: hanging), ``tab`` in cm.

    ``align``: left, center, right or both. ``tab`` is a right tab with a dotted leader. ``keep``: with the next paragraph.
    ``level``: 1 to 9 shows the paragraph in Word's navigation.
    """

    align: str = ""
    before: float = 0
    after: float = 0
    left: float = 0
    first: float = 0
    tab: float = 0
    keep: bool = False
    whole: bool = False
    new_page: bool = False
    level: int = 0
    leading: float = 1.0


class Cell(NamedTuple):
    """A cell: its paragraphs, RRGGBB behind them, and how many columns it spans."""

    content: str
    fill: str = ""
    span: int = 1
    align: str = "top"


PLAIN, FLOW = Ink(), Flow()


def clean(text: str) -> str:
    """The text without what XML 1.0 forbids or discourages: control characters, lone surrogates, noncharacters."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def run(text: str, ink: Ink = PLAIN) -> str:
    """A run; line ends and tabs of the text are kept."""
    inner = "".join(_piece(p) for p in _BREAKS.split(clean(text)) if p)
    return f"<w:r>{_ink(ink)}{inner}</w:r>" if inner else ""


def _piece(text: str) -> str:
    if text == "\n":
        return "<w:br/>"
    return "<w:tab/>" if text == "\t" else f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def _ink(ink: Ink) -> str:
    font = escape(ink.font, {'"': "&quot;"})
    size = f'<w:sz w:val="{round(ink.size * 2)}"/><w:szCs w:val="{round(ink.size * 2)}"/>' if ink.size else ""
    parts = (
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>' if font else "",
        "<w:b/><w:bCs/>" if ink.bold else "",
        "<w:i/><w:iCs/>" if ink.italic else "",
        f'<w:color w:val="{ink.colour}"/>' if ink.colour else "",
        size,
        '<w:u w:val="single"/>' if ink.underline else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{ink.fill}"/>' if ink.fill else "",
    )
    inner = "".join(parts)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def paragraph(*runs: str, flow: Flow = FLOW) -> str:
    """A paragraph of runs; its mark is as tall as the last of them, or the line would be as tall as the house's letters."""
    sizes = re.findall(r'<w:sz w:val="\d+"/><w:szCs w:val="\d+"/>', "".join(runs))
    return f"<w:p>{_flow(flow, sizes[-1] if sizes else '')}{''.join(runs)}</w:p>"


def _flow(flow: Flow, mark: str) -> str:
    line = round(240 * flow.leading)
    edge = "hanging" if flow.first < 0 else "firstLine"
    parts = (
        "<w:keepNext/>" if flow.keep else "",
        "<w:keepLines/>" if flow.whole else "",
        "<w:pageBreakBefore/>" if flow.new_page else "",
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(flow.tab)}"/></w:tabs>' if flow.tab else "",
        f'<w:spacing w:before="{round(flow.before * 20)}" w:after="{round(flow.after * 20)}" w:line="{line}" w:lineRule="auto"/>'
        if flow.before or flow.after or flow.leading != 1
        else "",
        f'<w:ind w:left="{twips(flow.left)}" w:{edge}="{abs(twips(flow.first))}"/>' if flow.left or flow.first else "",
        f'<w:jc w:val="{flow.align}"/>' if flow.align else "",
        f'<w:outlineLvl w:val="{flow.level - 1}"/>' if flow.level else "",
        f"<w:rPr>{mark}</w:rPr>" if mark else "",
    )
    inner = "".join(parts)
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""


def twips(cm: float) -> int:
    return round(cm * 1440 / 2.54)


def dotted(label: str, width: float, ink: Ink = PLAIN, flow: Flow = FLOW) -> str:
    """A line to write on by hand: the label, then dots up to ``width`` cm."""
    lead = Flow(before=flow.before, after=flow.after, tab=width, whole=True, keep=flow.keep, leading=flow.leading)
    return paragraph(run(f"{label}\t", ink), flow=lead)


def row(widths: Sequence[float], cells: Iterable[str | Cell], *, header: bool = False, whole: bool = False) -> str:
    """A row of a table. ``header``: repeated on each page; ``whole``: not broken across pages."""
    at, made = 0, []
    for one in cells:
        cell = one if isinstance(one, Cell) else Cell(one)
        made.append(_cell(sum(widths[at : at + cell.span]), cell))
        at += cell.span
    flags = ("<w:cantSplit/>" if whole or header else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr>{f'<w:trPr>{flags}</w:trPr>' if flags else ''}{''.join(made)}</w:tr>"


def _cell(width: float, cell: Cell) -> str:
    parts = (
        f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>',
        f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else "",
        f'<w:vAlign w:val="{cell.align}"/>' if cell.align != "top" else "",
    )
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{cell.content or BLANK}</w:tc>"


def table(widths: Sequence[float], heads: Sequence[str], rows: Iterable[str], *, lined: bool = True, size: float = 11.5) -> str:
    """A table of fixed columns in cm, its header row repeated on each page; without ``heads`` there is none."""
    ink = Ink(size=size, bold=True)
    head = [Cell(paragraph(run(h, ink), flow=Flow("center", 3, 3, keep=True)), HEADS, align="center") for h in heads]
    sides = "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for s in _SIDES) if lined else ""
    parts = (
        f'<w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/>',
        f"<w:tblBorders>{sides}</w:tblBorders>" if sides else "",
        '<w:tblLayout w:type="fixed"/>',
        f"<w:tblCellMar>{_margins(lined)}</w:tblCellMar>",
        '<w:tblLook w:val="0020"/>',
    )
    grid = "".join(f'<w:gridCol w:w="{twips(w)}"/>' for w in widths)
    body = (row(widths, head, header=True) if head else "") + "".join(rows)
    return f"<w:tbl><w:tblPr>{''.join(parts)}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _margins(lined: bool) -> str:
    room = {"top": 40, "left": 85, "bottom": 40, "right": 85} if lined else {"top": 0, "left": 0, "bottom": 0, "right": 0}
    return "".join(f'<w:{side} w:w="{dxa}" w:type="dxa"/>' for side, dxa in room.items())


def shorten(text: str, most: int) -> str:
    """At most ``most`` characters of a text on one line, of letters that XML allows."""
    return shortened(clean(text), most)

"""Text of one Word paragraph: insertions kept, deletions, hidden text and field codes left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.extractors.docx.styles import MC, Styles, W, on
from pipeline.extractors.layout.symbols import in_font
from pipeline.text import legacy
from pipeline.text.clean import tidy

PAGE = "\0"  # marks a page break inside the text: no XML can hold this character

_SKIPPED = frozenset(
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "instrText", "delInstrText", "rt")
)
_CHARACTERS = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "lastRenderedPageBreak": PAGE,
}
_TEXT = frozenset({W + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
_CHAR = W + "char"
_DEL = W + "del"
_FLD_CHAR = W + "fldChar"
_FLD_CHAR_TYPE = W + "fldCharType"
_FONT = W + "font"
_LAST_RENDERED_PAGE_BREAK = W + "lastRenderedPageBreak"
_R = W + "r"
_R_PR = W + "rPr"
_SYM = W + "sym"
_TXBX_CONTENT = W + "txbxContent"


@dataclass(frozen=True, slots=True)
class Inline:
    """A paragraph's cleaned text with ``PAGE`` marks, whether it is wholly bold, and the text boxes anchored in it."""

    text: str
    bold: bool
    boxes: tuple[etree._Element, ...]


@dataclass(slots=True)
class _Reading:
    """What has been read of a paragraph so far. ``codes`` tells for each open field whether its code is being read."""

    styles: Styles
    style: str
    pieces: list[str] = field(default_factory=list)
    bold: bool = True
    boxes: list[etree._Element] = field(default_factory=list)
    codes: list[bool] = field(default_factory=list)
    font: str | None = None


def choice(alternate: etree._Element) -> Iterator[etree._Element]:
    """Children of the branch of ``mc:AlternateContent`` that is to be read: the same text stands in every branch."""
    chosen = alternate.find(MC + "Choice")
    if chosen is None:
        chosen = alternate.find(MC + "Fallback")
    return iter(()) if chosen is None else iter(chosen)


def inline(paragraph: etree._Element, styles: Styles, style: str) -> Inline:
    """Reads a ``w:p`` whose paragraph style has the id ``style``."""
    reading = _Reading(styles, style, font=styles.font(None, style) if styles.legacy else None)
    _walk(paragraph, reading)
    text = tidy("".join(reading.pieces))
    lines = [line.strip(" ") for line in text.split("\n")]
    return Inline("\n".join(lines).strip("\n "), reading.bold and bool(text.strip(PAGE + " \n")), tuple(reading.boxes))


def _walk(element: etree._Element, reading: _Reading) -> None:
    for child in element:
        tag = child.tag
        if tag == _R:
            _run(child, reading)
        elif tag == MC + "AlternateContent":
            for inner in choice(child):
                _walk(inner, reading)
        elif tag == _TXBX_CONTENT:
            reading.boxes.append(child)
        elif tag in _TEXT:
            _text(child, reading)
        elif tag not in _SKIPPED:
            _walk(child, reading)


def _run(run: etree._Element, reading: _Reading) -> None:
    properties = run.find(_R_PR)
    if reading.styles.hidden(properties, reading.style):
        _breaks(run, reading)
        return
    before = len(reading.pieces)
    if reading.styles.legacy:
        reading.font = reading.styles.font(properties, reading.style)
    for child in run:
        _piece(child, reading)
    if reading.bold and any(piece.strip(" \n\0") for piece in reading.pieces[before:]):
        reading.bold = reading.styles.bold(properties, reading.style)


def _piece(child: etree._Element, reading: _Reading) -> None:
    tag = child.tag
    if tag in _TEXT:
        _text(child, reading)
    elif tag in _CHARACTERS:
        reading.pieces.append(_CHARACTERS[tag])
    elif tag == _FLD_CHAR:
        _field(child.get(_FLD_CHAR_TYPE), reading)
    elif tag == _SYM:
        reading.pieces.append(_symbol(child))
    elif tag == MC + "AlternateContent":
        for inner in choice(child):
            _boxes(inner, reading)
    elif tag not in _SKIPPED:
        _boxes(child, reading)


def _text(child: etree._Element, reading: _Reading) -> None:
    if not any(reading.codes):
        text = (child.text or "").replace("\n", " ").replace("\t", " ").replace("\r", " ")
        reading.pieces.append(legacy.in_font(text, reading.font) if reading.font else text)


def _symbol(child: etree._Element) -> str:
    """A character of a symbol font or of a legacy one, both stored in the private area."""
    code = child.get(_CHAR) or ""
    return in_font(chr(int(code, 16)), child.get(_FONT)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""


def _field(kind: str | None, reading: _Reading) -> None:
    if kind == "begin":
        reading.codes.append(True)
    elif reading.codes and kind == "separate":
        reading.codes[-1] = False
    elif reading.codes and kind == "end":
        reading.codes.pop()


def _boxes(element: etree._Element, reading: _Reading) -> None:
    """Notes the text boxes of a drawing, but none twice."""
    if element.tag == _TXBX_CONTENT:
        reading.boxes.append(element)
        return
    children = choice(element) if element.tag == MC + "AlternateContent" else element
    for child in children:
        _boxes(child, reading)


def _breaks(run: etree._Element, reading: _Reading) -> None:
    """Pages turn in hidden text too."""
    reading.pieces.extend(PAGE for _ in run.iter(_LAST_RENDERED_PAGE_BREAK))


def deleted(properties: etree._Element | None) -> bool:
    """True where a tracked change removes the paragraph's end, as it does when all of it is deleted. ``properties``: its ``w:pPr``."""
    run = None if properties is None else properties.find(_R_PR)
    return run is not None and on(run.find(_DEL))

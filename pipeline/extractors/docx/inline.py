"""Text of one Word paragraph: insertions kept, deletions, hidden text and field codes left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.extractors.docx.styles import MC, Styles, W, on
from pipeline.text.clean import clean

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
_SYMBOLS = {"F0A8": "☐", "F06F": "☐", "F0FE": "☑", "F078": "☒", "F0FC": "✓", "F0E0": "→", "F0B7": "•", "F0A7": "▪"}
_TEXT = frozenset({W + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})


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


def choice(alternate: etree._Element) -> Iterator[etree._Element]:
    """Children of the branch of ``mc:AlternateContent`` that is to be read: the same text stands in every branch."""
    chosen = alternate.find(MC + "Choice")
    if chosen is None:
        chosen = alternate.find(MC + "Fallback")
    return iter(()) if chosen is None else iter(chosen)


def inline(paragraph: etree._Element, styles: Styles, style: str) -> Inline:
    """Reads a ``w:p`` whose paragraph style has the id ``style``."""
    reading = _Reading(styles, style)
    _walk(paragraph, reading)
    text = clean("".join(reading.pieces))
    lines = [line.strip(" ") for line in text.split("\n")]
    return Inline("\n".join(lines).strip("\n "), reading.bold and bool(text.strip(PAGE + " \n")), tuple(reading.boxes))


def _walk(element: etree._Element, reading: _Reading) -> None:
    for child in element:
        tag = child.tag
        if tag == W + "r":
            _run(child, reading)
        elif tag == MC + "AlternateContent":
            for inner in choice(child):
                _walk(inner, reading)
        elif tag == W + "txbxContent":
            reading.boxes.append(child)
        elif tag in _TEXT:
            _text(child, reading)
        elif tag not in _SKIPPED:
            _walk(child, reading)


def _run(run: etree._Element, reading: _Reading) -> None:
    properties = run.find(W + "rPr")
    if reading.styles.hidden(properties, reading.style):
        _breaks(run, reading)
        return
    before = len(reading.pieces)
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
    elif tag == W + "fldChar":
        _field(child.get(W + "fldCharType"), reading)
    elif tag == W + "sym":
        reading.pieces.append(_SYMBOLS.get((child.get(W + "char") or "").upper(), ""))
    elif tag == MC + "AlternateContent":
        for inner in choice(child):
            _boxes(inner, reading)
    elif tag not in _SKIPPED:
        _boxes(child, reading)


def _text(child: etree._Element, reading: _Reading) -> None:
    if not any(reading.codes):
        reading.pieces.append((child.text or "").replace("\n", " ").replace("\t", " ").replace("\r", " "))


def _field(kind: str | None, reading: _Reading) -> None:
    if kind == "begin":
        reading.codes.append(True)
    elif reading.codes and kind == "separate":
        reading.codes[-1] = False
    elif reading.codes and kind == "end":
        reading.codes.pop()


def _boxes(element: etree._Element, reading: _Reading) -> None:
    """Notes the text boxes of a drawing, but none twice."""
    if element.tag == W + "txbxContent":
        reading.boxes.append(element)
        return
    children = choice(element) if element.tag == MC + "AlternateContent" else element
    for child in children:
        _boxes(child, reading)


def _breaks(run: etree._Element, reading: _Reading) -> None:
    """Pages turn in hidden text too."""
    reading.pieces.extend(PAGE for _ in run.iter(W + "lastRenderedPageBreak"))


def deleted(paragraph: etree._Element) -> bool:
    """True where a tracked change removes the paragraph's end, as it does when all of it is deleted."""
    return on(paragraph.find(f"{W}pPr/{W}rPr/{W}del"))

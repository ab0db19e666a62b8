"""Styles of a Word file, resolved as far as reading needs them: bold, hidden, centred, heading, numbering, borders."""

from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_OFF = frozenset({"0", "false", "off", "none", "nil"})
_ASCII = W + "ascii"
_B = W + "b"
_BASED_ON = W + "basedOn"
_CS = W + "cs"
_DEFAULT = W + "default"
_H_ANSI = W + "hAnsi"
_ILVL = W + "ilvl"
_JC = W + "jc"
_NAME = W + "name"
_NUM_ID = W + "numId"
_NUM_PR = W + "numPr"
_OUTLINE_LVL = W + "outlineLvl"
_P_PR = W + "pPr"
_R_FONTS = W + "rFonts"
_R_PR = W + "rPr"
_R_STYLE = W + "rStyle"
_STYLE = W + "style"
_STYLE_ID = W + "styleId"
_TBL_BORDERS = W + "tblBorders"
_TBL_PR = W + "tblPr"
_TYPE = W + "type"
_VAL = W + "val"
_VANISH = W + "vanish"


def on(element: etree._Element | None) -> bool:
    """Value of a switch such as ``w:b``: present and not set to off."""
    return element is not None and element.get(_VAL, "1") not in _OFF


def value(element: etree._Element | None) -> str | None:
    """The ``w:val`` of an element that may be missing."""
    return None if element is None else element.get(_VAL)


def bordered(properties: etree._Element | None) -> bool | None:
    """Whether ``w:tblPr`` draws lines between its cells; None where it does not say."""
    borders = None if properties is None else properties.find(_TBL_BORDERS)
    if borders is None:
        return None
    return any(on(borders.find(W + side)) for side in ("insideV", "insideH"))


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself; None where it leaves a thing to the style it is based on."""

    name: str
    base: str | None
    bold: bool | None
    hidden: bool | None
    align: str | None
    outline: str | None
    number: tuple[str, int | None] | None
    borders: bool | None
    font: str | None


def numbering(properties: etree._Element | None) -> tuple[str, int | None] | None:
    """``(numId, ilvl)`` of ``w:pPr``; None where it has no ``w:numPr``."""
    found = None if properties is None else properties.find(_NUM_PR)
    if found is None:
        return None
    level = value(found.find(_ILVL))
    return value(found.find(_NUM_ID)) or "0", int(level) if level else None


class Styles:
    """All styles of a file by id. ``legacy``: a font with an encoding of its own is named somewhere in the file."""

    def __init__(self, root: etree._Element | None, legacy: bool = False) -> None:
        self.legacy = legacy
        self._elements = {} if root is None else {style.get(_STYLE_ID, ""): style for style in root.iterchildren(_STYLE)}
        self.default = next((key for key, style in self._elements.items() if _default(style)), "")
        self._chains: dict[str, tuple[tuple[str, Style], ...]] = {}
        self._said: dict[tuple[str, str], tuple[bool, bool, str | None]] = {}
        self.usual = None if root is None else _font(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def chain(self, name: str) -> tuple[tuple[str, Style], ...]:
        """A style and those it is based on, nearest first."""
        if name not in self._chains:
            found: dict[str, Style] = {}
            here: str | None = name
            while here and here in self._elements and here not in found:
                found[here] = _style(self._elements[here])
                here = found[here].base
            self._chains[name] = tuple(found.items())
        return self._chains[name]

    def heading(self, name: str) -> bool:
        """Style of a heading or title."""
        return any(style.name.startswith("heading") or style.name == "title" for _, style in self.chain(name))

    def align(self, name: str) -> str | None:
        return next((style.align for _, style in self.chain(name) if style.align), None)

    def outline(self, name: str) -> str | None:
        return next((style.outline for _, style in self.chain(name) if style.outline), None)

    def borders(self, name: str) -> bool:
        return next((style.borders for _, style in self.chain(name) if style.borders is not None), False)

    def number(self, name: str) -> tuple[str, str, int | None] | None:
        """``(style id, numId, ilvl)`` of the nearest style that numbers its paragraphs."""
        return next(((key, *style.number) for key, style in self.chain(name) if style.number), None)

    def bold(self, run: etree._Element | None, paragraph: str) -> bool:
        """Whether a run with the properties ``run`` in a paragraph of style ``paragraph`` is bold."""
        own = None if run is None else run.find(_B)
        return self._inherited(run, paragraph)[0] if own is None else on(own)

    def font(self, run: etree._Element | None, paragraph: str) -> str | None:
        """Name of the font that a run is written in."""
        return _font(run) or self._inherited(run, paragraph)[2]

    def hidden(self, run: etree._Element | None, paragraph: str) -> bool:
        """Whether a run is hidden text (``w:vanish``)."""
        own = None if run is None else run.find(_VANISH)
        return self._inherited(run, paragraph)[1] if own is None else on(own)

    def _inherited(self, run: etree._Element | None, paragraph: str) -> tuple[bool, bool, str | None]:
        """What the styles of a run and its paragraph say: bold, hidden, font."""
        character = "" if run is None else value(run.find(_R_STYLE)) or ""
        found = self._said.get((character, paragraph))
        if found is None:
            chains = (*self.chain(character), *self.chain(paragraph))
            bold = next((style.bold for _, style in chains if style.bold is not None), False)
            hidden = next((style.hidden for _, style in chains if style.hidden is not None), False)
            font = next((style.font for _, style in chains if style.font is not None), self.usual)
            found = self._said[character, paragraph] = bold, hidden, font
        return found


def _font(run: etree._Element | None) -> str | None:
    fonts = None if run is None else run.find(_R_FONTS)
    return None if fonts is None else fonts.get(_ASCII) or fonts.get(_H_ANSI) or fonts.get(_CS)


def _default(style: etree._Element) -> bool:
    return style.get(_TYPE) == "paragraph" and style.get(_DEFAULT) in {"1", "true", "on"}


def _style(style: etree._Element) -> Style:
    paragraph, run, table = style.find(_P_PR), style.find(_R_PR), style.find(_TBL_PR)
    bold = None if run is None else run.find(_B)
    hidden = None if run is None else run.find(_VANISH)
    return Style(
        name=(value(style.find(_NAME)) or "").lower(),
        base=value(style.find(_BASED_ON)),
        bold=None if bold is None else on(bold),
        hidden=None if hidden is None else on(hidden),
        align=None if paragraph is None else value(paragraph.find(_JC)),
        outline=None if paragraph is None else value(paragraph.find(_OUTLINE_LVL)),
        number=numbering(paragraph),
        borders=bordered(table),
        font=_font(run),
    )

"""Styles of a Word file, resolved as far as reading needs them: bold, hidden, centred, heading, numbering, borders."""

from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_OFF = frozenset({"0", "false", "off", "none", "nil"})


def on(element: etree._Element | None) -> bool:
    """Value of a switch such as ``w:b``: present and not set to off."""
    return element is not None and element.get(W + "val", "1") not in _OFF


def value(element: etree._Element | None) -> str | None:
    """The ``w:val`` of an element that may be missing."""
    return None if element is None else element.get(W + "val")


def bordered(properties: etree._Element | None) -> bool | None:
    """Whether ``w:tblPr`` draws lines between its cells; None where it does not say."""
    borders = None if properties is None else properties.find(W + "tblBorders")
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


def numbering(properties: etree._Element | None) -> tuple[str, int | None] | None:
    """``(numId, ilvl)`` of ``w:pPr``; None where it has no ``w:numPr``."""
    found = None if properties is None else properties.find(W + "numPr")
    if found is None:
        return None
    level = value(found.find(W + "ilvl"))
    return value(found.find(W + "numId")) or "0", int(level) if level else None


class Styles:
    """All styles of a file by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {} if root is None else {style.get(W + "styleId", ""): style for style in root.iterchildren(W + "style")}
        self.default = next((key for key, style in self._elements.items() if _default(style)), "")
        self._chains: dict[str, tuple[tuple[str, Style], ...]] = {}

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
        own = None if run is None else run.find(W + "b")
        if own is not None:
            return on(own)
        character = None if run is None else value(run.find(W + "rStyle"))
        chains = (*self.chain(character or ""), *self.chain(paragraph))
        return next((style.bold for _, style in chains if style.bold is not None), False)

    def hidden(self, run: etree._Element | None, paragraph: str) -> bool:
        """Whether a run is hidden text (``w:vanish``)."""
        own = None if run is None else run.find(W + "vanish")
        if own is not None:
            return on(own)
        character = None if run is None else value(run.find(W + "rStyle"))
        chains = (*self.chain(character or ""), *self.chain(paragraph))
        return next((style.hidden for _, style in chains if style.hidden is not None), False)


def _default(style: etree._Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}


def _style(style: etree._Element) -> Style:
    paragraph, run, table = style.find(W + "pPr"), style.find(W + "rPr"), style.find(W + "tblPr")
    bold = None if run is None else run.find(W + "b")
    hidden = None if run is None else run.find(W + "vanish")
    return Style(
        name=(value(style.find(W + "name")) or "").lower(),
        base=value(style.find(W + "basedOn")),
        bold=None if bold is None else on(bold),
        hidden=None if hidden is None else on(hidden),
        align=None if paragraph is None else value(paragraph.find(W + "jc")),
        outline=None if paragraph is None else value(paragraph.find(W + "outlineLvl")),
        number=numbering(paragraph),
        borders=bordered(table),
    )

"""Styles of an OpenDocument file, resolved as far as reading needs them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT = _OASIS + "office:1.0}", _OASIS + "style:1.0}", _OASIS + "text:1.0}"
TABLE, DRAW = _OASIS + "table:1.0}", _OASIS + "drawing:1.0}"
_FO = _OASIS + "xsl-fo-compatible:1.0}"
_SVG = _OASIS + "svg-compatible:1.0}"
_BORDERS = tuple(_FO + name for name in ("border", "border-left", "border-right", "border-top", "border-bottom"))


class Said(NamedTuple):
    """What a style says of characters; None where it leaves a thing to others."""

    font: str | None = None
    bold: bool | None = None
    hidden: bool | None = None

    def over(self, other: "Said") -> "Said":
        """This, and what ``other`` says where this says nothing."""
        return Said(
            other.font if self.font is None else self.font,
            other.bold if self.bold is None else self.bold,
            other.hidden if self.hidden is None else self.hidden,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it inherits. ``breaks``: it begins a page; ``lined``: of a cell with a line on some side."""

    said: Said
    centred: bool
    heading: bool
    breaks: bool
    lined: bool


class Styles:
    """Styles by family and name: the file's common ones and the automatic ones of the part that is read."""

    def __init__(self, common: etree._Element | None, part: etree._Element) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._fonts: dict[str, str] = {}
        self._known: dict[tuple[str, str], Style] = {}
        roots = [part] if common is None else [common, part]
        for root in roots:
            for face in root.iterfind(f"{OFFICE}font-face-decls/{STYLE}font-face"):
                self._fonts[face.get(STYLE + "name", "")] = face.get(_SVG + "font-family", "").strip("'\" ")
        for group in _groups(roots, part):
            for style in group.iterchildren(STYLE + "style", STYLE + "default-style"):
                self._elements[style.get(STYLE + "family", ""), style.get(STYLE + "name", "")] = style

    def of(self, family: str, name: str | None) -> Style:
        """The style ``name``; an unknown one is the family's default."""
        key = (family, name or "")
        if key not in self._known:
            self._known[key] = self._resolved(key)
        return self._known[key]

    def _resolved(self, key: tuple[str, str]) -> Style:
        said, centred = Said(), None
        heading = breaks = lined = False
        for at, style in enumerate(self._chain(*key)):
            text, paragraph = style.find(STYLE + "text-properties"), style.find(STYLE + "paragraph-properties")
            if text is not None:
                said = said.over(self._said(text))
            if paragraph is not None and centred is None and (align := paragraph.get(_FO + "text-align")):
                centred = align == "center"
            name = style.get(STYLE + "name", "")
            heading = heading or name == "Title" or name.startswith("Heading")
            breaks = breaks or (at == 0 and _breaks(style))
            lined = lined or _lined(style)
        return Style(said, bool(centred), heading, breaks, lined)

    def _chain(self, family: str, name: str) -> Iterator[etree._Element]:
        """A style and those that it inherits from, nearest first, the default last."""
        seen: set[str] = set()
        while name and name not in seen and (family, name) in self._elements:
            seen.add(name)
            style = self._elements[family, name]
            yield style
            name = style.get(STYLE + "parent-style-name", "")
        if (family, "") in self._elements:
            yield self._elements[family, ""]

    def _said(self, text: etree._Element) -> Said:
        face, family = text.get(STYLE + "font-name"), text.get(_FO + "font-family")
        weight, display = text.get(_FO + "font-weight"), text.get(TEXT + "display")
        font = self._fonts.get(face, face) if face else family
        return Said(
            font.split(",")[0].strip("'\" ") if font else None,
            None if weight is None else weight == "bold" or (weight.isdecimal() and int(weight) >= 600),
            None if display is None else display == "none",
        )


def _groups(roots: list[etree._Element], part: etree._Element) -> Iterator[etree._Element]:
    """Where styles stand; names of automatic ones are used again in each part."""
    for root in roots:
        yield from root.iterchildren(OFFICE + "styles")
    yield from part.iterchildren(OFFICE + "automatic-styles")


def _breaks(style: etree._Element) -> bool:
    places = (style.find(STYLE + "paragraph-properties"), style.find(STYLE + "table-properties"))
    return bool(style.get(STYLE + "master-page-name")) or any(
        place is not None and place.get(_FO + "break-before") == "page" for place in places
    )


def _lined(style: etree._Element) -> bool:
    cell = style.find(STYLE + "table-cell-properties")
    return cell is not None and any(cell.get(side, "none") not in {"none", "hidden"} for side in _BORDERS)

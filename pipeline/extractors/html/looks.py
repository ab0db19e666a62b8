"""Looks of HTML text: what holds inside an element, told by its tag, its attributes and its style."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.extractors.html.css import Declared, family

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LINE = re.compile(r"solid|double|dashed|dotted|ridge|groove|inset|outset")
_TABLES = frozenset({"table", "tbl"})


class Look(NamedTuple):
    """``label``: text is the number or bullet of a list. ``kept``: white space stays as it is."""

    font: str | None = None
    bold: bool = False
    centred: bool = False
    heading: bool = False
    label: bool = False
    kept: bool = False


def shown(tag: str, attributes: Mapping[str, str]) -> Declared:
    """Attributes that say how an element looks, as a style says it."""
    said = {}
    if "align" in attributes:
        said["text-align"] = attributes["align"].lower()
    if tag == "font" and "face" in attributes:
        said["font-family"] = attributes["face"]
    return said


def looked(outer: Look, tag: str, said: Declared) -> Look:
    """Look inside an element within another."""
    if not said and tag not in _CHANGING:
        return outer
    font = said.get("font-family")
    return Look(
        family(font) if font else outer.font,
        _bold(outer, tag, said.get("font-weight", "")),
        _centred(outer, tag, said.get("text-align", "")),
        outer.heading or tag in _HEADINGS,
        outer.label or said.get("mso-list", "") == "ignore",
        tag == "pre" or (outer.kept and tag not in _TABLES),
    )


def hidden(attributes: Mapping[str, str], said: Declared) -> bool:
    """Whether nothing of an element is shown."""
    return said.get("display") == "none" or said.get("mso-hide") == "all" or said.get("visibility") == "hidden" or "hidden" in attributes


def lined(said: Declared) -> bool:
    """Whether a line is drawn on some side of a cell."""
    return any(name.startswith("border") and _LINE.search(value) for name, value in said.items())


def _bold(outer: Look, tag: str, weight: str) -> bool:
    if weight.isdecimal():
        return int(weight) >= 600
    if weight.lower() in {"bold", "bolder", "normal", "lighter"}:
        return weight.lower() in {"bold", "bolder"}
    return outer.bold or tag in {"b", "strong", "th"}


def _centred(outer: Look, tag: str, align: str) -> bool:
    if tag in _TABLES:
        return False
    return tag == "center" or (align == "center" if align else outer.centred)


_CHANGING = frozenset({"b", "strong", "th", "pre", "center"}) | _HEADINGS | _TABLES

"""Lists of an OpenDocument file: which counters a list goes on with, and how its numbers look."""

import re
from collections.abc import Mapping
from itertools import count

from lxml import etree

from pipeline.extractors.layout.lists import Level, List, Numbers
from pipeline.extractors.odt.styles import STYLE, TEXT

_FORMS = {"1": "decimal", "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter"}
_FORMAT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
_PLACE = re.compile(r"%(\d+)%")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_OUTLINE = "outline"
_LEVELS = tuple(TEXT + name for name in ("list-level-style-number", "list-level-style-bullet", "outline-level-style"))


class Lists:
    """Counters of all lists of a part, in document order."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles = {
            style.get(STYLE + "name", ""): style
            for root in roots
            if root is not None
            for style in root.iter(TEXT + "list-style", TEXT + "outline-style")
        }
        outline = next((one for root in roots if root is not None for one in root.iter(TEXT + "outline-style")), None)
        self._lists = {} if outline is None else {_OUTLINE: List(_levels(outline), _OUTLINE, {})}
        self._levels: dict[str, Mapping[int, Level]] = {}
        self._numbers = Numbers(lambda: self._lists)
        self._keys = count()
        self._ids: dict[str, str] = {}
        self._last: dict[str, str] = {}

    def begin(self, element: etree._Element) -> tuple[str, str]:
        """Style and counters of an outermost ``text:list``: fresh ones, or those of the list that it continues."""
        style = element.get(TEXT + "style-name", "")
        counters = self._ids.get(element.get(TEXT + "continue-list", ""))
        if counters is None and element.get(TEXT + "continue-numbering") == "true":
            counters = self._last.get(style)
        counters = counters or f"counters {next(self._keys)}"
        self._last[style] = counters
        if told := element.get(_ID):
            self._ids[told] = counters
        return style, counters

    def prefix(self, style: str, counters: str, level: int, start: str | None) -> str:
        """Number or bullet of the next item at ``level``, from 0. ``start``: the number that it is given."""
        key = f"list {next(self._keys)}"
        restarts = {level: int(start)} if start and start.isdecimal() else {}
        self._lists[key] = List(self._of(style), counters, restarts)
        return self._numbers.prefix(key, level)

    def _of(self, style: str) -> Mapping[int, Level]:
        if style not in self._levels:
            self._levels[style] = _levels(self._styles[style]) if style in self._styles else {}
        return self._levels[style]

    def heading(self, level: str) -> str:
        """Number of the next heading at ``level``, from 1."""
        return self._numbers.prefix(_OUTLINE, int(level) - 1) if level.isdecimal() else ""


def _levels(style: etree._Element) -> Mapping[int, Level]:
    return {int(level.get(TEXT + "level", "1")) - 1: _level(level) for level in style.iterchildren(*_LEVELS)}


def _level(level: etree._Element) -> Level:
    if level.tag == TEXT + "list-level-style-bullet":
        return Level("bullet", level.get(TEXT + "bullet-char", "-"), 1)
    start = level.get(TEXT + "start-value", "1")
    form = _FORMS.get(level.get(STYLE + "num-format", ""), "none")
    return Level(form, _text(level) if form != "none" else "", int(start) if start.isdecimal() else 1)


def _text(level: etree._Element) -> str:
    told = level.get(_FORMAT)
    if told is not None:
        return _PLACE.sub(r"%\1", told)
    last = int(level.get(TEXT + "level", "1"))
    first = max(1, last + 1 - int(level.get(TEXT + "display-levels", "1")))
    places = ".".join(f"%{at}" for at in range(first, last + 1))
    return level.get(STYLE + "num-prefix", "") + places + level.get(STYLE + "num-suffix", "")

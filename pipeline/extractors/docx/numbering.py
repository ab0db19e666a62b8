"""Automatic numbers of Word lists, which the file's text does not hold: counted as Word counts them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from pipeline.extractors.docx.styles import W, value

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_BULLETS = frozenset("-+*–—•")
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: ``text`` holds ``%1`` … for the numbers of the levels."""

    form: str
    text: str
    start: int
    style: str | None


@dataclass(frozen=True, slots=True)
class List:
    """A ``w:num``: its levels, the abstract list whose counters it shares, and the levels that it starts anew."""

    levels: dict[int, Level]
    abstract: str
    restarts: dict[int, int]


class Numbers:
    """Counts the paragraphs of every list, in document order."""

    def __init__(self, load: Callable[[], etree._Element | None]) -> None:
        self._load = load
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    @cached_property
    def _lists(self) -> dict[str, List]:
        """Read when the first numbered paragraph comes: most files have none."""
        root = self._load()
        return {} if root is None else _lists(root)

    def level(self, number: str, style: str) -> int:
        """Level that a list ties to a paragraph style, else the first."""
        found = self._lists.get(number)
        return 0 if found is None else next((i for i, level in found.levels.items() if level.style == style), 0)

    def prefix(self, number: str, level: int) -> str:
        """Number or bullet of the next paragraph of a list with a space after it, or nothing. Counts on."""
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return ""
        counters = self._count(number, found, level)
        mark = _mark(found.levels, counters, level)
        return mark + " " if mark else ""

    def _count(self, number: str, found: List, level: int) -> dict[int, int]:
        counters = self._counters.setdefault(found.abstract, {})
        if level in found.restarts and (number, level) not in self._restarted:
            self._restarted.add((number, level))
            counters[level] = found.restarts[level]
        else:
            counters[level] = counters.get(level, found.levels[level].start - 1) + 1
        for deeper in [i for i in counters if i > level]:
            del counters[deeper]
        return counters


def _mark(levels: dict[int, Level], counters: dict[int, int], level: int) -> str:
    here = levels[level]
    if here.form == "bullet":
        return here.text if here.text in _BULLETS else "-"
    if here.form == "none" and "%" not in here.text:
        return here.text.strip()

    def number(place: re.Match[str]) -> str:
        at = int(place.group(1)) - 1
        of = levels.get(at)
        return "" if of is None else _figure(counters.get(at, of.start), of.form)

    return _PLACE.sub(number, here.text).strip()


def _figure(number: int, form: str) -> str:
    if form in {"upperRoman", "lowerRoman"}:
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form == "none":
        return ""
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for figure, letters in _ROMAN:
        text += letters * (number // figure)
        number %= figure
    return text


def _lists(root: etree._Element) -> dict[str, List]:
    abstract = {a.get(W + "abstractNumId", ""): _levels(a) for a in root.iter(W + "abstractNum")}
    found = {}
    for num in root.iter(W + "num"):
        of = value(num.find(W + "abstractNumId")) or ""
        levels, restarts = dict(abstract.get(of, {})), {}
        for override in num.iter(W + "lvlOverride"):
            at = int(override.get(W + "ilvl", "0"))
            start = value(override.find(W + "startOverride"))
            if start:
                restarts[at] = int(start)
            levels.update(_levels(override))
        found[num.get(W + "numId", "")] = List(levels, of, restarts)
    return found


def _levels(parent: etree._Element) -> dict[int, Level]:
    return {int(level.get(W + "ilvl", "0")): _level(level) for level in parent.iter(W + "lvl")}


def _level(level: etree._Element) -> Level:
    start = value(level.find(W + "start"))
    return Level(
        form=value(level.find(W + "numFmt")) or "decimal",
        text=value(level.find(W + "lvlText")) or "",
        start=int(start) if start else 0,
        style=value(level.find(W + "pStyle")),
    )

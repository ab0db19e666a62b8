"""Automatic numbers of lists, which a file's text does not hold: counted as word processors count them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

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
_MOST = 32767  # a larger count is a fault of the file, and its Roman figure would be endless


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``form``: as docx names it; ``text`` holds ``%1`` … for the numbers of the levels."""

    form: str
    text: str
    start: int
    style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A list in use: its levels, the abstract list whose counters it shares, and the levels that it starts anew."""

    levels: Mapping[int, Level]
    abstract: str
    restarts: Mapping[int, int]


class Numbers:
    """Counters of a file's lists. ``prefix`` is called for each numbered paragraph in document order."""

    def __init__(self, load: Callable[[], Mapping[str, List]]) -> None:
        self._load = load
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    @cached_property
    def _lists(self) -> Mapping[str, List]:
        """Read when the first numbered paragraph comes: most files have none."""
        return self._load()

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


def _mark(levels: Mapping[int, Level], counters: Mapping[int, int], level: int) -> str:
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
    if not 0 < number <= _MOST:
        return str(number)
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

"""Dates as they are written in Vietnamese papers, typed or recognised from a scan.

``ngày 05 tháng 3 năm 2021``, ``ngày 3/4/2021``, ``03-4-2021``, ``03.4.2021``, without marks, with broken words (``ng ày``)
and with letters for digits (``O3``, ``2O21``). A day left empty (``ngày … tháng 3 năm 2021``) leaves month and year.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from itertools import takewhile

from pipeline.model import Span
from pipeline.text.claims import Claims
from pipeline.text.plain import digits, plain

NGAY, THANG, NAM = r"n\s?g\s?a\s?y", r"t\s?h\s?a\s?n\s?g", r"n\s?a\s?m"
"""The words ngày, tháng and năm in plain text, broken or whole."""

_D = r"[0-9olis|b]"  # a digit, or the letter that a scan shows for it; at least one real digit is asked for later
_N = rf"{_D}{{1,2}}(?![0-9a-z])"
_LAST = r"(?:[0-9](?![0-9])|[olis|b](?![0-9a-z]))"
_YEAR = rf"[12]\s?[09o]\s?{_D}\s?{_LAST}"
_GAP = r"[\s,./-]{0,3}"
_BLANK = r"[\s.…_-]{0,60}"
_SMUDGE = r"(?=\S{0,3}[^a-z\s])\S{1,4}"  # a day that a scan made unreadable

_WORDS = re.compile(
    rf"(?<![a-z])(?:{NGAY}(?![a-z]){_BLANK}(?:(?:mung|mong)\s+)?(?:(?P<day>{_N})|{_SMUDGE}(?=\s))?{_BLANK}|(?P<bare>(?<![\d/.,-]){_N})\s*)"
    rf"[,/]?\s*{THANG}\s*(?P<month>{_N})(?:{_GAP}(?:{NAM}\s*|(?<![a-z]))(?P<year>{_YEAR}))?"
)
_FIGURES = re.compile(
    rf"(?:(?<![a-z])(?P<ngay>{NGAY})\s{{0,3}}[:,]?\s{{0,3}})?(?<![0-9a-z])(?<!\d[./,-])(?<!thang )"
    rf"(?:(?P<day>{_N})|(?P<blank>(?<![.…_])[.…_]{{1,60}}\s?))"
    rf"(?P<s1>\s?[/.-]\s?)(?P<month>{_N})(?:(?P<s2>\s?[/.-]\s?)(?:(?P<year>(?:1|2)[09o]{_D}{_D})|(?P<short>\d\d))(?![0-9a-z])(?![./-]\d))?"
)
_LEFT_OPEN = re.compile(r"[.…_]{3,}\s*,?$|…\s*,?$")
_NOT_PLACES = frozenset({"hom", "thu", "chu", "tai", "tu", "den", "can", "luc", "vao", "sang", "chieu", "ban", "trong", "hop"})


@dataclass(frozen=True, slots=True)
class Date:
    """A day, or a month where the day was left empty. ``span`` begins at the word ngày where it is written."""

    year: int
    month: int
    day: int | None
    span: Span

    @property
    def iso(self) -> str:
        """``YYYY-MM-DD``, or ``YYYY-MM`` without a day."""
        month = f"{self.year:04}-{self.month:02}"
        return month if self.day is None else f"{month}-{self.day:02}"


def dates(text: str, year: int | None = None) -> tuple[Date, ...]:
    """All dates of ``text`` in order. ``year``: taken where a date with the word ngày has none (``ngày 5 tháng 3``, ``ngày 3/4``)."""
    low = plain(text)
    found = [d for m in _WORDS.finditer(low) if (d := _worded(m, year))]
    taken = Claims(len(text), (d.span for d in found))
    for match in _FIGURES.finditer(low):
        date = _figured(match, year)
        if date and taken.free(date.span):
            found.append(date)
    return tuple(sorted(found, key=lambda d: d.span.start))


def date_line(text: str) -> Date | None:
    """The date line of a header block (``Sóc Trăng, ngày 05 tháng 3 năm 2021``): a place before it, or nothing on its line."""
    return next((d for d in dates(text) if _stands_alone(text, d.span)), None)


def _stands_alone(text: str, span: Span) -> bool:
    before, after = re.split(r"[\n\t]", text[: span.start])[-1], re.split(r"[\n\t]", text[span.end :])[0].strip()
    if after[:1].islower() or after[:1] in {",", ":", ";"} or not plain(text[span.start : span.end]).startswith("n"):
        return False
    return not before.strip(" *") or _ends_in_place(before)


def _ends_in_place(before: str) -> bool:
    """True where the words before a date name a place, or leave dots for one."""
    words = before.rstrip()[:-1].split()
    named = list(takewhile(lambda w: w.isdigit() or (w[0].isupper() and w.replace(".", "").replace("-", "").isalpha()), reversed(words)))
    if named and before.rstrip()[-1] in ",;.":
        return plain(named[-1]) not in _NOT_PLACES
    return bool(_LEFT_OPEN.search(before.rstrip()))


def _worded(match: re.Match[str], default: int | None) -> Date | None:
    day, month, year = match["day"] or match["bare"], match["month"], match["year"]
    if year is None and (default is None or match["bare"] or not day):
        return None
    return _date(year or str(default), month, day, match.span())


def _figured(match: re.Match[str], default: int | None) -> Date | None:
    year = match["year"]
    spaced = len(match["s1"]) > 1 and len(match["s2"] or "--") > 1
    if match["short"] and match["ngay"]:
        year = f"{20 if match['short'] <= '50' else 19}{match['short']}"
    elif not year and not match["short"] and match["ngay"] and match["day"] and default and "/" in match["s1"]:
        year = str(default)
    if not year or (spaced and match["s2"] and match["s1"].strip() != match["s2"].strip()) or (match["blank"] and not match["ngay"]):
        return None
    return _date(year, match["month"], match["day"], match.span())


def _date(year: str, month: str, day: str | None, span: tuple[int, int]) -> Date | None:
    """A date that the calendar knows, from parts with at least one digit each."""
    if not all(any(c.isdigit() for c in part) for part in (year, month, *([day] if day else []))):
        return None
    y, m, d = int(digits(year)), int(digits(month)), int(digits(day)) if day else None
    if not (1900 <= y <= 2100 and 1 <= m <= 12) or (d is not None and not 1 <= d <= monthrange(y, m)[1]):
        return None
    return Date(y, m, d, Span(*span))

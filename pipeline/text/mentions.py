"""Periods of time that a text names: months, quarters, halves, nine months, years, school years and terms.

For titles, sentences and file names, with or without marks. Full dates (``ngày 05 tháng 3 năm 2021``) are not mentions,
nor are durations (``trong vòng 3 tháng``, ``mỗi sáu tháng``) and frequencies (``mỗi tháng một lần``).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from pipeline.model import Span
from pipeline.text.claims import Claims
from pipeline.text.dates import NAM, THANG, dates
from pipeline.text.periods import contains, month, quarter_of, years_of
from pipeline.text.plain import digits, plain

__all__ = ["REACH", "Mention", "Unit", "contains", "mentions", "month", "period_of", "quarter_of", "years_of"]

Unit = Literal["month", "quarter", "half", "nine", "year", "term", "school-year"]

REACH = 80
"""Characters within which a mention without a year takes the next year named after it."""

_L, _R = r"(?<![^\W_])", r"(?![^\W_])"
_Y = r"(?:19|20)\d\d"
_YEAR = rf"(?:[\s/.,_(-]{{0,3}}(?:(?:{NAM})[\s_]*|(?<![a-z]))(?P<year>[12]\s?[09o]\s?[0-9o]\s?[0-9olis]){_R}(?!\s*[-/]\s*20\d\d))?"
_MONTH = re.compile(rf"{_L}(?P<word>{THANG})[\s_.]{{0,3}}(?P<n>muoi (?:mot|hai)|[a-z]{{1,5}}|[0-9oil]{{1,2}}){_R}{_YEAR}")
_SHORT_MONTH = re.compile(rf"{_L}(?<![a-z]\.)t\.?(?P<n>0?[1-9]|1[0-2]){_R}{_YEAR}")
_BARE_MONTH = re.compile(rf"{_L}(?<!\d[./,-])(?P<n>0?[1-9]|1[0-2])(?:\s?/\s?|[._-])(?P<year>{_Y}){_R}(?![/-]\s?[a-z\d]|\.\d)")
_QUARTER = re.compile(rf"{_L}(?P<word>qu[yi])[\s_.]{{0,3}}(?P<n>0?[1-4]|i[iv]{{0,2}}|l|mot|hai|ba|bon|tu){_R}{_YEAR}")
_SHORT_QUARTER = re.compile(rf"{_L}q(?:[.\s](?=i))?(?P<n>[1-4]|i[iv]{{0,2}}){_R}(?!,?\s*(?:tp|thanh pho)){_YEAR}")
_SPAN = re.compile(
    rf"{_L}(?<!\d[./,-])(?P<n>[0o]?[369]|ba|sau|chin)(?:\s*{THANG}|(?P<t>t)){_R}(?:[\s_]*(?P<end>dau|cuoi){_R}(?:[\s_]*{NAM}{_R})?)?{_YEAR}"
)
_TERM = re.compile(rf"{_L}(?:(?P<lead>nhiem ky|nk|giai doan|nam hoc|nh|{NAM})[\s_:]*)?(?P<y>{_Y})\s*(?P<dash>[-/_]|den)\s*(?P<z>{_Y}){_R}")
_WHOLE = re.compile(rf"{_L}(?<!viet )(?P<whole>ca[\s_])?{NAM}(?:[\s_]*(?P<year>[12]\s?[09o]\s?[0-9o]\s?[0-9olis]){_R}|(?(whole){_R}|(?!)))")
_LONE = re.compile(rf"{_L}(?P<year>20\d\d){_R}")
_RANGE = re.compile(
    rf"{_L}tu\s+(?:dau\s+{NAM}(?:\s*{_Y})?|{THANG}\s*0?1(?:\s?/\s?{_Y}|\s*{NAM}\s*{_Y})?)\s*(?:den|toi|-)\s*(?:het\s*)?{THANG}\s*0?(?P<n>[369]|12){_R}{_YEAR}"
)
_BETWEEN = re.compile(r"\s*(?:den|toi|-)\s*(?:het\s*)?(?:ngay\s*)?")
_HALF = re.compile(rf"{_L}nua\s*(?P<end>dau|cuoi)\s*(?:cua\s*)?{NAM}(?:\s*hoc)?{_R}{_YEAR}")
_MORE = re.compile(
    rf"\s*(?:[,+&-]|{_L}va{_R})\s*(?P<n>0?[1-9]|1[0-2]|i[ivx]{{0,3}}|vi{{0,3}}|xi{{0,2}}){_R}(?!\s*%|[.,/-]\d{{1,2}}(?!\d)|\s*{THANG}){_YEAR}"
)
_MORE_YEARS = re.compile(rf"\s*(?:[,+&]|{_L}va{_R})\s*(?P<year>{_Y}){_R}")
_LIST_GOES_ON = re.compile(rf"\s*(?:$|[.;:,)&+\n]|{_L}(?:va|{NAM}){_R})")

_ROMANS = {r: n for n, r in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)}
_WORDS = {
    **{w: n for n, w in enumerate(["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"], 1)},
    **{"giêng": 1, "bẩy": 7, "mười một": 11, "mười hai": 12, "chạp": 12},
}
_PLAIN_WORDS = {plain(w): n for w, n in _WORDS.items() if w not in {"tư", "năm", "sáu"}}  # thang sau is tháng sau
_QUARTER_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}
_PLAIN_QUARTERS = frozenset(map(plain, _QUARTER_WORDS))
_OFTEN = re.compile(r"(?:moi|hang|mot)\s+$|\d $")
_TIMES = re.compile(r"\s*(?:lần|buổi|lượt)")
_DATED = re.compile(r"\s*(?:học|sinh|nào|nay|[12]\s?\d)")
_NUMBERED = re.compile(r"(?:so|nghi dinh|luat|thong tu|quyet dinh|nd|tt|qd|nq)\s*:?\s*$")
_WARD = re.compile(r"\bp\.?\s?\d+[\s,-]*$")
_LASTS = re.compile(
    r"(?:trong|vong|han|moi|sau|ky|hang|cu|du|(?<!ket )qua|tren|duoi|nhat|khoang|gan|hon|suot|dai|gian|thieu|da|truoc|"
    r"them|duoc|con|tu|den|toi)\s+$"
)
_DURATION = re.compile(r"\s*(?:/|tuoi|mot lan|lan\b|\d+ lan|tro|lien|ke|luong|du bi|thu viec|sau|truoc|toi|tu\s|va\s+\d)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A period named in a text.

    ``value``: number of the month or quarter, 1 or 2 for the half of a year, else 0. ``year``: its own year, or the next one
    named within ``REACH`` characters, or None. ``end_year``: last year of a term or school year.
    """

    unit: Unit
    value: int
    year: int | None
    end_year: int | None
    span: Span


_LAST_DAYS = 27  # a later day closes its month


def mentions(text: str, bare: bool = False) -> tuple[Mention, ...]:
    """All mentions in order. ``bare``: years standing alone count too (file names: ``NQ 2021``)."""
    page = _Page(text, _without_dates(text))
    readers: list[_Reader] = [_terms, _ranges, _spans, _months, _short_months, _quarters, _short_quarters, _bare_months, _years]
    found: list[Mention] = []
    taken = Claims(len(text))
    for reader in [*readers, _lone_years] if bare else readers:
        for mention in reader(page):
            if taken.take_free(mention.span):
                found.append(mention)
    return _with_years(sorted(found, key=lambda m: m.span.start), text)


def period_of(mention: Mention, default_year: int) -> str:
    """Notation of a mention. A school year counts as its last year; the second half, having no notation, as the whole year."""
    year = mention.year or default_year
    match mention.unit:
        case "month":
            return month(year, mention.value)
        case "quarter":
            return f"{year:04}-Q{mention.value}"
        case "half":
            return f"{year:04}-6M" if mention.value == 1 else f"{year:04}"
        case "nine":
            return f"{year:04}-9M"
        case "term":
            return f"{year:04}/{mention.end_year or year:04}"
        case _:
            return f"{mention.end_year or year:04}"


class _Page(NamedTuple):
    """A text as it is written, and plain with its dates blotted out."""

    raw: str
    low: str


_Reader = Callable[[_Page], Iterator[Mention]]


def _without_dates(text: str) -> str:
    low, parts, at = plain(text), [], 0
    for date in dates(text, year=2000):
        parts += [low[at : date.span.start], "\0" * (date.span.end - date.span.start)]
        at = date.span.end
    return "".join([*parts, low[at:]])


def _with_years(found: list[Mention], text: str) -> tuple[Mention, ...]:
    """Fills missing years from the next year named after each mention."""
    years = [(m.span.start, m.year) for m in found if m.year and m.unit not in {"term", "school-year"}]
    named = sorted(years + [(d.span.start, d.year) for d in dates(text)])

    def later(mention: Mention) -> int | None:
        return next((y for at, y in named if mention.span.end <= at <= mention.span.end + REACH), None)

    return tuple(m if m.year else replace(m, year=later(m)) for m in found)


def _months(page: _Page) -> Iterator[Mention]:
    for match in _MONTH.finditer(page.low):
        number = _month_number(page.raw, match)
        often = _OFTEN.search(page.low[max(0, match.start() - 8) : match.start()])
        if number and not (often and page.raw[match.start()] == "t") and not _TIMES.match(page.raw, match.end("n")):
            yield from _listed("month", number, match, page)


def _month_number(text: str, match: re.Match[str]) -> int:
    """Number of the month that stands after the word tháng, 0 where it is no month."""
    word, raw = text[match.start("word") : match.end("word")], text[match.start("n") : match.end("n")]
    if "\u0306" in unicodedata.normalize("NFD", word):  # Thắng, thăng, thẳng
        return 0
    if any(c.isdigit() for c in raw):
        number = int(digits(raw)) if match["n"].strip("0123456789oil") == "" else 0
        return number if number <= 12 else 0
    if raw.isupper() and match["n"] in _ROMANS:
        return _ROMANS[match["n"]]
    number = (_PLAIN_WORDS if word.isascii() and raw.isascii() else _WORDS).get(raw.lower(), 0)
    return 0 if raw.lower() == "năm" and _DATED.match(text, match.end("n")) else number


def _listed(unit: Unit, first: int, match: re.Match[str], page: _Page) -> Iterator[Mention]:
    """A month or quarter and those listed after it: ``tháng 5, 6 năm 2021``, ``quý I và II``."""
    yield Mention(unit, first, _year(match), None, Span(*match.span()))
    items: list[re.Match[str]] = []
    at = match.end() if match["year"] is None else len(page.low)
    while (more := _MORE.match(page.low, at)) and _is_item(unit, more, page):
        items.append(more)
        at = more.end() if more["year"] is None else len(page.low)
    while items and not (items[-1]["year"] or items[-1]["n"] in _ROMANS or _LIST_GOES_ON.match(page.low, items[-1].end())):
        items.pop()
    for item in items:
        yield Mention(unit, _ROMANS.get(item["n"]) or int(item["n"]), _year(item), None, Span(item.start("n"), item.end()))


def _is_item(unit: Unit, item: re.Match[str], page: _Page) -> bool:
    """True where a listed number can be a month or quarter; Roman ones are written in capitals."""
    if not item["n"].isdigit() and not (item["n"] in _ROMANS and page.raw[item.start("n") : item.end("n")].isupper()):
        return False
    return unit == "month" or bool(_quarter_number(item["n"]))


def _short_months(page: _Page) -> Iterator[Mention]:
    return (Mention("month", int(m["n"]), _year(m), None, Span(*m.span())) for m in _SHORT_MONTH.finditer(page.low))


def _bare_months(page: _Page) -> Iterator[Mention]:
    for match in _BARE_MONTH.finditer(page.low):
        if not _NUMBERED.search(page.low[max(0, match.start() - 14) : match.start()]):
            yield Mention("month", int(match["n"]), _year(match), None, Span(*match.span()))


def _quarters(page: _Page) -> Iterator[Mention]:
    for match in _QUARTER.finditer(page.low):
        marks = set(unicodedata.normalize("NFD", page.raw[match.start("word") : match.end("word")])) - set("QUYIquyi")
        raw = page.raw[match.start("n") : match.end("n")].lower()
        number = _QUARTER_WORDS.get(raw) or (0 if match["n"] in _PLAIN_QUARTERS else _quarter_number(match["n"]))
        if number and marks <= {"\u0301"}:
            yield from _listed("quarter", number, match, page)


def _short_quarters(page: _Page) -> Iterator[Mention]:
    for match in _SHORT_QUARTER.finditer(page.low):
        number = _quarter_number(match["n"])
        if number and not _WARD.search(page.low[max(0, match.start() - 8) : match.start()]):
            yield Mention("quarter", number, _year(match), None, Span(*match.span()))


def _quarter_number(text: str) -> int:
    number = int(text) if text.isdigit() else _ROMANS.get(text.replace("l", "i"), 0)
    return number if number <= 4 else 0


_FROM_JANUARY: dict[int, tuple[Unit, int]] = {3: ("quarter", 1), 6: ("half", 1), 9: ("nine", 0), 12: ("year", 0)}


def _ranges(page: _Page) -> Iterator[Mention]:
    """Months from January on, by the names of the first and last month or by their first and last day; halves of a year."""
    for match in _RANGE.finditer(page.low):
        yield Mention(*_FROM_JANUARY[int(match["n"])], _year(match), None, Span(*match.span()))
    for match in _HALF.finditer(page.low):
        yield Mention("half", 1 if match["end"] == "dau" else 2, _year(match), None, Span(*match.span()))
    days = dates(page.raw) if "\0" in page.low else ()
    for first, last in zip(days, days[1:], strict=False):
        opens = (first.day, first.month, first.year) == (1, 1, last.year)
        closes = (last.day or 0) > _LAST_DAYS and last.month in _FROM_JANUARY
        if opens and closes and _BETWEEN.fullmatch(plain(page.raw[first.span.end : last.span.start])):
            yield Mention(*_FROM_JANUARY[last.month], last.year, None, Span(first.span.start, last.span.end))


def _spans(page: _Page) -> Iterator[Mention]:
    """Months counted from an end of the year: 3, 6 or 9, in digits or words."""
    for match in _SPAN.finditer(page.low):
        raw = page.raw[match.start("n") : match.end("n")].lower()
        count = int(digits(raw)) if raw[-1].isdigit() else {"ba": 3, "sáu": 6, "chín": 9, "chin": 9}.get(raw, 0)
        unit = _span_unit(count, match["end"])
        if unit is None or (match["t"] and page.raw[match.start("t")] != "T"):
            continue
        if match["end"] or match["year"] or not _is_duration(page.low, match):
            yield Mention(unit[0], unit[1], _year(match), None, Span(*match.span()))


def _span_unit(count: int, end: str | None) -> tuple[Unit, int] | None:
    """Unit and value of ``count`` months at an end of the year; three months alone are a duration."""
    known: dict[tuple[int, str | None], tuple[Unit, int]] = {
        (3, "dau"): ("quarter", 1),
        (3, "cuoi"): ("quarter", 4),
        (6, "dau"): ("half", 1),
        (6, None): ("half", 1),
        (6, "cuoi"): ("half", 2),
        (9, "dau"): ("nine", 0),
        (9, None): ("nine", 0),
    }
    return known.get((count, end))


def _is_duration(low: str, match: re.Match[str]) -> bool:
    before = low[max(0, match.start() - 12) : match.start()]
    return bool(_LASTS.search(before) or _DURATION.match(low, match.end()))


def _terms(page: _Page) -> Iterator[Mention]:
    """Terms of office and school years; two years in a row without a word are a school year, further apart a term."""
    for match in _TERM.finditer(page.low):
        first, last, lead = int(match["y"]), int(match["z"]), match["lead"] or ""
        if not first < last <= first + 20 or (not lead and match["dash"] != "-"):
            continue
        school = lead in {"nam hoc", "nh"} or (lead not in {"nhiem ky", "nk", "giai doan"} and last == first + 1)
        yield Mention("school-year" if school else "term", 0, first, last, Span(*match.span()))


def _years(page: _Page) -> Iterator[Mention]:
    for match in _WHOLE.finditer(page.low):
        if match["year"] and not 1900 <= int(digits(match["year"])) <= 2100:
            continue
        yield Mention("year", 0, _year(match), None, Span(*match.span()))
        at = match.end() if match["year"] else len(page.low)
        while more := _MORE_YEARS.match(page.low, at):
            yield Mention("year", 0, _year(more), None, Span(*more.span("year")))
            at = more.end()


def _lone_years(page: _Page) -> Iterator[Mention]:
    return (Mention("year", 0, _year(m), None, Span(*m.span())) for m in _LONE.finditer(page.low))


def _year(match: re.Match[str]) -> int | None:
    year = int(digits(match["year"])) if match["year"] else 0
    return year if 1900 <= year <= 2100 else None

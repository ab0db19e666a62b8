"""Date and period: when a paper was written, and the time that it speaks of."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.describe.lines import Line
from pipeline.model import Kind, Meeting, Passage, Role
from pipeline.text.dates import Date, date_line, dates
from pipeline.text.figures import figures
from pipeline.text.fold import fold
from pipeline.text.mentions import Mention, mentions, period_of
from pipeline.text.periods import month
from pipeline.text.sentences import sentences

_AHEAD = re.compile(
    r"phuong huong|(?:trien khai )?nhiem vu (?:trong tam )?(?:thang|quy|6 thang|nam|cuoi)|ke hoach (?:thang|quy)|chuong trinh (?:thang|quy)"
)
_REMEDY = re.compile(
    r"sau (?:khi )?kiem diem|kiem diem(?:,)? (?:danh gia|tu phe binh|cuoi|nam)|(?:da )?chi ra|"
    r"ton tai|han che|khuyet diem|hckd|yeu kem|thieu sot|danh gia,? xep loai|chua dat|chua lam duoc|\bhc\b|\bkd\b|con yeu|diem yeu|mat yeu"
)
_AUTUMN = 11  # from this month on a plan of remedies is next year's
_REMEDIED = re.compile(r"khac phuc|sua chua|chan chinh")
_EARLY = 2  # up to this month a report is still on the year before
_ONE_OFF = (Kind.DECISION, Kind.NOTICE, Kind.APPLICATION)
_DECIDED = (Kind.RESOLUTION, Kind.PLAN, Kind.PROGRAMME)
_AND = re.compile(r"[\s,&+–-]*(?:va)?[\s,&+–-]*")
_PUT_IN = re.compile(r"long ghep|kem|gop|nhan dien|va ket qua")
_LAST_QUARTER = {"6M": 2, "9M": 3}
_FORWARD = (*_DECIDED, Kind.COMMITMENT, Kind.REGISTRATION)
_SHORT = ("month", "quarter", "half", "nine")
_FALLBACK_LINES = 12


def date_of(head: Sequence[Line], tail: Sequence[Line]) -> Date | None:
    """The date line of the head, else of the signature block."""
    return next((d for line in (*head, *reversed(tail)) if (d := date_line(line.text))), None)


def meeting_date(opening: str) -> Date | None:
    """The date that the opening of minutes gives for the meeting."""
    return next((d for d in dates(opening) if d.day), None)


def written_on(date: Date | None, held: Date | None, subject: str) -> Date | None:
    """The date of minutes: the date line's; the meeting's where there is none, or where title and meeting agree against it."""
    if date is None or held is None or (date.year, date.month) == (held.year, held.month):
        return date or held
    agreed = any((m.unit, m.year, m.value) == ("month", held.year, held.month) for m in mentions(subject))
    return held if agreed else date


def period_of_document(
    kind: Kind, meeting: Meeting, subject: str, opening: str, date: Date | None, held: Date | None, rows: Sequence[str]
) -> str | None:
    """The period, by the stated order: title, then (minutes) the meeting's date, the opening, the date line."""
    told = list(mentions(subject))
    year = next((m.year for m in told if m.unit == "year" and m.year), None) or _year(date, held)
    if kind is Kind.MINUTES:
        return _minutes(meeting, told, date or held, held, year)
    if kind in (Kind.REGISTER, Kind.LIST) and not any(m.year for m in told):
        return _of_rows(rows) or (_told(told, year) if told else None) or (str(year) if year else None)
    term = next((m for m in told if m.unit == "term"), None)
    if term and (kind is Kind.RULES or all(m.unit == "term" for m in told)):
        return period_of(term, year or 0)
    if kind is Kind.RULES and not told:
        return None
    told = [m for m in told if m.unit != "term"]
    if kind in (Kind.PLAN, Kind.PROGRAMME) and (remedied := _remedied(subject, told, date)):
        return str(remedied)
    if kind is Kind.REPORT and date and _looks_back(subject, told, date):
        return str(date.year)
    if kind in _ONE_OFF and all(m.unit in ("quarter", "half", "nine", "year") for m in told) and (named := _named_year(told, year)):
        return str(named)
    ahead = _AHEAD.search(fold(subject))
    if ahead and kind in _DECIDED and any(m.span.start > ahead.start() for m in told):
        return _told([m for m in told if m.span.start > ahead.start()], year)
    before = [m for m in told if not ahead or m.span.start < ahead.start()] or told
    return _told(before, year) or _told(_opened(kind, opening, date), year) or (str(year) if year else None)


def further_periods(kind: Kind, period: str | None, subject: str, body: str) -> tuple[str, ...]:
    """Periods besides its own that a report serves: months and quarters listed in its title, and the last quarter of a longer report
    that gives that quarter's own figures."""
    if kind is not Kind.REPORT or period is None or "/" in period:
        return ()
    ahead = _AHEAD.search(fold(subject))
    told = [m for m in mentions(subject) if not ahead or m.span.start < ahead.start()]
    year = int(period[:4])
    listed = [b for a, b in zip(told, told[1:], strict=False) if b.unit in ("month", "quarter") and _listed(a, b, subject)]
    found = [period_of(m, year) for m in listed]
    quarter = _LAST_QUARTER.get(period[5:])
    if quarter and any(_has_figures(s, quarter) for s in _lines(body)):
        found.append(f"{year}-Q{quarter}")
    return tuple(dict.fromkeys(p for p in found if p != period))


def _listed(first: Mention, second: Mention, subject: str) -> bool:
    """Two periods named in a row, or the second as that of a report put into this one."""
    gap = fold(subject[first.span.end : second.span.start])
    return bool(_AND.fullmatch(gap) or (first.unit != second.unit and _PUT_IN.search(gap)))


def _lines(body: str) -> Iterator[str]:
    return (body[s.start : s.end] for s in sentences(body))


def _has_figures(text: str, quarter: int) -> bool:
    """A sentence or row about a quarter that tells a number, and no plan for it."""
    about = [m for m in mentions(text) if m.unit == "quarter" and m.value == quarter]
    return bool(about) and not _AHEAD.search(fold(text)) and bool(figures(text))


def _year(date: Date | None, held: Date | None) -> int | None:
    return (held or date).year if (held or date) else None  # type: ignore[union-attr]


def _minutes(meeting: Meeting, told: list[Mention], date: Date | None, held: Date | None, year: int | None) -> str | None:
    months = [m for m in told if m.unit == "month"]
    when = held or date
    if len({m.value for m in months}) == 1 and meeting is not Meeting.THEMATIC:
        stated = months[0].year or year
        return month(stated, months[0].value) if stated else None
    stated_years = {m.year for m in told if m.year}
    if when and (not stated_years or when.year in stated_years or not held):
        return month(when.year, when.month) if not stated_years or when.year in stated_years else _told(told, year)
    if months and (months[0].year or year):
        return period_of(months[0], year or 0)
    return _told(told, year)


def _told(told: Sequence[Mention], year: int | None) -> str | None:
    """The shortest period that is told first; the year's last month of a half year is the whole year."""
    chosen = next((m for m in told if m.unit in _SHORT and (m.year or year)), None) or next((m for m in told if m.year), None)
    if chosen is None:
        return None
    if chosen.unit == "half" and chosen.value == 2:
        return str(chosen.year or year)
    return period_of(chosen, year or 0)


def _opened(kind: Kind, opening: str, date: Date | None) -> list[Mention]:
    """Periods that the opening names; of what decides for the future only those from the year of the date line on."""
    named = _years(opening)
    return [m for m in named if not date or (m.year or 0) >= date.year] if kind in _FORWARD else named


def _years(opening: str) -> list[Mention]:
    return [m for m in mentions(opening) if m.unit in (*_SHORT, "year", "school-year") and m.year]


def _remedied(subject: str, told: list[Mention], date: Date | None) -> int | None:
    """The year of a plan that is named after the year whose shortcomings it remedies: the year after, or the one that it names besides."""
    years = sorted({m.year for m in told if m.year})
    if not years or not _REMEDY.search(fold(subject)):
        return None
    if len(years) > 1:
        return years[-1]
    if date is None or date.year == years[0] + 1:
        return years[0] + 1
    return years[0] + 1 if date.year == years[0] and date.month >= _AUTUMN else None


def _looks_back(subject: str, told: list[Mention], date: Date) -> bool:
    """A report on what was remedied since last year's review: it names the review's year, but was written well into the next."""
    remedied = _REMEDIED.search(fold(subject)) and _REMEDY.search(fold(subject))
    return bool(remedied) and {m.year for m in told if m.year} == {date.year - 1} and date.month > _EARLY


def _named_year(told: list[Mention], year: int | None) -> int | None:
    """The year that the title of a one-off paper names, or that of its date where the title names a part of a year only."""
    return next((m.year for m in told if m.year), year) if told else None


def _of_rows(rows: Sequence[str]) -> str | None:
    """The year that most dated entries of a register have."""
    years = Counter(d.year for row in rows for d in dates(row))
    years.update(m.year for row in rows for m in mentions(row) if m.unit in ("year", "month") and m.year)
    return str(years.most_common(1)[0][0]) if years else None


def rows_of(passages: Sequence[Passage]) -> list[str]:
    """Texts of the table rows among passages, column headings included."""
    return [p.text for p in passages if p.role in (Role.ROW, Role.TABLE_HEADER)]

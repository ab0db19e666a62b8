"""Problems that a paper shows by itself: a blank form, a draft, dates that disagree, another year."""

import re
from collections.abc import Sequence

from pipeline.describe.lines import Line
from pipeline.model import Body, Flag, Kind, Meeting, Problem, Profile
from pipeline.text.dates import Date
from pipeline.text.fold import fold
from pipeline.text.mentions import mentions
from pipeline.text.periods import month, years_of

_BLANK = re.compile(r"\.{4,}|…{2,}|_{4,}|(?:\. ){4,}|(?:…\s*\.+){1,}|\[\s*\]|…")
_DRAFT = re.compile(r"\b(?:du thao|ban nhap|draft)\b")
_SIGNED = re.compile(r"\(?\s*(?:da ky|da ki|ky ten, dong dau)\s*\)?")
_NAME = re.compile(r"^[A-ZĐÀ-Ỹ][a-zà-ỹđ]*(?: [A-ZĐÀ-Ỹ][a-zà-ỹđ]*){1,5}$")
_TEMPLATE_NAME = re.compile(r"(?:^|[\s_(\-/])mau(?:$|[\s_).\-])")
_STANDING = frozenset({Kind.REGISTER, Kind.LIST, Kind.RULES, Kind.GUIDANCE, Kind.DIRECTIVE, Kind.REGULATION, Kind.LETTER, Kind.OTHER})
_OF_A_YEAR = frozenset({Kind.DECISION, Kind.NOTICE, Kind.REPORT, Kind.LIST})  # papers that superiors too write about one year
_LOOK_BACK = frozenset({Kind.REPORT, Kind.MINUTES, Kind.SELF_REVIEW, Kind.OPINION})
_AHEAD = 4  # months before its year in which a plan, a resolution or a pledge may be signed
_LATE = 6  # months of the next year in which a year's paper may still be signed
_MOST_LETTERS = 90  # letters of real text a blank; a filled form has many more


def blank(text: str, title: str, path: str) -> Flag | None:
    """A form that nobody filled in: many dotted fields and little else."""
    blanks = len(_BLANK.findall(text))
    letters = sum(map(str.isalpha, text)) if blanks else 0
    named = bool(_TEMPLATE_NAME.search(fold(path.rsplit("/", 1)[-1].rsplit(".", 1)[0])) or fold(title).startswith("mau "))
    if blanks >= (2 if named else 3) and letters < _MOST_LETTERS * blanks * (3 if named else 1):
        return Flag(Problem.BLANK_TEMPLATE, detail=f"còn {blanks} chỗ để trống")
    return None


def draft(head: Sequence[Line], title_line: int, text: str, path: str) -> Flag | None:
    """A paper that calls itself a draft and bears no signature."""
    folded_name = fold(path.rsplit("/", 1)[-1]).replace("_", " ")
    says = any(_DRAFT.match(fold(line.text).strip(" ([*")) for line in head[: max(title_line + 3, 6)])
    if (says or _DRAFT.search(folded_name)) and not _SIGNED.search(fold(text[-600:])):
        return Flag(Problem.UNSIGNED, detail="tự ghi là dự thảo và không có chữ ký")
    return None


def date_conflict(profile: Profile, date: Date | None, held: Date | None) -> Flag | None:
    """The paper's own dates disagree: title, date line, meeting. A month's difference between label and meeting is usual."""
    if profile.kind is Kind.MINUTES and date and held and _before(date, held):
        return Flag(Problem.DATE_CONFLICT, detail=f"dòng ngày ghi {date.day}/{date.month}, trước ngày họp {held.day}/{held.month}")
    if profile.kind is Kind.MINUTES and date and held and abs(_months(date) - _months(held)) > 1:
        return Flag(Problem.DATE_CONFLICT, detail=f"dòng ngày ghi {date.month}/{date.year}, nội dung ghi họp {held.month}/{held.year}")
    when = held or date
    if profile.kind is Kind.MINUTES and profile.meeting is Meeting.REGULAR and when and profile.subject:
        told = next((m for m in mentions(profile.subject) if m.unit == "month"), None)
        stated_month = (told.year or when.year) * 12 + told.value if told else _months(when)
        against = date and held and stated_month == _months(date) != _months(held)  # title and date line against the meeting's
        if told and (against or abs(stated_month - _months(when)) > 1):
            stated = month(told.year or when.year, told.value)
            return Flag(Problem.DATE_CONFLICT, detail=f"tiêu đề ghi {stated}, ngày họp là {when.month}/{when.year}")
    if profile.kind is Kind.REPORT and date and profile.period and re.fullmatch(r"\d{4}-\d\d", profile.period):
        stated_months = int(profile.period[:4]) * 12 + int(profile.period[5:])
        if not -1 <= _months(date) - stated_months <= 2:
            return Flag(Problem.DATE_CONFLICT, detail=f"báo cáo kỳ {profile.period} nhưng đề ngày {date.month}/{date.year}")
    return _years_apart(profile, date) if date else None


def _before(date: Date, held: Date) -> bool:
    """Minutes that were dated before the meeting of the same month."""
    return bool(date.day and held.day) and _months(date) == _months(held) and (date.day or 0) < (held.day or 0)


def _years_apart(profile: Profile, date: Date) -> Flag | None:
    """A paper on a year that was dated well before it or long after: a report before its year, anything else before the autumn before."""
    if profile.kind in _STANDING or not profile.subject or not re.fullmatch(r"\d{4}(?:-(?:6M|9M|Q\d))?", profile.period or ""):
        return None
    year = int((profile.period or "")[:4])
    told = any(m.year == year for m in mentions(profile.subject) if m.unit in ("year", "quarter", "half", "nine"))
    first = year * 12 + 1 - (0 if profile.kind in _LOOK_BACK else _AHEAD)
    if told and not first <= _months(date) <= (year + 1) * 12 + _LATE:
        return Flag(Problem.DATE_CONFLICT, detail=f"tiêu đề ghi năm {year} nhưng đề ngày {date.month}/{date.year}")
    return None


def _months(date: Date) -> int:
    return date.year * 12 + date.month


def other_year(profile: Profile, year: int) -> Flag | None:
    """The period lies outside the inspected year. A superior's standing text and a term that covers the year do not."""
    if profile.period is None or (profile.by is Body.SUPERIOR and profile.kind not in _OF_A_YEAR):
        return None
    years = years_of(profile.period)
    if year in years:
        return None
    return Flag(Problem.OTHER_YEAR, detail=f"kỳ {profile.period}")


def other_cell(profile: Profile, unit: str | None) -> Flag | None:
    """A paper of another cell, or a superior union's ruling on the union of another ``unit``."""
    if profile.by is Body.UNION and profile.kind in (Kind.DECISION, Kind.NOTICE) and unit:
        return Flag(Problem.OTHER_CELL, detail=unit)
    if profile.by is Body.OTHER_CELL:
        return Flag(Problem.OTHER_CELL, detail=profile.issuer or "")
    return None

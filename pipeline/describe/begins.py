"""Begins: whether an opening begins a record of its own, or belongs to the one before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.describe.lines import Line
from pipeline.describe.marks import Mark, ended
from pipeline.describe.openings import Opening
from pipeline.model import Kind
from pipeline.text.dates import dates
from pipeline.text.fold import fold
from pipeline.text.mentions import mentions

_SAME = 90.0  # per cent of agreement of two titles that are one
_FORM = 85.0  # of the titles of two sheets of one form
_APART = 5  # lines between the titles of two records
_SOON = 9  # lines below a title in which minutes say when and where, and a form says whose it is
_PERSONAL = frozenset({Kind.COMMITMENT, Kind.SELF_REVIEW, Kind.OPINION, Kind.APPLICATION, Kind.REGISTRATION})
_ALONE = frozenset({Kind.REPORT, Kind.RESOLUTION, Kind.NOTICE, Kind.SUBMISSION, Kind.DECISION, Kind.INVITATION, Kind.DIRECTIVE})
"""Kinds that are no appendix even where nothing but the title tells."""
_DECIDED = frozenset({Kind.RULES, Kind.REGULATION, Kind.PLAN, Kind.PROGRAMME})
"""Kinds that a decision puts in force."""
_MET = re.compile(
    r"\W*(?:hom nay|vao (?:luc|hoi|ngay)|luc \d|ngay \d|co mat|khai mac|(?:hoi nghi|cuoc hop|buoi hop|phien hop) (?:bat dau|khai mac|duoc)|"
    r"(?:[ivx\d]{1,3}[./) -]+)?(?:thoi gian|thanh phan|tham du|du hop|dia diem))\b"
)
_PERSON = re.compile(
    r"\W*(?:ho (?:va|,)? ?ten(?: \w+){0,3}|toi (?:ten|la)(?: la)?|ten toi(?: la)?|dang vien|dong chi|kinh gui)\s*:?\W*(?P<name>.*)"
)
_FIGURES = re.compile(r"\d+|\b[ivx]+\b")
_FORMS = re.compile(r"(?:phieu|ban|bang|giay|don|to|bao cao)\b")
_PAPERS = re.compile(r"(?:baocao|nghiquyet|thongbao|totrinh|quyetdinh|giaymoi|chithi)")
_ENCLOSED = re.compile(r"kem theo|ban hanh theo")
_BY_DECISION = re.compile(r"(?:kem theo|ban hanh theo)\s+quyet dinh")


@dataclass(frozen=True, slots=True)
class Place:
    """An opening among the lines of its file. ``before``: the record before it. ``below``: the lines under the title."""

    opening: Opening
    heading: Sequence[Line]
    before: Sequence[Line]
    below: Sequence[Line]
    turned: bool  # it stands on another page than the line above


def begins(place: Place, last: Opening | None) -> bool:
    """Whether a record begins here. ``last``: the opening of the record before, None where that has none."""
    opening, before = place.opening, place.before
    near = last is not None and len(before) < _APART and not place.turned and not ended(before)
    if near and not (opening.block and last and opening.found & last.found):
        return False  # the other column of a header block, or its title goes on
    if opening.block:
        return (_another(opening, last) or ended(before)) and not _blank_form(opening)
    if opening.title is None:
        return False
    if opening.title.kind is Kind.MINUTES:
        return _meets(place, last)
    if not opening.shown or not ended(before):
        return False
    return _stands_alone(place, last)


def _another(opening: Opening, last: Opening | None) -> bool:
    """False for a header block that is repeated on a later page of one paper."""
    if last is None:
        return True
    numbers = (opening.number and opening.number.text, last.number and last.number.text)
    if numbers[0] != numbers[1] or (opening.date is not None and _day(opening) != _day(last)):
        return True
    alike = last.title is not None and opening.title is not None and last.title.kind is opening.title.kind
    return opening.title is not None and not (alike and _alike(opening, last, _SAME))


def _day(opening: Opening) -> str | None:
    return opening.date.iso if opening.date else None


def _alike(one: Opening, other: Opening, least: float) -> bool:
    first, second = (fold(f"{o.title.kind} {o.title.subject}") if o.title else "" for o in (one, other))
    return fuzz.ratio(first, second) >= least and _FIGURES.findall(first) == _FIGURES.findall(second)


def _blank_form(opening: Opening) -> bool:
    """A form at the end of a paper: "Mẫu số 1", number and date left empty."""
    return Mark.ANNEX in opening.found and opening.date is None and (opening.number is None or opening.number.number is None)


def _meets(place: Place, last: Opening | None) -> bool:
    """Minutes: a title under which time and place of the meeting follow, after the end of a record or for another day."""
    opening = place.opening
    title = opening.title
    if title is None or not any(_MET.match(fold(line.text)) for line in place.below[:_SOON]):
        return False
    if ended(place.before):
        return True
    return opening.shown and _when(place.heading, place.below) != (_when(place.before[:1], place.before[1:]) if last else None)


def _when(heading: Sequence[Line], below: Sequence[Line]) -> tuple[int | None, int | None, int | None] | None:
    """Year, month and day of a meeting: its date, else the month that the title names."""
    opened = "\n".join(line.text for line in (*heading, *below[:_SOON]))
    day = next(iter(dates(opened)), None)
    if day:
        return day.year, day.month, day.day
    told = next((m for m in mentions(opened) if m.unit == "month"), None)
    return (told.year, told.value, None) if told else None


def _stands_alone(place: Place, last: Opening | None) -> bool:
    """A title without a header block, after the end of a record: a sheet of a form, a paper of its own kind, not an appendix."""
    opening = place.opening
    title = opening.title
    if title is None or last is None or last.title is None:
        return False
    kind, current = title.kind, last.title.kind
    around = " ".join(fold(line.text) for line in (*place.heading, *place.below[:3]))
    if _ENCLOSED.search(around) or Mark.ANNEX in opening.found:
        return kind in _DECIDED and current is Kind.DECISION and bool(_BY_DECISION.search(around))
    if kind in _PERSONAL:
        return _of_person(place, last)
    if kind in (Kind.OTHER, Kind.REGISTER):
        return False
    if opening.number is not None or opening.date is not None:
        return True
    if kind in _DECIDED:
        return current in (Kind.DECISION, Kind.MINUTES) or current in _PERSONAL
    letters = "".join(c for c in fold(place.heading[0].text) if c.isalpha())
    return kind in _ALONE and bool(_PAPERS.match(letters)) and not _alike(opening, last, _SAME)


def _of_person(place: Place, last: Opening) -> bool:
    """A further sheet of the same form, or a form of another kind that is filled in."""
    title = place.opening.title
    named = [m for line in place.below[:_SOON] if (m := _PERSON.match(fold(line.text)))]
    if title is None or last.title is None or not named or not _FORMS.match(fold(place.heading[0].text)):
        return False
    if title.kind is last.title.kind:
        return _alike(place.opening, last, _FORM)
    return any(sum(map(str.isalpha, m["name"])) > 3 for m in named)

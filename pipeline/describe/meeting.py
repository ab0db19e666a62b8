"""Meeting: regular, thematic, committee, extraordinary, the year's self-review, or another body's."""

import re
from collections.abc import Sequence

from pipeline.model import Kind, Lexicon, Meeting
from pipeline.text.fold import fold, tokens
from pipeline.text.mentions import mentions
from pipeline.text.terms import Terms

_HELD = re.compile(r"sinh hoat (?:chuyen de|cd)\b|\bshcd\b|toa dam")  # not "thông qua chuyên đề"
_ORDER = (Meeting.COMMITTEE, Meeting.OTHER, Meeting.REGULAR, Meeting.THEMATIC, Meeting.REVIEW, Meeting.EXTRAORDINARY)


class Meetings:
    """Tells kinds of meeting apart by the words of the title, then of the opening."""

    def __init__(self, lexicon: Lexicon) -> None:
        phrases = {p: m for m, words in lexicon.meetings.items() for p in words}
        self._terms = Terms(phrases)
        self._meetings = {self._terms.number[p]: m for p, m in phrases.items()}

    def _told(self, text: str) -> list[Meeting]:
        told = {self._meetings[o.term] for o in self._terms.find(tokens(text))}
        return [m for m in _ORDER if m in told]

    def classify(self, kind: Kind, subject: str, opening: str, organisations: Sequence[str]) -> Meeting:
        """The kind of meeting that minutes record; ``NONE`` for other papers."""
        if kind is not Kind.MINUTES:
            return Meeting.NONE
        own = [fold(o) for o in organisations]
        if any(o.startswith(("chi uy", "ban chi uy", "chi ủy")) and "chi bo" not in o for o in own[-1:]):
            return Meeting.COMMITTEE
        told = self._told(subject)
        cell_named = any("chi bo" in o for o in own) or "chi bo" in fold(subject)
        if Meeting.OTHER in told and cell_named:
            told.remove(Meeting.OTHER)
        months = [m for m in mentions(subject) if m.unit == "month"]
        if told:
            first = told[0]
            return Meeting.REGULAR if first in (Meeting.REVIEW, Meeting.EXTRAORDINARY) and self._regular(subject, bool(months)) else first
        if own and not cell_named and "chi bo" not in fold(opening):
            return Meeting.OTHER
        if months:
            return Meeting.REGULAR
        opened = self._told(opening[:300])
        return next((m for m in opened if m in (Meeting.COMMITTEE, Meeting.THEMATIC, Meeting.REVIEW)), Meeting.REGULAR)

    @staticmethod
    def besides(kind: Kind, meeting: Meeting, subject: str) -> Meeting:
        """A thematic meeting that the title of regular minutes names too; ``NONE`` where there is none."""
        both = kind is Kind.MINUTES and meeting is Meeting.REGULAR and _HELD.search(fold(subject))
        return Meeting.THEMATIC if both else Meeting.NONE

    def _regular(self, subject: str, month: bool) -> bool:
        """A title such as "Họp lệ tháng 12 và kiểm điểm cuối năm" is a regular meeting's too."""
        return month and Meeting.REGULAR in self._told(subject)

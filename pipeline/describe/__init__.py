"""Describe: Source -> Document. What each paper is, who wrote it, when, about which time, and what is wrong with it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from pipeline.describe.copies import flag_copies
from pipeline.describe.divide import Divider
from pipeline.describe.issuer import Bodies, cell_in, member_of, name_of_cell, of_another_unit, organisation_lines, organisations_of_title
from pipeline.describe.lines import Line, lines
from pipeline.describe.meeting import Meetings
from pipeline.describe.openings import number_in
from pipeline.describe.period import date_of, further_periods, meeting_date, period_of_document, rows_of, written_on
from pipeline.describe.problems import blank, date_conflict, draft, other_cell, other_year
from pipeline.describe.quarter import mended
from pipeline.describe.sheets import WORKBOOKS
from pipeline.describe.title import Title, Titles
from pipeline.model import UNREADABLE, Document, Flag, Kind, Lexicon, Meeting, Problem, Profile, Role, Source, Span
from pipeline.text.dates import Date
from pipeline.text.fold import fold, tokens
from pipeline.text.mentions import mentions
from pipeline.text.numbers import DocNumber

_UNTITLED = 8  # lines that may name bodies where there is no title
_OPENING = 700  # characters of the body that may tell date, cell and meeting
_TAIL = 12  # lines of the signature block


class Describer:
    """Built once a form: knows the words of the field."""

    def __init__(self, lexicon: Lexicon, year: int) -> None:
        self.year = year
        self._titles = Titles(lexicon)
        self._bodies = Bodies(lexicon)
        self._divider = Divider(self._titles, self._bodies)
        self._meetings = Meetings(lexicon)
        self._symbols = {s.upper(): k for k, words in lexicon.kinds.items() for s in words["symbol"]}
        names = {n: k for k, words in lexicon.kinds.items() for n in words["name"]}
        self._names = sorted(((tokens(n).folded, k) for n, k in names.items()), key=lambda item: -len(item[0]))

    def describe(self, sources: Sequence[Source], cell: str | None = None) -> tuple[tuple[Document, ...], str]:
        """The documents of a cell's sources, in their order, and the cell's name. A source may bind several documents.

        ``cell``: the name, where the inspector gives it; else the one that most papers carry ("" where none does).
        """
        drafts = [_Draft(self, record) for source in sources for record in self._divider.divide(source)]
        named = cell or name_of_cell([n for d in drafts for n in d.cells], (d.document.text for d in drafts))
        documents = [d.finished(named) for d in drafts]
        return flag_copies(documents), named

    def kind(self, title: Title | None, number: DocNumber | None, path: str, head: Sequence[Line]) -> tuple[Kind, str]:
        """Kind by title, then by the letters of the number, then by "V/v", then by the file's name."""
        if title:
            return title.kind, "title"
        if number and (kind := self._symbols.get(number.type.upper())):
            return kind, "number"
        if any(fold(line.text).startswith(("v/v", "kinh gui")) for line in head[:14]) and number:
            return Kind.LETTER, "text"
        stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        words = tokens(re.sub(r"[_.\-]+", " ", stem)).folded
        for name, kind in self._names:
            if any(words[i : i + len(name)] == name for i in range(min(3, len(words)))):
                return kind, "name"
        return Kind.OTHER, ""


class _Draft:
    """A document on the way: everything that does not need the cell's name."""

    def __init__(self, describer: Describer, document: Document) -> None:
        self.of = describer
        self.document = document
        text = document.text
        body = tuple(p for p in document.passages if p.role is not Role.HEADER)
        self.head = lines(document.passages, document.starts)
        tail = lines(body[-_TAIL:], self.document.starts[len(body) - len(body[-_TAIL:]) : len(body)])[-_TAIL:] if body else ()
        self.title = describer._titles.find(self.head, text)
        upper = [line.text for line in self.head[: (self.title.line if self.title else 10)]]
        self.number = number_in(upper) or number_in([line.text for line in self.head[:12]])
        self.kind, self.kind_from = describer.kind(self.title, self.number, document.path if document.part is None else "", self.head)
        self.organisations = organisation_lines(self._above(), describer._bodies) or self._titled()
        self.body = self.title.span.end if self.title else 0
        self.opening = text[self.body : self.body + _OPENING]
        self.meeting = describer._meetings.classify(self.kind, self.title.subject if self.title else "", self.opening, self.organisations)
        self.date: Date | None = date_of(self.head[:25], tail)
        subject = self.title.subject if self.title else ""
        self.held = (meeting_date(subject) or meeting_date(self.opening)) if self.kind is Kind.MINUTES else None

    def _above(self) -> list[Line]:
        """Lines above the title, without the name of a sheet."""
        above = self.head[: self.title.line if self.title else _UNTITLED]
        return [line for line in above if self.document.method not in WORKBOOKS or line.capital or not line.bold]

    def _titled(self) -> list[str]:
        """Bodies in the title of a register or list that has no header block."""
        if self.title is None or self.kind not in (Kind.REGISTER, Kind.LIST):
            return []
        return organisations_of_title(self.head[self.title.line : self.title.end + 2], self.of._bodies)

    @property
    def cells(self) -> list[str]:
        """Names of cells that the paper gives as its own."""
        named = cell_in(self.organisations) or member_of(self.opening)
        return [named] if named else []

    def _profile(self, cell: str) -> Profile:
        subject = self.title.subject if self.title else ""
        number = self.number.text if self.number and self.number.number is not None else None
        by, issuer = self.of._bodies.classify(self.organisations, self.kind, number, cell, self.opening)
        date = written_on(self.date, self.held, subject) if self.kind is Kind.MINUTES else self.date
        period = period_of_document(
            self.kind, self.meeting, self._told(subject), self.opening, date, self.held, rows_of(self.document.passages)
        )
        return Profile(
            kind=self.kind,
            number=number,
            date=f"{date.year}-{date.month:02}-{date.day:02}" if date and date.day else None,
            period=period,
            further=further_periods(self.kind, period, subject, self.document.text[self.body :]),
            issuer=issuer,
            subject=subject or None,
            by=by,
            meeting=self.meeting,
            also=self.of._meetings.besides(self.kind, self.meeting, subject),
            title=self.title.span if self.title else Span(0, 0),
            body=self.body,
            kind_from=self.kind_from,
        )

    def _told(self, subject: str) -> str:
        """The words that tell the period: the subject, for working rules also the term that their text names."""
        if self._misread_quarter:
            return self._misread_quarter[0]
        if self.kind is not Kind.RULES or any(m.unit == "term" for m in mentions(subject)):
            return subject
        term = next((m.span for m in mentions(self.document.text) if m.unit == "term"), None)
        return f"{subject} {self.document.text[term.start : term.end]}" if term else subject

    @cached_property
    def _misread_quarter(self) -> tuple[str, bool] | None:
        """Of a scanned report: its subject with the quarter mended, and whether the date had to tell it."""
        if self.kind is not Kind.REPORT or self.title is None or not self.head[self.title.line].recognised:
            return None
        return mended(self.title.subject, self.date)

    def _quarter_by_date(self) -> Flag | None:
        doubtful = self._misread_quarter is not None and self._misread_quarter[1]
        return Flag(Problem.LOW_OCR, detail="số quý trong tiêu đề đọc không rõ, lấy theo ngày ký") if doubtful else None

    def finished(self, cell: str) -> Document:
        """The document with its profile and its problems."""
        if self.document.has(*UNREADABLE):
            return replace(self.document, profile=Profile(kind=self.kind, meeting=Meeting.NONE))
        profile = self._profile(cell)
        text = self.document.text
        found = (
            other_cell(profile, of_another_unit(text, cell)),
            blank(text, profile.subject or "", self.document.path),
            draft(self.head, self.title.line if self.title else 0, text, self.document.path),
            date_conflict(profile, self.date, self.held),
            other_year(profile, self.of.year),
            self._quarter_by_date(),
        )
        flags = [f for f in found if f]
        if any(f.problem == "unsigned" for f in flags):
            flags = [f for f in flags if f.problem != "blank-template"]
        if any(f.problem == "blank-template" for f in flags):
            flags = [f for f in flags if f.problem != "other-year"]
        return replace(self.document, profile=profile, problems=(*self.document.problems, *flags))

"""What is read: files, the papers in them, and places in their text."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from pipeline.model.vocabulary import Body, Kind, Meeting, Problem, ReadBy, Role

LOW_CONFIDENCE = 0.85
"""Confidence of recognition below which a page proves nothing alone."""


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range ``[start, end)`` of characters."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands. ``page`` is None in formats without pages; ``paragraph`` counts from 1 within the document.

    ``scanned``: the passage was recognised in a picture, so that its letters may be wrong.
    """

    page: int | None
    paragraph: int
    scanned: bool = False


class Box(NamedTuple):
    """Where the characters ``[start, end)`` of a passage stand on a page.

    ``x0``, ``y0``, ``x1``, ``y1``: shares of the width and height of the page as it is shown, the origin at its upper left.
    """

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or table row as read from a file.

    ``text``: NFC; line breaks inside a paragraph are ``\\n``, the cells of a row are divided by ``\\t``.
    ``page``: page on which it begins, or None; ``turns``: ``(offset, page)`` for each further page that it runs over.
    ``table``: number of its table in the file, from 1, 0 outside tables. ``bold``: wholly bold or a heading style.
    ``boxes``: one a word, on recognised pages and where they were asked for.
    ``confidence``: of recognition, 0 to 1; None where the text was stored as such.
    """

    text: str
    page: int | None = None
    role: Role = Role.BODY
    turns: tuple[tuple[int, int], ...] = ()
    table: int = 0
    bold: bool = False
    centred: bool = False
    boxes: tuple[Box, ...] = ()
    confidence: float | None = None

    @property
    def doubtful(self) -> bool:
        """Recognised so badly that a person has to look at it."""
        return self.confidence is not None and self.confidence < LOW_CONFIDENCE

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(self.text.split("\t"))


@dataclass(frozen=True, slots=True)
class Flag:
    """A problem of a document, with the other document's path where it is a copy."""

    problem: Problem
    path: str = ""
    detail: str = ""  # Vietnamese, for people

    def __str__(self) -> str:
        return f"{self.problem}:{self.path}" if self.path else str(self.problem)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a page was read. ``quality`` runs from 0 to 1: plausible syllables of a text layer, confidence of recognition."""

    page: int
    method: ReadBy
    quality: float
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One file, or one member of an archive, as read.

    ``path``: relative to the cell's folder, ``/`` as separator, NFC; a member's is ``archive.zip!/inner/path``.
    ``method``: how it was read (docx, pdf, ocr, xlsx …). ``sha``: SHA-256 of its bytes, hexadecimal.
    ``readings``: one a page, in formats with pages. ``wanted``: numbers of the pages that have to be recognised first.
    """

    path: str
    passages: tuple[Passage, ...]
    pages: int | None
    method: str
    sha: str = ""
    problems: tuple[Flag, ...] = ()
    readings: tuple[Reading, ...] = ()
    wanted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What a document is: read from its header block, title, signature block and, last, its file name.

    ``period``: ``YYYY-MM``, ``YYYY-Qn``, ``YYYY-6M``, ``YYYY-9M``, ``YYYY``, ``YYYY/YYYY`` or None.
    ``further``: more months or quarters that a report speaks of for themselves ("tháng 01 và 02"; quarter II in a half year's).
    ``date``: ISO date of the date line, or None. ``title``: span of the title block in the document's text.
    ``body``: offset at which the text after the title block begins.
    """

    kind: Kind = Kind.OTHER
    number: str | None = None
    date: str | None = None
    period: str | None = None
    issuer: str | None = None
    subject: str | None = None
    by: Body = Body.UNKNOWN
    meeting: Meeting = Meeting.NONE
    also: Meeting = Meeting.NONE  # a second kind of meeting that the title names: "họp thường kỳ và sinh hoạt chuyên đề"
    title: Span = Span(0, 0)
    body: int = 0
    further: tuple[str, ...] = ()
    kind_from: str = ""  # title, number, name or text: where the kind was read


@dataclass(frozen=True)
class Document:
    """One record: a source, or one of the records bound in it. Its text is its passages joined by line ends."""

    path: str
    passages: tuple[Passage, ...]
    profile: Profile = field(default_factory=Profile)
    part: int | None = None
    first_page: int | None = None
    pages: int | None = None
    method: str = ""
    sha: str = ""
    problems: tuple[Flag, ...] = ()

    @cached_property
    def text(self) -> str:
        return "\n".join(p.text for p in self.passages)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Offset of each passage in ``text``."""
        return tuple(accumulate((len(p.text) + 1 for p in self.passages), initial=0))[:-1]

    def passage_at(self, offset: int) -> int:
        """Index of the passage in which a character of ``text`` stands."""
        return bisect_right(self.starts, offset) - 1

    @property
    def periods(self) -> tuple[str | None, ...]:
        """All periods that it serves, its own first."""
        return (self.profile.period, *self.profile.further)

    @property
    def period_key(self) -> str:
        """Sorts documents by the time they speak of."""
        return self.profile.period or "9999"

    def has(self, *problems: Problem) -> bool:
        return any(f.problem in problems for f in self.problems)

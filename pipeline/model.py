"""The nouns of the program: what is read, what is asked for and what is found.

Every value is immutable. Text is Unicode NFC; every span is ``[start, end)`` in characters of ``Document.text``
(for a passage: of its own text). Pages and paragraphs count from 1. Meanings are those of the findings format, schema 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate


class Kind(StrEnum):
    """Kind of a document (thể loại văn bản)."""

    MINUTES = "bien-ban"
    RESOLUTION = "nghi-quyet"
    PLAN = "ke-hoach"
    REPORT = "bao-cao"
    PROGRAMME = "chuong-trinh"
    RULES = "quy-che"
    DECISION = "quyet-dinh"
    NOTICE = "thong-bao"
    LETTER = "cong-van"
    SUBMISSION = "to-trinh"
    GUIDANCE = "huong-dan"
    DIRECTIVE = "chi-thi"
    REGULATION = "quy-dinh"
    COMMITMENT = "ban-cam-ket"
    SELF_REVIEW = "ban-kiem-diem"
    OPINION = "phieu"
    LIST = "danh-sach"
    REGISTER = "so"
    REGISTRATION = "ban-dang-ky"
    APPLICATION = "don"
    INVITATION = "giay-moi"
    OTHER = "khac"


class Body(StrEnum):
    """Who issued a document, as seen from the inspected cell."""

    OWN = "own"  # the cell, its committee or one of its members
    SUPERIOR = "superior"  # a Party body above the cell
    EMPLOYER = "employer"  # the administration of the unit
    UNION = "union"  # trade union, youth union, veterans, women …
    INSPECTORATE = "inspectorate"  # ban thanh tra nhân dân
    OTHER_CELL = "other-cell"
    RESIDENCE = "residence"  # the Party committee where a member lives
    UNKNOWN = "unknown"


class Meeting(StrEnum):
    """Kind of meeting that minutes record."""

    REGULAR = "regular"
    THEMATIC = "thematic"
    COMMITTEE = "committee"
    EXTRAORDINARY = "extraordinary"
    REVIEW = "review"  # the year's self-criticism
    OTHER = "other"  # a meeting of another body
    NONE = "none"  # not minutes


class Role(StrEnum):
    """What a passage is within its file."""

    BODY = "body"
    HEADING = "heading"
    ROW = "row"  # a row of a table, cells divided by tabs
    TABLE_HEADER = "table-header"
    HEADER = "header"  # running header or footer
    NOTE = "note"  # footnote, endnote
    TEXT_BOX = "text-box"


class Problem(StrEnum):
    """What is wrong with a document; ``duplicate-of`` and ``near-duplicate-of`` carry a path (see ``Flag``)."""

    OTHER_CELL = "other-cell"
    OTHER_YEAR = "other-year"
    DUPLICATE = "duplicate-of"
    NEAR_DUPLICATE = "near-duplicate-of"
    UNREADABLE = "unreadable"
    LOW_OCR = "low-ocr"
    BLANK_TEMPLATE = "blank-template"
    UNSIGNED = "unsigned"
    DATE_CONFLICT = "date-conflict"
    ENCRYPTED = "encrypted"
    CORRUPT = "corrupt"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported"


UNREADABLE = frozenset({Problem.UNREADABLE, Problem.ENCRYPTED, Problem.CORRUPT, Problem.EMPTY, Problem.UNSUPPORTED})
"""Problems of files in which nothing can be read."""


class Status(StrEnum):
    """Outcome of a requirement."""

    FOUND = "found"
    PARTIAL = "partial"
    MISSING = "missing"
    NOT_REQUIRED = "not_required"
    REVIEW = "review"


class Proof(StrEnum):
    """Whether a paper or a passage proves a requirement."""

    DOCUMENT = "document"
    CONTENT = "content"


class Cadence(StrEnum):
    """What full coverage of a requirement means."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    MONTHS = "months"
    COUNT = "count"


class Needs(StrEnum):
    """What a passage has to say: that a thing was done, that it is decided, or that it stands."""

    DONE = "done"
    PLANNED = "planned"
    STATED = "stated"


class Reason(StrEnum):
    """Why a candidate was refused. Those up to ``OTHER_SUBJECT`` are read from the passage, the rest from the document."""

    NEGATED = "negated"
    FUTURE = "future"
    AGENDA = "agenda"
    LEGAL_BASIS = "legal-basis"
    QUOTED = "quoted"
    OTHER_BODY = "other-body"
    OTHER_CATALOGUE = "other-catalogue"
    CONDITION = "condition"
    TOO_GENERAL = "too-general"
    OTHER_TIME = "other-time"
    OTHER_SUBJECT = "other-subject"
    WRONG_KIND = "wrong-kind"
    WRONG_ISSUER = "wrong-issuer"
    WRONG_MEETING = "wrong-meeting"
    WRONG_PERIOD = "wrong-period"
    OTHER_CELL = "other-cell"
    OTHER_YEAR = "other-year"
    TEMPLATE = "blank-template"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range ``[start, end)`` of characters."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands. ``page`` is None in formats without pages; ``paragraph`` counts from 1 within the document."""

    page: int | None
    paragraph: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or table row as read from a file.

    ``text``: NFC; line breaks inside a paragraph are ``\\n``, the cells of a row are divided by ``\\t``.
    ``page``: page on which it begins, or None; ``turns``: ``(offset, page)`` for each further page that it runs over.
    ``table``: number of its table in the file, from 1, 0 outside tables. ``bold``: wholly bold or a heading style.
    """

    text: str
    page: int | None = None
    role: Role = Role.BODY
    turns: tuple[tuple[int, int], ...] = ()
    table: int = 0
    bold: bool = False
    centred: bool = False

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
class Source:
    """One file, or one member of an archive, as read.

    ``path``: relative to the cell's folder, ``/`` as separator, NFC. ``method``: how it was read (docx, pdf, sheet …).
    ``sha``: SHA-256 of its bytes, hexadecimal.
    """

    path: str
    passages: tuple[Passage, ...]
    pages: int | None
    method: str
    sha: str = ""
    problems: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What a document is: read from its header block, title, signature block and, last, its file name.

    ``period``: ``YYYY-MM``, ``YYYY-Qn``, ``YYYY-6M``, ``YYYY-9M``, ``YYYY``, ``YYYY/YYYY`` or None.
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
    title: Span = Span(0, 0)
    body: int = 0
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

    @property
    def period_key(self) -> str:
        """Sorts documents by the time they speak of."""
        return self.profile.period or "9999"

    def has(self, *problems: Problem) -> bool:
        return any(f.problem in problems for f in self.problems)


@dataclass(frozen=True, slots=True)
class Example:
    """A hit or a trap of a requirement: text with the expected span, and the reason why a trap is refused.

    ``about``: further features of the document that it is meant to stand in (kind, by, meeting, period).
    """

    text: str
    span: Span
    reason: Reason | None = None
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to recognise a requirement.

    ``matcher``: module of ``matchers``. ``all``: groups of terms, one of each has to stand within ``within``;
    the first group is the act, to which negation and tense apply. ``none``: terms that must not stand there.
    ``under``: terms one of which the heading above has to hold. ``allow``: contexts that do not refuse.
    ``rows``: least number of filled rows (table) or of words (section). ``pattern``: spaCy token pattern.
    ``figure``: a number has to stand within reach. ``whole``: the act is a word of its own in the segmentation
    ("đơn", not the first syllable of "đơn vị"). ``reason``: set on rules that refuse what they match.
    """

    matcher: str
    all: tuple[tuple[str, ...], ...] = ()
    none: tuple[str, ...] = ()
    within: str = "sentence"  # clause, sentence, passage, document or window (of ``reach`` words)
    reach: int = 0
    under: tuple[str, ...] = ()
    allow: frozenset[Reason] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    reason: Reason | None = None
    weight: float = 1.0
    rows: int = 0
    pattern: tuple[Mapping[str, object], ...] = ()
    figure: bool = False
    ordered: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """One checkable thing that a row of the form asks for."""

    id: str
    criterion: str
    name: str
    proof: Proof
    kinds: frozenset[Kind]
    cadence: Cadence
    rules: tuple[Rule, ...]
    source: str
    hits: tuple[Example, ...]
    traps: tuple[Example, ...]
    months: tuple[int, ...] = ()
    count: int = 0
    optional: bool = False  # if-any: absence alone is not a fault
    unless: tuple[Rule, ...] = ()  # statements that lift the duty
    unless_hits: tuple[Example, ...] = ()
    demanded_by: tuple[Rule, ...] = ()  # mentions that make an optional paper due
    demand_hits: tuple[Example, ...] = ()
    refuse: tuple[Rule, ...] = ()
    issuers: frozenset[Body] = frozenset({Body.OWN})
    meetings: frozenset[Meeting] = frozenset()
    needs: Needs = Needs.DONE
    period: tuple[str, ...] = ()  # patterns of periods that count; empty: any of the inspected year
    counted: bool = False  # personal papers, counted against the number of members
    sides: tuple[frozenset[Kind], ...] = ()  # two-sided requirements: kinds of each side
    targets: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the form. ``id`` is the full path (I.2.1.2), ``printed`` the number as printed, ``of`` the criterion."""

    id: str
    of: str
    printed: str
    criterion: str
    check: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Regulation:
    """A cited text: number, words and letters of its type, letters of its issuer, other names."""

    key: str
    number: str
    types: tuple[str, ...]
    bodies: tuple[str, ...]
    names: tuple[str, ...] = ()
    title: str = ""
    bare: bool = True  # the type word and number alone identify it


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of the field: concepts, regulations, cues, kinds, organisations."""

    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    regulations: Mapping[str, Regulation] = field(default_factory=dict)
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[Kind, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    organisations: Mapping[Body, tuple[str, ...]] = field(default_factory=dict)
    meetings: Mapping[Meeting, tuple[str, ...]] = field(default_factory=dict)
    abbreviations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """An inspection form as data, for one year."""

    id: str
    title: str
    year: int
    rows: tuple[Row, ...]
    requirements: tuple[Requirement, ...]
    lexicon: Lexicon
    basis: str = ""


class Purpose(StrEnum):
    """What a rule is for."""

    PROVES = "proves"
    REFUSES = "refuses"
    LIFTS = "lifts"  # states an exception that lifts the duty
    DEMANDS = "demands"  # makes an optional paper due


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a document where a rule of a requirement holds.

    ``rule``: its number among the requirement's rules of that purpose, from 0. ``span``: the quote in the document's text.
    ``act``: the words that the rule calls the act. ``contexts``: what stands around the act and refuses it.
    """

    requirement: str
    purpose: Purpose
    rule: int
    matcher: str
    span: Span
    act: Span
    score: float
    contexts: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage, or a document by its title, that proves a requirement. ``quote`` is cut from the document's text."""

    document: str
    part: int | None
    place: Place
    quote: str
    score: float
    period: str | None
    rule: int
    matcher: str

    @classmethod
    def cut(cls, document: Document, match: Match, place: Place, period: str | None, quote: Span | None = None) -> "Evidence":
        """Evidence whose quote is ``document.text[start:end]``, white space folded."""
        span = quote or match.span
        text = document.text[span.start : span.end]
        if not 0 <= span.start < span.end <= len(document.text):
            raise ValueError(f"span outside the text: {document.path} {span}")
        return cls(document.path, document.part, place, " ".join(text.split()), match.score, period, match.rule, match.matcher)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that was not accepted, and why."""

    document: str
    part: int | None
    place: Place
    quote: str
    reason: Reason
    rule: int
    matcher: str
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A target of the year's resolution beside its result. ``met`` is None where no document says."""

    target: str
    planned: str
    actual: str | None
    met: bool | None
    document: str
    result_document: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one requirement, with what proves it and what was refused."""

    requirement: str
    criterion: str
    status: Status
    covered: tuple[str, ...] | None
    absent: tuple[str, ...] | None
    evidence: tuple[Evidence, ...]
    against: tuple[Refusal, ...]
    note: str
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What the check of one cell found. ``seconds``: wall time by stage."""

    form: Form
    cell_id: str
    cell_name: str
    year: int
    findings: tuple[Finding, ...]
    documents: tuple[Document, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def summary(self) -> dict[str, int]:
        return {status.value: sum(f.status is status for f in self.findings) for status in Status}

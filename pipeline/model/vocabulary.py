"""Closed vocabularies, with every uncomfortable case named."""

from enum import StrEnum


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


class ReadBy(StrEnum):
    """How the text of a page came to be."""

    TEXT = "text"  # the file's own text layer
    OCR = "ocr"  # recognised in the picture
    NOTHING = "nothing"  # blank, or it could not be read


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
    CONTRADICTION = "contradiction"


class Purpose(StrEnum):
    """What a rule is for."""

    PROVES = "proves"
    REFUSES = "refuses"
    LIFTS = "lifts"  # states an exception that lifts the duty
    DEMANDS = "demands"  # makes an optional paper due
    NONE_AROSE = "none-arose"  # says that nothing of the kind arose …
    SOME_AROSE = "some-arose"  # … and that something did: both together contradict each other

"""Validity: whether a document may prove a requirement at all, and if not, why."""

from fnmatch import fnmatchcase

from pipeline.model import UNREADABLE, Body, Cadence, Document, Kind, Meeting, Problem, Reason, Requirement

_MEETINGS = frozenset({Meeting.REGULAR, Meeting.THEMATIC, Meeting.EXTRAORDINARY, Meeting.REVIEW, Meeting.NONE})
_BY_PROBLEM = (
    (Problem.OTHER_CELL, Reason.OTHER_CELL),
    (Problem.BLANK_TEMPLATE, Reason.TEMPLATE),
    (Problem.UNSIGNED, Reason.UNSIGNED),
)


def refusal(requirement: Requirement, document: Document) -> Reason | None:
    """The first reason why a document proves nothing for a requirement; None where it may."""
    if document.has(*UNREADABLE):
        return Reason.UNREADABLE
    common = _of_papers(document, other_cells=Body.OTHER_CELL in requirement.issuers)
    if common:
        return common
    if document.profile.kind not in requirement.kinds:
        return Reason.WRONG_KIND
    if document.has(Problem.OTHER_YEAR):
        return Reason.OTHER_YEAR
    if not _issued(requirement, document.profile.by):
        return Reason.OTHER_CELL if document.profile.by is Body.OTHER_CELL else Reason.WRONG_ISSUER
    if document.profile.kind is Kind.MINUTES and not _held(requirement, document):
        return Reason.WRONG_MEETING
    if requirement.period and not any(fnmatchcase(p or "", pattern) for p in document.periods for pattern in requirement.period):
        return Reason.WRONG_PERIOD
    return Reason.DUPLICATE if document.has(Problem.DUPLICATE) else None


def _held(requirement: Requirement, document: Document) -> bool:
    """Whether minutes are of a kind of meeting that counts, or name such a one in their title besides."""
    profile, allowed = document.profile, meetings(requirement)
    return profile.meeting in allowed or (profile.also is not Meeting.NONE and profile.also in allowed)


def lifting_refusal(document: Document) -> Reason | None:
    """Why a document cannot state an exception: it may be of any kind, but the cell's own and of the year."""
    if document.has(*UNREADABLE):
        return Reason.UNREADABLE
    if document.profile.by not in (Body.OWN, Body.UNKNOWN):
        return Reason.WRONG_ISSUER
    return Reason.OTHER_YEAR if document.has(Problem.OTHER_YEAR) else _of_papers(document, False)


def _of_papers(document: Document, other_cells: bool) -> Reason | None:
    return next(
        (reason for problem, reason in _BY_PROBLEM if document.has(problem) and not (other_cells and reason is Reason.OTHER_CELL)), None
    )


def _issued(requirement: Requirement, by: Body) -> bool:
    return by in requirement.issuers or by is Body.UNKNOWN


def meetings(requirement: Requirement) -> frozenset[Meeting]:
    """Kinds of meeting whose minutes count: those named, else the regular ones for what is due every month, else all but a committee's."""
    if requirement.meetings:
        return requirement.meetings
    return frozenset({Meeting.REGULAR}) if requirement.cadence is Cadence.MONTHLY else _MEETINGS

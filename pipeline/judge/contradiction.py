"""Contradictions: papers that say the opposite about the same thing at the same time. Neither is believed; a person has to look.

Two kinds: a report on a longer time denies outright what another paper of that time says was done ("minutes say done, report says not");
and, where the form names such statements (``none_arose``, ``some_arose``), one paper says that nothing arose, another that something did.
"""

from collections.abc import Iterator, Sequence

from pipeline.judge.candidates import Candidate
from pipeline.model import Cadence, Kind, Proof, Reason, Requirement
from pipeline.text.fold import tokens
from pipeline.text.periods import contains

Pair = tuple[Candidate, Candidate]
"""What says yes, what says no."""


def denied(requirement: Requirement, kept: Sequence[Candidate], found: Sequence[Candidate], limits: Sequence[str]) -> Iterator[Pair]:
    """Evidence in minutes with the denials in reports whose time contains it, and that tell nothing else of the matter.

    ``limits``: words that deny only a part ("chưa thường xuyên").
    """
    if requirement.proof is not Proof.CONTENT or requirement.cadence is not Cadence.ONCE:
        return
    confirming = {c.number for c in kept}
    denials = [c for c in found if _denies(c) and c.number not in confirming and not _limited(c, limits)]
    for yes in kept:
        for no in denials:
            if yes.document.profile.kind is Kind.MINUTES and _contains(no, yes):
                yield yes, no


def opposed(none: Sequence[Candidate], some: Sequence[Candidate]) -> Iterator[Pair]:
    """Statements that something arose beside those of other papers that nothing did in a time that contains it."""
    for yes in some:
        for no in none:
            if yes.number != no.number and _contains(no, yes):
                yield yes, no


def _denies(candidate: Candidate) -> bool:
    """A denial in a valid report of the cell."""
    profile = candidate.document.profile
    return candidate.reason is Reason.NEGATED and profile.kind is Kind.REPORT and candidate.match.contexts == (Reason.NEGATED,)


def _limited(candidate: Candidate, limits: Sequence[str]) -> bool:
    match = candidate.match
    line = f" {' '.join(tokens(candidate.document.text[match.span.start : match.span.end]).keys)} "
    return any(f" {' '.join(tokens(limit).keys)} " in line for limit in limits)


def _contains(outer: Candidate, inner: Candidate) -> bool:
    whole, part = outer.document.profile.period, inner.document.profile.period
    return bool(whole and part) and contains(whole or "", part or "")

"""Judge: (Form, Documents, Matches) -> Findings. Only this room knows statuses; it decides by the findings format, schema 1."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.judge import contradiction, coverage, note, validity
from pipeline.judge.candidates import Candidate, Matches, candidates, place_of
from pipeline.judge.people import members_of, people
from pipeline.judge.targets import compare, results, stated
from pipeline.model import (
    UNREADABLE,
    Cadence,
    Document,
    Evidence,
    Finding,
    Form,
    Kind,
    Place,
    Proof,
    Purpose,
    Reason,
    Refusal,
    Requirement,
    Status,
    Target,
)
from pipeline.text.fold import fold, tokens

_PER_DOCUMENT = 3  # passages shown of one document for one requirement
_MOST_AGAINST = 12
_CLEARLY_WEAKER = 0.08  # a passage so much below the best is not shown where one is enough: more than agreement of rules makes
__all__ = ["Candidate", "Matches", "candidates", "judge", "members_of", "place_of"]


@dataclass(frozen=True, slots=True)
class _Case:
    """What the findings of one cell are judged by. ``members``: how many the cell has, as far as its papers say."""

    form: Form
    documents: Sequence[Document]
    matches: Matches
    members: int | None
    targets: tuple[Target, ...]

    def candidates(self, requirement: Requirement, purpose: Purpose = Purpose.PROVES) -> list[Candidate]:
        return candidates(requirement, self.documents, self.matches, purpose)

    def stated(self, requirement: Requirement, purpose: Purpose) -> list[Candidate]:
        """Candidates of another purpose that count."""
        return [c for c in self.candidates(requirement, purpose) if c.reason is None]


def judge(form: Form, documents: Sequence[Document], matches: Matches) -> tuple[Finding, ...]:
    """One finding a requirement, in the order of the form."""
    case = _Case(form, documents, matches, members_of(documents), _targets(form, documents))
    return tuple(_finding(case, requirement) for requirement in form.requirements)


def _finding(case: _Case, requirement: Requirement) -> Finding:
    year = case.form.year
    found = case.candidates(requirement)
    lifted = case.stated(requirement, Purpose.LIFTS) if requirement.unless else []
    proofs = [
        c for c in found if c.reason is None and not any(c.number == x.number and c.match.span.overlaps(x.match.span) for x in lifted)
    ]
    kept = _of_the_year(proofs, requirement, year)
    reached = coverage.covered(requirement, [p for c in kept for p in c.document.periods], year)
    papers = [c.document for c in _first_of_each(kept)]
    status = coverage.status(requirement, reached, len(papers), year)
    if requirement.sides and status is Status.FOUND:
        status = _sided(requirement, kept, year)
    opposites = _opposites(case, requirement, kept, found)
    doubtful = bool(kept) and all(c.doubtful for c in kept)
    wanted = coverage.due(requirement, year)
    finding = Finding(
        requirement=requirement.id,
        criterion=requirement.criterion,
        status=Status.REVIEW if doubtful or opposites else status,
        covered=reached if wanted else None,
        absent=tuple(p for p in wanted if p not in reached) if wanted else None,
        evidence=_evidence(kept, requirement, year),
        against=(*opposites, *_against(found, kept)),
        note="",
        targets=case.targets if requirement.targets else (),
    )
    finding = finding if opposites else _conditions(case, requirement, finding, lifted)
    copies = note.near_copies(papers) if wanted else ()
    count = people(papers) if requirement.counted else len({(e.document, e.part) for e in finding.evidence})
    return replace(finding, note=note.write(requirement, finding, count, case.members, copies))


def _opposites(case: _Case, requirement: Requirement, kept: Sequence[Candidate], found: Sequence[Candidate]) -> tuple[Refusal, ...]:
    """What contradicts the evidence, each passage once."""
    pairs = list(contradiction.denied(requirement, kept, found, case.form.lexicon.cues.get("denied_in_part", ())))
    if requirement.none_arose:
        none, some = (case.stated(requirement, purpose) for purpose in (Purpose.NONE_AROSE, Purpose.SOME_AROSE))
        pairs += contradiction.opposed(none, some)
    told = {(c.number, c.match.span.start): c for yes, no in pairs for c in ((no,) if no.reason else (yes, no))}
    return tuple(c.refused(Reason.CONTRADICTION) for c in told.values())


def _of_the_year(kept: list[Candidate], requirement: Requirement, year: int) -> list[Candidate]:
    """Where targets are compared, results of shorter reports count only as long as no report on the whole year is there."""
    if not requirement.targets:
        return kept
    results = [c for c in kept if c.document.profile.kind in requirement.sides[-1]]
    longest = next((p for p in (str(year), f"{year}-9M", f"{year}-6M") if any(c.document.profile.period == p for c in results)), None)
    return [c for c in kept if c not in results or c.document.profile.period == longest or longest is None]


def _sided(requirement: Requirement, kept: Sequence[Candidate], year: int) -> Status:
    """Two-sided requirements are found where each side stands, the result in a paper on the whole year where targets are meant."""
    kinds = {c.document.profile.kind for c in kept}
    if not all(kinds & side for side in requirement.sides):
        return Status.PARTIAL
    if requirement.targets:
        yearly = any(c.document.profile.period == str(year) and c.document.profile.kind in requirement.sides[-1] for c in kept)
        return Status.FOUND if yearly else Status.PARTIAL
    return Status.FOUND


def _first_of_each(kept: Sequence[Candidate]) -> list[Candidate]:
    return list({c.number: c for c in reversed(kept)}.values())[::-1]


def _evidence(kept: Sequence[Candidate], requirement: Requirement, year: int) -> tuple[Evidence, ...]:
    """The best passages of each document, by period where the cadence has one, else by score."""
    by_document: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in sorted(kept, key=lambda c: -c.match.score):
        chosen = by_document[candidate.number]
        limit = 1 if requirement.proof is Proof.DOCUMENT else _PER_DOCUMENT
        if len(chosen) < limit and not any(c.match.span.overlaps(candidate.match.span) for c in chosen):
            chosen.append(candidate)
    flat = [c for chosen in by_document.values() for c in chosen]
    best = max((c.match.score for c in flat), default=0.0)
    if wanted := coverage.due(requirement, year):
        flat = [c for c in flat if any(coverage.covers(requirement, p) in wanted for p in c.document.periods)]
        flat.sort(key=lambda c: (c.document.profile.period or "", c.number, -c.match.score))
    else:
        weak = requirement.proof is Proof.CONTENT and requirement.cadence is Cadence.ONCE and not requirement.sides
        flat = [c for c in flat if not weak or c.match.score >= best - _CLEARLY_WEAKER]
        flat.sort(key=lambda c: (-c.match.score, c.number, c.match.span.start))
    return tuple(c.cut() for c in flat)


def _against(found: Sequence[Candidate], kept: Sequence[Candidate]) -> tuple[Refusal, ...]:
    """What was refused and might be missed: first what another status could hang on; never the words of the evidence."""
    spans = {(c.number, c.match.span) for c in kept}
    shown: dict[tuple[int, int], Refusal] = {}
    proved = {c.number for c in kept}
    for c in sorted(found, key=lambda c: (c.number in proved, _NOISE.index(c.reason) if c.reason in _NOISE else -1)):
        if c.reason is None or (c.number, c.match.span) in spans or c.reason in (Reason.WRONG_KIND,):
            continue
        if c.reason in _NOISE and (c.number in proved or c.match.matcher == "section"):
            continue
        shown.setdefault((c.number, c.match.span.start), c.refused(c.reason))
    return tuple(shown.values())[:_MOST_AGAINST]


_NOISE = (
    Reason.DUPLICATE,
    Reason.AGENDA,
    Reason.WRONG_MEETING,
    Reason.WRONG_ISSUER,
    Reason.WRONG_PERIOD,
    Reason.LEGAL_BASIS,
    Reason.OTHER_BODY,
)
"""Reasons that are shown last, and not for documents that prove the requirement anyway."""


def _conditions(case: _Case, requirement: Requirement, finding: Finding, lifted: Sequence[Candidate]) -> Finding:
    """Duties that are lifted, papers that are optional, files that could not be read."""
    if finding.status is Status.FOUND:
        return finding
    if lifted:
        return replace(finding, status=Status.NOT_REQUIRED, evidence=tuple(c.cut() for c in lifted))
    if finding.status is not Status.MISSING:
        return finding
    unread = _unread(case.form, requirement, case.documents)
    if unread:
        return replace(finding, status=Status.REVIEW, against=(*unread, *finding.against))
    if requirement.optional and not case.stated(requirement, Purpose.DEMANDS):
        return replace(finding, status=Status.NOT_REQUIRED)
    return finding


def _unread(form: Form, requirement: Requirement, documents: Sequence[Document]) -> tuple[Refusal, ...]:
    """Files that could not be read and whose name points to the requirement: its kind and a word of each group of a title rule.

    One group is enough where the form asks for no other paper of that kind: "phieu 213 Hoa" says all that such a name can say.
    """
    if requirement.proof is not Proof.DOCUMENT:
        return ()
    alone = sum(r.kinds == requirement.kinds and r.proof is Proof.DOCUMENT for r in form.requirements) == 1 == len(requirement.kinds)
    made = []
    for document in documents:
        if document.has(*UNREADABLE) and document.profile.kind in requirement.kinds and _named(requirement, document.path, alone):
            made.append(Refusal(document.path, document.part, Place(None, 1), "", Reason.UNREADABLE, 0, "title"))
    return tuple(made)


def _named(requirement: Requirement, path: str, alone: bool) -> bool:
    name = f" {' '.join(tokens(fold(path.rsplit('/', 1)[-1].replace('_', ' '))).folded)} "

    def says(words: Iterable[str]) -> bool:
        return any(f" {' '.join(tokens(w).folded)} " in name for w in words)

    titles = [rule for rule in requirement.rules if rule.matcher == "title" and rule.all and not says(rule.none)]
    return any((any if alone else all)(says(group) for group in rule.all) for rule in titles)


def _targets(form: Form, documents: Sequence[Document]) -> tuple[Target, ...]:
    """Targets of the year's resolutions beside results: of the year's report, else of the longest that tells one."""
    year = str(form.year)
    asking = next((r for r in form.requirements if r.targets), None)
    valid = [d for d in documents if asking and validity.refusal(asking, d) is None and d.profile.period]
    goals = [(d, g) for d in valid if d.profile.kind is Kind.RESOLUTION and d.profile.period == year for g in stated(d)]
    reports = [d for d in valid if d.profile.kind is Kind.REPORT and d.profile.period in (year, f"{year}-9M", f"{year}-6M")]
    reports.sort(key=lambda d: (d.profile.period != year, -len(d.profile.period or ""), d.profile.period == f"{year}-6M"))
    told = [r for d in reports for r in results(d)] if goals else []
    return tuple(compare(d, goal, told) for d, goal in goals)

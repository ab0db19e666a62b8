"""Judge: (Form, Documents, Matches) -> Findings. Only this room knows statuses; it decides by the findings format, schema 1."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.judge import coverage, note, validity
from pipeline.judge.targets import compare, results, stated
from pipeline.model import (
    UNREADABLE,
    Cadence,
    Document,
    Evidence,
    Finding,
    Form,
    Kind,
    Match,
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

Matches = Mapping[int, Sequence[Match]]
"""Matches by the number of the document in the sequence of documents."""

_PER_DOCUMENT = 2  # passages shown of one document for one requirement
_MOST_AGAINST = 12
_CLEARLY_WEAKER = 0.05  # passages so much below the best are not shown where one is enough
_MEMBERS = re.compile(
    r"(\d{1,3})\s*/\s*(\d{1,3})\s*(?:\([^)]{0,20}\)\s*)?(?:đảng viên|đồng chí|đ/c)|tổng số đảng viên[^.\d]{0,20}(\d{1,3})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match in a document, with the reason why it does not count (None: it does)."""

    number: int
    document: Document
    match: Match
    reason: Reason | None


def place_of(document: Document, offset: int) -> Place:
    """Page and paragraph of a character of a document's text."""
    starts = document.starts
    number = bisect_right(starts, offset) - 1
    passage = document.passages[number]
    page = next((p for at, p in reversed(passage.turns) if offset - starts[number] >= at), passage.page)
    return Place(page, number + 1, passage.confidence is not None)


def candidates(
    requirement: Requirement, documents: Sequence[Document], matches: Matches, purpose: Purpose = Purpose.PROVES
) -> list[Candidate]:
    """Every match for a requirement, kept or refused, in the order of the documents."""
    made = []
    for number, document in enumerate(documents):
        own = [m for m in matches.get(number, ()) if m.requirement == requirement.id and _meant(m, purpose)]
        if not own:
            continue
        barred = validity.refusal(requirement, document) if purpose is Purpose.PROVES else validity.lifting_refusal(document)
        made += [Candidate(number, document, m, _reason(m, barred)) for m in own]
    return made


def _reason(match: Match, barred: Reason | None) -> Reason | None:
    """What bars the document bars the passage, but a denial is told as such in a paper of any kind."""
    if match.contexts and (barred is None or barred is Reason.WRONG_KIND):
        return match.contexts[0]
    return barred


def _meant(match: Match, purpose: Purpose) -> bool:
    return match.purpose is purpose or (purpose is Purpose.PROVES and match.purpose is Purpose.REFUSES)


def judge(form: Form, documents: Sequence[Document], matches: Matches) -> tuple[Finding, ...]:
    """One finding a requirement, in the order of the form."""
    members, targets = members_of(documents), _targets(form, documents)
    return tuple(_finding(form, r, documents, matches, members, targets if r.targets else ()) for r in form.requirements)


def members_of(documents: Sequence[Document]) -> int | None:
    """Number of the cell's members: the total that most minutes name."""
    counts: dict[int, int] = defaultdict(int)
    for document in documents:
        if document.profile.kind is Kind.MINUTES and not document.problems:
            for found in _MEMBERS.finditer(document.text[:2500]):
                counts[int(found.group(2) or found.group(3))] += 1
    return max(counts, key=lambda n: (counts[n], n)) if counts else None


def _finding(
    form: Form, requirement: Requirement, documents: Sequence[Document], matches: Matches, members: int | None, targets: tuple[Target, ...]
) -> Finding:
    found = candidates(requirement, documents, matches)
    kept = _of_the_year([c for c in found if c.reason is None], requirement, form.year)
    proofs = {c.number for c in kept}
    reached = coverage.covered(requirement, [p for c in kept for p in c.document.periods], form.year)
    status = coverage.status(requirement, reached, len(proofs), form.year)
    if requirement.sides and status is Status.FOUND:
        status = _sided(requirement, kept, form.year)
    doubtful = bool(kept) and all(_doubtful(c) for c in kept)
    evidence = _evidence(kept, requirement, form.year)
    wanted = coverage.due(requirement, form.year)
    finding = Finding(
        requirement=requirement.id,
        criterion=requirement.criterion,
        status=Status.REVIEW if doubtful else status,
        covered=reached if wanted else None,
        absent=tuple(p for p in wanted if p not in reached) if wanted else None,
        evidence=evidence,
        against=_against(found, kept),
        note="",
        targets=targets,
    )
    finding = _conditions(form, finding, documents, matches)
    copies = note.near_copies([c.document for c in _first_of_each(kept)]) if wanted else ()
    return replace(finding, note=note.write(requirement, finding, len(proofs), members, copies))


def _doubtful(candidate: Candidate) -> bool:
    """Whether a candidate stands on a page that could not be read well enough to be judged."""
    at = place_of(candidate.document, candidate.match.span.start).paragraph - 1
    return candidate.document.passages[at].doubtful


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
    if coverage.due(requirement, year):
        wanted = coverage.due(requirement, year)
        flat = [c for c in flat if any(coverage.covers(requirement, p) in wanted for p in c.document.periods)]
        flat.sort(key=lambda c: (c.document.profile.period or "", c.number, -c.match.score))
    else:
        weak = requirement.proof is Proof.CONTENT and requirement.cadence is Cadence.ONCE and not requirement.sides
        flat = [c for c in flat if not weak or c.match.score >= best - _CLEARLY_WEAKER]
        flat.sort(key=lambda c: (-c.match.score, c.number, c.match.span.start))
    return tuple(_cut(c) for c in flat)


def _cut(candidate: Candidate) -> Evidence:
    document, match = candidate.document, candidate.match
    return Evidence.cut(document, match, place_of(document, match.span.start), document.profile.period)


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
        place = place_of(c.document, c.match.span.start)
        cut = Evidence.cut(c.document, c.match, place, None)
        refusal = Refusal(
            c.document.path, c.document.part, place, cut.quote, c.reason, c.match.rule, c.match.matcher, c.document.profile.period
        )
        shown.setdefault((c.number, c.match.span.start), refusal)
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


def _conditions(form: Form, finding: Finding, documents: Sequence[Document], matches: Matches) -> Finding:
    """Duties that are lifted, papers that are optional, files that could not be read."""
    requirement = next(r for r in form.requirements if r.id == finding.requirement)
    if finding.status is Status.FOUND:
        return finding
    lifted = [c for c in candidates(requirement, documents, matches, Purpose.LIFTS) if c.reason is None] if requirement.unless else []
    if lifted:
        return replace(finding, status=Status.NOT_REQUIRED, evidence=tuple(_cut(c) for c in lifted))
    if finding.status is not Status.MISSING:
        return finding
    unread = _unread(form, requirement, documents)
    if unread:
        return replace(finding, status=Status.REVIEW, against=(*unread, *finding.against))
    if requirement.optional:
        demanded = any(c.reason is None for c in candidates(requirement, documents, matches, Purpose.DEMANDS))
        return finding if demanded else replace(finding, status=Status.NOT_REQUIRED)
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

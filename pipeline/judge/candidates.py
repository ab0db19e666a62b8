"""Candidates: every match for a requirement, with the reason why it does not count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.judge import validity
from pipeline.model import Document, Evidence, Match, Place, Purpose, Reason, Refusal, Requirement

Matches = Mapping[int, Sequence[Match]]
"""Matches by the number of the document in the sequence of documents."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match in a document, with the reason why it does not count (None: it does)."""

    number: int
    document: Document
    match: Match
    reason: Reason | None

    @property
    def place(self) -> Place:
        return place_of(self.document, self.match.span.start)

    @property
    def doubtful(self) -> bool:
        """Whether it stands on a page that could not be read well enough to be judged."""
        return self.document.passages[self.place.paragraph - 1].doubtful

    def cut(self) -> Evidence:
        """It as evidence."""
        return Evidence.cut(self.document, self.match, self.place, self.document.profile.period)

    def refused(self, reason: Reason) -> Refusal:
        """It as a refusal."""
        quote = Evidence.cut(self.document, self.match, self.place, None).quote
        document, match = self.document, self.match
        return Refusal(document.path, document.part, self.place, quote, reason, match.rule, match.matcher, document.profile.period)


def place_of(document: Document, offset: int) -> Place:
    """Page and paragraph of a character of a document's text."""
    number = document.passage_at(offset)
    passage = document.passages[number]
    page = next((p for at, p in reversed(passage.turns) if offset - document.starts[number] >= at), passage.page)
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
        lifts = purpose in (Purpose.LIFTS, Purpose.DEMANDS)
        barred = validity.lifting_refusal(document) if lifts else validity.refusal(requirement, document)
        made += [Candidate(number, document, m, _reason(m, barred)) for m in own]
    return made


def _reason(match: Match, barred: Reason | None) -> Reason | None:
    """What bars the document bars the passage, but a denial is told as such in a paper of any kind."""
    if match.contexts and (barred is None or barred is Reason.WRONG_KIND):
        return match.contexts[0]
    return barred


def _meant(match: Match, purpose: Purpose) -> bool:
    return match.purpose is purpose or (purpose is Purpose.PROVES and match.purpose is Purpose.REFUSES)

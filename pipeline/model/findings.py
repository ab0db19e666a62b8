"""What is found: matches, evidence, refusals and findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.forms import Form
from pipeline.model.papers import Document, Place, Span
from pipeline.model.vocabulary import Purpose, Reason, Status

AROUND = 300
"""Characters of a paragraph that are kept on each side of a quote."""


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
    """A passage, or a document by its title, that proves a requirement. ``quote`` is cut from the document's text.

    ``before``, ``after``: the rest of its paragraph, at most ``AROUND`` characters each, ``…`` where it was shortened.
    ``code``: mã minh chứng, ``I.1.2-03``: the same for all passages of a document under one criterion.
    """

    document: str
    part: int | None
    place: Place
    quote: str
    score: float
    period: str | None
    rule: int = 0
    matcher: str = ""
    before: str = ""
    after: str = ""
    code: str = ""

    @classmethod
    def cut(cls, document: Document, match: Match, place: Place, period: str | None, quote: Span | None = None) -> "Evidence":
        """Evidence whose quote is ``document.text[start:end]``, white space folded."""
        span = quote or match.span
        text = document.text[span.start : span.end]
        if not 0 <= span.start < span.end <= len(document.text):
            raise ValueError(f"span outside the text: {document.path} {span}")
        before, after = _around(document, span)
        return cls(
            document.path, document.part, place, " ".join(text.split()), match.score, period, match.rule, match.matcher, before, after
        )


def _around(document: Document, span: Span) -> tuple[str, str]:
    """What stands before and after a span in the paragraphs that it begins and ends in, white space folded."""
    first, last = (document.passage_at(at) for at in (span.start, span.end - 1))
    end = document.starts[last] + len(document.passages[last].text)
    before = " ".join(document.text[document.starts[first] : span.start].split())
    after = " ".join(document.text[span.end : end].split())
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return before, after


def number_of(code: str) -> int:
    """The number in a code (mã minh chứng): 3 of ``I.1.2-03``; 0 where it has none."""
    tail = code.rpartition("-")[2]
    return int(tail) if tail.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that was not accepted, and why."""

    document: str
    part: int | None
    place: Place
    quote: str
    reason: Reason
    rule: int = 0
    matcher: str = ""
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
    """What the check of one cell found. ``seconds``: wall time by stage.

    ``folder``: where the cell's folder lies as seen from where the report is written, ``/`` as separator; empty: not told.
    A report that was read back has documents without passages.
    """

    form: Form
    cell_id: str
    cell_name: str
    year: int
    findings: tuple[Finding, ...]
    documents: tuple[Document, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)
    folder: str = ""

    @property
    def summary(self) -> dict[str, int]:
        return {status.value: sum(f.status is status for f in self.findings) for status in Status}

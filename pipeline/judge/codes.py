"""Codes of evidence (mã minh chứng): ``I.1.2-03`` is the third document that proves something under criterion I.1.2."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.model import Document, Evidence, Finding, Report, number_of

Key = tuple[str, str, int | None]
"""Criterion, path or SHA-256 of the file, part."""


def codes_of(report: Report) -> dict[Key, str]:
    """The codes that a report gave, by path and by content."""
    shas = {(d.path, d.part): d.sha for d in report.documents}
    made: dict[Key, str] = {}
    for finding, e in ((f, e) for f in report.findings for e in f.evidence if e.code):
        made[finding.criterion, e.document, e.part] = e.code
        if sha := shas.get((e.document, e.part)):
            made[finding.criterion, sha, e.part] = e.code
    return made


def coded(findings: Sequence[Finding], documents: Iterable[Document], earlier: Mapping[Key, str]) -> tuple[Finding, ...]:
    """The findings with a code for each document under a criterion.

    Numbers follow the form's order, then the time that a document speaks of. A document that had a code earlier keeps it,
    also under another name; new ones get numbers that were not used, so that labels once printed stay right.
    """
    papers = {(d.path, d.part): d for d in documents}
    codes: dict[Key, str] = {}
    last: dict[str, int] = defaultdict(int)
    for (criterion, _, _), code in earlier.items():
        last[criterion] = max(last[criterion], number_of(code))
    for finding in findings:
        for e in sorted(finding.evidence, key=lambda e: _order(papers, e)):
            key = (finding.criterion, e.document, e.part)
            if key in codes:
                continue
            paper = papers.get((e.document, e.part))
            kept = earlier.get(key) or (earlier.get((finding.criterion, paper.sha, e.part)) if paper and paper.sha else None)
            if kept is None or kept in codes.values():
                last[finding.criterion] += 1
                kept = f"{finding.criterion}-{last[finding.criterion]:02}"
            codes[key] = kept
    return tuple(replace(f, evidence=tuple(replace(e, code=codes[f.criterion, e.document, e.part]) for e in f.evidence)) for f in findings)


def _order(papers: Mapping[tuple[str, int | None], Document], e: Evidence) -> tuple[str, str, str, int]:
    paper = papers.get((e.document, e.part))
    return (paper.period_key if paper else "9999", (paper.profile.date if paper else None) or "9999", e.document, e.part or 0)

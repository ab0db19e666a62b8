"""findings.json: schema 1, one file a cell, and candidates.json: every candidate with its rule, place and reason."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.model import Document, Finding, Report, Target

SCHEMA = 1


def write(report: Report) -> bytes:
    """The report as UTF-8 JSON, keys in the order of the schema."""
    data = {
        "schema": SCHEMA,
        "form": report.form.id,
        "cell": {"id": report.cell_id, "name": report.cell_name},
        "year": report.year,
        "summary": report.summary,
        "findings": [_finding(f) for f in report.findings],
        "documents": [_document(d) for d in report.documents],
    }
    return dump(data)


def dump(data: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """UTF-8, indented, ends with a line end."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _finding(finding: Finding) -> dict[str, Any]:
    made: dict[str, Any] = {
        "requirement": finding.requirement,
        "criterion": finding.criterion,
        "status": finding.status.value,
        "covered": None if finding.covered is None else list(finding.covered),
        "absent": None if finding.absent is None else list(finding.absent),
        "evidence": [
            {
                "document": e.document,
                "page": e.place.page,
                "paragraph": e.place.paragraph,
                "quote": e.quote,
                "score": e.score,
                "period": e.period,
            }
            for e in finding.evidence
        ],
        "against": [{"document": a.document, "quote": a.quote, "reason": a.reason.value} for a in finding.against],
        "note": finding.note,
    }
    if finding.targets:
        made["targets"] = [_target(t) for t in finding.targets]
    return made


def _target(target: Target) -> dict[str, Any]:
    return {
        "target": target.target,
        "planned": target.planned,
        "actual": target.actual,
        "result": target.result,
        "met": target.met,
        "document": target.document,
        "result_document": target.result_document,
    }


def _document(document: Document) -> dict[str, Any]:
    profile = document.profile
    made: dict[str, Any] = {
        "path": document.path,
        "kind": profile.kind.value,
        "number": profile.number,
        "date": profile.date,
        "period": profile.period,
        "issuer": profile.issuer,
        "subject": profile.subject,
        "pages": document.pages,
        "method": document.method,
        "problems": [str(f) for f in document.problems],
    }
    if document.part is not None:
        made |= {"part": document.part, "first_page": document.first_page}
    return made

"""candidates.json: every candidate of every requirement, kept or refused, for ``minhchung explain``."""

import json
from collections.abc import Sequence

from pipeline.model import Document, Match, Place, Reason, Requirement

Trace = dict[str, list[dict[str, object]]]


def entry(document: Document, match: Match, reason: Reason | None, place: Place, requirement: Requirement) -> dict[str, object]:
    """One candidate as plain data."""
    rules = requirement.rules if match.purpose == "proves" else requirement.refuse
    words = rules[match.rule].all if match.rule < len(rules) else ()
    span = match.span
    return {
        "document": document.path,
        "part": document.part,
        "page": place.page,
        "paragraph": place.paragraph,
        "rule": f"{match.matcher} {match.rule + 1}",
        "words": ["|".join(group[:4]) + ("…" if len(group) > 4 else "") for group in words],
        "act": document.text[match.act.start : match.act.end],
        "contexts": [c.value for c in match.contexts],
        "reason": reason.value if reason else None,
        "score": match.score,
        "quote": " ".join(document.text[span.start : span.end].split()),
    }


def write(trace: Trace) -> bytes:
    """The trace as UTF-8 JSON, one candidate a line."""
    lines = []
    for requirement, entries in trace.items():
        inner = ",\n".join("  " + json.dumps(e, ensure_ascii=False) for e in entries)
        lines.append(
            f" {json.dumps(requirement, ensure_ascii=False)}: [\n{inner}\n ]"
            if inner
            else f" {json.dumps(requirement, ensure_ascii=False)}: []"
        )
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8")


def read(data: bytes) -> Trace:
    """A trace as written."""
    made: dict[str, Sequence[dict[str, object]]] = json.loads(data)
    return {k: list(v) for k, v in made.items()}

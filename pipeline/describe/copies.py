"""Copies: the same text twice, a scan of it too, and minutes in which only dates and figures were changed."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from pipeline.describe.scans import recognised, scan_of
from pipeline.model import Document, Flag, Kind, Problem
from pipeline.text.fold import fold

_COPY_NAME = re.compile(r"\bcopy\b|\(\d\)|\bban sao\b|- ?copy|\bcopy of\b")
_DATED = re.compile(r"\d+|\b(?:thang|ngay|nam|quy|lan thu|i{1,3}|iv)\b")
_NEAR = 97.0  # per cent of agreement, numbers and dates apart
_SHORTEST = 250  # characters of a text that can be called a copy of another


def flag_copies(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Adds ``duplicate-of`` to later copies and ``near-duplicate-of`` to the later of two sets of minutes alike but for dates.

    Of a paper and its scan the scan is the copy.
    """
    order = sorted(range(len(documents)), key=lambda i: (*_likely_copy(documents[i]), documents[i].period_key, i))
    bodies: dict[str, Document] = {}
    papers: defaultdict[tuple[Kind, str | None], list[Document]] = defaultdict(list)
    made = list(documents)
    kept: list[tuple[Document, str]] = []
    for i in order:
        one = documents[i]
        like = papers[one.profile.kind, one.profile.period]
        same = _same(one, bodies) or next((other for other in like if _may_be_scan(one, other)), None)
        like.append(one)
        if same:
            made[i] = _flagged(one, Problem.DUPLICATE, same, "giống hệt")
            continue
        if one.profile.kind is Kind.MINUTES and len(one.text) >= _SHORTEST:
            masked = _masked(one.text)
            other = next((d for d, m in kept if d.profile.period != one.profile.period and _alike(m, masked)), None)
            if other:
                made[i] = _flagged(one, Problem.NEAR_DUPLICATE, other, "chỉ khác ngày tháng so với")
            kept.append((one, masked))
    return tuple(made)


def _likely_copy(one: Document) -> tuple[bool, bool]:
    return bool(_COPY_NAME.search(fold(one.path))), recognised(one)


def _may_be_scan(one: Document, other: Document) -> bool:
    """A draft and its paper, or a blank form and a filled one, are alike but no copies."""
    return not (one.has(Problem.UNSIGNED, Problem.BLANK_TEMPLATE) or other.has(Problem.UNSIGNED, Problem.BLANK_TEMPLATE)) and scan_of(
        one, other
    )


def _same(one: Document, bodies: dict[str, Document]) -> Document | None:
    keys = [k for k in (one.sha and f"{one.sha}#{one.part}", len(one.text) >= 80 and " ".join(fold(one.text).split())) if k]
    found = next((bodies[k] for k in keys if k in bodies), None)
    for k in keys:
        bodies.setdefault(k, one)
    return found


def _flagged(one: Document, problem: Problem, other: Document, words: str) -> Document:
    where = other.path if other.part is None else f"{other.path} (văn bản thứ {other.part} trong tệp)"
    return replace(one, problems=(*one.problems, Flag(problem, other.path, f"{words} {where}")))


def _masked(text: str) -> str:
    """Folded text without numbers and words of dates."""
    return " ".join(_DATED.sub(" ", fold(text)).split())


def _alike(a: str, b: str) -> bool:
    shorter, longer = sorted((len(a), len(b)))
    return shorter >= 0.94 * longer and fuzz.ratio(a, b, score_cutoff=_NEAR) >= _NEAR

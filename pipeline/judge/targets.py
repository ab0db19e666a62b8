"""Targets: what the year's resolution plans beside what the year's report says came out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.model import Document, Role, Target
from pipeline.text.figures import Figure, figures
from pipeline.text.fold import fold
from pipeline.text.outline import outline
from pipeline.text.sentences import sentences

_LEADING = re.compile(r"^\s*(?:[-–+*•]|\d{1,2}(?:\.\d{1,2})*\s*[./)]|[a-hđ]\s*[./)])\s*")
_STOP = frozenset(
    "ti le tren tro len tu dat phan dau co va cac cua la den chi tieu so voi duoc trong nam it nhat toi thieu "
    "khong qua duoi tong thuc hien moi da ke hoach nghi quyet bang".split()
)
_FAILED = re.compile(r"\b(?:chua dat|khong dat|khong hoan thanh|chua hoan thanh|khong thuc hien duoc|chua thuc hien duoc|thap hon)\b")
_PASSED = re.compile(r"\b(?:dat|vuot|hoan thanh)\b")
_ALIKE = 72.0  # per cent of agreement of two indicators


@dataclass(frozen=True, slots=True)
class Goal:
    """A target as a resolution states it."""

    text: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Result:
    """A result as a report states it. ``verdict``: met, as far as the report says so itself."""

    document: str
    indicator: str
    text: str
    actual: str
    figure: Figure | None
    verdict: bool | None


def stated(document: Document) -> tuple[Goal, ...]:
    """The targets of a resolution: sentences and rows with a figure under a heading that speaks of targets."""
    made = []
    for text in _under_targets(document):
        found = figures(text)
        if found:
            made.append(Goal(text, found[0]))
    return tuple(made)


def _under_targets(document: Document) -> list[str]:
    parts, kept = outline(document.passages), []
    for passage, part in zip(document.passages, parts, strict=True):
        if passage.role is Role.TABLE_HEADER or part.heading or passage.role is Role.HEADER:
            continue
        heads = [document.passages[i].text for i in part.above] + ([passage.text[part.head.start : part.head.end]] if part.head else [])
        if any("chi tieu" in fold(h) for h in heads):
            body = passage.text[part.head.end + 1 :] if part.head and "chi tieu" in fold(passage.text[: part.head.end]) else passage.text
            kept += (
                [_LEADING.sub("", body[s.start : s.end]).strip() for s in sentences(body)]
                if passage.role is not Role.ROW
                else [" ".join(passage.cells)]
            )
    return [k.rstrip(".;") for k in kept]


def results(document: Document) -> tuple[Result, ...]:
    """The results of a report: rows of a table of targets, and sentences with a figure."""
    header: list[str] = []
    made: list[Result] = []
    for passage in document.passages:
        if passage.role is Role.TABLE_HEADER:
            header = [fold(c) for c in passage.cells]
        elif passage.role is Role.ROW and header:
            made += _row(document.path, header, passage.cells)
        elif passage.role is Role.BODY:
            header = []
            told = (_sentence(document.path, passage.text[s.start : s.end]) for s in sentences(passage.text))
            made += [r for r in told if r]
    return tuple(r for r in made if r.figure)


def _row(path: str, header: list[str], cells: tuple[str, ...]) -> list[Result]:
    name = next((i for i, h in enumerate(header) if "chi tieu" in h or "noi dung" in h), None)
    told = next((i for i, h in enumerate(header) if re.search(r"thuc hien|ket qua|dat duoc", h) and i != name), None)
    if name is None or told is None or max(name, told) >= len(cells):
        return []
    verdict = next((v for i, h in enumerate(header) if "danh gia" in h and i < len(cells) if (v := _verdict(cells[i])) is not None), None)
    text = cells[told].strip()
    found = figures(text)
    return [
        Result(path, cells[name], text, _actual(found, text), found[0] if found else None, _verdict(text) if verdict is None else verdict)
    ]


def _sentence(path: str, text: str) -> Result | None:
    found = figures(text)
    if not found:
        return None
    return Result(
        path, text, " ".join(text.split()), _actual(found, text), found[0], _verdict(text) if _FAILED.search(fold(text)) else None
    )


def _actual(found: Sequence[Figure], text: str) -> str:
    return found[0].text if found else text


def _verdict(text: str) -> bool | None:
    folded = fold(text)
    if _FAILED.search(folded):
        return False
    return True if _PASSED.search(folded) else None


def _words(text: str) -> str:
    return " ".join(w for w in re.findall(r"[a-z]+", fold(text)) if w not in _STOP)


def compare(document: Document, goal: Goal, told: Sequence[Result]) -> Target:
    """A target beside the result whose indicator agrees best; None as ``actual`` where no report says."""
    wanted = _words(goal.text)
    scored = [
        (fuzz.token_set_ratio(wanted, _words(r.indicator)), -i, r)
        for i, r in enumerate(told)
        if r.figure and r.figure.percent == goal.figure.percent
    ]
    best = max(scored, default=None, key=lambda s: s[:2])
    if best is None or best[0] < _ALIKE:
        return Target(goal.text, goal.figure.text, None, None, document.path)
    result = best[2]
    return Target(goal.text, goal.figure.text, result.actual, _met(goal.figure, result), document.path, result.document, result.text)


def _met(goal: Figure, result: Result) -> bool | None:
    """What the report says itself, else the comparison of the figures."""
    if result.verdict is not None or result.figure is None:
        return result.verdict
    return result.figure.value <= goal.value if goal.comparator in ("<", "<=") else result.figure.value >= goal.value

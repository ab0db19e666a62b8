"""Targets: what the year's resolution plans beside what the year's report says came out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.model import Document, Role, Span, Target
from pipeline.text.figures import Figure, figures
from pipeline.text.fold import fold
from pipeline.text.outline import outline
from pipeline.text.sentences import clauses, sentences

_LEADING = re.compile(r"^\s*(?:[-–+*•]|\d{1,2}(?:\.\d{1,2})*\s*[./)]|[a-hđ]\s*[./)])\s*")
_STOP = frozenset(
    "ti le tren tro len tu dat phan dau co va cac cua la den chi tieu so voi duoc trong nam it nhat toi thieu "
    "khong qua duoi tong thuc hien moi da ke hoach nghi quyet bang".split()
)
_FAILED = re.compile(r"\b(?:chua dat|khong dat|khong hoan thanh|chua hoan thanh|khong thuc hien duoc|chua thuc hien duoc|thap hon)\b")
_PASSED = re.compile(r"\b(?:dat|vuot|hoan thanh)\b")
_NO_TARGET = re.compile(r"khong (?:dat|giao|de ra|co) chi tieu|khong con nguon")
_NAMES = re.compile(r"chi tieu(?! (?:giao|nam|nq|nghi quyet))|noi dung|ten\b|tieu chi")
_PLANS = re.compile(r"giao|ke hoach|muc tieu|phan dau|dang ky|nghi quyet|chi tieu|nam \d{4}|muc\b|so luong")
_UNITS = re.compile(r"don vi(?: tinh)?$|dvt")
_PERCENT = re.compile(r"\(\s*%\s*\)|ty le|ti le")
_FEW_WORDS = 12.0  # per cent taken off where the words are scattered over a sentence
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
    made: list[Goal] = []
    header: list[str] = []
    for passage, part in zip(document.passages, outline(document.passages), strict=True):
        if passage.role is Role.TABLE_HEADER:
            header = [fold(c) for c in passage.cells]
        if passage.role is Role.TABLE_HEADER or part.heading or passage.role is Role.HEADER:
            continue
        heads = [document.passages[i].text for i in part.above] + ([passage.text[part.head.start : part.head.end]] if part.head else [])
        if any("chi tieu" in fold(h) for h in heads):
            made += _planned(header, passage.cells) if passage.role is Role.ROW else _goals(passage.text, part.head)
    return tuple(made)


def _goals(text: str, head: Span | None) -> list[Goal]:
    """Targets of a paragraph, read after an inline head "Chỉ tiêu: …"; none after words that say that no target is set."""
    body = text[head.end + 1 :] if head and "chi tieu" in fold(text[: head.end]) else text
    made = []
    for span in sentences(body):
        sentence = _LEADING.sub("", body[span.start : span.end]).strip().rstrip(".;")
        if _NO_TARGET.search(fold(sentence)):
            break
        found = figures(sentence)
        if found:
            made.append(Goal(sentence, found[0]))
    return made


def _planned(header: list[str], cells: tuple[str, ...]) -> list[Goal]:
    """The target of a row: the cell of its name and that of the value planned, with its unit; without such columns its first figure."""
    name = next((i for i, h in enumerate(header) if _NAMES.search(h)), None)
    value = next((i for i, h in enumerate(header) if i != name and _PLANS.search(h)), None)
    unit = next((i for i, h in enumerate(header) if _UNITS.search(h)), None)
    if name is None or value is None or max(name, value) >= len(cells):
        text = _LEADING.sub("", " ".join(c for c in cells if not c.strip().isdigit())).strip()
        found = figures(text)
        return [Goal(text, found[0])] if found else []
    measure = cells[unit].strip() if unit is not None and unit < len(cells) else ""
    amount = cells[value].strip()
    text = f"{amount}{measure}" if measure == "%" else amount if measure and measure in amount else f"{amount} {measure}".strip()
    onwards = re.sub(r"^([\d.,]+)(.*?)%$", r"\1%\2", text)
    found = figures(onwards)
    return [Goal(f"{cells[name].strip()}: {onwards}", found[0])] if found else []


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
            for span in sentences(passage.text):
                made += _sentence(document.path, passage.text[span.start : span.end])
    return tuple(r for r in made if r.figure)


def _row(path: str, header: list[str], cells: tuple[str, ...]) -> list[Result]:
    name = next((i for i, h in enumerate(header) if _NAMES.search(h)), None)
    told = next((i for i, h in enumerate(header) if re.search(r"thuc hien|ket qua|dat duoc", h) and i != name), None)
    if name is None or told is None or max(name, told) >= len(cells):
        return []
    verdict = next((v for i, h in enumerate(header) if "danh gia" in h and i < len(cells) if (v := _verdict(cells[i])) is not None), None)
    unit = _PERCENT.search(fold(cells[name]))
    text = cells[told].strip()
    found = figures(re.sub(r"^([\d.,]+)(?![\d.,]|\s*%)", r"\1%", text) if unit else text)
    return [
        Result(path, cells[name], text, _actual(found, text), found[0] if found else None, _verdict(text) if verdict is None else verdict)
    ]


def _sentence(path: str, text: str) -> list[Result]:
    """A result for each figure of a sentence: its indicator is the clause in which it stands, or the sentence where it has one figure."""
    found = figures(text)
    failed = _verdict(text) if _FAILED.search(fold(text)) else None
    parts = clauses(text, Span(0, len(text))) if len(found) > 1 else ()
    made = []
    for figure in found:
        clause = next((text[c.start : c.end] for c in parts if c.start <= figure.span.start < c.end), text)
        made.append(Result(path, clause, " ".join(text.split()), figure.text, figure, failed))
    return made


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
        (max(fuzz.token_set_ratio(wanted, _words(r.indicator)), _held(wanted, _words(r.text))), -i, r)
        for i, r in enumerate(told)
        if r.figure and _comparable(goal.figure, r.figure)
    ]
    best = max(scored, default=None, key=lambda s: s[:2])
    if best is None or best[0] < _ALIKE:
        return Target(goal.text, goal.figure.text, None, None, document.path)
    result = best[2]
    return Target(goal.text, goal.figure.text, result.actual, _met(goal.figure, result), document.path, result.document, result.text)


def _held(wanted: str, told: str) -> float:
    """Per cent of the words of a target that a sentence holds; a target of few words needs them all."""
    words, there = wanted.split(), set(told.split())
    return 100.0 * sum(w in there for w in words) / len(words) - _FEW_WORDS if len(words) > 2 else 0.0


def _comparable(goal: Figure, told: Figure) -> bool:
    """Both per cent, or neither; a part of a whole ("14 trên 14") is a per cent too."""
    return goal.percent == told.percent or (goal.percent and told.of is not None and told.value <= told.of)


def _met(goal: Figure, result: Result) -> bool | None:
    """What the report says itself, else the comparison of the figures."""
    if result.verdict is not None or result.figure is None:
        return result.verdict
    value = result.figure.value
    if goal.percent and not result.figure.percent and result.figure.of:
        value = 100 * value / result.figure.of
    return value <= goal.value if goal.comparator in ("<", "<=") else value >= goal.value

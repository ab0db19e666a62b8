"""Sentences and clauses of a text, as spans."""

import re

from pipeline.model import Span

_END = re.compile(
    r"[\n\t]+"
    r"|;(?=\s|$)"
    r"|[.!?…]+[”\")\]]?(?=\s+[\"“'(\[\-–+]?[A-ZĐÀ-ỸÂÊÔĂƠƯ0-9])"
)
_ABBREVIATION = re.compile(r"(?:^|[\s(/“\"])(?:đ/c|Đ/c|đc|Đ\.c|đ\.c|TP|Tp|TS|ThS|Ths|BS|PGS|GS|TM|KT|TL|Q|P|H|tr|St|ng|[A-ZĐ]|[IVX]{1,4}|\d{1,2}|[a-hđ])$")
_CLAUSE = re.compile(r"(?<!\d)[,:](?=\s|$)|(?<=\d)[,:](?=\s)|[;()–—]|\s-\s|,?\s(?=(?:nhưng|tuy nhiên|song|mặc dù|tuy)\s)|,\s(?=còn\s)")


def sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences, stripped, in order. Line ends and tabs end a sentence; so do ; and . ! ? before a capital."""
    spans, start = [], 0
    for found in _END.finditer(text):
        if found.group()[0] in "." and _ABBREVIATION.search(text[max(start, found.start() - 8) : found.start()]):
            continue
        _add(spans, text, start, found.end())
        start = found.end()
    _add(spans, text, start, len(text))
    return tuple(spans)


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """Spans of a sentence's clauses: cut at , : ; brackets, dashes and before nhưng, tuy nhiên, song; commas in numbers hold."""
    spans: list[Span] = []
    start = sentence.start
    for found in _CLAUSE.finditer(text, sentence.start, sentence.end):
        _add(spans, text, start, found.start())
        start = found.end()
    _add(spans, text, start, sentence.end)
    return tuple(spans)


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    part = text[start:end]
    left, right = len(part) - len(part.lstrip()), len(part.rstrip())
    if right > left:
        spans.append(Span(start + left, start + right))

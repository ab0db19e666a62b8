"""Sentences and clauses of a text, as spans.

A line end, a tab and a semicolon end a sentence; a point does before a capital, a digit, a quotation mark or a bullet, but not after an
abbreviation (``đ/c.``, ``TP.``), an initial or the number of a list (``1.``, ``a.``, ``II.``). One pass, some megabytes a second.
"""

import re

from pipeline.model import Span

_BREAK = re.compile(r"[\n\t\r\v\f]\s*|;+[\"”’)]*\s*|(?<![.!?…])[.!?…]+[\"”’»)\]]*[^\S\n\t\r\v\f]+(?=[^\s.,;:!?%/=…]|$)")
_FIRST = frozenset("\"“”‘’'«([-–—•+*●▪◦○√✓→")
_ABBREVIATION = re.compile(
    r"(?:^|(?<![^\W_]))(?:[ĐđDd][./]\s?[Cc]|[Đđ]c|ĐC|[Tt]p|TP|[Tt]x|TX|TT|PGS|GS|TS|[Tt]h[Ss]|BS|KS|CN|CV|[BN]CS|TM|T/M|KT|K/T|TL|T/L|TUQ|Q|P|H|X|NXB|Nxb|[Tt]r|[Ss]t|"
    r"[A-ZĐÀ-ÖØ-ÝĂĨŨƠƯẠ-Ỹ])$"
)
_NUMERAL = re.compile(r"[^\w\n]*(?:(?:\d{1,2}|[IVXLC]{1,5}|[A-Za-zĐđ])(?:\.\d{1,2}){0,4})$")
_CLAUSE = re.compile(
    r"(?<!\d)[,:]|[,:](?!\d)|[;()]|(?<=\s)[-–—](?=\s)(?<!\d [-–—])|(?<=\s)[-–—](?=\s+\D)|[–—](?=\s)|(?<=\s)[–—]|"
    r"(?<=\s)(?=(?:nhưng|tuy nhiên)(?![^\W_]))|(?<=\s)(?<!song )(?=song\s(?!song|phương|ngữ|hành|sinh|toàn|ca|tử|mã))",
    re.IGNORECASE,
)


def sentences(text: str) -> tuple[Span, ...]:
    """Spans of all sentences in order, without white space around them. Every character but white space lies in one."""
    spans: list[Span] = []
    start, length = len(text) - len(text.lstrip()), len(text.rstrip())
    for match in _BREAK.finditer(text, start, length):
        mark = text[match.start()]
        if mark in ".!?…" and not _ends(text, start, match):
            continue
        end = match.end() if mark in ";.!?…" else match.start()
        if cut := _stripped(text, start, end):
            spans.append(cut)
        start = match.end()
    if cut := _stripped(text, start, length):
        spans.append(cut)
    return tuple(spans)


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """Spans of a sentence's clauses: cut at ``, : ; ( )`` and dashes, and before ``nhưng``, ``tuy nhiên`` and ``song``.

    Commas and colons between digits hold (``6,02%``, ``14:30``), dashes inside words and numbers too (``213-QĐ/TW``, ``2020 - 2022``).
    Divided signs belong to no clause.
    """
    spans: list[Span] = []
    start = sentence.start
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if cut := _stripped(text, start, match.start()):
            spans.append(cut)
        start = match.end()
    if cut := _stripped(text, start, sentence.end):
        spans.append(cut)
    return tuple(spans)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """True where a point, question or exclamation mark ends the sentence that began at ``start``."""
    following = text[match.end()]
    if not (following.isupper() or following.isdigit() or following in _FIRST):
        return False
    mark = match.group().rstrip()
    if mark[-1] in ")]" and text[match.start() - 1 : match.start()] in {"(", "["}:
        return False
    if mark != ".":
        return not (len(mark) > 3 and following in "-–/")  # a dotted line to be filled in
    before = text[max(start, match.start() - 12) : match.start()]
    if match.start() - start <= 12 and _NUMERAL.match(before):
        return False
    return not _ABBREVIATION.search(before)


def _stripped(text: str, start: int, end: int) -> Span | None:
    """The part of a range without white space around it, or None where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None

"""Words of a text by pyvi, aligned back to the text.

Vietnamese writes a space between syllables, so a word may hold spaces (``đảng viên``). pyvi joins syllables with ``_``, drops line ends
and rewrites white space; here its answer only says where words begin and end in the original. The model (about a second) is loaded on
first use. Where the answer cannot be aligned, syllables stand for words.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from pipeline.model import Span

_LINE = re.compile(r"[^\n\r\v\f\t\x1c-\x1e\x85\u2028\u2029]{1,2000}(?!\S)|\S{1,2000}")
_SYLLABLE = re.compile(r"\w+|[^\w\s]")


@lru_cache(maxsize=64)
def words(text: str) -> tuple[Span, ...]:
    """Spans of all words, numbers and signs in order; every character but white space lies in one. ``text`` is NFC."""
    segment = _segmenter()
    found: list[Span] = []
    for line in _LINE.finditer(text):
        part = line.group()
        spans = _aligned(part, segment(part)) if part.strip() else []
        found += [Span(line.start() + s.start, line.start() + s.end) for s in (_syllables(part) if spans is None else spans)]
    return tuple(found)


def is_word(text: str, span: Span) -> bool:
    """True where a span is one word or several whole words of the segmentation."""
    starts, ends = _bounds(text)
    return span.start < span.end and span.start in starts and span.end in ends


@lru_cache(maxsize=64)
def _bounds(text: str) -> tuple[frozenset[int], frozenset[int]]:
    found = words(text)
    return frozenset(s.start for s in found), frozenset(s.end for s in found)


@cache
def _segmenter() -> Callable[[str], str]:
    """pyvi's segmenter; imported here because it loads a model."""
    from pyvi import ViTokenizer

    tokenize: Callable[[str], str] = ViTokenizer.tokenize
    return tokenize


def _syllables(text: str) -> list[Span]:
    return [Span(*m.span()) for m in _SYLLABLE.finditer(text)]


def _aligned(text: str, segmented: str) -> list[Span] | None:
    """Spans in ``text`` of the tokens of ``segmented``, or None where the two differ in more than white space and ``_``."""
    spans: list[Span] = []
    at = 0
    for token in segmented.split():
        at = _skip(text, at)
        start = at
        for char in token:
            if at < len(text) and text[at] == char:
                at += 1
                continue
            if char != "_":
                return None
            at = _skip(text, at)
        if at == start:
            return None
        spans.append(Span(start, at))
    return spans if _skip(text, at) == len(text) else None


def _skip(text: str, at: int) -> int:
    """The next place that is not white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at

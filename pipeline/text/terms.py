"""Terms: all words and phrases of a form in one automaton, so that a further one costs next to nothing.

A term is found in folded text and then checked syllable by syllable against the original: same letters and tone, or
a syllable that lost its marks in a text without accents, or one slip of the tone in a phrase that is otherwise the same.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from pipeline.text.fold import Tokens, fold_token, is_plain, key, tokens

PROTECTED = frozenset({"khong", "chua", "chang", "co"})
"""Folded syllables that no slip may turn into another word."""


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase: its syllables folded and as keys."""

    text: str
    folded: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term in a text: tokens ``[first, end)``; ``exact`` is 1.0, less where marks are lost or a tone slipped."""

    term: int
    first: int
    end: int
    exact: float


def term(text: str) -> Term:
    """A phrase as a term."""
    found = tokens(text)
    return Term(text, found.folded, tuple(found.key(i) for i in range(len(found))))


class Terms:
    """An automaton over terms. ``number[text]`` is a term's index."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.number: dict[str, int] = {}
        self.terms: list[Term] = []
        self._alike: list[tuple[int, ...]] = []
        groups: dict[tuple[str, ...], list[int]] = {}
        for text in texts:
            if text in self.number:
                continue
            made = term(text)
            if not made.folded:
                raise ValueError(f"no word in the term {text!r}")
            self.number[text] = len(self.terms)
            groups.setdefault(made.folded, []).append(len(self.terms))
            self.terms.append(made)
        self._automaton = ahocorasick.Automaton()
        for folded, members in groups.items():
            self._automaton.add_word(f" {' '.join(folded)} ", (len(" ".join(folded)), tuple(members)))
        if groups:
            self._automaton.make_automaton()
        self._empty = not groups

    def find(self, text: Tokens, trust_folded: bool = False) -> Iterator[Occurrence]:
        """Occurrences in order of their end. ``trust_folded``: accept lost or wrong marks everywhere (recognised scans)."""
        if self._empty or not len(text):
            return
        at, keys, terms = text.at, text.keys, self.terms
        for end, (length, members) in self._automaton.iter(text.line):
            first = bisect_left(at, end - length)
            for number in members:
                wanted = terms[number]
                last = first + len(wanted.keys)
                exact = 1.0 if keys[first:last] == wanted.keys else _agreement(wanted, text, first, trust_folded)
                if exact:
                    yield Occurrence(number, first, last, exact)


def _agreement(wanted: Term, text: Tokens, first: int, trust_folded: bool) -> float:
    """How well syllables that fold alike but are not the same agree with the term: from 0, another word, to less than 1."""
    count = len(wanted.keys)
    found = text.keys[first : first + count]
    wrong = [i for i in range(count) if found[i] != wanted.keys[i]]
    if any(wanted.folded[i] in PROTECTED for i in wrong) and not _bare(text, first, len(wanted.keys)):
        return 0.0
    if trust_folded and (len(wanted.keys) > 1 or len(wanted.folded[0]) > 4):
        return 0.9
    if _bare(text, first, len(wanted.keys)):
        return 0.85
    if len(wrong) == 1 and len(wanted.keys) > 1:
        return _slip(wanted, text.raw(first + wrong[0]), wrong[0])
    return 0.0


def _bare(text: Tokens, first: int, count: int) -> bool:
    """True where the syllables and those around them carry no mark: text typed without accents."""
    if not all(is_plain(text.raw(i)) for i in range(first, first + count)):
        return False
    low, high = first, first + count
    while low > max(0, first - 6) and "\n" not in text.text[text.ends[low - 1] : text.starts[low]]:
        low -= 1
    while high < min(len(text), first + count + 6) and "\n" not in text.text[text.ends[high - 1] : text.starts[high]]:
        high += 1
    return (count > 1 or high - low > 1) and all(is_plain(text.raw(i)) for i in range(low, high))


def _slip(wanted: Term, raw: str, at: int) -> float:
    """A single syllable whose tone or mark slipped."""
    lost = is_plain(raw) or key(raw) == wanted.keys[at].rstrip("fsrj")
    if len(wanted.keys) >= 3 or (lost and len(raw) > 2):
        return 0.8
    return 0.0


def folded_term(text: str) -> str:
    """A phrase folded, its words divided by single spaces."""
    return " ".join(fold_token(t) for t in term(text).folded)

"""Terms: all words and phrases of a form in one automaton, so that a further one costs next to nothing.

A term is found in folded text and then checked syllable by syllable against the original: same letters and tone, or
a syllable that lost its marks in a text without accents, or one slip of the tone in a phrase that is otherwise the same.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import ahocorasick

from pipeline.text.dictionary import is_pair, is_rare
from pipeline.text.fold import Tokens, fold_token, is_plain, key, tokens
from pipeline.text.slips import Slips

Recognised = Callable[[int], bool]
"""Whether the token with this number was recognised in a picture."""

_AROUND = 12  # tokens; no term is longer
_SLIP_OF_RECOGNITION = 0.75
_WRONG_MARK = 0.79
_PAIR, _TRIPLE = 2, 3
_LONG = 8  # letters of a term in which a slip may be mended

PROTECTED = frozenset({"khong", "chua", "chang", "co"})
"""Folded syllables that no slip may turn into another word."""


@dataclass(frozen=True)
class Term:
    """A phrase: its syllables folded and, once it is met in a text, as keys."""

    text: str
    folded: tuple[str, ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tokens(self.text).keys


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
    return Term(text, found.folded)


def _long(wanted: Term) -> bool:
    return len(wanted.folded) >= 2 and sum(map(len, wanted.folded)) >= _LONG and not PROTECTED.intersection(wanted.folded)


class Terms:
    """An automaton over terms. ``number[text]`` is a term's index."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.number: dict[str, int] = {}
        self.terms: list[Term] = []
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

    def find(self, text: Tokens, recognised: Recognised | None = None, trusted: tuple[int, int] = (0, 0)) -> Iterator[Occurrence]:
        """Occurrences in order of their end, then those in which a slip of recognition is mended.

        ``recognised``: whether a token was recognised in a picture, where lost or wrong marks are accepted. ``trusted``: tokens of a
        title, short and formal, where they are too.
        """
        if self._empty or not len(text):
            return
        at, keys, terms = text.at, text.keys, self.terms
        for end, (length, members) in self._automaton.iter(text.line):
            first = bisect_left(at, end - length)
            for number in members:
                wanted = terms[number]
                last = first + len(wanted.folded)
                if keys[first:last] == wanted.keys:
                    yield Occurrence(number, first, last, 1.0)
                    continue
                titled = len(wanted.keys) > _PAIR and trusted[0] <= first < trusted[1]
                exact = _agreement(wanted, text, first, titled or (recognised is not None and recognised(first)))
                if exact:
                    yield Occurrence(number, first, last, exact)
        if recognised:
            yield from self._mended(text, recognised)

    @cached_property
    def _slips(self) -> Slips:
        return Slips(syllable for wanted in self.terms for syllable in wanted.folded)

    def _mended(self, text: Tokens, recognised: Recognised) -> Iterator[Occurrence]:
        """Long terms of which one syllable is not a word as it was recognised, but is when one letter is another."""
        mended = {at: word for at, word in self._slips.mended(text.folded).items() if recognised(at)}
        for at, word in mended.items():
            low, high = max(0, at - _AROUND), min(len(text), at + _AROUND + 1)
            around = [word if i == at else text.folded[i] for i in range(low, high)]
            line = f" {' '.join(around)} "
            for end, (length, members) in self._automaton.iter(line):
                first = low + line.count(" ", 1, end - length)
                for number in members:
                    last = first + len(self.terms[number].folded)
                    if first <= at < last and _long(self.terms[number]):
                        yield Occurrence(number, first, last, _SLIP_OF_RECOGNITION)


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
        raw = text.raw(first + wrong[0])
        if count == _PAIR and _other_word(text, first):
            return 0.0
        return _slip(wanted, raw, wrong[0])
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
    """A single syllable whose tone or mark slipped: lost, in a long phrase, or giving a syllable that is seldom written on purpose."""
    lost = is_plain(raw) or key(raw) == wanted.keys[at].rstrip("fsrj")
    if len(wanted.keys) > _TRIPLE or (lost and (len(raw) > 2 or len(wanted.keys) > _PAIR)):
        return 0.8
    return 0.8 if len(wanted.keys) > _PAIR and is_rare(raw) else _WRONG_MARK if is_rare(raw) else 0.0


def _other_word(text: Tokens, first: int) -> bool:
    """True where two syllables, or one of them and its neighbour, are a word as they stand, so that no mark slipped: "cá nhân diện"."""
    around = [text.raw(i).lower() if 0 <= i < len(text) else "" for i in range(first - 1, first + 3)]
    return any(is_pair(around[i], around[i + 1]) for i in range(3))


def folded_term(text: str) -> str:
    """A phrase folded, its words divided by single spaces."""
    return " ".join(fold_token(t) for t in term(text).folded)

"""Slips of recognition: tokens that the form does not know, read as the one known syllable that differs in one letter.

Only letters are mended, never a token with a digit in it: 213 and 218 are two regulations.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.text.plausible import syllable

_SHORTEST = 3  # letters of a token that may be mended
_SHORTEST_WORD = 4  # where the token is a syllable itself


class Slips:
    """Built once over the syllables of all terms."""

    def __init__(self, syllables: Iterable[str]) -> None:
        self._known = frozenset(s for s in syllables if s.isalpha())
        self._near: defaultdict[str, set[str]] = defaultdict(set)
        for known in self._known:
            if len(known) >= _SHORTEST:
                for shorter in _shortened(known):
                    self._near[shorter].add(known)

    def mended(self, folded: Sequence[str]) -> dict[int, str]:
        """Place and nearest known syllable of each unknown token; left out where two are equally near."""
        unknown = ((at, token) for at, token in enumerate(folded) if token.isalpha() and token not in self._known)
        return {at: near for at, token in unknown if (near := self._nearest(token))}

    def _nearest(self, token: str) -> str | None:
        if len(token) < (_SHORTEST_WORD if syllable(token) else _SHORTEST):
            return None
        candidates = {word for shorter in _shortened(token) for word in self._near.get(shorter, ())}
        close = [word for word in candidates if DamerauLevenshtein.distance(token, word, score_cutoff=1) <= 1]
        return close[0] if len(close) == 1 else None


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}

"""Misread titles: capitals whose letters recognition tore apart, ran together or mistook ("B I Ê N  B Ả N", "BÁO CÁ0", "KÉHOACH")."""

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import OSA

from pipeline.model import Kind
from pipeline.text.fold import fold
from pipeline.text.plausible import syllable

_FIGURES = str.maketrans("01568|", "oisgbi")
_SHORTEST = 6  # letters of a title in which one may be wrong
_MOST_WORDS = 24  # torn into single letters, a title has many


class Misread:
    """Built once over the words that open titles."""

    def __init__(self, phrases: Mapping[str, Kind]) -> None:
        self._kinds: dict[str, tuple[Kind, str]] = {}
        for phrase, kind in phrases.items():
            joined = _joined(phrase.split())
            if len(joined) >= _SHORTEST and " " in phrase and kind not in (Kind.OTHER, Kind.LETTER):
                self._kinds[joined] = kind, phrase
        self._longest = max(map(len, self._kinds), default=0) + 1

    def kind(self, text: str) -> tuple[Kind, int] | None:
        """The kind that the first words of a line name with one letter wrong at most, and the end of those words; the longest wins."""
        found: tuple[int, int, Kind, int] | None = None
        for joined, end in _openings(text):
            if len(joined) > self._longest:
                break
            for phrase, (kind, words) in self._kinds.items():
                wrong = OSA.distance(joined, phrase, score_cutoff=1)
                if wrong <= 1 and _broken(text[:end].split(), len(words.split())):
                    found = max(found, (len(phrase), -wrong, kind, end)) if found else (len(phrase), -wrong, kind, end)
        return (found[2], found[3]) if found else None


def _openings(text: str) -> Iterable[tuple[str, int]]:
    """The letters of the first words joined, and their end in the text."""
    words = text.split()[:_MOST_WORDS]
    end = 0
    for count, word in enumerate(words, 1):
        end = text.index(word, end) + len(word)
        yield _joined(words[:count]), end


def _broken(words: Sequence[str], wanted: int) -> bool:
    """True where words ran together, were torn into letters, or one of them is no syllable: "ĐẢNG ỦY" is not meant for "ĐĂNG KÝ"."""
    if len(words) < wanted:
        return True
    if len(words) > wanted:
        return sum(len(w) == 1 for w in words) >= len(words) - 1
    return not all(syllable(w.lower()) for w in words)


def _joined(words: Iterable[str]) -> str:
    letters = fold("".join(words)).translate(_FIGURES)
    return "".join(c for c in letters if c.isalpha())

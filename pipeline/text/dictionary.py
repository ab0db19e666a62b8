"""Dictionary: Vietnamese words of two syllables, from pyvi's word list, read when a slip is first doubted (30 ms)."""

from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_FEW = 3  # words of a syllable that is rarely written on purpose


@cache
def _pairs() -> frozenset[str]:
    spec = find_spec("pyvi")
    places = spec.submodule_search_locations if spec else None
    listed = (Path(place) / "models" / "words.txt" for place in places or ())
    path = next((p for p in listed if p.is_file()), None)
    lines = path.read_text("utf-8").splitlines() if path else []
    return frozenset(word for line in lines if (word := line.strip().lower()).count(" ") == 1)


def is_pair(first: str, second: str) -> bool:
    """True where two syllables are a word. Everything is one where the list is not at hand, so that no slip is mended in doubt."""
    words = _pairs()
    return not words or f"{first} {second}".lower() in words


@cache
def _words_of() -> Counter[str]:
    return Counter(syllable for pair in _pairs() for syllable in pair.split())


def is_rare(syllable: str) -> bool:
    """True where a syllable stands in few words or in none, so that it is likely to be another one misspelt (quàn, biều).

    Nothing is rare where the list is not at hand.
    """
    return bool(_pairs()) and _words_of()[syllable.lower()] <= _FEW

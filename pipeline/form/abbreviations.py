"""Abbreviations: further spellings of the phrases that rules look for, so that "kiểm tra, giám sát" is found as KTGS too."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.model import Lexicon

_SURE = 3  # letters of an abbreviation that means one thing without other words


@dataclass(frozen=True)
class Words:
    """The lexicon as rules read it."""

    lexicon: Lexicon

    @cached_property
    def concepts(self) -> Mapping[str, tuple[str, ...]]:
        """Concepts with their abbreviated spellings."""
        return {name: self.spelled(words) for name, words in self.lexicon.concepts.items()}

    def spelled(self, phrases: tuple[str, ...]) -> tuple[str, ...]:
        """Phrases, each followed by its spellings with one abbreviation and with two ("kết luận của chi ủy": "KL của CU")."""
        return tuple(dict.fromkeys(p for phrase in phrases for p in self._spellings(phrase)))

    @cached_property
    def _by_first(self) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
        """Usual expansions as keys, by their first syllable."""
        made = defaultdict(list)
        for short, expansions in self.lexicon.abbreviations.items():
            keys = tuple(_plain(expansions[0].split()))
            made[keys[0]].append((keys, short))
        return made

    @cached_property
    def _known(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _spellings(self, phrase: str) -> tuple[str, ...]:
        """A phrase and its shorter spellings: "họp chi bộ", "họp CB"; a whole phrase only where the letters are sure to mean it."""
        if phrase not in self._known:
            words = phrase.split()
            once = list(self._shortened(words, _plain(words)))
            twice = [two for short, keys in once for two, _ in self._shortened(short, keys)]
            self._known[phrase] = tuple(dict.fromkeys((phrase, *(" ".join(w) for w, _ in once), *(" ".join(w) for w in twice))))
        return self._known[phrase]

    def _shortened(self, words: Sequence[str], keys: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
        """Words with one expansion replaced by its abbreviation, beside their keys ("" for the abbreviation)."""
        for i, first in enumerate(keys):
            for wanted, short in self._by_first.get(first, ()):
                size = len(wanted)
                whole = size == len(words)
                if tuple(keys[i : i + size]) == wanted and len(short) >= (_SURE if whole else 2):
                    yield [*words[:i], short, *words[i + size :]], [*keys[:i], "", *keys[i + size :]]


def _plain(words: Sequence[str]) -> list[str]:
    """Words as they are compared: in small letters, without the comma after them."""
    return [word.rstrip(",").lower() for word in words]

"""Abbreviations: further spellings of the phrases that rules look for, so that "kiểm tra, giám sát" is found as KTGS too."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.model import Lexicon
from pipeline.text.fold import tokens

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
        made: dict[str, None] = {}
        for phrase in phrases:
            once = self._spellings(phrase)
            made |= dict.fromkeys((phrase, *once, *(twice for one in once for twice in self._spellings(one))))
        return tuple(made)

    @cached_property
    def _by_first(self) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
        """Usual expansions as keys, by their first syllable."""
        made = defaultdict(list)
        for short, expansions in self.lexicon.abbreviations.items():
            keys = tokens(expansions[0]).keys
            made[keys[0]].append((keys, short))
        return made

    def _spellings(self, phrase: str) -> list[str]:
        """Spellings with one abbreviation: "họp chi bộ" -> "họp CB"; a whole phrase only where the letters are sure to mean it."""
        words = tokens(phrase)
        made = []
        for i, first in enumerate(words.keys):
            for keys, short in self._by_first.get(first, ()):
                size = len(keys)
                whole = size == len(words)
                if words.keys[i : i + size] == keys and len(short) >= (_SURE if whole else 2):
                    made.append(" ".join([*map(words.raw, range(i)), short, *map(words.raw, range(i + size, len(words)))]))
        return made

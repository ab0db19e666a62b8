"""Cues around a match: words that change what it proves, found where they are not words of the match itself."""

from collections.abc import Mapping

from pipeline.text.index import Hit, Index
from pipeline.text.terms import Occurrence

Cues = Mapping[str, int]
"""The group of words of each list of cues."""

_PLAIN_CUES = frozenset({"khong", "chua", "se", "da"})
_SLIP = 0.8  # agreement of a word whose tone slipped: no word of negation or time


def cue(index: Index, cues: Cues, name: str, bounds: tuple[int, int], hit: Hit) -> list[Occurrence]:
    """Cues of a list in a range that are not words of the match, in the order of their ends."""
    if name not in cues or bounds[0] >= bounds[1]:
        return []
    own = (hit.act, *hit.used)
    return [o for o in index.inside(cues[name], bounds) if _sure(o, index) and all(o.end <= u.first or o.first >= u.end for u in own)]


def sentence_of(index: Index, hit: Hit) -> tuple[int, int]:
    """Tokens of the act's sentence."""
    return index.range_of(index.sentence_spans[index.sentence_at(hit.act.first)])


def heads(index: Index, clause: tuple[int, int]) -> bool:
    """True where a clause only names what the rest of the sentence speaks of: "Nhận diện 82 biểu hiện: …"."""
    end = index.tokens.ends[clause[1] - 1]
    return index.text[end : end + 2].lstrip()[:1] == ":"


def _sure(found: Occurrence, index: Index) -> bool:
    """False where a tone slipped, and for a short word without accents that stands for many others (can: cần, cán, cạn)."""
    if found.exact == 1.0:
        return True
    return found.exact > _SLIP and (found.end - found.first > 1 or index.tokens.folded[found.first] in _PLAIN_CUES)

"""Scans of papers: recognised text that is the text of another document but for slips of recognition."""

from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.model import Document, Role
from pipeline.text.fold import tokens
from pipeline.text.plain import digits

_FEWEST = 25  # words of a text that can be the scan of another
_LIKE = 85.0  # per cent of agreement of two texts that are looked at word by word
_SLIP = 50.0  # per cent of the letters of a misread word that are right
_OTHER = 0.005  # share of words that may be others
_LOST = 0.1  # share of words that recognition may lose or make up


def recognised(one: Document) -> bool:
    """Whether the text, or some of it, was recognised in pictures."""
    return any(p.confidence is not None for p in one.passages)


def scan_of(one: Document, other: Document) -> bool:
    """Whether one of two documents is a scan of the other: what they say of themselves agrees, and word by word their text."""
    a, b = one.profile, other.profile
    if a.kind is not b.kind or a.period != b.period or _differ(a.number, b.number) or _differ(a.date, b.date):
        return False
    return (recognised(one) or recognised(other)) and _same_words(_words(one), _words(other))


def _differ(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _words(one: Document) -> list[str]:
    """Folded words of the text after the title block, whose columns a scan may show in another order."""
    text = "\n".join(
        p.text[max(0, one.profile.body - start) :]
        for p, start in zip(one.passages, one.starts, strict=True)
        if p.role is not Role.HEADER and start + len(p.text) > one.profile.body
    )
    return list(tokens(text).folded)


def _same_words(a: Sequence[str], b: Sequence[str]) -> bool:
    shorter, longer = sorted((len(a), len(b)))
    if shorter < _FEWEST or longer * (1 - _LOST) > shorter or fuzz.ratio(" ".join(a), " ".join(b), score_cutoff=_LIKE) < _LIKE:
        return False
    lost = others = 0
    for step in Levenshtein.editops(a, b):
        if step.tag == "replace":
            others += _another(a[step.src_pos], b[step.dest_pos])
        else:
            lost += 1
    return others <= _OTHER * shorter and lost <= 2 * _LOST * longer


def _another(a: str, b: str) -> bool:
    """Whether two words are not one and its slip. Figures have to be the same, letters that stand for them read as such."""
    if any(c.isdigit() for c in a) and any(c.isdigit() for c in b):
        return digits(a) != digits(b)
    return fuzz.ratio(a, b) < _SLIP

"""fuzzy: phrases in spite of recognition and typing slips. Digits, không and chưa have to be right."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from pipeline.model import Rule, Span
from pipeline.text.index import Hit, Pattern
from pipeline.text.scene import Scene
from pipeline.text.terms import PROTECTED, Occurrence, folded_term

CUTOFF = 88.0  # per cent of letters that have to agree
_SHORTEST = 8  # letters; a shorter phrase has too many neighbours


def find(rule: Rule, pattern: Pattern, scene: Scene) -> Iterator[Hit]:
    """Sentences that hold all groups but the first, and the first but for a slip."""
    index = scene.index
    phrases = [p for p in (folded_term(w) for w in rule.all[0] if not w.startswith("#")) if len(p) >= _SHORTEST]
    others = pattern.groups[1:]
    if any(g not in index.found for g in others):
        return
    for span in index.sentence_spans:
        bounds = index.range_of(span)
        used = tuple(next(index.inside(g, bounds), None) for g in others)
        if bounds[1] <= bounds[0] or None in used or any(index.inside(pattern.groups[0], bounds)):
            continue
        if pattern.none is not None and any(index.inside(pattern.none, bounds)):
            continue
        act = _slipped(phrases, index.tokens.folded, bounds)
        if act:
            present = tuple(o for o in used if o)
            yield Hit(act, present, bounds, act.exact)


def _slipped(phrases: list[str], folded: tuple[str, ...], bounds: tuple[int, int]) -> Occurrence | None:
    sentence = " ".join(folded[bounds[0] : bounds[1]])
    for phrase in phrases:
        found = fuzz.partial_ratio_alignment(phrase, sentence, score_cutoff=CUTOFF)
        if not found or found.score < CUTOFF:
            continue
        first, end = _tokens_at(sentence, Span(found.dest_start, found.dest_end))
        if allowed(phrase.split(), folded[bounds[0] + first : bounds[0] + end]):
            return Occurrence(-1, bounds[0] + first, bounds[0] + end, round(found.score / 100 * 0.9, 3))
    return None


def _tokens_at(sentence: str, span: Span) -> tuple[int, int]:
    """Tokens that a range of characters of a folded sentence touches."""
    first = (
        sentence.count(" ", 0, span.start + 1)
        if span.start < len(sentence) and sentence[span.start] == " "
        else sentence.count(" ", 0, span.start)
    )
    return first, sentence.count(" ", 0, max(span.start, span.end - 1)) + 1


def allowed(wanted: list[str], found: tuple[str, ...]) -> bool:
    """False where the difference touches a number or a word of negation."""
    strict = [[t for t in side if t in PROTECTED or any(c.isdigit() for c in t)] for side in (wanted, list(found))]
    return strict[0] == strict[1]

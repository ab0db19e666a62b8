"""An index of one text: where the terms of a form stand, sentence by sentence.

Terms are gathered in groups (synonyms); a pattern asks for one term of each group close together.
All positions are token positions unless said otherwise.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice

from pipeline.model import Span
from pipeline.text.citations import citations
from pipeline.text.figures import figures
from pipeline.text.fold import Tokens, tokens
from pipeline.text.sentences import clauses, sentences
from pipeline.text.terms import Occurrence, Recognised, Terms

_ACTS = 8  # acts tried where a rule takes the whole document, which it needs but once
_PLACES = 32  # places of another group looked at there
_RULINGS = frozenset({"quy định", "quyết định"})


@dataclass(frozen=True, slots=True)
class Cite:
    """What a citation has to be to mean a regulation."""

    number: str
    types: frozenset[str]
    bodies: frozenset[str]
    bare: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """Groups of which one term each has to stand within a clause, a sentence, a passage or ``reach`` tokens.

    The first group is the act. ``none``: group that must not stand there. ``figure``: a number has to stand there too.
    """

    groups: tuple[int, ...]
    none: int | None = None
    within: str = "sentence"
    reach: int = 0
    ordered: bool = False
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a pattern holds. ``act`` and ``used`` are token ranges, ``scope`` the range that was searched."""

    act: Occurrence
    used: tuple[Occurrence, ...]
    scope: tuple[int, int]
    exact: float


@dataclass(frozen=True)
class Groups:
    """Groups of terms and citations: ``of[term]`` are the groups that a term belongs to."""

    terms: Terms
    of: Mapping[int, tuple[int, ...]]
    cites: Mapping[str, Cite] = field(default_factory=dict)
    cite_groups: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


class Index:
    """Where all groups stand in a text.

    ``passages``: spans of its passages in characters, ``recognised``: of those from pictures, ``title``: of its title block.
    """

    def __init__(
        self, text: str, passages: Sequence[Span], groups: Groups, recognised: Sequence[Span] = (), title: Span | None = None
    ) -> None:
        self.text = text
        self.tokens: Tokens = tokens(text)
        self.passages = passages
        self._passage_starts = [p.start for p in passages]
        self._known_figures: dict[tuple[int, int], tuple[Span, ...]] = {}
        by_term: defaultdict[int, list[Occurrence]] = defaultdict(list)
        for occurrence in groups.terms.find(self.tokens, self._recognised(recognised), self.range_of(title) if title else (0, 0)):
            by_term[occurrence.term].append(occurrence)
        self._sources: defaultdict[int, list[list[Occurrence]]] = defaultdict(list)
        for number, occurrences in by_term.items():
            for group in groups.of[number]:
                self._sources[group].append(occurrences)
        self._cite(groups)
        self.found: Set[int] = self._sources.keys()
        self._sorted: dict[int, tuple[list[Occurrence], list[int]]] = {}

    def _recognised(self, spans: Sequence[Span]) -> Recognised | None:
        """Whether a token stands in recognised text; None where no text was recognised."""
        ranges = [self.range_of(span) for span in spans]
        starts = [first for first, _ in ranges]
        return (lambda token: (at := bisect_right(starts, token)) > 0 and token < ranges[at - 1][1]) if ranges else None

    def _cite(self, groups: Groups) -> None:
        if not groups.cites:
            return
        for citation in citations(self.text):
            body = citation.body.upper()
            for name, wanted in groups.cites.items():
                if citation.number.lstrip("0") != wanted.number.lstrip("0") or not _same_type(citation.types, wanted.types):
                    continue
                if (body and not any(body.startswith(b) for b in wanted.bodies)) or (not body and not wanted.bare):
                    continue
                first, end = self.range_of(citation.span)
                for group in groups.cite_groups.get(name, ()) if end > first else ():
                    self._sources[group].append([Occurrence(-1, first, end, 1.0)])

    def range_of(self, span: Span) -> tuple[int, int]:
        """Tokens that overlap a span of characters."""
        return bisect_right(self.tokens.ends, span.start), bisect_left(self.tokens.starts, span.end)

    def span_of(self, bounds: tuple[int, int]) -> Span:
        return self.tokens.span(*bounds)

    @cached_property
    def sentence_spans(self) -> tuple[Span, ...]:
        return sentences(self.text)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentence_spans]

    def sentence_at(self, token: int) -> int:
        """Number of the sentence that a token stands in."""
        return max(0, bisect_right(self._sentence_starts, self.tokens.starts[token]) - 1)

    def passage_at(self, token: int) -> int:
        """Number of the passage that a token stands in."""
        return max(0, bisect_right(self._passage_starts, self.tokens.starts[token]) - 1)

    @cached_property
    def _clauses(self) -> dict[int, tuple[Span, ...]]:
        return {}

    def clauses_of(self, sentence: int) -> tuple[Span, ...]:
        """Spans of the clauses of a sentence."""
        if sentence not in self._clauses:
            self._clauses[sentence] = clauses(self.text, self.sentence_spans[sentence])
        return self._clauses[sentence]

    def clause_at(self, token: int) -> tuple[int, int]:
        """Tokens of the clause that a token stands in."""
        here = self.tokens.starts[token]
        spans = self.clauses_of(self.sentence_at(token))
        return self.range_of(next((c for c in spans if c.start <= here < c.end), self.sentence_spans[self.sentence_at(token)]))

    def scope(self, token: int, within: str, reach: int = 0) -> tuple[int, int]:
        """Tokens in which the other groups have to stand: of the clause, sentence, passage, window or document.

        The cells of a table row stand together.
        """
        if within == "document":
            return 0, len(self.tokens)
        if "\t" in self.text[self.passages[self.passage_at(token)].start : self.passages[self.passage_at(token)].end]:
            return self.range_of(self.passages[self.passage_at(token)])
        if within == "clause":
            return self.clause_at(token)
        if within == "passage":
            return self.range_of(self.passages[self.passage_at(token)])
        low, high = self.range_of(self.sentence_spans[self.sentence_at(token)])
        return (max(low, token - reach), min(high, token + reach + 1)) if within == "window" else (low, high)

    def _of(self, group: int) -> tuple[list[Occurrence], list[int]]:
        """All occurrences of a group in order of their end, and the ends; put together when a rule first asks for them."""
        if group not in self._sorted:
            lists = self._sources.get(group, ())
            merged = sorted(chain.from_iterable(lists), key=_place)
            self._sorted[group] = merged, [o.end for o in merged]
        return self._sorted[group]

    def inside(self, group: int, bounds: tuple[int, int]) -> Iterator[Occurrence]:
        """Occurrences of a group within a range, in order of their end."""
        occurrences, ends = self._of(group)
        for i in range(bisect_right(ends, bounds[0]), len(ends)):
            if ends[i] > bounds[1]:
                return
            if occurrences[i].first >= bounds[0]:
                yield occurrences[i]

    def hits(self, pattern: Pattern, bounds: tuple[int, int] | None = None) -> Iterator[Hit]:
        """Places where the pattern holds, one an act, in the order of the text; only within ``bounds`` if given."""
        if any(g not in self.found for g in pattern.groups):
            return
        whole = pattern.within == "document"
        for act in self._of(pattern.groups[0])[0][: _ACTS if whole else None]:
            if bounds and not bounds[0] <= act.first < act.end <= bounds[1]:
                continue
            scope = bounds or self.scope(act.first, pattern.within, pattern.reach)
            if act.end > scope[1]:
                continue
            used = self._others(pattern, act, scope)
            if used is None or (pattern.none is not None and any(self.inside(pattern.none, scope))):
                continue
            if pattern.figure and not self.figures_in(scope):
                continue
            yield Hit(act, used, scope, min(o.exact for o in (act, *used)))

    def _others(self, pattern: Pattern, act: Occurrence, scope: tuple[int, int]) -> tuple[Occurrence, ...] | None:
        """The nearest occurrence of each further group that does not share a token with the act or another group."""
        used: list[Occurrence] = []
        after = act.end
        for group in pattern.groups[1:]:
            free = [
                o
                for o in islice(self.inside(group, scope), _PLACES if pattern.within == "document" else None)
                if all(o.end <= u.first or o.first >= u.end for u in (act, *used)) and (not pattern.ordered or o.first >= after)
            ]
            if not free:
                return None
            nearest = min(free, key=lambda o: max(o.first - act.end, act.first - o.end))
            used.append(nearest)
            after = nearest.end
        return tuple(used)

    def figures_in(self, bounds: tuple[int, int], besides: Iterable[Occurrence] = ()) -> bool:
        """True where a number other than a date, a document's number or an ordinal stands in a range, apart from the words ``besides``."""
        own = [self.span_of((o.first, o.end)) for o in besides]
        return any(not any(f.overlaps(o) for o in own) for f in self._figures(bounds))

    def _figures(self, bounds: tuple[int, int]) -> tuple[Span, ...]:
        """Spans of the figures of a range; kept, since many rules ask about one sentence."""
        if bounds not in self._known_figures:
            span = self.span_of(bounds)
            part = self.text[span.start : span.end]
            told = figures(part) if any(c.isdigit() for c in part) else ()
            self._known_figures[bounds] = tuple(Span(span.start + f.span.start, span.start + f.span.end) for f in told)
        return self._known_figures[bounds]


def _place(occurrence: Occurrence) -> tuple[int, int]:
    return occurrence.end, occurrence.first


def _same_type(told: str, wanted: frozenset[str]) -> bool:
    """Types agree; quy định and quyết định share the letters QĐ and are taken for each other."""
    return not told or told in wanted or (told in _RULINGS and bool(wanted & _RULINGS))

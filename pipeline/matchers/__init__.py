"""Matching: Document x Form -> Match. One module a way of matching; ``context`` reads what stands around a match.

``Matchers`` is built once a form: it gathers every word of every rule in one automaton, so the cost of a document does
not grow with the number of rules that find nothing in it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.matchers import citation, context, fuzzy, near, phrase, section, table, title, tokens, voice
from pipeline.model import Cadence, Document, Form, Kind, Match, Needs, Proof, Purpose, Reason, Requirement, Rule, Span
from pipeline.text.index import Cite, Groups, Hit, Pattern
from pipeline.text.scene import Scene, scene
from pipeline.text.terms import Terms
from pipeline.text.words import is_word

Find = Callable[[Rule, Pattern, Scene], Iterator[Hit]]
_FIND: Mapping[str, Find] = {
    "phrase": phrase.find,
    "near": near.find,
    "citation": citation.find,
    "title": title.find,
    "section": section.find,
    "table": table.find,
    "fuzzy": fuzzy.find,
    "tokens": tokens.find,
}
CUES = (
    "negation",
    "negation_after",
    "pseudo_negation",
    "future_strong",
    "future_weak",
    "done",
    "heading_plan",
    "heading_result",
    "heading_agenda",
    "pseudo_done",
    "pseudo_future",
    "legal_basis",
    "quotation",
    "condition",
    "other_body_subject",
    "own_subject",
    "past_time",
    "negated_verb",
    "postponed",
    "reporting",
    "ruling",
    "ruling_says",
    "others_own",
    "request",
)
_WITH_ACTS = frozenset({"near", "phrase"})
_RIGHT = (0.88, 0.95, 0.96, 0.98)
"""Share of right evidence where one, two, three or more rules agree (``tests/benchmarks/quality.py``: 84, 96, 96, 100 % of 860 pieces)."""
_TITLE_RIGHT = 0.98
_LONGEST_QUOTE = 600  # characters
_SHORT_PASSAGE = 320  # characters of a passage that is quoted whole


@dataclass(frozen=True, slots=True)
class _Compiled:
    requirement: Requirement
    purpose: Purpose
    number: int
    rule: Rule
    pattern: Pattern
    under: int | None
    needed: frozenset[int]  # the literal prefilter: groups that have to stand in the document

    def concerns(self, kind: Kind) -> bool:
        """Content is looked for in papers of a kind that counts, and denials of it in reports; titles, and what lifts a duty, in all."""
        if self.purpose in (Purpose.LIFTS, Purpose.DEMANDS) or self.requirement.proof is Proof.DOCUMENT or kind in self.requirement.kinds:
            return True
        return kind is Kind.REPORT and self.purpose is Purpose.PROVES and self.requirement.cadence is Cadence.ONCE


class _Builder:
    """Gives each distinct group of words a number."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.numbers: dict[tuple[str, ...], int] = {}
        self.cites: dict[str, Cite] = {}

    def group(self, words: tuple[str, ...]) -> int:
        return self.numbers.setdefault(words, len(self.numbers))

    def groups(self) -> Groups:
        texts = {w: None for words in self.numbers for w in words if not w.startswith("#")}
        terms = Terms(texts)
        of: dict[int, list[int]] = {}
        cite_groups: dict[str, list[int]] = {}
        for words, number in self.numbers.items():
            for word in words:
                if word.startswith("#"):
                    cite_groups.setdefault(word[1:], []).append(number)
                else:
                    of.setdefault(terms.number[word], []).append(number)
        cites = {key: _cite(self.form, key) for key in cite_groups}
        return Groups(terms, {t: tuple(g) for t, g in of.items()}, cites, {k: tuple(g) for k, g in cite_groups.items()})


def _cite(form: Form, key: str) -> Cite:
    regulation = form.lexicon.regulations[key]
    return Cite(
        regulation.number,
        frozenset(regulation.types),
        frozenset(b.upper() for b in regulation.bodies),
        regulation.bare,
    )


class Matchers:
    """All rules of a form, compiled."""

    def __init__(self, form: Form) -> None:
        builder = _Builder(form)
        self.year = form.year
        self._rules = [self._compile(builder, *item) for item in _rules(form)]
        self._cues = {name: builder.group(form.lexicon.cues[name]) for name in CUES if form.lexicon.cues.get(name)}
        self._groups = builder.groups()
        self._of_kind = {kind: [c for c in self._rules if c.concerns(kind)] for kind in Kind}

    @staticmethod
    def _compile(builder: _Builder, requirement: Requirement, purpose: Purpose, number: int, rule: Rule) -> _Compiled:
        pattern = Pattern(
            groups=tuple(builder.group(words) for words in rule.all),
            none=builder.group(rule.none) if rule.none else None,
            within=rule.within,
            reach=rule.reach,
            ordered=rule.ordered,
            figure=rule.figure,
        )
        under = builder.group(rule.under) if rule.under else None
        missable = pattern.groups[:1] if rule.matcher == "fuzzy" else ()
        return _Compiled(requirement, purpose, number, rule, pattern, under, frozenset(pattern.groups) - frozenset(missable))

    def find(self, document: Document) -> tuple[Match, ...]:
        """Every place where a rule holds, kept or refused by its context, in the order of the rules."""
        if not document.passages:
            return ()
        made = scene(document, self._groups)
        found = made.index.found
        live = [c for c in self._of_kind[document.profile.kind] if c.needed <= found]
        refused = self._refused([c for c in live if c.purpose is Purpose.REFUSES], made)
        return _scored([m for compiled in live for m in self._matches(compiled, made, refused)])

    def _refused(self, rules: Sequence[_Compiled], scene: Scene) -> dict[str, list[tuple[tuple[int, int], Reason]]]:
        """Scopes in which a rule that refuses holds, by requirement."""
        found: dict[str, list[tuple[tuple[int, int], Reason]]] = {}
        for compiled in rules:
            for hit in self._hits(compiled, scene):
                if compiled.rule.reason:
                    found.setdefault(compiled.requirement.id, []).append((hit.scope, compiled.rule.reason))
        return found

    def _hits(self, compiled: _Compiled, scene: Scene) -> Iterator[Hit]:
        rule, kind = compiled.rule, scene.document.profile.kind
        if rule.kinds and kind not in rule.kinds:
            return
        for hit in _FIND[rule.matcher](rule, compiled.pattern, scene):
            if compiled.under is not None and not section.stands_under(compiled.under, hit, scene):
                continue
            if not rule.whole or _whole(hit, scene):
                yield hit

    def _matches(self, compiled: _Compiled, scene: Scene, refused: Mapping[str, list[tuple[tuple[int, int], Reason]]]) -> Iterator[Match]:
        best: dict[tuple[int, int], tuple[Hit, tuple[Reason, ...]]] = {}
        for hit in self._hits(compiled, scene):
            contexts = self._contexts(compiled, hit, scene, refused)
            if hit.scope not in best or (best[hit.scope][1] and not contexts):
                best[hit.scope] = (hit, contexts)
        for hit, contexts in best.values():
            span = _quote(hit, scene, compiled.rule)
            if span.end <= span.start:
                continue
            yield Match(
                compiled.requirement.id,
                compiled.purpose,
                compiled.number,
                compiled.rule.matcher,
                span,
                scene.index.span_of((hit.act.first, hit.act.end)),
                hit.exact * compiled.rule.weight,
                contexts,
            )

    def _contexts(
        self, compiled: _Compiled, hit: Hit, scene: Scene, refused: Mapping[str, list[tuple[tuple[int, int], Reason]]]
    ) -> tuple[Reason, ...]:
        if compiled.purpose is Purpose.REFUSES and compiled.rule.reason:
            return (compiled.rule.reason,)
        reasons: list[Reason] = []
        if compiled.requirement.proof is Proof.CONTENT or compiled.purpose is not Purpose.PROVES:
            judged = compiled.purpose in (Purpose.PROVES, Purpose.SOME_AROSE)
            needs = compiled.requirement.needs if judged else Needs.STATED
            act = compiled.pattern.groups[0] if compiled.rule.matcher in _WITH_ACTS else None
            reasons += context.contexts(hit, act, scene, self._cues, needs, self.year)
            reasons += voice.contexts(hit, scene.index, self._cues, needs, scene.document.profile.issuer or "")
        elif compiled.rule.matcher in _WITH_ACTS and context.negated(hit, compiled.pattern.groups[0], scene.index, self._cues):
            reasons.append(Reason.NEGATED)
        for scope, reason in refused.get(compiled.requirement.id, ()) if compiled.purpose is Purpose.PROVES else ():
            if scope[0] < hit.scope[1] and hit.scope[0] < scope[1]:
                reasons.append(reason)
        return tuple(dict.fromkeys(r for r in reasons if r not in compiled.rule.allow))


def _scored(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Matches with their scores: how exact they are, times how often a match with so many rules agreeing on its passage is right."""
    agreeing: dict[tuple[str, Purpose, int], set[int]] = {}
    for m in matches:
        if not m.contexts:
            agreeing.setdefault((m.requirement, m.purpose, m.span.start), set()).add(m.rule)
    made = []
    for m in matches:
        rules = len(agreeing.get((m.requirement, m.purpose, m.span.start), ())) or 1
        right = _TITLE_RIGHT if m.matcher == "title" else _RIGHT[min(rules, len(_RIGHT)) - 1]
        made.append(replace(m, score=round(m.score * right, 3)))
    return tuple(made)


def _rules(form: Form) -> Iterator[tuple[Requirement, Purpose, int, Rule]]:
    for requirement in form.requirements:
        for purpose, rules in (
            (Purpose.PROVES, requirement.rules),
            (Purpose.REFUSES, requirement.refuse),
            (Purpose.LIFTS, requirement.unless),
            (Purpose.DEMANDS, requirement.demanded_by),
            (Purpose.NONE_AROSE, requirement.none_arose),
            (Purpose.SOME_AROSE, requirement.some_arose),
        ):
            for number, rule in enumerate(rules):
                yield requirement, purpose, number, rule


def _whole(hit: Hit, scene: Scene) -> bool:
    """True where the act is a word of its own. Segmentation costs an import of a second, so only rules that ask for it pay."""
    sentence = scene.index.sentence_spans[scene.index.sentence_at(hit.act.first)]
    act = scene.index.span_of((hit.act.first, hit.act.end))
    text = scene.document.text[sentence.start : sentence.end]
    return is_word(text, Span(act.start - sentence.start, act.end - sentence.start))


def _quote(hit: Hit, scene: Scene, rule: Rule) -> Span:
    """What to show of a hit: its sentence, widened to the whole of a short passage; for titles the title block."""
    index = scene.index
    if rule.matcher in ("title", "table"):
        titled = scene.title[1] > scene.title[0] and (rule.matcher == "table" or hit.scope[0] < scene.title[1])
        return scene.document.profile.title if titled else index.span_of(hit.scope)
    bounds = (hit.act.first, hit.act.end) if rule.within == "document" else hit.scope
    first, last = index.sentence_at(bounds[0]), index.sentence_at(bounds[1] - 1)
    span = Span(index.sentence_spans[first].start, index.sentence_spans[last].end)
    passage = index.passages[index.passage_at(hit.act.first)]
    if passage.end - passage.start <= _SHORT_PASSAGE:
        span = Span(min(span.start, passage.start), max(span.end, passage.end))
    if span.end - span.start > _LONGEST_QUOTE:
        act = index.span_of((hit.act.first, hit.act.end))
        start = max(span.start, act.start - _LONGEST_QUOTE // 2)
        span = index.span_of(index.range_of(Span(start, min(span.end, start + _LONGEST_QUOTE))))
    return span

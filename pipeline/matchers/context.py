"""Context: what stands around a match and takes its force. Negated, future, heading, legal basis, another body, condition.

After ConText (Chapman and others): a cue has a direction and a scope. A cue before the act reaches to the end of its
clause; words of the match itself are never cues, so that "không có đơn thư" is a match of its own and not a negated one.
"""

from collections.abc import Iterator, Mapping

from pipeline.model import Needs, Reason, Role, Span
from pipeline.text.index import Hit, Index
from pipeline.text.scene import Scene
from pipeline.text.terms import Occurrence

Cues = Mapping[str, int]

_NEGATION_REACH = 5  # words between a negation and its act
_LISTED = 3  # words of a verb between a negation and the comma of a list
_AFTER_REACH = 12  # words between an act and "chưa thực hiện" after it
_WEAK_REACH = 4  # words between "tiếp tục", "cần" and the act
_ADVERB = 4  # words of an opening clause that only says when
_YEAR_REACH = 1  # words between an act and the year that dates it
_SUBJECT_REACH = 1  # words before the subject of a clause
_TAIL = frozenset("do vi boi duoc kip theo den trong nghiem day dung thuong tai het o ve xong nen nhung song tot tron nay".split())
_PLAIN_CUES = frozenset({"khong", "chua", "se", "da"})
_SLIP = 0.8  # agreement of a word whose tone slipped: no word of negation or time
_AGENDA_WORDS = 14  # a longer passage says more than a heading


def contexts(hit: Hit, scene: Scene, cues: Cues, needs: Needs, year: int) -> Iterator[Reason]:
    """Reasons to refuse a hit. ``needs``: tense is judged only where a thing has to be done."""
    index = scene.index
    if _negated(hit, index, cues):
        yield Reason.NEGATED
    if needs is Needs.DONE and _future(hit, scene, cues):
        yield Reason.FUTURE
    if _agenda(hit, scene, cues):
        yield Reason.AGENDA
    clause = index.clause_at(hit.act.first)
    if _opens(index, cues, "legal_basis", clause, hit, starts_sentence=True):
        yield Reason.LEGAL_BASIS
    if needs is Needs.DONE and _other_body(hit, index, cues):
        yield Reason.OTHER_BODY
    if needs is Needs.DONE and _before(index, cues, "condition", clause, hit):
        yield Reason.CONDITION
    if _quoted(hit, index, cues):
        yield Reason.QUOTED
    if needs is Needs.DONE and _other_time(hit, index, cues, clause, year):
        yield Reason.OTHER_TIME


def _cue(index: Index, cues: Cues, name: str, bounds: tuple[int, int], hit: Hit) -> list[Occurrence]:
    """Cues in a range that are not words of the match itself."""
    if name not in cues or bounds[0] >= bounds[1]:
        return []
    own = (hit.act, *hit.used)
    return [o for o in index.inside(cues[name], bounds) if _sure(o, index) and all(o.end <= u.first or o.first >= u.end for u in own)]


def _sure(cue: Occurrence, index: Index) -> bool:
    """False where a tone slipped, and for a short word without accents that stands for many others (can: cần, cán, cạn)."""
    if cue.exact == 1.0:
        return True
    return cue.exact > _SLIP and (cue.end - cue.first > 1 or index.tokens.folded[cue.first] in _PLAIN_CUES)


def _negated(hit: Hit, index: Index, cues: Cues) -> bool:
    clause = index.clause_at(hit.act.first)
    pseudo = _cue(index, cues, "pseudo_negation", clause, hit)
    before = [
        o
        for o in _cue(index, cues, "negation", (clause[0], hit.act.first), hit)
        if hit.act.first - o.end <= _NEGATION_REACH and not any(p.first <= o.first < p.end for p in pseudo)
    ]
    before += _shared(hit, index, cues, clause)
    separate = {o.end for o in before if not any(b is not o and b.first <= o.first and o.end <= b.end and b != o for b in before)}
    if len(separate) % 2:
        return True
    sentence = index.range_of(index.sentence_spans[index.sentence_at(hit.act.first)])
    after = _cue(index, cues, "negation_after", (hit.act.end, min(sentence[1], hit.act.end + _AFTER_REACH)), hit)
    return any((o.end <= clause[1] or o.first == clause[1]) and _closes(index, o) for o in after)


def _shared(hit: Hit, index: Index, cues: Cues, clause: tuple[int, int]) -> list[Occurrence]:
    """Negations that a list of verbs shares: "chưa bình chọn, biểu dương được ai" denies the second verb too."""
    sentence = index.range_of(index.sentence_spans[index.sentence_at(hit.act.first)])
    if hit.act.first != clause[0] or clause[0] <= sentence[0]:
        return []
    previous = index.clause_at(clause[0] - 1)
    return [o for o in _cue(index, cues, "negation", previous, hit) if 0 < previous[1] - o.end <= _LISTED]


def _closes(index: Index, cue: Occurrence) -> bool:
    """True where a cue after the act has no object of its own: "chưa thực hiện do họp gấp", not "chưa thực hiện việc khác"."""
    end = index.clause_at(cue.first)[1]
    return cue.end >= end or index.tokens.folded[cue.end] in _TAIL


def _future(hit: Hit, scene: Scene, cues: Cues) -> bool:
    index = scene.index
    sentence = index.range_of(index.sentence_spans[index.sentence_at(hit.act.first)])
    clause = index.clause_at(hit.act.first)
    pseudo = list(index.inside(cues.get("pseudo_done", -1), sentence))
    done = [d for d in _cue(index, cues, "done", sentence, hit) if not any(p.first <= d.first < p.end for p in pseudo)]
    false = list(index.inside(cues.get("pseudo_future", -1), sentence))
    strong = [
        o for o in _cue(index, cues, "future_strong", (sentence[0], clause[1]), hit) if not any(f.first <= o.first < f.end for f in false)
    ]
    if any(o.first < hit.act.first and not any(o.end <= d.first < hit.act.first for d in done) for o in strong):
        return True
    if any(o.first >= clause[0] for o in strong) and not any(clause[0] <= d.first < clause[1] for d in done):
        return True
    polarity = _polarity(hit, scene, cues)
    if polarity == "plan":
        return not any(clause[0] <= d.first < clause[1] for d in done)
    weak = [o for o in _cue(index, cues, "future_weak", (clause[0], hit.act.first), hit) if hit.act.first - o.end <= _WEAK_REACH]
    return bool(weak) and polarity != "result" and not done and not index.figures_in(sentence, (hit.act, *hit.used))


def _polarity(hit: Hit, scene: Scene, cues: Cues) -> str:
    """What the innermost heading with a tense says: plan, result or nothing."""
    index = scene.index
    passage = index.passage_at(hit.act.first)
    part = scene.sections[passage]
    start = index.passages[passage].start
    own = [Span(start + part.head.start, start + part.head.end)] if part.head else []
    for span in (*own, *(index.passages[i] for i in reversed(part.above))):
        bounds = index.range_of(span)
        plan = list(index.inside(cues.get("heading_plan", -1), bounds))
        result = list(index.inside(cues.get("heading_result", -1), bounds))
        if plan or result:
            return "plan" if plan and (not result or plan[0].first < result[0].first) else "result"
    return ""


def _agenda(hit: Hit, scene: Scene, cues: Cues) -> bool:
    index = scene.index
    passage = index.passage_at(hit.act.first)
    part = scene.sections[passage]
    if scene.document.passages[passage].role is Role.ROW:
        return False
    bounds = index.range_of(index.passages[passage])
    listed = bool(part.above) and any(index.inside(cues.get("heading_agenda", -1), index.range_of(index.passages[part.above[-1]])))
    if not (part.heading or listed) or bounds[1] - bounds[0] > _AGENDA_WORDS:
        return False
    said = any(_cue(index, cues, name, bounds, hit) for name in ("done", "negation"))
    return not said and not index.figures_in((min(bounds[1] - 1, bounds[0] + 1), bounds[1]), (hit.act, *hit.used))


def _opens(index: Index, cues: Cues, name: str, clause: tuple[int, int], hit: Hit, starts_sentence: bool) -> bool:
    """True where a cue opens the act's clause (and with it the sentence) and stands before the act."""
    sentence = index.range_of(index.sentence_spans[index.sentence_at(hit.act.first)])
    first = [o for o in _cue(index, cues, name, (clause[0], hit.act.first), hit) if o.first - clause[0] <= 1]
    return bool(first) and (not starts_sentence or clause[0] == sentence[0])


def _before(index: Index, cues: Cues, name: str, clause: tuple[int, int], hit: Hit) -> bool:
    return bool(_cue(index, cues, name, (clause[0], hit.act.first), hit))


def _other_body(hit: Hit, index: Index, cues: Cues) -> bool:
    """Another body is the subject: it opens the sentence or the clause, and the cell is not named between it and the act."""
    sentence = index.range_of(index.sentence_spans[index.sentence_at(hit.act.first)])
    clause = index.clause_at(hit.act.first)
    for opening in {sentence[0], clause[0]}:
        others = [o for o in _cue(index, cues, "other_body_subject", (opening, hit.act.first), hit) if o.first - opening <= _SUBJECT_REACH]
        if others and not _cue(index, cues, "own_subject", (others[0].end, hit.act.first), hit):
            return True
    return False


def _quoted(hit: Hit, index: Index, cues: Cues) -> bool:
    """Inside quotation marks after a word that says that a text is quoted."""
    sentence = index.range_of(index.sentence_spans[index.sentence_at(hit.act.first)])
    quoting = _cue(index, cues, "quotation", (sentence[0], hit.act.first), hit)
    if not quoting:
        return False
    between = index.text[index.tokens.ends[quoting[-1].end - 1] : index.tokens.starts[hit.act.first]]
    return between.count("“") > between.count("”") or between.count('"') % 2 == 1


def _other_time(hit: Hit, index: Index, cues: Cues, clause: tuple[int, int], year: int) -> bool:
    """The clause speaks of an earlier year and not of the inspected one. A year that stands well after the act belongs to its object."""
    sentence = index.range_of(index.sentence_spans[index.sentence_at(hit.act.first)])
    opening = index.clause_at(sentence[0])
    start = sentence[0] if opening[1] - opening[0] <= _ADVERB else clause[0]
    words = index.tokens.folded[start : clause[1]]
    if str(year) in words:
        return False
    reach = hit.act.end - start + _YEAR_REACH
    years = {b for a, b in zip(words[:reach], words[1 : reach + 1], strict=False) if a == "nam" and len(b) == 4 and b.isdigit()}
    past = _cue(index, cues, "past_time", (start, min(clause[1], hit.act.end + _YEAR_REACH)), hit)
    return any(int(y) < year for y in years) or bool(past)

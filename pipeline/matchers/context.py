"""Context: what stands around a match and takes its force: negated, future, a bare heading, another year.

After ConText (Chapman and others): a cue has a direction and a scope. A cue before the act reaches to the end of its
clause; words of the match itself are never cues, so that "không có đơn thư" is a match of its own and not a negated one.
"""

import re
from collections.abc import Iterator

from pipeline.model import Kind, Needs, Reason, Role, Span
from pipeline.text.cues import Cues, cue, heads, sentence_of
from pipeline.text.index import Hit, Index
from pipeline.text.scene import Scene
from pipeline.text.terms import Occurrence

_NEGATION_REACH = 5  # words between a negation and its act
_VERB_REACH = 14  # words between a verb that is denied ("chưa tổ chức") and the act that it governs
_SHORT_DENIAL = 2  # words of a denial that stands right before its verb
_MATTERS = frozenset("phan viec muc khau noi".split())
_THIS = frozenset("nay do dung".split())
_FINDING = frozenset("phat thay co ghi de vi vuong mac ai con".split())  # "chưa phát hiện …" is a result
_NOT_YET = frozenset({"chua", "khong"})
_LISTED = 3  # words of a verb between a negation and the comma of a list
_AFTER_REACH = 12  # words between an act and "chưa thực hiện" after it
_WEAK_REACH = 4  # words between "tiếp tục", "cần" and the act
_ADVERB = 4  # words of an opening clause that only says when
_YEAR_REACH = 1  # words between an act and the year that dates it
_TAIL = frozenset("do vi boi duoc kip theo den trong nghiem day dung thuong tai het o ve xong nen nhung song tot tron nay".split())
_AGENDA_WORDS = 14  # a longer passage says more than a heading
_HEADING_WORDS = 32  # unless nothing stands under it
_SOON = 8  # words after a heading in which its sentence turns to the future
_SUBJECT = 4  # words that open a passage and may name who did it
_SHORT_HEADING = 4
_NUMBERED = re.compile(r"[-–*+\s]*\d{1,2}\s*[./)]")
_AGENDA = ("chuong", "trinh")
_YEAR_END = ("cuoi", "nam")
_LAST_MONTHS = 10  # from this month on "cuối năm" is no longer far
_BEFORE = (("truoc",), ("ngoai",), ("roi",), ("qua",))
_BLANK = re.compile(r"[^\n:.…_]{0,60}:\s*(?:\.{4,}|…{2,}|_{4,})")  # the field that the act names was left empty
_MONTH_LENGTH = len("2021-03")


def contexts(hit: Hit, act: int | None, scene: Scene, cues: Cues, needs: Needs, year: int) -> Iterator[Reason]:
    """Reasons to refuse a hit. ``act``: the rule's group of acts. ``needs``: tense is judged only where a thing has to be done."""
    index = scene.index
    if negated(hit, act, index, cues):
        yield Reason.NEGATED
    if needs is Needs.DONE and (_future(hit, scene, cues, year) or (act is None and _put_off(hit, index, cues))):
        yield Reason.FUTURE
    if _agenda(hit, scene, cues):
        yield Reason.AGENDA
    if _BLANK.match(index.text, index.tokens.ends[hit.act.end - 1]):
        yield Reason.TEMPLATE
    if needs is not Needs.STATED and _other_time(hit, index, cues, year):
        yield Reason.OTHER_TIME


def negated(hit: Hit, act: int | None, index: Index, cues: Cues) -> bool:
    """Whether the act is denied: before it in its clause, after it, or further on in the sentence. ``act``: the rule's group of acts."""
    clause = index.clause_at(hit.act.first)
    pseudo = cue(index, cues, "pseudo_negation", clause, hit)
    opening = (clause[0], hit.act.first)
    near = (o for o in cue(index, cues, "negation", opening, hit) if hit.act.first - o.end <= _NEGATION_REACH)
    far = (o for o in cue(index, cues, "negated_verb", opening, hit) if hit.act.first - o.end <= _VERB_REACH)
    before = [o for o in dict.fromkeys((*near, *far)) if not any(p.first <= o.first < p.end for p in pseudo)]
    before += _shared(hit, index, cues, clause)
    separate = {o.end for o in before if not any(b is not o and b.first <= o.first and o.end <= b.end and b != o for b in before)}
    if len(separate) % 2:
        return True
    sentence = sentence_of(index, hit)
    after = cue(index, cues, "negation_after", (hit.act.end, min(sentence[1], hit.act.end + _AFTER_REACH)), hit)
    if any((o.end <= clause[1] or o.first == clause[1]) and _closes(index, o) for o in after):
        return True
    if heads(index, clause) and any(_closes(index, o) for o in cue(index, cues, "negation_after", (clause[1], sentence[1]), hit)):
        return True
    return act is not None and _denied_later(hit, act, index, cues, sentence)


def _denied_later(hit: Hit, act: int, index: Index, cues: Cues, sentence: tuple[int, int]) -> bool:
    """The sentence denies the act further on: "Kế hoạch về rà soát … đã gửi nhưng chi bộ chưa rà soát". What was done stands."""
    clause = index.clause_at(hit.act.first)
    if cue(index, cues, "done", (clause[0], hit.act.first), hit):
        return False
    later = list(index.inside(act, (hit.act.end, sentence[1])))
    denials = [o for o in cue(index, cues, "negation", (hit.act.end, sentence[1]), hit) if o.end - o.first <= _SHORT_DENIAL]
    words = index.tokens.folded
    return any(words[d.first] in _NOT_YET and a.first == d.end and words[a.first] not in _FINDING for a in later for d in denials)


def _shared(hit: Hit, index: Index, cues: Cues, clause: tuple[int, int]) -> list[Occurrence]:
    """Negations that a list of verbs shares: "chưa bình chọn, biểu dương được ai" denies the second verb too."""
    sentence = sentence_of(index, hit)
    if hit.act.first != clause[0] or clause[0] <= sentence[0]:
        return []
    previous = index.clause_at(clause[0] - 1)
    return [o for o in cue(index, cues, "negation", previous, hit) if 0 < previous[1] - o.end <= _LISTED]


def _closes(index: Index, cue: Occurrence) -> bool:
    """True where a cue after the act has no object of its own: "chưa thực hiện (phần này) do họp gấp", not "chưa thực hiện việc khác"."""
    end = index.clause_at(cue.first)[1]
    after = index.tokens.folded[cue.end : end]
    if after[1:2] and after[0] in _MATTERS and after[1] in _THIS:
        after = after[2:]
    return not after or after[0] in _TAIL


def _future(hit: Hit, scene: Scene, cues: Cues, year: int) -> bool:
    index = scene.index
    sentence = sentence_of(index, hit)
    clause = index.clause_at(hit.act.first)
    pseudo = list(index.inside(cues.get("pseudo_done", -1), sentence))
    done = [d for d in cue(index, cues, "done", sentence, hit) if not any(p.first <= d.first < p.end for p in pseudo)]
    false = list(index.inside(cues.get("pseudo_future", -1), sentence))
    strong = [
        o for o in cue(index, cues, "future_strong", (sentence[0], clause[1]), hit) if not any(f.first <= o.first < f.end for f in false)
    ]
    if any(o.first < hit.act.first and not any(o.end <= d.first < hit.act.first for d in done) for o in strong):
        return True
    if any(o.first >= clause[0] for o in strong) and not any(clause[0] <= d.first < clause[1] for d in done):
        return True
    denied = any(index.inside(cues.get("negation", -1), sentence))
    asked = cue(index, cues, "request", (clause[0], hit.act.first), hit)
    if _postponed(hit, index, cues, clause, sentence) or (asked and not cue(index, cues, "done", (asked[0].end, clause[1]), hit)):
        return True
    passage = index.passage_at(hit.act.first)
    row = scene.document.passages[passage].role is Role.ROW
    before = index.range_of(index.passages[passage]) if row else (sentence[0], hit.act.first)
    if not (done or denied) and _later_month(scene, before, year):
        return True
    polarity = _polarity(hit, scene, cues)
    if polarity == "plan":
        return not any(clause[0] <= d.first < clause[1] for d in done)
    weak = [
        o
        for o in cue(index, cues, "future_weak", (clause[0], hit.act.first), hit)
        if hit.act.first - o.end <= _WEAK_REACH and not any(f.first <= o.first < f.end for f in false)
    ]
    return bool(weak) and polarity != "result" and not done and not index.figures_in(sentence, (hit.act, *hit.used))


def _postponed(hit: Hit, index: Index, cues: Cues, clause: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """The act is put off further on in the sentence, or the sentence that it heads speaks of the future only."""
    rest = (hit.act.end, sentence[1])
    if cue(index, cues, "done", sentence, hit):
        return False
    if cue(index, cues, "postponed", rest, hit):
        return True
    return heads(index, clause) and bool(cue(index, cues, "future_strong", (clause[1], min(sentence[1], clause[1] + _SOON)), hit))


def _put_off(hit: Hit, index: Index, cues: Cues) -> bool:
    """What stands under a heading says that the matter is put off."""
    return bool(cue(index, cues, "postponed", hit.scope, hit)) and not cue(index, cues, "done", hit.scope, hit)


def _later_month(scene: Scene, bounds: tuple[int, int], year: int) -> bool:
    """Whether minutes of a month name a later month, or the end of the year, in a range."""
    period = scene.document.profile.period or ""
    if scene.document.profile.kind is not Kind.MINUTES or len(period) != _MONTH_LENGTH or not period[5:].isdigit():
        return False
    words = ("", *scene.index.tokens.folded[bounds[0] : bounds[1]])
    for i in range(len(words) - 1):
        if words[i : i + 2] == _YEAR_END and int(period[5:]) < _LAST_MONTHS and words[i + 2 : i + 3] not in _BEFORE:
            return True
        number = words[i + 1] if words[i] == "thang" else words[i + 1][1:] if words[i + 1][0] == "t" else ""
        if number.isdigit() and int(period[5:]) < int(number) <= 12:
            named = [w for w in words[i + 2 : i + 4] if len(w) == 4 and w.isdigit()]
            if period.startswith(str(year)) and all(w == str(year) for w in named):
                return True
    return False


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
    """The act stands in a heading that says nothing, or in an item of an agenda."""
    index = scene.index
    passage = index.passage_at(hit.act.first)
    part = scene.sections[passage]
    if scene.document.passages[passage].role is Role.ROW:
        return False
    if part.heading:
        return _says_nothing(hit, index, cues, index.range_of(index.passages[passage]), _HEADING_WORDS if part.empty else _AGENDA_WORDS)
    heading = index.range_of(index.passages[part.above[-1]]) if part.above else (0, 0)
    if not part.above or not _opens_agenda(hit, index, cues, heading):
        return False
    bounds = sentence_of(index, hit)
    somebody = cue(index, cues, "own_subject", (bounds[0], min(bounds[1], bounds[0] + _SUBJECT)), hit)
    return not somebody and _says_nothing(hit, index, cues, bounds, _AGENDA_WORDS)


def _says_nothing(hit: Hit, index: Index, cues: Cues, bounds: tuple[int, int], longest: int) -> bool:
    """A few words without a figure, a denial or a word that something was done."""
    if bounds[1] - bounds[0] > longest or cue(index, cues, "negation", bounds, hit) or _told(index, cues, bounds, hit):
        return False
    return not index.figures_in((min(bounds[1] - 1, bounds[0] + 1), bounds[1]), (hit.act, *hit.used))


def _opens_agenda(hit: Hit, index: Index, cues: Cues, heading: tuple[int, int]) -> bool:
    """Whether a heading opens the agenda: "Chương trình cuộc họp", or "Chương trình:" over numbered items or items without a full stop."""
    if any(index.inside(cues.get("heading_agenda", -1), heading)):
        return True
    if heading[1] - heading[0] > _SHORT_HEADING or index.tokens.folded[heading[1] - 2 : heading[1]] != _AGENDA:
        return False
    span = index.sentence_spans[index.sentence_at(hit.act.first)]
    passage = index.passages[index.passage_at(hit.act.first)]
    whole = index.text[passage.start : passage.end].rstrip()
    return bool(_NUMBERED.match(index.text[span.start : span.end])) or not whole.endswith(".")


def _told(index: Index, cues: Cues, bounds: tuple[int, int], hit: Hit) -> bool:
    """Whether a heading says that something was done; words that only name a result or what was done before do not."""
    named = [*index.inside(cues.get("heading_result", -1), bounds), *index.inside(cues.get("pseudo_done", -1), bounds)]
    done = cue(index, cues, "done", bounds, hit)
    return any(not any(n.first <= d.first < n.end for n in named) for d in done)


def _other_time(hit: Hit, index: Index, cues: Cues, year: int) -> bool:
    """The clause speaks of an earlier year and not of the inspected one. A year that stands well after the act belongs to its object."""
    sentence, clause = sentence_of(index, hit), index.clause_at(hit.act.first)
    opening = index.clause_at(sentence[0])
    start = sentence[0] if opening[1] - opening[0] <= _ADVERB else clause[0]
    words = index.tokens.folded[start : clause[1]]
    if str(year) in words:
        return False
    reach = hit.act.end - start + _YEAR_REACH
    years = {b for a, b in zip(words[:reach], words[1 : reach + 1], strict=False) if a == "nam" and len(b) == 4 and b.isdigit()}
    past = cue(index, cues, "past_time", (start, min(clause[1], hit.act.end + _YEAR_REACH)), hit)
    return any(int(y) < year for y in years) or bool(past)

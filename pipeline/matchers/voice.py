"""Voice: who speaks and whose deed it is. A rule that is quoted, a legal basis, a condition, another body's deed."""

from collections.abc import Iterator
from functools import lru_cache

from pipeline.model import Needs, Reason
from pipeline.text.cues import Cues, cue, heads, sentence_of
from pipeline.text.fold import tokens
from pipeline.text.index import Hit, Index

_SUBJECT_REACH = 1  # words before the subject of a clause
_PERSONS = frozenset({"toi", "ban", "chung", "dong", "d"})  # tôi, bản thân, chúng tôi, đồng chí, đ/c: they do what a ruling says
_CELL = ("chi", "bo")
_ARTICLES = frozenset({"dieu", "khoan"})
_RULING_REACH = 2  # words before the name of a ruling that opens a sentence: "Tại Điều 6", "Theo như Quy định"


def contexts(hit: Hit, index: Index, cues: Cues, needs: Needs, issuer: str = "") -> Iterator[Reason]:
    """Reasons to refuse a hit because of who says it.

    ``needs``: deeds are judged only where a thing has to be done. ``issuer``: the cell whose paper it is, as far as it is known.
    """
    clause, sentence = index.clause_at(hit.act.first), sentence_of(index, hit)
    if clause[0] == sentence[0] and any(o.first - clause[0] <= 1 for o in cue(index, cues, "legal_basis", (clause[0], hit.act.first), hit)):
        yield Reason.LEGAL_BASIS
    if _quoted(hit, index, cues) or (needs is Needs.DONE and _ruled(hit, index, cues)):
        yield Reason.QUOTED
    if needs is Needs.DONE and (_other_body(hit, index, cues) or _other_cell(hit, index, cues, issuer)):
        yield Reason.OTHER_BODY
    if needs is Needs.DONE and cue(index, cues, "condition", (clause[0], hit.act.first), hit):
        yield Reason.CONDITION


def _other_body(hit: Hit, index: Index, cues: Cues) -> bool:
    """Another body is the subject: of the sentence, of the clause or of what somebody reports, and the cell is not named after it."""
    sentence, clause = sentence_of(index, hit), index.clause_at(hit.act.first)
    reported = (o.end for o in cue(index, cues, "reporting", (sentence[0], hit.act.first), hit))
    for opening in {sentence[0], clause[0], *reported}:
        others = [o for o in cue(index, cues, "other_body_subject", (opening, hit.act.first), hit) if o.first - opening <= _SUBJECT_REACH]
        if others and not cue(index, cues, "own_subject", (others[0].end, hit.act.first), hit):
            return True
    return False


def _other_cell(hit: Hit, index: Index, cues: Cues, issuer: str) -> bool:
    """The deed is another cell's: it is named before the act ("chi bộ Kho bạc đã …"), or the clause says whose it is ("của họ")."""
    sentence, clause = sentence_of(index, hit), index.clause_at(hit.act.first)
    if cue(index, cues, "others_own", clause, hit):
        return True
    own, initials = _name(issuer)
    words = index.tokens.folded
    for i in range(sentence[0], hit.act.first - 2) if own else ():
        if words[i : i + 2] != _CELL or not index.tokens.raw(i + 2)[0].isupper():
            continue
        if words[i + 2] not in own and words[i + 2] not in initials:
            return True
    return False


@lru_cache(maxsize=64)
def _name(issuer: str) -> tuple[tuple[str, ...], str]:
    """The words of a cell's name and their first letters."""
    own = tokens(issuer).folded
    return own, "".join(word[0] for word in own)


def _quoted(hit: Hit, index: Index, cues: Cues) -> bool:
    """Inside quotation marks after a word that says that a text is quoted, or after the name of a ruling."""
    before = (sentence_of(index, hit)[0], hit.act.first)
    quoting = [*cue(index, cues, "quotation", before, hit), *cue(index, cues, "ruling", before, hit)]
    if not quoting:
        return False
    between = index.text[index.tokens.ends[max(o.end for o in quoting) - 1] : index.tokens.starts[hit.act.first]]
    return between.count("“") > between.count("”") or between.count('"') % 2 == 1


def _ruled(hit: Hit, index: Index, cues: Cues) -> bool:
    """A ruling is the subject and says what has to be done: "Quy định 4842 yêu cầu …", "Điều 6 Quy chế ghi: …"."""
    sentence = sentence_of(index, hit)
    opening = (sentence[0], min(sentence[1], sentence[0] + _RULING_REACH + 4))
    named = (o for o in index.inside(cues.get("ruling", -1), opening) if o.first - sentence[0] <= _RULING_REACH and o.first < hit.act.first)
    ruling = next((o for o in named if _numbered(index, o.first, o.end)), None)
    if ruling is None:
        return False
    clause = index.clause_at(ruling.first)
    headed = heads(index, clause)
    says = cue(index, cues, "ruling_says", (ruling.end, hit.act.first if headed else min(clause[1], hit.act.first)), hit)
    words = index.tokens.folded
    for says_so in says:
        doers = cue(index, cues, "own_subject", (ruling.end, says_so.first), hit)
        if not doers or (headed and not any(words[d.first] in _PERSONS for d in doers)):
            return True
    return False


def _numbered(index: Index, first: int, end: int) -> bool:
    """False for "những điều", "các khoản": an article has a number."""
    words = index.tokens.folded
    return words[first] not in _ARTICLES or (end < len(words) and words[end].isdigit())

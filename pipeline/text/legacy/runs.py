"""Runs of words in a legacy encoding, told from runs in Unicode by what their words lose and win when they are decoded.

Each word costs something as it stands and something decoded; changing between the two costs too. The cheapest way through a passage
says which of its words are decoded.
"""

import re
from functools import lru_cache

from pipeline.text.legacy.cost import NONE, RARE, SIGN, SIGN_INSIDE, as_it_stands, loss
from pipeline.text.legacy.encodings import Encoding, decode, whole_capitals
from pipeline.text.legacy.mojibake import repaired
from pipeline.text.legacy.written import written_in_unicode

_CHANGE, _CHANGE_AT_BREAK = 1.5, 0.5
_NEVER = 1000.0
_SAVED_ENOUGH = 4.0  # in a document
_SHARE_ENOUGH = 0.1  # of the words of lines with typical characters: by chance 0.07 at most, in legacy text about 0.65
_WORDS_ENOUGH = 3  # different words that gain; twice as many where punctuation makes the letters

_SPACE = re.compile(r"([ \t\n\r\v\f\xa0\u2000-\u200a\u202f\u3000]+)")
_BREAK = re.compile(r"[\t\n\r\v\f]")
_TYPICAL = {
    Encoding.TCVN3: SIGN_INSIDE,
    Encoding.VNI: re.compile(r"[ñöûøïäåëüæ]|a[âùõêéèú]|e[âùáàõã]|[oôuy][âùõ]", re.IGNORECASE),
    Encoding.VIQR: re.compile(r"(?:[aeo]\^|a\(|[ou]\+|dd)[^\W\d_'`?~.]|[aeiouy][\^(+]?['`?~.][^\W\d_]", re.IGNORECASE),
}
_VIQR_MARK = re.compile(r"[aeiouy][\^(+*]?['`~]|[aeo]\^|a\(|[ou][+*]", re.IGNORECASE)
_VIQR_SHAPE = re.compile(r"[aeo]\^|a\((?=[a-z'`?~.])|[ou]\+|\bdd", re.IGNORECASE)
_SHAPED = 0.15  # marked shapes a word from which a text may be VIQR; Vietnamese has about 0.5
_VIQR_END = re.compile(r"[.?]+[\")”]*$")


def guess(text: str) -> Encoding | None:
    """The legacy encoding that the text or a part of it is in; None where decoding does not clearly make words."""
    text = repaired(text)
    tried = [e for e in Encoding if (_shaped(text) if e is Encoding.VIQR else not text.isascii())]
    if not tried:
        return None
    saved, encoding = max(((_saved(text, encoding), encoding) for encoding in tried), key=lambda told: told[0])
    return encoding if saved >= _SAVED_ENOUGH else None


def _shaped(text: str) -> bool:
    """Whether so many words bear marks that no other text has (``a^``, ``o+``, ``dd``): full stops and apostrophes make no VIQR."""
    words = text.split()
    return len(_VIQR_SHAPE.findall(text)) >= _SHAPED * len(words) > 0


def unicode_runs_kept(text: str, encoding: Encoding) -> str:
    """Text with its runs in the encoding decoded and the others as they are."""
    if text.isascii() and encoding is not Encoding.VIQR:
        return text
    made = "".join(_cheapest(_SPACE.split(text), encoding)[0])
    return whole_capitals(made) if made != text and encoding is Encoding.TCVN3 else made


def _saved(text: str, encoding: Encoding) -> float:
    """What decoding saves in the lines that show typical characters; 0 where too few words, or too small a share of them, gain."""
    saved, words, gained = 0.0, 0, list[str]()
    for line in re.split(r"[\n\r\v\f]", text):
        if not _TYPICAL[encoding].search(line):
            continue
        pieces = _SPACE.split(line)
        chosen, cost = _cheapest(pieces, encoding)
        saved += sum(_kept(word, encoding) for word in pieces[::2]) - cost
        words += sum(map(bool, pieces[::2]))
        gained += [a for word, a in zip(pieces[::2], chosen[::2], strict=True) if _kept(word, encoding) - SIGN >= loss(a) < NONE]
    enough = 2 * _WORDS_ENOUGH if encoding is Encoding.VIQR else _WORDS_ENOUGH
    return saved if len(set(gained)) >= enough and len(gained) >= _SHARE_ENOUGH * words else 0.0


def _cheapest(pieces: list[str], encoding: Encoding) -> tuple[list[str], float]:
    """The pieces along the cheapest way, and its cost. Words stand at even places, the spaces between them at odd ones."""
    kept, decoded = 0.0, 0.0
    ways: list[tuple[bool, bool]] = []  # whether the word before is decoded, where this one is kept and where it is decoded
    for at in range(0, len(pieces), 2):
        change = 0.0 if at == 0 else _CHANGE_AT_BREAK if _BREAK.search(pieces[at - 1]) else _CHANGE
        ways.append((decoded + change < kept, decoded <= kept + change))
        more = _costs(pieces[at], encoding)
        kept, decoded = min(kept, decoded + change) + more[0], min(decoded, kept + change) + more[1]
    chosen, legacy = list(pieces), decoded < kept
    for at in range(len(ways) - 1, -1, -1):
        if legacy:
            chosen[2 * at] = _better(pieces[2 * at], encoding)
        legacy = ways[at][legacy]
    return chosen, min(kept, decoded)


@lru_cache(maxsize=65536)
def _costs(word: str, encoding: Encoding) -> tuple[float, float]:
    """Costs of a word kept and decoded."""
    if written_in_unicode(word):
        return 0.0, _NEVER
    kept = _kept(word, encoding)
    return kept, min(kept + RARE, loss(_decoded(word, encoding)))


def _kept(word: str, encoding: Encoding) -> float:
    return as_it_stands(word) + (SIGN if encoding is Encoding.VIQR and _VIQR_MARK.search(word) else 0.0)


def _better(word: str, encoding: Encoding) -> str:
    """A word of a decoded run; as it stands where that is the better word."""
    decoded = _decoded(word, encoding)
    kept, lost = _kept(word, encoding), loss(decoded)
    foreign = kept == lost >= NONE and not (encoding is Encoding.VNI and _TYPICAL[encoding].search(word))
    return word if kept < lost or foreign else decoded


def _decoded(word: str, encoding: Encoding) -> str:
    """A word decoded; a full stop or question mark behind it is one where that makes the better word of VIQR."""
    made = decode(word, encoding)
    end = _VIQR_END.search(word) if encoding is Encoding.VIQR else None
    if end is None:
        return made
    closed = decode(word[: end.start()], encoding) + end.group()
    better = loss(made) - loss(closed)
    return closed if better > 0 or (better == 0 and len(word) == 2) else made

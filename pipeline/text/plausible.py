"""Plausibility: how much of a text is made of well-formed Vietnamese syllables, and how many of its letters carry marks.

Judges the text layer of a page, recognised text and guesses of an encoding. A syllable is onset, rime and tone; text that lost all its
marks (``bien ban hop chi bo``) is well-formed too, text that lost letters (``thc hin``) is not.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_STOPPED = ("", "\u0301", "\u0323")  # a rime that ends in a stop; without a tone only where marks were lost
_BACK = "b c ch d đ g gi h kh l m n ng nh p ph r s t th tr v x".split()
_FRONT = "b ch d đ gh gi h k kh l m n ngh nh p ph r s t th tr v x".split()  # before e, ê and i
_WITH_Y = "d h k l m n r s t th v".split()
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
o oc oi om on ong op ot ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung uôc uôi uôm uôn uông uôt up ut ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet
uâ uân uâng uât uây uê uêch uênh uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu
""".split()
_FRONT_RIMES = """
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
""".split()
_AFTER_GI = "ên êng êt êp êc êm êu".split()  # giếng is gi and êng
_AFTER_G = "i im in ip it".split()  # gì and gìn: onset and rime share the i
_AFTER_Q = """
ua uac uach uai uan uang uanh uao uat uau uay uăc uăm uăn uăng uăp uăt uân uâng uât uây ue uen ueo uet uê uên uênh uêch uêt uêu
ui uit uiên uinh uich uơ uơn uơt uôc uy uych uyên uyêt uynh uyt uyp uyn
""".split()
_Y_RIMES = ("yêm", "yên", "yêng", "yêt", "yêu")
_STOP = re.compile(r"(?:c|ch|p|t)$")
_SHAPED = re.compile("[ăâêôơư]")
_OPEN = ("oa", "oe", "uy")  # hòa and hoà
_ON_SECOND = re.compile("(?:oa|oe|uy|oo).")

_WORD = re.compile(r"[^\W_]+")
_ACRONYM = 4  # letters up to which capitals are an abbreviation
_LETTERS = frozenset(
    unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in _TONES if not (base + tone).isascii()
) | {"đ", "Đ"}
_MARKED = re.compile(f"[{''.join(sorted(_LETTERS))}]")


def syllable(token: str) -> bool:
    """Whether a token is a well-formed Vietnamese syllable, in any case and either place of the tone (``hoà``, ``hòa``)."""
    low = token.lower()
    return low in _syllables() or (not low.isascii() and unicodedata.normalize("NFC", low) in _syllables())


def words(text: str) -> list[str]:
    """Tokens of letters alone; abbreviations in capitals (``UBND``, ``TW``) and tokens with digits are left out."""
    found = _WORD.findall(_composed(text))
    return [word for word in found if word.isalpha() and not (len(word) <= _ACRONYM and word.isupper())]


def share_of_syllables(text: str) -> float:
    """Share of the words that are well-formed syllables, 0 to 1; 1 for text without words."""
    found = words(text)
    known = _syllables()
    return sum(word.lower() in known for word in found) / len(found) if found else 1.0


def share_of_marked(text: str) -> float:
    """Share of the letters that carry a Vietnamese mark, ``đ`` included: about 0.25 in Vietnamese text, 0 where marks were lost."""
    composed = _composed(text)
    letters = sum(map(str.isalpha, composed))
    return len(_MARKED.findall(composed)) / letters if letters else 0.0


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _spelled() -> Iterator[str]:
    """Every onset with every rime that can follow it, without a tone; the place of the tone is marked with ``'``."""
    groups = (
        (("", *_BACK), _RIMES),
        (("", *_FRONT), _FRONT_RIMES),
        (("",), (*_Y_RIMES, "y")),
        (_WITH_Y, ("y",)),
        (("gi",), _AFTER_GI),
        (("g",), _AFTER_G),
    )
    for onsets, rimes in groups:
        yield from (onset + placed for rime in rimes for placed in _placed(rime) for onset in onsets)
    yield from (f"qu{placed}" for rime in _AFTER_Q for placed in _placed(rime[1:]))


def _placed(rime: str) -> Iterator[str]:
    """A rime with ``'`` behind the vowel that bears the tone, once for each custom."""
    shaped = [found.end() for found in _SHAPED.finditer(rime)]
    places = [shaped[-1]] if shaped else [2 if _ON_SECOND.match(rime) else 1]
    if rime in _OPEN:
        places.append(2)
    yield from (f"{rime[:at]}'{rime[at:]}" for at in places)


def _toned() -> Iterator[str]:
    for spelled in _spelled():
        tones = _STOPPED if _STOP.search(spelled) else _TONES
        yield from (unicodedata.normalize("NFC", spelled.replace("'", tone)) for tone in tones if tone or not _STOP.search(spelled))
        bare = unicodedata.normalize("NFD", spelled.replace("'", "").replace("đ", "d"))
        yield "".join(char for char in bare if char.isascii())


@cache
def _syllables() -> frozenset[str]:
    """All syllables in lower case, made when the first is asked for: that takes 0.05 s, and many files need none."""
    return frozenset(_toned())

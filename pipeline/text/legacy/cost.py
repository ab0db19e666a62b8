"""What a text costs: nothing where its words are what Vietnamese uses most, more the less its words are Vietnamese."""

import re
from functools import lru_cache

from pipeline.text.legacy.written import FREQUENT
from pipeline.text.plausible import syllable

RARE = 0.5  # a syllable that is rare
NONE = 2.0  # letters that are no syllable
SIGN = 1.0  # a sign inside a word

_ABBREVIATION = re.compile("[A-ZĂÂĐÊÔƠƯ]{1,5}")
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNS = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾×÷"
SIGN_INSIDE = re.compile(rf"(?<=[^\W\d_])[{_SIGNS}]|[{_SIGNS}](?=[^\W\d_])")
_SIGN_AT_HOME = re.compile(r"^[(\"“]*«|»[\"”).,;:!?…]*$|(?<=\w)[®©]$|^[§©](?=\d)")


def loss(text: str) -> float:
    """Cost of the words of a text alone."""
    return sum(_cost(word) for word in _LETTERS.findall(text))


@lru_cache(maxsize=65536)
def as_it_stands(word: str) -> float:
    """Cost of a word and its signs: quotation marks and ``®`` stand outside a word, a soft hyphen not before its end."""
    if word.isascii():
        return loss(word)
    return loss(word.replace("\u00ad", "")) + SIGN * len(SIGN_INSIDE.findall(_SIGN_AT_HOME.sub("", word)))


@lru_cache(maxsize=65536)
def _cost(word: str) -> float:
    if word.lower() in FREQUENT:
        return 0.0
    return RARE if syllable(word) or _ABBREVIATION.fullmatch(word) else NONE

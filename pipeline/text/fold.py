"""Folding: text without the differences that do not matter, with the way back to the original.

Two forms of a syllable are compared:

* the *folded* one, lower case without any diacritic (``Kỷ`` -> ``ki``), to find candidates;
* its *key*, which keeps letters and tone but forgets where the tone stands (``hoà`` = ``hòa``), whether ``i`` or ``y`` is
  written (``kỳ`` = ``kì``) and which of hỏi and ngã is meant, since Southern writers mix them.

``chưa``, ``chữa`` and ``chứa`` fold alike and have different keys: decisions are made on keys wherever the text has accents.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.model import Span

_TOKEN = re.compile(r"[^\W_]+", re.UNICODE)
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]")
_LONE_Y = re.compile(r"^(b|c|ch|d|đ|g|gh|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?y$")
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "r", "\u0309": "r", "\u0323": "j"}
_SHAPES = {"\u0302", "\u0306", "\u031b"}  # circumflex, breve, horn: letters of their own
_LOOKALIKES = str.maketrans({"Ð": "đ", "Ɖ": "đ", "ð": "đ", "ɖ": "đ", "Đ": "đ"})


def _table() -> dict[int, str]:
    """One folded character for each letter that Vietnamese text uses, so that positions stay."""
    table = {}
    for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        table[code] = {"đ": "d", "ð": "d", "ɖ": "d"}.get(base, base)
    return table


_FOLD = _table()


def fold(text: str) -> str:
    """Lower case without diacritics; as long as ``text`` where ``text`` is NFC without invisible characters."""
    return _MARKS.sub("", text.translate(_FOLD).lower() if text.isascii() else text.translate(_FOLD))


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``offsets[i]`` is the place in the original of the folded character ``i``, the last entry its end."""

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> Span:
        """Span of the original text that the folded range ``[start, end)`` stands for."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start])


def fold_mapped(text: str) -> Folded:
    """Folds text in any Unicode form; runs of white space become one space and invisible characters vanish."""
    kept: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        if _MARKS.match(char):
            continue
        new = " " if char.isspace() else char.translate(_FOLD)
        if new == " " and kept and kept[-1] == " ":
            continue
        kept.append(new)
        offsets.append(at)
    return Folded("".join(kept), (*offsets, len(text)))


@lru_cache(maxsize=200_000)
def fold_token(token: str) -> str:
    """Folded form of one syllable or number."""
    plain = fold(token)
    return plain[:-1] + "i" if _LONE_Y.match(plain) else plain


@lru_cache(maxsize=200_000)
def key(token: str) -> str:
    """Letters of a syllable with its tone as a last mark, wherever the tone is written."""
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", token.lower().translate(_LOOKALIKES)):
        if char in _TONES:
            tone = _TONES[char]
        elif char in _SHAPES or not unicodedata.combining(char):
            letters.append(char)
    base = "".join(letters)
    return (base[:-1] + "i" if _LONE_Y.match(base) else base) + tone


def is_plain(token: str) -> bool:
    """True where a syllable carries no Vietnamese mark at all."""
    return token.isascii()


@dataclass(frozen=True)
class Tokens:
    """Syllables and numbers of a text: ``starts[i]``, ``ends[i]`` in the text, ``folded[i]`` the folded form."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    folded: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def raw(self, i: int) -> str:
        return self.text[self.starts[i] : self.ends[i]]

    def key(self, i: int) -> str:
        return self.keys[i]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Key of each token."""
        return tuple(key(self.text[a:b]) for a, b in zip(self.starts, self.ends, strict=True))

    def span(self, first: int, end: int) -> Span:
        """Span in the text of the tokens ``[first, end)``."""
        return Span(self.starts[first], self.ends[end - 1])

    @cached_property
    def line(self) -> str:
        """All folded tokens, each with a space before it and a space at the end: the text that terms are searched in."""
        return " " + " ".join(self.folded) + " "

    @cached_property
    def at(self) -> tuple[int, ...]:
        """Position in ``line`` of each token's first character."""
        places, here = [], 1
        for token in self.folded:
            places.append(here)
            here += len(token) + 1
        return tuple(places)


def tokens(text: str) -> Tokens:
    """Syllables, words and numbers of ``text``, without punctuation. ``text`` is NFC."""
    found = list(_TOKEN.finditer(text))
    return Tokens(
        text,
        tuple(m.start() for m in found),
        tuple(m.end() for m in found),
        tuple(fold_token(m.group()) for m in found),
    )

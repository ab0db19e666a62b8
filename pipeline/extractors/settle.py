"""Settling: text of readers that know no fonts, or met text in none, is decoded as a whole and then cleaned.

Readers keep soft hyphens, since one is a letter of TCVN3; here they vanish where the text is Unicode.
"""

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Passage, Source
from pipeline.text import legacy
from pipeline.text.clean import ODD, clean
from pipeline.text.lookalikes import latin

_FOREIGN = re.compile("[\u0370-\u04ff\u0080-\u009f\u00a1-\u00bfÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïðñöøûüþÿ]")
"""Characters that no Vietnamese word has in Unicode. Text in a legacy encoding is full of those of Western Europe."""


def settled(source: Source) -> Source:
    """A Source whose text is Unicode, NFC and clean. Passages with boxes were settled word by word by their reader."""
    text = "\n".join(p.text for p in source.passages if not p.boxes)
    if _settled_already(text):
        return source
    guessed = legacy.guess(text)
    made = (_settled(passage, guessed) for passage in source.passages)
    return replace(source, passages=tuple(p for p in made if p.text.strip()))


def _settled_already(text: str) -> bool:
    """Whether nothing can be decoded or cleaned: the plain case, told in one look at the whole text."""
    return not (text.isascii() or _FOREIGN.search(text) or ODD.search(text)) and unicodedata.is_normalized("NFC", text)


def _settled(passage: Passage, guessed: legacy.Encoding | None) -> Passage:
    if passage.boxes or (passage.text.isascii() and guessed is not legacy.Encoding.VIQR):
        return passage
    cuts = [0, *(at for at, _ in passage.turns), len(passage.text)]
    pieces = [latin(clean(legacy.mended(passage.text[a:b], guessed))) for a, b in pairwise(cuts)]
    turns, at = [], 0
    for piece, (_, page) in zip(pieces, passage.turns, strict=False):
        at += len(piece)
        turns.append((at, page))
    return replace(passage, text="".join(pieces), turns=tuple(turns))

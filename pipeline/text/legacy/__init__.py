"""Legacy encodings of Vietnamese: TCVN3 (fonts ``.VnTime``), VNI (fonts ``VNI-Times``) and VIQR, made into Unicode.

A font of before Unicode shows its own letters for the characters of Western Europe: ``®¶ng`` in .VnTime and ``ñaûng`` in VNI-Times are
both ``đảng``. Where a reader knows the font of a run, ``in_font`` decodes the run; where it knows none, ``guess`` tells the encoding of
a document by its syllables and ``mended`` decodes what is in it, word run by word run, and leaves Unicode alone. UTF-8 that was read
as Windows-1252 (``Äáº£ng``) is mended too.
"""

import re

from pipeline.text.legacy.encodings import Encoding, decode
from pipeline.text.legacy.fonts import of_font
from pipeline.text.legacy.mojibake import repaired
from pipeline.text.legacy.runs import guess, unicode_runs_kept
from pipeline.text.legacy.written import written_in_unicode
from pipeline.text.plausible import share_of_syllables

__all__ = ["Encoding", "decode", "guess", "in_font", "mended", "of_font"]


def in_font(text: str, font: str | None) -> str:
    """Text of a run in a font: decoded where the font is a legacy one and the text is not Unicode already, else as it is."""
    found = of_font(font) if font else None
    if found is None:
        return text
    encoding, capitals = found
    if text.isascii():
        return text.upper() if capitals else text
    if written_in_unicode(text):
        text = unicode_runs_kept(text, encoding)
        return text.upper() if capitals else text
    decoded = decode(text, encoding, capitals)
    if re.search(r"\S\s+\S", text) and _is_unicode(text, decoded):
        return text.upper() if capitals else text
    return decoded


def mended(text: str, guessed: Encoding | None) -> str:
    """Text without what was read in a wrong encoding. ``guessed``: encoding of the document, which decodes the runs that are in it."""
    text = repaired(text)
    return text if guessed is None else unicode_runs_kept(text, guessed)


def _is_unicode(text: str, decoded: str) -> bool:
    """True for words that are Vietnamese as they stand and none when decoded (``công văn`` in a run that only names .VnTime)."""
    return share_of_syllables(text) == 1.0 > share_of_syllables(decoded)

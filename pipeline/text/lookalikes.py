"""Look-alikes: Cyrillic and Greek letters inside words of Latin letters, as document-sharing sites put them into Vietnamese text."""

import re
import unicodedata

_FOREIGN = "асԁеһіјорѕухАВЕІЈКМНОРЅСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι"
_LATIN = "acdehijopsyxABEIJKMHOPSCTYXABEZHIKMNOPTYXovi"
_TABLE = {ord(foreign): latin for foreign, latin in zip(_FOREIGN, _LATIN, strict=True)}
_ANY = re.compile(f"[{''.join(map(chr, _TABLE))}]")
_WORD = re.compile(r"[^\W\d_\u0300-\u036f][^\W\d_]*(?:[\u0300-\u036f][^\W\d_]*)*")
_OWN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def latin(text: str) -> str:
    """Text whose words of mixed script are Latin throughout (NFC); words wholly in another script stay."""
    if text.isascii() or not _ANY.search(text):
        return text
    return _WORD.sub(_latin, text)


def _latin(match: re.Match[str]) -> str:
    word = match.group()
    mixed = _ANY.search(word) and _OWN.search(word)
    return unicodedata.normalize("NFC", word.translate(_TABLE)) if mixed else word

"""Tables of the legacy encodings, and decoding by them.

Input is the bytes seen as Windows-1252 or Latin-1: the letters lie above 0xA0, where the two are the same.
"""

import re
import unicodedata
from enum import StrEnum


class Encoding(StrEnum):
    """A way in which Vietnamese was stored before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    VIQR = "viqr"


_TCVN3 = {
    **dict(zip(range(0xA1, 0xAF), "ĂÂÊÔƠƯĐăâêôơưđ", strict=True)),
    **dict(zip(range(0xB5, 0xBA), "àảãáạ", strict=True)),
    **dict(zip((0xBB, 0xBC, 0xBD, 0xBE, 0xC6), "ằẳẵắặ", strict=True)),
    **dict(zip(range(0xC7, 0xCC), "ầẩẫấậ", strict=True)),
    **dict(zip((0xCC, 0xCE, 0xCF, 0xD0, 0xD1), "èẻẽéẹ", strict=True)),
    **dict(zip(range(0xD2, 0xD7), "ềểễếệ", strict=True)),
    **dict(zip((0xD7, 0xD8, 0xDC, 0xDD, 0xDE), "ìỉĩíị", strict=True)),
    **dict(zip((0xDF, 0xE1, 0xE2, 0xE3, 0xE4), "òỏõóọ", strict=True)),
    **dict(zip(range(0xE5, 0xEA), "ồổỗốộ", strict=True)),
    **dict(zip(range(0xEA, 0xEF), "ờởỡớợ", strict=True)),
    **dict(zip((0xEF, 0xF1, 0xF2, 0xF3, 0xF4), "ùủũúụ", strict=True)),
    **dict(zip(range(0xF5, 0xFA), "ừửữứự", strict=True)),
    **dict(zip(range(0xFA, 0xFF), "ỳỷỹýỵ", strict=True)),
}
"""No capital has a tone: they are the same characters in a font of capitals."""

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_CIRCUMFLEX = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_BREVE = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}
_VNI = re.compile(r"([aeo])([âáàåãä])|(a)([êéèúüë])|([aeoôuöy])([ùøûõï])|([ôöæóòîñ])", re.IGNORECASE)

_VIQR_TONES = {"'": _ACUTE, "`": _GRAVE, "?": _HOOK, "~": _TILDE, ".": _DOT}
_VIQR_SHAPES = {"^": _CIRCUMFLEX, "(": _BREVE, "+": _HORN, "*": _HORN}
_VIQR = re.compile(r"\\(.)|([dD][dD])|([aAeEoO]\^|[aA]\(|[oOuU][+*]|[aAeEiIoOuUyY])(['`?~.]?)")

_CASED_WORD = re.compile(r"[^\W\d_]+")
_LOWER = re.compile("[a-z]")


def decode(text: str, encoding: Encoding, capitals: bool = False) -> str:
    """Unicode (NFC) of text in a legacy encoding. ``capitals``: of a font that shows capitals for small letters (``.VnTimeH``)."""
    match encoding:
        case Encoding.TCVN3:
            made = whole_capitals(text.translate(_TCVN3))
        case Encoding.VNI:
            made = _VNI.sub(_vni, text)
        case Encoding.VIQR:
            made = _VIQR.sub(_viqr, text)
    made = unicodedata.normalize("NFC", made)
    return made.upper() if capitals else made


def _vni(match: re.Match[str]) -> str:
    circled, circle, short, breve, base, tone, letter = match.groups()
    if circled:
        return circled + _CIRCUMFLEX + _VNI_CIRCUMFLEX[circle.lower()]
    if short:
        return short + _BREVE + _VNI_BREVE[breve.lower()]
    if base:
        return _cased(_VNI_LETTERS.get(base.lower(), base.lower()), base) + _VNI_TONES[tone.lower()]
    return _cased(_VNI_LETTERS[letter.lower()], letter)


def _viqr(match: re.Match[str]) -> str:
    escaped, d, vowel, tone = match.groups()
    if escaped:
        return escaped
    if d:
        return _cased("đ", d[0])
    return vowel[0] + _VIQR_SHAPES.get(vowel[1:], "") + _VIQR_TONES.get(tone, "")


def _cased(letter: str, like: str) -> str:
    return letter.upper() if like.isupper() else letter


def whole_capitals(text: str) -> str:
    """Words in capitals whose toned letters came from a font of capitals (``CộNG``), in capitals throughout; so words between them."""
    if not re.search("[A-ZĂÂÊÔƠƯĐ]{2}", text) and not re.search("[A-ZĂÂÊÔƠƯĐ][^\\W\\d_a-z][A-ZĂÂÊÔƠƯĐ]", text):
        return text
    found = list(_CASED_WORD.finditer(text))
    loud = [_is_loud(word.group()) for word in found]
    pieces, end = [], 0
    for at, word in enumerate(found):
        beside = [loud[i] for i in (at - 1, at + 1) if 0 <= i < len(found)]
        between = word.group()[0].isupper() and not _LOWER.search(word.group()) and bool(beside) and all(beside)
        pieces += [text[end : word.start()], word.group().upper() if loud[at] or between else word.group()]
        end = word.end()
    return "".join((*pieces, text[end:]))


def _is_loud(word: str) -> bool:
    return sum(map(str.isupper, word)) > 1 and not _LOWER.search(word)

"""Charset of plain text files: Unicode in its forms, the Vietnamese code pages, and bytes of legacy fonts.

Bytes of TCVN3 and VNI come back as the characters of Windows-1252 (Latin-1 where that has none), for ``legacy`` to decode.
"""

import codecs
import re
import unicodedata

from pipeline.text import legacy
from pipeline.text.plausible import share_of_marked, share_of_syllables

_MARKS_OF_ORDER = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4000  # bytes that tell UTF-16
_JUDGED = 20000  # bytes that tell a code page
_NULS = 0.2  # share of zero bytes on one side from which text is UTF-16
_BROKEN = 0.1  # share of characters of UTF-8 that may be broken
_MARKED_ENOUGH = 0.2  # share of marked letters from which more marks are no better
_SOUND = 0.75  # share of syllables from which text in a Vietnamese code page is Vietnamese
_WRONG_MARKS = re.compile(r"(?<![^\W\d_])[\u0300-\u036f]")

_WESTERN = {byte: bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII = _VISCII_LOW | {0x80 + at: letter for at, letter in enumerate(_VISCII_HIGH)}


def from_bytes(data: bytes) -> str:
    """Text of a plain text file; NFC except for bytes of legacy fonts."""
    for mark, name in _MARKS_OF_ORDER:
        if data.startswith(mark):
            return _composed(data[len(mark) :].decode(name, "replace"))
    wide = _utf_16(data)
    if wide:
        return _composed(data.decode(wide, "replace"))
    return _utf_8(data) or _code_page(data)


def _utf_16(data: bytes) -> str:
    """The form of UTF-16 that text without a mark of byte order is in, "" for other bytes."""
    sample = data[:_SAMPLE]
    upper = len(sample) // 2 * _NULS
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) <= upper or min(even, odd) * 4 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _utf_8(data: bytes) -> str:
    """Text of UTF-8, also with a few broken bytes; "" for other bytes."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if broken == 0:
        return _composed(text)
    whole = sum(not char.isascii() for char in text) - broken
    return _composed(text) if broken <= _BROKEN * whole else ""


def _code_page(data: bytes) -> str:
    """Text in the code page that makes the most of it Vietnamese; as the bytes of a legacy font where that does."""
    western = data.decode("latin-1").translate(_WESTERN)
    sample = western[:_JUDGED]
    encoding = legacy.guess(sample)
    read = {"cp1258": _cp1258(data[:_JUDGED]), "viscii": _viscii(data[:_JUDGED])}
    read = {name: text for name, text in read.items() if share_of_syllables(text) >= _SOUND}
    read["western"] = legacy.decode(sample, encoding) if encoding else sample
    match max(read, key=lambda name: _worth(read[name])):
        case "cp1258":
            return _cp1258(data)
        case "viscii":
            return _viscii(data)
        case _:
            return western


def _worth(text: str) -> float:
    wrong = len(_WRONG_MARKS.findall(text)) / (len(text) + 1)
    return share_of_syllables(text) + min(share_of_marked(text), _MARKED_ENOUGH) - wrong


def _cp1258(data: bytes) -> str:
    return _composed(data.decode("cp1258", "replace"))


def _viscii(data: bytes) -> str:
    return data.decode("latin-1").translate(_VISCII)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)

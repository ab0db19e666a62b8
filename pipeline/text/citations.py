"""Citations of numbered texts in running text.

By symbol (``213-QĐ/TW``, ``24/2018/QH14``), by word or letters and number (``Quy định số 213``, ``QĐ213``), and the resolutions of the
Central Committee's plenums (``NQTW4``, ``Nghị quyết Trung ương 4 khóa XII``). Digits are exact; with or without marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.model import Span
from pipeline.text.claims import Claims
from pipeline.text.numbers import PARTY, DocNumber, document_numbers
from pipeline.text.plain import plain, signs

_NAMED = ("nghị quyết", "quy định", "chỉ thị", "nghị định", "thông tư", "thông tri", "luật", "pháp lệnh")
"""Words that before a number name a text. The others are verbs and plans too (``hướng dẫn 11 huyện``)."""
_DOUBTFUL = (
    "quyết định",
    "hướng dẫn",
    "kết luận",
    "kế hoạch",
    "công văn",
    "thông báo",
    "chương trình hành động",
    "chương trình",
    "công điện",
)
_BY_SYMBOL = ("quy chế", "báo cáo", "tờ trình", "biên bản", "đề án", "nghị quyết liên tịch")
_LETTERS = {
    **{"NQ": "nghị quyết", "QĐ": "quy định", "QD": "quy định", "QĐi": "quy định", "QyĐ": "quy định", "CT": "chỉ thị", "KL": "kết luận"},
    **{"HD": "hướng dẫn", "KH": "kế hoạch", "CV": "công văn", "NĐ": "nghị định", "TB": "thông báo", "CTr": "chương trình"},
}
_IN_SYMBOLS = _LETTERS | {
    "CTHĐ": "chương trình",
    "TT": "thông tư",
    "CĐ": "công điện",
    "BC": "báo cáo",
    "BB": "biên bản",
    "TTr": "tờ trình",
    "QC": "quy chế",
}
_WORDS = {plain(w): w for w in (*_NAMED, *_DOUBTFUL, *_BY_SYMBOL)} | {"chuong trinh hanh dong": "chương trình"}
_MANY = "|".join(w.replace(" ", r"\s+") for w in sorted(_WORDS, key=len, reverse=True))
_SHORT = "|".join(sorted((plain(t) for t in _LETTERS), key=len, reverse=True))
_SO = r"(?:\s{0,3}s\s?[o6])"

_BEFORE = re.compile(rf"(?<![^\W_])(?P<word>{_MANY}|{_SHORT}){_SO}?\s{{0,3}}:?\s{{0,3}}$")
_PLAIN = re.compile(
    rf"(?<![^\W_])(?:(?P<word>{_MANY})(?P<so>{_SO})?\s{{0,3}}:?\s{{0,3}}|(?P<short>{_SHORT})(?P<sos>{_SO}\s{{0,3}}:?)?\s{{0,3}})"
    r"(?P<n>\d{1,5})(?:/(?P<year>(?:19|20)\d\d))?(?![^\W_]|[.,/-]\d|\s?%)"
)
_PLENUM = re.compile(
    r"(?<![^\W_])(?P<word>nghi\s+quyet|nq|ket\s+luan|kl)\s{0,3}(?:so\s+)?(?:cua\s+)?(?:hoi\s+nghi\s+)?(?:lan\s+thu\s+)?"
    r"(?:(?:(?:ban\s+chap\s+hanh|bch)\s*)?(?P<tw>trung\s+uong|tw|t\.?u)\s{0,3}(?:dang\s+)?(?:lan\s+thu\s+)?"
    r"(?P<n>\d{1,2}|[ivx]{1,4}|tu|bon|nam|sau|bay|tam)"
    r"|(?<=\s)(?P<n2>\d{1,2}|[ivx]{1,4}|tu|bon|nam|sau|bay|tam)\s*,?\s*"
    r"(?:ban\s+chap\s+hanh|bch)\s*(?P<tw2>trung\s+uong|tw|t\.?u)(?:\s+dang(?=[\s,]*\(?khoa))?)"
    r"(?![^\W_]|[.,/-]\d|\s?%|-[a-z])"
)
_ISSUER = re.compile(r"\s?[/-]\s?(?:[A-ZĐ]{2,3}i?\s?[/-]\s?)?([A-ZĐƯ]{2,8})(?![^\W_])")
_KHOA = re.compile(r"[\s,(]{0,3}khoa\s+(?P<khoa>[ivx]{1,5}(?:\s?(?:,|va|-)\s?[ivx]{1,5})*|\d{1,2})(?![^\W_])")
_ORDINALS = {
    "tu": 4,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
} | {
    **{"ix": 9, "x": 10, "xi": 11, "xii": 12, "xiii": 13},
}
_COUNTED = re.compile(
    r"\s*(?:(?:dong chi|d/c|dang vien|diem|lan|noi dung|dieu|nhiem vu|chi tieu|muc tieu|giai phap|bieu hien|nguoi|hoc sinh|gio|"
    r"trieu|ty|dong|nghin|ngan|buoc|"
    r"khoan|muc|chuong|truong hop|cuoc|ky|ban|ho so|huyen|don vi|co quan|"
    r"nhom|tieu chi|phut|km|tiet|buoi|van ban|loai|hinh thuc|nguyen tac|quan diem|lop|"
    r"can bo|cong chuc|so|xa|phong|tuan|m2|lop|doi|nam(?!\s*\d)|thang(?!\s*\d)|ngay(?!\s*[\d.…]))(?![^\W_])|/)"
)
_GOES_ON = re.compile(
    r"\s*(?:$|[,.;:)\]”\"–-]|\n|(?:cua|ve|trong|va|voi|do|duoc|da|gan|theo|tai|bang|nhu|de|"
    r"doi voi|nay|hoac|khoa|cung|kem|nghiem|chua|khong|thi)(?![^\W_])|(?:ngay|nam)\s*\d|"
    r"ban (?:thuong vu|bi thu|to chuc|tuyen giao|chap hanh)|bo (?:chinh tri|y te|giao duc|tai chinh|noi vu)|"
    r"tinh uy|huyen uy|thanh uy|dang uy|chinh phu|thu tuong|(?:bct|btv|bch|ubnd|tw)(?![^\W_]))"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered text that another text cites.

    ``types``: its type in words, "" where only unknown letters tell; ``number``: digits as written; ``body``: letters of the issuer,
    ``TW`` for ``TƯ``, "" where not written; ``khoa``: term of the Central Committee (``XII``); ``year``: the year inserted in the number.
    """

    types: str
    number: str
    body: str
    span: Span
    khoa: str = ""
    year: int | None = None


def citations(text: str) -> tuple[Citation, ...]:
    """All citations in order. A span runs from the type, where it is written, to the number, its letters or the term."""
    low = plain(text)
    found: list[Citation] = []
    for reader in (_plenums, _symbols, _shorts):
        taken = Claims(len(text), (c.span for c in found))
        found += [_with_term(c, low) for c in reader(text, low) if taken.free(c.span)]
    return tuple(sorted(found, key=lambda c: c.span.start))


def _plenums(text: str, low: str) -> Iterator[Citation]:
    for match in _PLENUM.finditer(low):
        which = "2" if match["n2"] else ""
        centre = text[match.start("tw" + which) : match.end("tw" + which)]
        if len(centre) < 4 and not (centre.upper().endswith(("W", "Ư")) and text[match.start()].isupper()):
            continue  # TU is the province
        number = match["n" + which]
        word = "kết luận" if match["word"].startswith("k") else "nghị quyết"
        yield Citation(word, number if number.isdigit() else str(_ORDINALS.get(number, 0)), "TW", Span(*match.span()))


def _symbols(text: str, low: str) -> Iterator[Citation]:
    for number in document_numbers(text):
        if number.number is None:
            continue
        before = _BEFORE.search(low, max(0, number.span.start - 60), number.span.start)
        if before and not _is_word(text[before.start("word") : before.end("word")]):
            before = None
        start = before.start() if before else number.span.start
        written = re.match(r"\d+", number.text)
        types = _type_of(text[before.start("word") : before.end("word")]) if before else _type_in(number)
        yield Citation(types, written.group() if written else "", number.body, Span(start, number.span.end), year=number.year)


def _shorts(text: str, low: str) -> Iterator[Citation]:
    for match in _PLAIN.finditer(low):
        written = text[match.start("word") : match.end("word")] if match["word"] else text[match.start("short") : match.end("short")]
        said = bool(match["so"] or match["sos"])
        if not _is_word(written) or (1900 <= int(match["n"]) <= 2100 and not said):
            continue
        body = _ISSUER.match(signs(text[match.end() : match.end() + 16]))
        if not body and not said and not match["year"] and not _names(_type_of(written), match["n"], low, match.end()):
            continue
        end = match.end() + (body.end() if body else 0)
        issuer = re.sub("TƯ$", "TW", body[1]) if body else ""
        yield Citation(_type_of(written), match["n"], issuer, Span(match.start(), end), year=int(match["year"]) if match["year"] else None)


def _names(types: str, number: str, low: str, end: int) -> bool:
    """True where a number right after a type names a text and does not count what follows."""
    if types in _BY_SYMBOL or _COUNTED.match(low, end):
        return False
    return bool(_GOES_ON.match(low, end)) or (types in _NAMED and len(number) > 1)


def _is_word(written: str) -> bool:
    """True for types in words, and for letters written as such (``QĐ``, not ``qđ`` and not ``HĐ``)."""
    bare = signs(written)
    return " " in " ".join(written.split()) or plain(written) == "luat" or bare in _LETTERS or bare == "QĐI"


def _type_of(written: str) -> str:
    return _WORDS.get(" ".join(plain(written).split())) or _LETTERS.get(signs(written), "quy định")


def _type_in(number: DocNumber) -> str:
    """Type by the letters of a symbol alone. ``QĐ`` is a quy định of the Party and a quyết định of the State."""
    if number.type == "":
        return "luật" if number.body.startswith("QH") else "công văn"
    if number.type == "TT" and number.body in PARTY:
        return "thông tri"
    if number.type == "QĐ" and "/QĐ-" in number.text and number.body not in PARTY:
        return "quyết định"
    return _IN_SYMBOLS.get(number.type) or _IN_SYMBOLS.get(number.type[:2], "")


def _with_term(citation: Citation, low: str) -> Citation:
    """Adds the term that follows: ``(khóa XII)``."""
    found = _KHOA.match(low, citation.span.end)
    if not found:
        return citation
    return replace(citation, khoa=re.sub(r"\s?(?:,|va|-)\s?", ",", found["khoa"]).upper(), span=Span(citation.span.start, found.end()))

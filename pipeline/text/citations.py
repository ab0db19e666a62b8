"""Citations of numbered texts: ``Quy định số 213-QĐ/TW``, ``QĐ 213``, ``NQTW4``, ``Nghị quyết 68/NQ-CP``. Digits are never guessed."""

import re
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.text.plain import cased, plain, signs

_TYPES = {
    "nghi quyet": "nghị quyết", "nq": "nghị quyết", "quy dinh": "quy định", "quyet dinh": "quyết định", "qd": "quy định", "qdi": "quy định",
    "chi thi": "chỉ thị", "ct": "chỉ thị", "ket luan": "kết luận", "kl": "kết luận", "huong dan": "hướng dẫn", "hd": "hướng dẫn", "ke hoach": "kế hoạch",
    "kh": "kế hoạch", "cong van": "công văn", "cv": "công văn", "thong bao": "thông báo", "tb": "thông báo", "thong tri": "thông tri", "luat": "luật",
    "nghi dinh": "nghị định", "nd": "nghị định", "thong tu": "thông tư", "chuong trinh hanh dong": "chương trình", "chuong trinh": "chương trình",
    "ctr": "chương trình", "cthd": "chương trình", "quy che": "quy chế", "bao cao": "báo cáo", "bc": "báo cáo", "cong dien": "công điện",
}  # fmt: skip
_WORD = "|".join(sorted((t.replace(" ", r"\s+") for t in _TYPES), key=len, reverse=True))
_LETTERS = r"(?:nq|qdi|qyd|qd|ctr|cthd|ct|kl|kh|cv|tb|tt|hd|nd|bc|ttr)"
_BODY = r"(?:[a-z]\.?){1,12}(?:-[a-z]{1,8})?"
_WORDED = re.compile(
    rf"(?<![a-z0-9])(?P<type>{_WORD})(?:\s*so)?\s*[:]?\s*(?P<number>\d{{1,5}})(?:\s?[-/]\s?(?:(?P<state>\d{{4}}/)?{_LETTERS}\s?[-/]\s?(?P<body>{_BODY})|(?P<only>(?:tw|tu|duk|du|cp|hu))))?(?![a-z0-9%])"
)
_BARE = re.compile(rf"(?<![a-z0-9/.,-])(?P<number>\d{{1,5}})\s?[-/]\s?(?P<type>{_LETTERS})\s?[-/]\s?(?P<body>{_BODY})(?![a-z0-9])")
_TW4 = re.compile(
    r"(?<![a-z0-9])(?:nq\s*tw\s*|nq\s*t\.\s*u\s*|(?:nghi\s*quyet|nq)\s*(?:hoi\s*nghi\s*)?(?:lan\s*thu\s*)?(?:trung\s*uong|tw)\s*(?:lan\s*thu\s*)?)"
    r"(?P<number>\d{1,2}|iv|tu)(?![a-z0-9])(?:\W{0,3}kh?oa\s*(?P<khoa>[xiv]+))?"
)
_NOT_TYPES = frozenset({"kt"})
_UNITS = re.compile(r"\s*(?:hoc sinh|dang vien|nguoi|gio|diem|ngay|thang|trieu|ty|ho so|dong chi|d/c|can bo|cuoc|lan|%)")


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited text. ``types``: its type in words, "" where only letters stand; ``body``: letters of its issuer or ""; ``khoa``: term."""

    types: str
    number: str
    body: str
    span: Span
    khoa: str = ""


def citations(text: str) -> tuple[Citation, ...]:
    """All citations in ``text``, in order."""
    if not any(c.isdigit() for c in text) and "IV" not in text:
        return ()
    low = plain(text)
    found: list[Citation] = []
    for made in (*_central(low, text), *_worded(low, text), *_lettered(low, text)):
        if not any(made.span.overlaps(other.span) for other in found):
            found.append(made)
    return tuple(sorted(found, key=lambda c: c.span.start))


def _central(low: str, text: str) -> list[Citation]:
    roman = {"iv": "4", "tu": "4"}
    return [Citation("nghị quyết", roman.get(m["number"], m["number"]), "TW", Span(*m.span()), (m["khoa"] or "").upper()) for m in _TW4.finditer(low)]


def _worded(low: str, text: str) -> list[Citation]:
    made = []
    for m in _WORDED.finditer(low):
        word = " ".join(m["type"].split())
        short = len(word) <= 4 and word not in ("luat",)
        if short and not cased(text[m.start("type") : m.end("type")]).rstrip("i").isupper():
            continue
        if not (m["body"] or m["only"] or m["state"]) and (_UNITS.match(low, m.end()) or int(m["number"]) > 9999):
            continue
        body = signs(text[m.start("body") : m.end("body")]) if m["body"] else (m["only"] or "").upper().replace("DU", "ĐU")
        made.append(Citation(_TYPES[word], m["number"], body.replace(".", "").upper(), Span(*m.span())))
    return made


def _lettered(low: str, text: str) -> list[Citation]:
    made = []
    for m in _BARE.finditer(low):
        letters = text[m.start("type") : m.end("type")]
        if not letters.rstrip("i").isupper() or letters.lower() in _NOT_TYPES:
            continue
        body = signs(text[m.start("body") : m.end("body")]).replace(".", "").upper()
        made.append(Citation(_TYPES.get(m["type"], ""), m["number"], body, Span(*m.span())))
    return made

"""Numbers of papers (số, ký hiệu).

The Party writes ``05-BC/CB``, the State ``05/BC-CB`` or ``15/SGDĐT-VP``; people mix both, leave spaces, dashes of all kinds or the
number out (``Số …/BC-CB``), insert the year (``05/2021/NQ-CB``), and scans confuse letters (``O5-BC/CB``, ``BCICB``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.text.claims import Claims
from pipeline.text.plain import digits, signs

TYPES = {
    **{
        t: t
        for t in (
            "NQ",
            "QĐ",
            "CT",
            "KL",
            "QC",
            "KH",
            "BC",
            "BB",
            "TB",
            "TT",
            "HD",
            "CV",
            "GM",
            "GT",
            "NĐ",
            "CĐ",
            "ĐA",
            "QH",
            "PC",
            "KHLT",
            "TTLT",
        )
    },
    **{
        "QD": "QĐ",
        "QĐI": "QĐi",
        "QDI": "QĐi",
        "QYĐ": "QyĐ",
        "QYD": "QyĐ",
        "CTR": "CTr",
        "TTR": "TTr",
        "CTHD": "CTHĐ",
        "CTHĐ": "CTHĐ",
        "DA": "ĐA",
    },
    **{"BCND": "BCND", "BCTK": "BCTK", "TBKL": "TBKL", "GGT": "GGT", "GCN": "GCN", "NQLT": "NQLT", "BCKĐ": "BCKĐ", "HDLT": "HDLT"},
}
"""Letters of types in capitals, with their usual form."""

PARTY = frozenset({"CB", "CU", "ĐU", "ĐUK", "ĐUBP", "ĐB", "TU", "TW", "HU", "ĐUCS", "ĐUKCQDN"})
"""Letters of Party bodies."""

_SO = r"(?:[Ss][ốỐ]|(?<![^\W_])[Ss](?:[ôóòổoÔÓO6]|\số))"
_N = r"(?:(?<=[Ss][ốỐ])|(?<![^\W_]))(?<!\d[/.,-])(?P<n>[0-9OoIl|]{1,5})"
_IN = r"(?:/(?P<within>(?:19|20)\d\d))?"
_DASH = r"\s{0,3}[-/]\s{0,3}"
_TYPE = r"(?P<type>[A-ZĐ]{1,6}(?:[iry](?![a-z])[A-ZĐ]?)?)"
_BODY = (
    r"(?P<body>[A-ZĐƯ](?:\.?[A-ZĐƯ&])+(?:g(?![a-z]))?(?:-[A-ZĐƯ](?:\.?[A-ZĐƯ&])*g?)*"
    r"(?P<qh>(?<=QH)\d\d)?(?:-(?:19|20)\d\d(?!\d))?)(?![^\W_])"
)
_FULL = re.compile(rf"{_N}{_IN}(?P<s1>{_DASH}|[ ]|){_TYPE}(?P<s2>{_DASH}){_BODY}")
_TYPELESS = re.compile(rf"{_N}{_IN}(?P<s1>\s?/\s?){_BODY}")
_EMPTY = re.compile(
    rf"{_SO}\s{{0,3}}(?P<colon>[:.]?)(?P<gap>[\s.…_]{{0,80}})(?P<s1>[-/]?)[\s.…]{{0,9}}{_TYPE}?(?P<s2>\s{{0,3}}[-/]\s{{0,3}}){_BODY}"
)
_NO_SLASH = re.compile(
    rf"{_N}(?P<s1>{_DASH})(?P<type>{'|'.join(sorted(TYPES, key=len, reverse=True))})(?P<s2>[Il1|])(?P<body>{'|'.join(PARTY)})(?![^\W_])"
)
_LED = re.compile(rf"(?:{_SO}\s?[:.]?|(?<![^\W_])(?:[Cc]ông văn|CV))\s{{0,5}}$")
_TAKES_YEAR = re.compile(r"(?:tháng|thang|quý|quí|ngày|ngay|năm|nam)\s*$", re.IGNORECASE)
_HEAD = re.compile(
    rf"(?:^[^\w\n]{{0,20}}(?={_SO})|(?:\t|\*|\s{{2}}|[A-ZĐÀ-Ỹ])[ ]{{0,3}}(?=S[ốỐ])){_SO}\s{{0,3}}(?=[:.…_\s\dOIl|/-])", re.MULTILINE
)
_ONLY = re.compile(rf"{_SO}\s{{0,3}}[:.]?\s{{0,9}}(?P<n>\d{{1,4}})[ ]{{0,9}}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DocNumber:
    """The number of a paper. ``number`` is None where its place was left empty.

    ``type``: letters of the type in their usual form, "" where there are none; ``body``: letters of the issuer,
    ``TW`` for ``TƯ`` and ``T.W``.
    ``text``: as written, with plain dashes, without spaces, letters read for digits repaired and a lost first dash restored.
    ``year``: the year inserted after the number.
    """

    number: int | None
    type: str
    body: str
    text: str
    span: Span
    year: int | None = None


def document_numbers(text: str) -> tuple[DocNumber, ...]:
    """All numbers of papers in order. Spans begin at the number, or at the first dash of an empty one, without the word Số."""
    taken = Claims(len(text))
    found = [made for made in _candidates(signs(text)) if taken.take_free(made.span)]
    return tuple(sorted(found, key=lambda n: n.span.start))


def header_number(lines: Iterable[str]) -> DocNumber | None:
    """The number of a header block: that of the first line ``Số …``, else a line that is nothing but a number, else a lone ``Số 05``.

    Its span is in the lines joined by line ends.
    """
    text = "\n".join(lines)
    found = document_numbers(text)
    for head in _HEAD.finditer(signs(text)):
        number = next(
            (n for n in found if head.end() - 1 <= n.span.start <= head.end() + 90 and _blank(text[head.end() : n.span.start])), None
        )
        if number:
            return number
    alone = (n for n in found if n.number is not None and _is_line(text, n.span))
    return next(alone, None) or _lone(text)


def _lone(text: str) -> DocNumber | None:
    """A line ``Số: 05`` without letters, unless it belongs to the stamp of an incoming paper."""
    for match in _ONLY.finditer(signs(text)):
        before = text[: match.start()].rstrip("\n")
        if (not before or text[match.start() - 1] in "\n\t") and not before.endswith(("ĐẾN", "Đến")):
            return DocNumber(int(match["n"]), "", "", match["n"], Span(*match.span("n")))
    return None


def _blank(gap: str) -> bool:
    return not gap.strip(" \t\n\u00a0:.…_")


def _is_line(text: str, span: Span) -> bool:
    line = text[text.rfind("\n", 0, span.start) + 1 : (text + "\n").index("\n", span.end)]
    return len(line.strip()) <= span.end - span.start + 1


def _candidates(text: str) -> Iterator[DocNumber]:
    """Numbers in order of trust."""
    yield from (_number(m) for m in _FULL.finditer(text) if _counts(m) and _reads(m))
    yield from (_number(m) for m in _NO_SLASH.finditer(text) if _counts(m))
    yield from (_number(m) for m in _TYPELESS.finditer(text) if _counts(m) and _is_typeless(m))
    for match in _EMPTY.finditer(text):
        known = (match["type"] or "").upper() in TYPES
        if match["s1"] or (known and (match["colon"] or len(match["gap"]) > 1)):
            yield _number(match)


def _counts(match: re.Match[str]) -> bool:
    """True where the figure can number a paper: it has a digit and is not a year."""
    if not any(c.isdigit() for c in match["n"]):
        return False
    before = match.string[max(0, match.start() - 12) : match.start()]
    year = len(match["n"]) == 4 and 1900 <= int(digits(match["n"])) <= 2100
    return bool(_LED.search(before)) if year else not _TAKES_YEAR.search(before)


def _reads(match: re.Match[str]) -> bool:
    """True where type and body make sense together: odd letters are a type in the Party's form only."""
    led = bool(_LED.search(match.string[max(0, match.start() - 12) : match.start()]))
    first, second = match["s1"].strip(), match["s2"].strip()
    if match["within"] and not first:
        return False
    if match["type"].upper() in TYPES:
        return bool(first) or second == "/" or led
    known = match["type"][:2] in TYPES or match["body"] in PARTY
    return first == "-" and second == "/" and len(match["type"]) > 1 and (led or known)


def _is_typeless(match: re.Match[str]) -> bool:
    """True for laws (``24/2018/QH14``), letters (``15/SGDĐT-VP``) and numbers that follow the word Số."""
    if match["qh"]:
        return True
    return match["body"].find("-") > 2 or bool(_LED.search(match.string[max(0, match.start() - 12) : match.start()]))


def _number(match: re.Match[str]) -> DocNumber:
    parts = match.groupdict()
    number, within = parts.get("n"), parts.get("within")
    letters = (parts.get("type") or "").upper()
    kind = TYPES.get(letters, parts.get("type") or "")
    body = match["body"]
    shown = "".join(
        (
            digits(number) if number else "",
            f"/{within}" if within else "",
            match["s1"].strip() or ("-" if number else ""),
            kind,
            "" if parts.get("s2") is None else match["s2"].strip().translate(str.maketrans("Il1|", "////")),
            body,
        )
    )
    span = Span(match.start("n") if number else match.start("s1"), match.end())
    return DocNumber(int(digits(number)) if number else None, kind, _issuer(body), shown, span, int(within) if within else None)


def _issuer(body: str) -> str:
    """Letters of the issuer without points and year: ``T.Ư`` and ``TƯ`` are ``TW``, ``TU`` is another body."""
    bare = re.sub(r"-(?:19|20)\d\d$", "", body).replace(".", "")
    return re.sub(r"TƯ$", "TW", bare)

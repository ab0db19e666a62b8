"""Numbers of papers (số, ký hiệu): ``05-BC/CB``, ``318/QĐ-STC``, with every variant of dash, space and order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.text.plain import cased, digits, signs

_TYPES = "NQLT|NQ|QDI|QYD|QD|CTHD|CTR|CT|KL|QC|KH|BC|BB|TTR|TB|TT|HD|CV|DA|GM|GGT|PC|BCKD|BKD|LKT"
_N = r"(?:[0-9OolI]{1,4})"
_PARTY = re.compile(
    rf"(?<![\w/.])(?P<n>{_N})?(?:\s*/\s*(?:19|20)\d\d)?\s*(?P<s1>[-/])?\s*(?P<type>{_TYPES})(?P<i>i)?\s*(?P<s2>[-/])\s*(?P<body>[A-Z][A-Z.&]*(?:-[A-Z]+)?)(?:-(?:19|20)\d\d)?(?![a-z])",
)
_STATE = re.compile(r"(?<![\w/.])(?P<n>\d{1,4})\s*/\s*(?P<body>[A-Z]{2,10}-[A-Z&]{1,10})(?![a-z])")
_HEAD = re.compile(r"^\s*(?:so|s6|sô|só)\b\s*[:.;]?\s*", re.IGNORECASE)
_EMPTY = re.compile(r"[\s.…_]*")


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A paper's number. ``text``: as written, dashes plain, spaces gone. ``number`` is None where the place was left empty."""

    number: int | None
    type: str
    body: str
    text: str
    span: Span


def document_numbers(text: str) -> tuple[DocNumber, ...]:
    """All numbers with a type and a body in ``text``, in order."""
    low = cased(text)
    found = [_made(m, text) for m in _PARTY.finditer(low) if _sound(m)]
    found += [_state(m, text) for m in _STATE.finditer(low) if not any(f.span.start <= m.start() < f.span.end for f in found)]
    return tuple(sorted(found, key=lambda f: f.span.start))


def header_number(lines: Iterable[str]) -> DocNumber | None:
    """The number of a header block: the first line that begins with Số, else the first line that is nothing but a number."""
    kept = [" ".join(line.split()) for line in lines]
    for line in kept:
        head = _HEAD.match(cased(line))
        if head and (found := document_numbers(_close(line[head.end() :]))):
            return found[0]
    for line in kept:
        found = document_numbers(line)
        if found and len(line) - (found[0].span.end - found[0].span.start) <= 2 and found[0].number is not None:
            return found[0]
    return None


def _close(line: str) -> str:
    """A left-open place for the number ("…../BC-CB") becomes nothing, spaces around dashes vanish."""
    return re.sub(r"^[\s.…_]+", "", line)


def _sound(m: re.Match[str]) -> bool:
    n = m["n"]
    return not n or (any(c.isdigit() for c in n) and not (len(digits(n)) == 4 and 1900 <= int(digits(n)) <= 2100) and bool(m["s1"] or m["s2"]))


def _made(m: re.Match[str], text: str) -> DocNumber:
    body = signs(text[m.start("body") : m.end("body")]).rstrip(".").upper()
    kind = signs(text[m.start("type") : m.end("type")]) + ("i" if m["i"] else "")
    number = int(digits(m["n"])) if m["n"] else None
    written = f"{digits(m['n']) if m['n'] else ''}{m['s1'] or ('-' if m['n'] else '')}{kind}{m['s2']}{body}"
    return DocNumber(number, kind, body, written.lstrip("-/"), Span(*m.span()))


def _state(m: re.Match[str], text: str) -> DocNumber:
    body = signs(text[m.start("body") : m.end("body")])
    return DocNumber(int(m["n"]), "", body, f"{m['n']}/{body}", Span(*m.span()))

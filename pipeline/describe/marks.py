"""Marks: what a line says about where a record begins or ends, before anything is decided."""

import re
from collections.abc import Sequence
from enum import StrEnum

from rapidfuzz import fuzz

from pipeline.describe.issuer import Bodies, is_number
from pipeline.describe.lines import Line
from pipeline.text.dates import date_line
from pipeline.text.fold import fold


class Mark(StrEnum):
    """What a line of a header block is."""

    MOTTO = "motto"
    NUMBER = "number"
    DATE = "date"
    BODY = "body"  # the name of a body
    ANNEX = "annex"  # "PHỤ LỤC 2", "Mẫu số 1"


_MOTTOES = ("dang cong san viet nam", "cong hoa xa hoi chu nghia viet nam")
_MISREAD = 86.0  # per cent of agreement of a misread motto
_FREEDOM = re.compile(r"doc lap\W+tu do")
_DATE = re.compile(r"(?:[^:;\d]{0,40}[,.;]\s*)?ng\s?ay[\s.…_\d]*th\s?ang[\s.…_\d]*nam[\s.…_\d]*")
_ANNEX = re.compile(r"[\W_]*(?:phu luc|bieu mau|(?:mau|bieu)(?: so)?\s*[:.]?\s*\w{0,4}\d|mau\W*$)")
_CELLS = re.compile(r"\t|\s{3,}")
_LONGEST_BODY = 14  # words
_WRITER = (
    r"nguoi (?:cam ket|viet(?: \w+){0,3}|lam don|lam phieu|khai|tu kiem diem|kiem diem|dang ky|ghi(?: bien ban)?|nhan xet|lap|de nghi|"
    r"bao cao|duoc .{3,20})"
)
_ROLE = (
    r"(?:noi nhan|thu k[yi]|chu (?:toa|tri|tich)|(?:pho )?(?:bi thu|hieu truong|giam doc|truong ban|to truong)|dang vien(?: cam ket)?|"
    rf"{_WRITER})"
)
_OF = r"(?:\W+(?:hoi nghi|cuoc hop|buoi hop|ky hop|phien hop|hop|chi bo|chi uy|bien ban))?"
_SIGNED = re.compile(
    rf"(?:{_ROLE}{_OF}\W*)+|\W*da k[yi]\W*|\W*k[yi](?:,? (?:ten|ghi|va ghi)\b.{{0,40}})?\W*|"
    r"(?:t\W?m|k\W?t|t\W?l)[./ ]\W*(?:\w+\W*){1,12}|xac nhan\b.{0,60}|dai dien .{3,50}"
)
_CLOSED = re.compile(
    r"\b(?:ket thuc|be mac|tan hop|dung hop)\b.{0,40}(?:\bluc\b|\bhoi\b|\bgio\b|\bcung ngay\b|\d)|bien ban .{0,60}\bthong qua\b|\btan hop\b"
)
_LAST = 25  # lines before the end of a record in which it is signed
_CLOSING = 10


def marks(line: Line, bodies: Bodies) -> frozenset[Mark]:
    """What a line is within a header block; the cells of a row and the columns of a merged line are looked at one by one."""
    found: set[Mark] = set()
    for cell in filter(None, map(str.strip, _CELLS.split(line.text))):
        folded = fold(cell)
        if heads_paper(line, folded):
            found.add(Mark.MOTTO)
        if is_number(cell) and len(cell) < 60:
            found.add(Mark.NUMBER)
        if date_line(cell) or _DATE.fullmatch(folded):
            found.add(Mark.DATE)
        if _ANNEX.match(folded):
            found.add(Mark.ANNEX)
        if _names_body(cell, line, bodies):
            found.add(Mark.BODY)
    return frozenset(found)


def heads_paper(line: Line, text: str) -> bool:
    """True where folded ``text``, the whole line or a cell of it, is the Party's or the State's name and motto over a paper."""
    if len(line.text) > 130:
        return False
    if _FREEDOM.match(text) and len(text) < 50:
        return True
    if not line.capital:
        return False
    plain = " ".join(text.split())
    return any(m in plain or (line.recognised and fuzz.partial_ratio(m, plain) >= _MISREAD and len(plain) >= len(m) - 3) for m in _MOTTOES)


def _names_body(cell: str, line: Line, bodies: Bodies) -> bool:
    words = cell.split()
    capital = line.capital or cell.isupper()
    if len(words) > _LONGEST_BODY or (not capital and len(words) > 9) or not cell[0].isupper() or cell[-1] in ".;?!" or signed(cell):
        return False
    return bodies.knows(cell)


def signed(text: str) -> bool:
    """True for a line of a signature block: "THƯ KÝ", "T/M CHI BỘ", "(đã ký)", "Nơi nhận:"."""
    return any(_SIGNED.fullmatch(fold(cell).strip()) for cell in _CELLS.split(text))


def ended(lines: Sequence[Line]) -> bool:
    """True where the last of these lines sign a paper, or close the minutes of a meeting."""
    return any(signed(line.text) for line in lines[-_LAST:]) or any(_CLOSED.search(fold(line.text)) for line in lines[-_CLOSING:])

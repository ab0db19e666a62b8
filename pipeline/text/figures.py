"""Figures: numbers with their units, for targets and results. Dates, numbers of papers and ordinals are none."""

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import Span
from pipeline.text.plain import plain

_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_FIGURE = re.compile(
    rf"(?P<cmp>≥|>=|≤|<=|>|<|\b(?:it nhat|toi thieu|khong duoi|tu|tren|hon|vuot|khong qua|toi da|duoi|khong vuot qua)\s+)?\s*(?<![\w.,/-])(?P<value>{_NUMBER})(?:\s?/\s?(?P<of>{_NUMBER}))?"
    r"(?P<percent>\s?%|\s?phan tram)?(?P<unit>\s(?:nghin |trieu |ti |ty )?[a-z]+(?:\s[a-z]+)?)?(?P<up>.{0,60}?\btro len)?"
)
_WORDED = re.compile(rf"\b(?P<value>{'|'.join(_WORDS)})\s(?=(?:dang vien|dong chi|quan chung|nguoi|cuoc|ban|bai|tin|luot|mo hinh|hoc sinh|ho so)\b)")
_NOT_BEFORE = re.compile(
    r"(?:ngay|thang|nam|quy|khoa|lan thu|thu|dieu|khoan|chuong|muc|(?<!tong )(?<!mot )so|phu luc|bieu|mau|dot|tang|to|phong|khom|ap|phuong|quan|khu|hang|lop|tiet|trang|nhom|hd|qd|nq|kl|ct|kh|cv|bc|"
    r"(?:quy dinh|nghi quyet|chi thi|ket luan|huong dan|ke hoach|cong van|luat|nghi dinh|thong tu|trung uong|tw|covid|cop)(?: so)?)\s*[:.]?\s*-?$"
)
_DATE_AFTER = re.compile(r"\s?[/.-]\s?\d{1,4}\b(?!\s?%)|\s*(?:gio|h\d|thang \d|[-/][a-z])")
_DATE = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d|(?:ngay|tu|den|dip|mung|ki niem|ky niem|truoc)\s+\d{1,2}\s?[/-]\s?\d{1,2}(?!\d)|(?:19|20)\d\d\s?-\s?(?:19|20)\d\d")
_LEAST, _MOST = ("it nhat", "toi thieu", "khong duoi", "tu"), ("khong qua", "toi da", "khong vuot qua")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number. ``of``: the whole in "30/31"; ``comparator``: "", ">=", "<=", ">" or "<"; ``text``: number and percent sign or unit."""

    value: Decimal
    of: Decimal | None
    percent: bool
    unit: str
    comparator: str
    text: str
    span: Span


def figures(text: str) -> tuple[Figure, ...]:
    """All figures of ``text``, in order."""
    low = plain(text)
    dated = [m.span() for m in _DATE.finditer(low)]
    made = [f for m in _FIGURE.finditer(low) if (f := _figure(m, low, text, dated))]
    for m in _WORDED.finditer(low):
        span = Span(*m.span("value"))
        made.append(Figure(Decimal(_WORDS[m["value"]]), None, False, "", "", text[span.start : span.end], span))
    return tuple(sorted(made, key=lambda f: f.span.start))


def _figure(m: re.Match[str], low: str, text: str, dated: list[tuple[int, int]]) -> Figure | None:
    start, end = m.start("value"), m.end("percent") if m["percent"] else m.end("of") if m["of"] else m.end("value")
    if any(a <= start < b for a, b in dated) or _NOT_BEFORE.search(low[max(0, start - 24) : start]):
        return None
    if re.match(r"\s*[.)]\s", low[end : end + 3]) and not low[:start].rpartition("\n")[2].strip(" -"):
        return None
    if not m["of"] and not m["percent"] and (_DATE_AFTER.match(low, end) or (len(m["value"]) == 4 and 1900 <= int(m["value"].replace(",", "0")[:4]) <= 2100)):
        return None
    unit = (m["unit"] or "").strip()
    shown = text[start:end] if m["percent"] else text[start : m.end("unit") if m["unit"] and unit.startswith(("ty", "ti", "trieu", "nghin")) else end]
    of = _decimal(m["of"]) if m["of"] else None
    return Figure(_decimal(m["value"]), of, bool(m["percent"]), unit, _comparator(m), " ".join(shown.split()), Span(start, end))


def _decimal(written: str) -> Decimal:
    """Vietnamese notation: points group thousands, the comma is the decimal sign."""
    return Decimal(written.replace(".", "").replace(",", "."))


def _comparator(m: re.Match[str]) -> str:
    told = (m["cmp"] or "").strip()
    if told in ("≥", ">=") or told in _LEAST or (m["up"] and told in ("", "tu", "tren")):
        return ">="
    if told in ("≤", "<=") or told in _MOST:
        return "<="
    return {">": ">", "tren": ">", "hon": ">", "vuot": ">", "<": "<", "duoi": "<"}.get(told, "")

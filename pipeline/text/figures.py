"""Figures: numbers with their units, for targets and results.

Vietnamese notation: points group thousands, the comma is the decimal sign (``4.386 tỷ đồng``, ``96,8%``); a part of a whole is
``30/31 đồng chí``; small numbers before a counted noun may be words (``hai đảng viên``). Dates, periods, times of day, numbers of
papers, list numbers and ordinals (``Điều 2``, ``khóa XII``) are not figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from pipeline.model import Span
from pipeline.text.citations import citations
from pipeline.text.claims import Claims
from pipeline.text.dates import dates
from pipeline.text.mentions import mentions
from pipeline.text.plain import plain


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_COUNTED = (
    "đảng viên|đoàn viên|hội viên|đồng chí|đ/c|quần chúng ưu tú|quần chúng|hồ sơ|cán bộ|công chức|viên chức|người lao động|"
    "lao động|lượt người|người|"
    "lượt|cuộc|mô hình|công trình|đề tài|sáng kiến|chuyên đề|trường hợp|chỉ tiêu|tiêu chí|biểu hiện|nội dung|văn bản|bài viết|"
    "tin bài|tin|bài|học sinh|"
    "sinh viên|hộ dân|hội nghị|đơn thư|đơn vị|ý kiến|nhiệm vụ|giải pháp|bản cam kết|biên bản|phiếu|quyết định|nghị quyết|hạn chế|đề xuất|"
    "lớp|buổi|tập thể|"
    "cá nhân|gia đình|hoạt động|phong trào|phần việc|công việc|vụ việc|kiến nghị|dự án"
)
_MEASURED = (
    "giờ phát sóng|giờ|điểm phần trăm|điểm|ngày|tháng|năm|phút|tiết|lần|kỳ|bản|ca|m3|m2|km|kg|tấn|ha|lít|thẻ|bộ|cái|chiếc|"
    "cây|căn|suất|phần|tờ|usd|đồng"
)
_SCALED = "(?:nghìn |ngàn |trăm |chục )?(?:tỷ|tỉ|triệu|nghìn|ngàn)"
_UNITS = (
    f"{_SCALED}(?: (?:{_COUNTED}|{_MEASURED}))?|{_COUNTED}|{_MEASURED}|"
    f"{plain(_SCALED)}(?: (?:{plain(_COUNTED)}|{plain(_MEASURED)}))?|{plain(_COUNTED)}"
)
_GAPS = _UNITS.replace(" ", "[ \n\u00a0]")
_UNIT = re.compile(rf"[ \n\u00a0]?(?P<unit>{_GAPS})(?![^\W_])", re.IGNORECASE)
_NEXT = re.compile(r"[ \u00a0](?P<unit>[^\W\d_]+)(?![^\W_]|[./]\w)")
_NO_UNITS = _set(
    "và là của được thì ở đến trở so trong trên do với để nên vào từ còn không chưa đã sẽ đạt theo cho tại có các những này kế gồm hoặc"
)
_PLAIN_NO_UNITS = frozenset(map(plain, _NO_UNITS))
_AMOUNT = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d])|\d+(?:,\d+)?(?!\d)(?:\.\d{1,2}(?!\d))?"
_NUMBER = re.compile(
    rf"(?<![^\W_])(?<!\d[.,/])(?<![^\W\d_]-)(?P<value>{_AMOUNT})(?:(?:\s?/\s?|\s+(?:trên|tren)\s+(?:tổng số\s+)?)(?P<of>{_AMOUNT}))?"
    r"(?P<percent>\s?%|\s+(?:phần trăm|phan tram)(?![^\W_]))?(?![^\W_]|\.\d|/\d)"
)
_DIGITS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_AFTER_TENS = {w: n for n, w in enumerate(_DIGITS[:9], 1)} | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
_NAMES = (
    {w: n for n, w in enumerate(_DIGITS, 1)}
    | {"bẩy": 7}
    | {f"mười {w}": 10 + n for w, n in _AFTER_TENS.items()}
    | {f"{ten} mươi": 10 * n for n, ten in enumerate(_DIGITS[1:9], 2)}
    | {f"{ten} mươi {w}": 10 * t + n for t, ten in enumerate(_DIGITS[1:9], 2) for w, n in _AFTER_TENS.items()}
)
_WORDED = re.compile(
    rf"(?<![^\W_])(?<!mười )(?<!mươi )(?P<value>{'|'.join(sorted(_NAMES, key=len, reverse=True))}) (?P<unit>{_COUNTED})(?![^\W_])",
    re.IGNORECASE,
)
_HOURS = 24  # more hours are a duration, no time of day
_SINCE = re.compile(r"(?:trong|cả|cuối|đầu|hằng|hàng|mỗi|các|từng|qua|những|giữa|thứ|tháng)\s$", re.IGNORECASE)
_ORDINALS = _set("điều khoản mục chương khóa khoá thứ trang lục mẫu biểu lộ giờ")
"""Words that a number after them numbers, whatever follows."""
_PLACES = _set(
    "số khối mũi nhóm phòng tổ đội tuyến gói cấp loại hạng lớp kỳ giải đợt bước tầng độ ngày tháng quý năm lần đường ấp khóm phường quận "
    "khu chi bộ tt stt"
)
"""Words that a number after them numbers, unless a counted noun or a percent sign follows."""
_PLAIN_ORDINALS, _PLAIN_PLACES = frozenset(map(plain, _ORDINALS)), frozenset(map(plain, _PLACES))
_IN_DASHES = re.compile(r"[-–]\d+(?![\d,]*\s?%)")
_LISTED = re.compile(r"(?:\d{1,2}\.)*\d{1,3}(?:\s?[./)](?=\s)|\t)")
_LEAST = r"khong duoi|khong it hon|khong thap hon|it nhat|toi thieu|thap nhat|>=|≥"
_MOST = r"khong qua|khong vuot qua|khong hon|khong cao hon|khong tren|toi da|nhieu nhat|cao nhat|<=|≤"
_BEFORE = re.compile(
    rf"(?:^|(?<![^\W_]))(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<more>cao hon|tren|hon|>)|"
    r"(?P<less>thap hon|it hon|duoi|<)|(?P<since>tu))"
    r"\s*(?:(?:la|co|duoc|dat|phai|khoang)\s+){0,2}$"
)
_ONWARDS = re.compile(r"[^,;.:\n\d]{0,40}?\btro (?P<way>len|xuong)")
_MOVES = re.compile(r"[^,;.\n]{0,30}?\b(?:den|len|xuong|con|toi)\s+\d")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text.

    ``value``: as written, not scaled by its unit; ``of``: the whole in ``30/31``, else None; ``unit``: the noun after it in lower case,
    "" where there is none; ``comparator``: "", ">=", "<=", ">" or "<"; ``text``: number, percent sign and unit as written.
    """

    value: Decimal
    of: Decimal | None
    percent: bool
    unit: str
    comparator: str
    text: str
    span: Span


def figures(text: str) -> tuple[Figure, ...]:
    """All figures in order. A span covers number, percent sign and unit, not the comparing words."""
    taken = _not_figures(text)
    found = [f for f in _numbers(text, plain(text), taken) if f]
    told = Claims(len(text), (f.span for f in found))
    found += [f for f in _worded(text, taken) if told.free(f.span)]
    return tuple(sorted(found, key=lambda f: f.span.start))


def _not_figures(text: str) -> Claims:
    """The characters of dates, periods and citations."""
    return Claims(
        len(text), chain((d.span for d in dates(text, year=2000)), (m.span for m in mentions(text)), (c.span for c in citations(text)))
    )


def _numbers(text: str, low: str, taken: Claims) -> Iterator[Figure | None]:
    for match in _NUMBER.finditer(text):
        if not taken.free(Span(*match.span())):
            continue
        unit = None if match["percent"] else _UNIT.match(text, match.end())
        if not (unit or match["percent"]) and (text[match.start() - 1 : match.start()] == "-" or _IN_DASHES.match(text, match.end())):
            continue
        if not (match["percent"] or _is_amount(match, bool(unit))) or _is_ordinal(text, match, bool(unit or match["percent"])):
            continue
        yield _figure(text, low, match, unit or _noun(text, match))


def _figure(text: str, low: str, match: re.Match[str], unit: re.Match[str] | None) -> Figure:
    value, of = _decimal(match["value"]), _decimal(match["of"]) if match["of"] else None
    span = Span(match.start(), unit.end() if unit else match.end())
    named = " ".join(unit["unit"].lower().split()) if unit else ""
    sign = _comparator(low, span, bool(match["percent"]) or value > 10 or named[:2] in {"tỷ", "tỉ", "tr"})
    return Figure(value, of, bool(match["percent"]), named, sign, " ".join(text[span.start : span.end].split()), span)


def _worded(text: str, taken: Claims) -> Iterator[Figure]:
    """Numbers in words, before a counted noun only."""
    low = plain(text)
    for match in _WORDED.finditer(text):
        year = match["value"].lower() == "năm" and _SINCE.search(text[max(0, match.start() - 8) : match.start()])
        if year or not taken.free(Span(match.start(), match.end("value"))):
            continue
        span, value = Span(*match.span()), Decimal(_NAMES[match["value"].lower()])
        yield Figure(value, None, False, match["unit"].lower(), _comparator(low, span, False), match.group(), span)


def _noun(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """The word after a number, as a unit that the list does not know."""
    found = None if match["percent"] else _NEXT.match(text, match.end())
    if not found or not found["unit"][0].islower():
        return None
    return None if found["unit"] in _NO_UNITS or (found["unit"].isascii() and found["unit"] in _PLAIN_NO_UNITS) else found


def _is_amount(match: re.Match[str], counted: bool) -> bool:
    """False for years, identity numbers, times of day and days such as ``30/4``."""
    value = match["value"]
    after = match.string[match.end() : match.end() + 5].lower()
    o_clock = re.match(r"\s?(?:giờ|gio\b|h(?:\d|\b)|g\d)", after) and value.isdigit() and int(value) <= _HOURS
    if o_clock or (len(value) > 8 and value.isdigit()):
        return False
    if value.isdigit() and ((value[0] == "0" and len(value) > 3) or (not counted and 1900 <= int(value) <= 2100)):
        return False
    if not match["of"] or counted:
        return True
    if "," in value:
        return True
    part, whole = _decimal(value), _decimal(match["of"])
    bracketed = match.string[match.start() - 1 : match.start()] == "(" and match.string[match.end() : match.end() + 1] == ")"
    return whole > 12 or bracketed if part <= whole else part > 31


def _is_ordinal(text: str, match: re.Match[str], counted: bool) -> bool:
    """True for numbers of lists and for those that number the word before them."""
    line = max(text.rfind("\n", 0, match.start()), -1) + 1
    if not text[line : match.start()].strip(" -*+•") and _LISTED.match(text, match.start()) and not match["percent"]:
        return True
    words = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 24) : match.start()].lower())
    tail = re.search(r"[^\W\d_]\s?[:.]?\s?$", text[max(0, match.start() - 4) : match.start()])
    if not words or not tail or "," in match["value"]:
        return False
    word, before = words[-1], words[-2] if len(words) > 1 else ""
    if word in {"số", "so"} and before in {"tổng", "tong", "con"}:
        return False
    bare = text.isascii()
    return (
        word in _ORDINALS or (bare and word in _PLAIN_ORDINALS) or (not counted and (word in _PLACES or (bare and word in _PLAIN_PLACES)))
    )


def _comparator(low: str, span: Span, large: bool) -> str:
    onwards = _ONWARDS.match(low, span.end)
    if onwards:
        return ">=" if onwards["way"] == "len" else "<="
    found = _BEFORE.search(low[max(0, span.start - 30) : span.start])
    if not found:
        return ""
    if found["more"]:
        return ">" if large or found["more"] != "tren" else ""  # trên 02 mặt: in two respects
    if found["since"]:
        return "" if _MOVES.match(low, span.end) else ">="
    return ">=" if found["least"] else "<=" if found["most"] else "<"


def _decimal(written: str) -> Decimal:
    """``4.386`` is 4386, ``96,8`` and, being no group of three, ``96.8`` are 96.8."""
    grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written)
    return Decimal((written.replace(".", "") if grouped else written).replace(",", "."))

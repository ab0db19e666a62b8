"""Periods of time in the notation of findings.

``YYYY-MM`` a month, ``YYYY-Qn`` a quarter, ``YYYY-6M`` the first half, ``YYYY-9M`` nine months, ``YYYY`` a year,
``YYYY/YYYY`` a term of office with its first and last year.
"""

import re

_NOTATION = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|(?P<first>[69])M)|/(?P<last>\d{4}))?")


def month(year: int, number: int) -> str:
    """Notation of a month, 1 to 12."""
    if not 1 <= number <= 12:
        raise ValueError(f"no month {number}")
    return f"{year:04}-{number:02}"


def quarter_of(period: str) -> str | None:
    """The quarter in which a month lies (a quarter lies in itself), or None for a longer period."""
    first, last = _months(period)
    return f"{first // 12:04}-Q{first % 12 // 3 + 1}" if first // 3 == last // 3 else None


def contains(outer: str, inner: str) -> bool:
    """True where all months of ``inner`` lie in ``outer``: a quarter contains its months, a term its years, each period itself."""
    (begin, end), (first, last) = _months(outer), _months(inner)
    return begin <= first and last <= end


def years_of(period: str) -> tuple[int, ...]:
    """All years that a period touches."""
    first, last = _months(period)
    return tuple(range(first // 12, last // 12 + 1))


def _months(period: str) -> tuple[int, int]:
    """First and last month of a period, counted from the year 0."""
    found = _NOTATION.fullmatch(period)
    if not found:
        raise ValueError(f"not a period: {period!r}")
    start = int(found["year"]) * 12
    if found["month"]:
        return start + int(found["month"]) - 1, start + int(found["month"]) - 1
    if found["quarter"]:
        return start + 3 * int(found["quarter"]) - 3, start + 3 * int(found["quarter"]) - 1
    if found["last"] and int(found["last"]) < int(found["year"]):
        raise ValueError(f"a term that ends before it begins: {period!r}")
    return start, int(found["last"] or found["year"]) * 12 + int(found["first"] or 12) - 1

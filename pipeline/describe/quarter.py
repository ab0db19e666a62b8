"""The quarter of a scanned report: Roman figures lose strokes in recognition ("quý IL/2021", "quý /2021"), dates seldom do."""

import datetime as dt
import re

from pipeline.text.dates import Date

_NAMED = re.compile(r"(?P<word>\bqu[ýy])(?:\s*(?P<figure>[IiLl1|!]{1,3}V?|V))?(?=\s*[/,.\-–]?\s*(?:năm\s*)?20\d\d)", re.IGNORECASE)
_STROKES = re.compile("[iLl1|!]")
_ROMAN = ("I", "II", "III", "IV")
_AFTER = dt.timedelta(days=20)  # a report on a quarter is signed in its last weeks or so long after it


def mended(subject: str, written: Date | None) -> tuple[str, bool]:
    """Words of a title with the figure of its quarter, and whether that had to be taken from the date of the paper.

    It is where the title has none, or one that differs from the date's by a single stroke.
    """
    found = _NAMED.search(subject)
    if found is None:
        return subject, False
    told = _STROKES.sub("I", found["figure"] or "").upper()
    due = _due(written)
    doubtful = due is not None and told != due and (not told or _a_stroke_apart(told, due))
    figure = due if doubtful and due else told
    return (f"{subject[: found.start()]}{found['word']} {figure}{subject[found.end() :]}" if figure else subject), doubtful


def _due(written: Date | None) -> str | None:
    """The quarter that a report of that date is on."""
    if written is None or written.day is None:
        return None
    reported = dt.date(written.year, written.month, written.day) - _AFTER
    return _ROMAN[(reported.month - 1) // 3]


def _a_stroke_apart(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) == 1 and set(one + other) == {"I"}

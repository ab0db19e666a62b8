"""Sheets: a workbook whose sheets have a title and a table each binds as many registers or lists."""

from collections.abc import Iterator, Sequence

from pipeline.describe.marks import signed
from pipeline.describe.title import Titles
from pipeline.model import Kind, Passage, Role
from pipeline.text.fold import fold

WORKBOOKS = frozenset({"xlsx", "xls", "ods"})
_SOON = 6  # passages under a title within which its table begins


def sheets(passages: Sequence[Passage], titles: Titles) -> Iterator[int]:
    """Numbers of the passages with which the second and further sheets begin that have a title of their own."""
    title, tables = "", 0
    for i, passage in enumerate(passages):
        if passage.table or passage.role is not Role.HEADING or not _titled(passages, i, titles):
            continue
        new = fold(passage.text)
        below = _table(passages, i)
        if tables and new != title and below > tables:
            yield _top(passages, i)
        title, tables = new, below


def _titled(passages: Sequence[Passage], i: int, titles: Titles) -> bool:
    named = titles.kind_at_start(passages[i].text)
    return named is not None and named[0] not in (Kind.OTHER, Kind.LETTER) and _table(passages, i) > 0


def _table(passages: Sequence[Passage], i: int) -> int:
    """Number of the table that follows soon."""
    return next((p.table for p in passages[i + 1 : i + 1 + _SOON] if p.table), 0)


def _top(passages: Sequence[Passage], i: int) -> int:
    """The first of the headings above a title: names of bodies and, uppermost, the name of the sheet."""
    top = i
    while top > 0 and passages[top - 1].role is Role.HEADING and not signed(passages[top - 1].text):
        top -= 1
        if not passages[top].text.isupper():
            break
    return top

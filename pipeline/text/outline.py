"""Outline of a document: which passages are headings, and which headings stand above each passage."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Passage, Role, Span

_LEVELS = (
    (0, re.compile(r"(?i:phần|chương|mục|phụ lục)\s+(?:[IVX]+|\d+|thứ|[A-H])\b")),
    (1, re.compile(r"(?i:điều)\s+\d{1,2}\s*[.:]")),
    (1, re.compile(r"[IVX]{1,5}\s*[./)\-–]\s*(?!\d)")),
    (3, re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}\s*[./)\-–]?\s+(?=\D)")),
    (2, re.compile(r"\d{1,2}\s*[./)\-–]\s*(?!\d)")),
    (4, re.compile(r"(?:[a-hđ]|[a-h]\d)\s*[./)]\s*")),
)
_FIRST = re.compile(r"(?:(?i:phần|mục|điều)\s+)?(?:I|1|a|A|1\.1)\s*[./):\-–]?\s")
_BULLET = re.compile(r"\s*[-–+*•●◦▪·]\s*")
_INLINE = re.compile(r"(?:(?:\w+\s*[./)]|[-–+*•])\s*)?([^:.;\t\n]{3,90})(?::|\.\s)\s*\S")
_LONGEST = 24  # words of a heading
_LONGEST_NUMBERED = 40  # official headings of self-criticisms run on
_CONTENT = 3  # words after a colon that make a passage more than a heading
_ITEM = 6  # level of an item of a list that ends with a colon
_LONGEST_ITEM = 14
_ABOVE = 0.5  # of a level
_PLAIN = 5  # level of a bold or capital heading without a number


@dataclass(frozen=True, slots=True)
class Section:
    """Where a passage stands: ``above`` are the passages that head it, outermost first, a row's column names last; ``head`` is its own
    inline head.

    ``heading``: it is a heading itself; ``empty``: a heading with nothing under it.
    """

    above: tuple[int, ...]
    head: Span | None
    heading: bool
    empty: bool


def level(text: str) -> int | None:
    """Depth of a numbered passage, 0 outermost; None without a number."""
    stripped = text.lstrip()
    return next((depth for depth, pattern in _LEVELS if pattern.match(stripped)), None)


def is_heading(passage: Passage) -> bool:
    """A short line that opens a section: numbered, bold or in capitals, without the end of a sentence; of a list only "- …:"."""
    text = passage.text.strip()
    if passage.role in (Role.ROW, Role.TABLE_HEADER, Role.HEADER, Role.NOTE):
        return False
    words = text.split()
    if _BULLET.match(text):
        return 2 < len(words) <= _LONGEST_ITEM and text.endswith(":")
    longest = _LONGEST_NUMBERED if level(text) is not None else _LONGEST
    if not words or len(words) > longest or text[-1] in ".;,!?" or "\n" in text:
        return False
    if len(text.partition(":")[2].split()) >= _CONTENT:
        return False
    if level(text) is not None or passage.role is Role.HEADING:
        return True
    return (text.endswith(":") and len(words) <= 12) or (text.isupper() and len(words) > 1) or passage.bold


def inline_head(text: str) -> Span | None:
    """The words before the first colon or full stop of a passage that has more to say: "Thông tin thời sự: …"."""
    found = _INLINE.match(text)
    if not found or len(found.group(1).split()) > 12:
        return None
    return Span(*found.span(1))


def outline(passages: Sequence[Passage]) -> tuple[Section, ...]:
    """One section a passage, in order."""
    headings = [is_heading(p) for p in passages]
    depths: list[float | None] = [_depth(p, h) for p, h in zip(passages, headings, strict=True)]
    sections: list[Section] = []
    stack: list[tuple[float, int]] = []
    columns: dict[int, int] = {}
    for i, passage in enumerate(passages):
        depth = depths[i]
        if depth is not None:
            if stack and stack[-1][0] == _PLAIN > depth and _FIRST.match(passage.text.lstrip()):
                stack[-1] = (depth - _ABOVE, stack[-1][1])  # a list that begins under a heading without a number belongs to it
            if depth == _PLAIN:  # and the next such heading stands beside that one
                depth = next((d for d, _ in stack if d % 1), depth)
            while stack and stack[-1][0] >= depth:
                stack.pop()
        above = tuple(index for _, index in stack)
        if passage.role is Role.TABLE_HEADER:
            columns[passage.table] = i
        elif passage.role is Role.ROW and passage.table in columns:
            above = (*above, columns[passage.table])
        empty = headings[i] and (i + 1 == len(passages) or (depths[i + 1] is not None and depths[i + 1] <= (depth or 0)))  # type: ignore[operator]
        sections.append(Section(above, None if headings[i] else inline_head(passage.text), headings[i], empty))
        if headings[i] and depth is not None:
            stack.append((depth, i))
    return tuple(sections)


def _depth(passage: Passage, heading: bool) -> int | None:
    if heading and _BULLET.match(passage.text):
        return _ITEM
    numbered = level(passage.text)
    if numbered is not None and passage.role not in (Role.ROW, Role.TABLE_HEADER):
        return numbered
    if not heading:
        return None
    return _PLAIN if not passage.text.isupper() else 1

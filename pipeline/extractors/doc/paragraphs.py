"""Paragraphs of a Word file: text of runs in their fonts, and what the paragraph's mark says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.extractors.doc import sprms
from pipeline.extractors.doc.formatted import Formatted
from pipeline.extractors.doc.letters import Shown, letters, symbol, whole, without_codes
from pipeline.extractors.doc.looks import Look, Setting, changed, placed
from pipeline.extractors.doc.sprms import sprms as modifiers
from pipeline.extractors.doc.styles import Styles
from pipeline.text import legacy

_DEEPEST = 30  # tables within tables
_END = re.compile("[\r\x07\x0c]")
_INK = re.compile("[^\0-\x20\xa0]")


class Mark(NamedTuple):
    """What the end of a paragraph says. ``depth``: tables around it; ``row``: modifiers of the row that it ends."""

    style: int
    setting: Setting
    depth: int
    cell_end: bool
    row_end: bool
    row: bytes


class Paragraph(NamedTuple):
    """``text``: NFC, without white space around its lines; ``ending``: how the sign at its end is shown."""

    start: int
    end: int
    text: str
    bold: bool
    ending: Shown
    mark: Mark


class Paragraphs:
    """Reads the paragraphs of one file. ``characters``, ``marks``: formatting of characters and of paragraphs."""

    def __init__(self, text: str, characters: Formatted, marks: Formatted, styles: Styles, context: "Context") -> None:
        self._text, self._characters, self._marks = without_codes(text), characters, marks
        self._styles, self._context = styles, context
        self._seen_runs: dict[tuple[bytes, int], Shown] = {}
        self._seen_marks: dict[tuple[bytes, bool], Mark] = {}

    def read(self, start: int, end: int) -> Iterator[Paragraph]:
        """Paragraphs of the characters ``[start, end)``."""
        end = min(end, len(self._text))
        for found in _END.finditer(self._text, start, end):
            at = found.start()
            if found.group() == "\x0c" and at + 1 not in self._context.sections:
                continue
            yield self._paragraph(start, at)
            start = at + 1
        if start < end:
            yield self._paragraph(start, end)

    def _paragraph(self, start: int, end: int) -> Paragraph:
        last = min(end, len(self._text) - 1)
        mark = self._mark(self._marks.of(last), self._text[last] == "\x07")
        ending = self._shown(self._characters.of(last), mark.style)
        if start == end:
            return Paragraph(start, end, "", False, ending, mark)
        pieces, bold = [], True
        for first, stop, changes in self._characters.within(start, end):
            shown = self._shown(changes, mark.style)
            if shown.kept:
                pieces.append(letters(self._text[first:stop], shown))
                bold = bold and (shown.bold or not _INK.search(pieces[-1]))
        text = whole("".join(pieces))
        return Paragraph(start, end, text, bold and bool(text), ending, mark)

    def _shown(self, changes: bytes, style: int) -> Shown:
        found = self._seen_runs.get((changes, style))
        if found is None:
            look = self._look(changes, style)
            sign = None if look.symbol is None else symbol(look.symbol[1], self._legacy(look.symbol[0]))
            found = Shown(not (look.hidden or look.deleted), look.bold, self._legacy(look.font, look.font_other), sign)
            self._seen_runs[changes, style] = found
        return found

    def _look(self, changes: bytes, style: int) -> Look:
        character = -1
        for code, operand in modifiers(changes):
            if code == sprms.CHARACTER_STYLE:
                character = int.from_bytes(operand, "little")
        base = self._styles.look(style, character)
        return changed(base, changes, base)

    def _legacy(self, *fonts: int) -> str | None:
        """Name of the first of the fonts that is a legacy one."""
        names = (self._context.font(number) for number in fonts)
        return next((name for name in names if name and legacy.of_font(name)), None)

    def _mark(self, changes: bytes, cell: bool) -> Mark:
        found = self._seen_marks.get((changes, cell))
        if found is None:
            own = self._context.unfolded(changes[2:])
            styles = [operand for code, operand in modifiers(own) if code == sprms.PARAGRAPH_STYLE]
            style = int.from_bytes(styles[-1] if styles else changes[:2], "little")
            found = self._seen_marks[changes, cell] = _ended(style, placed(self._styles.setting(style), own), own, cell)
        return found


def _ended(style: int, setting: Setting, own: bytes, cell: bool) -> Mark:
    """Mark of a paragraph with the modifiers ``own``. ``cell``: it is the sign that ends a cell or row."""
    depth, inside, cell_end, row_end = 0, cell, cell, False
    for code, operand in modifiers(own):
        on = operand[:1] not in (b"", b"\0")
        if code == sprms.IN_TABLE:
            inside = on or cell
        elif code == sprms.DEPTH:
            depth = int.from_bytes(operand, "little", signed=True)
        elif code == sprms.DEEPER:
            depth += int.from_bytes(operand, "little", signed=True)
        elif code == sprms.INNER_CELL_END:
            cell_end = cell_end or on
        elif code in (sprms.ROW_END, sprms.INNER_ROW_END):
            row_end = row_end or on
    depth = min(max(depth, 1), _DEEPEST) if inside else 0
    return Mark(style, setting, depth, cell_end, row_end, own if row_end else b"")


@dataclass(frozen=True, slots=True)
class Context:
    """What reading paragraphs takes from elsewhere: names of fonts, ends of sections, the stream Data."""

    fonts: tuple[str, ...] = ()
    sections: frozenset[int] = frozenset()
    data: bytes = field(default=b"", repr=False)

    def font(self, number: int) -> str | None:
        return self.fonts[number] if 0 <= number < len(self.fonts) else None

    def unfolded(self, changes: bytes) -> bytes:
        """Modifiers of a paragraph, with those too large for a page taken from the stream Data."""
        if b"\x46\x66" not in changes and b"\x45\x66" not in changes:
            return changes
        for code, operand in modifiers(changes):
            if code in (sprms.HUGE, sprms.HUGE_OLD):
                at = int.from_bytes(operand, "little")
                return changes + self.data[at + 2 : at + 2 + int.from_bytes(self.data[at : at + 2], "little")]
        return changes

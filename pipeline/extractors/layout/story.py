"""Flowing text: runs become paragraphs, paragraphs and tables become passages in reading order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, groupby
from typing import NamedTuple

from pipeline.extractors.layout.symbols import in_font
from pipeline.extractors.layout.tables import Cell, Table, passages
from pipeline.model import Passage, Role
from pipeline.text.clean import tidy

_HEADING = 120  # a wholly bold paragraph of at most so many characters is a heading
_PAGE_NUMBER = re.compile(r"\W*(trang\W*)?\d*(\s*/\s*\d*)?\W*", re.IGNORECASE)
DEEPEST = 30
"""Tables within tables that are read; text is read again for each of them."""

_WIDEST = 200  # columns of a table: more are an attack or a fault


class Run(NamedTuple):
    """Text in one font. ``bold`` is None for numbers and bullets of lists, which say nothing about their paragraph."""

    text: str
    font: str | None
    bold: bool | None


class Spanned(NamedTuple):
    """A cell and how many columns and rows it covers."""

    cell: Cell
    across: int = 1
    down: int = 1


def joined(runs: Sequence[Run]) -> tuple[str, bool]:
    """Text of runs, and whether it is wholly bold. Neighbours in one font are decoded together."""
    groups = groupby(runs, key=lambda run: (run.font, run.bold is None))
    text = tidy("".join(in_font("".join(run.text for run in group), font, label) for (font, label), group in groups))
    told = [run.bold for run in runs if run.bold is not None and not run.text.isspace() and run.text]
    lines = [line.strip(" ") for line in text.replace("\t", " ").split("\n")]
    return "\n".join(lines).strip("\n "), bool(told) and all(told)


def passage(runs: Sequence[Run], role: Role, heading: bool = False, centred: bool = False) -> Passage | None:
    """A paragraph as a passage; None where it holds no text. ``heading``: its style says that it is one."""
    text, bold = joined(runs)
    if not text:
        return None
    if role is Role.BODY and (bold or heading) and len(text) <= _HEADING:
        role = Role.HEADING
    return Passage(text, role=role, bold=bold or heading, centred=centred)


def squared(rows: Iterable[Sequence[Spanned]]) -> Iterator[tuple[Cell, ...]]:
    """Rows with an empty cell under each cell that reaches down to them; a cell over several columns stays one cell."""
    hanging: dict[int, tuple[int, int]] = {}
    for row in rows:
        cells: list[Cell] = []
        column, below = 0, dict[int, tuple[int, int]]()
        waiting = iter(row)
        while len(cells) < _WIDEST:
            if column in hanging:
                across, left = hanging[column]
                cells.append(())
            elif (spanned := next(waiting, None)) is not None:
                across, left = max(spanned.across, 1), spanned.down
                cells.append(spanned.cell)
            else:
                break
            if left > 1:
                below[column] = across, left - 1
            column += across
        hanging = below
        yield tuple(cells)


@dataclass(slots=True)
class _Open:
    """A table that is being read."""

    rows: list[list[Spanned]] = field(default_factory=list)
    row: list[Spanned] = field(default_factory=list)
    cell: list[Passage] = field(default_factory=list)
    named: int = 0
    lined: bool = False


@dataclass(slots=True)
class Story:
    """A text as it is being read: the body, a note, a header, a text box. Tables stand in it and in each other."""

    role: Role = Role.BODY
    done: list[Passage] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))  # of tables, shared by all stories of a file

    def within(self, role: Role) -> "Story":
        """A story told inside this one; text boxes stay with the header or note that they stand in."""
        return Story(self.role if role is Role.TEXT_BOX and self.role is not Role.BODY else role, numbers=self.numbers)

    def add(self, *made: Passage | None) -> None:
        """Passages where reading has come to."""
        (self.open[-1].cell if self.open else self.done).extend(one for one in made if one is not None)

    def open_table(self) -> None:
        if len(self.open) == DEEPEST:
            raise ValueError("tables nested too deep")
        self.open.append(_Open())

    def lift(self) -> None:
        """Takes what was read in the open table, its caption, before it."""
        table = self.open.pop()
        self.add(*table.cell)
        table.cell = []
        self.open.append(table)

    def end_cell(self, across: int = 1, down: int = 1) -> None:
        table = self.open[-1]
        table.row.append(Spanned(tuple(table.cell), across, down))
        table.cell = []

    def end_row(self, named: bool = False, lined: bool = False) -> None:
        """``named``: the row is marked as names of columns; ``lined``: lines are drawn between its cells."""
        table = self.open[-1]
        if table.cell:
            self.end_cell()
        if table.row:
            table.named += named and table.named == len(table.rows)
            table.lined |= lined
            table.rows.append(table.row)
            table.row = []

    def close_table(self, lined: bool = False) -> None:
        self.end_row(lined=lined)
        table = self.open.pop()
        made = Table(tuple(squared(table.rows)), table.named if table.named < len(table.rows) else 0, table.lined or lined)
        self.add(*(passages(made, next(self.numbers)) if made.rows else ()))

    def close(self) -> list[Passage]:
        """All passages, with the tables that were left open."""
        while self.open:
            self.close_table()
        return self.done


def running(found: Iterable[Passage]) -> Iterator[Passage]:
    """Headers and footers, each text once, those with only a page number left out."""
    seen: set[str] = set()
    for one in found:
        if one.text not in seen and not (len(one.text) < _HEADING and _PAGE_NUMBER.fullmatch(one.text)):
            seen.add(one.text)
            yield one


def renumbered(found: Iterable[Passage]) -> tuple[Passage, ...]:
    """Passages with their tables numbered from 1 in the order in which they appear."""
    numbers: dict[int, int] = {}
    return tuple(replace(one, table=numbers.setdefault(one.table, len(numbers) + 1)) if one.table else one for one in found)

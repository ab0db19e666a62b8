"""The nouns of the site-visit sheet: what its formats write."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import Evidence, Form, Refusal
from pipeline.report.links import where
from pipeline.text.wording import capital, shortened

_QUOTE, _HEADING = 110, 88  # characters that are shown of a quote, of a row's text


class Note(NamedTuple):
    """A line under an item, a place in a file in it. ``path``, ``page``: what the place leads to."""

    before: str
    place: str = ""
    after: str = ""
    path: str = ""
    page: int | None = None

    @property
    def text(self) -> str:
        return self.before + self.place + self.after


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to ask for or to look at: ``lead``, ``text`` (what counts), ``more``. ``path``: the file that it names."""

    text: str
    lead: str = ""
    more: str = ""
    notes: tuple[Note, ...] = ()
    path: str = ""

    @property
    def sentence(self) -> str:
        return self.lead + self.text + self.more


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one heading: a criterion with its number, or a problem without one."""

    number: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sheet. ``head``: what its column holds; ``empty``: what is said where nothing stands in it."""

    key: str
    title: str
    head: str
    empty: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        return sum(len(g.items) for g in self.groups)

    @property
    def numbered(self) -> tuple[tuple[Group, tuple[tuple[int, Item], ...]], ...]:
        """The groups, their items counted from 1 through the section."""
        made, done = [], 0
        for group in self.groups:
            made.append((group, tuple(enumerate(group.items, done + 1))))
            done += len(group.items)
        return tuple(made)


@dataclass(frozen=True, slots=True)
class Visit:
    """The sheet of one cell. ``totals``: what the check of its papers came to."""

    title: str
    under: str
    totals: str
    sections: tuple[Section, ...]


def by_criterion(form: Form, items: Iterable[tuple[str, Item]]) -> tuple[Group, ...]:
    """The items under the rows of their criteria, in the order of the form."""
    titles: dict[str, str] = {}
    for row in form.rows:
        titles[row.of] = titles.get(row.of) or heading(row.check) or heading(row.criterion)
    groups: dict[str, list[Item]] = {number: [] for number in titles}
    for number, item in items:
        groups.setdefault(number, []).append(item)
    return tuple(Group(number, titles.get(number, ""), tuple(held)) for number, held in groups.items() if held)


def heading(text: str) -> str:
    """A row's text on one line, shortened."""
    lines = (line.strip(" -.…;") for line in text.split("\n"))
    line = short("; ".join(one for one in lines if one), _HEADING)
    return capital(line)


def short(text: str, most: int = _QUOTE) -> str:
    """The text on one line, without a mark of a list before it, cut between words."""
    return shortened(text.lstrip("-–*•+ \n\t"), most)


def cited(one: Evidence | Refusal) -> Note:
    """A quote and its place."""
    place = where(one.document, one.place.page, one.place.paragraph, one.place.scanned)
    return Note(f"– “{short(one.quote)}” (", place, ")", one.document, one.place.page)


def apart(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The first passage of each document, in their order."""
    first: dict[tuple[str, int | None], Evidence] = {}
    for one in evidence:
        first.setdefault((one.document, one.part), one)
    return tuple(first.values())

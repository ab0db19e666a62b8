"""The lines of a document's head: what stands where, before anything is decided."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Passage, Role, Span
from pipeline.text.fold import fold

_MOTTOES = (
    "dang cong san viet nam",
    "cong hoa xa hoi chu nghia",
    "chu nghia viet nam",
    "viet nam",
    "doc lap - tu do",
    "doc lap tu do",
    "doan tncs ho chi minh",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its place in the document's text and the look of its passage."""

    text: str
    span: Span
    passage: int
    bold: bool
    centred: bool

    @property
    def capital(self) -> bool:
        """Most of its letters are capitals."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) > 2 and sum(c.isupper() for c in letters) >= 0.7 * len(letters)


def lines(passages: tuple[Passage, ...], starts: tuple[int, ...], first: int = 0, most: int = 45) -> tuple[Line, ...]:
    """The first lines of the passages from number ``first`` on; running headers are left out."""
    found: list[Line] = []
    for line in _all(passages, starts, first):
        found.append(line)
        if len(found) == most:
            break
    return tuple(found)


def _all(passages: tuple[Passage, ...], starts: tuple[int, ...], first: int) -> Iterator[Line]:
    for number in range(first, len(passages)):
        passage, at = passages[number], starts[number]
        if passage.role is Role.HEADER:
            continue
        for text in passage.text.split("\n"):
            stripped = text.strip()
            if stripped:
                start = at + text.index(stripped)
                bold = passage.bold or passage.role is Role.HEADING
                yield Line(stripped, Span(start, start + len(stripped)), number, bold, passage.centred)
            at += len(text) + 1


def is_motto(text: str) -> bool:
    """The Party's or the State's name and motto at the head of a paper."""
    folded = " ".join(fold(text).replace("–", "-").split())
    return any(folded.startswith(m) for m in _MOTTOES)

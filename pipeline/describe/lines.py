"""The lines of a document's head: what stands where, before anything is decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

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
    """A line of text with its place in the document's text and the look of its passage. ``recognised``: read in a picture."""

    text: str
    span: Span
    passage: int
    bold: bool
    centred: bool
    recognised: bool = False
    page: int | None = None

    @property
    def capital(self) -> bool:
        """Most of its letters are capitals."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) > 2 and sum(c.isupper() for c in letters) >= 0.7 * len(letters)


def lines(passages: Sequence[Passage], starts: Sequence[int], most: int | None = 45) -> tuple[Line, ...]:
    """The first lines of the passages, all for None; running headers are left out."""
    return tuple(islice(_all(passages, starts), most))


def _all(passages: Sequence[Passage], starts: Sequence[int]) -> Iterator[Line]:
    for number, (passage, at) in enumerate(zip(passages, starts, strict=True)):
        if passage.role is Role.HEADER:
            continue
        recognised = passage.confidence is not None
        for text in passage.text.split("\n"):
            stripped = text.strip()
            if stripped:
                start = at + text.index(stripped)
                bold = passage.bold or passage.role is Role.HEADING
                page = next((page for offset, page in reversed(passage.turns) if offset <= start - starts[number]), passage.page)
                yield Line(stripped, Span(start, start + len(stripped)), number, bold, passage.centred, recognised, page)
            at += len(text) + 1


def is_motto(text: str) -> bool:
    """The Party's or the State's name and motto at the head of a paper."""
    folded = " ".join(fold(text).replace("–", "-").split())
    return any(folded.startswith(m) for m in _MOTTOES)

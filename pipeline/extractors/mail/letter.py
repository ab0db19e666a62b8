"""A letter: its head, what it says, what is attached to it."""

from dataclasses import dataclass

from pipeline.extractors.held import Held
from pipeline.model import Passage, Source
from pipeline.text.clean import tidy
from pipeline.text.unwrapped import paragraphs

_LABELS = ("Tiêu đề", "Từ", "Đến", "Đồng gửi", "Ngày")
SMALL = 10_000  # bytes of a picture inside a letter that is a logo


@dataclass(frozen=True, slots=True)
class Letter:
    """``date``: day and hour as people write them. ``body``: passages of its text."""

    subject: str
    sender: str
    to: str
    copies: str
    date: str
    body: tuple[Passage, ...]
    held: tuple[Held, ...]

    def source(self, method: str) -> Source:
        """The letter as a Source: its head first."""
        head = zip(_LABELS, (self.subject, self.sender, self.to, self.copies, self.date), strict=True)
        told = (Passage(tidy(f"{label}: {' '.join(said.split())}")) for label, said in head if said.strip())
        return Source("", (*told, *self.body), None, method)


def plain(text: str) -> tuple[Passage, ...]:
    """Passages of a body without marks."""
    return tuple(Passage(" ".join(one.split())) for one in paragraphs(tidy(text)))

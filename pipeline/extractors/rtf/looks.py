"""Looks of RTF text: what holds at a place, and how control words change it."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.extractors.layout.story import DEEPEST


@dataclass(slots=True)
class Look:
    """Properties of characters and of the paragraph. ``skips``: signs that stand for a Unicode one, for programs that know none.

    ``depth``: in how many tables the paragraph stands. ``inner``: control words speak of a row of an inner table.
    """

    font: int
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    skips: int = 1
    depth: int = 0
    in_table: bool = False
    centred: bool = False
    heading: bool = False
    label: bool = False
    inner: bool = False

    def copy(self) -> "Look":
        return Look(
            self.font, self.bold, self.hidden, self.deleted, self.skips, self.depth, self.in_table, self.centred, self.heading,
            self.label, self.inner,
        )  # fmt: skip

    @property
    def tables(self) -> int:
        """In how many tables the paragraph stands."""
        return max(self.depth, 1) if self.in_table else 0


def _depth(look: Look, number: int | None) -> None:
    look.depth = min(max(number or 0, 0), DEEPEST)
    look.in_table = look.in_table or look.depth > 0


def _plain_paragraph(look: Look, _: int | None) -> None:
    look.in_table = look.centred = look.heading = False
    look.depth = 0


def _switch(name: str) -> Callable[[Look, int | None], None]:
    def switch(look: Look, number: int | None) -> None:
        setattr(look, name, number != 0)

    return switch


def _align(centred: bool) -> Callable[[Look, int | None], None]:
    def align(look: Look, _: int | None) -> None:
        look.centred = centred

    return align


def _outline(look: Look, number: int | None) -> None:
    look.heading = look.heading or 0 <= (9 if number is None else number) < 9


def _skips(look: Look, number: int | None) -> None:
    look.skips = min(max(1 if number is None else number, 0), 16)


CHANGES: dict[bytes, Callable[[Look, int | None], None]] = {
    b"b": _switch("bold"),
    b"v": _switch("hidden"),
    b"deleted": _switch("deleted"),
    b"uc": _skips,
    b"pard": _plain_paragraph,
    b"intbl": _switch("in_table"),
    b"itap": _depth,
    b"qc": _align(True),
    **dict.fromkeys((b"ql", b"qr", b"qj", b"qd"), _align(False)),
    b"outlinelevel": _outline,
    b"nesttableprops": _switch("inner"),
    b"listtext": _switch("label"),
    b"pntext": _switch("label"),
}
"""Words that change what holds for characters, a paragraph or a group."""

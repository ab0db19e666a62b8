"""Rows of RTF tables: what stands before or after the cells, telling how they are merged and lined."""

from dataclasses import dataclass, field

_LINES = frozenset(
    b"brdr" + kind for kind in (b"s", b"th", b"sh", b"db", b"dot", b"dash", b"hair", b"dashsm", b"dashd", b"dashdd", b"triple", b"wavy")
)
_SIDES = {b"clbrdrl": "left", b"clbrdrr": "right", b"clbrdrt": "top", b"clbrdrb": "bottom", b"trbrdrv": "inner", b"trbrdrh": "inner"}
_MOST = 200  # cells of a row


@dataclass(slots=True)
class Cell:
    """``below``, ``beside``: it only continues the cell above or before it. ``lines``: its sides with a line."""

    below: bool = False
    beside: bool = False
    lines: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Row:
    """A row's definition as it is being read."""

    cells: list[Cell] = field(default_factory=list)
    coming: Cell = field(default_factory=Cell)
    side: str = ""
    named: bool = False
    ruled: bool = False

    def word(self, word: bytes) -> None:
        """Takes in one control word of the definition."""
        if word == b"cellx" and len(self.cells) < _MOST:
            self.cells.append(self.coming)
            self.coming = Cell()
        elif word in _SIDES:
            self.side = _SIDES[word]
        elif word in _LINES:
            self.ruled |= self.side == "inner"
            self.coming.lines.add(self.side)
        elif word == b"clvmrg":
            self.coming.below = True
        elif word == b"clmrg":
            self.coming.beside = True
        elif word == b"trhdr":
            self.named = True

    def at(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else Cell()

    @property
    def lined(self) -> bool:
        """True where lines are drawn between its cells."""
        return self.ruled or any("left" in cell.lines for cell in self.cells[1:]) or any("right" in cell.lines for cell in self.cells[:-1])


WORDS = frozenset({b"cellx", b"clvmrg", b"clmrg", b"trhdr", *_SIDES, *_LINES})

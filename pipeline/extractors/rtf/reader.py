"""What is being read of an RTF file: its stories (body, notes, headers, text boxes), and how text comes into them."""

from dataclasses import dataclass, field

from pipeline.extractors.layout.story import Run, Story, passage
from pipeline.extractors.rtf.fonts import Font, fonts
from pipeline.extractors.rtf.looks import Look
from pipeline.extractors.rtf.rows import Row
from pipeline.extractors.rtf.tokens import group_end
from pipeline.extractors.rtf.vocabulary import HEADING_STYLE, PAGES, SIGNS
from pipeline.model import Passage, Role

_DEEPEST = 5000  # groups within groups


@dataclass(slots=True)
class Reader:
    """``runs``: of the paragraph being read; ``boxes``: read inside it.

    ``pieces``: of the run being read; ``raw``: bytes after them that are not decoded yet.
    """

    data: bytes
    at: int = 0
    look: Look = field(default_factory=lambda: Look(0))
    story: Story = field(default_factory=Story)
    runs: list[Run] = field(default_factory=list)
    boxes: list[Passage] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    stack: list[tuple[Look, Story, list[Run], list[Passage]]] = field(default_factory=list)
    fonts: dict[int, Font] = field(default_factory=dict)
    usual: Font = field(default_factory=lambda: Font(None, ""))
    standard: int = 0
    headings: frozenset[int] = frozenset()
    rows: dict[bool, Row] = field(default_factory=lambda: {False: Row(), True: Row()})
    first: bool = False  # nothing of the group has been met yet
    starred: bool = False
    choosing: int = 0  # depth of a group that tells the same twice
    left: int = 0  # signs still to be passed over after a Unicode one
    high: int = 0  # first half of a Unicode sign told in two
    pages: int | None = None
    notes: list[Passage] = field(default_factory=list)
    running: list[Passage] = field(default_factory=list)

    def close(self) -> list[Passage]:
        """Ends all that is open; passages of body, notes, headers and footers, in this order."""
        self.end_paragraph()
        while self.stack:
            self.brace(False)
        return [*self.story.close(), *self.notes, *self.running]

    def brace(self, opens: bool) -> None:
        self.end_run()
        self.left, self.starred, self.first = 0, False, opens
        if opens:
            if len(self.stack) > _DEEPEST:
                raise ValueError("groups nested too deep")
            self.stack.append((self.look, self.story, self.runs, self.boxes))
            self.look = self.look.copy()
            if self.choosing == len(self.stack) - 1 > 0 and not self.data.startswith(b"\\*\\ud", self.at):
                self.at = group_end(self.data, self.at)
            return
        if len(self.stack) == self.choosing:
            self.choosing = 0
        look, story, runs, boxes = self.stack.pop()
        if story is not self.story:
            self._told(story, runs, boxes)
        self.look = look

    def _told(self, outer: Story, runs: list[Run], boxes: list[Passage]) -> None:
        """Ends a story within another and goes on with the outer one."""
        self.end_paragraph()
        told, self.story, self.runs, self.boxes = self.story, outer, runs, boxes
        {Role.NOTE: self.notes, Role.HEADER: self.running}.get(told.role, boxes).extend(told.close())

    def skip(self, word: bytes) -> None:
        start, self.at = self.at, group_end(self.data, self.at)
        if word == b"fonttbl":
            self.fonts |= fonts(self.data[start : self.at], self.usual.page)
        elif word == b"stylesheet":
            self.headings = frozenset(int(style[1]) for style in HEADING_STYLE.finditer(self.data, start, self.at))
        elif word == b"info" and (told := PAGES.search(self.data, start, self.at)) is not None:
            self.pages = int(told[1]) or None

    def sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.starred = self.first
        elif sign in b"\r\n":
            self.end_paragraph()
        elif sign in SIGNS:
            if self.left:
                self.left -= 1
            else:
                self.write(SIGNS[sign])

    def text(self, text: bytes) -> None:
        text = text.translate(None, b"\r\n\0")
        if text.strip():
            self.first = False
        if text.isascii() or self._font().legacy:
            self.add(text)
            return
        try:
            told = text.decode()  # against the rules, but met
        except UnicodeDecodeError:
            self.add(text)
        else:
            self.write(told[self.left :])
            self.left = 0

    def add(self, data: bytes) -> None:
        if self.left:
            passed = min(self.left, len(data))
            self.left -= passed
            data = data[passed:]
        self.raw += data

    def _font(self) -> Font:
        return self.fonts.get(self.look.font, self.usual)

    def _decode(self) -> None:
        data, self.raw = bytes(self.raw), bytearray()
        self.pieces.append(self._font().decoded(data))

    def write(self, text: str) -> None:
        if self.raw:
            self._decode()
        self.pieces.append(text)

    def end_run(self) -> None:
        """Ends a run: what follows may look otherwise."""
        if self.raw:
            self._decode()
        if self.pieces:
            look = self.look
            if not look.hidden and not look.deleted:
                self.runs.append(Run("".join(self.pieces), self._font().name, None if look.label else look.bold))
            self.pieces = []

    def tell(self, role: Role) -> None:
        self.story = self.story.within(role)
        self.look = Look(self.standard)
        self.runs, self.boxes = [], []

    def end_paragraph(self, depth: int | None = None) -> None:
        """Puts what was read where it belongs. ``depth``: in how many tables it stands, where the look does not tell."""
        self.end_run()
        look, story = self.look, self.story
        wanted = look.tables if depth is None else depth
        while len(story.open) > wanted:
            story.close_table()
        while len(story.open) < wanted:
            story.open_table()
        story.add(passage(self.runs, story.role, look.heading, look.centred), *self.boxes)
        self.runs, self.boxes = [], []

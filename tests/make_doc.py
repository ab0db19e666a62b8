"""Word 97 files (doc), written for tests: text, formatting, tables, stories and lists, as small as readers accept them."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from tests.make_ole import compound

_TEXT = 0x800  # byte at which the text begins
_PAGE = 512
_STORIES = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")


def sprm(code: int, *operand: int) -> bytes:
    """A modifier with its operand, byte by byte."""
    return struct.pack("<H", code) + bytes(operand)


BOLD, HIDDEN, DELETED = sprm(0x0835, 1), sprm(0x083C, 1), sprm(0x0800, 1)
CENTRED, IN_TABLE, HEADER_ROW = sprm(0x2403, 1), sprm(0x2416, 1), sprm(0x3404, 1)
ROW_END = IN_TABLE + sprm(0x2417, 1)


def font(number: int) -> bytes:
    return sprm(0x4A4F, number, 0) + sprm(0x4A51, number, 0)


def listed(number: int, level: int = 0) -> bytes:
    return sprm(0x260A, level) + sprm(0x460B, number, 0)


def cells(*flags: int, lined: bool = True) -> bytes:
    """The modifier that describes the cells of a row."""
    line = b"\4\1\0\0" if lined else bytes(4)
    made = b"".join(struct.pack("<HH", flag, 0) + line * 4 for flag in flags)
    inside = bytes([len(flags)]) + bytes(2 * (len(flags) + 1)) + made
    return struct.pack("<HH", 0xD608, len(inside) + 1) + inside


@dataclass(frozen=True, slots=True)
class Par:
    """A paragraph: runs ``(text, modifiers)``, its own modifiers, the number of its style and the sign that ends it."""

    runs: tuple[tuple[str, bytes], ...]
    changes: bytes = b""
    style: int = 0
    end: str = "\r"


def par(text: str, changes: bytes = b"", look: bytes = b"", style: int = 0, end: str = "\r") -> Par:
    return Par(((text, look),), changes, style, end)


def table_row(*texts: str, end: bytes = b"", flags: Sequence[int] = (), lined: bool = True, look: bytes = b"") -> list[Par]:
    """Paragraphs of a row: a cell each, and the row's end with the modifiers ``end``."""
    told = cells(*(flags or [0] * len(texts)), lined=lined)
    return [*(par(text, IN_TABLE, look, end="\x07") for text in texts), par("", ROW_END + told + end, end="\x07")]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file says besides its text. ``styles``: name, base, modifiers of paragraphs and of characters."""

    fonts: Sequence[str] = ("Times New Roman",)
    styles: Sequence[tuple[str, int, bytes, bytes]] = ()
    narrow: bool = False
    flags: int = 0
    parts: Mapping[int, bytes] = field(default_factory=dict)
    behind: bytes = b""  # what follows the part 73, the lists


def document(main: Sequence[Par], sheet: Sheet | None = None, **stories: Sequence[Par]) -> bytes:
    """The file. ``stories``: footnotes, headers, endnotes, boxes …"""
    sheet = sheet or Sheet()
    told = {"main": main, **stories}
    pars = [p for name in _STORIES for p in told.get(name, ())]
    width = 1 if sheet.narrow else 2
    text = "".join("".join(t for t, _ in p.runs) + p.end for p in pars)
    stored = text.encode("latin-1") if sheet.narrow else text.encode("utf-16-le")
    stream = bytearray(_TEXT) + stored
    stream += bytes(-len(stream) % _PAGE)
    looks = [run for p in pars for run in (*p.runs, (p.end, p.runs[-1][1] if p.runs else b""))]
    marks = [("".join(t for t, _ in p.runs) + p.end, struct.pack("<H", p.style) + p.changes) for p in pars]
    parts = {
        **sheet.parts,
        1: _styles(sheet.styles),
        12: _pages(stream, [(t, look) for t, look in looks if t], width, False),
        13: _pages(stream, marks, width, True),
        15: _fonts(sheet.fonts),
        33: _pieces(len(text), sheet.narrow),
    }
    lengths = [sum(sum(len(t) for t, _ in p.runs) + len(p.end) for p in told.get(name, ())) for name in _STORIES]
    table = _places(stream, parts, sheet)
    struct.pack_into("<HH6xH", stream, 0, 0xA5EC, 0xC1, 0x200 | sheet.flags)
    struct.pack_into("<8I", stream, 0x4C, *lengths)
    return compound({"WordDocument": bytes(stream), "1Table": table})


def _places(stream: bytearray, parts: Mapping[int, bytes], sheet: Sheet) -> bytes:
    """The table stream; writes into the block at the head of the main stream where its parts stand."""
    table = bytearray(4)
    struct.pack_into("<H", stream, 0x98, 93)
    for number, part in parts.items():
        struct.pack_into("<2I", stream, 0x9A + 8 * number, len(table), len(part))
        table += part + (sheet.behind if number == 73 else b"")
    return bytes(table)


def _pieces(length: int, narrow: bool) -> bytes:
    place = _TEXT * 2 | 0x40000000 if narrow else _TEXT
    table = struct.pack("<2IHIH", 0, length, 0, place, 0)
    return struct.pack("<BI", 2, len(table)) + table


def _pages(stream: bytearray, ranges: Sequence[tuple[str, bytes]], width: int, paragraphs: bool) -> bytes:
    """Appends pages of formatting, four ranges each; gives the table of their numbers."""
    starts = list(accumulate((len(t) * width for t, _ in ranges), initial=_TEXT))
    firsts, numbers = [], []
    for at in range(0, len(ranges), 4):
        firsts.append(starts[at])
        numbers.append(len(stream) // _PAGE)
        stream += _page(starts[at : at + 5], [changes for _, changes in ranges[at : at + 4]], paragraphs)
    return struct.pack(f"<{len(firsts) + 1}I{len(numbers)}I", *firsts, starts[-1], *numbers)


def _page(bounds: Sequence[int], changes: Sequence[bytes], paragraphs: bool) -> bytes:
    page = bytearray(_PAGE)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    end = _PAGE - 2
    for i, change in enumerate(changes):
        size = bytes([0, (len(change) + 1) // 2]) if paragraphs else bytes([len(change)])
        end = (end - len(size) - len(change) - 1) // 2 * 2
        page[end : end + len(size) + len(change)] = size + change
        page[4 * len(bounds) + (13 if paragraphs else 1) * i] = end // 2
    page[-1] = len(changes)
    return bytes(page)


def _fonts(names: Sequence[str]) -> bytes:
    made = [bytes(39) + name.encode("utf-16-le") + b"\0\0" for name in names]
    return struct.pack("<HH", len(names), 0) + b"".join(bytes([len(one)]) + one for one in made)


def _styles(styles: Sequence[tuple[str, int, bytes, bytes]]) -> bytes:
    """Style 0 is the standard one; ``styles`` follow from 1 on."""
    made = [_style(*one) for one in (("Normal", 0xFFF, b"", b""), *styles)]
    head = struct.pack("<HHHHHHHHHH", 18, len(made), 10, 1, 0, 0, 0, 0, 0, 0)
    return head + b"".join(struct.pack("<H", len(one)) + one for one in made)


def _style(name: str, base: int, paragraph: bytes, characters: bytes) -> bytes:
    head = struct.pack("<5H", 0xFFE, base << 4 | 1, 2, 0, 0)
    title = struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
    changes = b"".join(struct.pack("<H", len(c)) + c + bytes(len(c) % 2) for c in (b"\0\0" + paragraph, characters))
    return head + title + changes


def lists(*levels: tuple[int, str]) -> tuple[bytes, bytes, bytes]:
    """One list with levels ``(form, text)``: the parts 73 and 74, and what follows 73. ``text`` holds the signs 0 … 8 for numbers."""
    made = [struct.pack("<iB", 1, form) + bytes(23) + struct.pack("<H", len(t)) + t.encode("utf-16-le") for form, t in levels]
    made += [struct.pack("<iB", 1, 255) + bytes(23) + b"\0\0" for _ in range(9 - len(levels))]
    use = struct.pack("<I", 1) + struct.pack("<i", 7) + bytes(12) + b"\xff" * 4
    return struct.pack("<hi", 1, 7) + bytes(24), use, b"".join(made)

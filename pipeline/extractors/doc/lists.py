"""Lists of a Word file: forms and texts of their levels, for the counting of automatic numbers."""

from collections.abc import Mapping
from struct import unpack_from

from pipeline.extractors.layout.lists import Level, List

_FORMS = {1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero", 23: "bullet", 255: "none"}
_LIST, _LEVEL, _USE = 28, 28, 16  # bytes of the fixed part of a list, a level and a list in use
_LEVELS = 9


def lists(table: bytes, place: tuple[int, int], uses: bytes) -> Mapping[str, List]:
    """Lists in use by number, from 1. ``place``: offset and length of the lists in the table stream ``table``; ``uses``: lists in use."""
    at, length = place
    return dict(_uses(uses, _lists(table, at))) if length and len(uses) >= 4 and at + 2 <= len(table) else {}


def _lists(table: bytes, at: int) -> dict[int, dict[int, Level]]:
    """Levels of the lists by their identity."""
    count = max(0, unpack_from("<h", table, at)[0])
    levels_at = at + 2 + _LIST * count
    found: dict[int, dict[int, Level]] = {}
    for number in range(count):
        entry = at + 2 + _LIST * number
        if entry + _LIST > len(table):
            break
        levels = found[unpack_from("<i", table, entry)[0]] = {}
        for i in range(1 if table[entry + 26] & 1 else _LEVELS):
            levels[i], levels_at = _level(table, levels_at)
    return found


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """A level, and where the next one begins; an empty one beyond the end."""
    if at + _LEVEL + 2 > len(table):
        return Level("none", "", 0), at
    start, form = unpack_from("<iB", table, at)
    text_at = at + _LEVEL + table[at + 24] + table[at + 25]
    if text_at + 2 > len(table):
        return Level("none", "", 0), len(table)
    end = text_at + 2 + 2 * unpack_from("<H", table, text_at)[0]
    text = table[text_at + 2 : end].decode("utf-16-le", "replace")
    marked = "".join(f"%{ord(letter) + 1}" if ord(letter) < _LEVELS else letter for letter in text)
    return Level(_FORMS.get(form, "decimal"), marked, start), end


def _uses(uses: bytes, known: dict[int, dict[int, Level]]) -> list[tuple[str, List]]:
    count = min(unpack_from("<I", uses)[0], (len(uses) - 4) // _USE)
    found, at = [], 4 + _USE * count
    for number in range(count):
        entry = 4 + _USE * number
        identity, changes = unpack_from("<i", uses, entry)[0], uses[entry + 12]
        levels, restarts = dict(known.get(identity, {})), {}
        at += 4
        for _ in range(changes):
            if at + 8 > len(uses):
                break
            start, flags = unpack_from("<iI", uses, at)
            at += 8
            if flags & 0x20:
                levels[flags & 0xF], at = _level(uses, at)
            if flags & 0x10:
                restarts[flags & 0xF] = levels[flags & 0xF].start if flags & 0x20 else start
        found.append((str(number + 1), List(levels, str(identity), restarts)))
    return found

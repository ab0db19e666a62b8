"""What modifiers say: how characters look, how paragraphs are set, whether a table has lines."""

from struct import unpack_from
from typing import NamedTuple

from pipeline.extractors.doc import sprms
from pipeline.extractors.doc.sprms import sprms as modifiers

_BODY_LEVEL = 9
_CENTRE = 1


class Look(NamedTuple):
    """How characters look. ``symbol``: font and code of an inserted symbol."""

    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int = -1
    font_other: int = -1
    symbol: tuple[int, int] | None = None


class Setting(NamedTuple):
    """What a style says of its paragraphs."""

    centred: bool = False
    outline: int = _BODY_LEVEL
    list: int = 0
    level: int = 0
    heading: bool = False


def changed(look: Look, data: bytes, style: Look) -> Look:
    """``look`` with the modifiers ``data``; ``style``: the look that a switch may refer to."""
    for code, operand in modifiers(data):
        if not operand:
            break
        if code == sprms.BOLD:
            look = look._replace(bold=_switched(operand[0], style.bold))
        elif code == sprms.HIDDEN:
            look = look._replace(hidden=_switched(operand[0], style.hidden))
        elif code == sprms.DELETED:
            look = look._replace(deleted=_switched(operand[0], style.deleted))
        elif code == sprms.FONT and len(operand) == 2:
            look = look._replace(font=int.from_bytes(operand, "little"))
        elif code == sprms.FONT_OTHER and len(operand) == 2:
            look = look._replace(font_other=int.from_bytes(operand, "little"))
        elif code == sprms.SYMBOL and len(operand) == 4:
            font, letter = unpack_from("<2H", operand)
            look = look._replace(symbol=(font, letter))
        elif code == sprms.PLAIN:
            look = style._replace(deleted=look.deleted)
    return look


def _switched(operand: int, style: bool) -> bool:
    return style != bool(operand & 1) if operand & 0x80 else operand == 1


def placed(setting: Setting, data: bytes) -> Setting:
    """``setting`` with the modifiers ``data`` of a paragraph."""
    for code, operand in modifiers(data):
        if code in (sprms.ALIGN, sprms.ALIGN_OLD) and operand:
            setting = setting._replace(centred=operand[0] == _CENTRE)
        elif code == sprms.OUTLINE and operand:
            setting = setting._replace(outline=operand[0])
        elif code == sprms.LIST and len(operand) == 2:
            setting = setting._replace(list=int.from_bytes(operand, "little"))
        elif code == sprms.LIST_LEVEL and operand:
            setting = setting._replace(level=operand[0])
    return setting


def lines(data: bytes) -> bool:
    """Whether modifiers of a table draw lines between its cells."""
    found = False
    for code, operand in modifiers(data):
        if code == sprms.ROW_LINES and len(operand) >= 49:
            found = any(_drawn(operand[6 + 8 * side]) for side in (4, 5))
        elif code == sprms.ROW_LINES_OLD and len(operand) >= 25:
            found = any(_drawn(operand[2 + 4 * side]) for side in (4, 5))
    return found


def _drawn(kind: int) -> bool:
    return kind not in (0, 255)

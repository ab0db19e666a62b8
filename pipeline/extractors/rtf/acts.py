"""Control words of RTF, and the walk over the tokens of a file."""

import re
from collections.abc import Callable

from pipeline.extractors.layout.story import Spanned
from pipeline.extractors.rtf.fonts import Font, codec
from pipeline.extractors.rtf.looks import CHANGES, Look
from pipeline.extractors.rtf.reader import Reader
from pipeline.extractors.rtf.rows import WORDS as ROW_WORDS
from pipeline.extractors.rtf.rows import Row
from pipeline.extractors.rtf.tokens import BRACE, HEX, LETTER, NUMBER, SIGN, TEXT, TOKEN, WORD, after_binary
from pipeline.extractors.rtf.vocabulary import SKIPPED, STARRED, STORIES, TEXTS
from pipeline.model import Passage, Role

Act = Callable[[Reader, int | None], None]


def walk(reader: Reader) -> list[Passage]:
    """Reads to the end of the outermost group; passages of body, notes, headers and footers, in this order."""
    data, match = reader.data, TOKEN.match
    while (token := match(data, reader.at)) is not None:
        reader.at = token.end()
        kind = token.lastindex
        if kind == TEXT:
            reader.text(token[TEXT])
        elif kind == LETTER:
            _letter(reader, token)
        elif kind == HEX:
            reader.add(bytes.fromhex(token[HEX].decode()))
        elif kind == BRACE:
            reader.brace(token[BRACE] == b"{")
            if not reader.stack:
                break
        elif kind == SIGN:
            reader.sign(token[SIGN])
        else:
            _word(reader, token[WORD], int(token[NUMBER]) if kind == NUMBER else None)
    return reader.close()


def _letter(reader: Reader, token: re.Match[bytes]) -> None:
    """A Unicode letter with its usual replacement, which is text where another number of signs is to be passed over."""
    reader.first = reader.starred = False
    _unicode(reader, int(token[LETTER]))
    if reader.look.skips == 1:
        reader.left = 0
    else:
        reader.at = token.end(LETTER)
        reader.at += reader.data.startswith(b" ", reader.at)


def _word(reader: Reader, word: bytes, number: int | None) -> None:
    starred, reader.starred, reader.first, reader.left = reader.starred, False, False, 0
    if starred and word not in STARRED:
        reader.skip(word)
    elif (act := _ACTS.get(word)) is not None:
        act(reader, number)


def _end_cell(reader: Reader, depth: int) -> None:
    reader.end_paragraph(depth)
    reader.story.end_cell()


def _end_row(reader: Reader, depth: int) -> None:
    """Cells that only continue others leave their place or nothing at all."""
    reader.end_run()
    if reader.runs:
        reader.end_paragraph(depth)
    story = reader.story
    while len(story.open) > depth:
        story.close_table()
    if len(story.open) == depth:
        row, table = reader.rows[depth > 1], story.open[-1]
        cells = [(cell, row.at(column)) for column, cell in enumerate(table.row)]
        table.row = [Spanned(()) if told.below else cell for cell, told in cells if not told.beside]
        story.end_row(row.named, row.lined)


def _unicode(reader: Reader, number: int | None) -> None:
    code = 0 if number is None else number + 65536 if number < 0 else number
    high, reader.high = reader.high, 0
    if 0xD800 <= code < 0xDC00:
        reader.high = code
    elif 0xDC00 <= code < 0xE000 and high:
        reader.write(chr(0x10000 + (high - 0xD800 << 10) + code - 0xDC00))
    elif 0 < code < 0x110000 and not 0xDC00 <= code < 0xE000:
        reader.write(chr(code))
    reader.left = reader.look.skips


def _set_font(reader: Reader, number: int | None) -> None:
    reader.end_run()
    reader.look.font = number or 0


def _plain(reader: Reader, _: int | None) -> None:
    _set_font(reader, reader.standard)
    reader.look.bold = reader.look.hidden = reader.look.deleted = False


def _style(reader: Reader, number: int | None) -> None:
    reader.look.heading = reader.look.heading or number in reader.headings


def _new_row(reader: Reader, _: int | None) -> None:
    reader.rows[reader.look.inner] = Row()


def _code_page(reader: Reader, number: int | None) -> None:
    reader.usual = Font(None, codec(number or 1252))


def _standard(reader: Reader, number: int | None) -> None:
    reader.standard = reader.look.font = number or 0


def _binary(reader: Reader, number: int | None) -> None:
    reader.at = after_binary(reader.data, reader.at, number or 0)


def _choose(reader: Reader, _: int | None) -> None:
    reader.choosing = reader.choosing or len(reader.stack)


def _skips(word: bytes) -> Act:
    return lambda reader, _: reader.skip(word)


def _writes(text: str) -> Act:
    return lambda reader, _: reader.write(text)


def _tells(role: Role) -> Act:
    return lambda reader, _: reader.tell(role)


def _describes_row(word: bytes) -> Act:
    return lambda reader, _: reader.rows[reader.look.inner].word(word)


def _changes(change: Callable[[Look, int | None], None]) -> Act:
    def act(reader: Reader, number: int | None) -> None:
        reader.end_run()
        change(reader.look, number)

    return act


_ACTS: dict[bytes, Act] = {
    **{word: _skips(word) for word in SKIPPED},
    **{word: _writes(text) for word, text in TEXTS.items()},
    **{word: _tells(role) for word, role in STORIES.items()},
    **{word: _describes_row(word) for word in ROW_WORDS},
    **{word: _changes(change) for word, change in CHANGES.items()},
    b"u": _unicode,
    b"f": _set_font,
    b"plain": _plain,
    b"s": _style,
    b"par": lambda reader, _: reader.end_paragraph(),
    b"sect": lambda reader, _: reader.end_paragraph(),
    b"cell": lambda reader, _: _end_cell(reader, 1),
    b"nestcell": lambda reader, _: _end_cell(reader, max(reader.look.depth, 2)),
    b"row": lambda reader, _: _end_row(reader, 1),
    b"nestrow": lambda reader, _: _end_row(reader, max(reader.look.depth, 2)),
    b"trowd": _new_row,
    b"ansicpg": _code_page,
    b"deff": _standard,
    b"bin": _binary,
    b"upr": _choose,
}

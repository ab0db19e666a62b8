"""House style of workbooks: a book of sheets in one look, whose texts are texts, set up for printing on A4.

    book = Book("Kết quả kiểm tra – Chi bộ A")
    sheet = book.sheet("Kết quả", widths, printed=9, head=3)
    heading(book, sheet, ("KẾT QUẢ", "Chi bộ A"), last=8)
    table(book, sheet, frame, (Column("Yêu cầu", 34), Column("Văn bản", 26, "link"), …), 3, {"Văn bản": addresses})
    data = book.saved()

Heights of rows are worked out here, as not every program does.
"""

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from pipeline.model import Status
from pipeline.report.look import HEAD, LOOKS
from pipeline.report.safe import like_formula, printable
from pipeline.text.wording import STATUSES, capital, periods

if TYPE_CHECKING:
    import pandas as pd

FONT, SIZE, LINE, PALE, GREY, LINK = "Times New Roman", 11, "#B4B9C0", "#F1EDE6", "#4A5058", "#17509E"
BY_WORD: dict[str, Status] = {word: status for status, word in STATUSES.items()}

_LONGEST_TEXT, _LONGEST_LINK, _LONGEST_TIP, _MOST_LINKS = 32_000, 255, 250, 60_000
_TALLEST, _SHRINK = 409.0, 1.6
_CREATED = datetime(2021, 1, 1)
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


_NORMAL = {"font_name": FONT, "font_size": SIZE, "font_scheme": "none"}


_SPECIAL = re.compile(r'[\x00-\x20"#%<>?\[\\\]^`{|}\x7f-\xa0\u2028\u2029\ud800-\udfff\ufffe\uffff]')
_TEXT: dict[str, object] = {"text_wrap": True}
_MIDDLE: dict[str, object] = {"text_wrap": True, "align": "center"}
_KINDS: Mapping[str, Mapping[str, object]] = {
    "blank": {},
    "number": {"align": "center"},
    "share": {"align": "center", "num_format": "0%"},
    "day": {"align": "center", "num_format": "dd/mm/yyyy"},
    "mid": _MIDDLE,
    "met": _MIDDLE,
    "date": _MIDDLE,
    "period": _MIDDLE,
    "code": _MIDDLE | {"bold": True},
    "pale": _TEXT | {"font_color": GREY},
    "shrunk": {"shrink": True, "font_color": LINK, "underline": 1},
    "link": _TEXT | {"font_color": LINK, "underline": 1},
}


class Column(NamedTuple):
    """A column of a sheet: its name in the frame, width in characters, and how its cells are written.

    ``kind``: text, phrase (its first letter made capital), pale (secondary), mid (centred), code, share, date, period, status, met or link.
    """

    name: str
    width: float
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a cell leads: address for ``write_url``, and what is told when the mouse rests on it."""

    address: str
    tip: str


class Book:
    """A workbook being written. The same calls give the same bytes."""

    def __init__(self, title: str) -> None:
        import xlsxwriter

        self._buffer = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._buffer, _PLAIN | {"default_format_properties": _NORMAL.copy()})
        self._book.set_properties({"title": printable(title)[:250], "author": "Minh Chứng", "created": _CREATED})
        self._looks: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(self, **more: object) -> Any:
        """A format: the house's with these properties of xlsxwriter."""
        key = tuple(sorted(more.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format({"font_name": FONT, "font_size": SIZE, "valign": "top", **more})
        return self._looks[key]

    def cell(self, **more: object) -> Any:
        """A format with lines around."""
        return self.look(border=1, border_color=LINE, **more)

    def kind(self, kind: str, quoted: bool = False) -> Any:
        """The format of a kind of column. ``quoted``: the text stays text also when it is typed again."""
        key = (("", kind), ("quoted", quoted))
        if key not in self._looks:
            self._looks[key] = self.cell(**_KINDS.get(kind, _TEXT), **({"quote_prefix": True} if quoted else {}))
        return self._looks[key]

    def status(self, status: Status, **more: object) -> Any:
        """A format in the colours of a status."""
        look = LOOKS[status]
        return self.cell(bg_color=f"#{look.fill}", font_color=f"#{look.ink}", bold=True, **more)

    def sheet(self, name: str, widths: Sequence[float], head: int) -> Any:
        """A sheet: A4 across, one page wide, ``head`` the row (from 0) that is repeated on each page and stays in view."""
        sheet = self._book.add_worksheet(name)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width, self.look())
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(0.45, 0.45, 0.5, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.set_footer("&L&8Minh Chứng – &A&R&8Trang &P/&N", {"margin": 0.3})
        return sheet

    def saved(self) -> bytes:
        self._book.close()
        return self._buffer.getvalue()


def heading(book: Book, sheet: Any, lines: Sequence[str], last: int, widths: Sequence[float]) -> None:
    """Title and lines below it, over the columns up to ``last``."""
    for row, line in enumerate(lines):
        size = 15 if row == 0 else SIZE
        look = book.look(font_size=size, bold=row == 0, text_wrap=True, font_color=f"#{HEAD.fill}" if row == 0 else GREY)
        sheet.set_row(row, height([(line, sum(widths[: last + 1]) * SIZE / size * 0.97)]) * size / SIZE)
        sheet.merge_range(row, 0, row, last, "", look)
        sheet.write_string(row, 0, fitting(line), look)


def table(
    book: Book, sheet: Any, frame: "pd.DataFrame", columns: Sequence[Column], top: int, links: Mapping[str, Sequence[Link | None]]
) -> None:
    """A frame from row ``top``, its headings first, with filters. ``links``: by column, one a row."""
    head = book.cell(bold=True, text_wrap=True, bg_color=f"#{HEAD.fill}", font_color="#FFFFFF", valign="vcenter", align="center")
    for c, column in enumerate(columns):
        sheet.write_string(top, c, column.name, head)
    sheet.set_row(top, 8 + max(height([(c.name, c.width * 0.85)]) for c in columns))
    values = zip(*(_values(frame[c.name]) for c in columns), strict=True)
    links = {c: [k if n < _MOST_LINKS // len(links) else None for n, k in enumerate(found)] for c, found in links.items()}
    for r, told in enumerate(values):
        row = top + 1 + r
        sheet.set_row(row, height([(v, c.width) for v, c in zip(told, columns, strict=True) if isinstance(v, str)]))
        for c, (value, column) in enumerate(zip(told, columns, strict=True)):
            if to := links[column.name][r] if column.name in links else None:
                _link(book, sheet, (row, c), (str(value), column.width, to))
            else:
                _write(book, sheet, (row, c), value, column.kind)
    sheet.autofilter(top, 0, top + max(len(frame), 1), len(columns) - 1)


def _values(column: "pd.Series[Any]") -> list[object]:
    """The values of a column, None where one is missing."""
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna().tolist(), strict=True)]


def _link(book: Book, sheet: Any, at: tuple[int, int], what: tuple[str, float, Link]) -> None:
    """A text that leads to a file; shrunk where it is a little too long, as LibreOffice does not wrap it."""
    text, width, to = what
    shrunk = 1 < _ems(text) / _room(width) < _SHRINK
    sheet.write_url(*at, to.address, book.kind("shrunk" if shrunk else "link"), fitting(text), to.tip)


def _write(book: Book, sheet: Any, at: tuple[int, int], value: object, kind: str) -> None:
    if value is None or value == "":
        sheet.write_blank(*at, None, book.kind("blank"))
    elif isinstance(value, int | float):
        sheet.write_number(*at, value, book.kind("share" if kind == "share" else "number"))
    elif kind == "date" and (day := _day(str(value))):
        sheet.write_datetime(*at, day, book.kind("day"))
    elif kind == "status" and value in BY_WORD:
        sheet.write_string(*at, value, book.status(BY_WORD[str(value)], text_wrap=True, align="center"))
    else:
        told = fitting(_SAID[kind](str(value)) if kind in _SAID else str(value))
        sheet.write_string(*at, told, book.kind(kind, like_formula(told)))


def _day(told: str) -> date | None:
    """A day that a spreadsheet can count."""
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return None
    return day if day.year > 1900 else None


def period(told: str) -> str:
    """A period in a narrow cell: "Tháng 05/2021", "Quý I/2021", "6 tháng 2021", "2021", "2020 - 2022"."""
    year, _, rest = told.partition("-")
    if rest in ("6M", "9M"):
        return f"{rest[0]} tháng {year}"
    if len(rest) == 2 and rest.isdecimal():
        return f"Tháng {rest}/{year}"
    named = periods([told])
    return f"{capital(named)}/{year}" if named else told.replace("/", " - ")


_SAID = {"period": period, "phrase": capital}


def fitting(text: str) -> str:
    """The text as a cell can hold it."""
    told = printable(text)
    return told if len(told) <= _LONGEST_TEXT // 2 else told.encode("utf-16-le")[: 2 * _LONGEST_TEXT].decode("utf-16-le", "ignore")


def external(folder: str, path: str) -> str:
    """Address of a file for ``write_url``; empty where there is no folder or the way is longer than old Excel reads.

    Letters stay as they are, as Excel itself writes them; what means something in an address is percent-encoded.
    """
    if not folder:
        return ""
    way = f"{unquote(folder).removeprefix('file://')}/{path}" if folder.startswith("file:") else f"{folder}/{path}"
    if way[:1] == "/" and way[2:3] == ":":
        way = way[1:]
    elif folder.startswith("file:") and not way.startswith("/"):
        way = f"//{way}"
    address = _SPECIAL.sub(lambda found: quote(found[0], safe="", errors="surrogatepass"), way)
    return f"external:{address}" if len(address.encode("utf-16-le")) // 2 <= _LONGEST_LINK else ""


def link(folder: str, path: str) -> Link | None:
    """A link to a file below a folder, its whole path told on it; a member of an archive leads to the archive."""
    address = external(folder, path.split("!/")[0])
    return Link(address, fitting(path)[-_LONGEST_TIP:]) if address else None


def height(cells: Sequence[tuple[str, float]]) -> float:
    """Points that a row needs for texts in columns of these widths."""
    return min(_TALLEST, 14.6 * max((lines(text, width) for text, width in cells), default=1) + 3)


def lines(text: str, width: float) -> int:
    """Lines that a wrapped text takes in a column of this width, in characters of the standard font."""
    room = _room(width)
    if len(text) < room and "\n" not in text and not text.isupper():
        return 1
    return sum(_wrapped(part.split(" "), room) for part in text[:4000].split("\n"))


def _room(width: float) -> float:
    """Ems in a column."""
    return (width - 0.9) * 7 / (SIZE * 4 / 3)


def _wrapped(words: Sequence[str], room: float) -> int:
    """Lines of these words; a word longer than a line is broken."""
    count, left = 1, room
    for need in map(_ems, words):
        if need > left and left < room:
            count, left = count + 1, room
        if need > room:
            count, need = count + int(need // room), need % room
        left -= need + 0.25
    return count


@lru_cache(maxsize=50_000)
def _ems(word: str) -> float:
    """Width of a word in Times New Roman, in ems."""
    return sum(_EMS.get(unicodedata.normalize("NFD", c)[0], 0.72 if c.isupper() else 0.5) for c in word)


_EMS = (
    dict.fromkeys("iljtI.,;:'!|/\\ ", 0.28)
    | dict.fromkeys("frs()[]-J", 0.37)
    | dict.fromkeys("acez", 0.45)
    | dict.fromkeys("mwM%W✓✗◐…–", 0.87)
)

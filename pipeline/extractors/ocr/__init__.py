"""Recognition of scanned Vietnamese pages with Tesseract: the library (tesserocr) where it is installed, else the program.

Not thread-safe; one engine a process.
"""

from functools import cache
from importlib.util import find_spec

from PIL import Image

from pipeline.extractors.layout.grids import Grid
from pipeline.extractors.layout.words import Page
from pipeline.extractors.ocr import place
from pipeline.extractors.ocr.cells import missed, within
from pipeline.extractors.ocr.leaders import leaders, with_leaders
from pipeline.extractors.ocr.prepare import prepare
from pipeline.extractors.ocr.recognise import Command, Library, Seen
from pipeline.extractors.ocr.result import Reading, band, kept, sense
from pipeline.extractors.ocr.rules import ruled
from pipeline.extractors.ocr.sheet import Sheet


def available() -> bool:
    """Whether pages can be recognised on this machine; nothing is loaded for the answer."""
    return place.data() is not None and (find_spec("tesserocr") is not None or place.command() is not None)


@cache
def engine() -> "Engine | None":
    """The engine of this process, made when first asked for; None where there is none."""
    data, program = place.data(), place.command()
    if data is None:
        return None
    if find_spec("tesserocr") is not None:
        return Engine(Library(data))
    return Engine(Command(program, data)) if program is not None else None


class Engine:
    """Recognises pages, one after the other."""

    def __init__(self, tesseract: Library | Command) -> None:
        self._tesseract = tesseract

    def page(self, picture: Image.Image, number: int, dpi: float) -> Page:
        """Words and tables of page ``number`` as shown by ``picture``, RGB or grey, at ``dpi`` dots per inch."""
        sheet, sideways = prepare(picture, dpi)
        found = self._read(self._righted(sheet) if sideways else sheet)
        if found.implausible and not sideways and (other := self._righted(sheet)) is not sheet:
            found = max(found, self._read(other), key=lambda each: sense(each.seen))
        return found.page(number)

    def _righted(self, sheet: Sheet) -> Sheet:
        """The sheet, or the sheet turned upside down: whichever makes more sense in its middle."""
        return max((sheet, sheet.turned(2)), key=lambda each: sense(self._tesseract.words(band(each.picture), round(each.dpi))))

    def _read(self, sheet: Sheet) -> Reading:
        tables, picture = ruled(sheet.picture, sheet.dpi)
        dotted, picture = leaders(picture, sheet.dpi)
        seen = with_leaders(self._tesseract.words(picture, round(sheet.dpi)), dotted)
        return Reading(sheet.changed(picture), kept(self._with_cells(seen, tables, picture, sheet.dpi) if tables else seen), tables)

    def _with_cells(self, seen: tuple[Seen, ...], tables: tuple[Grid, ...], picture: Image.Image, dpi: float) -> tuple[Seen, ...]:
        """Words of a page with those of table cells in which none was seen."""
        seen = within(tables, picture.height, seen, dpi)
        lines = missed(tables, picture, seen, dpi)
        if lines is None:
            return seen
        again = self._tesseract.words(lines.picture, round(dpi), block=True)
        line, block = max((w.line for w in seen), default=-1) + 1, max((w.block for w in seen), default=-1) + 1
        return seen + lines.back(again, line, block)

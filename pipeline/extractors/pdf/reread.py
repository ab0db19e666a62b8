"""Words of a PDF page by the gaps between its glyphs, from pdfplumber: slow, and right where fonts are mixed or the page is turned."""

import io
import re
from typing import Any

from pipeline.extractors.layout.words import Word
from pipeline.text.clean import clean

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_JOIN = 0.22  # font sizes; glyphs no further apart belong to one word (a space is 0.25 wide)


class Rereader:
    """Reads pages of one file again. The file is opened once, when the first page asks for it; to be closed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def words(self, at: int) -> list[Word]:
        """Words of page ``at`` (from 0), none where pdfplumber cannot read it or they do not stand upright on the page as it is shown."""
        import pdfplumber
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

        try:
            if self._document is None:
                self._document = pdfplumber.open(io.BytesIO(self._data))
            pages = self._document.pages
            return _words(pages[at]) if at < len(pages) else []
        except (PdfminerException, MalformedPDFException):
            return []

    def close(self) -> None:
        if self._document is not None:
            self._document.close()


def _words(page: Any) -> list[Word]:
    if sum(c["upright"] and c["matrix"][0] > 0 for c in page.chars) * 2 < len(page.chars):
        return []
    read = page.extract_words(x_tolerance_ratio=_JOIN)
    bold = {(c["x0"], c["top"]): bool(_BOLD.search(c["fontname"])) for c in page.chars}
    height = float(page.height)
    page.close()
    found: list[Word] = []
    line = 0
    for at, w in enumerate(read):
        if at and (w["top"] + w["bottom"]) / 2 > read[at - 1]["bottom"]:
            line += 1
        if text := clean(w["text"]):
            found.append(Word(text, w["x0"], height - w["bottom"], w["x1"], height - w["top"], line, bold.get((w["x0"], w["top"]), False)))
    return found

"""A PDF page with what was put on it after it was made: form fields, stamps, signatures and written notes are part of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

_WRITTEN = frozenset({pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET})


@contextmanager
def opened(document: Any, at: int) -> Iterator[Any]:
    """Page ``at`` (from 0) of a pypdfium2 document; raises pypdfium2.PdfiumError where it is broken."""
    page = document[at]
    try:
        if _written_on(page):
            pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
            page.close()
            page = document[at]
        yield page
    finally:
        page.close()


def _written_on(page: Any) -> bool:
    for at in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, at)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in _WRITTEN:
            return True
    return False

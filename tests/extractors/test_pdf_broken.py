"""PDF files with a broken part: it costs itself and nothing else."""

import io
import re

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.extractors import pdf
from pipeline.model import Problem

TEXT = "Nghi quyet chi bo thang 3 nam 2021 cua chi bo phong"


def drawn(*texts: str, turned: bool = False) -> bytes:
    """Pages that are not compressed, each with one line. ``turned``: landscape pages as a printer makes them, upright when shown."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), pageCompression=0)
    for text in texts:
        if turned:
            canvas.setPageRotation(90)
            canvas.translate(595, 0)
            canvas.rotate(90)
        canvas.drawString(85, 400, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def texts(data: bytes) -> list[str]:
    return [p.text for p in pdf.read(data).passages]


def test_a_page_that_cannot_be_loaded_costs_that_page() -> None:
    whole = drawn(TEXT, TEXT + " tai chinh")
    first = re.search(rb"/Kids \[ (\d+) 0 R", whole)
    assert first is not None
    source = pdf.read(re.sub(rb"\n%b 0 obj\n<<" % first[1], rb"\n%b 0 obj\n((" % first[1], whole))
    assert [p.text for p in source.passages] == [TEXT + " tai chinh"]
    assert [f.problem for f in source.problems] == [Problem.LOW_OCR]
    assert "trang 1" in source.problems[0].detail


def test_a_page_without_height_is_read() -> None:
    data = drawn(TEXT).replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 595 0   ]")
    assert texts(data) == [TEXT]


def test_a_word_of_nothing_but_invisible_characters_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def words(*_: object, **__: object) -> list[dict[str, object]]:
        return [{"text": text, "x0": 85.0, "x1": 99.0, "top": top, "bottom": top + 10} for text, top in ((TEXT, 100.0), ("\u200b", 112.0))]

    monkeypatch.setattr("pdfplumber.page.Page.extract_words", words)
    assert texts(drawn("\u200b", turned=True)) == [TEXT]


def test_a_turned_page_is_kept_where_the_second_reader_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    def fails(*_: object) -> None:
        raise PdfminerException("broken")

    monkeypatch.setattr(pdfplumber, "open", fails)
    assert " ".join(texts(drawn(TEXT, turned=True))).split() == TEXT.split()


@pytest.mark.parametrize(
    ("turn", "box"),
    [(90, (400 / 595, 85 / 842)), (180, (1 - 85 / 595, 400 / 842)), (270, (1 - 400 / 595, 1 - 85 / 842))],
)
def test_a_page_turned_for_show_only_is_read_as_it_was_written(turn: int, box: tuple[float, float]) -> None:
    """Someone turned an upright page and saved it so: its lines run down, up or upside down where it is shown.

    The canvas writes a page that is shown upright in the given size: one turned by a quarter is stored 842 wide.
    """
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setPageRotation(turn)
    canvas.drawString(85, 400, TEXT)
    canvas.save()
    (passage,) = pdf.read(out.getvalue(), boxes=True).passages
    assert passage.text == TEXT
    first = passage.boxes[0]
    assert min(abs(box[0] - x) for x in (first.x0, first.x1)) < 0.02
    assert min(abs(box[1] - y) for y in (first.y0, first.y1)) < 0.02


def test_what_is_filled_in_or_stamped_on_later_is_read() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawString(85, 700, "Ngay ky:")
    canvas.acroForm.textfield(value="15/03/2021", x=85, y=600, width=200, height=20, fontName="Helvetica")
    canvas.save()
    assert texts(out.getvalue()) == ["Ngay ky:", "15/03/2021"]


def test_a_second_reading_does_not_lose_what_was_filled_in() -> None:
    """So many boxes with one letter each look like torn syllables; pdfplumber does not see them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawString(85, 700, "Ho va ten:")
    for at, letter in enumerate("NGUYENVANANHTRANTHIBICHHUYNHLEHOANGLONGPHAM"):
        canvas.acroForm.textfield(value=letter, x=20 + 13 * at, y=600, width=12, height=16, fontName="Helvetica", fontSize=8)
    canvas.save()
    assert "".join("".join(texts(out.getvalue())).split()) == "Hovaten:NGUYENVANANHTRANTHIBICHHUYNHLEHOANGLONGPHAM"

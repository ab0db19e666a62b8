"""Builds ``sample_docs/``, the folder of an invented cell: ``python -m tests.make_sample [FOLDER]``. The same texts give the same bytes."""

import datetime as dt
import io
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import xlsxwriter
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.sample_texts import CELL, COPIES, PAPERS, REGISTERS, SUPERIOR, UNREADABLE

SAMPLE = Path(__file__).parents[1] / "sample_docs"
MADE = dt.datetime(2022, 1, 10, 8)
MOTTO = "ĐẢNG CỘNG SẢN VIỆT NAM"
SIGNED = "(Đã ký)"
KEPT_STYLES = {"Normal", "Table Grid", "Normal Table", "Default Paragraph Font", "No List"}
ROW, HEADING = "| ", "# "


@dataclass(frozen=True)
class Paper:
    """A text in the notation of ``sample_texts``, taken apart."""

    above: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    title: tuple[str, ...]
    body: tuple[str, ...]
    signatures: tuple[tuple[str, ...], ...]

    @classmethod
    def parse(cls, text: str) -> "Paper":
        head, body, foot = text.strip("\n").split("\n===\n")
        lines = head.split("\n")
        above = lines.pop(0)[2:] if lines[0].startswith("! ") else ""
        cell = lines.pop(0)[2:] if lines[0].startswith("@ ") else CELL
        number, _, date = (part.strip() for part in lines.pop(0).partition("|"))
        left = tuple(filter(None, (SUPERIOR, cell, number)))
        blocks = tuple(tuple(line.strip() for line in block.split(" / ") if line.strip()) for block in foot.strip("\n").split("|"))
        signatures = tuple((block[0], SIGNED, *block[1:]) if len(block) > 1 else block for block in blocks)
        return cls(above, left, (MOTTO, date), tuple(lines), tuple(body.replace("\n  ", " ").split("\n")), signatures)


def cells(line: str) -> list[str]:
    """Cells of a table row."""
    return [cell.strip() for cell in line.removeprefix(ROW).split("|")]


def grouped(body: Sequence[str]) -> Iterator[str | list[list[str]]]:
    """Paragraphs, and tables as lists of rows."""
    table: list[list[str]] = []
    for line in (*body, ""):
        if line.startswith(ROW):
            table.append(cells(line))
            continue
        if table:
            yield table
            table = []
        if line:
            yield line


def docx(paper: Paper) -> bytes:
    """The paper as a Word file."""
    document = Document()
    _slim(document)
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Chi bộ"
    properties.created = properties.modified = MADE
    if paper.above:
        _line(document.add_paragraph(), paper.above, bold=True)
    _side_by_side(document, (paper.left, paper.right))
    document.add_paragraph()
    for line in paper.title:
        _line(document.add_paragraph(), line, bold=True, centred=True)
    for block in grouped(paper.body):
        if isinstance(block, str):
            _line(document.add_paragraph(), block.removeprefix(HEADING), bold=block.startswith(HEADING))
            continue
        table = document.add_table(len(block), len(block[0]), "Table Grid")
        for row, values in zip(table.rows, block, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    document.add_paragraph()
    _side_by_side(document, paper.signatures)
    out = io.BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


def _slim(document: "Document") -> None:
    """Takes out of Word's template what no paper here uses: styles, their second copy and the preview picture."""
    for style in list(document.styles):
        if style.name not in KEPT_STYLES:
            style.delete()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(("stylesWithEffects", "thumbnail", "theme"))]:
            relations.pop(key)


def _line(paragraph: Paragraph, text: str, bold: bool = False, centred: bool = False) -> None:
    paragraph.add_run(text).bold = bold or None
    if centred:
        paragraph.alignment = ALIGN.CENTER


def _side_by_side(document: "Document", blocks: Sequence[Sequence[str]]) -> None:
    """A table without borders, a block of centred lines in each column."""
    table = document.add_table(1, len(blocks))
    for cell, lines in zip(table.rows[0].cells, blocks, strict=True):
        for i, line in enumerate(lines):
            _line(cell.paragraphs[0] if i == 0 else cell.add_paragraph(), line, bold=line.isupper(), centred=True)


def _repacked(data: bytes) -> bytes:
    """The same package without the time of day in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


class Sheet:
    """Pages being written from the top down."""

    LEFT, RIGHT, TOP, BOTTOM, STEP = 85.0, 538.0, 780.0, 70.0, 18.0

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.y, self.size = canvas, self.TOP, 13.0

    def put(self, text: str, x: float, bold: bool = False) -> None:
        self.canvas.setFont("SampleBold" if bold else "SampleRegular", self.size)
        self.canvas.drawString(x, self.y, text)

    def width(self, text: str, bold: bool = False) -> float:
        return float(pdfmetrics.stringWidth(text, "SampleBold" if bold else "SampleRegular", self.size))

    def down(self, lines: float = 1) -> None:
        self.y -= self.STEP * lines
        if self.y < self.BOTTOM:
            self.canvas.showPage()
            self.y = self.TOP

    def centred(self, text: str, middle: float, bold: bool = True) -> None:
        self.put(text, middle - self.width(text, bold) / 2, bold)

    def paragraph(self, text: str, bold: bool = False) -> None:
        """Words set into lines as a word processor does."""
        line, x = "", self.LEFT + 28
        for word in text.split():
            longer = f"{line} {word}".strip()
            if x + self.width(longer, bold) > self.RIGHT:
                self.put(line, x, bold)
                self.down()
                line, x = word, self.LEFT
            else:
                line = longer
        self.put(line, x, bold)
        self.down(1.3)

    def beside(self, blocks: Sequence[Sequence[str]], size: float = 13.0) -> None:
        """Blocks of centred lines side by side."""
        self.size = size
        wide = (self.RIGHT - self.LEFT) / len(blocks)
        for i in range(max(map(len, blocks))):
            for j, block in enumerate(blocks):
                if i < len(block):
                    self.centred(block[i], self.LEFT + wide * (j + 0.5), block[i].isupper())
            self.down()
        self.size = 13.0


def pdf(paper: Paper) -> bytes:
    """The paper as a PDF with a text layer."""
    for weight in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Sample{weight}", str(files("font_roboto").joinpath("files", f"Roboto-{weight}.ttf"))))
    out = io.BytesIO()
    sheet = Sheet(Canvas(out, pagesize=(595, 842), invariant=1))
    sheet.beside((paper.left, paper.right), 10.5)
    sheet.down()
    for line in paper.title:
        sheet.centred(line, 297.5)
        sheet.down()
    sheet.down()
    for line in paper.body:
        sheet.paragraph(line.removeprefix(HEADING), line.startswith(HEADING))
    if sheet.y < sheet.BOTTOM + 5 * sheet.STEP:
        sheet.down(99)
    sheet.beside(paper.signatures)
    sheet.canvas.showPage()
    sheet.canvas.save()
    return out.getvalue()


def xlsx(lines: Sequence[str], names: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A register: title lines, names of columns, rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"author": "Chi bộ", "created": MADE})
        bold, framed = book.add_format({"bold": True}), book.add_format({"border": 1, "text_wrap": True})
        sheet = book.add_worksheet()
        sheet.set_column(1, len(names) - 1, 22)
        for i, line in enumerate(lines):
            sheet.write_string(i, 0, line, bold)
        for i, values in enumerate((names, *rows), len(lines) + 1):
            for j, value in enumerate(values):
                if value.isdigit():
                    sheet.write_number(i, j, int(value), framed)
                else:
                    sheet.write_string(i, j, value, framed)
    return out.getvalue()


def contents() -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file."""
    made = {path: (docx if path.endswith(".docx") else pdf)(Paper.parse(text)) for path, text in PAPERS.items()}
    yield from made.items()
    yield from ((path, xlsx(*register)) for path, register in REGISTERS.items())
    yield from ((path, made[of]) for path, of in COPIES.items())
    yield from UNREADABLE.items()


def build(folder: Path) -> None:
    """Writes the sample into ``folder``. Other files there stay."""
    for path, data in contents():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)

"""Builds a cell's folder from plain texts: ``python -m tests.make_cell TEXTS FOLDER``.

``TEXTS`` holds one UTF-8 text a paper at ``<path as handed in>.txt``; .docx, .pdf and .xlsx are made by their names. A line is a
paragraph, ``left || right`` two columns without borders, ``# `` a centred bold line, ``## `` a bold line, ``| a | b |`` a table row,
``---`` a page break.
"""

import io
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

Row = tuple[str, ...]


def blocks(text: str) -> Iterator[tuple[str, list[Row]]]:
    """Runs of lines of one sort (side, table, title, heading, break, line), each with its lines as rows of cells."""
    sort, rows = "", list[Row]()
    for line in (*text.split("\n"), ""):
        made, cells = _sorted(line.rstrip())
        if rows and (made != sort or made not in ("side", "table")):
            yield sort, rows
            rows = []
        sort = made
        if any(cells) or made == "break":
            rows.append(cells)


def _sorted(line: str) -> tuple[str, Row]:
    bare = line.strip()
    if bare == "---":
        return "break", ()
    if bare.startswith("|"):
        return "table", tuple(c.strip() for c in bare.strip("|").split("|"))
    if "||" in bare:
        return "side", tuple(c.strip() for c in bare.split("||"))
    for mark, sort in (("## ", "heading"), ("# ", "title")):
        if bare.startswith(mark):
            return sort, (bare.removeprefix(mark),)
    return "line", (bare,)


def _even(rows: list[Row]) -> list[list[str]]:
    wide = max(map(len, rows))
    return [[*row, *[""] * (wide - len(row))] for row in rows]


def docx(text: str) -> bytes:
    """A paper as a Word file."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    for sort, rows in blocks(text):
        if sort in ("side", "table"):
            even = _even(rows)
            table = document.add_table(len(even), len(even[0]), "Table Grid" if sort == "table" else None)
            for row, values in zip(table.rows, even, strict=True):
                for cell, value in zip(row.cells, values, strict=True):
                    cell.text = value
            document.add_paragraph()
        elif sort == "break":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        else:
            paragraph = document.add_paragraph()
            paragraph.add_run(rows[0][0]).bold = sort in ("title", "heading") or None
            if sort == "title":
                paragraph.alignment = ALIGN.CENTER
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(text: str) -> bytes:
    """A paper as a PDF with a text layer."""
    for weight in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Cell{weight}", str(files("font_roboto").joinpath("files", f"Roboto-{weight}.ttf"))))
    plain = ParagraphStyle("plain", fontName="CellRegular", fontSize=12, leading=17, spaceAfter=4)
    bold = ParagraphStyle("bold", plain, fontName="CellBold")
    centred = ParagraphStyle("centred", bold, alignment=1)
    story: list[Flowable] = []
    for sort, rows in blocks(text):
        if sort in ("side", "table"):
            style = ParagraphStyle("side", plain, alignment=1, fontSize=11, leading=14) if sort == "side" else plain
            even = [[Paragraph(escape(c), style) for c in row] for row in _even(rows)]
            grid = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if sort == "table" else []
            story.append(Table(even, style=grid, spaceAfter=8))
        elif sort == "break":
            story.append(PageBreak())
        else:
            story.append(Paragraph(escape(rows[0][0]), {"title": centred, "heading": bold}.get(sort, plain)))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
    return out.getvalue()


def xlsx(text: str) -> bytes:
    """A register as a workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, at = book.add_worksheet(), 0
        framed = book.add_format({"border": 1, "text_wrap": True})
        sheet.set_column(1, 8, 22)
        for sort, rows in blocks(text):
            for row in rows:
                for column, value in enumerate(row):
                    sheet.write_string(at, column, value, framed if sort == "table" else None)
                at += 1
    return out.getvalue()


MAKERS = {".docx": docx, ".pdf": pdf, ".xlsx": xlsx}


def build(texts: Path, folder: Path) -> None:
    """Writes the cell's files into ``folder``."""
    for path in sorted(texts.rglob("*.txt")):
        target = folder / path.relative_to(texts).with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        made = MAKERS.get(target.suffix.lower())
        target.write_bytes(made(text) if made else text.encode())


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))

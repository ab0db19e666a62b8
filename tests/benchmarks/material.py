"""Makes the files that extract.py measures: the sample cell's Word files in other formats and as scans, each with its true text.

    python tests/benchmarks/material.py OUT

Needs LibreOffice (``soffice``) for doc, rtf, odt and pdf. The truth is what python-docx says that the paragraphs and cells hold, in order.
"""

import io
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from docx import Document
from docx.document import Document as Word
from docx.table import Table
from docx.text.paragraph import Paragraph
from PIL import Image, ImageChops, ImageFilter

SAMPLE = Path(__file__).parents[2] / "sample_docs"
FORMATS = ("pdf", "doc", "rtf", "odt")


def truth(document: Word) -> Iterator[str]:
    """Paragraphs and cells in order."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in dict.fromkeys(row.cells):
                    yield from (p.text for p in cell.paragraphs)


def convert(files: list[Path], suffix: str, out: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        program = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", suffix, "--outdir", str(out)]
        subprocess.run([*program, *map(str, files)], check=True, capture_output=True)


def scanned(path: Path, out: Path, seed: int) -> None:
    """Pages as pictures: 200 dpi, slightly turned, speckled, JPEG."""
    chance = random.Random(seed)
    pictures = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            picture = page.render(scale=200 / 72).to_pil().convert("L")
            picture = picture.rotate(chance.uniform(-1.2, 1.2), Image.Resampling.BICUBIC, fillcolor=255)
            noise = Image.effect_noise(picture.size, 24)
            picture = ImageChops.multiply(picture.filter(ImageFilter.GaussianBlur(0.5)), noise.point(lambda v: min(255, v + 110)))
            packed = io.BytesIO()
            picture.save(packed, "JPEG", quality=60)
            pictures.append(Image.open(packed))
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=200)


def main() -> None:
    """Writes the folder."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for number, path in enumerate(sorted(SAMPLE.rglob("*.docx"))):
        target = out / f"{number:02}.docx"
        shutil.copy(path, target)
        files.append(target)
    for suffix in FORMATS:
        convert(files, suffix, out)
    for number, path in enumerate(files):
        text = "\n".join(truth(Document(str(path))))
        scanned(path.with_suffix(".pdf"), out / f"{number:02}-scan.pdf", number)
        for made in (path, *(path.with_suffix(f".{s}") for s in FORMATS), out / f"{number:02}-scan.pdf"):
            Path(f"{made}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main()

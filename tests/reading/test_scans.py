"""Scans through the whole road: pictures of pages, in any file, are recognised by the workers and come back in their place."""

import io
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Cm
from PIL import Image, ImageDraw, ImageFont

from pipeline.extractors.ocr import available
from pipeline.model import Problem, ReadBy, Source
from pipeline.reading import Pool

LINES = (
    "ĐẢNG BỘ PHƯỜNG 4",
    "CHI BỘ TRƯỜNG HOA SEN",
    "BIÊN BẢN HỌP CHI BỘ",
    "Chi bộ họp định kỳ tháng 3 năm 2021, có mặt 25 trên 27 đảng viên.",
    "Bí thư triển khai Quy định số 213-QĐ/TW của Bộ Chính trị.",
    "Các đồng chí thống nhất nội dung cuộc họp và biểu quyết thông qua.",
)
needs_tesseract = pytest.mark.skipif(not available(), reason="Tesseract with Vietnamese data is not installed")


def page(*lines: str, dpi: int = 150) -> Image.Image:
    made = Image.new("RGB", (round(8.27 * dpi), round(11.69 * dpi)), "white")
    font = ImageFont.truetype(str(files("font_roboto").joinpath("files", "Roboto-Regular.ttf")), round(13 * dpi / 72))
    draw = ImageDraw.Draw(made)
    for number, line in enumerate(lines):
        draw.text((dpi, dpi + number * dpi * 0.35), line, "black", font)
    return made


def packed(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def pasted(*pictures: Image.Image) -> bytes:
    document = Document()
    for picture in pictures:
        document.add_picture(io.BytesIO(packed(picture, "PNG")), width=Cm(15))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2) as made:
        yield made


def read(pool: Pool, root: Path, name: str, data: bytes) -> list[Source]:
    (root / name).write_bytes(data)
    return [source for found in pool.read(root, [root / name]) for source in found]


@needs_tesseract
@pytest.mark.parametrize("name", ["a.pdf", "a.jpg", "a.docx"])
def test_a_scan_is_read_with_its_places(pool: Pool, tmp_path: Path, name: str) -> None:
    picture = page(*LINES)
    data = {"a.pdf": packed(picture, "PDF", resolution=150), "a.jpg": packed(picture, "JPEG", quality=80, dpi=(150, 150))}
    (source,) = read(pool, tmp_path, name, data.get(name) or pasted(picture))
    assert (source.method, source.problems, source.wanted) == ("ocr", (), ())
    assert [r.method for r in source.readings] == [ReadBy.OCR]
    text = " ".join(p.text for p in source.passages)
    assert "213-QĐ/TW" in text
    assert "25 trên 27 đảng viên" in text
    box = next(b for p in source.passages for b in p.boxes if p.text[b.start : b.end].startswith("213"))
    assert (0.3 < box.x0 < box.x1 < 0.9, 0.1 < box.y0 < box.y1 < 0.35) == (True, True)


@needs_tesseract
def test_scans_in_an_archive_are_read_too(pool: Pool, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Thang 3/scan.pdf", packed(page(*LINES), "PDF", resolution=150))
        archive.writestr("ghi chú.txt", "Chi bộ đã nộp đủ hồ sơ.")
    found = read(pool, tmp_path, "a.zip", out.getvalue())
    assert [s.path for s in found] == ["a.zip!/Thang 3/scan.pdf", "a.zip!/ghi chú.txt"]
    assert [s.method for s in found] == ["ocr", "text"]


@needs_tesseract
def test_a_bare_page_among_scans_is_no_problem(pool: Pool, tmp_path: Path) -> None:
    pages = [page(*LINES), Image.new("RGB", (1240, 1754), "white")]
    data = packed(pages[0], "PDF", resolution=150, save_all=True, append_images=pages[1:])
    (source,) = read(pool, tmp_path, "a.pdf", data)
    assert source.problems == ()
    assert source.pages == 2


@needs_tesseract
def test_a_page_too_blurred_to_be_read_is_named(pool: Pool, tmp_path: Path) -> None:
    small = page(*LINES * 4).resize((110, 155)).resize((1240, 1754), Image.Resampling.BICUBIC)
    (source,) = read(pool, tmp_path, "a.pdf", packed(small, "PDF", resolution=150))
    assert [f.problem for f in source.problems] == [Problem.UNREADABLE]
    assert "quét lại" in source.problems[0].detail


def test_without_tesseract_a_scan_says_how_to_install_it(tmp_path: Path) -> None:
    with Pool(1, ocr=False) as pool:
        (source,) = read(pool, tmp_path, "a.pdf", packed(page(*LINES), "PDF", resolution=150))
    assert [f.problem for f in source.problems] == [Problem.UNSUPPORTED]
    assert "tesseract-ocr-vie" in source.problems[0].detail
    assert source.wanted == ()

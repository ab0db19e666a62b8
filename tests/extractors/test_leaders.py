"""Dotted leaders of scanned forms: seen as dots, not as letters and figures."""

from importlib.resources import files as resources

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from pipeline.extractors import ocr
from pipeline.extractors.layout.page import passages
from pipeline.extractors.ocr.leaders import leaders, with_leaders
from pipeline.extractors.ocr.recognise import Seen

DPI = 200
FONT = ImageFont.truetype(str(resources("font_roboto").joinpath("files", "Roboto-Regular.ttf")), 13 * DPI / 72)
LINES = (
    "BẢN CAM KẾT",
    "Họ và tên: …………………………………. Sinh năm: ……………",
    "Chức vụ, đơn vị: ………………………………………………………",
    "Tôi cam kết thực hiện nghiêm các quy định về nêu gương.",
    "Nội dung đăng ký: ..........................................",
)


def form(*lines: str) -> Image.Image:
    page = Image.new("L", (1654, 900), 255)
    pen = ImageDraw.Draw(page)
    for at, line in enumerate(lines):
        pen.text((236, 120 + 70 * at), line, font=FONT, fill=0)
    return page


def test_leaders_are_found_and_taken_away() -> None:
    page = form(*LINES)
    found, cleaned = leaders(page, DPI)
    assert [(leader.y0 - 120) // 70 for leader in sorted(found, key=lambda each: (each.y0 // 70, each.x0))] == [1, 1, 2, 4]
    for leader in found:
        assert cleaned.crop((leader.x0, leader.y0, leader.x1, leader.y1)).getextrema() == (255, 255)
    assert cleaned.crop((236, 120, 1600, 185)).tobytes() == page.crop((236, 120, 1600, 185)).tobytes()


def test_full_stops_and_dots_of_letters_are_no_leaders() -> None:
    page = form("Đ/c Hiệp, Định, Việt, Nghiệp... đã dự họp. Tôi trình bày. Xin ý kiến: i i i i i i i i", "v.v... (xem mục 1.2.3.4.5.6)")
    assert leaders(page, DPI) == ((), page)


def test_a_leader_joins_the_line_on_which_it_stands() -> None:
    words = (
        Seen("Họ", 100, 100, 140, 135, 0.9, 0, 0),
        Seen("tên:", 150, 100, 200, 130, 0.9, 0, 0),
        Seen("Tôi", 100, 200, 150, 235, 0.9, 1, 0),
    )
    page = Image.new("L", (900, 300), 255)
    pen = ImageDraw.Draw(page)
    for x in range(220, 400, 8):
        pen.rectangle((x, 127, x + 2, 129), fill=0)
    found, _ = leaders(page, DPI)
    assert [(w.text, w.line) for w in with_leaders(words, found)] == [("Họ", 0), ("tên:", 0), ("……", 0), ("Tôi", 1)]


@pytest.mark.skipif(not ocr.available(), reason="no Tesseract with Vietnamese data on this machine")
def test_a_blank_form_is_read_as_one() -> None:
    page = form(*LINES)
    noise = Image.effect_noise(page.size, 24).point(lambda level: min(255, level + 110))
    engine = ocr.engine()
    assert engine
    found = engine.page(ImageChops.multiply(page.filter(ImageFilter.GaussianBlur(0.5)), noise), 1, DPI)
    told = "\n".join(p.text for p in passages([found]))
    assert "Họ và tên: …… Sinh năm: ……" in told
    assert not any(c.isdigit() for c in told)

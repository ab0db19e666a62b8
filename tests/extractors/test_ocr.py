"""Recognition of scanned pages: pages are drawn here, spoiled as scanners and phones spoil them, and read back."""

import math
import re
from collections.abc import Callable
from importlib.resources import files as resources
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

from pipeline.extractors import ocr
from pipeline.extractors.layout.page import passages
from pipeline.extractors.layout.words import Page
from pipeline.extractors.ocr import place
from pipeline.extractors.ocr.paper import on_paper
from pipeline.extractors.ocr.prepare import grey, prepare
from pipeline.extractors.ocr.recognise import Command, Seen, table
from pipeline.extractors.ocr.rules import ruled
from pipeline.extractors.ocr.sheet import Sheet, sheet
from pipeline.extractors.ocr.words import down, words
from pipeline.model import Role

DPI = 200
SCALE = DPI / 72
SIZE = (round(595 * SCALE), round(500 * SCALE))
FONTS = resources("font_roboto").joinpath("files")
REGULAR, BOLD = (ImageFont.truetype(str(FONTS.joinpath(f"Roboto-{name}.ttf")), 13 * SCALE) for name in ("Regular", "Bold"))
TEXT = [
    "Chi bộ Trạm Thủy lợi họp ngày 17/8/2022, có 14/15 đảng viên dự.",
    "Đồng chí Bí thư báo cáo: đã nạo vét 3.250 mét kênh, đạt 96,7%.",
    "Đảng viên tự soi, tự sửa, nghiêm túc thực hiện bản cam kết.",
    "Thu đảng phí quý III được 2.846.000 đồng, nộp cấp trên 30%.",
    "Hội nghị thống nhất giao chi ủy theo dõi, đôn đốc hằng tuần.",
    "Cuộc họp kết thúc lúc 16 giờ 45 phút cùng ngày.",
]
TITLE = "BIÊN BẢN HỌP CHI BỘ"

needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="no Tesseract with Vietnamese data on this machine")


def drawn(lines: list[str] = TEXT, title: str = TITLE) -> Image.Image:
    page = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(page)
    pen.text(((SIZE[0] - BOLD.getlength(title)) / 2, 60 * SCALE), title, font=BOLD, fill=0)
    for at, line in enumerate(lines):
        pen.text((85 * SCALE, (110 + 22 * at) * SCALE), line, font=REGULAR, fill=0)
    return page


def with_seal(page: Image.Image) -> Image.Image:
    ink = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(ink)
    for radius in (230, 215, 150, 60):
        pen.ellipse((800 - radius, 440 - radius, 800 + radius, 440 + radius), outline=(215, 45, 50), width=14)
    return ImageChops.multiply(page.convert("RGB"), ink)


def speckled(page: Image.Image) -> Image.Image:
    chance = np.random.default_rng(7)
    black = np.asarray(page.filter(ImageFilter.GaussianBlur(0.6))) + chance.normal(0, 30, page.size[::-1]) < 138
    return Image.fromarray((~(black ^ (chance.random(black.shape) < 0.008))).astype(np.uint8) * 255)


def shaded(page: Image.Image) -> Image.Image:
    high, wide = page.size[::-1]
    y, x = np.mgrid[0:high, 0:wide]
    light = 0.95 - 0.55 / (1 + np.exp(-(1.2 * x / wide + y / high - 1.1) * 14))
    levels = (np.asarray(page.filter(ImageFilter.GaussianBlur(0.8))) * 0.8 + 25) * light
    return Image.fromarray(levels.astype(np.uint8)).convert("RGB")


def on_table(page: Image.Image) -> Image.Image:
    wide, high = page.size
    ground = Image.new("RGB", (round(wide * 1.25), round(high * 1.3)), (58, 42, 33))
    ground.paste(page.convert("RGB"), (wide // 8, high // 7))
    return ground.rotate(4, Image.Resampling.BICUBIC, fillcolor=(58, 42, 33))


def turned(way: Image.Transpose) -> Callable[[Image.Image], Image.Image]:
    return lambda page: page.transpose(way)


def read(picture: Image.Image) -> Page:
    engine = ocr.engine()
    assert engine is not None
    return engine.page(picture, 1, DPI)


def text(page: Page) -> str:
    return " ".join(word.text for word in page.words)


def wrong(page: Page) -> float:
    """Share of wrong words."""
    truth = [*TITLE.split(), *" ".join(TEXT).split()]
    return Levenshtein.distance([word.text for word in page.words], truth) / len(truth)


@needs_tesseract
@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: page,
        with_seal,
        speckled,
        shaded,
        on_table,
        lambda page: page.rotate(3.4, Image.Resampling.BICUBIC, fillcolor=255),
        lambda page: page.rotate(-7, Image.Resampling.BICUBIC, fillcolor=255),
        lambda page: ImageChops.invert(page),
        turned(Image.Transpose.ROTATE_90),
        turned(Image.Transpose.ROTATE_270),
        turned(Image.Transpose.ROTATE_180),
    ],
    ids=["clean", "seal", "speckled", "shaded", "table", "skewed", "skewed back", "inverted", "left", "right", "upside down"],
)
def test_spoiled_pages_are_read(spoil: Callable[[Image.Image], Image.Image]) -> None:
    page = read(spoil(drawn()))
    assert wrong(page) < 0.07
    assert re.findall(r"\d+", text(page)) == re.findall(r"\d+", " ".join(TEXT))
    assert page.legible
    assert page.confidence is not None
    assert page.confidence > 0.85


@needs_tesseract
@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: page.rotate(5, Image.Resampling.BICUBIC, fillcolor=255),
        turned(Image.Transpose.ROTATE_90),
        turned(Image.Transpose.ROTATE_180),
    ],
)
def test_boxes_lie_on_the_words_of_the_picture_in_the_file(spoil: Callable[[Image.Image], Image.Image]) -> None:
    picture = spoil(drawn([TEXT[5]]))
    marked = spoil(Image.eval(drawn(["", "", TEXT[5]]), lambda level: 255 - level))
    passage = next(p for p in passages([read(spoil(drawn(["", "", TEXT[5]])))]) if "45" in p.text)
    box = next(b for b in passage.boxes if passage.text[b.start : b.end] == "45")
    assert picture.size == marked.size
    inside = np.asarray(marked)[
        round(box.y0 * marked.height) : round(box.y1 * marked.height), round(box.x0 * marked.width) : round(box.x1 * marked.width)
    ]
    assert (inside > 128).sum() > 150
    assert inside.size < 0.01 * marked.width * marked.height


@needs_tesseract
def test_titles_are_bold_and_centred_and_lines_become_paragraphs() -> None:
    found = passages([read(drawn())])
    assert (found[0].text, found[0].role, found[0].bold, found[0].centred) == (TITLE, Role.HEADING, True, True)
    assert not any(passage.bold for passage in found[1:])
    assert found[1].confidence is not None


ROWS = [
    ["TT", "Họ và tên", "Năm sinh"],
    *([str(n), name, str(1968 + n)] for n, name in enumerate(["Lê Thị Hường", "Vũ Khánh", "Trần Bích"], 1)),
]


def ruled_page(width: int = 2) -> Image.Image:
    page = drawn([])
    pen = ImageDraw.Draw(page)
    xs, ys = [85, 125, 330, 450], [120 + 24 * at for at in range(len(ROWS) + 1)]
    for at, row in enumerate(ROWS):
        for x, cell in zip(xs, row, strict=False):
            pen.text(((x + 6) * SCALE, (ys[at] + 3) * SCALE), cell, font=REGULAR if at else BOLD, fill=0)
    for y in ys:
        pen.line((xs[0] * SCALE, y * SCALE, xs[-1] * SCALE, y * SCALE), fill=0, width=width)
    for x in xs:
        pen.line((x * SCALE, ys[0] * SCALE, x * SCALE, ys[-1] * SCALE), fill=0, width=width)
    return page


@needs_tesseract
@pytest.mark.parametrize("spoil", [lambda page: page, lambda page: page.rotate(1.5, Image.Resampling.BICUBIC, fillcolor=255)])
def test_ruled_tables_become_rows_with_their_lone_numbers(spoil: Callable[[Image.Image], Image.Image]) -> None:
    found = passages([read(spoil(ruled_page()))])
    assert found[0].text == TITLE
    rows = [passage.cells for passage in found if passage.table]
    assert rows == [tuple(row) for row in ROWS]


@needs_tesseract
def test_two_names_alone_on_grainy_grey_paper_are_read() -> None:
    """The names under the signatures often fall on a page of their own; on grey paper they were taken for stains."""
    page = Image.new("L", (SIZE[0], round(842 * SCALE)), 255)
    pen = ImageDraw.Draw(page)
    for x, name in ((120, "Nguyễn Thu Hương"), (370, "Lê Quốc Đạt")):
        pen.text((x * SCALE, 75 * SCALE), name, font=REGULAR, fill=0)
    noise = Image.effect_noise(page.size, 24).point(lambda level: min(255, level + 110))
    found = read(ImageChops.multiply(page.filter(ImageFilter.GaussianBlur(0.5)), noise))
    assert text(found).split() == ["Nguyễn", "Thu", "Hương", "Lê", "Quốc", "Đạt"]
    assert found.legible


@needs_tesseract
def test_blank_page_has_nothing_to_read() -> None:
    page = read(Image.new("RGB", SIZE, "white"))
    assert (page.words, page.confidence, page.legible) == ((), None, True)


@needs_tesseract
def test_page_of_smudges_is_unread() -> None:
    page = drawn().resize((SIZE[0] // 16, SIZE[1] // 16)).resize(SIZE)
    assert not read(page).legible


@needs_tesseract
def test_program_reads_as_the_library_does() -> None:
    data, program = place.data(), place.command()
    if data is None or program is None:
        pytest.skip("no program tesseract on this machine")
    seen = Command(program, data).words(drawn(), DPI)
    assert Levenshtein.normalized_similarity([word.text for word in seen], [*TITLE.split(), *" ".join(TEXT).split()]) > 0.93
    assert [word.text for word in seen if word.line == 0] == TITLE.split()
    assert min(word.confidence for word in seen) > 0.3


def test_table_of_results() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    rows = '5\t1\t1\t1\t1\t1\t10\t20\t40\t30\t96.5\tÐảng\n5\t1\t1\t1\t2\t1\t10\t60\t40\t30\t50\t"viên\n'
    assert list(table(head + rows)) == [Seen("Đảng", 10, 20, 50, 50, 0.965, 0, 1), Seen('"viên', 10, 60, 50, 90, 0.5, 1, 1)]


def test_data_are_found_where_the_variable_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tessdata"
    folder.mkdir()
    (folder / "vie.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert place.data.__wrapped__() == str(folder)


def test_red_ink_is_white() -> None:
    page = Image.new("RGB", (400, 400), "white")
    ImageDraw.Draw(page).ellipse((100, 100, 300, 300), fill=(215, 45, 50))
    assert np.asarray(grey(page)).min() > 200
    assert np.asarray(page.convert("L")).min() < 120


@pytest.mark.parametrize("angle", [-8.0, -1.2, 0.0, 0.2, 2.5, 9.0])
def test_skewed_pages_are_set_straight(angle: float) -> None:
    found, sideways = prepare(drawn().rotate(angle, Image.Resampling.BICUBIC, fillcolor=255), DPI)
    a, b, *_ = found.origin[0]
    assert not sideways
    assert math.degrees(math.atan2(b, a)) == pytest.approx(angle if abs(angle) > 0.3 else 0.0, abs=0.25)


@pytest.mark.parametrize("page", [drawn(), ruled_page()])
def test_lines_that_run_up_lie_across_afterwards(page: Image.Image) -> None:
    assert not prepare(page, DPI)[1]
    found, sideways = prepare(page.transpose(Image.Transpose.ROTATE_270), DPI)
    assert sideways
    assert found.picture.size == page.size


def test_clean_page_stays_as_it_is() -> None:
    page = drawn()
    found, _ = prepare(page, DPI)
    assert found.shown() is None
    assert np.array_equal(np.asarray(found.picture.size), np.asarray(page.size))


def test_shadow_is_lifted() -> None:
    found, _ = prepare(shaded(drawn()), DPI)
    levels = np.asarray(found.picture)
    assert np.percentile(levels[50:-50, 50:-50], 10) > 225
    assert found.shown() is None


def test_black_around_a_scan_is_made_white() -> None:
    page = drawn()
    ImageDraw.Draw(page).rectangle((0, 0, 60, SIZE[1]), fill=15)
    assert np.asarray(prepare(page, DPI)[0].picture)[:, :50].min() > 200


def test_paper_is_cut_out_of_the_table() -> None:
    found = on_paper(sheet(on_table(drawn()), DPI))
    wide, high = found.picture.size
    assert wide / high == pytest.approx(SIZE[0] / SIZE[1], rel=0.02)
    a, b, *_ = found.origin[0]
    assert math.degrees(math.atan2(b, a)) == pytest.approx(4.0, abs=0.4)


def test_page_half_in_the_shadow_is_no_paper_on_a_table() -> None:
    assert on_paper(sheet(shaded(drawn()), DPI)).shown() is None


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_turned_sheets_know_where_they_come_from(quarters: int) -> None:
    marked = Image.new("L", (300, 200), 255)
    marked.putpixel((40, 30), 0)
    found = sheet(marked, DPI).turned(quarters)
    y, x = (int(at[0]) for at in np.nonzero(np.asarray(found.picture) == 0))
    there = found.origin @ np.array([x + 0.5, y + 0.5, 1.0])
    assert tuple(there[:2]) == pytest.approx((40.5, 30.5))


def test_large_pictures_are_made_smaller() -> None:
    found, _ = prepare(Image.new("RGB", (5400, 7200), "white"), 600)
    assert max(found.picture.size) == 3600
    assert found.dpi == pytest.approx(300)
    assert found.shown() is None


@pytest.mark.parametrize("width", [1, 2, 5])
def test_rules_are_taken_away_and_letters_stay(width: int) -> None:
    page = ruled_page(width)
    tables, cleaned = ruled(page, DPI)
    assert [len(row) for row in tables[0].rows] == [3] * len(ROWS)
    plain = np.asarray(ruled_page(0)) < 128
    left = np.asarray(cleaned) < 128
    assert (left & ~plain).sum() < 60
    assert (plain & ~left).sum() < 0.02 * plain.sum()


def test_underlined_words_are_no_table() -> None:
    page = drawn()
    pen = ImageDraw.Draw(page)
    for at in range(6):
        pen.line((240, 330 + 61 * at, 700, 330 + 61 * at), fill=0, width=2)
    assert ruled(page, DPI)[0] == ()


def seen(text: str, x: int, y: int, line: int, block: int) -> Seen:
    return Seen(text, x, y, x + 20 * len(text), y + 36, 0.9, line, block)


def test_blocks_are_read_from_the_top_down_and_side_by_side_from_the_left() -> None:
    below, left, right = seen("dưới", 100, 500, 0, 0), seen("trái", 100, 100, 1, 1), seen("phải", 800, 120, 2, 2)
    assert [word.text for word in down([below, left, right])] == ["trái", "phải", "dưới"]


def test_words_of_a_line_stand_on_one_base_line() -> None:
    line = [Seen("đồng", 0, 90, 80, 140, 0.9, 0, 0), Seen("ao", 90, 105, 130, 130, 0.9, 0, 0), Seen("chí", 140, 92, 200, 130, 0.9, 0, 0)]
    found = words(line, Image.new("L", (400, 400), 255), 72)
    assert {(word.y0, word.y1) for word in found} == {(260.0, 310.0)}


def test_sheet_keeps_its_picture_when_only_pixels_change() -> None:
    whole = sheet(drawn(), DPI)
    changed: Sheet = whole.changed(Image.new("L", SIZE, 0))
    assert changed.origin is whole.origin

"""Pictures as files: pages, resolution, and what is refused."""

import io
import zlib

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from pipeline.extractors import image
from pipeline.extractors.layout.words import Page, Word
from pipeline.model import Problem, ReadBy

A4 = (827, 1169)  # at 100 dpi


def saved(*pages: Image.Image, form: str = "PNG", **options: object) -> bytes:
    held = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(held, form, **more, **options)
    return held.getvalue()


def white(size: tuple[int, int] = A4, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, size, "white")


def page(number: int, *texts: str) -> Page:
    words = tuple(Word(text, 100.0 + 60 * at, 700.0, 150.0 + 60 * at, 713.0, 0) for at, text in enumerate(texts))
    return Page(number, 595.0, 842.0, words, confidence=0.93)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
def test_every_format_wants_its_page(form: str) -> None:
    source = image.read(saved(white(), form=form))
    assert (source.pages, source.wanted, source.passages, source.problems) == (1, (1,), (), ())


def test_pages_of_a_tiff() -> None:
    data = saved(white(), white(), white(), form="TIFF")
    assert image.read(data).wanted == (1, 2, 3)
    source = image.read(data, {1: page(1, "Chi", "bộ"), 2: None})
    assert source.wanted == (3,)
    assert [reading.method for reading in source.readings] == [ReadBy.OCR, ReadBy.NOTHING, ReadBy.NOTHING]
    assert [reading.problem for reading in source.readings] == [None, Problem.UNREADABLE, None]


def test_recognised_page_becomes_passages() -> None:
    source = image.read(saved(white()), {1: page(1, "Chi", "bộ", "họp")})
    assert source.wanted == ()
    assert source.method == "ocr"
    assert [(p.text, p.page, p.confidence) for p in source.passages] == [("Chi bộ họp", 1, 0.93)]
    assert source.passages[0].boxes[1].x0 == pytest.approx(160 / 595, abs=0.001)


def test_page_that_could_not_be_recognised_is_told() -> None:
    source = image.read(saved(white()), {1: None})
    assert [flag.problem for flag in source.problems] == [Problem.UNREADABLE]


def test_moving_pictures_have_one_page() -> None:
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("white", "red", "blue")]
    assert image.read(saved(*frames, form="GIF")).pages == 1


def test_logo_is_a_blank_page() -> None:
    source = image.read(saved(white((120, 90))))
    assert (source.wanted, source.passages, source.problems) == ((), (), ())


def test_too_many_pages_are_refused() -> None:
    small = Image.new("1", (8, 8))
    source = image.read(saved(*[small] * (image.MOST_FRAMES + 1), form="TIFF"))
    assert [flag.problem for flag in source.problems] == [Problem.UNSUPPORTED]
    assert "501 trang" in source.problems[0].detail


@pytest.mark.parametrize("size", [(13_000, 12_000), (60_000, 60_000)])
def test_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    data = bytearray(saved(white((8, 8))))
    data[16:24] = size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    source = image.read(bytes(data))
    assert [flag.problem for flag in source.problems] == [Problem.UNSUPPORTED]
    assert "Ảnh quá lớn" in source.problems[0].detail


def test_heic_without_its_reader_says_how_to_save_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "find_spec", lambda _: None)
    source = image.read(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64)
    assert [flag.problem for flag in source.problems] == [Problem.UNSUPPORTED]
    assert "JPG" in source.problems[0].detail


def test_broken_picture_raises() -> None:
    with pytest.raises(OSError, match=r"cannot identify|Truncated"):
        image.read(b"\xff\xd8\xff\xe0 no picture")


@pytest.mark.parametrize(("told", "dpi"), [((200, 200), 50.0), ((100, 100), 100.0), ((1, 1), 100.0), (None, 100.0)])
def test_resolution_is_that_of_a_sheet_of_paper(told: tuple[int, int] | None, dpi: float) -> None:
    size = A4 if told != (200, 200) else (413, 585)
    options = {"dpi": told} if told else {}
    with image.picture(saved(white(size), form="JPEG", **options), 1) as (found, resolution):
        assert found.mode == "RGB"
        assert resolution == pytest.approx(dpi, rel=0.01)


def test_picture_is_turned_as_the_camera_says() -> None:
    wide = white((1169, 827))
    wide.putpixel((0, 0), (0, 0, 0))
    exif = Image.Exif()
    exif[0x0112] = 6
    with image.picture(saved(wide, exif=exif), 1) as (found, _):
        assert found.size == A4
        assert found.getpixel((826, 0)) == (0, 0, 0)


def test_pages_are_told_apart() -> None:
    data = saved(white(), Image.new("RGB", A4, (200, 0, 0)), form="TIFF")
    with image.picture(data, 2) as (found, _):
        assert found.getpixel((5, 5)) == (200, 0, 0)


def test_what_is_transparent_is_white() -> None:
    with image.picture(saved(Image.new("RGBA", (300, 300), (0, 0, 0, 0))), 1) as (found, _):
        assert found.getpixel((9, 9)) == (255, 255, 255)


def test_sixteen_bits_of_grey() -> None:
    levels = Image.fromarray(np.full((300, 300), 0x8000, dtype=np.uint16))
    with image.picture(saved(levels, form="TIFF"), 1) as (found, _):
        assert found.getpixel((9, 9)) == (128, 128, 128)


def test_bilevel_fax() -> None:
    data = saved(Image.new("1", A4, 1), form="TIFF", compression="group4", tiffinfo=TiffImagePlugin.ImageFileDirectory_v2())
    assert image.read(data).wanted == (1,)
    with image.picture(data, 1) as (found, _):
        assert found.getpixel((9, 9)) == (255, 255, 255)


def test_huge_photograph_is_decoded_no_larger_than_needed() -> None:
    with image.picture(saved(white((9000, 12000), "L"), form="JPEG", quality=30), 1) as (found, dpi):
        assert 3600 <= max(found.size) <= 6000
        assert max(found.size) / dpi == pytest.approx(297 / 25.4, rel=0.01)

"""Pictures: scans and photographs of pages (JPEG, PNG, TIFF of many pages, GIF, BMP, WebP, HEIC where pi-heif is installed).

A picture holds no text: every page has to be recognised.
"""

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from PIL import Image, ImageOps

from pipeline.extractors.layout.page import passages
from pipeline.extractors.layout.quality import reading, verdict
from pipeline.extractors.layout.words import Page
from pipeline.extractors.limits import MOST_PIXELS
from pipeline.model import Flag, Problem, Source

MOST_FRAMES = 500
SMALLEST = 200  # pixels of the long side; a smaller picture is a logo or an icon

_LONG = 297 / 25.4  # inches of the long side of A4
_PAPER = (5.0, 17.5)  # inches of the long side of paper that offices scan
_HEIF = re.compile(rb"ftyp(?:hei|hev|mif1|msf1)")
_ENOUGH = 3600  # pixels of the long side; a JPEG is decoded no larger than needed for that

_NO_HEIC = "Chưa đọc được ảnh HEIC của iPhone: hãy mở ảnh rồi lưu (xuất) thành JPG, hoặc chụp lại ở định dạng JPG, rồi nộp lại."
_HUGE = "Ảnh quá lớn (trên 150 triệu điểm ảnh) nên không đọc: hãy quét lại ở 200-300 dpi rồi nộp lại."
_CUT = "Tệp ảnh hỏng (bị cắt cụt), không mở được hết: hãy chép lại ảnh từ máy chụp hoặc quét lại."
_MANY = "Tệp ảnh có {} trang, quá {} trang: hãy tách thành nhiều tệp rồi nộp lại."


def read(data: bytes, recognised: Mapping[int, Page | None] | None = None) -> Source:
    """Reads the bytes of a picture; raises PIL.UnidentifiedImageError or another OSError where they are broken.

    ``recognised``: pages that were recognised, by number, None for one that could not be. The numbers of pages that still have to be
    are told in ``Source.wanted``.
    """
    if _HEIF.match(data[4:16]) and find_spec("pi_heif") is None:
        return _refused(_NO_HEIC)
    try:
        with _opened(data) as image:
            count = _frames(image)
            if count > MOST_FRAMES:
                return _refused(_MANY.format(count, MOST_FRAMES), count)
            sizes = [_size(image, at) for at in range(count)]
    except Image.DecompressionBombError:
        return _refused(_HUGE)
    if any(width * height > MOST_PIXELS for width, height, _ in sizes):
        return _refused(_HUGE, count)
    if recognised == {1: None} and count == 1 and not _whole(data):
        return Source("", (), 1, "image", problems=(Flag(Problem.CORRUPT, detail=_CUT),))
    return _source(sizes, recognised or {})


def _whole(data: bytes) -> bool:
    """Whether a picture can be decoded to its end."""
    try:
        with _opened(data) as image:
            image.load()
    except (OSError, SyntaxError):
        return False
    return True


def _source(sizes: list[tuple[int, int, float]], known: Mapping[int, Page | None]) -> Source:
    pages: list[Page] = []
    wanted = []
    for number, (width, height, dpi) in enumerate(sizes, 1):
        blank = Page(number, width * 72 / dpi, height * 72 / dpi)
        pictured = max(width, height) >= SMALLEST
        if pictured and number not in known:
            wanted.append(number)
        pages.append((known[number] or replace(blank, legible=False)) if pictured and number in known else blank)
    readings = tuple(map(reading, pages))
    method, problems = verdict("image", readings)
    return Source("", passages(pages), len(pages), method, problems=problems, readings=readings, wanted=tuple(wanted))


@contextmanager
def picture(data: bytes, number: int) -> Iterator[tuple[Image.Image, float]]:
    """Page ``number`` in RGB, turned as its camera says, and its resolution in dots per inch. Raises OSError where it is cut off."""
    with _opened(data) as image:
        width, height, dpi = _size(image, number - 1)
        if width * height > MOST_PIXELS:
            raise ValueError(f"{width} x {height} pixels")
        image.draft("RGB", (_ENOUGH, _ENOUGH))
        dpi *= image.width / width
        yield _on_white(ImageOps.exif_transpose(image)), dpi


def _refused(detail: str, pages: int | None = None) -> Source:
    return Source("", (), pages, "image", problems=(Flag(Problem.UNSUPPORTED, detail=detail),))


def _opened(data: bytes) -> Image.Image:
    """The picture, not decoded yet. Pillow's warning of large pictures is not needed: this module refuses them."""
    if _HEIF.match(data[4:16]):
        import_module("pi_heif").register_heif_opener()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(data))


def _frames(image: Image.Image) -> int:
    """Pages. Further pictures in other formats than TIFF are moves, previews and thumbnails."""
    return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def _size(image: Image.Image, at: int) -> tuple[int, int, float]:
    """Width and height in pixels and dots per inch of a page, which is made the one that is read."""
    if image.format == "TIFF":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image.seek(at)
    return image.width, image.height, _dpi(image)


def _dpi(image: Image.Image) -> float:
    """As the file says where that makes a sheet of paper; else as if the picture were a sheet of A4."""
    long = max(image.size)
    try:
        told = float(image.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        told = 0.0
    shortest, longest = _PAPER
    return told if told > 0 and shortest <= long / told <= longest else max(1.0, long / _LONG)


def _on_white(image: Image.Image) -> Image.Image:
    """In RGB; what is transparent is white, and 16 bits of grey become 8."""
    if image.mode.startswith(("I;16", "I")):
        return Image.fromarray((np.asarray(image).clip(0, 65535) // 256).astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("RGB")

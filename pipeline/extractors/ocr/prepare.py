"""A picture made ready for recognition: grey, evenly lit, clean, upright. A clean page costs next to nothing."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from pipeline.extractors.ocr.paper import on_paper
from pipeline.extractors.ocr.sheet import Mask, Sheet, sheet
from pipeline.extractors.ocr.upright import lean

Levels = NDArray[np.uint8]

_LARGEST = 3600  # pixels of the long side
_RED = 0.002  # share of red pixels from which a seal counts
_STEP = 4  # pixels; every so many are looked at
_EVEN = 14  # grey levels; a background that varies no more is even
_DARK_GROUND = 0.25  # of the brightest ground; darker is a dark field and no shadow
_BACKGROUND = 16  # pixels to one in the copy that shows the background alone
_DIM = 110  # grey level of the middle of a page that may be bright on dark
_TILE = 16  # dots
_SMALLER = 8  # pixels to one in the copy in which edges are looked for
_BLACK, _ABRUPT = 75, 60  # grey level of the black around a scan at most; by how much brighter the paper is at least
_DEEP, _EDGE = 0.2, 0.006  # share of width or height: how deep black edges reach at most, at least
_GREYS = 0.004  # share of greys below which a picture is bilevel
_SPECKS = 0.03  # specks for one dot of ink
_BLUR = 0.8
_GRAIN = 2.0  # times the distance from the middle of the greys to their lower quarter: the ground's grain reaches so far down
_GRAINY = 4  # such a distance is grain
_WHITE = 250  # grey level of ground that is white enough


def prepare(picture: Image.Image, dpi: float) -> tuple[Sheet, bool]:
    """The page as it is to be recognised, in grey and its lines across, and whether it lay on its side: then it may be upside down."""
    page = sheet(picture, dpi)
    if max(picture.size) > _LARGEST:
        page = page.resized(_LARGEST / max(picture.size))
    page = on_paper(page)
    page = page.changed(_clean(grey(page.picture)))
    sideways, angle = lean(page.picture)
    page = page.turned(1) if sideways else page
    return (page.rotated(angle) if angle else page), sideways


def grey(picture: Image.Image) -> Image.Image:
    """Grey levels; of a page with red ink the red channel, in which a seal is white."""
    if picture.mode == "L":
        return picture
    dots = np.asarray(picture.resize([side // _STEP for side in picture.size], Image.Resampling.NEAREST)).astype(np.int16)
    red, green, blue = dots[..., 0], dots[..., 1], dots[..., 2]
    seal = (red > 100) & (red - green > 50) & (red - blue > 40)
    return picture.getchannel("R") if seal.mean() > _RED else picture.convert("L")


def _clean(page: Image.Image) -> Image.Image:
    levels = np.asarray(page)
    dots = levels[::_STEP, ::_STEP]
    if np.median(dots) < _DIM and _bright_on_dark(dots):
        page = ImageOps.invert(page)
    page = _without_edges(page)
    bilevel = ((dots > 40) & (dots < 215)).mean() < _GREYS
    if not bilevel:
        page = _white(_flat(page))
    return page.filter(ImageFilter.GaussianBlur(_BLUR)) if bilevel or _speckled(np.asarray(page)) else page


def _bright_on_dark(dots: Levels) -> bool:
    """Whether the ground is darker than what stands on it, in most places that are not of one grey."""
    high, wide = (side // _TILE for side in dots.shape)
    tiles = dots[: high * _TILE, : wide * _TILE].reshape(high, _TILE, wide, _TILE).astype(float)
    middle = (tiles.max(axis=(1, 3)) + tiles.min(axis=(1, 3))) / 2
    return bool((tiles.mean(axis=(1, 3)) - middle).sum() < 0)


def _flat(page: Image.Image) -> Image.Image:
    """Divided by its background where that is uneven."""
    ground = page.reduce(_BACKGROUND).filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.GaussianBlur(3))
    seen = np.asarray(ground)
    low, bright = np.percentile(seen, (2, 98))
    if bright - low <= _EVEN:
        return page
    ground = ground.point([max(level, round(_DARK_GROUND * bright), 1) for level in range(256)])
    wide = np.asarray(ground.resize(page.size, Image.Resampling.BILINEAR))
    scaled = np.asarray(page).astype(np.uint16) * np.uint16(255) // wide
    return Image.fromarray(np.minimum(scaled, 255).astype(np.uint8))


def _white(page: Image.Image) -> Image.Image:
    """With the grain of its ground made white: on grey paper Tesseract takes a few lonely words for stains."""
    dots = np.asarray(page)[::_STEP, ::_STEP]
    quarter, middle = np.percentile(dots, (25, 50))
    white = middle - _GRAIN * (middle - quarter)
    if white >= _WHITE or middle < _DIM:
        return page
    if middle - quarter >= _GRAINY:
        page = page.filter(ImageFilter.GaussianBlur(_BLUR))
    return page.point([min(255, round(level * 255 / white)) for level in range(256)])


def _speckled(levels: Levels) -> bool:
    """Whether many dots of ink stand alone."""
    ink = levels[: levels.shape[0] // 2 * 2] < 128
    middle = ink[1:-1, 1:-1]
    alone = middle & ~(ink[:-2, 1:-1] | ink[2:, 1:-1] | ink[1:-1, :-2] | ink[1:-1, 2:])
    return int(alone.sum()) > _SPECKS * max(1, int(middle.sum()))


def _without_edges(page: Image.Image) -> Image.Image:
    """White where the scanner saw no paper: black that reaches in from the edge of the picture and ends abruptly."""
    small = np.asarray(page.reduce(_SMALLER)).astype(np.int16)
    mask = np.zeros(small.shape, dtype=bool)
    for turn in range(4):
        marked = np.rot90(mask, turn)
        marked |= _black(np.rot90(small, turn))
    if not mask.any():
        return page
    cleaned = page.copy()
    cleaned.paste(255, mask=Image.fromarray(mask.astype(np.uint8) * 255).resize(page.size))
    return cleaned


def _black(levels: NDArray[np.int16]) -> Mask:
    """Black at the beginning of rows."""
    wide = levels.shape[1]
    rows = levels < _BLACK
    depth = np.where(rows.all(axis=1), wide, np.argmin(rows, axis=1))
    behind = levels[np.arange(len(levels)), np.minimum(depth + 1, wide - 1)]
    deep = (depth >= max(2, _EDGE * wide)) & (depth <= _DEEP * wide) & (behind > _BLACK + _ABRUPT)
    found: Mask = (np.arange(wide) < depth[:, None] + 1) & deep[:, None]
    return found

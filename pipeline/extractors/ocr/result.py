"""A sheet as it was read: how sure its words are, how much of it was not read, and the Page that it makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image

from pipeline.extractors.layout.grids import Grid
from pipeline.extractors.layout.words import Page
from pipeline.extractors.ocr.recognise import Seen
from pipeline.extractors.ocr.sheet import Sheet
from pipeline.extractors.ocr.words import words
from pipeline.text.plausible import share_of_syllables

_JUNK = 0.3  # confidence below which a word without letter or digit is a stain
_INK = 128
_BLANK = 0.0002  # share of a page under ink below which it is blank
_USUAL = 0.05  # share of the ink that rules, stains and signatures make
_MOST, _FEW = 0.5, 100  # share of the ink; letters
_EDGE = 0.02  # share of the long side where the paper may end
_HARDLY = 0.5  # confidence of a guess
_DOUBTFUL = 0.7  # confidence, and share of plausible syllables
_BAND = 0.12  # share of the height


def kept(seen: Sequence[Seen]) -> tuple[Seen, ...]:
    """Words without stains."""
    return tuple(word for word in seen if word.confidence >= _JUNK or any(map(str.isalnum, word.text)))


def band(page: Image.Image) -> Image.Image:
    """The part of a page in which most ink stands, a few lines high."""
    high = max(60, round(_BAND * page.height))
    ink = np.cumsum((np.asarray(page)[:, ::4] < _INK).sum(axis=1))
    top = int(np.argmax(ink[high:] - ink[:-high])) if page.height > high else 0
    return page.crop((0, top, page.width, min(page.height, top + high)))


def sense(seen: Sequence[Seen]) -> float:
    """How much of what was seen is sure: letters by their confidence above a guess."""
    return sum(sum(map(str.isalnum, word.text)) * (word.confidence - _HARDLY) for word in seen)


@dataclass(frozen=True)
class Reading:
    """``seen``: the words of a sheet; ``tables``: in points."""

    sheet: Sheet
    seen: tuple[Seen, ...]
    tables: tuple[Grid, ...]

    @cached_property
    def mean(self) -> float:
        """Mean confidence of the words by their letters and digits, 0 to 1."""
        letters = [sum(map(str.isalnum, word.text)) for word in self.seen]
        return sum(n * word.confidence for n, word in zip(letters, self.seen, strict=True)) / max(1, sum(letters))

    @cached_property
    def unread(self) -> float:
        """Share of the ink that no word covers, 0 to 1, without the edges of the page; 0 on a blank page."""
        picture = self.sheet.picture
        aside = round(_EDGE * max(picture.size))
        ink = np.asarray(picture)[::2, ::2] < _INK
        for edge in (ink[: aside // 2], ink[-aside // 2 :], ink[:, : aside // 2], ink[:, -aside // 2 :]):
            edge[:] = False
        total = int(ink.sum())
        if total <= _BLANK * ink.size:
            return 0.0
        for word in self.seen:
            ink[max(0, word.y0 // 2 - 2) : word.y1 // 2 + 3, max(0, word.x0 // 2 - 2) : word.x1 // 2 + 3] = False
        return int(ink.sum()) / total

    @cached_property
    def plausible(self) -> float:
        """Share of well-formed syllables."""
        return share_of_syllables(" ".join(word.text for word in self.seen))

    @cached_property
    def implausible(self) -> bool:
        """Whether hardly a word can be right, or hardly a word of much ink was read."""
        if not self.seen:
            return self.unread > 0
        if self.unread > _MOST and sum(len(word.text) for word in self.seen) < _FEW:
            return True
        return self.mean < _HARDLY or (self.mean < _DOUBTFUL and self.plausible < _DOUBTFUL)

    def page(self, number: int) -> Page:
        """The page in points. A blank one has neither words nor a confidence."""
        sheet = self.sheet
        width, height = (side * 72 / sheet.dpi for side in sheet.picture.size)
        if not self.seen and not self.unread:
            return Page(number, width, height)
        return Page(
            number,
            width,
            height,
            words(self.seen, sheet.picture, sheet.dpi),
            self.tables,
            confidence=self.mean * (1 - min(_MOST, max(0.0, self.unread - _USUAL))),
            legible=not self.implausible,
            plausible=self.plausible,
            shown=sheet.shown(),
        )

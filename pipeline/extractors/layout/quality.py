"""Quality of a page: whether its text layer can be trusted, and what follows from pages that could not be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extractors.layout.words import Page
from pipeline.model import LOW_CONFIDENCE, Flag, Problem, ReadBy, Reading
from pipeline.text.plausible import share_of_marked, share_of_syllables

COVERED = 0.5  # share of a page under a picture from which it may be a scan
FEW_LETTERS = 250
OUTLINES = 40  # paths on a page without a word from which they may be its letters
PLAUSIBLE = 0.8  # share of plausible syllables below which a text layer is not trusted
MARKED = 0.15  # share of letters with marks below which Vietnamese text has lost them
LONE = 0.12  # share of one-letter words from which syllables are torn
ODD = 0.01  # share of characters that no text has
FOREIGN = 0.6  # share of plausible syllables below which text may be in another language
LONG_WORDS = 4.3  # letters of a word there; Vietnamese has 3.3, and less where letters were lost
VOWELLESS = 0.08  # share of words without a vowel that is still no loss of letters
ENOUGH = 30  # words; a page with fewer is not judged by its words

_ALONE = re.compile("(?:^|(?<= ))[A-Za-z\u00c0-\u024f\u1e00-\u1eff](?= |$)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_VOWEL = re.compile("[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœ]", re.IGNORECASE)
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2c00-\ud7ff\uf900-\uffff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")

_UNREAD = "Chưa đọc được chữ trong ảnh quét (ảnh mờ, nghiêng hoặc quá tối): hãy quét lại rõ hơn hoặc nộp bản gốc."
_UNREAD_PAGES = "Không đọc được trang {}: hãy quét lại các trang này hoặc nộp bản gốc."
_LOW_PAGES = "Trang {} đọc từ ảnh quét không rõ, chữ có thể sai: cần đối chiếu bản gốc."


@dataclass(frozen=True, slots=True)
class Layer:
    """What a text layer looks like, measured once."""

    letters: int
    plausible: float
    unsound: bool


def layer(words: Sequence[str]) -> Layer:
    """Measures the words of a page."""
    text = " ".join(words)
    letters = sum(map(str.isalpha, text))
    plausible = share_of_syllables(text)
    if len(words) < ENOUGH:
        return Layer(letters, plausible, False)
    lone = len(_ALONE.findall(text))
    broken = lone >= LONE * len(words) or len(_UNPRINTABLE.findall(text)) >= ODD * len(text)
    strange = plausible < PLAUSIBLE or share_of_marked(text) < MARKED
    return Layer(letters, plausible, broken or (strange and not _foreign(text, plausible)))


def _foreign(text: str, plausible: float) -> bool:
    """Whether words that are no Vietnamese are sound all the same: another language, whose words are long and have vowels, or script."""
    words = _WORD.findall(text)
    if plausible >= FOREIGN or not words:
        return False
    if sum(_OTHER_SCRIPT.match(word) is not None for word in words) > 0.5 * len(words):
        return True
    without = sum(not _VOWEL.search(word) for word in words)
    return sum(map(len, words)) >= LONG_WORDS * len(words) and without <= VOWELLESS * len(words)


def needs_recognition(found: Layer, covered: float, outlines: int = 0) -> bool:
    """Whether the text layer of a page is missing or unsound.

    ``covered``: share of the page under pictures, 0 to 1; ``outlines``: paths drawn on it, many where letters were turned into curves.
    """
    if found.letters < FEW_LETTERS and (covered >= COVERED or (not found.letters and (covered > 0 or outlines >= OUTLINES))):
        return True
    return found.unsound


def better(stored: Page, recognised: Page | None) -> Page:
    """The recognised page, or the stored text layer where that makes more sense after all (text in another language)."""
    if recognised is None:
        return stored if stored.words else replace(stored, legible=False)
    before, after = (layer([w.text for w in page.words]) for page in (stored, recognised))
    kept = before.letters >= FEW_LETTERS and (not before.unsound or before.plausible >= after.plausible)
    return stored if kept else recognised


def reading(page: Page) -> Reading:
    """How a page was read."""
    if page.confidence is not None:
        low = page.confidence < LOW_CONFIDENCE or not page.legible
        problem = (Problem.LOW_OCR if page.legible else Problem.UNREADABLE) if low else None
        return Reading(page.number, ReadBy.OCR, round(page.confidence, 3), problem)
    if not page.legible:
        return Reading(page.number, ReadBy.NOTHING, 0.0, Problem.UNREADABLE)
    if not page.words:
        return Reading(page.number, ReadBy.NOTHING, 0.0)
    return Reading(page.number, ReadBy.TEXT, round(page.plausible, 3))


def verdict(method: str, readings: Sequence[Reading]) -> tuple[str, tuple[Flag, ...]]:
    """How the file was read (``ocr`` where no page has a text layer of its own) and the problems of its pages."""
    ways = {r.method for r in readings}
    if ReadBy.OCR in ways:
        method = f"{method}+ocr" if ReadBy.TEXT in ways else "ocr"
    unread = [r.page for r in readings if r.problem is Problem.UNREADABLE]
    low = [r.page for r in readings if r.problem is Problem.LOW_OCR]
    told = [r for r in readings if r.method is not ReadBy.NOTHING and r.problem is not Problem.UNREADABLE]
    if unread and not told:
        return method, (Flag(Problem.UNREADABLE, detail=_UNREAD),)
    flags = [Flag(Problem.LOW_OCR, detail=_UNREAD_PAGES.format(_listed(unread)))] if unread else []
    flags += [Flag(Problem.LOW_OCR, detail=_LOW_PAGES.format(_listed(low)))] if low else []
    return method, tuple(flags)


def _listed(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages))

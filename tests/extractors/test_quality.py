"""Quality: which text layers are trusted, and what is told of pages that could not be read."""

import pytest

from pipeline.extractors.layout.quality import better, layer, needs_recognition, reading, verdict
from pipeline.extractors.layout.words import Page, Word
from pipeline.model import Problem, ReadBy, Reading

SOUND = (
    "Chi bộ họp định kỳ tháng ba, có mặt hai mươi lăm trên hai mươi bảy đảng viên. Bí thư triển khai Nghị quyết của Đảng ủy, "
    "các đồng chí thảo luận và thống nhất nhiệm vụ tháng tới của đơn vị, phân công người thực hiện."
)
LOST = (
    "thc hin mt s ni dung trong quy nh s 213 ca B Chnh tr v trch nhim ca ng vin ang cng tc thng xuyn gi mi lin h vi t chc ng "
    "c s v nhn dn ni c tr, chi b hp nh k thng ba c mt hai mi lm trn hai mi by ng vin"
)
ENGLISH = (
    "Trace-based just-in-time type specialization for dynamic languages such as JavaScript are more difficult to compile than "
    "statically typed ones. Since no concrete type information is available, traditional compilers need to emit generic code "
    "that can handle all possible type combinations at runtime."
)
RUSSIAN = "Портативная формула документа предназначена для представления полиграфической продукции в электронном виде и печати " * 3


def words(text: str) -> list[str]:
    return text.split()


def page(text: str, confidence: float | None = None, legible: bool = True) -> Page:
    return Page(1, 595, 842, tuple(Word(w, 0, 0, 1, 1, 0) for w in text.split()), confidence=confidence, legible=legible, plausible=1.0)


@pytest.mark.parametrize("text", [SOUND, ENGLISH, RUSSIAN, "Số 12-NQ/CB"])
def test_sound_text_is_kept(text: str) -> None:
    assert not needs_recognition(layer(words(text)), 0.0)


@pytest.mark.parametrize(
    "text",
    [LOST, " ".join(SOUND).replace("   ", " | "), SOUND.replace("ộ", "\ufffd").replace("ả", "\ue001"), "Chi bo hop dinh ky thang ba " * 8],
)
def test_text_that_lost_letters_marks_or_sense_is_recognised_instead(text: str) -> None:
    assert needs_recognition(layer(words(text)), 0.0)


@pytest.mark.parametrize(
    ("text", "covered", "outlines", "wanted"),
    [
        ("", 1.0, 0, True),
        ("Trang 2", 0.9, 0, True),
        ("", 0.05, 0, True),
        ("", 0.0, 400, True),
        ("", 0.0, 0, False),
        ("Chương I", 0.1, 3, False),
    ],
)
def test_pages_with_little_text_are_recognised_where_something_else_is_drawn(
    text: str, covered: float, outlines: int, wanted: bool
) -> None:
    assert needs_recognition(layer(words(text)), covered, outlines) is wanted


def test_the_better_of_both_readings_is_taken() -> None:
    scan = page(SOUND, 0.95)
    assert better(page(LOST), scan) is scan
    stored = page(ENGLISH)
    assert better(stored, page("Trăce bâsed iụst ỉn tịme " * 20, 0.5)) is stored
    assert better(page(""), None).legible is False


def test_readings_and_flags_name_the_pages() -> None:
    pages = [page(SOUND), page(SOUND, 0.96), page(SOUND, 0.7), page("x", 0.2, legible=False)]
    made = [reading(p) for p in pages]
    assert [(r.method, r.problem) for r in made] == [
        (ReadBy.TEXT, None),
        (ReadBy.OCR, None),
        (ReadBy.OCR, Problem.LOW_OCR),
        (ReadBy.OCR, Problem.UNREADABLE),
    ]
    numbered = [Reading(n, r.method, r.quality, r.problem) for n, r in enumerate(made, 1)]
    assert verdict("pdf", numbered[:2]) == ("pdf+ocr", ())
    method, flags = verdict("pdf", numbered)
    assert (method, [f.problem for f in flags]) == ("pdf+ocr", [Problem.LOW_OCR, Problem.LOW_OCR])
    assert ["trang 4" in flags[0].detail, "Trang 3" in flags[1].detail] == [True, True]
    assert verdict("pdf", numbered[3:])[1][0].problem is Problem.UNREADABLE

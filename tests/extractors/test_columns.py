"""Blocks side by side: what a page of many numbers costs."""

from pipeline.extractors.layout.columns import in_order, pieces
from pipeline.extractors.layout.words import Word


def test_five_hundred_numbers_on_one_line_stay_in_order() -> None:
    words = [Word(str(at), at * 40.0, 800, at * 40.0 + 10, 801, 0) for at in range(500)]
    assert " ".join(piece.text for piece in in_order(pieces(words))) == " ".join(map(str, range(500)))

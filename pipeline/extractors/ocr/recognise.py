"""Tesseract, as a library or as a program: a grey picture to the words seen in it, as recognised."""

import csv
import io
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image

from pipeline.extractors.ocr.place import LANGUAGE
from pipeline.text.clean import clean

_PAGE, _BLOCK, _LSTM = 3, 6, 1  # page segmentation modes and recognition engine, as Tesseract counts them
_PATIENCE = 120  # seconds for one page
_DESCENDING = frozenset("gjpqyQ,;()[]{}/|_ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ")
_WORD = "5"  # level of words in a table of results


@dataclass(frozen=True, slots=True)
class Seen:
    """A word in a picture. Pixels, the origin at the upper left. ``confidence``: 0 to 1; ``line``, ``block``: their numbers in order."""

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    confidence: float
    line: int
    block: int

    @property
    def stands(self) -> bool:
        """Whether no part of it lies below the base line."""
        return not _DESCENDING.intersection(self.text) and any(map(str.isalnum, self.text))


class Library:
    """Tesseract in this process, loaded once."""

    def __init__(self, data: str) -> None:
        import tesserocr

        self._levels = tesserocr.RIL
        self._iterate = tesserocr.iterate_level
        self._api: Any = tesserocr.PyTessBaseAPI(path=data, lang=LANGUAGE, psm=_PAGE, oem=_LSTM)

    def words(self, grey: Image.Image, dpi: int, block: bool = False) -> tuple[Seen, ...]:
        """Words of a page, or of one block of lines."""
        self._api.SetPageSegMode(_BLOCK if block else _PAGE)
        self._api.SetImageBytes(grey.tobytes(), grey.width, grey.height, 1, grey.width)
        self._api.SetSourceResolution(dpi)
        try:
            return tuple(self._found()) if self._api.Recognize(_PATIENCE * 1000) else ()
        finally:
            self._api.Clear()

    def _found(self) -> Iterator[Seen]:
        word, levels = self._levels.WORD, self._levels
        results, line, block = self._api.GetIterator(), -1, -1
        if results is None:
            return
        for found in self._iterate(results, word):
            if found.Empty(word):
                continue
            line += found.IsAtBeginningOf(levels.TEXTLINE)
            block += found.IsAtBeginningOf(levels.BLOCK)
            if text := _letters(found.GetUTF8Text(word)):
                x0, y0, x1, y1 = found.BoundingBox(word)
                yield Seen(text, x0, y0, x1, y1, found.Confidence(word) / 100, line, block)


class Command:
    """The program ``tesseract``, started for each page on one thread."""

    def __init__(self, program: str, data: str) -> None:
        self._call = [program, "stdin", "stdout", "--tessdata-dir", data, "-l", LANGUAGE, "--oem", str(_LSTM)]

    def words(self, grey: Image.Image, dpi: int, block: bool = False) -> tuple[Seen, ...]:
        """Words of a page, or of one block of lines."""
        held = io.BytesIO()
        grey.save(held, "PPM")
        call = [*self._call, "--psm", str(_BLOCK if block else _PAGE), "--dpi", str(dpi), "-c", "tessedit_create_tsv=1"]
        single = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(call, input=held.getvalue(), capture_output=True, env=single, timeout=_PATIENCE, check=True)
        return tuple(table(done.stdout.decode("utf-8")))


def table(told: str) -> Iterator[Seen]:
    """Words of a table of results as the program writes it (TSV)."""
    last, number = None, -1
    for row in csv.DictReader(io.StringIO(told), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = _letters(row["text"] or "")
        if row["level"] != _WORD or not text:
            continue
        line = (row["block_num"], row["par_num"], row["line_num"])
        number += line != last
        last = line
        x, y = int(row["left"]), int(row["top"])
        yield Seen(text, x, y, x + int(row["width"]), y + int(row["height"]), float(row["conf"]) / 100, number, int(row["block_num"]))


def _letters(text: str) -> str:
    """Recognised text; the data write Đ as the Icelandic letter that looks the same."""
    return clean(text.strip()).replace("Ð", "Đ")

"""Texts as read, with their places: for people on a terminal, and as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from pipeline.model import Passage, ReadBy, Source
from pipeline.text.wording import PROBLEMS

_BY = {ReadBy.TEXT: "lớp chữ", ReadBy.OCR: "nhận dạng ảnh", ReadBy.NOTHING: "không có chữ"}


def plain(source: Source) -> Iterator[str]:
    """Lines: the file and how it was read, its problems, its pages, then each passage with page and paragraph."""
    pages = f", {source.pages} trang" if source.pages else ""
    yield f"=== {source.path} ({source.method or 'không đọc được'}{pages})"
    for flag in source.problems:
        yield f"!!! {PROBLEMS[flag.problem]}: {flag.detail}"
    for reading in source.readings:
        if reading.method is not ReadBy.TEXT or reading.problem:
            problem = f", {PROBLEMS[reading.problem]}" if reading.problem else ""
            yield f"--- trang {reading.page}: {_BY[reading.method]}, độ tin cậy {reading.quality:.0%}{problem}"
    for number, passage in enumerate(source.passages, 1):
        page = f"tr. {passage.page}, " if passage.page else ""
        yield f"[{page}đoạn {number}] {_shown(passage.text)}"


def _shown(text: str) -> str:
    """A passage on a terminal: cells divided by bars, and no control characters that a document might smuggle in."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text.replace("\t", " | ")).replace("\n", "\n    ")


def write(sources: Sequence[Source]) -> bytes:
    """JSON, UTF-8: a list of files with their passages; boxes are ``[start, end, page, x0, y0, x1, y1]``."""
    return (json.dumps([_source(s) for s in sources], ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _source(source: Source) -> dict[str, Any]:
    return {
        "path": source.path,
        "method": source.method,
        "pages": source.pages,
        "sha256": source.sha,
        "problems": [{"problem": str(flag), "detail": flag.detail} for flag in source.problems],
        "readings": [asdict(reading) for reading in source.readings],
        "passages": [_passage(number, passage) for number, passage in enumerate(source.passages, 1)],
    }


def _passage(number: int, passage: Passage) -> dict[str, Any]:
    made: dict[str, Any] = {"paragraph": number, "page": passage.page, "role": passage.role.value, "text": passage.text}
    if passage.turns:
        made["turns"] = passage.turns
    if passage.table:
        made["table"] = passage.table
    if passage.confidence is not None:
        made["confidence"] = round(passage.confidence, 3)
    if passage.boxes:
        made["boxes"] = passage.boxes
    return made

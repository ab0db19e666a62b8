"""One cell of a batch, in a worker: what was read of its files in, the bytes of its reports out."""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.batch import across, prints
from pipeline.batch.cache import unpacked
from pipeline.judge.codes import codes_of
from pipeline.model import Flag
from pipeline.report import json, render
from pipeline.report.json import FindingsError, read
from pipeline.run import Inspector, contents, load_form


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of a cell.

    ``folder``: its name; ``seen``: the way to it from its reports; ``files``: names and packed sources, in order;
    ``form``: fingerprint of the criteria; ``earlier``: its findings.json so far, whose codes are kept.
    """

    folder: str
    seen: str
    files: tuple[tuple[str, bytes], ...]
    criteria: Path
    form: str
    year: int | None
    formats: tuple[str, ...]
    earlier: bytes | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The reports of a cell by file name, its own name, and the marks of its papers; or why there are none, in Vietnamese."""

    contents: Mapping[str, bytes]
    name: str = ""
    marks: tuple[across.Mark, ...] = ()
    failed: str = ""


def finish(order: Order) -> Made:
    """Describes, matches, judges and writes. Never raises."""
    try:
        if prints.form(order.criteria) != order.form:
            return Made({}, failed="máy này có biểu mẫu khác với máy điều phối: chép thư mục biểu mẫu cho giống nhau rồi chạy lại")
        inspector = _inspector(order.criteria, order.year, order.form)
        sources = [source for name, data in order.files for source in unpacked(data, name)]
        made = inspector.conclude(sources, order.folder, earlier=_codes(order, inspector))
        return Made(contents(made, order.seen, order.formats), made.report.cell_name, across.marks(made.report))
    except Exception as error:  # noqa: BLE001  the boundary of a cell: the others go on
        return Made({}, failed=_told(error))


@dataclass(frozen=True, slots=True)
class Flags:
    """What other cells say of a cell's papers, to be told in its reports: by path and part. ``findings``: its findings.json."""

    findings: bytes
    criteria: Path
    form: str
    year: int | None
    formats: tuple[str, ...]
    told: Mapping[tuple[str, int | None], tuple[Flag, ...]]


def flag(flags: Flags) -> Made:
    """The reports of a cell with what other cells say of its papers. Never raises."""
    try:
        report = read(flags.findings, _inspector(flags.criteria, flags.year, flags.form).form)
        report = replace(report, documents=across.flagged(report.documents, flags.told))
        return Made({"findings.json": json.write(report), **render(report, flags.formats)})
    except Exception as error:  # noqa: BLE001  the boundary of a cell: the others go on
        return Made({}, failed=_told(error))


def _told(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "thiếu bộ nhớ khi lập kết quả: đóng bớt chương trình khác rồi chạy lại với --retry-failed"
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"lỗi chương trình ({type(error).__name__} tại {Path(place.filename).name}:{place.lineno}): báo cho người phát triển"


def _codes(order: Order, inspector: Inspector) -> Mapping[tuple[str, str, int | None], str]:
    if order.earlier is None:
        return {}
    try:
        return codes_of(read(order.earlier, inspector.form))
    except FindingsError:
        return {}


@lru_cache(maxsize=1)
def _inspector(criteria: Path, year: int | None, _form: str) -> Inspector:
    return Inspector(load_form(criteria, year))

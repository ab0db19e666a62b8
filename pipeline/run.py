"""The corridor: one cell from its folder to its report, and the check of a form by its own examples."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import form as forms
from pipeline.describe import Describer
from pipeline.extractors import files
from pipeline.judge import candidates, judge, place_of
from pipeline.matchers import Matchers
from pipeline.model import (
    Form,
    Match,
    Report,
)
from pipeline.reading import Pool, Progress
from pipeline.text.fold import fold


def _silent(_stage: str, _done: int, _all: int) -> None:
    return None


@dataclass(frozen=True)
class Check:
    """A report with what it was made from, for explanations."""

    report: Report
    matches: Mapping[int, tuple[Match, ...]]


class Inspector:
    """A form made ready. Built once, used for any number of cells."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.matchers = Matchers(form)
        self.describer = Describer(form.lexicon, form.year)

    def check(self, folder: Path, pool: Pool, cell: str | None = None, progress: Progress = _silent) -> Check:
        """Reads (by ``pool``), describes, matches and judges a cell's folder. Raises NotADirectoryError where it is none."""
        if not folder.is_dir():
            raise NotADirectoryError(str(folder))
        clock = _Clock()
        sources = [source for found in pool.read(folder, files(folder), progress) for source in found]
        clock.lap("read")
        documents, name = self.describer.describe(sources, cell)
        clock.lap("describe")
        matches = {}
        for number, document in enumerate(documents):
            progress("Tìm minh chứng", number, len(documents))
            matches[number] = self.matchers.find(document)
        progress("Tìm minh chứng", len(documents), len(documents))
        clock.lap("match")
        findings = judge(self.form, documents, matches)
        clock.lap("judge")
        report = Report(
            self.form,
            _slug(cell or folder_id(folder)),
            name or cell or folder.resolve().name,
            self.form.year,
            findings,
            documents,
            clock.laps,
        )
        return Check(report, matches)


def check(
    folder: str | Path,
    *,
    year: int | None = None,
    cell: str | None = None,
    criteria: str | Path | None = None,
    progress: Progress = _silent,
) -> Report:
    """Checks a cell's folder against a form.

    ``folder``: what the cell handed in, any depth. ``year``: the inspected year, else the form's own. ``cell``: the cell's name,
    else the one found in its papers. ``criteria``: a folder with another form. Raises NotADirectoryError, FormError.
    """
    with Pool() as pool:
        form = forms.load(Path(criteria) if criteria else forms.default_folder(), year)
        return Inspector(form).check(Path(folder), pool, cell, progress).report


def folder_id(folder: Path) -> str:
    """The cell's id: the name of its folder; of the parent where the folder is merely called docs."""
    resolved = folder.resolve()
    return resolved.parent.name if fold(resolved.name) in ("docs", "ho so", "hoso", "tai lieu", "documents") else resolved.name


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split()) or "chi-bo"


@dataclass
class _Clock:
    """Wall time by stage, seconds."""

    laps: dict[str, float] = field(default_factory=dict)
    _last: float = field(default_factory=time.perf_counter)

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round(now - self._last, 4)
        self._last = now


def write_outputs(made: Check, out: Path) -> tuple[str, ...]:
    """Writes the findings (json, csv, xlsx) and candidates.json into ``out``; returns their names. Each is whole or not there."""
    from pipeline.report import csv, json, trace, xlsx

    report = made.report
    contents = {
        "findings.json": json.write(report),
        "findings.csv": csv.write(report),
        "findings.xlsx": xlsx.write(report),
        "candidates.json": trace.write(_trace(made)),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        unfinished = out / f".{name}.part"
        unfinished.write_bytes(data)
        unfinished.replace(out / name)
    return tuple(contents)


def _trace(made: Check) -> dict[str, list[dict[str, object]]]:
    """Every candidate by requirement, and the requirements' names."""
    from pipeline.report import trace

    form, documents = made.report.form, made.report.documents
    found: dict[str, list[dict[str, object]]] = {"names": [{r.id: r.name for r in form.requirements}]}
    for requirement in form.requirements:
        found[requirement.id] = [
            trace.entry(c.document, c.match, c.reason, place_of(c.document, c.match.span.start), requirement)
            for c in candidates(requirement, documents, made.matches)
        ]
    return found


def load_form(criteria: Path | None, year: int | None = None) -> Form:
    """The form in a folder; the one the program ships with by default."""
    return forms.load(criteria or forms.default_folder(), year)

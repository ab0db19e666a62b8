"""The corridor: one cell from its folder to its report, and the check of a form by its own examples."""

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from pipeline import form as forms
from pipeline.describe import Describer
from pipeline.extractors import content, files
from pipeline.judge import candidates, judge, place_of
from pipeline.judge.codes import Key, coded, codes_of
from pipeline.matchers import Matchers
from pipeline.model import Form, Match, Report, Source
from pipeline.reading import Pool, Progress
from pipeline.report import FORMATS, render
from pipeline.text.fold import fold

_NO_CODES: Mapping[Key, str] = MappingProxyType({})


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

    def check(
        self, folder: Path, pool: Pool, cell: str | None = None, progress: Progress = _silent, earlier: Mapping[Key, str] = _NO_CODES
    ) -> Check:
        """Reads (by ``pool``), describes, matches and judges a cell's folder. Raises NotADirectoryError where it is none.

        ``earlier``: codes that evidence had in an earlier report of the cell; what had one keeps it.
        """
        if not folder.is_dir():
            raise NotADirectoryError(str(folder))
        clock = _Clock()
        sources = [source for found in pool.read(folder, files(folder), progress) for source in found]
        clock.lap("read")
        return self.conclude(sources, folder_id(folder), cell, progress, earlier, clock)

    def conclude(
        self,
        sources: Sequence[Source],
        folder: str,
        cell: str | None = None,
        progress: Progress = _silent,
        earlier: Mapping[Key, str] = _NO_CODES,
        clock: "_Clock | None" = None,
    ) -> Check:
        """Describes, matches and judges what was read of a cell's folder. ``folder``: its name."""
        clock = clock or _Clock()
        documents, name = self.describer.describe(sources, cell)
        clock.lap("describe")
        matches = {}
        for number, document in enumerate(documents):
            progress("Tìm minh chứng", number, len(documents))
            matches[number] = self.matchers.find(document)
        progress("Tìm minh chứng", len(documents), len(documents))
        clock.lap("match")
        findings = coded(judge(self.form, documents, matches), documents, earlier)
        clock.lap("judge")
        report = Report(
            self.form,
            _slug(cell or folder),
            name or cell or folder,
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


def write_outputs(made: Check, folder: Path, out: Path, formats: Iterable[str] = FORMATS) -> tuple[str, ...]:
    """Writes findings.json, candidates.json and the reports of these formats into ``out``; returns their names.

    ``folder``: the cell's, to which the reports link. Each file is whole or not there.
    """
    return written(contents(made, seen_from(folder, out), formats), out)


def contents(made: Check, folder: str, formats: Iterable[str] = FORMATS) -> dict[str, bytes]:
    """findings.json, candidates.json and the reports of these formats by name. ``folder``: see ``Report.folder``."""
    from pipeline.report import json, trace

    report = replace(made.report, folder=folder)
    return {"findings.json": json.write(report), **render(report, formats), "candidates.json": trace.write(_trace(made))}


def written(contents: Mapping[str, bytes], out: Path) -> tuple[str, ...]:
    """Writes files into ``out``, each whole or not at all, also when the power fails; returns their names. Raises OSError."""
    out.mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        unfinished = out / f".{name}.part"
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(out / name)
    return tuple(contents)


def seen_from(folder: Path, out: Path) -> str:
    """The way from ``out`` to ``folder``, ``/`` as separator; a file address where no relative way leads there (another drive)."""
    try:
        return Path(os.path.relpath(folder.resolve(), out.resolve())).as_posix()
    except ValueError:
        return folder.resolve().as_uri()


def stored(path: Path, criteria: Path | None = None) -> Report:
    """The report of a findings.json. Raises FindingsError, FormError, OSError."""
    from pipeline.report import json

    data = path.read_bytes()
    return json.read(data, _form_once(criteria, json.year_of(data)))


@lru_cache(maxsize=4)
def _form_once(criteria: Path | None, year: int) -> Form:
    """Many findings are mostly of one form."""
    return load_form(criteria, year)


def earlier_codes(out: Path, form: Form) -> Mapping[Key, str]:
    """The codes of the evidence in the report that lies in ``out``; none where no such report can be read."""
    from pipeline.report import json

    try:
        return codes_of(json.read((out / "findings.json").read_bytes(), form))
    except (OSError, json.FindingsError):
        return {}


def write_bundle(report: Report, folder: Path, out: Path) -> tuple[tuple[str, str], ...]:
    """Writes the evidence files of a report as a zip, whole or not at all.

    Returns the files that were gone or had changed, each with what to tell. Raises OSError.
    """
    from pipeline.report import bundle, catalogue_docx, catalogue_html

    def index(inside: Mapping[tuple[str, str], str]) -> dict[str, bytes]:
        own = replace(report, folder="")
        return {
            "Danh mục minh chứng.docx": catalogue_docx.write(own),
            "Danh mục minh chứng.html": catalogue_html.write(own, inside),
        }

    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f".{out.name}.part")
    with unfinished.open("wb") as file:
        troubles = bundle.write(report, lambda path: content(folder, path), index, file)
    unfinished.replace(out)
    return troubles


def write_summary(
    cells: Iterable[tuple[Report, Path]], out: Path, changes: Mapping[Path, str] | None = None, failed: int = 0
) -> tuple[str, ...]:
    """Writes the summary of many cells into ``out``; returns the names of its files. Each report comes with the folder of its files.

    ``changes``: what became of cells since the results before, in words, by that folder. ``failed``: how many more cells there are
    whose check failed.
    """
    from pipeline.report import summary, summary_html, summary_xlsx

    told = {seen_from(folder, out): words for folder, words in (changes or {}).items()}
    gathered = summary.gather(((report, seen_from(folder, out)) for report, folder in cells), told, failed)
    return written({"tong-hop.xlsx": summary_xlsx.write(gathered), "tong-hop.html": summary_html.write(gathered)}, out)


def rewrite(path: Path, report: Report, out: Path, formats: Iterable[str] = FORMATS) -> tuple[str, ...]:
    """Writes the reports of these formats of a stored report into ``out``, links mended; returns their names."""
    folder = report.folder
    if folder and not folder.startswith("file:"):
        folder = seen_from(path.parent / folder, out)
    return written(render(replace(report, folder=folder), formats), out)


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

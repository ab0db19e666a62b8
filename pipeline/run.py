"""The corridor: one cell from its folder to its report, and the check of a form by its own examples."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline import form as forms
from pipeline.describe import Describer
from pipeline.extractors import files, read
from pipeline.judge import candidates, judge, place_of, validity
from pipeline.matchers import Matchers
from pipeline.model import (
    Body,
    Document,
    Example,
    Form,
    Kind,
    Match,
    Meeting,
    Passage,
    Profile,
    Proof,
    Purpose,
    Reason,
    Report,
    Requirement,
    Source,
    Span,
)
from pipeline.text.clean import clean
from pipeline.text.fold import fold

Progress = Callable[[str, int, int], None]
"""Called with the stage (Vietnamese), how many are done and how many there are."""


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
        self._matchers = Matchers(form)
        self._describer = Describer(form.lexicon, form.year)

    def check(self, folder: Path, cell: str | None = None, progress: Progress = _silent) -> Check:
        """Reads, describes, matches and judges a cell's folder. Raises NotADirectoryError where it is none."""
        if not folder.is_dir():
            raise NotADirectoryError(str(folder))
        clock = _Clock()
        paths = files(folder)
        sources = []
        for done, path in enumerate(paths):
            progress("Đọc hồ sơ", done, len(paths))
            sources.append(read(folder, path))
        progress("Đọc hồ sơ", len(paths), len(paths))
        clock.lap("read")
        documents, name = self._describer.describe(sources, cell)
        clock.lap("describe")
        matches = {}
        for number, document in enumerate(documents):
            progress("Tìm minh chứng", number, len(documents))
            matches[number] = self._matchers.find(document)
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

    def examples(self) -> Iterator[str]:
        """What is wrong with the form's own hits and traps; one Vietnamese line each."""
        for requirement in self.form.requirements:
            for n, hit in enumerate(requirement.hits, 1):
                if not self._accepts(requirement, hit, Purpose.PROVES):
                    yield f"{requirement.id}: ví dụ đúng số {n} không được nhận: {_shown(hit)}{self._why(requirement, hit)}"
            for n, hit in enumerate(requirement.unless_hits, 1):
                if not self._accepts(requirement, hit, Purpose.LIFTS):
                    yield f"{requirement.id}: ví dụ nêu lý do miễn số {n} không được nhận: {_shown(hit)}"
            for n, hit in enumerate(requirement.demand_hits, 1):
                if not self._accepts(requirement, hit, Purpose.DEMANDS):
                    yield f"{requirement.id}: ví dụ cho thấy cần có văn bản số {n} không được nhận: {_shown(hit)}"
            for n, trap in enumerate(requirement.traps, 1):
                if self._accepts(requirement, trap, Purpose.PROVES):
                    yield f"{requirement.id}: ví dụ bẫy số {n} lại được nhận: {_shown(trap)}"
                elif trap.reason and trap.reason not in self._reasons(requirement, trap):
                    told = ", ".join(self._reasons(requirement, trap)) or "không có đoạn nào khớp"
                    yield f"{requirement.id}: ví dụ bẫy số {n} bị loại vì {told}, không phải vì {trap.reason}: {_shown(trap)}"

    def _stage(self, requirement: Requirement, example: Example) -> tuple[Document, tuple[Match, ...]]:
        document = self._document(requirement, example)
        return document, tuple(m for m in self._matchers.find(document) if m.requirement == requirement.id)

    def _document(self, requirement: Requirement, example: Example) -> Document:
        """The paper that an example is meant to stand in: titles are described, passages stand in a paper of the right kind."""
        about = example.about
        titled = requirement.proof is Proof.DOCUMENT and "heading" not in about
        made = _titled(self._describer, example, self.form.year) if titled else _passage(requirement, example, self.form.year)
        profile = made.profile
        if "by" in about:
            profile = replace(profile, by=Body(about["by"]))
        elif titled and not requirement.issuers & {Body.OWN}:
            profile = replace(profile, by=min(requirement.issuers))
        if "kind" in about:
            profile = replace(profile, kind=Kind(about["kind"]))
        if "meeting" in about:
            profile = replace(profile, meeting=Meeting(about["meeting"]))
        if "period" in about:
            profile = replace(profile, period=about["period"])
        return replace(made, profile=profile)

    def _accepts(self, requirement: Requirement, example: Example, purpose: Purpose) -> bool:
        document, matches = self._stage(requirement, example)
        barred = validity.refusal(requirement, document) if purpose is Purpose.PROVES else validity.lifting_refusal(document)
        return barred is None and any(m.purpose is purpose and not m.contexts and _touches(m, document, example) for m in matches)

    def _reasons(self, requirement: Requirement, example: Example) -> tuple[Reason, ...]:
        document, matches = self._stage(requirement, example)
        own = [r for m in matches if m.purpose in (Purpose.PROVES, Purpose.REFUSES) for r in m.contexts]
        barred = validity.refusal(requirement, document)
        return tuple(dict.fromkeys([*own, *([barred] if barred and matches else [])]))

    def _why(self, requirement: Requirement, example: Example) -> str:
        document, matches = self._stage(requirement, example)
        told = [*self._reasons(requirement, example)]
        barred = validity.refusal(requirement, document)
        if barred and barred not in told:
            told.append(barred)
        found = "" if any(m.purpose is Purpose.PROVES for m in matches) else "không quy tắc nào khớp; "
        profile = document.profile
        return f" [{found}{', '.join(told)}; {profile.kind}, {profile.by}, {profile.period}]"


def _touches(match: Match, document: Document, example: Example) -> bool:
    """True where the quote holds some of the words marked in the example."""
    marked = example.text[example.span.start : example.span.end]
    at = document.text.find(clean(marked).split("\n")[0])
    return match.matcher in ("title", "table") or at < 0 or match.span.overlaps(Span(at, at + len(marked)))


def _shown(example: Example) -> str:
    return f"“{' / '.join(example.text.split(chr(10)))}”"


def _titled(describer: Describer, example: Example, year: int) -> Document:
    """A paper with a header block whose title is the example's text; further lines after an empty line are its body."""
    head, _, body = clean(example.text).partition("\n\n")
    upper = [
        Passage("ĐẢNG BỘ CẤP TRÊN"),
        Passage("CHI BỘ KIỂM THỬ"),
        Passage("ĐẢNG CỘNG SẢN VIỆT NAM"),
        Passage(f"Tỉnh, ngày 20 tháng 5 năm {year}"),
    ]
    title = [Passage(line, bold=True, centred=True) for line in head.split("\n")]
    rest = [_row_or_line(line) for line in body.split("\n") if line.strip()] or [Passage("Nội dung thực hiện theo quy định của chi bộ.")]
    source = Source(example.about.get("path", "van ban.docx"), (*upper, *title, *rest), None, "docx", "")
    return describer.describe([source], "Chi bộ Kiểm thử")[0][0]


def _row_or_line(line: str) -> Passage:
    from pipeline.model import Role

    if "|" not in line:
        return Passage(line)
    role = Role.TABLE_HEADER if line.lstrip().startswith("||") else Role.ROW
    return Passage("\t".join(c.strip() for c in line.strip("| ").split("|")), role=role, table=1)


def _passage(requirement: Requirement, example: Example, year: int) -> Document:
    """A paper of the right kind in which the example stands, under a heading if one is given."""
    kind = Kind(example.about["kind"]) if "kind" in example.about else _first_kind(requirement)
    heading = [Passage(example.about["heading"], bold=True)] if "heading" in example.about else []
    passages = (Passage("Văn bản của chi bộ."), *heading, *(Passage(line) for line in clean(example.text).split("\n") if line.strip()))
    wanted = next(iter(validity.meetings(requirement)), Meeting.REGULAR)
    meeting = (Meeting.REGULAR if Meeting.REGULAR in validity.meetings(requirement) else wanted) if kind is Kind.MINUTES else Meeting.NONE
    period = f"{year}-03" if kind is Kind.MINUTES else str(year)
    by = Body.OWN if Body.OWN in requirement.issuers else min(requirement.issuers)
    return Document("van ban.docx", passages, Profile(kind=kind, by=by, meeting=meeting, period=period))


def _first_kind(requirement: Requirement) -> Kind:
    order = (Kind.MINUTES, Kind.REPORT, Kind.RESOLUTION, Kind.SELF_REVIEW)
    return next((k for k in order if k in requirement.kinds), min(requirement.kinds))


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
    form = forms.load(Path(criteria) if criteria else forms.default_folder(), year)
    return Inspector(form).check(Path(folder), cell, progress).report


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


def form_errors(folder: Path) -> tuple[Sequence[str], dict[str, Any]]:
    """All mistakes of a form, its examples included, and how much of everything it holds."""
    form = load_form(folder)
    counts = {
        "rows": len(form.rows),
        "requirements": len(form.requirements),
        "rules": sum(len(r.rules) + len(r.refuse) + len(r.unless) + len(r.demanded_by) for r in form.requirements),
        "hits": sum(len(r.hits) + len(r.unless_hits) for r in form.requirements),
        "traps": sum(len(r.traps) for r in form.requirements),
    }
    return tuple(Inspector(form).examples()), counts

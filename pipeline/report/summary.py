"""Many cells: what a run over hundreds of them found, as frames. A report is read once and only small rows of it are kept.

gathered = gather((report, "chi-bo-a"), …)   the folder of each report's files, as seen from the summary
ranking(gathered), matrix(gathered), lacking(gathered), problems(gathered)
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.model import Report, Status
from pipeline.report.frame import GAPS, SEVERITY
from pipeline.report.look import LOOKS
from pipeline.text.wording import KINDS, STATUSES, problem

if TYPE_CHECKING:
    import pandas as pd

FILES = {"Bảng đối chiếu": "findings.html", "Word": "findings.docx", "Excel": "findings.xlsx", "Phiếu thẩm tra": "phieu-tham-tra.docx"}
"""A cell's reports."""

_LETTERS = {letter: number for number, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_PARTS = re.compile(r"\d+|\w|[^\w]+")


@dataclass(frozen=True, slots=True)
class Square:
    """A criterion of a cell: the worst status of its requirements, how many lack wholly or partly, how many there are."""

    worst: Status
    gaps: int
    of: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A cell (chi bộ) in the summary. ``where``: folder of its reports. ``counts``: by status, ``squares``: by criterion.

    ``flawed``: documents with problems: path, kind, what is wrong. ``label``: its name, with the folder where another has the same.
    ``change``: what became of it since the results before, in words.
    """

    name: str
    id: str
    year: int
    where: str
    counts: Mapping[Status, int]
    squares: Mapping[str, Square]
    documents: int
    flawed: tuple[tuple[str, str, str], ...]
    change: str = ""
    rank: int = 0
    label: str = ""

    @property
    def gaps(self) -> int:
        return sum(self.counts[s] for s in GAPS)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Lack:
    """A requirement, and how many cells it was asked of, how many lack it wholly, and partly."""

    requirement: str
    criterion: str
    name: str
    cells: int
    missing: int
    partial: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Cells from the most gaps to the fewest, criteria in the order of the form with their words, requirements likewise.

    ``failed``: how many more cells there are whose check failed.
    """

    cells: tuple[Unit, ...]
    criteria: Mapping[str, str]
    lacks: tuple[Lack, ...]
    titles: tuple[str, ...]
    failed: int = 0

    @property
    def untold(self) -> str:
        """That cells are left out, in words."""
        return f"{self.failed} chi bộ chưa kiểm tra được nên không có ở đây: xem that-bai.csv." if self.failed else ""

    @property
    def counts(self) -> dict[Status, int]:
        return {s: sum(c.counts[s] for c in self.cells) for s in Status}


def gather(cells: Iterable[tuple[Report, str]], changes: Mapping[str, str] | None = None, failed: int = 0) -> Summary:
    """Goes once through reports, each with the folder of its files as seen from the summary. Memory grows by small rows a cell.

    ``changes``: what became of cells since the results before, in words, by folder. ``failed``: see ``Summary``.
    """
    units: list[Unit] = []
    criteria: dict[str, str] = {}
    names: dict[str, tuple[str, str]] = {}
    tallies: dict[str, Counter[Status]] = {}
    titles: dict[str, None] = {}
    for report, where in cells:
        units.append(replace(_unit(report, where), change=(changes or {}).get(where, "")))
        titles.setdefault(report.form.title)
        words = {r.id: r.criterion for r in report.form.rows}
        for requirement in report.form.requirements:
            criteria.setdefault(requirement.criterion, words.get(requirement.criterion, ""))
            names.setdefault(requirement.id, (requirement.criterion, requirement.name))
        for f in report.findings:
            tallies.setdefault(f.requirement, Counter())[f.status] += 1
    lacks = tuple(Lack(r, *names[r], t.total(), t[Status.MISSING], t[Status.PARTIAL]) for r, t in tallies.items() if r in names)
    return Summary(_ranked(units), criteria, lacks, tuple(titles), failed)


def _unit(report: Report, where: str) -> Unit:
    statuses: dict[str, list[Status]] = {}
    for f in report.findings:
        statuses.setdefault(f.criterion, []).append(f.status)
    squares = {c: _square(max(told, key=SEVERITY.index), sum(s in GAPS for s in told), len(told)) for c, told in statuses.items()}
    flawed = tuple((d.path, KINDS[d.profile.kind], "; ".join(map(problem, d.problems))) for d in report.documents if d.problems)
    counts = Counter(f.status for f in report.findings)
    return Unit(report.cell_name, report.cell_id, report.year, where, counts, squares, len(report.documents), flawed)


def change_in_words(before: Mapping[str, Status], now: Mapping[str, Status]) -> str:
    """How many requirements stand better and worse than in the results before: "2 tốt hơn, 1 kém hơn"; empty where nothing is known."""
    steps = [_worse(now[r]) - _worse(before[r]) for r in now if r in before]
    told = (f"{sum(s < 0 for s in steps)} tốt hơn", f"{sum(s > 0 for s in steps)} kém hơn")
    return (", ".join(t for t in told if not t.startswith("0 ")) or "không đổi") if steps else ""


def _worse(status: Status) -> int:
    """What need not be there is as good as what is there."""
    return max(SEVERITY.index(status), SEVERITY.index(Status.FOUND))


@lru_cache
def _square(worst: Status, gaps: int, of: int) -> Square:
    return Square(worst, gaps, of)


def _ranked(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """From the most gaps to the fewest, then by name: where to go first; cells with equal gaps share a rank."""
    units = list(units)
    often = Counter(u.name for u in units)
    ordered = sorted(units, key=lambda u: (-u.gaps, alphabetical(u.name), u.year, u.where))
    ranks: dict[int, int] = {}
    return tuple(
        replace(u, rank=ranks.setdefault(u.gaps, number), label=u.name if often[u.name] == 1 else f"{u.name} ({u.where})")
        for number, u in enumerate(ordered, start=1)
    )


def alphabetical(name: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """Sorts names as Vietnamese does: a ă â b …, tones after letters, numbers by their value ("Chi bộ 2" before "Chi bộ 10")."""
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for part in _PARTS.findall(unicodedata.normalize("NFC", name).lower()):
        apart = unicodedata.normalize("NFD", part)
        letter = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
        if part.isdecimal():
            letters.append((1, int(part[:18])))
        elif letter in _LETTERS:
            letters.append((2, _LETTERS[letter]))
            tones.append(next((_TONES[c] for c in apart if c in _TONES), 0))
        else:
            letters.append((0, 0) if part.isspace() else (3, ord(part[0])))
    return tuple(letters), tuple(tones)


def totals(summary: Summary) -> "pd.DataFrame":
    """One row a status: number and share of the requirements of all cells."""
    import pandas as pd

    number = sum(summary.counts.values())
    rows = [[STATUSES[s], summary.counts[s], summary.counts[s] / max(number, 1)] for s in STATUSES]
    return pd.DataFrame(rows, columns=["Kết quả", "Số yêu cầu", "Tỷ lệ"])


def ranking(summary: Summary) -> "pd.DataFrame":
    """One row a cell, from the most gaps (missing or partial) to the fewest. ``Nơi lưu``: folder of its reports."""
    import pandas as pd

    rows = [
        [
            u.rank,
            u.label,
            u.year,
            u.gaps,
            u.gaps / max(u.total, 1),
            *(u.counts[s] for s in STATUSES),
            u.documents,
            len(u.flawed),
            u.change,
            u.where,
            u.id,
        ]
        for u in summary.cells
    ]
    head = ["Hạng", "Chi bộ", "Năm", "Còn thiếu", "Tỷ lệ thiếu", *STATUSES.values(), "Văn bản", "Văn bản có vấn đề"]
    return pd.DataFrame(rows, columns=[*head, "So với lần trước", "Nơi lưu", "Mã chi bộ"])


def matrix(summary: Summary) -> "pd.DataFrame":
    """Cells × criteria: the mark of the worst status, with the number of requirements that lack; empty where it was not asked."""
    import pandas as pd

    rows = [[u.rank, u.label, *(shown(u.squares.get(c)) for c in summary.criteria)] for u in summary.cells]
    return pd.DataFrame(rows, columns=["Hạng", "Chi bộ", *summary.criteria])


def shown(square: Square | None) -> str:
    """A square for people: "✓", "✗ 2"."""
    if not square:
        return ""
    mark = LOOKS[square.worst].mark
    return f"{mark} {square.gaps}" if square.gaps and square.of > 1 else mark


def lacking(summary: Summary) -> "pd.DataFrame":
    """Requirements that any cell lacks, those that most cells lack first."""
    import pandas as pd

    found = sorted((k for k in summary.lacks if k.missing + k.partial), key=lambda k: -(k.missing + k.partial) / k.cells)
    rows = [
        [k.criterion, k.name, k.missing + k.partial, (k.missing + k.partial) / k.cells, k.missing, k.partial, k.cells, k.requirement]
        for k in found
    ]
    head = ["Hàng", "Yêu cầu", "Số chi bộ thiếu", "Tỷ lệ", "Không có", "Thiếu một phần", "Số chi bộ", "Mã"]
    return pd.DataFrame(rows, columns=head)


def problems(summary: Summary) -> "pd.DataFrame":
    """Documents with problems, cell by cell in the order of the ranking."""
    import pandas as pd

    rows = [[u.label, path, kind, told, u.where, u.id] for u in summary.cells for path, kind, told in u.flawed]
    return pd.DataFrame(rows, columns=["Chi bộ", "Văn bản", "Loại", "Lưu ý", "Nơi lưu", "Mã chi bộ"])

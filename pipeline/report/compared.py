"""Two checks compared: what a cell has gained or lost between an older and a newer findings.json, or between last year's and this year's.

    compare("chi-bo-a", told(old_bytes), told(new_bytes)).verdict

Works on what stands in the files, without their form: requirements are matched by id, months and quarters by number.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from pipeline.model import Flag, Problem, Status
from pipeline.report.frame import GAPS, SEVERITY
from pipeline.report.schema import SCHEMA, FindingsError
from pipeline.text.wording import STATUSES, periods, problem

_BROKEN = "không phải tệp findings.json do “minhchung check” ghi, hoặc tệp đã hỏng"


class Verdict(StrEnum):
    """What became of a cell."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"  # better here and worse there, or other files and the same results
    SAME = "same"
    NEW = "new"  # only in the newer results
    GONE = "gone"  # only in the older results


VERDICTS = MappingProxyType(
    {
        Verdict.BETTER: "tốt hơn",
        Verdict.WORSE: "kém hơn",
        Verdict.CHANGED: "có thay đổi",
        Verdict.SAME: "không đổi",
        Verdict.NEW: "chỉ có lần sau",
        Verdict.GONE: "chỉ có lần trước",
    }
)


@dataclass(frozen=True, slots=True)
class Result:
    """A requirement as it stands in a findings.json. ``covered``: months and quarters without the year; ``papers``: that prove it."""

    criterion: str
    status: Status
    covered: frozenset[str]
    papers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """What is compared of a findings.json. ``files``: SHA-256 by path; ``flags``: problems by path and part."""

    form: str
    id: str
    name: str
    year: int
    results: Mapping[str, Result]
    files: Mapping[str, str]
    flags: Mapping[tuple[str, int | None], tuple[Flag, ...]]

    @property
    def counts(self) -> dict[Status, int]:
        found = Counter(r.status for r in self.results.values())
        return {status: found[status] for status in Status}


def told(data: bytes) -> Told:
    """What is compared of a findings.json. Raises FindingsError."""
    try:
        read = json.loads(data)
        if read["schema"] != SCHEMA:
            raise FindingsError(f"findings.json thuộc phiên bản {read['schema']}, chương trình này đọc phiên bản {SCHEMA}")
        cell, documents = read["cell"], read["documents"]
        return Told(
            str(read["form"]),
            str(cell["id"]),
            str(cell["name"]),
            int(read["year"]),
            {f["requirement"]: _result(f) for f in read["findings"]},
            {d["path"]: d.get("sha256", "") for d in documents},
            {(d["path"], d.get("part")): flags for d in documents if (flags := _flags(d))},
        )
    except FindingsError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FindingsError(_BROKEN) from error


def _result(f: Mapping[str, Any]) -> Result:
    covered = frozenset(period.partition("-")[2] or period for period in f["covered"] or ())
    return Result(f["criterion"], Status(f["status"]), covered, frozenset(e["document"] for e in f["evidence"]))


def _flags(document: Mapping[str, Any]) -> tuple[Flag, ...]:
    names = document["problems"]
    made = []
    for name, detail in zip(names, document.get("details") or [""] * len(names), strict=True):
        known, _, path = name.partition(":")
        made.append(Flag(Problem(known), path, detail))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Side:
    """A cell in the older or the newer results. ``flawed``: papers with problems."""

    form: str
    name: str
    year: int
    counts: Mapping[Status, int]
    files: int
    flawed: int

    @property
    def gaps(self) -> int:
        return sum(self.counts[s] for s in GAPS)


@dataclass(frozen=True, slots=True)
class Shift:
    """A requirement that changed. ``before``, ``after``: None where the form does not have it.

    ``gained``, ``lost``: months and quarters covered only now, only then. ``papers``, ``gone``: likewise files with evidence.
    """

    requirement: str
    criterion: str
    before: Status | None
    after: Status | None
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        if self.before is None or self.after is None:
            return Verdict.CHANGED
        step = _WEIGHT[self.after] - _WEIGHT[self.before] or len(self.lost) - len(self.gained)
        return Verdict.BETTER if step < 0 else Verdict.WORSE if step > 0 else Verdict.CHANGED


_WEIGHT = {status: max(weight, 1) for weight, status in enumerate(SEVERITY)}
"""How serious a status is; "not required" is as good as "found"."""


@dataclass(frozen=True, slots=True)
class Files:
    """Files of a cell: new, no longer there, with other content, and under another name (old, new)."""

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Change:
    """What became of a cell between two results. ``folder``: of its results, below those compared.

    ``solved``, ``arisen``: problems of papers, with the paper's path. Of two years neither files nor problems are compared.
    """

    folder: str
    old: Side | None
    new: Side | None
    shifts: tuple[Shift, ...] = ()
    files: Files = Files()
    solved: tuple[tuple[str, str], ...] = ()
    arisen: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        side = self.new or self.old
        return side.name if side else self.folder

    @cached_property
    def verdict(self) -> Verdict:
        if self.old is None or self.new is None:
            return Verdict.GONE if self.new is None else Verdict.NEW
        steps = {shift.verdict for shift in self.shifts}
        if (Verdict.BETTER in steps) != (Verdict.WORSE in steps):
            return Verdict.BETTER if Verdict.BETTER in steps else Verdict.WORSE
        return Verdict.CHANGED if steps or self.files != Files() or self.solved or self.arisen else Verdict.SAME


def compare(folder: str, old: Told | None, new: Told | None) -> Change:
    """What became of a cell; one of the two may not be there."""
    if old is None or new is None:
        return Change(folder, _side(old), _side(new))
    if old.year != new.year:
        return Change(folder, _side(old), _side(new), _shifts(old, new, {}, papers=False))
    files = _files(old.files, new.files)
    names = dict(files.moved)
    return Change(
        folder,
        _side(old),
        _side(new),
        _shifts(old, new, names),
        files,
        _missing(_problems(old, names), _problems(new, {})),
        _missing(_problems(new, {}), _problems(old, names)),
    )


def _side(told: Told | None) -> Side | None:
    return Side(told.form, told.name, told.year, told.counts, len(told.files), len(told.flags)) if told else None


def _shifts(old: Told, new: Told, names: Mapping[str, str], papers: bool = True) -> tuple[Shift, ...]:
    made = []
    for requirement in dict.fromkeys([*new.results, *old.results]):
        before, after = old.results.get(requirement), new.results.get(requirement)
        then = frozenset(names.get(p, p) for p in before.papers) if before and papers else frozenset()
        now = after.papers if after and papers else frozenset()
        covered = [r.covered if r else frozenset() for r in (before, after)]
        shift = Shift(
            requirement,
            (after or before).criterion,  # type: ignore[union-attr]
            before.status if before else None,
            after.status if after else None,
            tuple(sorted(covered[1] - covered[0])) if before else (),
            tuple(sorted(covered[0] - covered[1])) if after else (),
            tuple(sorted(now - then)),
            tuple(sorted(then - now)),
        )
        if shift.before is not shift.after or shift.gained or shift.lost or shift.papers or shift.gone:
            made.append(shift)
    return tuple(made)


def _files(old: Mapping[str, str], new: Mapping[str, str]) -> Files:
    added, gone = (sorted(set(a) - set(b)) for a, b in ((new, old), (old, new)))
    moved = []
    for path in gone:
        twin = next((p for p in added if old[path] and new[p] == old[path]), None)
        if twin:
            added.remove(twin)
            moved.append((path, twin))
    left = {path for path, _ in moved}
    altered = sorted(p for p in set(old) & set(new) if old[p] and new[p] and old[p] != new[p])
    return Files(tuple(added), tuple(p for p in gone if p not in left), tuple(altered), tuple(moved))


def _problems(told: Told, names: Mapping[str, str]) -> dict[tuple[str, int | None, str], str]:
    """Problems in words by the paper's path (its new one) and part."""
    return {(names.get(p, p), part, str(flag)): problem(flag) for (p, part), flags in told.flags.items() for flag in flags}


def _missing(these: Mapping[Any, str], those: Mapping[Any, str]) -> tuple[tuple[str, str], ...]:
    """Path and problem of these that are not among those."""
    return tuple((key[0], words) for key, words in these.items() if key not in those)


def in_words(shift: Shift) -> str:
    """A requirement's change for people: "Thiếu một phần → Có; thêm tháng 3, 5"."""
    before, after = (STATUSES[s] if s else "biểu mẫu không có" for s in (shift.before, shift.after))
    steps = f"{before} → {after}" if shift.before is not shift.after else after
    return "; ".join(filter(None, (steps, *_counted(shift))))


def _counted(shift: Shift) -> Iterable[str]:
    yield from (f"{word} {times(found)}" for word, found in (("thêm", shift.gained), ("mất", shift.lost)) if found)
    if not (shift.gained or shift.lost) and shift.before is shift.after:
        yield from (f"{len(p)} tệp minh chứng {word}" for word, p in (("mới", shift.papers), ("không còn", shift.gone)) if p)


def times(found: Sequence[str]) -> str:
    """Months and quarters for people: "tháng 1-2, 4"."""
    return periods([f"0000-{period}" for period in found])


def files_in_words(change: Change) -> str:
    """Files and problems for people: "2 tệp mới, 1 tệp thay đổi, hết 1 lưu ý"."""
    f = change.files
    counted = (
        (len(f.added), "{} tệp mới"),
        (len(f.altered), "{} tệp thay đổi"),
        (len(f.gone), "{} tệp không còn"),
        (len(f.moved), "{} tệp đổi tên hoặc chuyển chỗ"),
        (len(change.solved), "hết {} lưu ý"),
        (len(change.arisen), "{} lưu ý mới"),
    )
    return ", ".join(words.format(number) for number, words in counted if number)

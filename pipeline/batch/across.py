"""Across cells: papers copied from one cell to another or from month to month, and papers that belong to another cell of the same batch."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from pipeline.batch import likeness
from pipeline.batch.prints import of
from pipeline.model import Body, Document, Flag, Kind, Problem, Report
from pipeline.text.fold import fold
from pipeline.text.wording import KINDS, period

MINUTES = 0.5
"""Likeness from which minutes of two cells are called copies: one sentence in five may have been changed. Honest ones are 0.16 alike."""
OTHERS = 0.6
"""Likewise of other papers, which follow forms of the superior body, and of one cell's minutes for two months (of one hand: up to 0.51)."""
_SHOWN = 3  # other papers told of one
_COMMON = 10  # cells that have the same text: it may be a template
_LOOKED_AT = 4 * likeness.ENOUGH
_KINDS = frozenset({Kind.MINUTES, Kind.REPORT, Kind.RESOLUTION, Kind.PLAN, Kind.SELF_REVIEW})
_WORD = re.compile(r"[^\W_]+")
_LEGAL_FORM = frozenset("co phan ctcp cp tnhh mtv".split())
_SAME = "trùng khoảng "
_OWNER = "; hồ sơ của chi bộ này ở thư mục "


@dataclass(frozen=True, slots=True)
class Mark:
    """A paper as other cells see it. ``signature``: see ``likeness``, empty for papers that are only named: those of another cell.

    ``issuer``: who it is of. ``near``: path of the paper of its own cell that it is called a copy of already.
    """

    path: str
    part: int | None
    page: int | None
    kind: Kind
    period: str | None
    issuer: str
    near: str = ""
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class Known:
    """A cell of the batch: its folder, name and marks."""

    folder: str
    name: str
    marks: Sequence[Mark]


Key = tuple[str, int | None]
"""Path and part of a paper."""
Place = tuple[Known, Mark]
"""A cell and a paper of it."""


def marks(report: Report) -> tuple[Mark, ...]:
    """The marks of a cell's papers: of its own that can be copied, and of those that are another cell's."""
    made = []
    for d in report.documents:
        p = d.profile
        stray = d.has(Problem.OTHER_CELL)
        own = p.by is Body.OWN and p.kind in _KINDS and not d.has(Problem.OTHER_CELL, Problem.BLANK_TEMPLATE, Problem.DUPLICATE)
        signature = likeness.signature(d.text[p.body :]) if own else b""
        if stray or signature:
            named = next((f.detail for f in d.problems if f.problem is Problem.OTHER_CELL), "") or p.issuer or ""
            near = next((f.path for f in d.problems if f.problem is Problem.NEAR_DUPLICATE), "")
            made.append(Mark(d.path, d.part, d.first_page, p.kind, p.period, named, near, signature))
    return tuple(made)


def told(cells: Sequence[Known]) -> dict[str, dict[Key, tuple[Flag, ...]]]:
    """What the cells' papers say of each other: flags by folder, path and part."""
    made: dict[str, dict[Key, list[Flag]]] = defaultdict(lambda: defaultdict(list))
    for (cell, mark), others in copies(cells):
        more = _more(cell, others)
        shown = others[:_SHOWN]
        for number, (other, share) in enumerate(shown, 1):
            detail = _alike(cell, other, share) + (more if number == len(shown) else "")
            made[cell.folder][mark.path, mark.part].append(Flag(Problem.NEAR_DUPLICATE, _path(cell, other), detail))
    for cell, mark, owner in strays(cells):
        made[cell.folder][mark.path, mark.part].append(Flag(Problem.OTHER_CELL, detail=f"{mark.issuer}{_OWNER}{owner.folder}"))
    return {folder: {key: tuple(flags) for key, flags in papers.items()} for folder, papers in made.items()}


def _path(here: Known, other: Place) -> str:
    """The way to a paper from a cell's folder."""
    cell, mark = other
    return mark.path if cell.folder == here.folder else f"{'../' * (here.folder.count('/') + 1)}{cell.folder}/{mark.path}"


def _alike(here: Known, other: Place, share: float) -> str:
    """How much of a paper agrees with another, and what and whose that is. Of two texts that are 0.5 alike, two thirds agree."""
    cell, mark = other
    percent = min(5 * round(20 * 2 * share / (1 + share)), 100)
    whose = f" của {cell.name}" if cell.folder != here.folder and cell.name else ""
    part = f", văn bản thứ {mark.part} trong tệp" if mark.part else ""
    page = f", trang {mark.page}" if mark.page else ""
    what = f"{KINDS[mark.kind].lower()} {period(mark.period)}".rstrip() + f"{whose}{part}{page}"
    return f"{_SAME}{percent}% nội dung với {_path(here, other)} ({what})"


def _more(here: Known, others: Sequence[tuple[Place, float]]) -> str:
    """What is told of the papers that are not shown."""
    if len(others) <= _SHOWN:
        return ""
    number = f"trên {likeness.ENOUGH}" if len(others) > likeness.ENOUGH else f"{len(others) - _SHOWN}"
    cells = {cell.folder for (cell, _), _ in others} - {here.folder}
    return f"; và {number} văn bản khác" + ("; có thể làm theo một mẫu chung" if len(cells) >= _COMMON else "")


def is_ours(flag: Flag) -> bool:
    """Whether a flag was set by comparing cells."""
    return (flag.problem is Problem.NEAR_DUPLICATE and flag.detail.startswith(_SAME)) or _OWNER in flag.detail


def fingerprint(flags: Mapping[Key, Sequence[Flag]]) -> str:
    """Of what other cells say of one; empty where they say nothing."""
    return of(f"{key}{value}" for key, value in sorted(flags.items(), key=str)) if flags else ""


def copies(cells: Sequence[Known]) -> Iterator[tuple[Place, list[tuple[Place, float]]]]:
    """Each paper that has near copies, with them and their likeness: those of other cells first, then the most alike."""
    groups: dict[bytes, list[Place]] = defaultdict(list)
    for cell in cells:
        for mark in cell.marks:
            if mark.signature:
                groups[mark.signature].append((cell, mark))
    signatures = list(groups)
    near: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for one, other, share in likeness.alike(signatures, min(MINUTES, OTHERS)) if len(signatures) > 1 else ():
        near[one].append((other, share))
        near[other].append((one, share))
    for number, members in enumerate(groups.values()):
        around = [(members, 1.0), *((groups[signatures[other]], share) for other, share in near.get(number, ()))]
        for here in members:
            if others := _copies_of(here, around):
                yield here, others


def _copies_of(here: Place, around: Sequence[tuple[Sequence[Place], float]]) -> list[tuple[Place, float]]:
    pool = chain.from_iterable(((other, share) for other in members) for members, share in around)
    found = [(other, share) for other, share in islice(pool, _LOOKED_AT) if _is_copy(here, other, share)]
    return sorted(found, key=lambda o: (o[0][0].folder == here[0].folder, -o[1], o[0][0].folder, o[0][1].path, o[0][1].part or 0))


def _is_copy(here: Place, other: Place, share: float) -> bool:
    """Versions of one paper in one cell are none, and what is told of a paper already is not told again."""
    (cell, a), (another, b) = here, other
    minutes = a.kind is b.kind is Kind.MINUTES
    if cell.folder == another.folder:
        return minutes and a.period != b.period and a.near != b.path and share >= OTHERS
    return share >= (MINUTES if minutes else OTHERS)


def strays(cells: Sequence[Known]) -> Iterator[tuple[Known, Mark, Known]]:
    """Papers of another cell whose owner is in the batch: the cell they lie with, the paper, the owner."""
    owners: dict[str, dict[str, Known]] = defaultdict(dict)
    for cell in cells:
        for name in {cell.name, *(mark.issuer for mark in cell.marks if mark.signature)}:
            owners[_bare(name)][cell.folder] = cell
    for cell in cells:
        for mark in cell.marks:
            found = owners.get(_bare(mark.issuer), {}) if not mark.signature else {}
            if len(found) == 1 and _bare(mark.issuer) and cell.folder not in found:
                yield cell, mark, next(iter(found.values()))


def _bare(name: str) -> str:
    """A cell's name without case, signs, legal form and the word "chi bộ"; empty where nothing else is named."""
    told = " ".join(word for word in _WORD.findall(fold(name)) if word not in _LEGAL_FORM)
    return "" if told == "chi bo" else told.removeprefix("chi bo ")


def flagged(documents: Iterable[Document], flags: Mapping[Key, Sequence[Flag]]) -> tuple[Document, ...]:
    """The documents with what other cells say of them, and without what they said earlier."""
    made = []
    for d in documents:
        kept = [replace(f, detail=f.detail.partition(_OWNER)[0]) if _OWNER in f.detail else f for f in d.problems]
        kept = [f for f in kept if not is_ours(f)]
        for flag in flags.get((d.path, d.part), ()):
            kept = [f for f in kept if flag.problem is not Problem.OTHER_CELL or f.problem is not Problem.OTHER_CELL] + [flag]
        made.append(replace(d, problems=tuple(kept)))
    return tuple(made)

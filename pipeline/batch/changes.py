"""Changes between two sets of results: a findings.json, a cell's results, or the results of many cells, each beside its older one.

Cells are matched by their folder below the results, those that are left by their name. One pair is in memory at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from pipeline.report.compared import Change, Told, compare, told
from pipeline.report.json import FindingsError
from pipeline.run import load_form
from pipeline.text.fold import fold

NAME = "findings.json"
Trouble = Callable[[Path, str], None]
"""Called with a findings.json that cannot be used, and why."""
_WRITERS = {".xlsx": "changes_xlsx", ".csv": "changes_csv", ".html": "changes_html"}
FORMATS = tuple(_WRITERS)
"""Ends of the names of files that ``render`` makes."""


def found(given: Path) -> dict[str, Path]:
    """The findings.json at a path by the folder of their cell below it; the folder of a single cell's is ``""``."""
    if given.is_file() or (given / NAME).is_file():
        return {"": given if given.is_file() else given / NAME}
    paths = {path.parent.relative_to(given): path for path in given.rglob(NAME)}
    return {below.as_posix(): path for below, path in sorted(paths.items()) if not any(part.startswith(".") for part in below.parts)}


def changes(old: Path, new: Path, trouble: Trouble) -> Iterator[Change]:
    """What became of each cell of two sets of results. What cannot be read is told and left out."""
    then, now = found(old), found(new)
    partners = _partners(then, now)
    taken = set(partners.values())
    for folder, path in now.items():
        if (after := read(path, trouble)) is not None:
            yield compare(folder, read(then[partners[folder]], trouble) if folder in partners else None, after)
    for folder, path in then.items():
        if folder not in taken and (before := read(path, trouble)) is not None:
            yield compare(folder, before, None)


def read(path: Path, trouble: Trouble) -> Told | None:
    """What is compared of a findings.json; None where it cannot be used, which is told."""
    try:
        return told(path.read_bytes())
    except FindingsError as error:
        trouble(path, str(error))
    except OSError as error:
        trouble(path, f"không đọc được ({error.strerror or type(error).__name__})")
    return None


def _partners(then: Mapping[str, Path], now: Mapping[str, Path]) -> dict[str, str]:
    """The older folder of each newer one that has any."""
    made = {folder: folder for folder in now if folder in then}
    older = _by_name(then, (folder for folder in then if folder not in made))
    newer = _by_name(now, (folder for folder in now if folder not in made))
    return made | {newer[name]: older[name] for name in newer if name in older}


def _by_name(paths: Mapping[str, Path], folders: Iterable[str]) -> dict[str, str]:
    """Folders by the name of their cell, where only one cell has it."""
    named: dict[str, list[str]] = {}
    for folder in folders:
        one = read(paths[folder], lambda *_: None)
        if one is not None:
            named.setdefault(" ".join(fold(one.name).split()), []).append(folder)
    return {name: own[0] for name, own in named.items() if len(own) == 1 and name}


def names(changes: Sequence[Change], criteria: Path | None = None) -> dict[str, str]:
    """Names of requirements by id, of the form in ``criteria`` or the one that the program ships with. Raises FormError."""
    asked = {shift.requirement for change in changes for shift in change.shifts}
    return {r.id: r.name for r in load_form(criteria).requirements if r.id in asked} if asked else {}


def render(changes: Sequence[Change], names: Mapping[str, str], ending: str) -> bytes:
    """The changes as a file with one of the ``FORMATS``."""
    made: bytes = import_module(f"pipeline.report.{_WRITERS[ending]}").write(changes, names)
    return made

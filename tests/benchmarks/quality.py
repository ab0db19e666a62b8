"""Scores all cells with a truth: figures, what was gained and lost since the last committed figures, and whether scores can be trusted.

    python tests/benchmarks/quality.py [--update] [CELL ...]

Cells are those of ``../shared/cells`` (real files) and of ``tests/cells`` (texts, from which files are built); the latter were written
by people who never saw the program, and their figures at first contact are kept in ``quality.json`` beside the last ones: the drop from
the reference cells to a first contact is what an unseen cell may expect. ``--update`` writes the figures of this run.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.reading import Pool  # noqa: E402 - the checkout is not installed for scripts
from pipeline.report.json import write  # noqa: E402
from pipeline.run import Inspector, load_form  # noqa: E402
from tests.make_cell import build  # noqa: E402

SHARED = ROOT.parent / "shared" / "cells"
OWN = ROOT / "tests" / "cells"
KEPT = HERE / "quality.json"
FIGURES = (
    ("status_accuracy", "status"),
    ("evidence_precision", "evidence P"),
    ("evidence_recall", "R"),
    ("period_precision", "periods P"),
    ("period_recall", "R"),
    ("content_quotes", "quotes"),
    ("evidence_documents", "papers"),
    ("document_kind", "kind"),
    ("document_period", "period"),
    ("problem_precision", "problems P"),
    ("problem_recall", "R"),
)
BINS = (0.0, 0.8, 0.85, 0.9, 0.93, 0.96, 1.0)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell checked: its findings, its truth and its score. ``seen``: whether rules were written with it at hand."""

    id: str
    findings: dict[str, Any]
    truth: dict[str, Any]
    result: dict[str, Any]
    wrong: list[dict[str, Any]]


def scorer() -> ModuleType:
    """The reference cells' own score. Raises FileNotFoundError where it is not at hand."""
    path = SHARED / "score.py"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there: nothing can be scored")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folders(names: Sequence[str], made: Path) -> Iterator[tuple[str, Path, Path]]:
    """Id, folder of files and truth of every cell, built first where it is kept as texts."""
    for truth in sorted([*SHARED.glob("*/truth.yaml"), *OWN.glob("*/truth.yaml")]):
        home = truth.parent
        if names and home.name not in names:
            continue
        if (home / "docs").is_dir():
            yield home.name, home / "docs", truth
        else:
            build(home / "texts", made / home.name / "docs")
            yield home.name, made / home.name / "docs", truth


def checked(names: Sequence[str]) -> list[Cell]:
    """All cells, checked and scored."""
    score, inspector, cells = scorer(), Inspector(load_form(None)), []
    with tempfile.TemporaryDirectory() as made, Pool() as pool:
        for name, folder, path in folders(names, Path(made)):
            truth = yaml.safe_load(path.read_text("utf-8"))
            findings = json.loads(write(inspector.check(folder, pool).report))
            tally = score.score(findings, truth)
            cells.append(Cell(name, findings, truth, tally.result(), tally.wrong))
    return cells


def figures(cell: Cell) -> dict[str, float | None]:
    return {key: None if cell.result[key] is None else round(cell.result[key], 4) for key, _ in FIGURES}


def evidence(cells: Sequence[Cell]) -> Iterator[tuple[float, bool]]:
    """Score of each piece of evidence, and whether its paper is one that the truth accepts for the requirement."""
    for cell in cells:
        for finding in cell.findings["findings"]:
            wanted = cell.truth["requirements"][finding["requirement"]]
            papers = {str(d) for d in wanted.get("documents") or ()}
            for one in finding["evidence"]:
                yield one["score"], one["document"] in papers


def calibration(cells: Sequence[Cell]) -> Iterator[str]:
    """How often evidence of each range of scores is right."""
    right: Counter[int] = Counter()
    every: Counter[int] = Counter()
    for score, is_right in evidence(cells):
        at = max(i for i, low in enumerate(BINS[:-1]) if score >= low)
        every[at] += 1
        right[at] += is_right
    for i, low in enumerate(BINS[:-1]):
        if every[i]:
            yield f"  {low:.2f} to {BINS[i + 1]:.2f}: {right[i]:4d} of {every[i]:4d} right, {right[i] / every[i]:6.1%}"
    high = sum(right[i] for i, low in enumerate(BINS[:-1]) if low >= 0.9), sum(every[i] for i, low in enumerate(BINS[:-1]) if low >= 0.9)
    yield f"  0.90 and more: {high[0]} of {high[1]} right, {high[0] / max(1, high[1]):.1%}"


def changes(cell: Cell, before: dict[str, Any]) -> Iterator[str]:
    """Requirements that are right now and were not, and the other way round."""
    wrong_before, wrong_now = set(before.get("wrong", ())), {w["requirement"] for w in cell.wrong}
    for sign, names in (("+ gained", wrong_before - wrong_now), ("- lost  ", wrong_now - wrong_before)):
        for name in sorted(names):
            yield f"  {sign} {name}"


def line(name: str, shown: dict[str, float | None]) -> str:
    return f"{name:22s}" + "".join(f"{'-' if shown[k] is None else format(shown[k], '.1%'):>11s}" for k, _ in FIGURES)


def table(cells: Sequence[Cell], kept: dict[str, Any]) -> Iterator[str]:
    """Figures now, and at first contact where they are kept."""
    yield f"{'':22s}" + "".join(f"{label:>11s}" for _, label in FIGURES)
    for cell in cells:
        yield line(cell.id, figures(cell))
        first = kept.get(cell.id, {}).get("first_contact")
        if first:
            yield line("  at first contact", {k: first.get(k) for k, _ in FIGURES})


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cells", nargs="*")
    parser.add_argument("--update", action="store_true", help="write the figures of this run")
    asked = parser.parse_args()
    kept: dict[str, Any] = json.loads(KEPT.read_text("utf-8")) if KEPT.is_file() else {}
    cells = checked(asked.cells)
    print("\n".join(table(cells, kept)))
    for cell in cells:
        told = list(changes(cell, kept.get(cell.id, {})))
        print(f"{cell.id}: {len(told)} changes since the last committed figures", *told, sep="\n")
    for title, some in (("reference cells", [c for c in cells if (SHARED / c.id).is_dir()]), ("all cells", cells)):
        print(f"evidence by score, {title}:", *calibration(some), sep="\n")
    if asked.update:
        for cell in cells:
            first = kept.get(cell.id, {}).get("first_contact")
            kept[cell.id] = {"figures": figures(cell), "wrong": sorted(w["requirement"] for w in cell.wrong)}
            if first:
                kept[cell.id]["first_contact"] = first
        KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

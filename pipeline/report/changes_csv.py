"""Changes as CSV: one row a requirement of a cell that changed, UTF-8 with a byte order mark."""

from collections.abc import Mapping, Sequence

from pipeline.report import changes_frames as frames
from pipeline.report.compared import Change
from pipeline.report.safe import harmless


def write(changes: Sequence[Change], names: Mapping[str, str]) -> bytes:
    """The changes of all cells. Cells that a spreadsheet would take for formulas are made plain text."""
    made = frames.shifts(changes, names).map(harmless)
    return made.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")

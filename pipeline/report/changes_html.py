"""Changes as one page: totals, cells, and cell by cell what changed."""

from collections.abc import Mapping, Sequence

from pipeline.report import changes_frames as frames
from pipeline.report import page
from pipeline.report.compared import VERDICTS, Change, files_in_words, in_words


def write(changes: Sequence[Change], names: Mapping[str, str]) -> bytes:
    """The changes of all cells. Names and texts are escaped; nothing is loaded."""
    told = [
        (c, VERDICTS[c.verdict], files_in_words(c), [(s, names.get(s.requirement, s.requirement), in_words(s)) for s in c.shifts])
        for c in changes
    ]
    return page.render(
        "changes.html",
        about=frames.in_one_line(changes),
        years=frames.of_years(changes),
        totals=frames.totals(changes).itertuples(index=False, name=None),
        cells=told,
    )

"""Changes of many cells as frames and totals: the backbone of their workbook, page and CSV."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.model import Status
from pipeline.report.compared import VERDICTS, Change, Shift, Verdict, times
from pipeline.report.summary import alphabetical
from pipeline.text.wording import STATUSES

if TYPE_CHECKING:
    import pandas as pd

_ORDER = (Verdict.WORSE, Verdict.CHANGED, Verdict.BETTER, Verdict.NEW, Verdict.GONE, Verdict.SAME)
_STEPS = {Verdict.BETTER: "Tốt hơn", Verdict.WORSE: "Kém hơn", Verdict.CHANGED: "Khác"}
CELLS = (
    "Chi bộ",
    "Kết luận",
    "Còn thiếu trước",
    "Còn thiếu sau",
    "Tăng, giảm",
    "Yêu cầu tốt hơn",
    "Yêu cầu kém hơn",
    "Kỳ có thêm",
    "Kỳ không còn",
    "Tệp mới",
    "Tệp thay đổi",
    "Tệp không còn",
    "Lưu ý đã hết",
    "Lưu ý mới",
    "Nơi lưu",
)
SHIFTS = (
    "Chi bộ",
    "Hàng",
    "Yêu cầu",
    "Trước",
    "Sau",
    "Thay đổi",
    "Kỳ có thêm",
    "Kỳ không còn",
    "Minh chứng mới",
    "Minh chứng không còn",
    "Mã",
)
FILES = ("Chi bộ", "Tệp", "Thay đổi", "Chi tiết")
TOTALS = ("Kết quả", "Trước", "Sau", "Tăng, giảm")


def ordered(changes: Iterable[Change]) -> list[Change]:
    """Cells that became worse first, those that did not change last; then by name."""
    return sorted(changes, key=lambda c: (_ORDER.index(c.verdict), alphabetical(c.name), c.folder))


def in_one_line(changes: Sequence[Change]) -> str:
    """How many cells became what: "12 chi bộ: 1 kém hơn, 3 tốt hơn, 8 không đổi"."""
    counts = Counter(c.verdict for c in changes)
    return f"{len(changes)} chi bộ" + "".join(
        f"{',' if n else ':'} {counts[v]} {VERDICTS[v]}" for n, v in enumerate(v for v in _ORDER if counts[v])
    )


def of_years(changes: Sequence[Change]) -> str:
    """The years compared where they differ: "Năm 2021 so với năm 2020"."""
    years = Counter((c.old.year, c.new.year) for c in changes if c.old and c.new and c.old.year != c.new.year)
    return f"Năm {next(iter(years))[1]} so với năm {next(iter(years))[0]}" if len(years) == 1 else ""


def totals(changes: Sequence[Change]) -> "pd.DataFrame":
    """One row a status: requirements of all cells that are on both sides, before and after."""
    import pandas as pd

    both = [(c.old.counts, c.new.counts) for c in changes if c.old and c.new]
    rows = []
    for status, words in STATUSES.items():
        before, after = sum(old[status] for old, _ in both), sum(new[status] for _, new in both)
        rows.append([words, before, after, after - before])
    return pd.DataFrame(rows, columns=list(TOTALS))


def cells(changes: Sequence[Change]) -> "pd.DataFrame":
    """One row a cell. What cannot be told, as the cell is on one side only, is missing."""
    import pandas as pd

    frame = pd.DataFrame([_cell(c) for c in changes], columns=list(CELLS))
    return frame.astype(dict.fromkeys(CELLS[2:-1], "Int64"))


def _cell(c: Change) -> list[object]:
    gaps = [side.gaps if side else None for side in (c.old, c.new)]
    step = c.new.gaps - c.old.gaps if c.old and c.new else None
    verdicts = Counter(s.verdict for s in c.shifts)
    f = c.files
    counted = (
        verdicts[Verdict.BETTER],
        verdicts[Verdict.WORSE],
        sum(len(s.gained) for s in c.shifts),
        sum(len(s.lost) for s in c.shifts),
        len(f.added),
        len(f.altered),
        len(f.gone),
        len(c.solved),
        len(c.arisen),
    )
    return [c.name, VERDICTS[c.verdict], *gaps, step, *(counted if step is not None else [None] * len(counted)), c.folder]


def shifts(changes: Sequence[Change], names: Mapping[str, str]) -> "pd.DataFrame":
    """One row a requirement of a cell that changed. ``names``: of requirements; one without is shown by its id."""
    import pandas as pd

    return pd.DataFrame([_shift(c, s, names) for c in changes for s in c.shifts], columns=list(SHIFTS))


def _shift(c: Change, s: Shift, names: Mapping[str, str]) -> list[str]:
    kinds = [_word(s.before), _word(s.after), _STEPS[s.verdict]]
    papers = ["\n".join(s.papers), "\n".join(s.gone)]
    return [c.name, s.criterion, names.get(s.requirement, s.requirement), *kinds, times(s.gained), times(s.lost), *papers, s.requirement]


def _word(status: Status | None) -> str:
    return STATUSES[status] if status else ""


def files(changes: Sequence[Change]) -> "pd.DataFrame":
    """One row a file that changed, or a problem of one that arose or was solved."""
    import pandas as pd

    rows = []
    for c in changes:
        f = c.files
        rows += [[c.name, path, words, ""] for words, paths in _kinds(f.added, f.altered, f.gone) for path in paths]
        rows += [[c.name, new, "Đổi tên, chuyển chỗ", f"trước là {old}"] for old, new in f.moved]
        rows += [[c.name, path, "Lưu ý mới", told] for path, told in c.arisen]
        rows += [[c.name, path, "Lưu ý đã hết", told] for path, told in c.solved]
    return pd.DataFrame(rows, columns=list(FILES))


def _kinds(*groups: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    return list(zip(("Tệp mới", "Tệp thay đổi", "Tệp không còn"), groups, strict=True))

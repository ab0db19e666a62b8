"""Tables of a report as pandas frames: the backbone of csv and xlsx, and public for notebooks.

Texts and dates (ISO) are text, counts, pages and paragraphs ``Int64``, a status an ordered categorical (``SEVERITY``); what is not known
is missing, and a frame without rows has all its columns.
"""

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.model import Form, Report, Status
from pipeline.report.coded import codes
from pipeline.text.wording import KINDS, REASONS, STATUSES, coverage, problem

if TYPE_CHECKING:
    import pandas as pd

SEVERITY = (Status.NOT_REQUIRED, Status.FOUND, Status.REVIEW, Status.PARTIAL, Status.MISSING)
"""Statuses from the least to the most serious."""
GAPS = (Status.MISSING, Status.PARTIAL)
"""Statuses that ask for something to be handed in."""
MONTHS = tuple(f"T{number}" for number in range(1, 13))
COVERED, ABSENT = "✓", "✗"
"""Cells of ``coverage_frame``."""

_FINDINGS = [
    "Hàng",
    "TT",
    "Yêu cầu",
    "Mã",
    "Kết quả",
    "Đã có kỳ",
    "Trích dẫn",
    "Mã minh chứng",
    "Văn bản",
    "Trang",
    "Đoạn",
    "Số văn bản",
    "Ghi chú",
]
_EVIDENCE = [
    "Mã minh chứng",
    "Mã",
    "Yêu cầu",
    "Kỳ",
    "Trích dẫn",
    "Trước trích dẫn",
    "Sau trích dẫn",
    "Văn bản",
    "Phần",
    "Trang",
    "Đoạn",
    "Đọc từ",
    "Độ tin cậy",
]
_CATALOGUE = ["Mã minh chứng", "Văn bản", "Phần", "Loại", "Số, ký hiệu", "Ngày", "Kỳ", "Trích yếu", "Trang", "Dùng cho"]
_AGAINST = ["Mã", "Yêu cầu", "Lý do không tính", "Trích dẫn", "Văn bản", "Trang", "Đoạn"]
_DOCUMENTS = [
    "Văn bản",
    "Phần",
    "Từ trang",
    "Loại",
    "Số, ký hiệu",
    "Ngày",
    "Kỳ",
    "Nơi ban hành",
    "Trích yếu",
    "Số trang",
    "Cách đọc",
    "Lưu ý",
]
_TARGETS = ["Mã", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "Đạt", "Kết quả ghi trong báo cáo", "Nghị quyết", "Báo cáo"]
_METHODS = {"ocr": "ảnh quét", "text": "chữ thuần"}
_SCAN = "ảnh quét"


def findings_frame(report: Report) -> "pd.DataFrame":
    """One row a requirement, in the order of the form, with its best quote. Public as ``pipeline.to_frame``.

    ``Hàng``: criterion, full path; ``TT``: its number as printed. ``Yêu cầu``, ``Mã``: the requirement and its id.
    ``Kết quả``: the status, a categorical ordered from "Không bắt buộc" to "Không có", so that ``frame["Kết quả"] > "Có"`` is all that
    needs a look. ``Đã có kỳ``: months or quarters covered and lacking. ``Trích dẫn``, ``Mã minh chứng``, ``Văn bản`` (path within the
    folder), ``Trang``, ``Đoạn``: the best quote, its code and its place; missing where nothing was found. ``Số văn bản``: how many
    documents prove the requirement. ``Ghi chú``: the note.
    """
    import pandas as pd

    names = {r.id: r.name for r in report.form.requirements}
    numbers = _printed(report.form)
    rows = []
    for f in report.findings:
        best = max(f.evidence, key=lambda e: e.score, default=None)
        place = [best.quote, best.code, best.document, best.place.page, best.place.paragraph] if best else [None] * 5
        asked = [f.criterion, numbers[f.requirement], names[f.requirement], f.requirement]
        rows.append([*asked, STATUSES[f.status], coverage(f), *place, len({e.document for e in f.evidence}), f.note])
    frame = pd.DataFrame(rows, columns=_FINDINGS)
    return frame.astype({"Trang": "Int64", "Đoạn": "Int64", "Số văn bản": "Int64", "Kết quả": _statuses()})


def _statuses() -> "pd.CategoricalDtype":
    import pandas as pd

    return pd.CategoricalDtype([STATUSES[s] for s in SEVERITY], ordered=True)


def _printed(form: Form) -> dict[str, str]:
    """The printed number of each requirement's row; that of its criterion where the row has none."""
    own = {r.id: r.printed for r in form.rows}
    return {r.id: own.get(r.row) or own.get(r.criterion, "") for r in form.requirements}


def sections_frame(report: Report) -> "pd.DataFrame":
    """Counts of statuses by section of the form (I.1, I.2 …), in its order."""
    import pandas as pd

    names = {r.id: r.criterion for r in report.form.rows}
    counts: dict[str, Counter[Status]] = {}
    for f in report.findings:
        counts.setdefault(".".join(f.criterion.split(".")[:2]), Counter())[f.status] += 1
    rows = [[s, names.get(s, ""), *(told[status] for status in STATUSES), told.total()] for s, told in counts.items()]
    numbers = [*STATUSES.values(), "Tổng"]
    return pd.DataFrame(rows, columns=["Mục", "Nội dung", *numbers]).astype(dict.fromkeys(numbers, "Int64"))


def coverage_frame(report: Report) -> "pd.DataFrame":
    """Months × requirements that have periods: ``COVERED``, ``ABSENT``, or empty where the month is not asked for.

    A quarter fills its three months; ``Theo`` is "tháng" or "quý". ``Thiếu``: how many periods lack.
    """
    import pandas as pd

    names = {r.id: r.name for r in report.form.requirements}
    rows = []
    for f in report.findings:
        marks = dict.fromkeys(f.covered or (), COVERED) | dict.fromkeys(f.absent or (), ABSENT)
        months = [marks.get(f"{report.year}-{m:02}") or marks.get(f"{report.year}-Q{(m + 2) // 3}") or "" for m in range(1, 13)]
        if any(months):
            unit = "quý" if any(p[5:6] == "Q" for p in marks) else "tháng"
            rows.append([f.criterion, names[f.requirement], unit, *months, len(f.absent or ())])
    return pd.DataFrame(rows, columns=["Hàng", "Yêu cầu", "Theo", *MONTHS, "Thiếu"]).astype({"Thiếu": "Int64"})


def evidence_frame(report: Report) -> "pd.DataFrame":
    """One row a quote."""
    import pandas as pd

    names = {r.id: r.name for r in report.form.requirements}
    rows = [
        [
            e.code,
            f.requirement,
            names[f.requirement],
            e.period,
            e.quote,
            e.before,
            e.after,
            e.document,
            e.part,
            e.place.page,
            e.place.paragraph,
            _SCAN if e.place.scanned else "",
            e.score,
        ]
        for f in report.findings
        for e in f.evidence
    ]
    return pd.DataFrame(rows, columns=_EVIDENCE).astype({"Phần": "Int64", "Trang": "Int64", "Đoạn": "Int64"})


def catalogue_frame(report: Report) -> "pd.DataFrame":
    """Danh mục minh chứng: one row a code, in the order of the form and of the codes. ``Trang``: all pages quoted."""
    import pandas as pd

    rows = []
    for entry in codes(report):
        d, p = entry.paper, entry.paper.profile
        pages, served = ", ".join(map(str, entry.pages)), "; ".join(r.name for r in entry.serves)
        rows.append([entry.code, d.path, d.part, KINDS[p.kind], p.number, p.date, p.period, p.subject, pages, served])
    return pd.DataFrame(rows, columns=_CATALOGUE).astype({"Phần": "Int64"})


def against_frame(report: Report) -> "pd.DataFrame":
    """One row a refused candidate."""
    import pandas as pd

    names = {r.id: r.name for r in report.form.requirements}
    rows = [
        [f.requirement, names[f.requirement], REASONS[a.reason], a.quote, a.document, a.place.page, a.place.paragraph]
        for f in report.findings
        for a in f.against
    ]
    return pd.DataFrame(rows, columns=_AGAINST).astype({"Trang": "Int64", "Đoạn": "Int64"})


def documents_frame(report: Report) -> "pd.DataFrame":
    """One row a document."""
    import pandas as pd

    rows = []
    for d in report.documents:
        p = d.profile
        notes = "; ".join(problem(f) for f in d.problems)
        part = [d.path, d.part, d.first_page]
        rows.append(
            [*part, KINDS[p.kind], p.number, p.date, p.period, p.issuer, p.subject, d.pages, _METHODS.get(d.method, d.method), notes]
        )
    return pd.DataFrame(rows, columns=_DOCUMENTS).astype({"Phần": "Int64", "Từ trang": "Int64", "Số trang": "Int64"})


def targets_frame(report: Report) -> "pd.DataFrame":
    """One row a target of a requirement that compares targets and results."""
    import pandas as pd

    said = {True: "Đạt", False: "Chưa đạt", None: "Chưa rõ"}
    rows = [
        [f.requirement, t.target, t.planned, t.actual, said[t.met], t.result, t.document, t.result_document]
        for f in report.findings
        for t in f.targets
    ]
    return pd.DataFrame(rows, columns=_TARGETS)

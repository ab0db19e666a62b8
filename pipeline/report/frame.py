"""Tables of a report as pandas frames: the backbone of csv and xlsx, and public for notebooks."""

from typing import TYPE_CHECKING

from pipeline.model import Document, Evidence, Finding, Report
from pipeline.text.wording import KINDS, REASONS, STATUSES, coverage, problem

if TYPE_CHECKING:
    import pandas as pd

_FINDINGS = [
    "Hàng",
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
_EVIDENCE = ["Mã minh chứng", "Mã", "Yêu cầu", "Kỳ", "Trích dẫn", "Văn bản", "Trang", "Đoạn", "Đọc từ", "Độ tin cậy"]
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

_SCAN = "ảnh quét"


def findings_frame(report: Report) -> "pd.DataFrame":
    """One row a requirement, in the order of the form, with its best quote."""
    import pandas as pd

    names = {r.id: r.name for r in report.form.requirements}
    rows = []
    for f in report.findings:
        best = max(f.evidence, key=lambda e: e.score, default=None)
        rows.append(
            [
                f.criterion,
                names[f.requirement],
                f.requirement,
                STATUSES[f.status],
                coverage(f),
                best.quote if best else "",
                best.code if best else "",
                best.document if best else "",
                best.place.page if best else None,
                best.place.paragraph if best else None,
                len({e.document for e in f.evidence}),
                f.note,
            ]
        )
    return pd.DataFrame(rows, columns=_FINDINGS).astype({"Trang": "Int64", "Đoạn": "Int64"})


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
            e.document,
            e.place.page,
            e.place.paragraph,
            _SCAN if e.place.scanned else "",
            e.score,
        ]
        for f in report.findings
        for e in f.evidence
    ]
    return pd.DataFrame(rows, columns=_EVIDENCE).astype({"Trang": "Int64", "Đoạn": "Int64"})


def catalogue_frame(report: Report) -> "pd.DataFrame":
    """Danh mục minh chứng: one row a code, in the order of the form and of the codes. ``Trang``: all pages quoted."""
    import pandas as pd

    names = {r.id: r.name for r in report.form.requirements}
    order = {r.of: number for number, r in enumerate(report.form.rows)}
    papers = {(d.path, d.part): d for d in report.documents}
    used: dict[tuple[int, int, str], list[tuple[Finding, Evidence]]] = {}
    for f in report.findings:
        for e in f.evidence:
            number = e.code.rpartition("-")[2]
            used.setdefault((order[f.criterion], int(number) if number.isdecimal() else 0, e.code), []).append((f, e))
    rows = []
    for (_, _, code), places in sorted(used.items()):
        _, e = places[0]
        paper = papers.get((e.document, e.part)) or Document(e.document, (), part=e.part)
        pages = ", ".join(map(str, sorted({p.place.page for _, p in places if p.place.page})))
        served = "; ".join(dict.fromkeys(names[f.requirement] for f, _ in places))
        p = paper.profile
        rows.append([code, paper.path, paper.part, KINDS[p.kind], p.number, p.date, p.period, p.subject, pages, served])
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
        rows.append([*part, KINDS[p.kind], p.number, p.date, p.period, p.issuer, p.subject, d.pages, d.method, notes])
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

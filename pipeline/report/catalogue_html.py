"""Danh mục minh chứng as a page: the index of a bundle, its links lead to the files in it."""

from collections.abc import Mapping
from urllib.parse import quote

from pipeline.model import Report
from pipeline.report import page
from pipeline.report.frame import catalogue_frame
from pipeline.report.links import href


def write(report: Report, inside: Mapping[tuple[str, str], str] | None = None) -> bytes:
    """The index as one page, grouped by criterion. ``inside``: names of the files in the bundle by criterion and path."""
    rows = {r.id: r for r in report.form.rows}
    groups: dict[str, list[dict[str, object]]] = {}
    frame = catalogue_frame(report)
    for values in frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None):
        one = dict(zip(frame.columns, values, strict=True))
        criterion = str(one["Mã minh chứng"]).rpartition("-")[0]
        name = (inside or {}).get((criterion, str(one["Văn bản"])))
        link = f"./{quote(name)}" if name else href(report, str(one["Văn bản"])) if inside is None else ""
        groups.setdefault(criterion, []).append({**one, "link": link})
    return page.render("catalogue.html", report=report, groups=[(c, rows[c].criterion if c in rows else "", g) for c, g in groups.items()])

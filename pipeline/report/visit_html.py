"""phieu-tham-tra.html: the site-visit sheet on a screen, with boxes to tick and links to the files; it prints as the paper does."""

from pipeline.model import Report
from pipeline.report.links import href
from pipeline.report.page import render
from pipeline.report.visit import visit


def write(report: Report) -> bytes:
    """The sheet as one page."""
    return render("visit.html", report=report, sheet=visit(report), link=lambda path, page=None: href(report, path, page) if path else "")

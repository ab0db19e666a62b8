"""danh-muc-minh-chung.docx: the index of evidence as a paper of its own."""

from pipeline.model import Report
from pipeline.report.catalogue import HEADING, catalogue
from pipeline.report.markup import Flow, Ink, paragraph, run
from pipeline.report.word import letterhead, new, put, saved, title


def write(report: Report) -> bytes:
    """The index as a Word file, A4 landscape."""
    document = new(True, f"Danh mục minh chứng năm {report.year} – {report.cell_name}")
    letterhead(document, report)
    title(document, [HEADING], report.form.title)
    unit = paragraph(run("Đơn vị được kiểm tra: "), run(report.cell_name, Ink(bold=True)), flow=Flow(before=4, after=6))
    put(document, unit, catalogue(report), paragraph())
    return saved(document)

"""findings.csv: one row a requirement, UTF-8 with a byte order mark so that Excel shows the accents."""

from pipeline.model import Report
from pipeline.report.frame import findings_frame
from pipeline.report.safe import harmless


def write(report: Report) -> bytes:
    """The findings as CSV. Cells that a spreadsheet would take for formulas are made plain text."""
    frame = findings_frame(report)
    for column in frame.select_dtypes(include=["object", "string"]).columns:
        frame[column] = frame[column].map(harmless, na_action="ignore")
    return frame.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")

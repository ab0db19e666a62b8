"""Times all reports of a cell, format by format, beside peers that write less.

    python tests/benchmarks/report.py FINDINGS.json [RUNS]

Prints CPU seconds (median of the runs, imports apart) and bytes; all together have to stay under a second. Peers in the same run: the
form's table written cell by cell through the API of python-docx, the findings through pandas and openpyxl, both without any layout.
"""

import io
import sys
from pathlib import Path

from timing import cpu

from pipeline.model import Report
from pipeline.report import FORMATS, json, render
from pipeline.report.frame import documents_frame, evidence_frame, findings_frame
from pipeline.run import stored


def plain_docx(report: Report) -> bytes:
    """The form's four columns and the statuses, by the usual API."""
    import docx

    document = docx.Document()
    table = document.add_table(len(report.form.rows), 5)
    told = {f.criterion: f.note for f in report.findings}
    for number, row in enumerate(report.form.rows):
        for column, text in enumerate((row.printed, row.criterion, row.check, row.evidence, told.get(row.of, ""))):
            table.cell(number, column).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plain_xlsx(report: Report) -> bytes:
    """Three frames by pandas and openpyxl."""
    import pandas as pd

    out = io.BytesIO()
    with pd.ExcelWriter(out, engine="openpyxl") as writer:
        for name, frame in (("a", findings_frame(report)), ("b", evidence_frame(report)), ("c", documents_frame(report))):
            frame.to_excel(writer, sheet_name=name)
    return out.getvalue()


def main() -> None:
    """Prints the table."""
    path, runs = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    report = stored(path)
    print(f"{len(report.findings)} findings, {sum(len(f.evidence) for f in report.findings)} quotes, {len(report.documents)} documents")
    taken = {"json": cpu(lambda: json.write(report), runs)}
    for name in FORMATS:
        taken[name] = cpu(lambda name=name: render(report, [name]), runs)
        print(f"{name:6} {taken[name]:.3f} s  {', '.join(f'{n} {len(d):,} bytes' for n, d in render(report, [name]).items())}")
    print(f"all    {sum(taken.values()):.3f} s (json {taken['json']:.3f})")
    for name, peer in (("docx", plain_docx), ("xlsx", plain_xlsx)):
        other = cpu(lambda peer=peer: peer(report), runs)
        print(f"{name}: plain peer {other:.3f} s; ours / peer = {taken[name] / other:.2f}")


if __name__ == "__main__":
    main()

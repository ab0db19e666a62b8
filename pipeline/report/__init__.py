"""Report: one Report, several writers. A writer is a module with ``write(report) -> bytes``, imported when it is asked for."""

from collections.abc import Iterable
from importlib import import_module

from pipeline.model import Report

FORMATS = {
    "csv": {"findings.csv": "csv"},
    "xlsx": {"findings.xlsx": "xlsx"},
    "docx": {"findings.docx": "docx"},
    "html": {"findings.html": "html"},
    "phieu": {"phieu-tham-tra.docx": "visit_docx", "phieu-tham-tra.html": "visit_html"},
}
"""Names of files and their writers by format."""


def render(report: Report, formats: Iterable[str] = FORMATS) -> dict[str, bytes]:
    """The files of these formats by name."""
    writers = {name: module for key in formats for name, module in FORMATS[key].items()}
    return {name: import_module(f"pipeline.report.{module}").write(report) for name, module in writers.items()}

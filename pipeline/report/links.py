"""Links from a report to the files of the cell's folder."""

from pathlib import PurePosixPath
from urllib.parse import quote

from pipeline.model import Report


def href(report: Report, path: str, page: int | None = None) -> str:
    """Address of the file of a document, relative to where the report lies, percent-encoded; empty where the folder is not known.

    A member of an archive leads to the archive. ``page``: page at which a PDF opens in a browser.
    """
    if not report.folder:
        return ""
    outer = path.split("!/")[0]
    folder = report.folder if report.folder.startswith((".", "file:")) else f"./{report.folder}"
    address = f"{folder if folder.startswith('file:') else quote(folder, errors='replace')}/{quote(outer, errors='replace')}"
    return f"{address}#page={page}" if page and PurePosixPath(outer).suffix.lower() == ".pdf" and outer == path else address


def where(path: str, page: int | None, paragraph: int | None, scanned: bool = False) -> str:
    """A place for people: "BB T1.docx, trang 2, đoạn 14 (đọc từ ảnh quét)"."""
    parts = [path, f"trang {page}" if page else "", f"đoạn {paragraph}" if paragraph and not page else ""]
    return ", ".join(p for p in parts if p) + (" (đọc từ ảnh quét)" if scanned else "")

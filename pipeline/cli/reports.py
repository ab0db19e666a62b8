"""Commands that write from stored findings without reading a folder again: report, bundle, summary."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.cli.console import console, fail
from pipeline.model import Report


def report(options: argparse.Namespace) -> int:
    """Writes reports of these formats from a findings.json."""
    from pipeline.run import rewrite

    path = _findings(options.findings)
    out = options.out or path.parent
    found = _stored(path, options.criteria)
    try:
        written = rewrite(path, found, out, options.formats)
    except OSError:
        fail(f"không ghi được kết quả vào “{out}”. Kiểm tra quyền ghi và chỗ trống, hoặc chọn nơi khác bằng --out.")
    console().print(f"Kết quả trong {out}: {', '.join(written)}", style="dim", soft_wrap=True)
    return 0


def bundle(options: argparse.Namespace) -> int:
    """Writes the zip with the evidence files, named by code."""
    from pipeline.run import write_bundle

    path = _findings(options.findings)
    found = _stored(path, options.criteria)
    folder = options.folder or (path.parent / found.folder if found.folder and not found.folder.startswith("file:") else None)
    if folder is None or not folder.is_dir():
        where = f" “{folder}”" if folder else ""
        fail(f"không thấy thư mục hồ sơ{where} của {found.cell_name}. Chỉ ra bằng --folder THƯ_MỤC.")
    out = options.out or path.parent / "minh-chung.zip"
    try:
        troubles = write_bundle(found, folder, out)
    except OSError:
        fail(f"không ghi được “{out}”. Kiểm tra quyền ghi và chỗ trống, hoặc chọn nơi khác bằng --out.")
    for name, told in troubles:
        sys.stderr.write(f"Lưu ý: {name}: {told}\n")
    console().print(f"Kết quả: {out}", style="dim", soft_wrap=True)
    return 0


def summary(options: argparse.Namespace) -> int:
    """Writes the summary of many cells from their findings.json."""
    from pipeline.run import write_summary

    paths = sorted({p for given in options.results for p in _below(given)})
    if not paths:
        fail(f"không có findings.json nào trong “{options.results[0]}”. Chạy “minhchung check” cho từng chi bộ trước.")
    out = options.out or (options.results[0] if options.results[0].is_dir() else Path("outputs"))
    cells = ((_stored(path, options.criteria), path.parent) for path in paths)
    try:
        written = write_summary(cells, out)
    except OSError:
        fail(f"không ghi được kết quả vào “{out}”. Kiểm tra quyền ghi và chỗ trống, hoặc chọn nơi khác bằng --out.")
    console().print(f"Kết quả trong {out}: {', '.join(written)}", style="dim", soft_wrap=True)
    return 0


def _findings(given: Path) -> Path:
    return given / "findings.json" if given.is_dir() else given


def _below(given: Path) -> Iterator[Path]:
    yield from given.rglob("findings.json") if given.is_dir() else [given]


def _stored(path: Path, criteria: Path | None) -> Report:
    from pipeline.form import FormError
    from pipeline.report.json import FindingsError
    from pipeline.run import stored

    try:
        return stored(path, criteria)
    except OSError:
        fail(f"không đọc được “{path}”. Kiểm tra lại đường dẫn tới findings.json.")
    except FormError as error:
        fail(f"biểu mẫu không dùng được: {error.errors[0]}")
    except FindingsError as error:
        fail(f"“{path}”: {error}.")

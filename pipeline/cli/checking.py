"""Commands that read: check, extract, explain, form check."""

import argparse
import sys
from pathlib import Path
from typing import Any

from pipeline.cli.console import console, fail, with_progress


def usable_year(year: int | None) -> None:
    """Ends the program where a year cannot be meant."""
    if year is not None and not 1990 <= year <= 2100:
        fail(f"năm {year} không hợp lệ")


def usable_form(criteria: Path | None, year: int | None) -> Any:
    """The form; ends the program where it cannot be used."""
    from pipeline.form import FormError
    from pipeline.run import load_form

    usable_year(year)
    try:
        return load_form(criteria, year)
    except FormError as error:
        more = f" (và {len(error.errors) - 1} lỗi khác; chạy “minhchung form check” để xem hết)" if len(error.errors) > 1 else ""
        fail(f"biểu mẫu không dùng được: {error.errors[0]}{more}")


def check(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        fail(f"không có thư mục hồ sơ “{options.folder}”. Kiểm tra lại đường dẫn.")
    try:
        next(options.folder.iterdir(), None)
    except OSError:
        fail(f"không mở được thư mục hồ sơ “{options.folder}”. Kiểm tra quyền đọc.")
    from pipeline.reading import Pool
    from pipeline.run import Inspector, earlier_codes, folder_id, write_outputs

    out = options.out or Path("outputs") / folder_id(options.folder)
    screen = console()
    with Pool(ocr=not options.no_ocr) as pool:
        inspector = Inspector(usable_form(options.criteria, options.year))
        codes = earlier_codes(out, inspector.form)
        made = with_progress(lambda progress: inspector.check(options.folder, pool, options.cell, progress, codes))
    try:
        written = write_outputs(made, options.folder, out, options.formats)
    except OSError:
        fail(f"không ghi được kết quả vào “{out}”. Kiểm tra quyền ghi và chỗ trống, hoặc chọn nơi khác bằng --out.")
    if not made.report.documents:
        sys.stderr.write(f"Lưu ý: thư mục “{options.folder}” không có tệp hồ sơ nào.\n")
    if not options.quiet:
        from pipeline.report.terminal import table

        table(made.report, screen)
    screen.print(f"Kết quả trong {out}: {', '.join(written)}", style="dim", soft_wrap=True)
    return 0


def extract(options: argparse.Namespace) -> int:
    from pipeline.extractors import files
    from pipeline.reading import Pool
    from pipeline.report import texts

    absent = next((path for path in options.files if not path.exists()), None)
    if absent is not None:
        fail(f"không có tệp “{absent}”. Kiểm tra lại đường dẫn.")
    sources = []
    with Pool(ocr=not options.no_ocr, boxes=options.json) as pool:
        for given in options.files:
            root, paths = (given, files(given)) if given.is_dir() else (given.parent, (given,))
            for found in with_progress(lambda progress, root=root, paths=paths: list(pool.read(root, paths, progress))):
                if options.json:
                    sources += found
                    continue
                for source in found:
                    sys.stdout.write("\n".join(texts.plain(source)) + "\n\n")
    if options.json:
        sys.stdout.buffer.write(texts.write(sources))
    return 0


def explain(options: argparse.Namespace) -> int:
    import json

    from pipeline.report import terminal, trace

    try:
        findings = json.loads((options.out / "findings.json").read_bytes())
        candidates = trace.read((options.out / "candidates.json").read_bytes())
    except (OSError, ValueError):
        fail(f"“{options.out}” không phải thư mục kết quả (cần findings.json và candidates.json). Chạy “minhchung check” trước.")
    finding = next((f for f in findings["findings"] if f["requirement"] == options.requirement), None)
    if finding is None:
        near = [f["requirement"] for f in findings["findings"] if f["criterion"] == options.requirement.split("/")[0]]
        hint = f" Hàng này có: {', '.join(near)}." if near else " Xem mã trong cột “Mã” của findings.csv."
        fail(f"không có yêu cầu “{options.requirement}”.{hint}")
    name = candidates.get("names", [{}])[0].get(options.requirement, "")
    terminal.explanation(options.requirement, str(name), finding, candidates.get(options.requirement, []), console())
    return 0


def form(options: argparse.Namespace) -> int:
    from pipeline.examples import form_errors
    from pipeline.form import FormError, default_folder

    folder = options.criteria or default_folder()
    try:
        errors, counts = form_errors(folder)
    except FormError as error:
        errors, counts = error.errors, {}
    for line in errors:
        sys.stdout.write(f"{line}\n")
    if errors:
        sys.stderr.write(f"Lỗi: {len(errors)} lỗi trong biểu mẫu {folder.name}\n")
        return 2
    sys.stdout.write(
        f"Biểu mẫu {folder.name} dùng được: {counts['rows']} hàng, {counts['requirements']} yêu cầu, {counts['rules']} quy tắc, "
        f"{counts['hits']} ví dụ đúng, {counts['traps']} ví dụ bẫy.\n"
    )
    return 0

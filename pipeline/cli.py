"""The command line: minhchung check, extract, explain, form check. Messages for inspectors are Vietnamese; exit status 0 or 2."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

_MESSAGES = (
    (r"the following arguments are required: (.+)", r"thiếu tham số: \1"),
    (r"unrecognized arguments: (.+)", r"tham số lạ: \1"),
    (r"argument (\S+): expected one argument", r"tham số \1 cần một giá trị"),
    (r"argument (\S+): invalid int value: (.+)", r"tham số \1 phải là số, không phải \2"),
    (r"argument (\S+): invalid choice: '?([^' ]+)'?.*choose from (.+)\)", r"tham số \1 không nhận \2; dùng một trong: \3"),
)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one Vietnamese line."""

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Cách dùng:")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Cách dùng:")

    def error(self, message: str) -> NoReturn:
        for pattern, vietnamese in _MESSAGES:
            message = re.sub(pattern, vietnamese, message)
        _fail(f"{message}. Gõ “{self.prog} --help” để xem cách dùng.")


def _fail(message: str) -> NoReturn:
    sys.stderr.write(f"Lỗi: {message}\n")
    raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="minhchung",
        description="Tìm minh chứng trong hồ sơ chi bộ theo biểu mẫu kiểm tra. Chạy hoàn toàn trên máy này.",
        add_help=False,
    )
    _help(parser)
    parser.add_argument("--version", action="store_true", help="in phiên bản rồi thoát")
    commands = parser.add_subparsers(dest="command", metavar="LỆNH", title="các lệnh", parser_class=_Parser)
    check = commands.add_parser(
        "check", help="kiểm tra hồ sơ của một chi bộ", description="Đọc thư mục hồ sơ của một chi bộ và lập bảng kết quả.", add_help=False
    )
    _help(check)
    check.add_argument("folder", metavar="THƯ_MỤC", type=Path, help="thư mục hồ sơ chi bộ nộp (mọi cấp thư mục con)")
    check.add_argument("--out", metavar="THƯ_MỤC", type=Path, help="nơi ghi kết quả (mặc định: outputs/<tên thư mục hồ sơ>)")
    check.add_argument("--year", metavar="NĂM", type=int, help="năm kiểm tra (mặc định: năm của biểu mẫu)")
    check.add_argument("--cell", metavar="TÊN", help="tên chi bộ, nếu không muốn lấy từ hồ sơ")
    check.add_argument("--criteria", metavar="THƯ_MỤC", type=Path, help="thư mục biểu mẫu khác")
    check.add_argument("--quiet", action="store_true", help="không in bảng, chỉ ghi tệp")
    check.add_argument("--no-ocr", action="store_true", help="không nhận dạng ảnh quét (nhanh, bỏ qua các bản quét)")
    extract = commands.add_parser(
        "extract",
        help="in chữ đọc được từ các tệp",
        description="Đọc tệp (hoặc mọi tệp trong thư mục) và in chữ kèm trang, đoạn, cách đọc và chất lượng.",
        add_help=False,
    )
    _help(extract)
    extract.add_argument("files", metavar="TỆP", type=Path, nargs="+", help="tệp hoặc thư mục cần đọc")
    extract.add_argument("--json", action="store_true", help="in dạng JSON, kèm vị trí từng chữ trên trang")
    extract.add_argument("--no-ocr", action="store_true", help="không nhận dạng ảnh quét")
    explain = commands.add_parser(
        "explain",
        help="giải thích kết quả một yêu cầu",
        description="In mọi đoạn đã xét cho một yêu cầu, nhận hay không và vì sao.",
        add_help=False,
    )
    _help(explain)
    explain.add_argument("out", metavar="KẾT_QUẢ", type=Path, help="thư mục kết quả do lệnh check ghi")
    explain.add_argument("requirement", metavar="MÃ_YÊU_CẦU", help="ví dụ I.1.2/nhan-dien-82")
    form = commands.add_parser("form", help="công cụ cho người soạn biểu mẫu", add_help=False)
    _help(form)
    actions = form.add_subparsers(dest="action", metavar="VIỆC", required=True, title="các việc", parser_class=_Parser)
    examples = actions.add_parser("check", help="kiểm tra biểu mẫu: khóa, quy tắc, ví dụ đúng và ví dụ bẫy", add_help=False)
    _help(examples)
    examples.add_argument("criteria", metavar="THƯ_MỤC", type=Path, nargs="?", help="thư mục biểu mẫu (mặc định: biểu mẫu kèm theo)")
    return parser


def _help(parser: argparse.ArgumentParser) -> None:
    parser._positionals.title = "tham số"
    parser._optionals.title = "tùy chọn"
    parser.add_argument("-h", "--help", action="help", help="in hướng dẫn này rồi thoát")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; returns 0, or raises SystemExit(2) on wrong arguments or unusable criteria."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = _parser()
    options = parser.parse_args(argv)
    if options.version:
        return _version()
    if options.command is None:
        parser.print_help()
        return 0
    return {"check": _check, "extract": _extract, "explain": _explain, "form": _form}[options.command](options)


def _version() -> int:
    from importlib.metadata import version

    sys.stdout.write(f"minhchung {version('minhchung')}\n")
    return 0


def _console(**options: Any) -> Any:
    from rich.console import Console

    if not sys.stdout.isatty():
        options.setdefault("width", 140)
    return Console(highlight=False, **options)


def _inspector(criteria: Path | None, year: int | None) -> Any:
    from pipeline.form import FormError
    from pipeline.run import Inspector, load_form

    if year is not None and not 1990 <= year <= 2100:
        _fail(f"năm {year} không hợp lệ")
    try:
        return Inspector(load_form(criteria, year))
    except FormError as error:
        more = f" (và {len(error.errors) - 1} lỗi khác; chạy “minhchung form check” để xem hết)" if len(error.errors) > 1 else ""
        _fail(f"biểu mẫu không dùng được: {error.errors[0]}{more}")


def _check(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        _fail(f"không có thư mục hồ sơ “{options.folder}”. Kiểm tra lại đường dẫn.")
    from pipeline.reading import Pool
    from pipeline.run import folder_id, write_outputs

    console = _console()
    with Pool(ocr=not options.no_ocr) as pool:
        inspector = _inspector(options.criteria, options.year)
        made = _with_progress(lambda progress: inspector.check(options.folder, pool, options.cell, progress))
    out = options.out or Path("outputs") / folder_id(options.folder)
    try:
        written = write_outputs(made, options.folder, out, ("csv", "xlsx"))
    except OSError:
        _fail(f"không ghi được kết quả vào “{out}”. Kiểm tra quyền ghi và chỗ trống, hoặc chọn nơi khác bằng --out.")
    if not made.report.documents:
        sys.stderr.write(f"Lưu ý: thư mục “{options.folder}” không có tệp hồ sơ nào.\n")
    if not options.quiet:
        from pipeline.report.terminal import table

        table(made.report, console)
    console.print(f"Kết quả: {', '.join(str(out / name) for name in written)}", style="dim", soft_wrap=True)
    return 0


def _extract(options: argparse.Namespace) -> int:
    from pipeline.extractors import files
    from pipeline.reading import Pool
    from pipeline.report import texts

    absent = next((path for path in options.files if not path.exists()), None)
    if absent is not None:
        _fail(f"không có tệp “{absent}”. Kiểm tra lại đường dẫn.")
    sources = []
    with Pool(ocr=not options.no_ocr, boxes=options.json) as pool:
        for given in options.files:
            root, paths = (given, files(given)) if given.is_dir() else (given.parent, (given,))
            for found in _with_progress(lambda progress, root=root, paths=paths: list(pool.read(root, paths, progress))):
                if options.json:
                    sources += found
                    continue
                for source in found:
                    sys.stdout.write("\n".join(texts.plain(source)) + "\n\n")
    if options.json:
        sys.stdout.buffer.write(texts.write(sources))
    return 0


def _with_progress(work: Any) -> Any:
    """Runs work with a progress bar on a terminal."""
    if not sys.stderr.isatty():
        return work(lambda *_: None)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        return work(progress)


def _explain(options: argparse.Namespace) -> int:
    import json

    from pipeline.report import terminal, trace

    try:
        findings = json.loads((options.out / "findings.json").read_bytes())
        candidates = trace.read((options.out / "candidates.json").read_bytes())
    except (OSError, ValueError):
        _fail(f"“{options.out}” không phải thư mục kết quả (cần findings.json và candidates.json). Chạy “minhchung check” trước.")
    finding = next((f for f in findings["findings"] if f["requirement"] == options.requirement), None)
    if finding is None:
        near = [f["requirement"] for f in findings["findings"] if f["criterion"] == options.requirement.split("/")[0]]
        hint = f" Hàng này có: {', '.join(near)}." if near else " Xem mã trong cột “Mã” của findings.csv."
        _fail(f"không có yêu cầu “{options.requirement}”.{hint}")
    name = candidates.get("names", [{}])[0].get(options.requirement, "")
    terminal.explanation(options.requirement, str(name), finding, candidates.get(options.requirement, []), _console())
    return 0


def _form(options: argparse.Namespace) -> int:
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


if __name__ == "__main__":
    raise SystemExit(main())

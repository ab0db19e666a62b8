"""The arguments: commands, options and their Vietnamese help."""

import argparse
import re
from pathlib import Path
from typing import NoReturn

from pipeline.cli.console import fail
from pipeline.report import FORMATS

_MESSAGES = (
    (r"the following arguments are required: (.+)", r"thiếu tham số: \1"),
    (r"argument (\S+): (không có dạng .+|phải là số từ .+)", r"\1: \2"),
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
        fail(f"{message}. Gõ “{self.prog} --help” để xem cách dùng.")


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    made = _Parser(
        prog="minhchung",
        description="Tìm minh chứng trong hồ sơ chi bộ theo biểu mẫu kiểm tra. Chạy hoàn toàn trên máy này.",
        add_help=False,
    )
    _help(made)
    made.add_argument("--version", action="store_true", help="in phiên bản rồi thoát")
    commands = made.add_subparsers(dest="command", metavar="LỆNH", title="các lệnh", parser_class=_Parser)
    check = commands.add_parser(
        "check", help="kiểm tra hồ sơ của một chi bộ", description="Đọc thư mục hồ sơ của một chi bộ và lập bảng kết quả.", add_help=False
    )
    _help(check)
    check.add_argument("folder", metavar="THƯ_MỤC", type=Path, help="thư mục hồ sơ chi bộ nộp (mọi cấp thư mục con)")
    check.add_argument("--out", metavar="THƯ_MỤC", type=Path, help="nơi ghi kết quả (mặc định: outputs/<tên thư mục hồ sơ>)")
    check.add_argument("--year", metavar="NĂM", type=int, help="năm kiểm tra (mặc định: năm của biểu mẫu)")
    check.add_argument("--cell", metavar="TÊN", help="tên chi bộ, nếu không muốn lấy từ hồ sơ")
    check.add_argument("--criteria", metavar="THƯ_MỤC", type=Path, help="thư mục biểu mẫu khác")
    _formats(check, "--formats")
    check.add_argument("--quiet", action="store_true", help="không in bảng, chỉ ghi tệp")
    check.add_argument("--no-ocr", action="store_true", help="không nhận dạng ảnh quét (nhanh, bỏ qua các bản quét)")
    _batch(commands)
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
    _reports(commands)
    form = commands.add_parser("form", help="công cụ cho người soạn biểu mẫu", add_help=False)
    _help(form)
    actions = form.add_subparsers(dest="action", metavar="VIỆC", required=True, title="các việc", parser_class=_Parser)
    examples = actions.add_parser("check", help="kiểm tra biểu mẫu: khóa, quy tắc, ví dụ đúng và ví dụ bẫy", add_help=False)
    _help(examples)
    examples.add_argument("criteria", metavar="THƯ_MỤC", type=Path, nargs="?", help="thư mục biểu mẫu (mặc định: biểu mẫu kèm theo)")
    return made


def _batch(commands: "argparse._SubParsersAction[_Parser]") -> None:
    """The commands for many cells and for changes over time."""
    batch = commands.add_parser(
        "batch",
        help="kiểm tra hồ sơ của mọi chi bộ trong một thư mục",
        description="Kiểm tra từng thư mục con (hoặc tệp nén) như hồ sơ một chi bộ. Chạy lại thì chỉ làm phần còn thiếu hoặc đã đổi.",
        add_help=False,
    )
    _many(batch, ", hoặc địa chỉ s3://…")
    batch.add_argument("--scheduler", metavar="tcp://…", default="", help="chạy trên cụm máy Dask ở địa chỉ này")
    batch.add_argument("--fresh", action="store_true", help="làm lại từ đầu, không dùng kết quả đã lưu")
    watch = commands.add_parser(
        "watch",
        help="kiểm tra lại chi bộ mỗi khi hồ sơ thay đổi",
        description="Kiểm tra mọi chi bộ như lệnh batch, rồi theo dõi và kiểm tra lại chi bộ nào có hồ sơ thay đổi. Ctrl-C để dừng.",
        add_help=False,
    )
    _many(watch)
    watch.add_argument("--poll", action="store_true", help="dò lại tệp hai giây một lần (cần khi hồ sơ nằm trên ổ mạng)")
    diff = commands.add_parser(
        "diff",
        help="so sánh hai lần kiểm tra",
        description="So sánh kết quả hai lần kiểm tra (hoặc hai năm) của một hay nhiều chi bộ: tốt hơn, kém hơn, thêm, bớt những gì.",
        add_help=False,
    )
    _help(diff)
    diff.add_argument("old", metavar="TRƯỚC", type=Path, help="findings.json, thư mục kết quả của một chi bộ hoặc của nhiều chi bộ")
    diff.add_argument("new", metavar="SAU", type=Path, help="như trên, của lần kiểm tra sau")
    diff.add_argument("--out", metavar="TỆP", type=Path, help="ghi thêm ra tệp .xlsx, .html hoặc .csv")
    diff.add_argument("--criteria", metavar="THƯ_MỤC", type=Path, help="thư mục biểu mẫu khác")


def _many(command: argparse.ArgumentParser, more: str = "") -> None:
    """The arguments of commands that check all cells of a root."""
    _help(command)
    command.add_argument("root", metavar="THƯ_MỤC_GỐC", help=f"thư mục chứa các thư mục hồ sơ chi bộ{more}")
    command.add_argument("--out", metavar="THƯ_MỤC", type=Path, default=Path("outputs"), help="nơi ghi kết quả (mặc định: outputs)")
    command.add_argument("--depth", metavar="CẤP", type=_positive, default=1, help="chi bộ nằm ở cấp thư mục thứ mấy (mặc định: 1)")
    command.add_argument("--year", metavar="NĂM", type=int, help="năm kiểm tra (mặc định: năm của biểu mẫu)")
    command.add_argument("--criteria", metavar="THƯ_MỤC", type=Path, help="thư mục biểu mẫu khác")
    command.add_argument("--workers", metavar="SỐ", type=_positive, help="số tiến trình (mặc định: số nhân của máy)")
    command.add_argument("--retry-failed", action="store_true", help="làm lại các chi bộ bị lỗi, và các tệp đọc quá giờ ở lần trước")
    command.add_argument("--no-ocr", action="store_true", help="không nhận dạng ảnh quét (nhanh, bỏ qua các bản quét)")
    _formats(command, "--formats")


def _reports(commands: "argparse._SubParsersAction[_Parser]") -> None:
    """The commands that work on stored findings."""
    report = commands.add_parser(
        "report",
        help="lập lại báo cáo từ findings.json",
        description="Lập lại báo cáo từ findings.json, không đọc lại hồ sơ.",
        add_help=False,
    )
    bundle = commands.add_parser(
        "bundle",
        help="đóng gói minh chứng theo thứ tự biểu mẫu",
        description="Ghi tệp zip: mỗi tiêu chí một thư mục, văn bản đặt tên theo mã minh chứng, kèm danh mục.",
        add_help=False,
    )
    for command in (report, bundle):
        _help(command)
        command.add_argument(
            "findings", metavar="FINDINGS.json", type=Path, help="tệp findings.json (hoặc thư mục kết quả) do lệnh check ghi"
        )
        command.add_argument("--criteria", metavar="THƯ_MỤC", type=Path, help="thư mục biểu mẫu khác")
    _formats(report, "--as")
    report.add_argument("--out", metavar="THƯ_MỤC", type=Path, help="nơi ghi (mặc định: cạnh findings.json)")
    bundle.add_argument("--out", metavar="TỆP.zip", type=Path, help="tệp zip cần ghi (mặc định: minh-chung.zip cạnh findings.json)")
    bundle.add_argument("--folder", metavar="THƯ_MỤC", type=Path, help="thư mục hồ sơ, nếu đã chuyển đi nơi khác")
    summary = commands.add_parser(
        "summary",
        help="tổng hợp kết quả của nhiều chi bộ",
        description="Tổng hợp mọi findings.json thành bảng xếp hạng và ma trận chi bộ × tiêu chí.",
        add_help=False,
    )
    _help(summary)
    summary.add_argument(
        "results", metavar="KẾT_QUẢ", type=Path, nargs="+", help="thư mục chứa kết quả của các chi bộ, hoặc các findings.json"
    )
    summary.add_argument("--out", metavar="THƯ_MỤC", type=Path, help="nơi ghi tong-hop.xlsx và tong-hop.html (mặc định: thư mục kết quả)")
    summary.add_argument("--criteria", metavar="THƯ_MỤC", type=Path, help="thư mục biểu mẫu khác")


def _formats(command: argparse.ArgumentParser, option: str) -> None:
    command.add_argument(
        option,
        dest="formats",
        metavar="DẠNG",
        type=_list_of_formats,
        default=tuple(FORMATS),
        help=f"các dạng báo cáo, cách nhau bằng dấu phẩy: {', '.join(FORMATS)} (mặc định: tất cả)",
    )


def _positive(told: str) -> int:
    if not told.isdecimal() or not int(told):
        raise argparse.ArgumentTypeError(f"phải là số từ 1 trở lên, không phải {told}")
    return int(told)


def _list_of_formats(told: str) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(part.strip().lower() for part in re.split(r"[,|\s]+", told) if part.strip()))
    strange = next((a for a in asked if a not in FORMATS), None)
    if strange or not asked:
        raise argparse.ArgumentTypeError(f"không có dạng “{strange or told}”; dùng: {', '.join(FORMATS)}")
    return asked


def _help(command: argparse.ArgumentParser) -> None:
    command._positionals.title = "tham số"
    command._optionals.title = "tùy chọn"
    command.add_argument("-h", "--help", action="help", help="in hướng dẫn này rồi thoát")

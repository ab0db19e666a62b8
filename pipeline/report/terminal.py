"""The report and the explanations on a terminal, for people."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from pipeline.model import Evidence, Finding, Reason, Report, Status
from pipeline.text.wording import KINDS, REASONS, STATUSES, capital, coverage, problem, shortened

_STYLES = {
    Status.FOUND: "green",
    Status.PARTIAL: "yellow",
    Status.MISSING: "bold red",
    Status.NOT_REQUIRED: "dim",
    Status.REVIEW: "bold blue",
}
_QUOTE = 150  # characters of a quote that are shown


def table(report: Report, console: Any) -> None:
    """Prints the findings by criterion, the problems of documents and the totals."""
    from rich.table import Table
    from rich.text import Text

    names = {r.id: r.name for r in report.form.requirements}
    rows = {r.id: r for r in report.form.rows}
    console.print(Text(f"{report.form.title}\n{report.cell_name}", style="bold"))
    made = Table(show_lines=False, expand=True, header_style="bold")
    made.add_column("Hàng", width=8, no_wrap=True)
    made.add_column("Yêu cầu", ratio=5)
    made.add_column("Kết quả", width=14)
    made.add_column("Minh chứng", ratio=9)
    for criterion, found in groupby(report.findings, key=lambda f: f.criterion):
        group = list(found)
        for n, finding in enumerate(group):
            name = names[finding.requirement]
            if n == 0 and criterion in rows and len(group) > 1:
                name = f"{name}"
            last = n == len(group) - 1
            made.add_row(criterion if n == 0 else "", name, _status(finding), _proof(finding), end_section=last)
    console.print(made)
    _problems(report, console)
    console.print(Text("  ".join(f"{STATUSES[s]}: {report.summary[s.value]}" for s in Status), style="bold"))


def _status(finding: Finding) -> Any:
    from rich.text import Text

    return Text(STATUSES[finding.status], style=_STYLES[finding.status])


def _proof(finding: Finding) -> Any:
    from rich.text import Text

    text = Text()
    told = coverage(finding)
    if told:
        text.append(capital(told) + "\n", style="cyan")
    best = max(finding.evidence, key=lambda e: e.score, default=None)
    if best:
        text.append(f"“{shortened(best.quote, _QUOTE)}”\n")
        text.append(_where(best), style="dim")
    if finding.status is not Status.FOUND or not told:
        text.append(("\n" if best else "") + finding.note, style="italic")
    return text


def _where(e: Evidence) -> str:
    page = f", trang {e.place.page}" if e.place.page else ""
    scan = " (đọc từ ảnh quét)" if e.place.scanned else ""
    code = f"[{e.code}] " if e.code else ""
    return f"{code}{e.document}{page}, đoạn {e.place.paragraph}{scan}"


def _problems(report: Report, console: Any) -> None:
    from rich.table import Table

    flawed = [d for d in report.documents if d.problems]
    if not flawed:
        return
    made = Table(title="Hồ sơ cần lưu ý", title_justify="left", title_style="bold", expand=True, header_style="bold")
    made.add_column("Văn bản", ratio=5)
    made.add_column("Loại", width=14)
    made.add_column("Lưu ý", ratio=7)
    for d in flawed:
        notes = "; ".join(problem(f) for f in d.problems)
        part = f" (phần {d.part}, từ trang {d.first_page})" if d.first_page else f" (phần {d.part})" if d.part else ""
        made.add_row(d.path + part, KINDS[d.profile.kind], notes)
    console.print(made)


def explanation(requirement: str, name: str, finding: dict[str, Any], trace: Sequence[dict[str, Any]], console: Any) -> None:
    """Prints every candidate for a requirement, kept ones first."""
    from rich.text import Text

    console.print(Text(f"{requirement}  {name}", style="bold"))
    status = Status(finding["status"])
    console.print(Text(f"{STATUSES[status]}. {finding['note']}", style=_STYLES[status]))
    if not trace:
        console.print("Không có đoạn nào khớp với quy tắc của yêu cầu này.")
    for entry in sorted(trace, key=lambda e: (e["reason"] is not None, -float(e["score"]))):
        console.print(_candidate(entry))


def _candidate(entry: dict[str, Any]) -> Any:
    from rich.text import Text

    kept = entry["reason"] is None
    text = Text()
    text.append("\n✔ nhận  " if kept else f"\n✘ không tính: {REASONS[Reason(entry['reason'])]}  ", style="green" if kept else "red")
    page = f", trang {entry['page']}" if entry["page"] else ""
    text.append(f"{entry['document']}{page}, đoạn {entry['paragraph']}\n", style="dim")
    text.append(f"  “{entry['quote']}”\n")
    words = " + ".join(f"[{w}]" for w in entry["words"])
    text.append(f"  quy tắc {entry['rule']}: {words}; khớp “{entry['act']}”; độ tin cậy {entry['score']}", style="dim")
    if entry["contexts"]:
        text.append(f"; ngữ cảnh: {', '.join(REASONS[Reason(c)] for c in entry['contexts'])}", style="dim")
    return text

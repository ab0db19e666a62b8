"""What an inspector asks for and looks at on site: the contents of the site-visit sheet, the same for all its formats."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pipeline.model import UNREADABLE, Document, Finding, Flag, Problem, Reason, Report
from pipeline.report.visit_items import Group, Item, Note, Section, Visit, apart, by_criterion, cited
from pipeline.report.visit_requests import ASK, contradicted, requests
from pipeline.text.wording import STATUSES, capital, in_words, problem

_OPPOSED = "Hồ sơ mâu thuẫn nhau, đề nghị làm rõ: "
_ENOUGH = "Hồ sơ đã nộp đáp ứng đủ yêu cầu của biểu mẫu, không phải bổ sung."
_ALL_READ, _NO_FILE = "Không có: các tệp đã nộp đều đọc được.", "Chi bộ chưa nộp tệp nào."
_CONFIRMING, _OPPOSING = 3, 4  # passages shown of what proves a finding, of what contradicts it
_SHOWN = 12  # papers listed by name under one problem


def visit(report: Report) -> Visit:
    """The sheet of a report: requests, contradictions, files that could not be read, things that no file can prove."""
    clear, bring = _problems(report)
    read = _ALL_READ if report.documents else _NO_FILE
    sections = (
        Section("A", "Hồ sơ đề nghị bổ sung", ASK, _ENOUGH, requests(report)),
        Section("B", "Điểm mâu thuẫn, văn bản cần làm rõ", "Nội dung cần làm rõ", "Không có.", (*_opposed(report), *clear)),
        Section("C", "Tệp không đọc được, đề nghị mang bản gốc", "Tệp đã nộp", read, bring),
        Section("D", "Việc phải xem tại chỗ", "Nội dung cần xem", "Không có.", _on_site(report)),
    )
    counts = "; ".join(f"{words.lower()} {report.summary[status.value]}" for status, words in STATUSES.items())
    totals = f"Hồ sơ đã nộp đối chiếu với {len(report.findings)} yêu cầu: {counts}."
    return Visit("PHIẾU THẨM TRA", f"tại {report.cell_name}, theo biểu mẫu “{report.form.title}”", totals, sections)


def _opposed(report: Report) -> tuple[Group, ...]:
    """Findings that papers contradict each other about, with what each says."""
    names = {r.id: r.name for r in report.form.requirements}
    told = [(f.criterion, Item(names[f.requirement], _OPPOSED, ".", _said(f))) for f in report.findings if contradicted(f)]
    return by_criterion(report.form, told)


def _said(finding: Finding) -> tuple[Note, ...]:
    against = [a for a in finding.against if a.reason is Reason.CONTRADICTION]
    quoted = {(a.document, a.quote) for a in against}
    proofs = apart(e for e in finding.evidence if (e.document, e.quote) not in quoted)
    return (*map(cited, proofs[:_CONFIRMING]), *map(cited, against[:_OPPOSING]))


_TO_CLEAR: Mapping[Problem, str] = MappingProxyType(
    {
        Problem.DATE_CONFLICT: "Ngày tháng trong văn bản mâu thuẫn: đề nghị giải trình, đối chiếu bản gốc",
        Problem.NEAR_DUPLICATE: "Văn bản gần giống nhau: đề nghị giải trình",
        Problem.UNSIGNED: "Tự ghi là dự thảo, chưa ký: đề nghị nộp bản chính thức đã ký",
        Problem.BLANK_TEMPLATE: "Mẫu chưa điền: đề nghị nộp bản đã điền và ký",
        Problem.OTHER_CELL: "Văn bản của nơi khác: đề nghị nộp đúng văn bản của chi bộ",
        Problem.OTHER_YEAR: "Văn bản không thuộc năm {year}: nếu nộp nhầm, đề nghị nộp lại văn bản của năm {year}",
        Problem.DUPLICATE: "Tệp trùng nhau, chỉ tính một lần: hỏi chi bộ có nộp nhầm tệp không",
    }
)
"""What to do about papers that can be read, in the order of their weight. All other problems are of files to bring as originals."""


def _problems(report: Report) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """Papers to clear up by problem, and files to bring by what is wrong with them."""
    clear: dict[str, list[Item]] = {words.format(year=report.year): [] for words in _TO_CLEAR.values()}
    bring: dict[str, list[Item]] = {}
    for document in report.documents:
        for flag in document.problems:
            words = _TO_CLEAR.get(flag.problem)
            group = clear[words.format(year=report.year)] if words else bring.setdefault(_remedy(flag), [])
            group.append(Item(_paper(document), more=_detail(document, flag) if words else "", path=document.path))
    return _listed(clear), _listed(bring)


def _listed(groups: Mapping[str, Sequence[Item]]) -> tuple[Group, ...]:
    return tuple(Group("", title, _first(items)) for title, items in groups.items() if items)


def _first(items: Sequence[Item]) -> tuple[Item, ...]:
    """The first items; how many more there are is said."""
    if len(items) <= _SHOWN:
        return tuple(items)
    more = Item(f"và {len(items) - _SHOWN + 1} tệp khác", more=" (xem danh sách hồ sơ trong báo cáo kết quả kiểm tra)")
    return (*items[: _SHOWN - 1], more)


def _paper(document: Document) -> str:
    page = f", từ trang {document.first_page}" if document.first_page else ""
    return f"{document.path} (văn bản thứ {document.part} trong tệp{page})" if document.part else document.path


def _detail(document: Document, flag: Flag) -> str:
    """What shows the problem, in brackets."""
    period = document.profile.period
    told = in_words(flag.detail)
    if flag.problem is Problem.OTHER_YEAR and period:
        told = f"văn bản {f'năm {period}' if period.isdecimal() else in_words(period)}"
    elif flag.problem is Problem.OTHER_CELL and told:
        told = f"ghi “{told}”"
    elif flag.problem is Problem.UNSIGNED:
        told = ""
    told = told or (f"giống {flag.path}" if flag.path else "")
    return f" ({told})" if told else ""


def _remedy(flag: Flag) -> str:
    """What is wrong with a file and what to do about it."""
    if flag.detail and (flag.problem in UNREADABLE or flag.detail.endswith(".")):
        return flag.detail
    told = problem(flag)
    return f"{capital(told)}: đề nghị mang bản gốc để đối chiếu."


def _on_site(report: Report) -> tuple[Group, ...]:
    """What no file can prove, in the order of the form."""
    things = tuple(Item(thing, more=f" ({row.of})") for row in report.form.rows for thing in row.on_site)
    return (Group("", "", things),) if things else ()

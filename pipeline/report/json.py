"""findings.json: schema 1, one file a cell. It holds all that the other reports need, and is read back for them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.model import (
    Document,
    Evidence,
    Finding,
    Flag,
    Form,
    Kind,
    Place,
    Problem,
    Profile,
    Reason,
    Refusal,
    Report,
    Status,
    Target,
)
from pipeline.report.schema import SCHEMA, FindingsError

__all__ = ["FindingsError", "dump", "read", "statuses_of", "write", "year_of"]


def write(report: Report) -> bytes:
    """The report as UTF-8 JSON, keys in the order of the schema."""
    data = {
        "schema": SCHEMA,
        "form": report.form.id,
        "cell": {"id": report.cell_id, "name": report.cell_name} | ({"folder": report.folder} if report.folder else {}),
        "year": report.year,
        "summary": report.summary,
        "findings": [_finding(f) for f in report.findings],
        "documents": [_document(d) for d in report.documents],
    }
    return dump(data)


def dump(data: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """UTF-8, indented, ends with a line end."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _finding(finding: Finding) -> dict[str, Any]:
    made: dict[str, Any] = {
        "requirement": finding.requirement,
        "criterion": finding.criterion,
        "status": finding.status.value,
        "covered": None if finding.covered is None else list(finding.covered),
        "absent": None if finding.absent is None else list(finding.absent),
        "evidence": [_evidence(e) for e in finding.evidence],
        "against": [_refusal(a) for a in finding.against],
        "note": finding.note,
    }
    if finding.targets:
        made["targets"] = [_target(t) for t in finding.targets]
    return made


def _evidence(e: Evidence) -> dict[str, Any]:
    return {
        "document": e.document,
        "page": e.place.page,
        "paragraph": e.place.paragraph,
        "quote": e.quote,
        "score": e.score,
        "period": e.period,
        "code": e.code,
        "before": e.before,
        "after": e.after,
    } | _further(e)


def _refusal(a: Refusal) -> dict[str, Any]:
    place = {"page": a.place.page, "paragraph": a.place.paragraph, "period": a.period}
    return {"document": a.document, "quote": a.quote, "reason": a.reason.value} | place | _further(a)


def _further(one: Evidence | Refusal) -> dict[str, Any]:
    return ({} if one.part is None else {"part": one.part}) | ({"scanned": True} if one.place.scanned else {})


def _target(target: Target) -> dict[str, Any]:
    return {
        "target": target.target,
        "planned": target.planned,
        "actual": target.actual,
        "result": target.result,
        "met": target.met,
        "document": target.document,
        "result_document": target.result_document,
    }


def _document(document: Document) -> dict[str, Any]:
    profile = document.profile
    made: dict[str, Any] = {
        "path": document.path,
        "kind": profile.kind.value,
        "number": profile.number,
        "date": profile.date,
        "period": profile.period,
        "issuer": profile.issuer,
        "subject": profile.subject,
        "pages": document.pages,
        "method": document.method,
        "problems": [str(f) for f in document.problems],
    }
    if document.part is not None:
        made |= {"part": document.part, "first_page": document.first_page}
    if document.sha:
        made["sha256"] = document.sha
    if any(f.detail for f in document.problems):
        made["details"] = [f.detail for f in document.problems]
    return made


def read(data: bytes, form: Form) -> Report:
    """The report that was written, without the text of its documents. Raises FindingsError."""
    try:
        told = json.loads(data)
        if told["schema"] != SCHEMA:
            raise FindingsError(f"findings.json thuộc phiên bản {told['schema']}, chương trình này đọc phiên bản {SCHEMA}")
        if told["form"] != form.id:
            raise FindingsError(f"kết quả được lập theo biểu mẫu “{told['form']}”, không phải “{form.id}”: chọn biểu mẫu bằng --criteria")
        known = {r.id for r in form.requirements}
        if strange := next((f["requirement"] for f in told["findings"] if f["requirement"] not in known), None):
            raise FindingsError(f"biểu mẫu không có yêu cầu “{strange}”: biểu mẫu đã đổi, hãy chạy lại “minhchung check”")
        cell = told["cell"]
        findings = tuple(_read_finding(f) for f in told["findings"])
        documents = tuple(_read_document(d) for d in told["documents"])
        return Report(form, cell["id"], cell["name"], told["year"], findings, documents, folder=cell.get("folder", ""))
    except FindingsError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FindingsError("không phải tệp findings.json do “minhchung check” ghi, hoặc tệp đã hỏng") from error


def year_of(data: bytes) -> int:
    """The year of a findings.json. Raises FindingsError."""
    try:
        told = json.loads(data)
        return int(told["year"])
    except (ValueError, KeyError, TypeError) as error:
        raise FindingsError("không phải tệp findings.json do “minhchung check” ghi, hoặc tệp đã hỏng") from error


def statuses_of(data: bytes) -> dict[str, str]:
    """The status of each requirement in a findings.json that this program has just written."""
    return {f["requirement"]: f["status"] for f in json.loads(data)["findings"]}


def _read_finding(told: dict[str, Any]) -> Finding:
    covered, absent = (None if told[k] is None else tuple(told[k]) for k in ("covered", "absent"))
    evidence = tuple(
        Evidence(
            e["document"],
            e.get("part"),
            _place(e),
            e["quote"],
            e["score"],
            e["period"],
            before=e.get("before", ""),
            after=e.get("after", ""),
            code=e.get("code", ""),
        )
        for e in told["evidence"]
    )
    against = tuple(
        Refusal(a["document"], a.get("part"), _place(a), a["quote"], Reason(a["reason"]), period=a.get("period")) for a in told["against"]
    )
    targets = tuple(Target(**t) for t in told.get("targets", ()))
    status = Status(told["status"])
    return Finding(told["requirement"], told["criterion"], status, covered, absent, evidence, against, told["note"], targets)


def _place(told: dict[str, Any]) -> Place:
    return Place(told.get("page"), told.get("paragraph") or 1, bool(told.get("scanned")))


def _read_document(told: dict[str, Any]) -> Document:
    profile = Profile(*(Kind(told["kind"]), told["number"], told["date"], told["period"], told["issuer"], told["subject"]))
    details = told.get("details") or [""] * len(told["problems"])
    flags = []
    for problem, detail in zip(told["problems"], details, strict=True):
        name, _, path = problem.partition(":")
        flags.append(Flag(Problem(name), path, detail))
    return Document(
        told["path"],
        (),
        profile,
        told.get("part"),
        told.get("first_page"),
        told["pages"],
        told["method"],
        told.get("sha256", ""),
        tuple(flags),
    )

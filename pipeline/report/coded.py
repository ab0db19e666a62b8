"""Danh mục minh chứng: the documents that prove something, by code, the same for all formats."""

from dataclasses import dataclass

from pipeline.model import Document, Evidence, Report, Requirement, number_of


@dataclass(frozen=True, slots=True)
class Code:
    """An entry: a document under a criterion. ``pages``: all that are quoted; ``serves``: the requirements that it proves."""

    code: str
    paper: Document
    pages: tuple[int, ...]
    serves: tuple[Requirement, ...]


def codes(report: Report) -> tuple[Code, ...]:
    """The entries in the order of the form and of the codes; evidence of old findings that has no code is left out."""
    order = {criterion: number for number, criterion in enumerate(dict.fromkeys(row.of for row in report.form.rows))}
    asked = {r.id: r for r in report.form.requirements}
    used: dict[tuple[int, int, str], list[tuple[Requirement, Evidence]]] = {}
    for f in report.findings:
        for e in (e for e in f.evidence if e.code):
            used.setdefault((order.get(f.criterion, len(order)), number_of(e.code), e.code), []).append((asked[f.requirement], e))
    papers = {(d.path, d.part): d for d in report.documents}
    return tuple(_code(code, places, papers) for (_, _, code), places in sorted(used.items(), key=lambda pair: pair[0]))


def _code(code: str, places: list[tuple[Requirement, Evidence]], papers: dict[tuple[str, int | None], Document]) -> Code:
    first = places[0][1]
    paper = papers.get((first.document, first.part)) or Document(first.document, (), part=first.part)
    pages = sorted({e.place.page for _, e in places if e.place.page})
    return Code(code, paper, tuple(pages), tuple({r.id: r for r, _ in places}.values()))

"""A form's own examples: every hit has to be accepted, every trap refused, and for the reason that it states."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.describe import Describer
from pipeline.judge import validity
from pipeline.model import (
    Body,
    Document,
    Example,
    Kind,
    Match,
    Meeting,
    Passage,
    Profile,
    Proof,
    Purpose,
    Reason,
    Requirement,
    Role,
    Source,
    Span,
)
from pipeline.run import Inspector, load_form
from pipeline.text.clean import clean
from pipeline.text.rows import numbered

_CELL = "Chi bộ Kiểm thử"


def form_errors(folder: Path | None, year: int | None = None) -> tuple[Sequence[str], dict[str, int]]:
    """What is wrong with the examples of a form, one Vietnamese line each, and how much of everything it holds. Raises FormError."""
    form = load_form(folder, year)
    counts = {
        "rows": len(form.rows),
        "requirements": len(form.requirements),
        "rules": sum(len(r.rules) + len(r.refuse) + len(r.unless) + len(r.demanded_by) for r in form.requirements),
        "hits": sum(len(r.hits) + len(r.unless_hits) + len(r.demand_hits) for r in form.requirements),
        "traps": sum(len(r.traps) for r in form.requirements),
    }
    stage = _Stage(Inspector(form))
    return tuple(line for requirement in form.requirements for line in stage.errors(requirement)), counts


class _Stage:
    """Puts examples into papers and runs the form on them."""

    def __init__(self, inspector: Inspector) -> None:
        self._inspector = inspector
        self._year = inspector.form.year

    def errors(self, requirement: Requirement) -> Iterator[str]:
        """The examples of a requirement that do not come out as they should."""
        for n, hit in enumerate(requirement.hits, 1):
            document, matches = self._play(requirement, hit)
            if not _accepted(requirement, document, matches, hit, Purpose.PROVES):
                yield f"{requirement.id}: ví dụ đúng số {n} không được nhận: {_shown(hit)} {_why(requirement, document, matches)}"
        for purpose, hits, name in (
            (Purpose.LIFTS, requirement.unless_hits, "ví dụ nêu lý do miễn"),
            (Purpose.DEMANDS, requirement.demand_hits, "ví dụ cho thấy cần có văn bản"),
            (Purpose.NONE_AROSE, requirement.none_hits, "ví dụ nói không phát sinh"),
            (Purpose.SOME_AROSE, requirement.some_hits, "ví dụ nói có phát sinh"),
        ):
            for n, hit in enumerate(hits, 1):
                if not _accepted(requirement, *self._play(requirement, hit, purpose), hit, purpose):
                    yield f"{requirement.id}: {name} số {n} không được nhận: {_shown(hit)}"
        for n, trap in enumerate(requirement.traps, 1):
            document, matches = self._play(requirement, trap)
            reasons = _reasons(requirement, document, matches)
            if _accepted(requirement, document, matches, trap, Purpose.PROVES):
                yield f"{requirement.id}: ví dụ bẫy số {n} lại được nhận: {_shown(trap)}"
            elif trap.reason and trap.reason not in reasons:
                told = ", ".join(reasons) or "không có đoạn nào khớp"
                yield f"{requirement.id}: ví dụ bẫy số {n} bị loại vì {told}, không phải vì {trap.reason}: {_shown(trap)}"

    def _play(self, requirement: Requirement, example: Example, purpose: Purpose = Purpose.PROVES) -> tuple[Document, tuple[Match, ...]]:
        document = self._document(requirement, example, purpose)
        return document, tuple(m for m in self._inspector.matchers.find(document) if m.requirement == requirement.id)

    def _document(self, requirement: Requirement, example: Example, purpose: Purpose) -> Document:
        """The paper that an example is meant to stand in: titles are described, passages stand in a paper of the right kind."""
        about, proves = example.about, purpose is Purpose.PROVES
        titled = "heading" not in about and (requirement.proof is Proof.DOCUMENT if proves else "\n" in example.text)
        made = _titled(self._inspector.describer, example, self._year) if titled else _passage(requirement, example, self._year)
        profile = made.profile
        if not proves:
            profile = replace(profile, by=Body.OWN)
        elif titled and Body.OWN not in requirement.issuers:
            profile = replace(profile, by=min(requirement.issuers))
        if "by" in about:
            profile = replace(profile, by=Body(about["by"]))
        if "kind" in about:
            profile = replace(profile, kind=Kind(about["kind"]))
        if "meeting" in about:
            profile = replace(profile, meeting=Meeting(about["meeting"]))
        if "period" in about:
            profile = replace(profile, period=about["period"])
        return replace(made, profile=profile)


def _bars(requirement: Requirement, document: Document, purpose: Purpose) -> Reason | None:
    lifts = purpose in (Purpose.LIFTS, Purpose.DEMANDS)
    return validity.lifting_refusal(document) if lifts else validity.refusal(requirement, document)


def _accepted(requirement: Requirement, document: Document, matches: Sequence[Match], example: Example, purpose: Purpose) -> bool:
    kept = (m for m in matches if m.purpose is purpose and not m.contexts)
    return _bars(requirement, document, purpose) is None and any(_touches(m, document, example) for m in kept)


def _reasons(requirement: Requirement, document: Document, matches: Sequence[Match]) -> tuple[Reason, ...]:
    """Every reason against the matches of an example."""
    own = [r for m in matches if m.purpose in (Purpose.PROVES, Purpose.REFUSES) for r in m.contexts]
    barred = _bars(requirement, document, Purpose.PROVES)
    tells = barred is Reason.WRONG_KIND or (barred and matches)
    return tuple(dict.fromkeys([*own, *([barred] if barred and tells else [])]))


def _why(requirement: Requirement, document: Document, matches: Sequence[Match]) -> str:
    """What the program made of a hit that it did not accept."""
    barred = _bars(requirement, document, Purpose.PROVES)
    told = dict.fromkeys([*_reasons(requirement, document, matches), *([barred] if barred else [])])
    found = "" if any(m.purpose is Purpose.PROVES for m in matches) else "không quy tắc nào khớp; "
    profile = document.profile
    return f"[{found}{', '.join(told)}; {profile.kind}, {profile.by}, {profile.period}]"


def _touches(match: Match, document: Document, example: Example) -> bool:
    """True where the quote holds some of the words marked in the example."""
    marked = example.text[example.span.start : example.span.end]
    at = document.text.find(clean(marked).split("\n")[0])
    return match.matcher in ("title", "table") or at < 0 or match.span.overlaps(Span(at, at + len(marked)))


def _shown(example: Example) -> str:
    return f"“{example.text.replace(chr(10), ' / ')}”"


def _titled(describer: Describer, example: Example, year: int) -> Document:
    """A paper with a header block whose title is the example's text; further lines after an empty line are its body."""
    head, _, body = clean(example.text).partition("\n\n")
    upper = ("ĐẢNG BỘ CẤP TRÊN", _CELL.upper(), "ĐẢNG CỘNG SẢN VIỆT NAM", f"Tỉnh, ngày 20 tháng 5 năm {year}")
    title = [Passage(line, bold=True, centred=True) for line in head.split("\n")]
    rest = [_line(line) for line in body.split("\n") if line.strip()] or [Passage("Nội dung thực hiện theo quy định của chi bộ.")]
    source = Source(example.about.get("path", "van ban.docx"), (*map(Passage, upper), *title, *rest), None, "docx")
    return describer.describe([source], _CELL)[0][0]


def _line(line: str) -> Passage:
    """A paragraph, or a row of a table: ``|| TT | Họ tên`` its header, ``1 | An`` a row."""
    if "|" not in line:
        return Passage(line)
    cells = [c.strip() for c in line.strip("| ").split("|")]
    role = Role.TABLE_HEADER if line.lstrip().startswith("||") or numbered(cells) else Role.ROW
    return Passage("\t".join(cells), role=role, table=1)


def _passage(requirement: Requirement, example: Example, year: int) -> Document:
    """A paper of the right kind in which the example stands, under a heading if one is given."""
    kind = Kind(example.about["kind"]) if "kind" in example.about else _first_kind(requirement)
    heading = [Passage(example.about["heading"], bold=True)] if "heading" in example.about else []
    passages = (Passage("Văn bản của chi bộ."), *heading, *(_line(line) for line in clean(example.text).split("\n") if line.strip()))
    allowed = validity.meetings(requirement)
    meeting = Meeting.NONE if kind is not Kind.MINUTES else Meeting.REGULAR if Meeting.REGULAR in allowed else min(allowed)
    period = _period(requirement, f"{year}-03" if kind is Kind.MINUTES else str(year), year)
    by = Body.OWN if Body.OWN in requirement.issuers else min(requirement.issuers)
    return Document("van ban.docx", passages, Profile(kind=kind, by=by, meeting=meeting, period=period, issuer=_CELL))


def _period(requirement: Requirement, usual: str, year: int) -> str:
    """The usual period of such a paper; where the requirement wants another, the last month or the year that it takes."""
    wanted = requirement.period or ("*",)
    taken = (p for p in (usual, f"{year}-12", str(year)) if any(fnmatchcase(p, pattern) for pattern in wanted))
    return next(taken, usual)


def _first_kind(requirement: Requirement) -> Kind:
    order = (Kind.MINUTES, Kind.REPORT, Kind.RESOLUTION, Kind.SELF_REVIEW)
    return next((k for k in order if k in requirement.kinds), min(requirement.kinds))

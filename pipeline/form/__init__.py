"""The form as data: YAML -> Form. Unknown keys, ids given twice, rules without hits and traps: all mistakes at once."""

import re
from pathlib import Path
from typing import Any

from pipeline.form.abbreviations import Words
from pipeline.form.lexicon import read_lexicon
from pipeline.form.reading import FormError, Reader, load_yaml
from pipeline.form.rules import read_examples, read_rules
from pipeline.model import Body, Cadence, Form, Kind, Meeting, Needs, Proof, Requirement, Row

__all__ = ["FormError", "default_folder", "load"]

_PARAMETER = re.compile(r"\{(year|prev_year|next_year)(?:-(\d+))?\}")
_DECIDED = frozenset({Kind.RESOLUTION, Kind.PLAN, Kind.PROGRAMME})


def default_folder() -> Path:
    """The folder of the form that the program ships with: beside the package in a checkout, ``minhchung_criteria`` in an installation."""
    beside = Path(__file__).parents[2]
    return next((f for name in ("criteria", "minhchung_criteria") if (f := beside / name / "hd05-duk-2021").is_dir()), beside / "criteria")


def load(folder: Path, year: int | None = None) -> Form:
    """Reads a form for a year (default: the form's own).

    ``folder`` holds ``form.yaml`` and one file of requirements a section; its lexicon stands in ``lexicon`` inside or
    beside it. Raises FormError with every mistake found.
    """
    errors: list[str] = []
    if not (folder / "form.yaml").is_file():
        raise FormError([f"Không tìm thấy form.yaml trong thư mục tiêu chí {folder}. Kiểm tra lại --criteria."])
    head = Reader(load_yaml(folder / "form.yaml", errors) or {}, "form.yaml", errors)
    for_year = year or int(head.number("year", 0))
    head.take("year")
    head.fill = _filler(for_year)
    lexicon = read_lexicon(folder / "lexicon" if (folder / "lexicon").is_dir() else folder.parent / "lexicon", errors, head.fill)
    rows = _rows(head)
    requirements = _requirements(folder, Words(lexicon), rows, for_year, errors)
    told = (head.text("id"), head.text("title"), for_year, rows, requirements, lexicon, head.text("basis", ""))
    form = Form(*told, head.texts("columns"), head.texts("issuer"))
    head.close()
    if errors:
        raise FormError(errors)
    return form


def _filler(year: int) -> Any:
    """Replaces {year}, {prev_year}, {next_year} and differences such as {year-1930}."""
    values = {"year": year, "prev_year": year - 1, "next_year": year + 1}
    return lambda text: _PARAMETER.sub(lambda m: str(values[m.group(1)] - int(m.group(2) or 0)), text)


def _rows(head: Reader) -> tuple[Row, ...]:
    rows, seen = [], set()
    plain = Reader({}, "", [])
    for i, item in enumerate(head.take("rows", [])):
        one = Reader(item, f"form.yaml.rows[{i}]", head.errors, plain.fill)
        id_, of, printed, criterion, check, evidence = (
            one.text(k, "" if k != "id" else None) for k in ("id", "of", "printed", "criterion", "check", "evidence")
        )
        row = Row(id_, of, printed, criterion, check, evidence, one.texts("on_site"))
        one.close()
        if row.id in seen:
            one.error("id", f"{row.id} ghi hai lần")
        seen.add(row.id)
        rows.append(row)
    if not rows:
        head.error("rows", "biểu mẫu không có hàng nào")
    return tuple(rows)


def _requirements(folder: Path, words: Words, rows: tuple[Row, ...], year: int, errors: list[str]) -> tuple[Requirement, ...]:
    made: dict[str, Requirement] = {}
    criterion_of = {r.id: r.of for r in rows}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == "form.yaml":
            continue
        for i, item in enumerate(load_yaml(path, errors) or []):
            name = item.get("id", f"[{i}]") if isinstance(item, dict) else f"[{i}]"
            reader = Reader(item, f"{path.name}: {name}", errors, _filler(year))
            one = _requirement(reader, words)
            if one.id in made:
                reader.error("id", f"{one.id} ghi hai lần")
            if one.criterion not in criterion_of.values():
                reader.error("id", f"biểu mẫu không có hàng {one.criterion}")
            elif criterion_of.get(one.row) != one.criterion:
                reader.error("row", f"biểu mẫu không có hàng {one.row} thuộc tiêu chí {one.criterion}")
            made[one.id] = one
    if not made:
        errors.append(f"{folder.name}: không có yêu cầu nào (cần tệp .yaml bên cạnh form.yaml)")
    return tuple(made.values())


def _requirement(reader: Reader, words: Words) -> Requirement:
    id_ = reader.text("id")
    proof = reader.choice("proof", Proof, Proof.CONTENT)
    kinds = reader.choices("in", Kind)
    cadence, months, count = _cadence(reader)
    optional, unless = _when(reader, words)
    issuers = reader.choices("issuer", Body) or frozenset({Body.OWN})
    planned = proof is Proof.CONTENT and kinds <= _DECIDED
    one = Requirement(
        id=id_,
        criterion=id_.split("/")[0],
        name=reader.text("name"),
        proof=proof,
        kinds=kinds,
        cadence=cadence,
        rules=read_rules(reader, "rules", words),
        source=reader.text("source"),
        hits=read_examples(reader, "hits"),
        traps=read_examples(reader, "traps"),
        months=months,
        count=count,
        optional=optional,
        unless=unless,
        unless_hits=read_examples(reader, "unless_hits"),
        demanded_by=read_rules(reader, "demanded_by", words),
        demand_hits=read_examples(reader, "demand_hits"),
        refuse=read_rules(reader, "refuse", words, reason=True),
        none_arose=read_rules(reader, "none_arose", words),
        none_hits=read_examples(reader, "none_hits"),
        some_arose=read_rules(reader, "some_arose", words),
        some_hits=read_examples(reader, "some_hits"),
        issuers=issuers,
        meetings=reader.choices("meeting", Meeting),
        needs=reader.choice("needs", Needs, Needs.STATED if proof is Proof.DOCUMENT else Needs.PLANNED if planned else Needs.DONE),
        period=reader.texts("period"),
        counted=reader.flag("counted"),
        sides=tuple(frozenset(reader.as_choices(list(g), "sides", Kind)) for g in reader.groups("sides")),
        targets=reader.flag("targets"),
        row=reader.text("row", id_.split("/")[0]),
        ask=reader.text("ask", ""),
    )
    reader.close()
    for key, value in (("rules", one.rules), ("hits", one.hits), ("traps", one.traps), ("in", one.kinds)):
        if not value:
            reader.error(key, "thiếu; mỗi yêu cầu phải có quy tắc, ví dụ đúng (hits) và ví dụ bẫy (traps)")
    if one.unless and not one.unless_hits:
        reader.error("unless_hits", "thiếu ví dụ cho câu nêu lý do miễn")
    if not bool(one.none_arose) == bool(one.none_hits) == bool(one.some_arose) == bool(one.some_hits):
        reader.error("none_arose", "phải có đủ none_arose, none_hits, some_arose, some_hits")
    return one


def _cadence(reader: Reader) -> tuple[Cadence, tuple[int, ...], int]:
    value = reader.take("cadence", "once")
    if isinstance(value, dict) and set(value) == {"months"} and isinstance(value["months"], list):
        return Cadence.MONTHS, tuple(int(m) for m in value["months"]), 0
    if isinstance(value, dict) and set(value) == {"count"}:
        return Cadence.COUNT, (), int(value["count"])
    if value in ("once", "monthly", "quarterly"):
        return Cadence(value), (), 0
    reader.error("cadence", "phải là once, monthly, quarterly, {months: [...]} hoặc {count: n}")
    return Cadence.ONCE, (), 0


def _when(reader: Reader, words: Words) -> tuple[bool, tuple[Any, ...]]:
    value = reader.take("when", "always")
    if value == "always":
        return False, ()
    if value == "if-any":
        return True, ()
    inner = reader.inner(value, "when")
    rules = read_rules(inner, "unless", words)
    inner.close()
    if not rules:
        reader.error("when", "phải là always, if-any hoặc {unless: [quy tắc]}")
    return False, rules

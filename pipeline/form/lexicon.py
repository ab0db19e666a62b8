"""The words of the field: criteria/lexicon/*.yaml -> Lexicon."""

from pathlib import Path
from typing import Any

from pipeline.form.reading import Fill, Reader, load_yaml
from pipeline.model import Body, Kind, Lexicon, Meeting, Regulation


def read_lexicon(folder: Path, errors: list[str], fill: Fill = str) -> Lexicon:
    """Reads the lexicon's files; mistakes are noted in ``errors``. ``fill`` replaces the year's parameters."""

    def reader(name: str) -> Reader:
        return Reader(load_yaml(folder / name, errors), name, errors, fill)

    concepts: dict[str, tuple[str, ...]] = {}
    for path in sorted((folder / "concepts").glob("*.yaml")):
        name = f"concepts/{path.name}"
        for key, words in _lists(Reader(load_yaml(path, errors), name, errors, fill)).items():
            if key in concepts:
                errors.append(f"{name}.{key}: khái niệm ghi hai lần")
            concepts[key] = words
    organisations = reader("organisations.yaml")
    meetings = organisations.inner(organisations.take("meetings", {}), "meetings")
    return Lexicon(
        concepts=_expanded(concepts, errors),
        regulations=_regulations(reader("regulations.yaml")),
        cues=_lists(reader("cues.yaml")),
        kinds=_kinds(reader("kinds.yaml")),
        organisations={Body(b): w for b, w in _lists(organisations, Body).items()},
        meetings={Meeting(m): w for m, w in _lists(meetings, Meeting).items()},
        abbreviations=_lists(reader("abbreviations.yaml")),
    )


def _lists(reader: Reader, keys: Any = None) -> dict[str, tuple[str, ...]]:
    made = {}
    for key in reader.keys:
        if keys is not None and key not in set(keys):
            continue
        made[key] = reader.texts(key)
    reader.close()
    return made


def _expanded(concepts: dict[str, tuple[str, ...]], errors: list[str]) -> dict[str, tuple[str, ...]]:
    """Concepts that name others (``@name``) take over their words."""

    def words(name: str, seen: tuple[str, ...]) -> tuple[str, ...]:
        if name in seen:
            errors.append(f"concepts: {name}: khái niệm quay vòng")
            return ()
        made: dict[str, None] = {}
        for item in concepts.get(name, ()):
            if item.startswith("@") and item[1:] not in concepts:
                errors.append(f"concepts: {name}: không có khái niệm {item!r}")
            made |= dict.fromkeys(words(item[1:], (*seen, name)) if item.startswith("@") else (item,))
        return tuple(made)

    return {name: words(name, ()) for name in concepts}


def _regulations(reader: Reader) -> dict[str, Regulation]:
    made = {}
    for key in reader.keys:
        one = reader.inner(reader.take(key), key)
        made[key] = Regulation(
            key, one.text("number"), one.texts("types"), one.texts("bodies"), one.texts("names"), one.text("title", ""), one.flag("bare")
        )
        one.close()
    return made


def _kinds(reader: Reader) -> dict[Kind, dict[str, tuple[str, ...]]]:
    made = {}
    for kind in Kind:
        if reader.has(kind.value):
            one = reader.inner(reader.take(kind.value), kind.value)
            made[kind] = {"title": one.texts("title"), "symbol": one.texts("symbol"), "name": one.texts("name")}
            one.close()
    reader.close()
    return made

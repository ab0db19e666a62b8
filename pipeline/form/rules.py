"""Rules and examples: YAML -> Rule, Example."""

import re
from collections.abc import Mapping
from typing import Any

from pipeline.form.abbreviations import Words
from pipeline.form.reading import Reader
from pipeline.model import Example, Kind, Reason, Rule, Span

MATCHERS = ("phrase", "near", "citation", "title", "section", "table", "fuzzy", "tokens")
"""Names of the modules of ``pipeline.matchers``."""

_MARK = re.compile(r"<e(?:\s+reason=([\w-]+))?>(.*?)</e>", re.DOTALL)
_WITHIN = re.compile(r"(clause|sentence|passage|document)|(\d+) words")


def read_rules(reader: Reader, key: str, words: Words, reason: bool = False) -> tuple[Rule, ...]:
    """The rules under a key. ``reason``: each has to say why it refuses."""
    value = reader.take(key, [])
    if not isinstance(value, list):
        reader.error(key, "phải là danh sách quy tắc")
        return ()
    made = []
    for i, item in enumerate(value):
        inner = reader.inner(item, f"{key}[{i}]")
        why = inner.choice("reason", Reason, Reason.OTHER_SUBJECT) if reason else None
        rule = _rule(inner, words, why)
        inner.close()
        if rule:
            made.append(rule)
    return tuple(made)


def _rule(reader: Reader, words: Words, reason: Reason | None) -> Rule | None:
    named = [m for m in MATCHERS if reader.has(m)]
    if len(named) != 1:
        reader.error("", f"phải có đúng một cách tìm trong: {', '.join(MATCHERS)}")
        return None
    matcher = named[0]
    body = reader.inner(reader.take(matcher), matcher)
    groups = _groups(body, matcher)
    within, reach = _within(body)
    rule = Rule(
        matcher=matcher,
        all=tuple(_expand(body, group, words) for group in groups),
        none=_expand(body, body.texts("none"), words),
        within=within,
        reach=reach,
        under=_expand(body, body.texts("under"), words),
        allow=body.choices("allow", Reason),
        kinds=body.choices("in", Kind),
        reason=reason,
        weight=body.number("weight", 1.0),
        rows=int(body.number("rows" if body.has("rows") else "words", 0)),
        pattern=_pattern(body),
        figure=body.flag("figure"),
        ordered=body.flag("ordered"),
        whole=body.flag("whole"),
    )
    body.close()
    if not rule.all and matcher != "tokens":
        body.error("", "quy tắc không có từ nào để tìm")
    if matcher in ("fuzzy", "tokens") and not rule.all:
        body.error("any", "thiếu từ lọc trước")
    return rule


def _groups(body: Reader, matcher: str) -> tuple[tuple[str, ...], ...]:
    """Groups of terms: ``any`` is one group, ``all`` many; some matchers have a word of their own."""
    own = {"section": "heading", "citation": "with"}.get(matcher, "")
    if matcher == "table":
        return (*body.groups("columns"), *body.groups("all"))
    groups = (*((any_,) if (any_ := body.texts("any")) else ()), *body.groups("all"))
    more = body.texts(own) if own else ()
    if matcher == "section":
        return (more, *groups) if more else groups
    return (*groups, more) if more else groups


def _within(body: Reader) -> tuple[str, int]:
    value = body.text("within", "sentence")
    found = _WITHIN.fullmatch(value)
    if not found:
        body.error("within", f"không hiểu {value!r}; dùng clause, sentence, passage, document hoặc 'N words'")
        return "sentence", 0
    return ("window", int(found.group(2))) if found.group(2) else (found.group(1), 0)


def _pattern(body: Reader) -> tuple[Mapping[str, object], ...]:
    value = body.take("pattern", [])
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        body.error("pattern", "phải là mẫu từ của spaCy (danh sách các bảng)")
        return ()
    return tuple(value)


def _expand(reader: Reader, items: tuple[str, ...], words: Words) -> tuple[str, ...]:
    """Phrases with ``@concept`` replaced by its words; ``#KEY`` is checked and followed by the regulation's other names."""
    made: dict[str, None] = {}
    for item in items:
        if item.startswith("@"):
            meant = words.concepts.get(item[1:])
            if meant is None:
                reader.error("", f"không có khái niệm {item!r} trong từ điển")
            made |= dict.fromkeys(meant or ())
        elif item.startswith("#"):
            regulation = words.lexicon.regulations.get(item[1:])
            if regulation is None:
                reader.error("", f"không có văn bản {item!r} trong từ điển")
                continue
            made |= dict.fromkeys((item, *regulation.names))
        else:
            made |= dict.fromkeys(words.spelled((item,)))
    return tuple(made)


def read_examples(reader: Reader, key: str) -> tuple[Example, ...]:
    """Examples under a key: a text with ``<e>…</e>`` around what is meant, or a mapping with such a ``text``."""
    value = reader.take(key, [])
    if not isinstance(value, list):
        reader.error(key, "phải là danh sách ví dụ")
        return ()
    made = []
    for i, item in enumerate(value):
        about: dict[str, str] = {}
        if isinstance(item, dict):
            about = {str(k): reader.fill(str(v)) for k, v in item.items() if k != "text"}
            item = item.get("text")
        if not isinstance(item, str):
            reader.error(f"{key}[{i}]", "ví dụ phải là chữ, hoặc bảng có khóa text")
            continue
        made.append(_example(reader, f"{key}[{i}]", reader.fill(item), about))
    return tuple(made)


def _example(reader: Reader, key: str, text: str, about: Mapping[str, str]) -> Example:
    unknown = set(about) - {"kind", "by", "meeting", "period", "heading", "path"}
    if unknown:
        reader.error(key, f"khóa lạ: {', '.join(sorted(unknown))}")
    found: Any = _MARK.search(text)
    if not found:
        return Example(text, Span(0, len(text)), None, about)
    reason = None
    if found.group(1):
        try:
            reason = Reason(found.group(1))
        except ValueError:
            reader.error(key, f"không biết lý do {found.group(1)!r}; dùng một trong: {', '.join(Reason)}")
    plain = text[: found.start()] + found.group(2) + text[found.end() :]
    return Example(plain, Span(found.start(), found.start() + len(found.group(2))), reason, about)

"""Style sheets, as far as reading needs them: rules for tags and classes, without what stands in relation to others."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"([{}])")
_SIMPLE = re.compile(r"[\w*:-]*(?:\.[\w-]+)?")
_FONT = re.compile(r"(?:^|\s)\d[\w.%]*(?:/\S+)?\s+(.+)")
_READ = frozenset(
    "font font-family font-weight text-align display visibility list-style list-style-type mso-hide mso-list mso-element".split()
)
_MOST = 20_000  # rules of a file

Declared = Mapping[str, str]
"""Properties and their values, in lower case but for names of fonts."""


@lru_cache(maxsize=512)
def declared(text: str) -> Declared:
    """Properties of a ``style`` attribute or the inside of a rule."""
    found: dict[str, str] = {}
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.replace("!important", "").strip()
        if colon and (name in _READ or name.startswith("border")):
            found[name] = value if name.startswith("font") else value.lower()
            if name == "font" and (family := _FONT.search(value)):
                found["font-family"] = family[1]
    return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and inside of each rule; what stands in a rule with ``@``, for some media or a page, is left out."""
    depth, selectors = 0, ""
    pieces = _BRACE.split(sheet)
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            selectors = text.rpartition(";")[2] if depth == 0 else selectors
            depth += 1
        else:
            if depth == 1 and "@" not in selectors:
                yield selectors, text
            depth = max(depth - 1, 0)


def family(value: str) -> str:
    """The first of several fonts."""
    return value.split(",")[0].strip("'\" \r\n\t")


class Rules:
    """All rules of a file by simple selector (``p``, ``.MsoNormal``, ``p.MsoNormal``)."""

    def __init__(self, sheet: str) -> None:
        self._rules: dict[str, dict[str, str]] = {}
        for selectors, inside in islice(_rules(_COMMENT.sub("", sheet)), _MOST):
            said = declared(inside)
            for selector in selectors.split(",") if said else ():
                name = selector.strip()
                if _SIMPLE.fullmatch(name):
                    tag, point, of = name.partition(".")
                    self._rules.setdefault(tag.lower() + point + of, {}).update(said)
        self._known: dict[tuple[str, str], Declared] = {}

    def of(self, tag: str, classes: str) -> Declared:
        """What the rules say of a tag with ``classes``, the more exact ones last."""
        if not self._rules:
            return {}
        key = (tag, classes)
        if key not in self._known:
            names = classes.split()[:20]
            found: dict[str, str] = {}
            for selector in (tag, *(f".{name}" for name in names), *(f"{tag}.{name}" for name in names)):
                found.update(self._rules.get(selector, {}))
            self._known[key] = found
        return self._known[key]

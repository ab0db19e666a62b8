"""Pages: one self-contained HTML file each, made from a template beside this module. Nothing is loaded, nothing inline that is not ours.

A template extends ``page.html``, names its parts with ``{% set styles = ["x.css"] %}`` and ``{% set scripts = ["x.js"] %}``, and gets
the filters below. The page's policy lets run only what stands in those files, by their hash, so that no text of a document ever can.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.model import Status
from pipeline.report.links import where
from pipeline.report.look import HEAD, LOOKS
from pipeline.text.wording import KINDS, REASONS, STATUSES, capital, coverage, day, period, problem

_FOLDER = Path(__file__).parent / "templates"
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_BROKEN = re.compile(r"[\ud800-\udfff]")
_CONNECT = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"


def render(template: str, **values: Any) -> bytes:
    """The page of a template as UTF-8. Values are escaped; control characters and marks that turn the text's direction are left out."""
    text = _environment().get_template(template).render(values)
    return _BROKEN.sub("\ufffd", _UNSEEN.sub("", text)).encode("utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(_FOLDER, encoding="utf-8"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: "" if value is None else value,
    )
    made.filters.update(
        status=STATUSES.__getitem__,
        mark=mark,
        kind=KINDS.__getitem__,
        reason=REASONS.__getitem__,
        coverage=coverage,
        problem=problem,
        period=period,
        date=day,
        capital=capital,
        sentence=sentence,
    )
    made.globals.update(policy=policy, style=style, script=script, where=where, statuses=tuple(Status))
    return made


def policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """The content security policy of a page made of these parts."""
    told = [(kind, " ".join(_hash(part(name)) for name in names)) for kind, names in (("style", styles), ("script", scripts))]
    return "; ".join([_CONNECT, *(f"{kind}-src {hashes}" for kind, hashes in told if hashes)])


def style(name: str) -> Markup:
    """A part as a style element."""
    return Markup(f"<style>{part(name)}</style>")


def script(name: str) -> Markup:
    """A part as a script element."""
    return Markup(f"<script>{part(name)}</script>")


@cache
def part(name: str) -> str:
    """Text of a css or js file beside the templates; ``looks.css`` is made from the colours of the statuses."""
    return _looks() if name == "looks.css" else (_FOLDER / name).read_text(encoding="utf-8")


def _looks() -> str:
    colours = [f".s-{s.value} {{ --fill: #{look.fill}; --ink: #{look.ink}; }}" for s, look in LOOKS.items()]
    return "\n".join(["", f":root {{ --head: #{HEAD.fill}; --head-ink: #{HEAD.ink}; }}", *colours, ""])


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def mark(status: Status) -> str:
    """The sign of a status: ✓ ◐ ✗ – ?"""
    return LOOKS[status].mark


def sentence(text: str) -> str:
    """A heading set in capitals as a sentence ("KẾT QUẢ …" -> "Kết quả …"); Đảng keeps its capital; another text as it is."""
    return text.capitalize().replace("đảng", "Đảng") if text.isupper() else text

"""title: words of a document's title block (trích yếu); of the opening lines where the title says only its kind.

The headings of the parts and appendices of a plan are titles too: one paper may hold several plans.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Kind, Rule, Span
from pipeline.text.index import Hit, Pattern
from pipeline.text.scene import Scene

_BARE = 4  # a title of fewer syllables says only the kind ("BÁO CÁO", "BẢN CAM KẾT")
_PARTED = frozenset({Kind.PLAN, Kind.PROGRAMME})
_PART = re.compile(r"(?:phần|phụ lục)\s+(?:[IVX]+|\d+|thứ|[A-H])\b", re.IGNORECASE)
_OF_A_PART = 0.95
_OPENING = 500  # characters read after a bare title


def find(rule: Rule, pattern: Pattern, scene: Scene) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all matchers
    """At most one hit: the title, or the heading of a part, holds all groups and none of the words that exclude."""
    bounds = scene.title
    if bounds[1] - bounds[0] < _BARE:
        start = scene.document.profile.title.start if bounds[1] > bounds[0] else 0
        bounds = scene.index.range_of(Span(start, scene.document.profile.body + _OPENING))
    hit = next(scene.index.hits(pattern, bounds), None) or next(_of_parts(pattern, scene), None)
    if hit:
        yield hit


def _of_parts(pattern: Pattern, scene: Scene) -> Iterator[Hit]:
    """Headings of parts and appendices with something under them."""
    if scene.document.profile.kind not in _PARTED:
        return
    for i, section in enumerate(scene.sections):
        if section.heading and not section.empty and _PART.match(scene.document.passages[i].text.strip()):
            for hit in scene.index.hits(pattern, scene.index.range_of(scene.index.passages[i])):
                yield replace(hit, exact=hit.exact * _OF_A_PART)

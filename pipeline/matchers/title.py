"""title: words of a document's title block (trích yếu); of the opening lines where the title says only its kind."""

from collections.abc import Iterator

from pipeline.model import Rule, Span
from pipeline.text.index import Hit, Pattern
from pipeline.text.scene import Scene

_BARE = 4  # a title of fewer syllables says only the kind ("BÁO CÁO", "BẢN CAM KẾT")
_OPENING = 500  # characters read after a bare title


def find(rule: Rule, pattern: Pattern, scene: Scene) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all matchers
    """At most one hit: the title holds all groups and none of the words that exclude."""
    bounds = scene.title
    if bounds[1] - bounds[0] < _BARE:
        start = scene.document.profile.title.start if bounds[1] > bounds[0] else 0
        bounds = scene.index.range_of(Span(start, scene.document.profile.body + _OPENING))
    for hit in scene.index.hits(pattern, bounds):
        yield hit
        return

"""phrase: one of several phrases, anywhere in the text."""

from collections.abc import Iterator

from pipeline.model import Rule
from pipeline.text.index import Hit, Pattern
from pipeline.text.scene import Scene


def find(rule: Rule, pattern: Pattern, scene: Scene) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all matchers
    """Places where one of the phrases stands."""
    yield from scene.index.hits(pattern)

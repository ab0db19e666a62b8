"""near: one word of each group within a clause, a sentence, a passage or a window of words; the first group is the act."""

from collections.abc import Iterator

from pipeline.model import Rule
from pipeline.text.index import Hit, Pattern
from pipeline.text.scene import Scene


def find(rule: Rule, pattern: Pattern, scene: Scene) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all matchers
    """Places where all groups stand together."""
    yield from scene.index.hits(pattern)

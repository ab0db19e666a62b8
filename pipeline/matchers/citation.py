"""citation: a regulation cited by its number, letters or name, optionally beside other words."""

from collections.abc import Iterator

from pipeline.model import Rule
from pipeline.text.index import Hit, Pattern
from pipeline.text.scene import Scene


def find(rule: Rule, pattern: Pattern, scene: Scene) -> Iterator[Hit]:
    """Citations of the rule's regulations. Digits are compared exactly; the index knows which citation means which text."""
    if any(word.startswith("#") for word in rule.all[0]):
        yield from scene.index.hits(pattern)

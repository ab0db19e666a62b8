"""table: a register or list known by its column headings, with at least so many filled rows."""

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from pipeline.model import Passage, Role, Rule
from pipeline.text.index import Hit, Pattern
from pipeline.text.scene import Scene
from pipeline.text.terms import Occurrence


def find(rule: Rule, pattern: Pattern, scene: Scene) -> Iterator[Hit]:
    """Header rows that hold a word of every group and are followed by enough rows with at least two filled cells."""
    passages, index = scene.document.passages, scene.index
    for i, passage in enumerate(passages):
        if passage.role is not Role.TABLE_HEADER:
            continue
        bounds = index.range_of(index.passages[i])
        used = tuple(next(index.inside(g, bounds), None) for g in pattern.groups)
        if None in used or (pattern.none is not None and any(index.inside(pattern.none, bounds))):
            continue
        if not _filled(passages, i, rule.rows or 1):
            continue
        present = tuple(o for o in used if o)
        yield Hit(present[0] if present else Occurrence(-1, *bounds, 1.0), present, bounds, min((o.exact for o in present), default=1.0))


def _filled(passages: Sequence[Passage], header: int, wanted: int) -> bool:
    """Whether so many rows with at least two filled cells follow a header row in its table."""
    number = passages[header].table
    following = takewhile(lambda p: p.table in (0, number), islice(passages, header + 1, None))
    filled = (p for p in following if p.role is Role.ROW and sum(bool(c.strip()) for c in p.cells) > 1)
    return sum(1 for _ in islice(filled, wanted)) == wanted

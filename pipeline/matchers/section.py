"""section: what stands under a heading that speaks of the matter, so that a bare heading proves nothing but its content does."""

from collections.abc import Iterator

from pipeline.model import Role, Rule
from pipeline.text.index import Hit, Pattern
from pipeline.text.scene import Scene
from pipeline.text.terms import Occurrence

_SHOWN = 3  # passages taken from one section
_WORDS = 6  # least number of words that say something


def find(rule: Rule, pattern: Pattern, scene: Scene) -> Iterator[Hit]:
    """Passages under a heading with a word of the first group that hold a word of every further group."""
    heading, *others = pattern.groups
    if any(g not in scene.index.found for g in pattern.groups):
        return
    taken: dict[int, int] = {}
    for i, part in enumerate(scene.sections):
        if part.heading or scene.document.passages[i].role in (Role.HEADER, Role.NOTE, Role.TABLE_HEADER):
            continue
        owner = _owner(heading, i, scene)
        if owner is None or taken.get(owner, 0) >= _SHOWN:
            continue
        hit = _content(rule, pattern, tuple(others), i, scene, own=owner == i)
        if hit:
            taken[owner] = taken.get(owner, 0) + 1
            yield hit


def _owner(heading: int, passage: int, scene: Scene) -> int | None:
    """The passage whose heading speaks of the matter: the innermost heading above, for rows also their column names, or an inline head."""
    part, index = scene.sections[passage], scene.index
    if part.head:
        start = index.passages[passage].start
        bounds = index.range_of(type(part.head)(start + part.head.start, start + part.head.end))
        if any(index.inside(heading, bounds)):
            return passage
    headings = part.above[-2:] if scene.document.passages[passage].role is Role.ROW else part.above[-1:]
    return next((i for i in reversed(headings) if any(index.inside(heading, index.range_of(index.passages[i])))), None)


def _content(rule: Rule, pattern: Pattern, others: tuple[int, ...], passage: int, scene: Scene, *, own: bool) -> Hit | None:
    """The hit of a passage, read after its inline head where that is the head that counts (``own``)."""
    index = scene.index
    bounds = index.range_of(index.passages[passage])
    head = scene.sections[passage].head
    if head and own:
        start = index.passages[passage].start
        bounds = (index.range_of(type(head)(start + head.start, start + head.end))[1], bounds[1])
    if bounds[1] - bounds[0] < (rule.rows or _WORDS):
        return None
    used = tuple(next(index.inside(g, bounds), None) for g in others)
    if None in used or (pattern.none is not None and any(index.inside(pattern.none, bounds))):
        return None
    if pattern.figure and not index.figures_in(bounds):
        return None
    present = tuple(o for o in used if o)
    act = present[0] if present else Occurrence(-1, bounds[0], bounds[0] + 1, 1.0)
    return Hit(act, present, bounds, min((o.exact for o in present), default=0.95))


def stands_under(group: int, hit: Hit, scene: Scene) -> bool:
    """True where a heading above the hit, or the inline head of its passage, holds a word of the group."""
    passage = scene.index.passage_at(hit.act.first)
    part, index = scene.sections[passage], scene.index
    if any(any(index.inside(group, index.range_of(index.passages[i]))) for i in part.above):
        return True
    return _owner(group, passage, scene) is not None

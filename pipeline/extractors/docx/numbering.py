"""Lists of a Word file (docx): forms and texts of their levels, for the counting of automatic numbers."""

from lxml import etree

from pipeline.extractors.docx.styles import W, value
from pipeline.extractors.layout.lists import Level, List


def lists(root: etree._Element | None) -> dict[str, List]:
    """Lists by ``w:numId`` of the part ``numbering.xml``."""
    if root is None:
        return {}
    abstract = {a.get(W + "abstractNumId", ""): _levels(a) for a in root.iter(W + "abstractNum")}
    found = {}
    for num in root.iter(W + "num"):
        of = value(num.find(W + "abstractNumId")) or ""
        levels, restarts = dict(abstract.get(of, {})), {}
        for override in num.iter(W + "lvlOverride"):
            at = int(override.get(W + "ilvl", "0"))
            start = value(override.find(W + "startOverride"))
            if start:
                restarts[at] = int(start)
            levels.update(_levels(override))
        found[num.get(W + "numId", "")] = List(levels, of, restarts)
    return found


def _levels(parent: etree._Element) -> dict[int, Level]:
    return {int(level.get(W + "ilvl", "0")): _level(level) for level in parent.iter(W + "lvl")}


def _level(level: etree._Element) -> Level:
    start = value(level.find(W + "start"))
    return Level(
        form=value(level.find(W + "numFmt")) or "decimal",
        text=value(level.find(W + "lvlText")) or "",
        start=int(start) if start else 0,
        style=value(level.find(W + "pStyle")),
    )

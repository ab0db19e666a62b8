"""Scene: a document made ready to be searched."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Document, Span
from pipeline.text.index import Groups, Index
from pipeline.text.outline import Section, outline


@dataclass(frozen=True, slots=True)
class Scene:
    """A document with its index, its outline and the tokens of its title ``[first, end)``."""

    document: Document
    index: Index
    sections: Sequence[Section]
    title: tuple[int, int]


def scene(document: Document, groups: Groups) -> Scene:
    """Indexes a document."""
    spans = [Span(s, s + len(p.text)) for s, p in zip(document.starts, document.passages, strict=True)]
    recognised = [span for span, p in zip(spans, document.passages, strict=True) if p.confidence is not None]
    index = Index(document.text, spans, groups, recognised, document.profile.title)
    return Scene(document, index, outline(document.passages), index.range_of(document.profile.title))

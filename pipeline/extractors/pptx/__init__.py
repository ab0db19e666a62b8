"""Presentations (pptx, pptm, ppsx): the zip's XML walked slide by slide; a slide is a page, its notes follow it.

python-pptx was tried: it refuses slide shows and files saved as Strict Open XML.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from pipeline.extractors.limits import LARGEST_PART, TooLargeError
from pipeline.extractors.pptx.slide import P, R, Slide
from pipeline.model import Passage, Role, Source

_STRICT = (
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/presentationml/", b"http://schemas.openxmlformats.org/presentationml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)
_DECLARED = re.compile(rb"<\0?!\0?(?:D\0?O|E\0?N)")
_MAIN = re.compile(r"ppt/presentation\w*\.xml")


class _Part(NamedTuple):
    """A part that another refers to: what it is and its name in the zip."""

    kind: str
    name: str


def read(data: bytes) -> Source:
    """Reads the bytes of a presentation; raises zipfile.BadZipFile, KeyError, ValueError or etree.XMLSyntaxError where it is broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = next((name for name in archive.namelist() if _MAIN.fullmatch(name)), None)
        if main is None:
            raise ValueError("no presentation")
        parts = _related(archive, main)
        slides = [parts[one.get(R + "id", "")].name for one in _xml(archive, main).iter(P + "sldId") if one.get(R + "id") in parts]
        passages: list[Passage] = []
        for number, name in enumerate(slides, 1):
            passages += _slide(archive, name, number, max((one.table for one in passages), default=0))
    return Source("", tuple(passages), len(slides), "pptx")


def _slide(archive: zipfile.ZipFile, name: str, number: int, tables: int) -> Iterator[Passage]:
    parts = _related(archive, name)
    layout = next((_xml(archive, part.name) for part in parts.values() if part.kind == "slideLayout"), None)
    diagrams = {key: part.name for key, part in parts.items() if part.kind == "diagramData"}
    slide = Slide(number, tables, layout, lambda key: _xml(archive, diagrams[key]) if key in diagrams else None)
    yield from slide.read(_xml(archive, name))
    for part in parts.values():
        if part.kind == "notesSlide":
            yield from Slide(number, role=Role.NOTE).read(_xml(archive, part.name))


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise TooLargeError(name)
    data = archive.read(name)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    if _DECLARED.search(data, 0, 4096):
        raise ValueError("a presentation declares no entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def _related(archive: zipfile.ZipFile, main: str) -> dict[str, _Part]:
    """The parts that a part refers to, by id."""
    folder, name = posixpath.split(main)
    relations = f"{folder}/_rels/{name}.rels"
    names = set(archive.namelist())
    found: dict[str, _Part] = {}
    for relation in _xml(archive, relations) if relations in names else ():
        target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")
        if relation.get("TargetMode") != "External" and target in names:
            found[relation.get("Id", "")] = _Part(relation.get("Type", "").rpartition("/")[2], target)
    return found

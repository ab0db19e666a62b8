"""Word files (docx, docm): the zip's XML walked in document order.

Headers, footers, footnotes and endnotes follow the body, so that they do not stand between title block and text.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from pipeline.extractors.docx import pictures
from pipeline.extractors.docx.body import Body
from pipeline.extractors.docx.numbering import lists
from pipeline.extractors.docx.pictures import FEW_LETTERS, scans
from pipeline.extractors.docx.styles import Styles, W
from pipeline.extractors.layout.lists import Numbers
from pipeline.extractors.layout.page import passages as laid_out
from pipeline.extractors.layout.quality import reading, verdict
from pipeline.extractors.layout.story import running
from pipeline.extractors.layout.words import Page
from pipeline.extractors.limits import LARGEST_PART, TooLargeError
from pipeline.model import Passage, Role, Source

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LEGACY = re.compile(rb'"\.?V[nN][A-Za-z]|"VNI')  # names of fonts with an encoding of their own
_ENTITY = re.compile(rb"<\0?!\0?(?:D\0?O|E\0?N)")
_PAGES = re.compile(rb"<(?:\w+:)?Pages>(\d+)</")


class _Part(NamedTuple):
    """A part that the body refers to: what it is, its name in the zip, the id by which the body calls it."""

    kind: str
    name: str
    id: str


def read(data: bytes, recognised: Mapping[int, Page | None] | None = None) -> Source:
    """Reads the bytes of a Word file; raises zipfile.BadZipFile, KeyError or etree.XMLSyntaxError where it is broken.

    Where the file holds little but pictures, these are its pages: ``Source.wanted`` names those that are not yet ``recognised``.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = _main(archive)
        parts = _related(archive, main)
        text = _part(archive, main)
        document = _parsed(text)
        passages = _passages(archive, document, parts, bool(_LEGACY.search(text)))
        if sum(map(str.isalpha, "".join(p.text for p in passages))) < FEW_LETTERS and (found := scans(archive, document, _images(parts))):
            return _pictured(passages, len(found), recognised or {})
        return Source("", tuple(passages), _pages(archive), "docx")


def _passages(archive: zipfile.ZipFile, document: etree._Element, parts: list[_Part], legacy: bool) -> list[Passage]:
    body = Body(_styles(archive, parts, legacy), Numbers(lambda: lists(_optional(archive, parts, "numbering"))))
    if document.find(f".//{W}lastRenderedPageBreak") is not None:
        body.page = 1
    passages = [p for part in document.iter(W + "body") for p in body.read(part)]
    body.page = None
    return [*passages, *_notes(archive, parts, body), *_running(archive, parts, body)]


def _images(parts: list[_Part]) -> dict[str, str]:
    return {part.id: part.name for part in parts if part.kind == "image"}


def _pictured(passages: list[Passage], count: int, recognised: Mapping[int, Page | None]) -> Source:
    """A Word file whose pages are its pictures; what text it has comes first."""
    pages = [recognised.get(n) or Page(n, 595, 842, legible=n not in recognised) for n in range(1, count + 1)]
    readings = tuple(reading(page) for page in pages)
    method, problems = verdict("docx", readings)
    wanted = tuple(n for n in range(1, count + 1) if n not in recognised)
    made = (*(replace(p, page=None, turns=()) for p in passages), *laid_out(pages))
    method = "docx+ocr" if passages and method == "ocr" else method
    return Source("", made, count, method, problems=problems, readings=readings, wanted=wanted)


@contextmanager
def picture(data: bytes, number: int) -> Iterator[tuple[Any, float]]:
    """Picture ``number`` of the file in RGB and its resolution in dots per inch."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = _main(archive)
        names = scans(archive, _xml(archive, main), _images(_related(archive, main)))
        yield pictures.picture(archive, names[number - 1])


def _main(archive: zipfile.ZipFile) -> str:
    """Name of the part that holds the body."""
    names = archive.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    return next(name for name in names if re.fullmatch(r"word/document\w*\.xml", name))


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    return _parsed(_part(archive, name))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise TooLargeError(name)
    return archive.read(name).replace(_STRICT, _USUAL)


def _parsed(data: bytes) -> etree._Element:
    if _ENTITY.search(data, 0, 4096):
        raise ValueError("a Word file declares no entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def _related(archive: zipfile.ZipFile, main: str) -> list[_Part]:
    """The parts that the body refers to, in order."""
    folder, name = posixpath.split(main)
    relations = f"{folder}/_rels/{name}.rels"
    names = set(archive.namelist())
    if relations not in names:
        return []
    found = []
    for relation in _xml(archive, relations):
        target = posixpath.normpath(posixpath.join(folder, relation.get("Target", ""))).lstrip("/")
        if relation.get("TargetMode") != "External" and target in names:
            found.append(_Part(relation.get("Type", "").rpartition("/")[2], target, relation.get("Id", "")))
    return found


def _optional(archive: zipfile.ZipFile, parts: list[_Part], kind: str) -> etree._Element | None:
    name = next((part.name for part in parts if part.kind == kind), None)
    return None if name is None else _xml(archive, name)


def _styles(archive: zipfile.ZipFile, parts: list[_Part], legacy: bool) -> Styles:
    name = next((part.name for part in parts if part.kind == "styles"), None)
    return Styles(None, legacy) if name is None else _known_styles(_part(archive, name), legacy)


@lru_cache(maxsize=8)
def _known_styles(data: bytes, legacy: bool) -> Styles:
    """Styles are the largest part of a short file, and files from one office share them."""
    return Styles(_parsed(data), legacy or bool(_LEGACY.search(data)))


def _notes(archive: zipfile.ZipFile, parts: list[_Part], body: Body) -> Iterator[Passage]:
    for kind in ("footnote", "endnote"):
        root = _optional(archive, parts, kind + "s")
        for note in [] if root is None else root.iter(W + kind):
            if note.get(W + "type", "normal") == "normal":
                yield from body.read(note, Role.NOTE)


def _running(archive: zipfile.ZipFile, parts: list[_Part], body: Body) -> Iterator[Passage]:
    wanted = (part.name for part in parts if part.kind in {"header", "footer"})
    return running(passage for name in wanted for passage in body.read(_xml(archive, name), Role.HEADER))


def _pages(archive: zipfile.ZipFile) -> int | None:
    """Page count as the program that saved the file noted it."""
    if "docProps/app.xml" not in archive.namelist():
        return None
    found = _PAGES.search(archive.read("docProps/app.xml"))
    return int(found.group(1)) or None if found else None

"""Word files (docx, docm): the zip's XML walked in document order.

Headers, footers, footnotes and endnotes follow the body, so that they do not stand between title block and text.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from pipeline.extractors.docx.body import Body
from pipeline.extractors.docx.numbering import Numbers
from pipeline.extractors.docx.styles import Styles, W
from pipeline.model import Passage, Role, Source

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LARGEST = 400_000_000  # bytes of one part, unpacked: more is an attack or a fault
_PAGE_NUMBER = re.compile(r"\W*(trang\W*)?\d*(\s*/\s*\d*)?\W*", re.IGNORECASE)
_PAGES = re.compile(rb"<(?:\w+:)?Pages>(\d+)</")


def read(data: bytes) -> Source:
    """Reads the bytes of a Word file; raises zipfile.BadZipFile, KeyError or etree.XMLSyntaxError where it is broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = _main(archive)
        parts = _related(archive, main)
        document = _xml(archive, main)
        body = Body(_styles(archive, parts), Numbers(lambda: _optional(archive, parts, "numbering")))
        if document.find(f".//{W}lastRenderedPageBreak") is not None:
            body.page = 1
        passages = [p for part in document.iter(W + "body") for p in body.read(part)]
        body.page = None
        passages += _notes(archive, parts, body)
        passages += _running(archive, parts, body)
        return Source("", tuple(passages), _pages(archive), "docx")


def _main(archive: zipfile.ZipFile) -> str:
    """Name of the part that holds the body."""
    names = archive.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    return next(name for name in names if re.fullmatch(r"word/document\w*\.xml", name))


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    return _parsed(_part(archive, name))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST:
        raise ValueError(f"part too large: {name}")
    return archive.read(name).replace(_STRICT, _USUAL)


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def _related(archive: zipfile.ZipFile, main: str) -> list[tuple[str, str]]:
    """``(kind, part)`` of the parts that the body refers to, in order."""
    folder, name = posixpath.split(main)
    relations = f"{folder}/_rels/{name}.rels"
    names = set(archive.namelist())
    if relations not in names:
        return []
    found = []
    for relation in _xml(archive, relations):
        target = posixpath.normpath(posixpath.join(folder, relation.get("Target", ""))).lstrip("/")
        if relation.get("TargetMode") != "External" and target in names:
            found.append((relation.get("Type", "").rpartition("/")[2], target))
    return found


def _optional(archive: zipfile.ZipFile, parts: list[tuple[str, str]], kind: str) -> etree._Element | None:
    name = next((part for of, part in parts if of == kind), None)
    return None if name is None else _xml(archive, name)


def _styles(archive: zipfile.ZipFile, parts: list[tuple[str, str]]) -> Styles:
    name = next((part for of, part in parts if of == "styles"), None)
    return Styles(None) if name is None else _known_styles(_part(archive, name))


@lru_cache(maxsize=8)
def _known_styles(data: bytes) -> Styles:
    """Styles are the largest part of a short file, and files from one office share them."""
    return Styles(_parsed(data))


def _notes(archive: zipfile.ZipFile, parts: list[tuple[str, str]], body: Body) -> Iterator[Passage]:
    for kind in ("footnote", "endnote"):
        root = _optional(archive, parts, kind + "s")
        for note in [] if root is None else root.iter(W + kind):
            if note.get(W + "type", "normal") == "normal":
                yield from body.read(note, Role.NOTE)


def _running(archive: zipfile.ZipFile, parts: list[tuple[str, str]], body: Body) -> Iterator[Passage]:
    """Headers and footers, each text once, those with only a page number left out."""
    seen: set[str] = set()
    for kind, part in parts:
        if kind in {"header", "footer"}:
            for passage in body.read(_xml(archive, part), Role.HEADER):
                if passage.text not in seen and not _PAGE_NUMBER.fullmatch(passage.text):
                    seen.add(passage.text)
                    yield passage


def _pages(archive: zipfile.ZipFile) -> int | None:
    """Page count as the program that saved the file noted it."""
    if "docProps/app.xml" not in archive.namelist():
        return None
    found = _PAGES.search(archive.read("docProps/app.xml"))
    return int(found.group(1)) or None if found else None

"""OpenDocument text (odt, ott): the zip's XML walked in document order.

Notes, then headers and footers follow the body, so that they do not stand between title block and text.
"""

import io
import re
import zipfile
from dataclasses import replace

from lxml import etree

from pipeline.extractors.layout.story import renumbered, running
from pipeline.extractors.odt.body import Body
from pipeline.extractors.odt.lists import Lists
from pipeline.extractors.odt.styles import OFFICE, STYLE, TEXT, Styles
from pipeline.model import Flag, Passage, Problem, Role, Source

_LARGEST = 400_000_000  # bytes of one part, unpacked: more is an attack or a fault
_LOCKED = "Tệp có mật khẩu: hãy bỏ mật khẩu (lưu lại không đặt mật khẩu) rồi nộp lại."
_DECLARED = re.compile(rb"<!ENTITY")
_PAGES = re.compile(rb"""page-count=["'](\d{1,6})["']""")
_MANIFEST = "META-INF/manifest.xml"


def read(data: bytes) -> Source:
    """Reads the bytes of an ODT file; raises zipfile.BadZipFile, KeyError, ValueError or etree.XMLSyntaxError where it is broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if _MANIFEST in names and b"encryption-data" in _part(archive, _MANIFEST):
            return Source("", (), None, "odt", problems=(Flag(Problem.ENCRYPTED, detail=_LOCKED),))
        content = _parsed(_part(archive, "content.xml"))
        common = _parsed(_part(archive, "styles.xml")) if "styles.xml" in names else None
        told = _PAGES.search(_part(archive, "meta.xml")) if "meta.xml" in names else None
    pages = int(told[1]) or None if told else None
    return Source("", renumbered(_passages(content, common, pages)), pages, "odt")


def _passages(content: etree._Element, common: etree._Element | None, pages: int | None) -> list[Passage]:
    """``pages``: how many the program counted that saved the file; where another number is met, all pages are uncertain."""
    body = Body(Styles(common, content), Lists(content, common))
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise ValueError("no text document")
    told = text.get(TEXT + "use-soft-page-breaks") == "true" or text.find(f".//{TEXT}soft-page-break") is not None
    body.page = 1 if told else None
    found = body.read(text)
    if body.page is not None and pages is not None and body.page != pages:
        found = [replace(one, page=None, turns=()) for one in found]
    found += body.notes
    return found if common is None else [*found, *running(_running(common))]


def _running(common: etree._Element) -> list[Passage]:
    """Headers and footers of all page styles."""
    body = Body(Styles(common, common), Lists(common), role=Role.HEADER)
    return [
        one
        for master in common.iter(STYLE + "master-page")
        for part in master.iterchildren(etree.Element)
        if re.match(r"(?:header|footer)", etree.QName(part).localname) and part.get(STYLE + "display") != "false"
        for one in body.read(part)
    ]


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST:
        raise ValueError(f"part too large: {name}")
    return archive.read(name)


def _parsed(data: bytes) -> etree._Element:
    """A part as a tree. It is read as UTF-8 whatever it says, so that no other encoding can hide a declaration."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16").encode()
    if _DECLARED.search(data):
        raise ValueError("a part declares entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8", collect_ids=False
    )
    return etree.fromstring(data, parser)

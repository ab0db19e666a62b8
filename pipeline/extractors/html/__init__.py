"""HTML pages, also those that Word and Excel save as .doc, .xls and .mht, and their XML of 2003."""

import email
import email.policy
import re
from typing import Any, cast

from lxml import etree

from pipeline.extractors.html.css import Rules
from pipeline.extractors.html.letters import decoded
from pipeline.extractors.html.walk import Walk
from pipeline.extractors.layout.story import renumbered, running
from pipeline.model import Passage, Source

_LETTER = re.compile(rb"\s*(?:MIME-Version|From|Date|Subject|Content-Type):", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml\b.{0,2000}?<(?:\w+:)?(?:wordDocument|Workbook|package)\b", re.DOTALL)
_CONDITION = re.compile(r"<!\[(?:if[^\]>]{0,200}|endif)\]>", re.IGNORECASE)  # Word writes what follows for all other programs
_SHEET = re.compile(r"<style(?=[\s>])[^>]{0,500}>(.*?)(?:</style|\Z)", re.DOTALL | re.IGNORECASE)
_DECLARED = re.compile(r"<!ENTITY")
_PAGES = re.compile(r"<o:Pages>(\d{1,6})</")


def read(data: bytes) -> Source:
    """Reads the bytes of a page; raises etree.XMLSyntaxError or ValueError where there is nothing to read."""
    text = decoded(_page(data)).replace("\0", "")
    walk = Walk(Rules("\n".join(_SHEET.findall(text))))
    body = _told(text, walk)
    pages = _PAGES.search(text)
    return Source("", renumbered([*body, *walk.notes, *running(walk.running)]), int(pages[1]) or None if pages else None, "html")


def _page(data: bytes) -> bytes:
    """The page itself: a web archive holds it as a letter holds its text."""
    if not _LETTER.match(data):
        return data
    letter = email.message_from_bytes(data, policy=email.policy.default)
    for part in letter.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else data
    return data


def _told(text: str, walk: Walk) -> list[Passage]:
    if not _XML.match(text):
        page = etree.HTMLParser(target=cast(Any, walk), encoding="utf-8", huge_tree=True)
        return cast(list[Passage], etree.fromstring(_CONDITION.sub("", text).encode(), page))
    if _DECLARED.search(text):
        raise ValueError("a document declares entities")
    xml = etree.XMLParser(target=cast(Any, walk), encoding="utf-8", recover=True, huge_tree=True, resolve_entities=False, no_network=True)
    return cast(list[Passage], etree.fromstring(text.encode(), xml))

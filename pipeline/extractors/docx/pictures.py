"""Pictures of a Word file that holds little else: scanned pages that someone pasted into it."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from pipeline.extractors.limits import LARGEST_PART, MOST_PIXELS

FEW_LETTERS = 250  # a Word file with more text of its own is not a bundle of scans
_SMALLEST = 600  # pixels of a side; smaller pictures are logos and signatures
_EMBED = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed",
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
)
_A4 = 297 / 25.4  # inches of a page's long side


def scans(archive: zipfile.ZipFile, document: etree._Element, relations: Mapping[str, str]) -> tuple[str, ...]:
    """Parts of the large pictures in the order of the text. ``relations``: part by relation id."""
    return tuple(dict.fromkeys(name for name in _named(document, relations) if _large(archive, name)))


def _named(document: etree._Element, relations: Mapping[str, str]) -> Iterator[str]:
    for element in document.iter("{*}blip", "{*}imagedata"):
        found = next((relations[key] for name in _EMBED if (key := element.get(name, "")) in relations), None)
        if found is not None:
            yield found


def _large(archive: zipfile.ZipFile, name: str) -> bool:
    if archive.getinfo(name).file_size > LARGEST_PART or posixpath.splitext(name)[1].lower() in {".emf", ".wmf", ".svg"}:
        return False
    from PIL import Image

    try:
        with Image.open(io.BytesIO(archive.read(name))) as picture:
            width, height = picture.size
    except (OSError, Image.DecompressionBombError):
        return False
    return min(width, height) >= _SMALLEST and width * height <= MOST_PIXELS


def picture(archive: zipfile.ZipFile, name: str) -> tuple[Any, float]:
    """A picture as PIL image in RGB and its resolution, taken for a page of A4."""
    from PIL import Image

    made = Image.open(io.BytesIO(archive.read(name))).convert("RGB")
    return made, max(made.size) / _A4

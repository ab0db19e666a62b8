"""RTF files: a parser of its own, since the libraries lose fonts, which decode old Vietnamese text, and tables, boxes and notes.

Notes, then headers and footers follow the body. Deleted and hidden text, field codes, comments and pictures are left out.
"""

from pipeline.extractors.layout.story import renumbered, running
from pipeline.extractors.rtf.acts import walk
from pipeline.extractors.rtf.reader import Reader
from pipeline.model import Role, Source


def read(data: bytes) -> Source:
    """Reads the bytes of an RTF file; raises ValueError where they are none."""
    start = data[:1024].lower().find(b"{\\rtf")
    if start < 0:
        raise ValueError("no RTF file")
    reader = Reader(data, start)
    found = walk(reader)
    body = [one for one in found if one.role is not Role.HEADER]
    return Source("", renumbered([*body, *running(one for one in found if one.role is Role.HEADER)]), reader.pages, "rtf")

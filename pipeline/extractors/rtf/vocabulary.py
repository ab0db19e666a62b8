"""Words of RTF: which groups hold no text, which tell a story of their own, which stand for characters."""

import re

from pipeline.model import Role

SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict objdata objclass objname fldinst nonesttables shprslt nonshppict sp filetbl "
    b"listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping datastore latentstyles xmlnstbl bkmkstart "
    b"bkmkend annotation atnid atnauthor atnref atndate atnicn atnparent ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn tc tcn xe rxe "
    b"txe title author operator doccomm comment keywords subject template private1 falt panose pn pnseclvl datafield formfield "
    b"mmathPr htmltag mhtmltag passwordhash".split()
)
"""First words of groups that hold no text of the document."""

STARRED = frozenset({b"shpinst", b"shpgrp", b"nesttableprops", b"ud", b"do"})
"""Words after ``\\*`` whose groups are read all the same; all others may be passed over."""

STORIES = {
    b"footnote": Role.NOTE,
    b"shptxt": Role.TEXT_BOX,
    b"dptxbxtext": Role.TEXT_BOX,
    **dict.fromkeys((b"header", b"headerl", b"headerr", b"headerf", b"footer", b"footerl", b"footerr", b"footerf"), Role.HEADER),
}
"""Words that begin a text of its own."""

TEXTS = {
    b"tab": " ", b"line": "\n", b"page": "\n", b"lbr": "\n", b"softline": " ", b"column": "\n", b"emdash": "—", b"endash": "–",
    b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ",
    b"qmspace": " ",
}  # fmt: skip
"""Words that stand for characters."""

SIGNS = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": " "}
"""Escaped signs that stand for characters; ``\\-`` only allows a division."""

HEADING_STYLE = re.compile(rb"\{\\s(\d{1,5})(?!\d)[^{};]*\s(?:heading \d|title);", re.IGNORECASE)
PAGES = re.compile(rb"\\nofpages(\d{1,6})")

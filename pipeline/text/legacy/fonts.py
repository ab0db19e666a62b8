"""Names of fonts that have an encoding of their own."""

import re
from functools import lru_cache

from pipeline.text.legacy.encodings import Encoding

_SUBSET = re.compile(r"^@?(?:[A-Z]{6}\+)?")  # vertical writing, a part of a font in a PDF
_STYLE = re.compile(r"(?:[ ,_-]*(?:bold|italic|oblique|regular|normal|roman|mt))+$", re.IGNORECASE)
_TCVN3 = re.compile(r"[.]vn", re.IGNORECASE)
_TCVN3_BARE = re.compile(
    r"vn(?:arial|aristote|avant|bahamas|black|bodoni|book-antiqua|century|clarendon|commercial|cooper|courier|exotic|free|gothic|helvet"
    r"|koala|lincoln|linus|lucida|memorandum|monotype|mystical|park|present|revue|shelley|southern|stamp|teknical|tifani|time(?!s)|vogue)",
    re.IGNORECASE,
)
_VIETWARE = re.compile(r"VN[a-z]")  # "VNtimes new roman", "VNarial": an encoding that is not read
_VNI = re.compile(r"vni(?!.*unicode)", re.IGNORECASE)


@lru_cache(maxsize=1024)
def of_font(name: str) -> tuple[Encoding, bool] | None:
    """The encoding of a font, and whether it shows capitals for small letters (``.VnTimeH``); None for a font in Unicode."""
    family = _STYLE.sub("", _SUBSET.sub("", name.strip().strip("'\""))).strip()
    if _TCVN3.match(family) or (_TCVN3_BARE.match(family) and not _VIETWARE.match(family)):
        return Encoding.TCVN3, family[-1] in "hH"
    return (Encoding.VNI, False) if _VNI.match(family) else None

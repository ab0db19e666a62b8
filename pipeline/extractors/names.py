"""Names of members: stored in many encodings, hostile at times, not always different from each other."""

import re
import unicodedata
from contextlib import suppress

from pipeline.text import legacy
from pipeline.text.plausible import syllable

_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 200  # characters of one part of a path
NAMELESS = "khong-ten"


def decoded(raw: bytes) -> str:
    """A name whose encoding is not told: UTF-8, else the one of CP1258, TCVN3 and CP437 that reads most like Vietnamese."""
    try:
        return unicodedata.normalize("NFC", raw.decode())
    except UnicodeDecodeError:
        return max(_readings(raw), key=_fit)


def safe(name: str) -> tuple[str, bool]:
    """A name with ``/`` as separator, NFC, that stays within its container; and whether it did so of itself."""
    path = unicodedata.normalize("NFC", _CONTROL.sub("", name)).replace("\\", "/")
    rooted = path.startswith("/") or bool(_DRIVE.match(path))
    parts = [part[-_LONGEST:] for part in _DRIVE.sub("", path, count=1).split("/") if part.strip(" .")]
    return "/".join(parts) or NAMELESS, not (rooted or ".." in path.split("/"))


def unique(name: str, seen: set[str]) -> str:
    """The name, numbered where it was ``seen`` before; it is noted there."""
    stem, point, suffix = name.rpartition(".")
    if not stem or "/" in suffix:
        stem, point, suffix = name, "", ""
    made, number = name, 1
    while made in seen:
        number += 1
        made = f"{stem} ({number}){point}{suffix}"
    seen.add(made)
    return made


def _readings(raw: bytes) -> list[str]:
    """``raw`` in each encoding that has all its bytes; the first wins where none is better."""
    found = [raw.decode("cp437")]
    with suppress(UnicodeDecodeError):
        found.append(unicodedata.normalize("NFC", raw.decode("cp1258")))
    found.append(legacy.decode(raw.decode("latin-1"), legacy.Encoding.TCVN3))
    return found


def _fit(name: str) -> int:
    """How much the letters beyond ASCII read like Vietnamese: words gained less words and signs that are none."""
    words = [word for word in _WORD.findall(name) if not word.isascii()]
    signs = sum(not (char.isascii() or char.isalpha()) for char in name)
    return sum(1 if syllable(word) else -1 for word in words) - signs

"""Where Tesseract and its Vietnamese data lie on this machine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LANGUAGE = "vie"

_FOLDERS = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tesseract-ocr/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
)
_WINDOWS = (("ProgramFiles", ""), ("ProgramFiles(x86)", ""), ("LOCALAPPDATA", "Programs"), ("LOCALAPPDATA", ""))


@cache
def command() -> str | None:
    """The program ``tesseract``, or None."""
    found = shutil.which("tesseract")
    beside = (folder.parent / "tesseract.exe" for folder in _on_windows())
    return found or next((str(path) for path in beside if path.is_file()), None)


@cache
def data() -> str | None:
    """The folder with the Vietnamese data, or None."""
    return next((str(folder) for folder in _folders() if (folder / f"{LANGUAGE}.traineddata").is_file()), None)


def _folders() -> Iterator[Path]:
    """Folders that may hold data, the most likely first; the program is asked last."""
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        yield from (Path(prefix), Path(prefix) / "tessdata")
    for pattern in _FOLDERS:
        yield from sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    yield Path(sys.prefix) / "share" / "tessdata"
    yield from _on_windows()
    if program := shutil.which("tesseract"):
        yield from (Path(program).parent / "tessdata", Path(program).resolve().parent.parent / "share" / "tessdata")
        yield from _told(program)


def _on_windows() -> Iterator[Path]:
    for variable, inner in _WINDOWS:
        if root := os.environ.get(variable):
            yield Path(root, inner, "Tesseract-OCR", "tessdata")


def _told(program: str) -> Iterator[Path]:
    """The folder that the program itself names: ``List of available languages in "…" (3):``."""
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return
    parts = (told.stdout or told.stderr).split('"')
    if len(parts) > 2:
        yield Path(parts[1])

"""Fingerprints: what a stored result depends on besides the files of a cell."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_READ_BY = ("extractors", "reading", "model", "text")
_LIBRARIES = (
    "datasketch",
    "lxml",
    "pypdfium2",
    "pdfplumber",
    "pdfminer.six",
    "python-calamine",
    "olefile",
    "tesserocr",
    "pillow",
    "numpy",
    "scipy",
    "rapidfuzz",
    "pyvi",
    "spacy",
)


def of(parts: Iterable[str | bytes]) -> str:
    """SHA-256 of some parts, hexadecimal."""
    made = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8, "little") + data)
    return made.hexdigest()


@cache
def reading() -> str:
    """Of everything that decides what is read of a file: the readers, the libraries they use, Tesseract's."""
    return of([*_sources(_READ_BY), *_versions(), *_tesseract()])


@cache
def program() -> str:
    """Of the whole program."""
    return of([reading(), *_sources((".",))])


def form(folder: Path) -> str:
    """Of a form and its lexicon."""
    lexicon = folder / "lexicon" if (folder / "lexicon").is_dir() else folder.parent / "lexicon"
    paths = [*sorted(folder.glob("*.yaml")), *sorted(lexicon.rglob("*.yaml"))]
    return of(part for path in paths for part in (path.name, path.read_bytes()))


def _sources(folders: Iterable[str]) -> list[str | bytes]:
    paths = [
        path for folder in folders for path in sorted((_PACKAGE / folder).rglob("*")) if path.is_file() and "__pycache__" not in path.parts
    ]
    return [part for path in paths for part in (path.relative_to(_PACKAGE).as_posix(), path.read_bytes())]


def _versions() -> list[str]:
    told = []
    for name in _LIBRARIES:
        try:
            told.append(f"{name}=={version(name)}")
        except PackageNotFoundError:
            told.append(f"{name} is not there")
    return told


def _tesseract() -> list[str]:
    from pipeline.extractors.ocr import available

    return ["ocr" if available() else "no ocr"]

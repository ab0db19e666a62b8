"""Times reading beside other extractors, format by format, and counts wrong characters.

    python tests/benchmarks/extract.py FOLDER [--runs N] [--ocr]

FOLDER holds files with their true text beside them as ``<name>.txt`` (``tests/benchmarks/material.py`` makes such a folder). Prints pages
per CPU second (imports and one warm-up run apart) and the character error rate: the Levenshtein distance between the words read and
the true words, white space folded, by the length of the truth. Peers that are not installed are left out; none is needed by the program.
"""

import argparse
import gc
import statistics
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.extractors import read

Reader = Callable[[Path], str]


def own(path: Path) -> str:
    """What the program reads."""
    return "\n".join(p.text for source in read(path.parent, path) for p in source.passages)


def own_ocr(path: Path) -> str:
    """What the program reads of a scan, in this process."""
    from pipeline.extractors import recognise

    wanted = {(s.path, n): recognise(path.parent, path, s.path, n) for s in read(path.parent, path) for n in s.wanted}
    return "\n".join(p.text for source in read(path.parent, path, wanted) for p in source.passages)


def raw_tesseract() -> Reader | None:
    """Tesseract on the page as rendered, without any preparation."""
    try:
        import pypdfium2
        import tesserocr
    except ImportError:
        return None
    from pipeline.extractors.ocr import place

    api = tesserocr.PyTessBaseAPI(path=str(place.data()), lang="vie", psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY)

    def work(path: Path) -> str:
        texts = []
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                api.SetImage(page.render(scale=200 / 72).to_pil())
                api.SetSourceResolution(200)
                texts.append(api.GetUTF8Text())
        return "\n".join(texts)

    return work


def raw_pdfium() -> Reader:
    """The text layer as pdfium gives it, without places."""
    import pypdfium2

    def work(path: Path) -> str:
        with pypdfium2.PdfDocument(path) as document:
            return "\n".join(page.get_textpage().get_text_range() for page in document)

    return work


def plumber() -> Reader:
    import pdfplumber

    def work(path: Path) -> str:
        with pdfplumber.open(path) as document:
            return "\n".join(page.extract_text() for page in document.pages)

    return work


def kreuzberg() -> Reader | None:
    try:
        from kreuzberg import ExtractionConfig, extract_file_sync
    except ImportError:
        return None
    config = ExtractionConfig(use_cache=False)
    return lambda path: str(extract_file_sync(str(path), config=config).content)


def markitdown() -> Reader | None:
    try:
        from markitdown import MarkItDown
    except ImportError:
        return None
    made = MarkItDown(enable_plugins=False)
    return lambda path: str(made.convert(str(path)).text_content)


def docx2txt() -> Reader | None:
    try:
        import docx2txt as peer
    except ImportError:
        return None
    return lambda path: str(peer.process(str(path)))


def striprtf() -> Reader | None:
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError:
        return None
    return lambda path: str(rtf_to_text(path.read_bytes().decode("latin-1"), errors="ignore"))


PEERS: dict[str, Sequence[tuple[str, Callable[[], Reader | None]]]] = {
    ".pdf": (("pypdfium2, no places", raw_pdfium), ("pdfplumber", plumber), ("kreuzberg", kreuzberg), ("markitdown", markitdown)),
    ".docx": (("docx2txt", docx2txt), ("kreuzberg", kreuzberg), ("markitdown", markitdown)),
    ".doc": (("kreuzberg", kreuzberg),),
    ".rtf": (("kreuzberg", kreuzberg), ("striprtf", striprtf)),
    ".odt": (("kreuzberg", kreuzberg),),
    ".xlsx": (("kreuzberg", kreuzberg), ("markitdown", markitdown)),
}


def words(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("\t", " ").split())


def error_rate(read_text: str, truth: str) -> float:
    """Wrong characters for each of the truth."""
    return Levenshtein.distance(words(read_text), words(truth)) / max(len(words(truth)), 1)


def measure(work: Reader, files: Sequence[Path], runs: int) -> tuple[float, float | None, int]:
    """CPU seconds (median of ``runs``), character error rate over the files that have a truth, and how many files failed."""
    texts = {}
    for path in files:
        try:
            texts[path] = work(path)
        except Exception:  # noqa: BLE001  peers may fail in any way
            continue
    taken = []
    gc.collect()
    gc.freeze()  # what all these libraries have loaded is no burden of any one of them
    for _ in range(runs):
        start = time.process_time()
        for path in texts:
            work(path)
        taken.append(time.process_time() - start)
    rates = [error_rate(text, truth_of(path)) for path, text in texts.items() if Path(f"{path}.txt").is_file()]
    return statistics.median(taken), statistics.mean(rates) if rates else None, len(files) - len(texts)


def truth_of(path: Path) -> str:
    return Path(f"{path}.txt").read_text("utf-8")


def pages(path: Path) -> int:
    return sum(source.pages or 1 for source in read(path.parent, path))


def table(suffix: str, files: Sequence[Path], readers: Sequence[tuple[str, Reader]], runs: int) -> None:
    """Prints the table of one format; ratios are against the first row, the program."""
    count = sum(map(pages, files))
    print(f"\n{suffix}: {len(files)} files, {count} pages")
    first = None
    for name, work in readers:
        seconds, rate, failed = measure(work, files, runs)
        first = first or seconds
        wrong = "" if rate is None else f"  wrong characters {rate:7.3%}"
        lost = f"  failed {failed}" if failed else ""
        print(f"  {name:22s} {count / seconds:9.1f} pages / CPU s   time / ours {seconds / first:6.2f}{wrong}{lost}")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--ocr", action="store_true", help="only the scans, beside raw Tesseract")
    options = parser.parse_args()
    if options.ocr:
        scans = sorted(p for p in options.folder.rglob("*.pdf") if any(s.wanted for s in read(p.parent, p)))
        raw = raw_tesseract()
        table("scans", scans, [("minhchung", own_ocr), *([("Tesseract, raw", raw)] if raw else [])], options.runs)
        return
    for suffix, peers in PEERS.items():
        files = sorted(p for p in options.folder.rglob(f"*{suffix}") if not any(s.wanted for s in read(p.parent, p)))
        if files:
            readers = [("minhchung", own), *((name, made) for name, make in peers if (made := make()))]
            table(suffix, files, readers, options.runs)


if __name__ == "__main__":
    main()

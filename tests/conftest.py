"""A small form over the real lexicon, and papers made of lines."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.form import load
from pipeline.model import Body, Document, Form, Kind, Meeting, Passage, Profile, Source

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
LEXICON = ROOT / "criteria" / "lexicon"


@pytest.fixture
def make_form(tmp_path: Path) -> Callable[..., Form]:
    """Loads requirements written as YAML, with the real rows and lexicon."""

    def make(requirements: str, year: int | None = None) -> Form:
        folder = tmp_path / "form"
        folder.mkdir(exist_ok=True)
        (folder / "form.yaml").write_text((ROOT / "criteria/hd05-duk-2021/form.yaml").read_text("utf-8"), "utf-8")
        (folder / "one.yaml").write_text(requirements, "utf-8")
        link = tmp_path / "lexicon"
        if not link.exists():
            link.symlink_to(LEXICON)
        return load(folder, year)

    return make


def minutes(*lines: str, bold: tuple[int, ...] = (), month: int = 3) -> Document:
    """Minutes of the cell's regular meeting in a month of 2021."""
    passages = tuple(Passage(line, bold=i in bold) for i, line in enumerate(lines))
    return Document(
        "bb.docx",
        passages,
        Profile(kind=Kind.MINUTES, by=Body.OWN, meeting=Meeting.REGULAR, period=f"2021-{month:02}", issuer="Chi bộ Trường Hoa Sen"),
    )


def source(*lines: str, path: str = "van ban.docx", head: int = 0) -> Source:
    """A Word file of these paragraphs; the first ``head`` are bold and centred."""
    return Source(path, tuple(Passage(line, bold=i < head, centred=i < head) for i, line in enumerate(lines)), None, "docx", path)


def paper(number: str, date: str, *lines: str, path: str = "van ban.docx", cell: str = "CHI BỘ TRƯỜNG HOA SEN") -> Source:
    """A paper with the Party's header block; the first two ``lines`` are its title block."""
    head = [Passage(f"ĐẢNG BỘ PHƯỜNG 4\n{cell}\n{number}"), Passage("ĐẢNG CỘNG SẢN VIỆT NAM"), Passage(f"Phường 4, {date}")]
    title = [Passage(line, bold=True, centred=True) for line in lines[:2]]
    return Source(path, (*head, *title, *(Passage(line) for line in lines[2:])), None, "docx", f"{path}{number}{date}")

"""Roots with small cells."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT

_PAPERS = {
    "chi bộ a": ("1. Biên bản/BB họp lệ T1-2021.docx", "3. NQ, KH/NQ 2021 - ban hanh.docx", "5. Sổ sách/So CV di 2021.xlsx"),
    "chi bo b": ("1. Biên bản/bien ban thang 02.docx", "2. Báo cáo/6 thang dau nam.docx"),
    "c": ("1. Biên bản/bb hop T5.pdf",),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three cells of one to three papers each."""
    home = tmp_path / "goc"
    for cell, papers in _PAPERS.items():
        for paper in papers:
            (home / cell).mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "sample_docs" / paper, home / cell / Path(paper).name)
    return home


def shown(out: Path) -> dict[str, bytes]:
    """What a run shows: files that are not hidden, by path."""
    names = (path.relative_to(out) for path in sorted(out.rglob("*")) if path.is_file())
    return {n.as_posix(): (out / n).read_bytes() for n in names if not any(part.startswith(".") for part in n.parts)}

"""Copies across cells, on the minutes of five cells by different hands, and papers that lie with the wrong cell."""

import random
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.batch import across, likeness
from pipeline.batch.across import Known, Mark
from pipeline.model import Body, Document, Flag, Kind, Passage, Problem, Profile, Report
from pipeline.text.fold import fold

CELLS = Path(__file__).parents[1] / "cells"
_PLACES = re.compile(r"công ty|nhà trường|ngân hàng|tòa án", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;])\s+|\n+")


@cache
def minutes() -> dict[str, tuple[str, ...]]:
    """The texts of each cell's minutes after the title block."""
    found: dict[str, tuple[str, ...]] = {}
    for cell in sorted(p for p in CELLS.iterdir() if p.is_dir()):
        texts = [p.read_text("utf-8") for p in sorted(cell.rglob("*.txt")) if p.name.upper().startswith(("BB", "BIÊN BẢN"))]
        found[cell.name] = tuple(t.partition("BIÊN BẢN")[2].replace("|", "\t") for t in texts if t.count("BIÊN BẢN") == 1)
    return found


def copied(text: str, cell: str, share: float, noise: float = 0.0) -> str:
    """A copy with other names, figures and kind of unit, a share of its sentences from minutes of other cells, and letters misread."""
    dice = random.Random(len(text))
    others = [s for name, texts in minutes().items() if name != cell for t in texts for s in _SENTENCE.split(t) if len(s) > 20]
    text = re.sub(r"\d+", lambda _: str(dice.randint(1, 28)), _PLACES.sub("xí nghiệp", _named(text)))
    told = [dice.choice(others) if dice.random() < share else s for s in _SENTENCE.split(text)]
    return "".join(dice.choice("aeiouncht") if c.isalpha() and dice.random() < noise else c for c in "\n".join(told))


def _named(text: str) -> str:
    """Other people: each name after "đồng chí"."""
    told = text.split(" ")
    for n, word in enumerate(told):
        if n > 1 and word[:1].isupper() and fold(told[n - 1]) in ("chi", "d/c"):
            told[n] = "Trịnh"
    return " ".join(told)


def mark(text: str, path: str = "bb.docx", period: str | None = "2021-03", **more: Any) -> Mark:
    return Mark(
        **{"path": path, "part": None, "page": None, "kind": Kind.MINUTES, "period": period, "issuer": "", **more},
        signature=likeness.signature(text),
    )


def long(seed: str) -> str:
    """A text of 150 words that is like no other."""
    return " ".join(f"chi {seed}{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(150))


def test_honest_minutes_of_different_cells_are_not_called_copies() -> None:
    cells = [Known(name, name, [mark(t, f"{n}.docx", None) for n, t in enumerate(texts)]) for name, texts in minutes().items()]
    signed = [(c.folder, np.frombuffer(m.signature, "u1")) for c in cells for m in c.marks if m.signature]
    assert len(signed) > 50
    assert across.told(cells) == {}
    assert max(np.mean(a == b) for here, a in signed for there, b in signed if here != there) < 0.5 * across.MINUTES


@pytest.mark.parametrize(("share", "noise", "least"), [(0, 0, 1.0), (0.1, 0, 0.97), (0.15, 0, 0.95), (0, 0.02, 1.0), (0.1, 0.01, 0.9)])
def test_minutes_with_names_figures_and_some_sentences_changed_are_found(share: float, noise: float, least: float) -> None:
    texts = [(name, text) for name, told in minutes().items() for text in told if likeness.signature(text)]
    copies = [mark(copied(text, name, share, noise), f"{n}.docx") for n, (name, text) in enumerate(texts)]
    told = across.told([Known("a", "A", [mark(t, f"{n}.docx") for n, (_, t) in enumerate(texts)]), Known("b", "B", copies)])
    found = [f"../b/{n}.docx" in [f.path for f in told.get("a", {}).get((f"{n}.docx", None), ())] for n in range(len(texts))]
    assert sum(found) / len(found) >= least


def test_both_sides_are_told_with_kind_month_and_place() -> None:
    text = minutes()["thpt"][0]
    here = Known("khối 1/a", "Chi bộ A", [mark(text, "BB/T3.docx")])
    there = Known("khối 2/b", "Chi bộ B", [mark(text, "So bien ban.pdf", "2021-04", part=2, page=7)])
    assert across.told([here, there]) == {
        "khối 1/a": {
            ("BB/T3.docx", None): (
                Flag(
                    Problem.NEAR_DUPLICATE,
                    "../../khối 2/b/So bien ban.pdf",
                    "trùng khoảng 100% nội dung với ../../khối 2/b/So bien ban.pdf "
                    "(biên bản tháng 4 của Chi bộ B, văn bản thứ 2 trong tệp, trang 7)",
                ),
            )
        },
        "khối 2/b": {
            ("So bien ban.pdf", 2): (
                Flag(
                    Problem.NEAR_DUPLICATE,
                    "../../khối 1/a/BB/T3.docx",
                    "trùng khoảng 100% nội dung với ../../khối 1/a/BB/T3.docx (biên bản tháng 3 của Chi bộ A)",
                ),
            )
        },
    }


def test_within_a_cell_only_minutes_of_two_months_are_told_and_no_pair_twice_on_one_side() -> None:
    papers = [
        mark(long("x"), "T7.docx", "2021-07"),
        mark(long("x"), "T8.docx", "2021-08", near="T7.docx"),
        mark(long("x"), "T8 ban nhap.docx", "2021-08"),
        mark(long("y"), "BC quy 1.docx", "2021-Q1", kind=Kind.REPORT),
        mark(long("y"), "BC quy 2.docx", "2021-Q2", kind=Kind.REPORT),
    ]
    told = across.told([Known("a", "A", papers)])["a"]
    assert {key[0]: [f.path for f in flags] for key, flags in told.items()} == {
        "T7.docx": ["T8 ban nhap.docx", "T8.docx"],
        "T8 ban nhap.docx": ["T7.docx"],
    }


def test_a_template_that_many_cells_filled_in_is_told_as_such_and_stays_small() -> None:
    filled = mark(long("z"))
    cells = [Known(f"cb {n:04}", f"Chi bộ {n}", [replace(filled, period=f"2021-{n % 12 + 1:02}")]) for n in range(3000)]
    told = across.told(cells)
    flags = told["cb 0000"]["bb.docx", None]
    assert len(told) == 3000
    assert [f.path for f in flags] == ["../cb 0001/bb.docx", "../cb 0002/bb.docx", "../cb 0003/bb.docx"]
    assert flags[-1].detail.endswith("; và trên 24 văn bản khác; có thể làm theo một mẫu chung")
    assert across.told(cells[:5])["cb 0000"]["bb.docx", None][-1].detail.endswith("của Chi bộ 3); và 1 văn bản khác")


def sketches(number: int, alike: float, seed: int = 0) -> list[bytes]:
    """Random signatures, each third with two more that agree with it in a share of their bytes; a little in common with all."""
    dice = np.random.default_rng(seed)
    rows = dice.integers(0, 256, (number, likeness.HASHES), dtype="u1")
    rows[dice.random(rows.shape) < 0.2] = 7
    for n in range(0, number - 2, 3):
        for other in (n + 1, n + 2):
            same = dice.random(likeness.HASHES) < alike
            rows[other][same] = rows[n][same]
    return [row.tobytes() for row in rows]


@pytest.mark.parametrize("alike", [0.45, 0.6, 0.9])
def test_pairs_are_those_of_datasketch(alike: float) -> None:
    from datasketch import MinHash, MinHashLSH

    signatures = sketches(400, alike)
    values = [MinHash(likeness.HASHES, seed=1, scheme="affine32", hashvalues=np.frombuffer(s, "u1").astype("u4")) for s in signatures]
    oracle = MinHashLSH(num_perm=likeness.HASHES, params=(64, 4))
    for number, value in enumerate(values):
        oracle.insert(number, value)
    pairs = {(min(n, o), max(n, o)) for n, value in enumerate(values) for o in oracle.query(value) if n != o}
    wanted = {(a, b): values[a].jaccard(values[b]) for a, b in pairs if values[a].jaccard(values[b]) >= 0.5}
    assert len(wanted) > 50
    found = list(likeness.alike(signatures, 0.5))
    assert {(a, b): s for a, b, s in found} == wanted
    assert len(found) == len(wanted)


def test_a_crowd_costs_comparisons_in_proportion_and_hides_no_copy() -> None:
    crowd = np.tile(np.frombuffer(sketches(1, 0)[0], "u1"), (6000, 1))
    dice = np.random.default_rng(1)
    changed = dice.random(crowd.shape) < 0.1
    crowd[changed] = dice.integers(0, 256, int(changed.sum()), dtype="u1")
    others = sketches(300, 0.7, seed=2)
    found = list(likeness.alike([row.tobytes() for row in crowd] + others, 0.5))
    assert len(found) < 6000 * 2 * likeness.ENOUGH
    assert {n for a, b, _ in found for n in (a, b)} >= set(range(6000))
    assert {(a - 6000, b - 6000) for a, b, _ in found if a >= 6000} >= {(n, n + 1) for n in range(0, 298, 3)}


def test_a_signature_tells_how_alike_two_texts_are() -> None:
    common = long("a")
    one, other = (likeness.signature(f"{common} {long(seed)} {long(seed + 'q')}") for seed in "bc")
    share = np.mean(np.frombuffer(one, "u1") == np.frombuffer(other, "u1"))
    assert share == pytest.approx(1 / 5, abs=0.08)
    assert likeness.signature("Chi bộ họp thường kỳ.") == b""


def test_names_and_figures_are_no_words() -> None:
    text = "Đồng chí Nguyễn Văn An báo cáo 12 việc. Trần Thị Bé nhất trí; NỘI DUNG: chi bộ thống nhất 100%."
    assert list(likeness.words(text)) == "dong chi bao cao viec nhat tri noi chi bo thong nhat".split()


def paper(path: str, text: str, *problems: Flag, issuer: str = "CHI BỘ A", by: Body = Body.OWN, kind: Kind = Kind.MINUTES) -> Document:
    return Document(path, (Passage(text),), Profile(kind=kind, by=by, period="2021-05", issuer=issuer), problems=problems)


def report(*documents: Document) -> Report:
    return Report(None, "a", "Chi bộ A", 2021, (), documents)  # type: ignore[arg-type]


def test_marks_are_made_of_own_papers_and_of_strays() -> None:
    made = across.marks(
        report(
            paper("bb.docx", long("a"), Flag(Problem.NEAR_DUPLICATE, "T4.docx", "chỉ khác ngày tháng so với T4.docx")),
            paper("ngan.docx", "Chi bộ họp."),
            paper("cua dang uy.docx", long("b"), by=Body.SUPERIOR),
            paper("ban sao.docx", long("a"), Flag(Problem.DUPLICATE, "bb.docx")),
            paper("mau.docx", long("c"), Flag(Problem.BLANK_TEMPLATE)),
            paper("cam ket.docx", long("d"), kind=Kind.COMMITMENT),
            paper("nham.docx", long("e"), Flag(Problem.OTHER_CELL, detail="CHI BỘ B"), issuer="CHI BỘ B", by=Body.OTHER_CELL),
        )
    )
    assert [(m.path, m.near, m.issuer, bool(m.signature)) for m in made] == [
        ("bb.docx", "T4.docx", "CHI BỘ A", True),
        ("nham.docx", "", "CHI BỘ B", False),
    ]


def stray(issuer: str) -> Mark:
    return Mark("nham.docx", None, None, Kind.MINUTES, None, issuer)


@pytest.mark.parametrize(
    ("issuer", "owner"),
    [
        ("CHI BỘ CÔNG TY CẤP NƯỚC", "b"),
        ("Chi bộ Công ty TNHH Cấp nước", "b"),
        ("CHI BỘ CẤP NƯỚC TÂN PHÚ", "b"),
        ("CHI BỘ TRƯỜNG HOA SEN", None),
        ("CHI BỘ KHU PHỐ 3", None),
        ("CHI BỘ", None),
        ("", None),
    ],
)
def test_papers_of_another_cell_are_pointed_to_their_owner(issuer: str, owner: str | None) -> None:
    cells = [
        Known("a", "Chi bộ Trường Hoa Sen", [stray(issuer)]),
        Known("b", "Chi bộ Công ty cổ phần Cấp nước", [mark(long("a"), issuer="CHI BỘ CẤP NƯỚC TÂN PHÚ")]),
        Known("c", "Chi bộ Khu phố 3", []),
        Known("d", "Chi bộ khu phố 3", []),
        Known("e", "Chi bộ", []),
    ]
    told = across.told(cells)
    expected = {"a": {("nham.docx", None): (Flag(Problem.OTHER_CELL, detail=f"{issuer}; hồ sơ của chi bộ này ở thư mục {owner}"),)}}
    assert told == (expected if owner else {})


def test_flags_are_set_replaced_and_taken_back() -> None:
    described = Flag(Problem.NEAR_DUPLICATE, "T4.docx", "chỉ khác ngày tháng so với T4.docx")
    documents = (
        paper("bb.docx", "", Flag(Problem.UNSIGNED), described),
        paper("nham.docx", "", Flag(Problem.OTHER_CELL, detail="CHI BỘ B")),
    )
    text = minutes()["toa-an"][0]
    a = Known("a", "A", [mark(text), stray("CHI BỘ B")])
    b = Known("b", "Chi bộ B", [mark(text, "cua b.docx")])
    c = Known("c", "C", [mark(text, "cua c.docx")])
    first = across.flagged(documents, across.told([a, b])["a"])
    assert [[str(f) for f in d.problems] for d in first] == [
        ["unsigned", "near-duplicate-of:T4.docx", "near-duplicate-of:../b/cua b.docx"],
        ["other-cell"],
    ]
    assert first[1].problems[0].detail == "CHI BỘ B; hồ sơ của chi bộ này ở thư mục b"
    assert across.flagged(first, across.told([a, b])["a"]) == first
    second = across.flagged(first, across.told([a, c])["a"])
    assert [str(f) for f in second[0].problems] == ["unsigned", "near-duplicate-of:T4.docx", "near-duplicate-of:../c/cua c.docx"]
    assert second[1] == documents[1]
    assert across.flagged(second, {}) == documents


def test_the_fingerprint_changes_with_what_is_told() -> None:
    one = {("a", None): (Flag(Problem.OTHER_CELL, detail="x"),)}
    assert across.fingerprint({}) == ""
    assert across.fingerprint(one) == across.fingerprint(dict(one))
    assert across.fingerprint(one) != across.fingerprint({("a", None): (replace(one["a", None][0], detail="y"),)})


def test_words_without_sense_break_nothing() -> None:
    assert likeness.signature("\ud800\x00 " * 500) == b""
    assert len(likeness.signature(" ".join(f"\ud800a{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(300)))) in (0, likeness.HASHES)

"""What has changed between two checks: of a requirement, a cell, many cells; and how it is told."""

import argparse
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.batch import changes
from pipeline.cli import over_time
from pipeline.report.compared import Change, Told, Verdict, compare, files_in_words, in_words, told
from pipeline.report.json import FindingsError

ID = "I.2.1.2/sinh-hoat-dinh-ky"
NAME = "Biên bản sinh hoạt chi bộ định kỳ hằng tháng"


def finding(status: str, covered: Iterable[str] | None = None, *papers: str, id: str = ID) -> dict[str, Any]:
    evidence = [{"document": p, "quote": "…"} for p in papers]
    months = None if covered is None else list(covered)
    return {"requirement": id, "criterion": id.split("/")[0], "status": status, "covered": months, "absent": None, "evidence": evidence}


def document(path: str, sha: str, *problems: str, **more: Any) -> dict[str, Any]:
    return {"path": path, "sha256": sha, "problems": list(problems), **more}


def cell(*parts: dict[str, Any], name: str = "Chi bộ A", year: int = 2021, form: str = "hd05-duk-2021") -> bytes:
    found = [p for p in parts if "requirement" in p]
    papers = [p for p in parts if "path" in p]
    data = {"schema": 1, "form": form, "cell": {"id": "a", "name": name}, "year": year, "findings": found, "documents": papers}
    return json.dumps(data, ensure_ascii=False).encode()


def changed(old: bytes, new: bytes) -> Change:
    return compare("a", told(old), told(new))


def one(old: dict[str, Any], new: dict[str, Any]) -> tuple[str, Verdict]:
    (shift,) = changed(cell(old), cell(new)).shifts
    return in_words(shift), shift.verdict


@pytest.mark.parametrize(
    ("old", "new", "words", "verdict"),
    [
        (finding("partial"), finding("found"), "Thiếu một phần → Có", Verdict.BETTER),
        (finding("found"), finding("review"), "Có → Cần xem lại", Verdict.WORSE),
        (finding("not_required"), finding("found"), "Không bắt buộc → Có", Verdict.CHANGED),
        (finding("missing"), finding("partial", ["2021-03"]), "Không có → Thiếu một phần; thêm tháng 3", Verdict.BETTER),
        (
            finding("partial", ["2021-01", "2021-02"]),
            finding("partial", ["2021-01", "2021-02", "2021-03", "2021-04", "2021-06"]),
            "Thiếu một phần; thêm tháng 3-4, 6",
            Verdict.BETTER,
        ),
        (
            finding("partial", ["2021-Q1", "2021-Q2"]),
            finding("partial", ["2021-Q1", "2021-Q3"]),
            "Thiếu một phần; thêm quý III; mất quý II",
            Verdict.CHANGED,
        ),
        (finding("partial", ["2021-05"]), finding("partial", []), "Thiếu một phần; mất tháng 5", Verdict.WORSE),
        (finding("found", None, "a.docx"), finding("found", None, "a.docx", "b.docx"), "Có; 1 tệp minh chứng mới", Verdict.CHANGED),
    ],
)
def test_a_requirement_that_changed(old: dict[str, Any], new: dict[str, Any], words: str, verdict: Verdict) -> None:
    assert one(old, new) == (words, verdict)


def test_a_requirement_as_it_was_is_not_told() -> None:
    same = cell(finding("partial", ["2021-01"], "a.docx"), document("a.docx", "1", "unsigned"))
    assert changed(same, same) == compare("a", told(same), told(same))
    assert (changed(same, same).shifts, changed(same, same).verdict) == ((), Verdict.SAME)


def test_a_cell_is_better_only_where_nothing_became_worse() -> None:
    old = cell(finding("missing"), finding("found", id="II.1/ke-hoach"))
    assert changed(old, cell(finding("found"), finding("found", id="II.1/ke-hoach"))).verdict is Verdict.BETTER
    assert changed(old, cell(finding("missing"), finding("partial", id="II.1/ke-hoach"))).verdict is Verdict.WORSE
    assert changed(old, cell(finding("found"), finding("partial", id="II.1/ke-hoach"))).verdict is Verdict.CHANGED


def test_files_that_came_went_changed_and_were_renamed() -> None:
    old = cell(finding("found", None, "cu/a.docx", "b.docx"), *(document(p, p[-6:]) for p in ("cu/a.docx", "b.docx", "c.docx", "x.docx")))
    new = cell(
        finding("found", None, "moi/a.docx", "d.docx"), document("moi/a.docx", "a.docx"), document("c.docx", "2"), document("d.docx", "3")
    )
    change = changed(old, new)
    assert change.files.added == ("d.docx",)
    assert change.files.gone == ("b.docx", "x.docx")
    assert change.files.altered == ("c.docx",)
    assert change.files.moved == (("cu/a.docx", "moi/a.docx"),)
    assert [(s.papers, s.gone) for s in change.shifts] == [(("d.docx",), ("b.docx",))]
    assert files_in_words(change) == "1 tệp mới, 1 tệp thay đổi, 2 tệp không còn, 1 tệp đổi tên hoặc chuyển chỗ"
    assert change.verdict is Verdict.CHANGED


def test_problems_that_were_solved_and_that_arose() -> None:
    old = cell(
        document("a.pdf", "1", "corrupt", details=["Tệp hỏng."]), document("b.pdf", "2", "unsigned"), document("c.pdf", "3", "low-ocr")
    )
    new = cell(
        document("a.pdf", "9"), document("b (ky).pdf", "2", "unsigned"), document("c.pdf", "3", "low-ocr", "near-duplicate-of:a.pdf")
    )
    change = changed(old, new)
    assert change.solved == (("a.pdf", "Tệp hỏng."),)
    assert [path for path, _ in change.arisen] == ["c.pdf"]


def test_parts_of_a_file_have_their_own_problems() -> None:
    old = cell(document("so.pdf", "1", "unsigned", part=1), document("so.pdf", "1", "unsigned", part=2))
    new = cell(document("so.pdf", "1", "unsigned", part=1), document("so.pdf", "1", part=2))
    assert changed(old, new).solved == (("so.pdf", "dự thảo, chưa ký"),)


def test_two_years_are_compared_by_months_and_not_by_files() -> None:
    last = cell(finding("partial", ["2020-01", "2020-02"], "a.docx"), document("a.docx", "1", "unsigned"), year=2020)
    this = cell(finding("partial", ["2021-02", "2021-03"], "b.docx"), document("b.docx", "2"))
    change = changed(last, this)
    (shift,) = change.shifts
    assert (shift.gained, shift.lost, shift.papers, shift.gone) == (("03",), ("01",), (), ())
    assert (files_in_words(change), change.solved) == ("", ())
    assert change.old is not None
    assert (change.old.year, change.old.flawed) == (2020, 1)


def test_another_form_has_other_requirements() -> None:
    change = changed(cell(finding("found", id="V.1/cu")), cell(finding("missing", ["2022-01"], "a.docx", id="V.1/moi"), form="hd-2022"))
    assert [in_words(s) for s in change.shifts] == ["biểu mẫu không có → Không có", "Có → biểu mẫu không có"]
    assert change.verdict is Verdict.CHANGED


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"schema": 2}',
        b"\xff\xfe",
        cell(finding("lost")),
        cell(document("a", "1", "strange")),
        cell(finding("found")).replace(b'"cell"', b'"sell"'),
    ],
)
def test_what_is_no_findings_file_is_refused(data: bytes) -> None:
    with pytest.raises(FindingsError):
        told(data)


def results(root: Path, **cells: bytes) -> Path:
    for folder, data in cells.items():
        path = root.joinpath(*folder.split("__"), "findings.json")
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    return root


def read(old: Path, new: Path) -> tuple[list[tuple[str, Verdict]], list[tuple[str, str]]]:
    troubles: list[tuple[str, str]] = []
    made = list(changes.changes(old, new, lambda path, why: troubles.append((path.parent.name, why))))
    return [(c.folder, c.verdict) for c in made], troubles


def test_cells_are_matched_by_folder_then_by_name(tmp_path: Path) -> None:
    def named(name: str, status: str = "found") -> bytes:
        return cell(finding(status), name=name)

    old = results(
        tmp_path / "old", khoi1__a=named("A"), khoi1__b=named("B"), c=named("C"), d=named("Đông"), x1=named("X"), x2=named("X"), hong=b"{}"
    )
    new = results(
        tmp_path / "new", khoi1__a=named("A2", "missing"), khoi2__b=named("b"), e=named("E"), d2=named("ĐÔNG"), x3=named("X"), hong=b"{}"
    )
    (new / ".bo-nho-dem").mkdir()
    (new / ".bo-nho-dem" / "findings.json").write_bytes(named("Z"))
    found, troubles = read(old, new)
    assert found == [
        ("d2", Verdict.SAME),
        ("e", Verdict.NEW),
        ("khoi1/a", Verdict.WORSE),
        ("khoi2/b", Verdict.SAME),
        ("x3", Verdict.NEW),
        ("c", Verdict.GONE),
        ("x1", Verdict.GONE),
        ("x2", Verdict.GONE),
    ]
    assert [where for where, _ in troubles] == ["hong"]


def test_two_results_of_one_cell_need_no_names(tmp_path: Path) -> None:
    old, new = tmp_path / "thang 3.json", results(tmp_path / "moi", **{".": cell(finding("found"), name="Chi bộ B")})
    old.write_bytes(cell(finding("missing")))
    assert read(old, new)[0] == [("", Verdict.BETTER)]
    many = results(tmp_path / "nhieu", b=cell(finding("partial"), name="Chi bộ B"), c=cell(name="Chi bộ C"))
    assert read(new, many)[0] == [("b", Verdict.WORSE), ("c", Verdict.NEW)]


HOSTILE = "=cmd|'/c calc'!A0 <script>x</script>\x07"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    old = cell(finding("partial", ["2021-01"]), document("a.docx", "1", "unsigned"), name=HOSTILE)
    new = cell(finding("found", ["2021-01", "2021-03"], "=b.docx"), document("=b.docx", "2"), name=HOSTILE)
    return results(tmp_path / "old", a=old, b=old), results(tmp_path / "new", a=new, b=old)


def diff(old: Path, new: Path, out: Path | None = None) -> int:
    return over_time.diff(argparse.Namespace(old=old, new=new, out=out, criteria=None))


def test_the_terminal_tells_cells_requirements_and_files(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(*pair) == 0
    told = capsys.readouterr().out
    assert "2 chi bộ: 1 tốt hơn, 1 không đổi" in told
    assert f"I.2.1.2  {NAME}: Thiếu một phần → Có; thêm tháng 3" in told
    assert "  + =b.docx\n  - a.docx\n" in told
    assert "Lưu ý đã hết: a.docx: dự thảo, chưa ký" in told


def test_the_workbook_holds_texts_and_numbers(pair: tuple[Path, Path], tmp_path: Path) -> None:
    assert diff(*pair, tmp_path / "so-sanh.xlsx") == 0
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "so-sanh.xlsx").read_bytes()))
    assert book.sheetnames == ["Chi bộ", "Tổng số", "Yêu cầu", "Hồ sơ"]
    cells = list(book["Chi bộ"].iter_rows(min_row=5, max_row=6, values_only=True))
    shown = HOSTILE.removesuffix("\x07")
    assert cells[0][:9] == (shown, "Tốt hơn", 1, 0, -1, 1, 0, 1, 0)
    assert cells[1][:5] == (shown, "Không đổi", 1, 1, 0)
    assert book["Chi bộ"]["A5"].data_type == "s"
    assert [r[1:3] for r in book["Tổng số"].iter_rows(min_row=5, max_row=6, values_only=True)] == [(0, 1), (2, 1)]
    assert next(book["Yêu cầu"].iter_rows(min_row=5, values_only=True))[1:9] == (
        "I.2.1.2",
        NAME,
        "Thiếu một phần",
        "Có",
        "Tốt hơn",
        "Tháng 3",
        None,
        "=b.docx",
    )
    assert [r[1:3] for r in book["Hồ sơ"].iter_rows(min_row=5, values_only=True)] == [
        ("=b.docx", "Tệp mới"),
        ("a.docx", "Tệp không còn"),
        ("a.docx", "Lưu ý đã hết"),
    ]


def test_the_page_is_escaped_and_the_table_has_no_formulas(pair: tuple[Path, Path], tmp_path: Path) -> None:
    assert diff(*pair, tmp_path / "so-sanh.html") == 0
    page = (tmp_path / "so-sanh.html").read_text("utf-8")
    assert "&lt;script&gt;x" in page
    assert "<script>x" not in page
    assert '<span class="v-better">Thiếu một phần → Có; thêm tháng 3</span>' in page
    assert diff(*pair, tmp_path / "so-sanh.csv") == 0
    table = (tmp_path / "so-sanh.csv").read_text("utf-8-sig").splitlines()
    assert table[1].startswith("'=cmd|")
    assert len(table) == 2


def test_nothing_to_compare_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = results(tmp_path / "new", a=cell())
    (tmp_path / "trong").mkdir()
    for old, out, words in (
        (tmp_path / "gone", None, "không có “"),
        (tmp_path / "trong", None, "findings.json"),
        (new, Path("a.pdf"), ".pdf"),
    ):
        with pytest.raises(SystemExit) as ended:
            diff(old, new, out)
        assert ended.value.code == 2
        assert words in capsys.readouterr().err


def test_the_form_is_read_only_for_names_that_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "load_form", lambda _criteria: pytest.fail("not needed"))
    same: Told = told(cell(finding("found")))
    assert changes.names([compare("a", same, same)]) == {}

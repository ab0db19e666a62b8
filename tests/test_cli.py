"""The command line: exit status and one Vietnamese line for what is wrong."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipeline.cli import main
from tests.conftest import ROOT

ALL = [
    "candidates.json",
    "findings.csv",
    "findings.docx",
    "findings.html",
    "findings.json",
    "findings.xlsx",
    "phieu-tham-tra.docx",
    "phieu-tham-tra.html",
]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "thiếu tham số: THƯ_MỤC"),
        (["check", "không có đâu"], "không có thư mục hồ sơ"),
        (["check", ".", "--la"], "tham số lạ: --la"),
        (["check", ".", "--year", "hai"], "phải là số"),
        (["check", "tests", "--year", "3021"], "năm 3021 không hợp lệ"),
        (["check", "tests", "--criteria", "tests"], "form.yaml"),
        (["explain", "tests", "I.1"], "không phải thư mục kết quả"),
        (["check", ".", "--formats", "docx,pdf"], "không có dạng “pdf”"),
        (["batch", "tests", "--depth", "0"], "--depth: phải là số từ 1 trở lên"),
        (["batch", "tests", "--workers", "hai"], "--workers: phải là số từ 1 trở lên"),
        (["report", "không có đâu.json"], "không đọc được"),
        (["report", "pyproject.toml"], "không phải tệp findings.json"),
        (["report", "tests/golden/sample-findings.json", "--criteria", "tests"], "form.yaml"),
        (["bundle", "tests/golden/sample-findings.json"], "--folder"),
        (["summary", "tests/judge"], "không có findings.json nào"),
        (["la"], "không nhận la"),
    ],
)
def test_wrong_arguments_end_with_two_and_a_line(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("Lỗi: ")
    assert told in lines[0]


def test_check_writes_whole_files_and_explain_reads_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(ROOT / "sample_docs"), "--out", str(tmp_path / "kq")]) == 0
    assert sorted(p.name for p in (tmp_path / "kq").iterdir()) == sorted(ALL)
    findings = json.loads((tmp_path / "kq/findings.json").read_text("utf-8"))
    assert list(findings) == ["schema", "form", "cell", "year", "summary", "findings", "documents"]
    assert list(findings["findings"][0]) == ["requirement", "criterion", "status", "covered", "absent", "evidence", "against", "note"]
    assert list(findings["documents"][0])[:10] == [
        "path",
        "kind",
        "number",
        "date",
        "period",
        "issuer",
        "subject",
        "pages",
        "method",
        "problems",
    ]
    assert "Hàng" in capsys.readouterr().out
    assert main(["explain", str(tmp_path / "kq"), "I.1.2/nhan-dien-82"]) == 0
    assert "quy tắc" in capsys.readouterr().out


def test_form_check_of_the_shipped_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "check"]) == 0
    assert "83 yêu cầu" in capsys.readouterr().out


def test_an_empty_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hồ sơ").mkdir()
    assert main(["check", str(tmp_path / "hồ sơ"), "--out", str(tmp_path / "kq"), "--quiet"]) == 0
    assert "không có tệp hồ sơ nào" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kq").write_text("đã có", "utf-8")
    with pytest.raises(SystemExit) as caught:
        main(["check", str(ROOT / "sample_docs"), "--out", str(tmp_path / "kq"), "--quiet"])
    assert caught.value.code == 2
    assert "không ghi được kết quả" in capsys.readouterr().err


def test_extract_prints_places_and_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ghi chú.txt").write_text("Chi bộ họp tháng 3.\n\nCó mặt\x1b[31m 25/27 đảng viên.", "utf-8")
    (tmp_path / "phim.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    assert main(["extract", str(tmp_path / "ghi chú.txt"), str(tmp_path / "phim.mp4")]) == 0
    printed = capsys.readouterr().out
    assert "=== ghi chú.txt (text)\n[đoạn 1] Chi bộ họp tháng 3.\n[đoạn 2] Có mặt [31m 25/27 đảng viên." in printed
    assert "=== phim.mp4" in printed
    assert "!!! chưa đọc được: Chưa đọc được loại tệp này" in printed
    assert "\x1b" not in printed


def test_extract_of_a_folder_as_json(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "Tháng 3").mkdir()
    (tmp_path / "Tháng 3/bb.txt").write_text("Chi bộ họp.", "utf-8")
    assert main(["extract", "--json", str(tmp_path)]) == 0
    (made,) = json.loads(capfdbinary.readouterr().out)
    assert (made["path"], made["method"], made["problems"]) == ("Tháng 3/bb.txt", "text", [])
    assert made["passages"] == [{"paragraph": 1, "page": None, "role": "body", "text": "Chi bộ họp."}]


def test_extract_of_what_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["extract", "không có.pdf"])
    assert caught.value.code == 2
    assert "không có tệp “không có.pdf”" in capsys.readouterr().err


def test_a_check_writes_only_into_its_output_folder(tmp_path: Path) -> None:
    home, out = tmp_path / "hồ sơ", tmp_path / "kq"
    home.mkdir()
    with zipfile.ZipFile(home / "a.zip", "w") as archive:
        archive.writestr("../../thoát ra.txt", "x")
        archive.writestr("bb.txt", "Chi bộ họp.")
    temporary = tmp_path / "tam"
    temporary.mkdir()
    before = set(ROOT.parent.iterdir())
    made = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "check", str(home), "--out", str(out), "--quiet"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        check=True,
    )
    assert made.returncode == 0
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")) == sorted(
        ["hồ sơ", "hồ sơ/a.zip", "kq", "tam", *(f"kq/{n}" for n in ALL)]
    )
    assert set(ROOT.parent.iterdir()) == before


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the sample cell, in a folder beside a copy of its papers."""
    home = tmp_path_factory.mktemp("usb")
    shutil.copytree(ROOT / "sample_docs", home / "hồ sơ")
    assert main(["check", str(home / "hồ sơ"), "--out", str(home / "kq/mau"), "--quiet"]) == 0
    return home / "kq/mau"


def test_reports_written_again_are_the_same_bytes(checked: Path, tmp_path: Path) -> None:
    before = {name: (checked / name).read_bytes() for name in ALL}
    assert main(["report", str(checked / "findings.json")]) == 0
    assert {name: (checked / name).read_bytes() for name in ALL} == before
    assert main(["report", str(checked), "--as", "html,phieu", "--out", str(tmp_path / "khác")]) == 0
    assert sorted(p.name for p in (tmp_path / "khác").iterdir()) == ["findings.html", "phieu-tham-tra.docx", "phieu-tham-tra.html"]


def test_links_of_reports_lead_to_the_files(checked: Path, tmp_path: Path) -> None:
    def files_of(page: Path) -> set[Path]:
        told = re.findall(r'href="([^"#]+)', page.read_text("utf-8"))
        return {(page.parent / unquote(html.unescape(link))).resolve() for link in told}

    assert main(["report", str(checked), "--as", "html", "--out", str(tmp_path / "khác")]) == 0
    papers = {p.resolve() for p in (checked.parents[1] / "hồ sơ").rglob("*") if p.is_file()}
    for page in (checked / "findings.html", tmp_path / "khác/findings.html"):
        found = files_of(page)
        assert len(found) > 10
        assert found <= papers


def test_a_second_check_keeps_codes(checked: Path, tmp_path: Path) -> None:
    shutil.copytree(checked.parents[1], tmp_path / "usb")
    out = tmp_path / "usb/kq/mau"
    before = codes_by_document(out)
    first = next((tmp_path / "usb/hồ sơ").rglob("bien ban thang 02.docx"))
    first.unlink()
    assert main(["check", str(tmp_path / "usb/hồ sơ"), "--out", str(out), "--quiet"]) == 0
    after = codes_by_document(out)
    assert after
    assert after.items() < before.items()


def codes_by_document(out: Path) -> dict[tuple[str, str], str]:
    told = json.loads((out / "findings.json").read_text("utf-8"))
    return {(f["criterion"], e["document"]): e["code"] for f in told["findings"] for e in f["evidence"]}


def test_bundle_holds_the_papers_and_an_index_whose_links_lead_to_them(checked: Path, tmp_path: Path) -> None:
    assert main(["bundle", str(checked / "findings.json"), "--out", str(tmp_path / "b.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = archive.namelist()
        index = archive.read("Danh mục minh chứng.html").decode("utf-8")
        contents = {archive.read(name) for name in names}
    links = {unquote(html.unescape(link)) for link in re.findall(r'href="([^"#]+)', index)}
    assert links == {f"./{name}" for name in names if "/" in name}
    assert "Danh mục minh chứng.docx" in names
    assert {(checked.parents[1] / "hồ sơ" / d).read_bytes() for _, d in codes_by_document(checked)} <= contents


def test_summary_of_results(checked: Path, tmp_path: Path) -> None:
    assert main(["summary", str(checked.parent), "--out", str(tmp_path)]) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["tong-hop.html", "tong-hop.xlsx"]
    links = re.findall(r'href="([^"#]+findings\.html)"', (tmp_path / "tong-hop.html").read_text("utf-8"))
    assert {(tmp_path / unquote(html.unescape(link))).resolve() for link in links} == {(checked / "findings.html").resolve()}

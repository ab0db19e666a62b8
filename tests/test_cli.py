"""The command line: exit status and one Vietnamese line for what is wrong."""

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.conftest import ROOT


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
    assert sorted(p.name for p in (tmp_path / "kq").iterdir()) == ["candidates.json", "findings.csv", "findings.json", "findings.xlsx"]
    findings = json.loads((tmp_path / "kq/findings.json").read_text("utf-8"))
    assert list(findings) == ["schema", "form", "cell", "year", "summary", "findings", "documents"]
    assert list(findings["findings"][0]) == ["requirement", "criterion", "status", "covered", "absent", "evidence", "against", "note"]
    assert list(findings["documents"][0]) == [
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

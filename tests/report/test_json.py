"""findings.json: all that the reports need comes back."""

import json as plain
from dataclasses import replace

import pytest

from pipeline.model import Document, Evidence, Finding, Flag, Kind, Place, Problem, Profile, Reason, Refusal, Report, Status, Target
from pipeline.report import json


def full(sample: Report) -> Report:
    """A report in which every field is set."""
    paper = Document(
        "zip.zip!/a b.pdf",
        (),
        Profile(Kind.MINUTES, "01-BB/CB", "2021-03-05", "2021-03", "Chi bộ A", "Họp"),
        2,
        5,
        3,
        "ocr",
        "ab" * 32,
        (Flag(Problem.LOW_OCR, detail="Trang 2 mờ"), Flag(Problem.NEAR_DUPLICATE, "khac:1.pdf")),
    )
    proof = Evidence(paper.path, 2, Place(6, 4, True), "đã soi rọi", 0.95, "2021-03", before="Chi bộ", after="đủ.", code="I.1.2-03")
    refused = Refusal(paper.path, 2, Place(7, 9, True), "sẽ soi rọi", Reason.FUTURE, period="2021-03")
    target = Target("Kết nạp", "2", "1", False, "nq.docx", "bc.docx", "đã kết nạp 1")
    one = Finding("I.1.2/nhan-dien-82", "I.1.2", Status.PARTIAL, ("2021-03",), ("2021-04",), (proof,), (refused,), "Thiếu", (target,))
    return replace(sample, findings=(one,), documents=(paper,), folder="../hồ sơ")


def test_a_report_comes_back_as_it_was(sample: Report) -> None:
    made = full(sample)
    assert json.read(json.write(made), sample.form) == made


def test_the_accepted_findings_are_written_again_byte_for_byte(sample: Report) -> None:
    written = json.write(sample)
    assert json.write(json.read(written, sample.form)) == written


def test_findings_of_schema_one_without_the_further_keys_are_read(sample: Report) -> None:
    told = plain.loads(json.write(sample))
    for f in told["findings"]:
        f["evidence"] = [{k: e[k] for k in ("document", "page", "paragraph", "quote", "score", "period")} for e in f["evidence"]]
        f["against"] = [{k: a[k] for k in ("document", "quote", "reason")} for a in f["against"]]
    made = json.read(plain.dumps(told).encode(), sample.form)
    assert [e.quote for f in made.findings for e in f.evidence] == [e.quote for f in sample.findings for e in f.evidence]
    assert {e.code for f in made.findings for e in f.evidence} == {""}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"schema": 2}, "phiên bản 2"),
        ({"form": "khac"}, "biểu mẫu “khac”"),
        ({"documents": None}, "đã hỏng"),
        ({"findings": [{"requirement": "I.9/la"}]}, "“I.9/la”"),
    ],
)
def test_what_is_no_findings_of_this_form_is_told(sample: Report, change: dict[str, object], told: str) -> None:
    data = plain.dumps(plain.loads(json.write(sample)) | change).encode()
    with pytest.raises(json.FindingsError, match=told):
        json.read(data, sample.form)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b'{"schema": 1}'])
def test_other_files_are_told(sample: Report, data: bytes) -> None:
    with pytest.raises(json.FindingsError, match="không phải tệp findings"):
        json.read(data, sample.form)
    with pytest.raises(json.FindingsError, match="không phải tệp findings"):
        json.year_of(data)

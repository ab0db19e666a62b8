"""Frames: the columns that notebooks, csv and xlsx rely on, their types, and what stands in them."""

import io
from dataclasses import replace

import pandas as pd
import pytest

import pipeline
from pipeline.model import Evidence, Finding, Place, Status
from pipeline.report import csv, frame
from pipeline.report.safe import harmless, printable

COLUMNS = {
    "findings_frame": [
        "Hàng", "TT", "Yêu cầu", "Mã", "Kết quả", "Đã có kỳ", "Trích dẫn", "Mã minh chứng", "Văn bản", "Trang", "Đoạn", "Số văn bản",
        "Ghi chú",
    ],
    "evidence_frame": [
        "Mã minh chứng", "Mã", "Yêu cầu", "Kỳ", "Trích dẫn", "Trước trích dẫn", "Sau trích dẫn", "Văn bản", "Phần", "Trang", "Đoạn",
        "Đọc từ", "Độ tin cậy",
    ],
    "catalogue_frame": ["Mã minh chứng", "Văn bản", "Phần", "Loại", "Số, ký hiệu", "Ngày", "Kỳ", "Trích yếu", "Trang", "Dùng cho"],
    "against_frame": ["Mã", "Yêu cầu", "Lý do không tính", "Trích dẫn", "Văn bản", "Trang", "Đoạn"],
    "documents_frame": [
        "Văn bản", "Phần", "Từ trang", "Loại", "Số, ký hiệu", "Ngày", "Kỳ", "Nơi ban hành", "Trích yếu", "Số trang", "Cách đọc", "Lưu ý",
    ],
    "targets_frame": ["Mã", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "Đạt", "Kết quả ghi trong báo cáo", "Nghị quyết", "Báo cáo"],
    "sections_frame": ["Mục", "Nội dung", "Có", "Thiếu một phần", "Không có", "Không bắt buộc", "Cần xem lại", "Tổng"],
    "coverage_frame": ["Hàng", "Yêu cầu", "Theo", *(f"T{m}" for m in range(1, 13)), "Thiếu"],
}  # fmt: skip


@pytest.mark.parametrize("name", COLUMNS)
def test_columns(sample, name):
    assert list(getattr(frame, name)(sample).columns) == COLUMNS[name]


@pytest.mark.parametrize("name", COLUMNS)
def test_nothing_found_keeps_columns_and_types(sample, name):
    empty = getattr(frame, name)(replace(sample, findings=(), documents=()))
    full = getattr(frame, name)(sample)
    assert len(empty) == 0
    assert list(empty.columns) == COLUMNS[name]
    assert [c for c in full if full[c].dtype == "Int64"] == [c for c in empty if empty[c].dtype == "Int64"]


def test_to_frame_is_public_and_ready_to_ask(sample):
    table = pipeline.to_frame(sample)
    assert len(table) == len(sample.findings)
    assert dict(table["Kết quả"].value_counts()) == {
        "Có": 34, "Không có": 39, "Thiếu một phần": 7, "Không bắt buộc": 3, "Cần xem lại": 0,
    }  # fmt: skip
    assert set(table[table["Kết quả"] > "Có"]["Kết quả"]) == {"Thiếu một phần", "Không có"}
    assert table["Kết quả"].max() == "Không có"
    assert [str(table[c].dtype) for c in ("Trang", "Đoạn", "Số văn bản")] == ["Int64"] * 3


def test_findings_rows(sample):
    table = pipeline.to_frame(sample).set_index("Mã")
    assert list(table.index) == [f.requirement for f in sample.findings]
    found = table.loc["I.1.2/nhan-dien-82"]
    assert (found["Hàng"], found["TT"], found["Kết quả"]) == ("I.1.2", "1.2", "Thiếu một phần")
    assert found["Đã có kỳ"] == "tháng 1, 5; thiếu tháng 2-4, 6-12"
    assert found["Mã minh chứng"].startswith("I.1.2-")
    assert table.loc["I.4.3/don-thu", "TT"] == "4.3", "a row without a number has its criterion's"
    absent = table[table["Kết quả"] == "Không có"]
    assert absent[["Trích dẫn", "Mã minh chứng", "Văn bản", "Trang", "Đoạn"]].isna().all(axis=None)


def test_best_quote_leads(sample):
    two = tuple(Evidence(f"{n}.docx", None, Place(n, n), f"câu {n}", n / 10, None, code=f"I.1.1-0{n}") for n in (1, 9, 3))
    finding = Finding("I.1.1/trien-khai-van-ban", "I.1.1", Status.FOUND, None, None, two, (), "")
    row = pipeline.to_frame(replace(sample, findings=(finding,))).iloc[0]
    assert (row["Trích dẫn"], row["Văn bản"], row["Trang"], row["Số văn bản"]) == ("câu 9", "9.docx", 9, 3)


def test_coverage_by_months_and_quarters(sample):
    table = frame.coverage_frame(sample)
    assert list(table["Hàng"]) == ["I.1.1", "I.1.2", "I.1.2", "I.1.3", "I.2.1.2", "I.2.1.2", "II.2.3"]
    months = table[list(frame.MONTHS)].agg("|".join, axis=1)
    assert months[1] == "✓|✗|✗|✗|✓|✗|✗|✗|✗|✗|✗|✗"
    assert (months[2], table["Theo"][2], table["Thiếu"][2]) == ("✓|✓|✓|✗|✗|✗|✗|✗|✗|✗|✗|✗", "quý", 3)
    assert months[6] == "✗|✗||✓|✗||✗|✗||✗|✗|", "months that are not asked for stay empty"


def test_sections_add_up(sample):
    table = frame.sections_frame(sample)
    assert list(table["Mục"]) == ["I.1", "I.2", "I.3", "I.4", "II.1", "II.2", "III", "IV.1", "IV.2"]
    assert table["Nội dung"][0] == "Công tác chính trị tư tưởng"
    assert table["Tổng"].sum() == len(sample.findings)
    assert table["Không có"].sum() == sample.summary["missing"]
    assert (table[["Có", "Thiếu một phần", "Không có", "Không bắt buộc", "Cần xem lại"]].sum(axis=1) == table["Tổng"]).all()


def test_dates_stay_iso_text(sample):
    dates = frame.documents_frame(sample)["Ngày"].dropna()
    assert len(dates)
    assert dates.str.fullmatch(r"\d{4}-\d{2}-\d{2}").all()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("=1+1", "'=1+1"), ("+84", "'+84"), ("- mục", "'- mục"), ("@x", "'@x"), ("\t=1", "'\t=1"), ("\r\nx", "'\nx"), ("  =1", "'  =1"),
        ("\x00=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("＝1", "'＝1"), ("chữ = số", "chữ = số"), (7, 7), (None, None),
    ],
)  # fmt: skip
def test_harmless(text, told):
    assert harmless(text) == told


def test_printable_keeps_letters_and_drops_what_xml_forbids():
    assert printable("Đảng ủy\x00\x0b\x1f\x7f\x85\ud800\ufffe\U0001ffff 𠀀 ✓\r\ndòng\thai") == "Đảng ủy 𠀀 ✓\ndòng\thai"


def test_csv_has_all_columns_and_no_formula(sample):
    evil = Evidence("=x.docx", None, Place(1, 1), '=HYPERLINK("http://x")\ud800\x00', 0.9, None, code="I.1.1-01")
    finding = replace(sample.findings[0], evidence=(evil,), note="-1")
    data = csv.write(replace(sample, findings=(finding, *sample.findings[1:])))
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    table = pd.read_csv(io.BytesIO(data), dtype=str)
    assert list(table.columns) == COLUMNS["findings_frame"]
    assert len(table) == len(sample.findings)
    first = table.iloc[0]
    assert (first["Trích dẫn"], first["Văn bản"], first["Ghi chú"]) == ('\'=HYPERLINK("http://x")', "'=x.docx", "'-1")
    assert first["Mã minh chứng"] == "I.1.1-01"

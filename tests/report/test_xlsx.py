"""findings.xlsx: its sheets and columns, links that open, texts that stay texts, and the months at a glance."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import openpyxl
import pytest

from pipeline.model import Document, Evidence, Finding, Flag, Kind, Place, Problem, Profile, Reason, Refusal, Status, Target
from pipeline.report import json, xlsx
from pipeline.report.sheets import external, height, lines, period

SHEETS = ["Tổng hợp", "Kết quả", "Trích dẫn", "Hồ sơ", "Chỉ tiêu", "Danh mục", "Không tính"]
HEADS = {
    "Kết quả": [
        "Hàng", "TT", "Yêu cầu", "Kết quả", "Đã có kỳ", "Mã minh chứng", "Văn bản", "Trang", "Đoạn", "Trích dẫn", "Ghi chú", "Số văn bản",
        "Mã",
    ],
    "Trích dẫn": [
        "Mã minh chứng", "Yêu cầu", "Kỳ", "Trích dẫn", "Văn bản", "Phần", "Trang", "Đoạn", "Đọc từ", "Độ tin cậy", "Trước trích dẫn",
        "Sau trích dẫn", "Mã",
    ],
    "Hồ sơ": [
        "Văn bản", "Phần", "Từ trang", "Loại", "Số, ký hiệu", "Ngày", "Kỳ", "Nơi ban hành", "Trích yếu", "Số trang", "Cách đọc", "Lưu ý",
        "Thư mục",
    ],
    "Chỉ tiêu": ["Hàng", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "Đạt", "Kết quả ghi trong báo cáo", "Nghị quyết", "Báo cáo", "Mã"],
    "Danh mục": ["Mã minh chứng", "Văn bản", "Phần", "Loại", "Số, ký hiệu", "Ngày", "Kỳ", "Trích yếu", "Trang", "Dùng cho"],
    "Không tính": ["Hàng", "Yêu cầu", "Lý do không tính", "Trích dẫn", "Văn bản", "Trang", "Đoạn", "Mã"],
}  # fmt: skip
EVIL = ['=HYPERLINK("http://x","y")', "+1", "-2+3", "@SUM(A1)", "\t=1", "http://x.vn", "a\x00\x0b\x1b\ud800\ufffe_x000D_ <b>&amp;"]


def opened(report):
    return openpyxl.load_workbook(io.BytesIO(xlsx.write(report)))


def rows(sheet):
    """The rows below the heading, by column name."""
    head = [c.value for c in sheet[4] if c.value]
    return [dict(zip(head, row, strict=False)) for row in sheet.iter_rows(min_row=5) if row[0].value is not None]


def paper(path, **more):
    return Document(path, (), Profile(Kind.MINUTES, **more), pages=1, method="docx")


def quoted(path, quote="câu", **more):
    return Evidence(path, None, Place(2, 5), quote, 0.9, "2021-03", code="I.1.1-01", **more)


def cell(sample, *evidence, documents=(), against=(), targets=(), folder="../hồ sơ", note=""):
    finding = Finding("I.1.1/trien-khai-van-ban", "I.1.1", Status.FOUND, None, None, evidence, against, note, targets)
    return replace(sample, findings=(finding,), documents=documents or tuple(paper(e.document) for e in evidence), folder=folder)


def test_sheets_and_headings(sample):
    book = opened(sample)
    assert book.sheetnames == SHEETS
    assert {name: [c.value for c in book[name][4] if c.value] for name in HEADS} == HEADS


def test_one_row_each(sample):
    book = opened(sample)
    found = rows(book["Kết quả"])
    assert [r["Mã"].value for r in found] == [f.requirement for f in sample.findings]
    assert [r["Trích dẫn"].value for r in rows(book["Trích dẫn"])] == [e.quote for f in sample.findings for e in f.evidence]
    assert [r["Trích dẫn"].value for r in rows(book["Không tính"])] == [a.quote for f in sample.findings for a in f.against]
    assert len(rows(book["Hồ sơ"])) == len(sample.documents)
    assert len(rows(book["Chỉ tiêu"])) == sum(len(f.targets) for f in sample.findings)
    assert {r["Hàng"].value for r in rows(book["Chỉ tiêu"])} == {"II.2.1", "II.2.4"}
    codes = [r["Mã minh chứng"].value for r in rows(book["Danh mục"])]
    assert codes == list(dict.fromkeys(codes))
    assert set(codes) == {e.code for f in sample.findings for e in f.evidence}


def test_statuses_are_coloured(sample):
    found = {r["Kết quả"].value: r["Kết quả"].fill.fgColor.rgb for r in rows(opened(sample)["Kết quả"])}
    assert found == {"Có": "FFDDEFD9", "Thiếu một phần": "FFFFF1C9", "Không có": "FFF8D7D3", "Không bắt buộc": "FFE7E9EC"}


def test_same_bytes_again_and_from_findings_json(sample):
    made = xlsx.write(sample)
    assert made == xlsx.write(sample)
    assert made == xlsx.write(json.read(json.write(sample), sample.form))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2021-01-01T00:00:00Z" in archive.read("docProps/core.xml")


@pytest.mark.parametrize("text", EVIL)
def test_text_of_documents_stays_text(sample, text):
    profile = {"number": text, "date": text, "period": text, "issuer": text, "subject": text}
    targets = (Target(text, text, text, True, text, text, text),)
    against = (Refusal(text, None, Place(1, 1), text, Reason.NEGATED),)
    flags = (Flag(Problem.DUPLICATE, text, text),)
    made = cell(
        sample,
        quoted(text, text, before=text, after=text),
        documents=(replace(paper(text, **profile), problems=flags),),
        against=against,
        targets=targets,
        note=text,
    )
    data = xlsx.write(replace(made, cell_name=text))
    clean = re.sub("[\x00-\x08\x0b-\x1f\x7f\ud800\ufffe]", "", text)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert rows(book["Trích dẫn"])[0]["Trích dẫn"].value == clean
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name)
                assert b"<f " not in archive.read(name)
            if name.endswith(".rels") and "worksheets" in name:
                assert b"http://x" not in archive.read(name).replace(b"http://schemas", b"")


def test_text_longer_than_a_cell(sample):
    book = opened(cell(sample, quoted("a.docx", "Đảng 𠀀 " * 9000)))
    told = rows(book["Trích dẫn"])[0]["Trích dẫn"].value
    assert told.startswith("Đảng 𠀀 Đảng 𠀀")
    assert 30_000 < len(told.encode("utf-16-le")) // 2 <= 32_767
    short = rows(book["Kết quả"])[0]["Trích dẫn"].value
    assert len(short) <= 702
    assert short.endswith("…")
    assert all(d.height <= 409 for sheet in book for d in sheet.row_dimensions.values() if d.height)


@pytest.mark.parametrize(
    "path",
    [
        "Biên bản/BB T1 #2 100%.docx", "a%41b/c%.pdf", "O'Brien & con (1) [a] {b}.docx", "x.docx", "dấu–gạch “ngoặc” ^`.docx",
        "a+b,c;d=e@f~!$.pdf",
    ],
)  # fmt: skip
@pytest.mark.parametrize("folder", ["../../hồ sơ nộp", ".", "hồ sơ 50%"])
def test_links_lead_to_the_files(sample, path, folder):
    book = opened(cell(sample, quoted(path), folder=folder))
    one = rows(book["Kết quả"])[0]["Văn bản"]
    assert one.value == path.rpartition("/")[2]
    target = one.hyperlink.target
    assert one.hyperlink.location is None, "nothing of the path became an anchor"
    assert unquote(target.replace("\\", "/")).removeprefix("./") == f"{folder}/{path}".removeprefix("./")
    assert not set(target) & set(' #<>"[]{}^`')
    for name, column in (("Trích dẫn", "Văn bản"), ("Hồ sơ", "Văn bản"), ("Danh mục", "Văn bản")):
        assert rows(book[name])[0][column].hyperlink.target == target


def test_a_link_opens_the_file_beside_the_workbook(sample, tmp_path):
    path = "Biên bản/BB #1 50% (bản 'cuối').docx"
    file = tmp_path / "hồ sơ" / path
    file.parent.mkdir(parents=True)
    file.write_bytes(b"")
    out = tmp_path / "kết quả"
    target = rows(opened(cell(sample, quoted(path)))["Kết quả"])[0]["Văn bản"].hyperlink.target
    assert (out / unquote(target.replace("\\", "/"))).resolve() == file.resolve()
    assert Path(file).exists()


def test_a_member_leads_to_its_archive_and_equal_names_are_told_apart(sample):
    paths = ("a/ho so.zip!/trong/BB T1.doc", "T1/BB.docx", "T2/BB.docx")
    found = rows(opened(cell(sample, *map(quoted, paths), folder="d"))["Trích dẫn"])
    assert [r["Văn bản"].value for r in found] == ["BB T1.doc", "T1/BB.docx", "T2/BB.docx"]
    assert found[0]["Văn bản"].hyperlink.target == "d\\a\\ho%20so.zip"
    assert found[0]["Văn bản"].hyperlink.tooltip == paths[0]


@pytest.mark.parametrize(
    ("folder", "path", "told"),
    [
        ("", "a.docx", ""),
        ("d", "a/b.docx", "external:d/a/b.docx"),
        ("file:///D:/h%E1%BB%93%20s%C6%A1", "a.docx", "external:D:/hồ%20sơ/a.docx"),
        ("file://may-chu/chung", "a.docx", "external://may-chu/chung/a.docx"),
        ("d", "x" * 253, f"external:d/{'x' * 253}"),
        ("d", "x" * 254, ""),
        ("d", " " * 90, ""),
        ("d", "a\ud800.docx", "external:d/a%ED%A0%80.docx"),
    ],
)
def test_addresses(folder, path, told):
    assert external(folder, path) == told


def test_no_folder_no_links_but_whole_paths(sample):
    book = opened(cell(sample, quoted("T1/BB.docx"), folder=""))
    assert rows(book["Kết quả"])[0]["Văn bản"].value == "T1/BB.docx"
    assert all(c.hyperlink is None for sheet in book for row in sheet.iter_rows() for c in row)


def test_a_path_too_long_for_a_link_is_told_whole(sample):
    path = f"{'thư mục/' * 40}BB.docx"
    one = rows(opened(cell(sample, quoted(path)))["Kết quả"])[0]["Văn bản"]
    assert one.hyperlink is None
    assert one.value.endswith("BB.docx")


def test_dates_are_dates_and_odd_ones_stay_text(sample):
    papers = (paper("a.docx", date="2021-03-05", period="2021-Q2"), paper("b.docx", date="0021-03-05", period="2020/2022"))
    first, second = rows(opened(cell(sample, documents=papers))["Hồ sơ"])
    assert (first["Ngày"].value, first["Ngày"].number_format, first["Kỳ"].value) == (datetime(2021, 3, 5), "dd/mm/yyyy", "Quý II/2021")
    assert (second["Ngày"].value, second["Kỳ"].value) == ("0021-03-05", "2020 - 2022")


@pytest.mark.parametrize(
    ("told", "shown"),
    [("2021-05", "Tháng 05/2021"), ("2021-Q4", "Quý IV/2021"), ("2021-6M", "6 tháng 2021"), ("2021", "2021"), ("lạ", "lạ")],
)
def test_periods(told, shown):
    assert period(told) == shown


def test_overview_counts(sample):
    sheet = opened(sample)["Tổng hợp"]
    by_label = {row[0].value: [c.value for c in row[1:] if c.value is not None] for row in sheet.iter_rows()}
    assert by_label["Toàn biểu mẫu"] == [34, 7, 39, 3, "–", 83]
    assert by_label["I.1"][0] == "Công tác chính trị tư tưởng"
    assert [round(s, 2) for s in by_label["Tỷ lệ"] if s != "–"] == [0.41, 0.08, 0.47, 0.04, 1]
    told = " ".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)
    assert f"{len(sample.documents)} văn bản, trong đó {sum(bool(d.problems) for d in sample.documents)} văn bản" in told


def test_overview_months(sample):
    sheet = opened(sample)["Tổng hợp"]
    top = next(row[0].row for row in sheet.iter_rows() if row[2].value == "T1")
    months = {sheet.cell(r, 2).value: [c.value for c in sheet[r][2:15]] for r in range(top + 1, top + 8)}
    assert months["Nhận diện 82 biểu hiện suy thoái trong sinh hoạt hằng tháng"] == [*"✓✗✗✗✓✗✗✗✗✗✗✗", 10]
    quarters = months["Báo cáo nhận diện biểu hiện suy thoái hằng quý"]
    assert [q for q in quarters if q] == ["✓ Quý I", "✗ Quý II", "✗ Quý III", "✗ Quý IV", 3]
    assert months["Báo cáo tháng 1, 2, 4, 5, 7, 8, 10, 11"] == [*"✗✗–✓✗–✗✗–✗✗–", 7]
    merged = {str(m) for m in sheet.merged_cells.ranges}
    assert f"F{top + 3}:H{top + 3}" in merged
    assert [c.value for c in sheet[top + 8][2:15]] == [1, 2, 4, 2, 1, 4, 5, 5, 4, 5, 5, 4, 42]
    assert [c.value for c in sheet[top + 9][2:15] if c.value is not None] == [1, 1, 2, 2, 6]
    red, green, grey = (sheet.cell(top + 7, 2 + m).fill.fgColor.rgb for m in (1, 4, 3))
    assert (red, green, grey) == ("FFF8D7D3", "FFDDEFD9", "FFE7E9EC")


def test_print_set_up(sample):
    book = opened(sample)
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1), "one page wide, as is the default"
        assert "&P" in sheet.oddFooter.right.text
    assert book["Tổng hợp"].page_setup.fitToHeight in (None, 1)
    for name in HEADS:
        assert book[name].page_setup.fitToHeight == 0
        assert book[name].print_title_rows == "$4:$4"
        assert book[name].auto_filter.ref.startswith("A4:")
    assert book["Kết quả"].freeze_panes == "D5"


def test_an_empty_cell(sample):
    empty = tuple(Finding(f.requirement, f.criterion, Status.MISSING, None, None, (), (), "") for f in sample.findings)
    book = opened(replace(sample, findings=empty, documents=()))
    assert book["Hồ sơ"]["A5"].value == "Chi bộ chưa nộp văn bản nào."
    assert book["Trích dẫn"]["A5"].value == "Chưa tìm thấy minh chứng nào."
    assert book["Chỉ tiêu"]["A5"].value == "Không có chỉ tiêu nào để đối chiếu."
    assert [c.value for c in book["Kết quả"][4] if c.value] == HEADS["Kết quả"]
    assert not any(c.value == "T1" for row in book["Tổng hợp"].iter_rows() for c in row), "no months where nothing has any"


def test_heights_hold_the_text():
    assert lines("ngắn", 20) == 1
    assert lines("một\nhai\nba", 20) == 3
    assert lines("chữ " * 100, 40) in range(8, 13)
    assert lines("x" * 500, 20) > 20
    assert height([("x " * 9000, 10)]) == 409

"""Summary of many cells: ranking, cells × criteria, what most cells lack, documents with problems; as workbook and page."""

import gc
import io
import re
import weakref
import zipfile
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import openpyxl
import pytest

from pipeline.model import Document, Flag, Problem, Status
from pipeline.report import summary, summary_html, summary_xlsx

SHEETS = ["Xếp hạng", "Ma trận", "Yêu cầu hay thiếu", "Hồ sơ có vấn đề"]
HEADS = {
    "Xếp hạng": [
        "Hạng", "Chi bộ", "Năm", "Còn thiếu", "Tỷ lệ thiếu", "Có", "Thiếu một phần", "Không có", "Không bắt buộc", "Cần xem lại", "Văn bản",
        "Văn bản có vấn đề", "So với lần trước", "Nơi lưu",
    ],
    "Yêu cầu hay thiếu": ["Hàng", "Yêu cầu", "Số chi bộ thiếu", "Tỷ lệ", "Không có", "Thiếu một phần", "Số chi bộ", "Mã"],
    "Hồ sơ có vấn đề": ["Chi bộ", "Văn bản", "Loại", "Lưu ý", "Nơi lưu"],
}  # fmt: skip


def cell(sample, name, missing=(), partial=(), **more):
    """A report in which all is found but these requirements."""
    told = dict.fromkeys(missing, Status.MISSING) | dict.fromkeys(partial, Status.PARTIAL)
    findings = tuple(replace(f, status=told.get(f.requirement, Status.FOUND)) for f in sample.findings)
    return replace(sample, cell_name=name, findings=findings, **({"documents": ()} | more))


@pytest.fixture
def gathered(sample):
    flawed = (Document("a.docx", (), problems=(Flag(Problem.EMPTY), Flag(Problem.OTHER_YEAR, detail="năm 2019"))), Document("b.docx", ()))
    return summary.gather(
        (
            (cell(sample, "Chi bộ B", ["I.1.1/trien-khai-van-ban", "I.1.2/bao-cao-quy"], ["I.1.2/nhan-dien-82"], documents=flawed), "b"),
            (cell(sample, "Chi bộ A", ["I.1.2/bao-cao-quy"]), "nơi khác/a"),
            (cell(sample, "Chi bộ 10", ["I.2.1/quy-che"]), "../10"),
            (cell(sample, "Chi bộ 2", [], ["I.2.1/quy-che"]), "2"),
        )
    )


def test_ranking_by_gaps_then_by_name(gathered):
    table = summary.ranking(gathered)
    assert list(table.columns) == [*HEADS["Xếp hạng"], "Mã chi bộ"]
    assert list(zip(table["Hạng"], table["Chi bộ"], table["Còn thiếu"], strict=True)) == [
        (1, "Chi bộ B", 3),
        (2, "Chi bộ 2", 1),
        (2, "Chi bộ 10", 1),
        (2, "Chi bộ A", 1),
    ]
    last = table.iloc[0]
    assert (last["Có"], last["Thiếu một phần"], last["Không có"], last["Văn bản"], last["Văn bản có vấn đề"]) == (80, 1, 2, 2, 1)


def test_changes_since_the_results_before(sample):
    found, partial, missing, free = Status.FOUND, Status.PARTIAL, Status.MISSING, Status.NOT_REQUIRED
    assert (
        summary.change_in_words({"a": missing, "b": found, "c": found, "d": free}, {"a": partial, "b": missing, "c": free, "e": found})
        == "1 tốt hơn, 1 kém hơn"
    )
    assert summary.change_in_words({"a": missing}, {"a": missing}) == "không đổi"
    assert summary.change_in_words({}, {"a": missing}) == ""
    cells = [(cell(sample, "Chi bộ A", []), "a"), (cell(sample, "Chi bộ B", []), "b")]
    gathered = summary.gather(cells, {"b": "1 tốt hơn"})
    assert list(summary.ranking(gathered)["So với lần trước"]) == ["", "1 tốt hơn"]
    assert "<td>1 tốt hơn</td>" in summary_html.write(gathered).decode()
    assert "So với lần trước" not in summary_html.write(summary.gather(cells)).decode()


def test_cells_that_failed_are_told(sample):
    gathered = summary.gather([(cell(sample, "Chi bộ A", []), "a")], failed=2)
    told = "2 chi bộ chưa kiểm tra được nên không có ở đây: xem that-bai.csv."
    assert told in summary_html.write(gathered).decode()
    sheet = openpyxl.load_workbook(io.BytesIO(summary_xlsx.write(gathered)))["Xếp hạng"]
    assert any(told in str(c.value) for row in sheet.iter_rows(max_row=3) for c in row)


def test_alphabetical_order():
    names = [
        "Đ",
        "Da",
        "Ê",
        "E",
        "Ă",
        "Â",
        "A",
        "Ơ",
        "Ô",
        "O",
        "ma",
        "mạ",
        "mã",
        "má",
        "mả",
        "mà",
        "Chi bộ 10",
        "Chi bộ 9",
        "Chi Ủy",
        "chi ủy",
    ]
    ordered = sorted(names, key=summary.alphabetical)
    assert ordered == [
        "A", "Ă", "Â", "Chi bộ 9", "Chi bộ 10", "Chi Ủy", "chi ủy", "Da", "Đ", "E", "Ê", "ma", "mà", "mả", "mã", "má", "mạ", "O", "Ô", "Ơ",
    ]  # fmt: skip
    assert summary.alphabetical("9" * 5000 + "\x00 ·")


def test_matrix_tells_the_worst_and_how_many(gathered, sample):
    table = summary.matrix(gathered).set_index("Chi bộ")
    criteria = list(dict.fromkeys(r.criterion for r in sample.form.requirements))
    assert list(table.columns) == ["Hạng", *criteria]
    assert list(table.loc["Chi bộ B", ["I.1.1", "I.1.2", "I.2.1"]]) == ["✗ 1", "✗ 2", "✓"]
    assert list(table.loc["Chi bộ 2", ["I.1.1", "I.1.2", "I.2.1"]]) == ["✓", "✓", "◐"], "no number where there is one requirement"


def test_worst_status():
    def worst(*statuses):
        return max(statuses, key=summary.SEVERITY.index)

    assert worst(Status.FOUND, Status.NOT_REQUIRED) is Status.FOUND
    assert worst(Status.REVIEW, Status.FOUND) is Status.REVIEW
    assert worst(Status.PARTIAL, Status.REVIEW) is Status.PARTIAL
    assert worst(Status.PARTIAL, Status.MISSING, Status.NOT_REQUIRED) is Status.MISSING


def test_requirements_that_most_cells_lack(gathered):
    table = summary.lacking(gathered)
    assert list(table.columns) == HEADS["Yêu cầu hay thiếu"]
    assert list(zip(table["Mã"], table["Số chi bộ thiếu"], table["Không có"], table["Thiếu một phần"], table["Tỷ lệ"], strict=True)) == [
        ("I.1.2/bao-cao-quy", 2, 2, 0, 0.5),
        ("I.2.1/quy-che", 2, 1, 1, 0.5),
        ("I.1.1/trien-khai-van-ban", 1, 1, 0, 0.25),
        ("I.1.2/nhan-dien-82", 1, 0, 1, 0.25),
    ]


def test_problems_and_totals(gathered):
    table = summary.problems(gathered)
    assert table.values.tolist() == [["Chi bộ B", "a.docx", "Khác", "tệp rỗng; của năm khác: năm 2019", "b", gathered.cells[3].id]]
    totals = summary.totals(gathered)
    assert dict(zip(totals["Kết quả"], totals["Số yêu cầu"], strict=True)) == {
        "Có": 83 * 4 - 6, "Thiếu một phần": 2, "Không có": 4, "Không bắt buộc": 0, "Cần xem lại": 0,
    }  # fmt: skip


def test_reports_are_read_once_and_not_kept(sample):
    alive = []

    def reports():
        for n in range(5):
            report = cell(sample, f"Chi bộ {n}", documents=(Document("a.docx", ()),))
            alive.append(weakref.ref(report.documents[0]))
            yield report, str(n)
            del report
            gc.collect()
            assert sum(ref() is not None for ref in alive) <= 1, "at most the report at hand is kept"

    gathered = summary.gather(reports())
    assert len(gathered.cells) == 5
    assert len({id(u.squares["I.1.1"]) for u in gathered.cells}) == 1, "equal squares are one object"


def test_same_name_and_id_stay_apart(sample):
    twins = summary.gather(((cell(sample, "Chi bộ X"), "mot"), (cell(sample, "Chi bộ X"), "hai"), (cell(sample, "Chi bộ Y"), "ba")))
    assert list(summary.ranking(twins)["Chi bộ"]) == ["Chi bộ X (hai)", "Chi bộ X (mot)", "Chi bộ Y"]
    page = summary_html.write(twins).decode()
    assert page.count('href="./mot/findings.html"') == page.count('href="./hai/findings.html"') == 1
    assert len(re.findall("<tr data-key=", page)) == 3


def test_another_form_leaves_squares_empty(sample):
    part = replace(
        sample.form,
        title="Biểu mẫu năm sau",
        requirements=sample.form.requirements[:2],
    )
    gathered = summary.gather(((sample, "a"), (replace(sample, form=part, year=2022, cell_name="Z", findings=sample.findings[:2]), "b")))
    assert gathered.titles == (sample.form.title, "Biểu mẫu năm sau")
    table = summary.matrix(gathered).set_index("Chi bộ")
    assert table.loc["Z", "I.1.2"] == ""
    assert {k.cells for k in gathered.lacks} == {1, 2}
    book = openpyxl.load_workbook(io.BytesIO(summary_xlsx.write(gathered)))
    assert book["Xếp hạng"]["C5"].value in (2021, 2022)
    assert '<th scope="col">Năm</th>' in summary_html.write(gathered).decode()


def test_workbook(gathered):
    data = summary_xlsx.write(gathered)
    assert data == summary_xlsx.write(gathered)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == SHEETS
    assert {name: [c.value for c in book[name][4] if c.value] for name in HEADS} == HEADS
    ranks = book["Xếp hạng"]
    links = [ranks.cell(r, 2).hyperlink.target for r in range(5, 9)]
    assert links == ["b\\findings.html", "2\\findings.html", "..\\10\\findings.html", "nơi%20khác\\a\\findings.html"]
    matrix = book["Ma trận"]
    assert [c.value for c in matrix[4]][:4] == ["Hạng", "Chi bộ", "I.1.1", "I.1.2"]
    assert (matrix["C5"].value, matrix["C5"].fill.fgColor.rgb) == ("✗ 1", "FFF8D7D3")
    assert book["Hồ sơ có vấn đề"]["B5"].value == "a.docx"


def test_hostile_names(sample):
    name = '=HYPERLINK("http://x")</script><script>alert(1)</script><img src=x onerror=alert(1)>\x00\ud800'
    flawed = (Document(name, (), problems=(Flag(Problem.DUPLICATE, name, name),)),)
    gathered = summary.gather([(cell(sample, name, ["I.2.1/quy-che"], documents=flawed), "a b#%'\"<")])
    data = summary_xlsx.write(gathered)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book["Xếp hạng"]["B5"].value == name.removesuffix("\x00\ud800")
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet"))
    page = summary_html.write(gathered).decode()
    assert "<img" not in page
    assert page.count("<script>") == 2
    assert "&lt;img src=x" in page
    assert unquote(re.search(r'href="(\./[^"]+)/findings.html"', page)[1]) == "./a b#%'\"<"


class Tags(HTMLParser):
    """Attributes of all elements, and how they nest."""

    def __init__(self, page):
        super().__init__()
        self.attributes, self.open, self.seen = Counter(), [], Counter()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.attributes.update(name for name, _ in attrs)
        self.seen[tag] += 1
        if tag not in {"meta", "input", "col", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.attributes.update(name for name, _ in attrs)
        self.seen[tag] += 1

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_page_is_whole_and_keeps_to_its_policy(gathered):
    data = summary_html.write(gathered)
    assert data == summary_html.write(gathered)
    tags = Tags(data.decode())
    assert tags.open == []
    assert not {a for a in tags.attributes if a.startswith("on") or a in ("style", "src")}
    assert "style-src &#39;sha256-" in data.decode()


def test_page_links_bars_and_filters(gathered):
    page = summary_html.write(gathered).decode()
    for name in ("findings.html", "findings.docx", "findings.xlsx", "phieu-tham-tra.docx"):
        assert f'href="./n%C6%A1i%20kh%C3%A1c/a/{name}"' in page
        assert f'href="../10/{name}"' in page
    rows = re.findall(r'<tr data-key="([^"]*)" data-marks="([^"]*)" data-place="(\d+)">(.*?)</tr>', page, re.DOTALL)
    assert [(key.split()[:3], place) for key, _, place, _ in rows] == [
        (["chi", "bo", "b"], "3"),
        (["chi", "bo", "2"], "0"),
        (["chi", "bo", "10"], "1"),
        (["chi", "bo", "a"], "2"),
    ]
    criteria = list(gathered.criteria)
    letters = {s: str(n) for n, s in enumerate(Status)}
    assert rows[0][1][criteria.index("I.1.2")] == letters[Status.MISSING]
    assert rows[1][1][criteria.index("I.2.1")] == letters[Status.PARTIAL]
    assert f'<option value="{letters[Status.MISSING]}{letters[Status.PARTIAL]}">Còn thiếu</option>' in page
    assert page.count("<option value=") == len(criteria) + 1 + 7 + 3
    bar = re.findall(r'<rect class="s-(\w+)" x="(\d+)" width="(\d+)"', rows[0][3])
    assert bar == [("missing", "0", "2"), ("partial", "2", "1"), ("found", "3", "80")]
    assert '<td class="tint s-missing">✗<small>2</small></td>' in page


def test_nothing_to_sum_up():
    empty = summary.gather(())
    assert "Chưa có kết quả của chi bộ nào." in summary_html.write(empty).decode()
    book = openpyxl.load_workbook(io.BytesIO(summary_xlsx.write(empty)))
    assert book["Xếp hạng"]["A5"].value == "Không có."


def test_all_is_found(sample):
    gathered = summary.gather([(cell(sample, "A"), ".")])
    page = summary_html.write(gathered).decode()
    assert "Không có yêu cầu nào còn thiếu." in page
    assert 'href="./findings.html"' in page

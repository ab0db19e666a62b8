"""findings.html as a file: what stands where, that nothing of a document becomes markup, and that the page needs nothing but itself."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from pipeline.model import Document, Evidence, Finding, Flag, Place, Problem, Reason, Refusal, Report, Status, Target
from pipeline.report import html, json, page
from pipeline.report.look import HEAD, LOOKS

EMPTY = {"meta", "br", "input", "col", "link", "img", "hr"}
HOSTILE = '</script></style></title><script>window.hacked=1</script><img src=x onerror="window.hacked=1">" onload="window.hacked=1'


class Page(HTMLParser):
    """Elements with their attributes, and the text within each that has an id."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.blocks: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(data.decode("utf-8"))
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.elements.append((tag, told))
        if tag not in EMPTY:
            self._open.append((tag, told.get("id") or ""))
            self.texts.setdefault(told.get("id") or "", "")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] in ("script", "style"):
            self.blocks.append((self._open[-1][0], data))
            return
        for name in {name for _, name in self._open if name}:
            self.texts[name] += data

    def all(self, tag: str, name: str) -> list[str]:
        """Values of an attribute."""
        return [told[name] or "" for t, told in self.elements if t == tag and name in told]

    def text(self, name: str) -> str:
        return " ".join(self.texts[name].split())


def only(sample: Report, requirement: str, **told: object) -> Report:
    """The sample with one finding changed."""
    return replace(sample, findings=tuple(replace(f, **told) if f.requirement == requirement else f for f in sample.findings))  # type: ignore[arg-type]


@pytest.fixture
def hostile(sample: Report) -> Report:
    """A report whose every text tries to become markup."""
    strange = f"{HOSTILE}\x00\x0b\ud800\u202e{{{{ 7 * 7 }}}}"
    name = f"javascript:window.hacked=1//{HOSTILE}\udce1"
    proof = Evidence(name, 1, Place(2, 3), strange, 0.5, HOSTILE, before=strange, after=strange, code=HOSTILE)
    clash = (
        Refusal(name, None, Place(None, 3), strange, Reason.CONTRADICTION),
        Refusal(name, None, Place(None, 3), strange, Reason.FUTURE),
    )
    target = Target(strange, strange, strange, True, name, name, strange)
    made = only(sample, "I.1.2/nhan-dien-82", evidence=(proof,) * 9, against=clash, note=strange, targets=(target,))
    paper = Document(
        name,
        (),
        replace(sample.documents[0].profile, number=strange, subject=strange, date=HOSTILE),
        problems=(Flag(Problem.CORRUPT, "", strange),),
    )
    return replace(made, cell_name=strange, folder="javascript:window.hacked=1", documents=(paper, *made.documents))


def test_every_requirement_stands_once_with_its_status_under_its_row(sample: Report) -> None:
    made = Page(html.write(sample))
    items = [told for tag, told in made.elements if tag == "article"]
    assert {t["id"]: t["data-status"] for t in items} == {f.requirement: f.status.value for f in sample.findings}
    assert len(items) == len(sample.findings)
    assert "Nhận diện 82 biểu hiện suy thoái trong sinh hoạt hằng tháng" in made.text("I.1.2/nhan-dien-82")
    assert "◐ Thiếu một phần Đã có tháng 1, 5; thiếu tháng 2-4, 6-12" in made.text("I.1.2/nhan-dien-82")


def test_a_quote_stands_in_its_paragraph_with_code_place_and_link(sample: Report) -> None:
    proof = Evidence(
        "BB/họp 3.pdf",
        2,
        Place(4, 17, True),
        "đã nhận diện 82 biểu hiện",
        0.931,
        "2021-03",
        before="Chi bộ",
        after="của tháng.",
        code="I.1.2-07",
    )
    data = html.write(replace(only(sample, "I.1.2/nhan-dien-82", evidence=(proof,), against=()), folder="../hồ sơ"))
    text = Page(data).text("I.1.2/nhan-dien-82")
    assert "I.1.2-07 tháng 3" in text.replace("I.1.2-07tháng", "I.1.2-07 tháng")
    assert "Chi bộ đã nhận diện 82 biểu hiện của tháng." in text
    assert "BB/họp 3.pdf, phần 2, trang 4, đoạn 17 đọc từ ảnh quét độ tin cậy 0,93" in text
    assert b"<mark>\xc4\x91\xc3\xa3 nh" in data
    assert "../h%E1%BB%93%20s%C6%A1/BB/h%E1%BB%8Dp%203.pdf#page=4" in Page(data).all("a", "href")
    assert "#mc-I.1.2-07" in Page(data).all("a", "href")


def test_no_folder_no_links_to_files(sample: Report) -> None:
    assert sample.folder == ""
    assert all(h.startswith("#") for h in Page(html.write(sample)).all("a", "href"))
    assert any(h.startswith("../x/") for h in Page(html.write(replace(sample, folder="../x"))).all("a", "href"))


def test_links_within_the_page_lead_somewhere_and_ids_are_unique(sample: Report) -> None:
    made = Page(html.write(sample))
    ids = [told["id"] for _, told in made.elements if "id" in told]
    assert max(Counter(ids).values()) == 1
    assert {h[1:] for h in made.all("a", "href") if h.startswith("#")} <= set(ids)
    assert {name for _, told in made.elements for name in (told.get("aria-labelledby") or "").split()} <= set(ids)


def test_headings_leave_out_no_level_and_controls_have_names(sample: Report) -> None:
    made = Page(html.write(sample))
    levels = [int(tag[1]) for tag, _ in made.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    labelled = set(made.all("label", "for"))
    fields = [told for tag, told in made.elements if tag == "input"]
    assert all(told["id"] in labelled or told["type"] == "checkbox" for told in fields)
    assert len(fields) == 2
    assert not [told for tag, told in made.elements if tag == "button" and told.get("type") != "button"]


def test_months_and_quarters_tell_what_is_there_and_what_lacks(sample: Report) -> None:
    found = only(sample, "I.1.2/nhan-dien-82", covered=("2021-01", "2021-03"), absent=("2021-02",))
    quarters = only(found, "I.1.2/bao-cao-quy", covered=("2021-Q1", "2021-Q3"), absent=("2021-Q2", "2021-Q4"))
    text = Page(html.write(quarters)).text("theo-thang")
    row = text.partition("Nhận diện 82 biểu hiện")[2].partition("Báo cáo nhận diện")[0]
    assert re.findall(r"tháng \d+: [^\W\d]+", row)[:4] == ["tháng 1: có", "tháng 2: thiếu", "tháng 3: có", "tháng 4: không"]
    row = text.partition("Báo cáo nhận diện")[2].partition("Hằng tháng")[0]
    assert re.findall(r"quý [IV]+: \w+", row) == ["quý I: có", "quý II: thiếu", "quý III: có", "quý IV: thiếu"]
    foot = html.write(quarters).decode("utf-8").partition("<tfoot>")[2].partition("</tfoot>")[0]
    sums = [
        sum(period in (f.absent or ()) for f in quarters.findings)
        for period in [f"2021-{m:02}" for m in range(1, 13)] + [f"2021-Q{n}" for n in range(1, 5)]
    ]
    assert [int(n) for n in re.findall(r"<td[^>]*>(?:<b>)?(\d+)", foot)] == sums


def test_what_was_refused_is_told_with_its_reason(sample: Report) -> None:
    refused = Refusal("BB/a.docx", None, Place(None, 9), "sẽ nhận diện 82 biểu hiện", Reason.FUTURE, period="2021-04")
    made = Page(html.write(only(sample, "I.1.2/nhan-dien-82", evidence=(), against=(refused,))))
    text = made.text("I.1.2/nhan-dien-82")
    assert "Gần đúng nhưng không tính: 1" in text
    assert "Mới là dự kiến, chưa phải việc đã làm" in text
    assert "sẽ nhận diện 82 biểu hiện BB/a.docx, đoạn 9" in " ".join(text.replace("hiệnBB", "hiện BB").split())


def test_both_sides_of_a_contradiction_stand_beside_each_other(sample: Report) -> None:
    yes = Evidence("BB/t7.docx", None, Place(None, 4), "đã kết nạp 01 đồng chí", 0.9, "2021-07", code="I.2.2.2-01")
    other = Evidence("BB/t9.docx", None, Place(None, 4), "đã kết nạp thêm", 0.9, "2021-09", code="I.2.2.2-02")
    no = Refusal("BC/t7.docx", None, Place(None, 6), "không kết nạp được đồng chí nào", Reason.CONTRADICTION, period="2021-07")
    made = Page(html.write(only(sample, "I.2.2.2/ket-nap", status=Status.REVIEW, evidence=(yes, other), against=(no,))))
    box = made.text("I.2.2.2/ket-nap").partition("Hồ sơ mâu thuẫn nhau")[2].partition("I.2.2.2-01")[0]
    assert (
        box.index("Hồ sơ nêu có") < box.index("đã kết nạp 01 đồng chí") < box.index("Hồ sơ nêu ngược lại") < box.index("không kết nạp được")
    )
    assert "kết nạp thêm" not in box
    assert "Gần đúng nhưng không tính" not in made.text("I.2.2.2/ket-nap")


def test_two_statements_against_each_other_without_evidence_are_one_list(sample: Report) -> None:
    both = tuple(Refusal(f"{n}.docx", None, Place(None, 6), n, Reason.CONTRADICTION) for n in ("có đơn thư", "không có đơn thư"))
    text = Page(html.write(only(sample, "I.4.3/don-thu", evidence=(), against=both))).text("I.4.3/don-thu")
    assert "Những chỗ nói trái nhau" in text
    assert "Hồ sơ nêu có" not in text


def test_targets_stand_beside_their_results(sample: Report) -> None:
    targets = (
        Target("kết nạp 02 đảng viên", "02 đảng viên", "01 đồng chí", False, "NQ.docx", "BC.docx", "kết nạp được 01 đồng chí"),
        Target("thu 5 tỷ", "5 tỷ", None, None, "NQ.docx"),
    )
    text = Page(html.write(only(sample, "II.2.4/chi-tieu", targets=targets))).text("II.2.4/chi-tieu")
    assert "Kết nạp 02 đảng viênNQ.docx" in text.replace("viên NQ", "viênNQ")
    assert "“kết nạp được 01 đồng chí”" in text
    assert "✗ Chưa đạt" in text
    assert "chưa có kết quả" in text
    assert "? Chưa rõ" in text


def test_the_list_of_evidence_has_each_code_once_in_the_order_of_the_form(sample: Report) -> None:
    made = Page(html.write(sample))
    codes = [name[3:] for name in made.texts if name.startswith("mc-")]
    assert set(codes) == {e.code for f in sample.findings for e in f.evidence}
    order = [row.of for row in sample.form.rows]
    keys = [(order.index(c.rpartition("-")[0]), int(c.rpartition("-")[2])) for c in codes]
    assert keys == sorted(keys)


def test_documents_with_their_problems(sample: Report) -> None:
    made = Page(html.write(sample))
    text = made.text("ho-so")
    assert all(d.path in text for d in sample.documents)
    flawed = [told for tag, told in made.elements if tag == "tr" and told.get("class") == "flawed"]
    assert len(flawed) == sum(bool(d.problems) for d in sample.documents) > 0
    sound = replace(sample, documents=tuple(replace(d, problems=()) for d in sample.documents))
    assert "không văn bản nào có vấn đề" in Page(html.write(sound)).text("ho-so")
    assert "chi-van-de" not in Page(html.write(sound)).texts


def test_a_cell_without_anything(sample: Report) -> None:
    bare = tuple(Finding(f.requirement, f.criterion, Status.MISSING, None, None, (), (), "") for f in sample.findings)
    made = Page(html.write(replace(sample, findings=bare, documents=())))
    assert made.text("ho-so") == "Hồ sơ đã nộp Thư mục hồ sơ không có văn bản nào."
    assert made.text("danh-muc") == "Danh mục minh chứng Chưa có văn bản nào được dùng làm minh chứng."
    assert "theo-thang" not in made.texts
    assert "#theo-thang" not in made.all("a", "href")


def test_nothing_of_a_document_becomes_markup(hostile: Report) -> None:
    data = html.write(hostile)
    made = Page(data)
    assert {tag for tag, _ in made.elements} == {tag for tag, _ in Page(html.write(only(hostile, "", note=""))).elements}
    assert not [told for tag, told in made.elements if tag == "img" or any(a.startswith("on") or a == "style" for a in told)]
    assert len(made.blocks) == 5
    assert all(re.match(r"#|\./javascript%3A", h) for h in made.all("a", "href"))
    text = data.decode("utf-8")
    assert "{{ 7 * 7 }}" in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", text)
    assert HOSTILE in made.text("I.1.2/nhan-dien-82")


def test_the_policy_allows_the_pages_own_parts_only(hostile: Report) -> None:
    made = Page(html.write(hostile))
    policy = next(told["content"] for tag, told in made.elements if tag == "meta" and told.get("http-equiv")) or ""
    hashes = {
        kind: sorted(f"'sha256-{b64encode(sha256(t.encode()).digest()).decode()}'" for k, t in made.blocks if k == kind)
        for kind in ("script", "style")
    }
    told = {name: sorted(values.split()) for name, _, values in (part.strip().partition(" ") for part in policy.split(";"))}
    assert told == {
        "default-src": ["'none'"],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "style-src": hashes["style"],
        "script-src": hashes["script"],
    }


def test_nothing_is_loaded(sample: Report) -> None:
    made = Page(html.write(sample))
    assert not [tag for tag, told in made.elements if tag in ("link", "img", "iframe", "object", "base") or "src" in told]
    assert not re.search(rb"https?://|url\(|@import", html.write(sample))


def test_read_back_the_bytes_are_the_same(sample: Report) -> None:
    report = replace(sample, folder="../hồ sơ")
    assert html.write(json.read(json.write(report), sample.form)) == html.write(report)


def test_colours_of_statuses_can_be_read() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for look in (*LOOKS.values(), HEAD):
        low, high = sorted((light(look.fill), light(look.ink)))
        assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("2021-03", "tháng 3"),
        ("2021-Q2", "quý II"),
        ("2021-6M", "6 tháng"),
        ("2021-9M", "9 tháng"),
        ("2021", "năm 2021"),
        ("2020/2022", "2020 - 2022"),
        (None, ""),
    ],
)
def test_periods_in_words(told: str | None, shown: str) -> None:
    assert page.period(told) == shown


def test_headings_in_capitals_become_sentences() -> None:
    assert page.sentence("KẾT QUẢ XÂY DỰNG ĐẢNG") == "Kết quả xây dựng Đảng"
    assert page.sentence("Công tác Đảng") == "Công tác Đảng"

"""findings.html as an inspector uses it: opened from a folder in Chromium, filtered, followed, printed; hostile texts run nothing."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Document, Evidence, Flag, Place, Problem, Reason, Refusal, Report
from pipeline.report import html

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"]
HOSTILE = '</script></style></title><script>window.hacked=1</script><img src=x onerror="window.hacked=1">" onload="window.hacked=1'
Open = Callable[[Report], Any]


def missing(what: str) -> None:
    """Without a browser these tests are left out on a desk, and fail where all of them have to run."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is needed where CI is set")
    pytest.skip(f"no {what}: the page is not opened in a browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        missing("Chromium")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield made
        made.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a report from a file. Fails on any request but the one for it, on any word on the console, on any error of a script."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1366, "height": 768})

    def opening(report: Report) -> Any:
        file = tmp_path / "kết quả" / "findings.html"
        file.parent.mkdir()
        file.write_bytes(html.write(report))
        made = context.new_page()
        made.on("request", lambda r: complaints.append(f"request {r.url}") if r.url.partition("#")[0] != file.as_uri() else None)
        made.on("console", lambda m: complaints.append(f"console {m.text}"))
        made.on("pageerror", lambda e: complaints.append(f"error {e}"))
        made.goto(file.as_uri())
        return made

    yield opening
    context.close()
    assert complaints == []


def shown(made: Any) -> set[str]:
    """Ids of the requirements that can be seen."""
    return set(made.evaluate("[...document.querySelectorAll('.item')].filter((i) => i.checkVisibility()).map((i) => i.id)"))


def told(made: Any) -> str:
    return str(made.locator("#so-ket-qua").inner_text())


def test_filter_by_status(opened: Open, sample: Report) -> None:
    made = opened(sample)
    assert shown(made) == {f.requirement for f in sample.findings}
    made.click(".count.s-missing")
    lacking = {f.requirement for f in sample.findings if f.status == "missing"}
    assert shown(made) == lacking
    assert told(made) == f"{len(lacking)} / {len(sample.findings)} yêu cầu"
    assert made.locator('[data-value="missing"][aria-pressed="true"]').count() == 2
    made.click('.pick[data-value="partial"]')
    assert shown(made) == {f.requirement for f in sample.findings if f.status in ("missing", "partial")}
    made.click('.pick[data-value="missing"]')
    made.click('.pick[data-value="partial"]')
    assert shown(made) == {f.requirement for f in sample.findings}
    assert not made.locator("#bo-loc").is_visible()


def test_filter_by_section_hides_what_is_empty(opened: Open, sample: Report) -> None:
    made = opened(sample)
    made.click('.pick[data-value="I.4"]')
    assert shown(made) == {f.requirement for f in sample.findings if f.criterion.startswith("I.4")}
    sections = "[...document.querySelectorAll('.section')].filter((s) => s.checkVisibility()).map((s) => s.dataset.section)"
    assert made.evaluate(sections) == ["I.4"]
    assert (
        made.evaluate(
            "[...document.querySelectorAll('.group')].filter((g) => g.checkVisibility() && !g.querySelector('.item:not([hidden])')).length"
        )
        == 0
    )
    made.click('.pick[data-value="missing"]')
    made.click("#bo-loc")
    assert len(shown(made)) == len(sample.findings)


def test_text_without_accents_is_found_by_whole_syllables(opened: Open, sample: Report) -> None:
    proof = Evidence("BB/t3.docx", None, Place(None, 4), "Đồng chí Bí thư quán triệt Chỉ thị số 05.", 0.9, None, code="I.4.3-01")
    other = replace(proof, quote="Chính phủ đã thị sát.")
    findings = tuple(
        replace(f, evidence=(proof if f.requirement == "I.4.3/don-thu" else other,), against=(), note="") for f in sample.findings
    )
    made = opened(replace(sample, findings=findings))
    for words in ("dong chi bi thu quan triet", "ĐỒNG CHÍ triệt QUÁN", "đồng  chí quan tri"):
        made.fill("#tim", words)
        assert shown(made) == {"I.4.3/don-thu"}, words
    made.fill("#tim", "quan tri ")
    assert shown(made) == set()
    assert made.locator("#khong-co").is_visible()
    assert told(made) == f"0 / {len(findings)} yêu cầu"
    made.fill("#tim", "")
    assert len(shown(made)) == len(findings)
    assert not made.locator("#khong-co").is_visible()
    made.fill("#tim", "[(*")
    assert shown(made) == set()


def test_words_that_stand_folded_away_are_brought_to_light(opened: Open, sample: Report) -> None:
    refused = Refusal("BB/t4.docx", None, Place(None, 4), "sẽ tổ chức hội thao bóng chuyền", Reason.FUTURE)
    findings = tuple(replace(f, against=(refused,) if f.requirement == "II.2.6/so-lieu" else f.against) for f in sample.findings)
    made = opened(replace(sample, findings=findings))
    quote = made.get_by_text("sẽ tổ chức hội thao bóng chuyền")
    assert not quote.is_visible()
    made.fill("#tim", "hoi thao bong chuyen")
    quote.wait_for(state="visible")
    marked = "[...CSS.highlights.get('hit')].map((r) => r.toString()).join(' ')"
    assert made.evaluate(marked).endswith("hội thao bóng chuyền")
    made.fill("#tim", "")
    quote.wait_for(state="hidden")


def test_a_link_of_the_months_leads_to_its_requirement_even_when_it_is_filtered_out(opened: Open, sample: Report) -> None:
    made = opened(sample)
    made.click('.pick[data-value="IV"]')
    assert "I.2.1.2/sinh-hoat-dinh-ky" not in shown(made)
    made.click("#theo-thang >> text=Biên bản sinh hoạt chi bộ định kỳ hằng tháng")
    assert "I.2.1.2/sinh-hoat-dinh-ky" in shown(made)
    assert made.evaluate("document.activeElement.id") == "I.2.1.2/sinh-hoat-dinh-ky"
    assert 0 <= made.evaluate("document.activeElement.getBoundingClientRect().top") < 200


def test_a_code_leads_to_the_list_of_evidence(opened: Open, sample: Report) -> None:
    made = opened(sample)
    code = next(e.code for f in sample.findings for e in f.evidence)
    made.click(f".item a.code:text-is('{code}') >> nth=0")
    row = made.locator(f"[id='mc-{code}']")
    assert row.evaluate("(r) => r.getBoundingClientRect().top >= 0 && r.getBoundingClientRect().top < innerHeight")


def test_only_papers_with_problems_until_all_are_wanted(opened: Open, sample: Report) -> None:
    made = opened(sample)
    rows = "[...document.querySelectorAll('.papers tbody tr')].filter((r) => r.checkVisibility()).length"
    assert made.evaluate(rows) == sum(bool(d.problems) for d in sample.documents)
    made.uncheck("#chi-van-de")
    assert made.evaluate(rows) == len(sample.documents)


def test_by_keyboard(opened: Open, sample: Report) -> None:
    made = opened(sample)
    made.keyboard.press("Tab")
    assert made.evaluate("document.activeElement.className") == "skip"
    made.keyboard.press("/")
    made.keyboard.type("nuoc ngoai")
    assert 0 < len(shown(made)) < 10
    made.keyboard.press("Tab")
    made.keyboard.press("Space")
    assert made.locator('.pick[data-value="found"]').get_attribute("aria-pressed") == "true"
    outline = made.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_printed_everything_is_open_and_no_control_is_left(opened: Open, sample: Report) -> None:
    made = opened(sample)
    assert made.locator("details:not([open])").count() > 0
    made.emulate_media(media="print")
    made.locator("details:not([open])").first.wait_for(state="detached")
    assert (
        made.evaluate("[...document.querySelectorAll('input, #loc, .parts, .button, #dang-loc')].filter((n) => n.checkVisibility()).length")
        == 0
    )
    rows = "[...document.querySelectorAll('.papers tbody tr')].filter((r) => r.checkVisibility()).length"
    assert made.evaluate(rows) == len(sample.documents)
    made.set_viewport_size({"width": 672, "height": 990})  # 178 mm: what the margins leave of A4
    assert made.evaluate("document.documentElement.scrollWidth") <= 672
    assert made.evaluate("document.querySelector('.months').getBoundingClientRect().right") <= 672
    made.emulate_media(media="screen")
    made.locator("details:not([open])").first.wait_for(state="attached")


def test_a_filtered_print_says_that_it_is_not_whole(opened: Open, sample: Report) -> None:
    made = opened(sample)
    made.click('.pick[data-value="II.1"]')
    made.emulate_media(media="print")
    line = made.locator("#dang-loc").inner_text()
    assert line.startswith(f"Bản in này chỉ gồm 3 trong {len(sample.findings)} yêu cầu, lọc theo: II.1 ")


@pytest.mark.parametrize("width", [1366, 820, 390])
def test_the_page_is_never_wider_than_the_screen(opened: Open, sample: Report, width: int) -> None:
    long = Evidence("x/" * 200 + "dài" * 100 + ".docx", None, Place(1, 1), "a" * 3000, 0.9, None, code="I.1.1-01")
    made = opened(replace(sample, cell_name="Chi bộ " + "b" * 300, findings=tuple(replace(f, evidence=(long,)) for f in sample.findings)))
    made.set_viewport_size({"width": width, "height": 800})
    assert made.evaluate("document.documentElement.scrollWidth") <= width


def test_texts_of_documents_run_nothing_and_stand_as_they_are(opened: Open, sample: Report) -> None:
    name = f"javascript:window.hacked=1//{HOSTILE}"
    proof = Evidence(name, None, Place(2, 3), HOSTILE, 0.5, HOSTILE, before=HOSTILE, after=HOSTILE, code=HOSTILE)
    against = (
        Refusal(name, None, Place(None, 3), HOSTILE, Reason.CONTRADICTION),
        Refusal(name, None, Place(None, 3), HOSTILE, Reason.FUTURE),
    )
    findings = tuple(replace(f, evidence=(proof,) * 9, against=against, note=HOSTILE) for f in sample.findings)
    paper = Document(
        name, (), replace(sample.documents[0].profile, number=HOSTILE, subject=HOSTILE), problems=(Flag(Problem.CORRUPT, "", HOSTILE),)
    )
    made = opened(replace(sample, cell_name=HOSTILE, findings=findings, documents=(paper,), folder="javascript:window.hacked=1"))
    assert made.evaluate("window.hacked") is None
    assert made.locator("h1").inner_text() == HOSTILE
    assert made.title().startswith(HOSTILE)
    assert made.locator(".item mark").first.inner_text() == HOSTILE
    assert set(made.evaluate("[...document.querySelectorAll('a')].map((a) => a.protocol)")) == {"file:"}
    made.fill("#tim", "window hacked")
    assert len(shown(made)) == len(findings)
    assert made.evaluate("window.hacked") is None
    assert made.locator("#dang-loc").text_content().endswith("“window hacked”.")


def test_the_policy_holds_against_a_script_that_got_in(browser: Any, tmp_path: Path, sample: Report) -> None:
    file = tmp_path / "findings.html"
    file.write_bytes(
        html.write(sample).replace(b"</main>", b"<script>window.hacked=1</script><img src=x onerror='window.hacked=2'></main>")
    )
    made = browser.new_page()
    made.goto(file.as_uri())
    assert made.evaluate("window.hacked") is None
    assert made.locator("#so-ket-qua").is_visible()
    made.close()


def test_without_scripts_all_is_simply_there(browser: Any, tmp_path: Path, sample: Report) -> None:
    file = tmp_path / "findings.html"
    file.write_bytes(html.write(sample))
    context = browser.new_context(java_script_enabled=False)
    made = context.new_page()
    made.goto(file.as_uri())
    assert made.locator(".item:visible").count() == len(sample.findings)
    assert made.locator(".papers tbody tr:visible").count() == len(sample.documents)
    assert made.locator("input:visible, .button:visible, .pick:visible, .count:enabled").count() == 0
    context.close()

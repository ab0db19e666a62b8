"""Sentences and clauses: where they end and where they do not."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Span
from pipeline.text.sentences import clauses, sentences


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chi bộ họp. Đồng chí Lan nêu! Có ai không? Không… Hết.", ["Chi bộ họp.", "Đồng chí Lan nêu!", "Có ai không?", "Không…", "Hết."]),
        ("đ/c. Lan, TP. Sóc Trăng. TS. Hoa; ThS. Mai", ["đ/c. Lan, TP. Sóc Trăng.", "TS. Hoa;", "ThS. Mai"]),
        ("Thu 4.100 đồng ngày 03.4.2021. Hết", ["Thu 4.100 đồng ngày 03.4.2021.", "Hết"]),
        ("1. Công tác\na. Nội dung\nII. ĐÁNH GIÁ\n1.2. Mục\n- Việc", ["1. Công tác", "a. Nội dung", "II. ĐÁNH GIÁ", "1.2. Mục", "- Việc"]),
        ("Năm 2021. Chi bộ đạt 95%. 15 đồng chí", ["Năm 2021.", "Chi bộ đạt 95%.", "15 đồng chí"]),
        ("trích (...) Chi bộ họp", ["trích (...) Chi bộ họp"]),
        ("T/M. CHI BỘ\nBÍ THƯ", ["T/M. CHI BỘ", "BÍ THƯ"]),
        ("đồng chí Nguyễn Văn A. Chi bộ", ["đồng chí Nguyễn Văn A. Chi bộ"]),
        ("ở Q.1, TM. CHI BỘ", ["ở Q.1, TM. CHI BỘ"]),
        ("Kết luận: “Tốt.” Đồng chí", ["Kết luận: “Tốt.”", "Đồng chí"]),
        ("xong. - Chi bộ", ["xong.", "- Chi bộ"]),
        ("xong. “Tốt”", ["xong.", "“Tốt”"]),
        ("ngày … tháng … năm 2021", ["ngày … tháng … năm 2021"]),
        ("TT\tChỉ tiêu\t98%", ["TT", "Chỉ tiêu", "98%"]),
        ("việc a;việc b ; việc c", ["việc a;", "việc b ;", "việc c"]),
        ("khóa XII. Chi bộ", ["khóa XII.", "Chi bộ"]),
        ("v.v. trong năm", ["v.v. trong năm"]),
        ("  \n\t ", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chi bộ đã họp, nhưng chưa xong", ["Chi bộ đã họp", "nhưng chưa xong"]),
        ("đồng ý nhưng đề nghị tuy nhiên chậm", ["đồng ý", "nhưng đề nghị", "tuy nhiên chậm"]),
        ("tăng 6,02%, vượt (kế hoạch 5%)", ["tăng 6,02%", "vượt", "kế hoạch 5%"]),
        ("song song với đó, chi bộ họp song chưa tốt", ["song song với đó", "chi bộ họp", "song chưa tốt"]),
        ("nhiệm kỳ 2020 - 2022 - đạt", ["nhiệm kỳ 2020 - 2022", "đạt"]),
        ("Độc lập - Tự do – Hạnh phúc", ["Độc lập", "Tự do", "Hạnh phúc"]),
        ("213-QĐ/TW và 213–QĐ/TW, lúc 14:30: họp", ["213-QĐ/TW và 213–QĐ/TW", "lúc 14:30", "họp"]),
        ("không những tốt mà còn đẹp", ["không những tốt mà còn đẹp"]),
        ("đã giám sát, còn kiểm tra thì chưa", ["đã giám sát", "còn kiểm tra thì chưa"]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert [text[c.start : c.end] for c in clauses(text, Span(0, len(text)))] == expected


@given(st.text(st.sampled_from("ab A.;!?…,:()-– \n\t1“”Đđ/c"), max_size=60) | st.text(st.characters(codec="utf-8"), max_size=60))
def test_sentences_cover_the_text(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    found = sentences(text)
    kept = "".join(text[s.start : s.end] for s in found)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in found)
    for sentence in found:
        parts = clauses(text, sentence)
        assert all(sentence.start <= c.start < c.end <= sentence.end for c in parts)
        assert all(a.end <= b.start for a, b in itertools.pairwise(parts))


def test_a_megabyte_is_divided() -> None:
    text = "Chi bộ đã soi rọi 82 biểu hiện suy thoái, chưa phát hiện đồng chí nào vi phạm. " * 13_000
    assert len(sentences(text)) == 13_000


def test_dotted_lines_are_read_in_time() -> None:
    assert len(sentences("." * 40_000)) == 1

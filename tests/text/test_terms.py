"""Terms: candidates in folded text, decisions on letters and tones."""

import pytest

from pipeline.text.fold import tokens
from pipeline.text.terms import Terms


def found(text: str, *terms: str, scan: bool = False) -> list[tuple[str, str]]:
    made = Terms(terms)
    split = tokens(text)
    occurrences = made.find(split, lambda _: True) if scan else made.find(split)
    return [(made.terms[o.term].text, text[split.starts[o.first] : split.ends[o.end - 1]]) for o in occurrences]


@pytest.mark.parametrize(
    ("text", "term", "seen"),
    [
        ("đã NHẬN DIỆN xong", "nhận diện", "NHẬN DIỆN"),
        ("“tự diễn biến”, “tự chuyển hoá”", "tự chuyển hóa", "tự chuyển hoá"),
        ("kiểm tra giám sát", "kiểm tra, giám sát", "kiểm tra giám sát"),
        ("hop chi bo dinh ky thang 3", "họp chi bộ định kỳ", "hop chi bo dinh ky"),
        ("việc nhận diên biểu hiện suy thoái", "nhận diện", "nhận diên"),
        ("Kiễm tra, giám sát", "kiểm tra", "Kiễm tra"),
        ("biểu hiện\nsuy thoái", "biểu hiện suy thoái", "biểu hiện\nsuy thoái"),
    ],
)
def test_the_same_words_are_found(text: str, term: str, seen: str) -> None:
    assert found(text, term) == [(term, seen)]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("đã sửa chữa xong", "chưa"),
        ("phiếu hợp lệ", "họp lệ"),
        ("khống chế dịch", "không"),
        ("213 học sinh", "21"),
        ("toàn bộ máy", "an bộ"),
    ],
)
def test_other_words_are_not(text: str, term: str) -> None:
    assert found(text, term) == []


def test_marks_may_be_wrong_everywhere_in_a_recognised_scan() -> None:
    assert found("chỉ bộ đã nhận điện biếu hiện", "chi bộ", "nhận diện", "biểu hiện", scan=True) == [
        ("chi bộ", "chỉ bộ"),
        ("nhận diện", "nhận điện"),
        ("biểu hiện", "biếu hiện"),
    ]


def test_negation_is_never_recognised_by_a_slip() -> None:
    assert found("đã sửa chữa", "chưa", scan=True) == []


def test_a_term_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        Terms(["…"])


@pytest.mark.parametrize(
    ("text", "term", "seen"),
    [
        ("Iãnh đạo đơn vị thực hiện nhiệm vụ", "lãnh đạo đơn vị", "Iãnh đạo đơn vị"),
        ("đã soi rọi 82 biễu hiệm suy thoái", "biểu hiện suy thoái", "biễu hiệm suy thoái"),
        ("kế hoạch kiẻm tra, gíam sat", "kiểm tra giám sát", "kiẻm tra, gíam sat"),
        ("xây dựmg chi bộ trong sạch", "xây dựng chi bộ", "xây dựmg chi bộ"),
    ],
)
def test_a_slip_of_recognition_in_a_long_term_is_mended(text: str, term: str, seen: str) -> None:
    assert (term, seen) in found(text, term, scan=True)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Quy định 218 của Bộ Chính trị", "quy định 213"),
        ("Quy định 2l3 của Bộ Chính trị", "quy định 213"),
        ("xây dựng chi hội vững mạnh", "xây dựng chi bộ"),
        ("đã kiểm kê tài sản", "kiểm tra tài sản"),
        ("ngườj", "người"),
    ],
)
def test_digits_and_other_words_are_never_mended(text: str, term: str) -> None:
    assert found(text, term, scan=True) == []


def test_slips_are_mended_only_in_recognised_text() -> None:
    assert found("xây dựmg chi bộ trong sạch", "xây dựng chi bộ") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chi bộ quàn triệt Chỉ thị", True),
        ("Đ/c Hòa được biều dương tại kỳ họp", True),
        ("Cộng tác với nhà trường", False),
        ("Thăm gia đình đồng chí Tâm", False),
        ("Cá nhân diện quy hoạch", False),
        ("Quần chúng dự học lớp bồi dưỡng", False),
    ],
)
def test_a_wrong_mark_in_two_syllables_is_mended_unless_they_are_another_word(text: str, found: bool) -> None:
    terms = Terms(["quán triệt", "biểu dương", "công tác", "tham gia", "nhận diện", "du học"])
    assert bool(list(terms.find(tokens(text)))) is found


def test_marks_may_be_wrong_in_a_title() -> None:
    terms = Terms(["kết quả thực hiện", "trồng"])
    text = tokens("kềt quà thực hiện trong")
    assert list(terms.find(text)) == []
    assert [o.first for o in terms.find(text, trusted=(0, 5))] == [0]

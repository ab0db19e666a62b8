"""Settling: legacy text without fonts becomes Unicode, Unicode only clean; the fast look says the same as the slow one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extractors import settle
from pipeline.extractors.settle import settled
from pipeline.model import Passage, Source
from pipeline.text import legacy
from pipeline.text.clean import clean
from pipeline.text.lookalikes import latin

TCVN3 = (
    "Thùc hiÖn NghÞ quyÕt cña Chi bé vÒ c«ng t¸c x©y dùng §¶ng, chi bé ®· häp ®Þnh kú",
    "C¸c ®ång chÝ ®¶ng viªn ®· nªu ý kiÕn vµ thèng nhÊt víi b¸o c¸o cña chi uû.",
    "Häc tËp vµ lµm theo tÊm g\xad¬ng ®¹o ®øc Hå ChÝ Minh, t\xad t\xadëng, phong c¸ch.",
)


def texts(*lines: str, **options: tuple[tuple[int, int], ...]) -> list[str]:
    return [p.text for p in settled(Source("", tuple(Passage(line, **options) for line in lines), None, "xls")).passages]  # type: ignore[arg-type]


def test_a_document_in_tcvn3_is_decoded_also_its_short_lines() -> None:
    assert texts(*TCVN3, "Chi bé", "25/27") == [
        "Thực hiện Nghị quyết của Chi bộ về công tác xây dựng Đảng, chi bộ đã họp định kỳ",
        "Các đồng chí đảng viên đã nêu ý kiến và thống nhất với báo cáo của chi uỷ.",
        "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh, tư tưởng, phong cách.",
        "Chi bộ",
        "25/27",
    ]


def test_unicode_loses_its_soft_hyphens_and_keeps_the_rest() -> None:
    assert texts("Chi\u00ad bộ họp", "Résumé của «Le Monde» № 5 ®") == ["Chi bộ họp", "Résumé của «Le Monde» № 5 ®"]


def test_letters_of_other_scripts_inside_words_are_made_latin() -> None:
    assert texts("Сhi bộ họр thường kỳ", "Компания Газпром, 5 μm") == ["Chi bộ họp thường kỳ", "Компания Газпром, 5 μm"]


def test_a_passage_that_only_held_invisible_characters_goes() -> None:
    assert texts("Chi bộ", "\u200b\u00ad") == ["Chi bộ"]


def test_turns_move_with_the_letters() -> None:
    raw = TCVN3[2] + " " + TCVN3[0]
    (passage, *_) = settled(
        Source("", (Passage(f"\u200b{raw}", 1, turns=((len(TCVN3[2]) + 2, 2),)), *(Passage(line) for line in TCVN3)), None, "odt")
    ).passages
    ((at, page),) = passage.turns
    assert (passage.text[at:].startswith("Thực hiện"), page) == (True, 2)


@given(st.lists(st.text(st.sampled_from("ạếữđơÂÃêaàb cABC 12-…“”•\u00ad\u00a0\u0301«®¶"), min_size=1, max_size=30), min_size=1, max_size=4))
def test_the_fast_look_changes_nothing(lines: list[str]) -> None:
    guessed = legacy.guess("\n".join(lines))
    slow = [text for line in lines if (text := latin(clean(legacy.mended(line, guessed)))).strip()]
    if settle._settled_already("\n".join(lines)):
        assert [line for line in lines if line.strip()] == slow
    else:
        assert [line for line in texts(*lines) if line.strip()] == slow


@pytest.mark.parametrize("line", TCVN3)
def test_legacy_text_is_never_taken_for_settled(line: str) -> None:
    assert not settle._settled_already(line)

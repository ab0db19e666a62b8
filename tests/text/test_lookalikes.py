"""Look-alikes of other scripts inside Vietnamese words."""

import pytest

from pipeline.text.lookalikes import latin


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Сhi bộ hоàn thành", "Chi bộ hoàn thành"),
        ("ĐẢNG СỘNG SẢN", "ĐẢNG CỘNG SẢN"),
        ("quу\u0301 I", "quý I"),
        ("Νguyễn", "Nguyễn"),
        ("Москва và сон", "Москва và сон"),
        ("μm, α và β", "μm, α và β"),
        ("chi bộ", "chi bộ"),
        ("chi bo", "chi bo"),
    ],
)
def test_words_of_mixed_script_become_latin(text: str, shown: str) -> None:
    assert latin(text) == shown

"""Word 97 files: small real text in, exact passages out, in order."""

import io
import struct
import unicodedata

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extractors import doc
from pipeline.model import Passage, Problem, Role
from tests.make_doc import (
    BOLD,
    CENTRED,
    DELETED,
    HEADER_ROW,
    HIDDEN,
    Par,
    Sheet,
    document,
    font,
    listed,
    lists,
    par,
    sprm,
    table_row,
)
from tests.make_ole import compound


def passages(*main: Par, sheet: Sheet | None = None, **stories: list[Par]) -> tuple[Passage, ...]:
    return doc.read(document(main, sheet, **stories)).passages


def texts(*main: Par, sheet: Sheet | None = None, **stories: list[Par]) -> list[str]:
    return [p.text for p in passages(*main, sheet=sheet, **stories)]


def test_text_is_read_whole_and_composed() -> None:
    odd = unicodedata.normalize("NFD", "biểu hiện")
    assert texts(par("Chi bộ  họp\x0bngày 5\tthg 3 "), par(""), par(f"82 {odd}\xa0suy thoái 😀")) == [
        "Chi bộ  họp\nngày 5 thg 3",
        "82 biểu hiện suy thoái 😀",
    ]


def test_letters_of_one_byte_are_those_of_windows() -> None:
    assert texts(par("\x93Chi b\xf4\x94 \x96 \x80"), sheet=Sheet(narrow=True)) == ["“Chi bô” – \x80"]


def test_special_signs() -> None:
    assert texts(par("213\x1eQĐ/TW\x01\x08\x02, tự\x0csoi\x05")) == ["213-QĐ/TW, tự\nsoi"]


def test_insertions_stay_deletions_and_hidden_text_go() -> None:
    inserted, switched = sprm(0x0801, 1), sprm(0x0800, 0x81)
    runs = (("Có mặt ", b""), ("27", DELETED), ("25", inserted), ("/xx", switched), ("/27", sprm(0x0800, 0)), (" ẩn", HIDDEN))
    assert texts(Par(runs)) == ["Có mặt 25/27"]


def test_of_fields_only_the_result_is_text() -> None:
    assert texts(par("Trang \x13PAGE \x13X\x14y\x15\x14" + "7\x15 xem\x13HYPERLINK\x15"), par("còn \x13dở dang")) == [
        "Trang 7 xem",
        "còn dở dang",
    ]


TCVN3 = Sheet(fonts=("Times New Roman", ".VnTime", ".VnTimeH", "VNI-Times", "Wingdings"), narrow=True)


def test_runs_in_legacy_fonts_are_decoded_before_anything_else() -> None:
    runs = (("§¶ng bé, \xadu ý, t\x1f t\xadëng; ", font(1)), ("céng s¶n ", font(2)), ("Ñaûng boä ", font(3)), ("caf\xe9", font(0)))
    assert texts(Par(runs), sheet=TCVN3) == ["Đảng bộ, ưu ý, tư tưởng; CỘNG SẢN Đảng bộ café"]


def test_legacy_letters_in_the_private_area_and_symbols() -> None:
    hidden = "".join(chr(0xF000 + ord(c)) if c != " " else c for c in "§¶ng bé")
    symbol = sprm(0x6A09, 4, 0, 0xFE, 0xF0)
    runs = ((hidden, font(1)), (" ", b""), ("(", symbol), (" \uf0b7\uf099", font(4)))
    assert texts(Par(runs), sheet=Sheet(fonts=TCVN3.fonts)) == ["Đảng bộ ☑ •"]


def test_font_of_the_style_holds_where_a_run_names_none() -> None:
    styles = (("Thân", 0xFFF, b"", font(1)), ("Con", 1, b"", b""))
    assert texts(par("chi bé", style=2), sheet=Sheet(TCVN3.fonts, styles, narrow=True)) == ["chi bộ"]


def test_bold_heading_and_centred() -> None:
    styles = (("heading 1", 0xFFF, CENTRED, BOLD), ("Con", 1, sprm(0x2403, 0), b""))
    found = passages(
        par("BIÊN BẢN", CENTRED, BOLD),
        Par((("BIÊN BẢN", BOLD), (" họp", b""))),
        par("Chương I", style=1),
        Par((("Chương", sprm(0x0835, 0x80)), (" II", sprm(0x0835, 0x81))), style=2),
        par("Cấp hai", sprm(0x2640, 1)),
        sheet=Sheet(styles=styles),
    )
    assert [(q.role, q.bold, q.centred) for q in found] == [
        (Role.HEADING, True, True),
        (Role.BODY, False, False),
        (Role.HEADING, True, True),
        (Role.HEADING, True, False),
        (Role.HEADING, False, False),
    ]


def test_automatic_numbers_are_restored() -> None:
    part, use, behind = lists((1, "\0."), (0, "\0.\1"), (4, "\2)"), (23, "\uf0b7"))
    items = [("Nội dung", 0), ("Chuyên môn", 1), ("Đảng phí", 1), ("thu", 2), ("nộp", 2), ("Kết luận", 0), ("Gạch", 3)]
    main = [*(par(text, listed(1, level)) for text, level in items), par("không số", listed(0)), par("bỏ", listed(1), DELETED)]
    assert texts(*main, par("Hết", listed(1)), sheet=Sheet(parts={73: part, 74: use}, behind=behind)) == [
        "I. Nội dung",
        "I.1 Chuyên môn",
        "I.2 Đảng phí",
        "a) thu",
        "b) nộp",
        "II. Kết luận",
        "- Gạch",
        "không số",
        "III. Hết",
    ]


def test_text_of_a_number_is_in_the_font_of_its_paragraph() -> None:
    part, use, behind = lists((0, "§iÒu \0."))
    sheet = Sheet(TCVN3.fonts, parts={73: part, 74: use}, behind=behind, narrow=True)
    assert texts(par("§¶ng phÝ", listed(1), font(1)), par("", listed(1), font(1)), par("Chi bé", listed(1), font(1)), sheet=sheet) == [
        "Điều 1. Đảng phí",
        "Điều 3. Chi bộ",
    ]


def test_header_block_is_read_column_by_column() -> None:
    row = table_row("ĐẢNG BỘ SỞ\x0bCHI BỘ", "ĐẢNG CỘNG SẢN VIỆT NAM", lined=False)
    found = passages(*row, par("BIÊN BẢN"))
    assert [(q.text, q.role, q.table) for q in found] == [
        ("ĐẢNG BỘ SỞ\nCHI BỘ", Role.BODY, 0),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", Role.BODY, 0),
        ("BIÊN BẢN", Role.BODY, 0),
    ]


def test_data_table_has_a_passage_for_each_row() -> None:
    rows = [
        *table_row("TT", "Họ và tên", "Kết quả", end=HEADER_ROW, look=BOLD),
        *table_row("1", "Lê A", ""),
        *table_row("2", "Lê B", "Khá"),
    ]
    found = passages(*rows, par("giữa"), *table_row("a", "b", "c"), *table_row("d", "e", "f"))
    assert [(q.text, q.role, q.table) for q in found] == [
        ("TT\tHọ và tên\tKết quả", Role.TABLE_HEADER, 1),
        ("1\tLê A", Role.ROW, 1),
        ("2\tLê B\tKhá", Role.ROW, 1),
        ("giữa", Role.BODY, 0),
        ("a\tb\tc", Role.TABLE_HEADER, 2),
        ("d\te\tf", Role.ROW, 2),
    ]


def test_merged_cells_stand_once() -> None:
    rows = [*table_row("1", "Lê A", "x", flags=(0x60, 0, 0)), *table_row("1", "Lê B", "y", flags=(0x20, 0, 0))]
    rows += table_row("Cộng", "", "2", flags=(1, 2, 0))
    assert texts(*rows) == ["1\tLê A\tx", "\tLê B\ty", "Cộng\t2"]


def test_deleted_row_is_left_out() -> None:
    assert texts(*table_row("1", "A", "x"), *table_row("2", "B", "y", look=DELETED), *table_row("3", "C", "z")) == ["1\tA\tx", "3\tC\tz"]


def test_nested_table_follows_its_row() -> None:
    def inner(text: str, *ends: bytes) -> Par:
        return par(text, sprm(0x2416, 1) + sprm(0x6649, 2, 0, 0, 0) + b"".join(ends))

    cell_end, row_end = sprm(0x244B, 1), sprm(0x244C, 1)
    nested = (
        [inner(t, cell_end) for t in ("n1", "n2")]
        + [inner("", row_end)]
        + [inner(t, cell_end) for t in ("n3", "n4")]
        + [inner("", row_end)]
    )
    first, *rest = table_row("ngoài", "b", "c")
    found = passages(par("trước", sprm(0x2416, 1)), *nested, first, *rest, *table_row("d", "e", "f"))
    assert [(q.text, q.table) for q in found] == [("trước ngoài\tb\tc", 1), ("n1\tn2", 2), ("n3\tn4", 2), ("d\te\tf", 1)]


def test_cells_of_a_row_without_end_are_paragraphs() -> None:
    found = passages(par("Thông số", end="\x07"), par("Điều kiện", end="\x07"))
    assert [(q.text, q.role, q.table) for q in found] == [("Thông số", Role.BODY, 0), ("Điều kiện", Role.BODY, 0)]


def test_notes_headers_and_text_boxes_have_their_roles() -> None:
    headers = [par("---"), *(par("") for _ in range(5)), par("Đảng bộ Khối"), par("Trang 2/5"), par("Đảng bộ Khối"), par("Lưu hành nội bộ")]
    starts = struct.pack("<8I", 0, 4, 5, 6, 7, 8, 9, sum(len(p.runs[0][0]) + 1 for p in headers))
    boxes = struct.pack("<3I", 0, 8, 17) + (bytes(14) + struct.pack("<i", 1025) + bytes(4)) + (bytes(14) + struct.pack("<i", 99) + bytes(4))
    anchors = struct.pack("<2I", 4, 30) + struct.pack("<i", 1025) + bytes(22)
    found = passages(
        par("Thân\x08 bài"),
        par("Sau"),
        sheet=Sheet(parts={11: starts, 40: anchors, 56: boxes}),
        footnotes=[par("\x02 Theo Quy định 213.")],
        comments=[par("\x05 Nhận xét")],
        endnotes=[par("Cuối")],
        headers=headers,
        boxes=[par("Tâm tư:"), par("Mong đợi")],
    )
    assert [(q.text, q.role) for q in found] == [
        ("Thân bài", Role.BODY),
        ("Tâm tư:", Role.TEXT_BOX),
        ("Sau", Role.BODY),
        ("Mong đợi", Role.TEXT_BOX),
        ("Theo Quy định 213.", Role.NOTE),
        ("Cuối", Role.NOTE),
        ("Đảng bộ Khối", Role.HEADER),
        ("Lưu hành nội bộ", Role.HEADER),
    ]


def test_encrypted_file_is_told() -> None:
    source = doc.read(document([par("Chi bộ")], Sheet(flags=0x100)))
    assert [f.problem for f in source.problems] == [Problem.ENCRYPTED]
    assert source.passages == ()
    assert source.problems[0].detail == "Tệp Word có mật khẩu: hãy bỏ mật khẩu rồi nộp lại."


@pytest.mark.parametrize("saved_fast", [False, True])
def test_word_95_is_read_as_plain_paragraphs(saved_fast: bool) -> None:
    text = b"Chi bo hop\rTT\x07Ho ten\x07\x07\x13PAGE\x14" + b"7\x15 \x93het\x94\r"
    main = bytearray(0x300) + text
    struct.pack_into("<HH6xH", main, 0, 0xA5DC, 104, 4 if saved_fast else 0)
    struct.pack_into("<2I", main, 0x18, *((0x300, len(main)) if not saved_fast else (0, 0)))
    struct.pack_into("<I", main, 0x34, len(text))
    pieces = struct.pack("<BI4IHIHHIHHIH", 2, 40, 0, 5, 11, len(text), 0, 0x300, 0, 0, 0x305, 0, 0, 0x30B, 0)
    struct.pack_into("<2I", main, 0x160, len(main), len(pieces))
    found = doc.read(compound({"WordDocument": bytes(main) + pieces})).passages
    assert [p.text for p in found] == ["Chi bo hop", "TT", "Ho ten", "7 “het”"]


def test_page_count_is_taken_from_the_summary() -> None:
    summary = bytes(44) + struct.pack("<I2I4I3i", 48, 36, 2, 2, 24, 14, 28, 0, 3, 12)
    main = document([par("Chi bộ")])
    with olefile.OleFileIO(io.BytesIO(main)) as file:
        streams = {name[0]: file.openstream(name).read() for name in file.listdir()}
    assert doc.read(compound({**streams, "\x05SummaryInformation": summary})).pages == 12
    assert doc.read(main).pages is None


def test_text_cut_off_is_an_error() -> None:
    main = bytearray(0x900)
    struct.pack_into("<HH6xH", main, 0, 0xA5EC, 0xC1, 0x200)
    struct.pack_into("<H", main, 0x98, 93)
    clx = struct.pack("<BI2IHIH", 2, 16, 0, 200, 0, 0x8F0, 0)
    struct.pack_into("<2I", main, 0x9A + 8 * 33, 0, len(clx))
    struct.pack_into("<I", main, 0x4C, 200)
    with pytest.raises(ValueError, match="cut off"):
        doc.read(compound({"WordDocument": bytes(main), "1Table": clx}))


SAMPLE = document(
    [*table_row("TT", "Họ và tên", "Kết quả"), par("Nội dung", listed(1)), Par((("§¶ng", font(1)), (" họp", BOLD)))],
    Sheet(TCVN3.fonts, parts={73: lists((0, "\0."))[0], 74: lists((0, "\0."))[1]}, behind=lists((0, "\0."))[2]),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_damage_is_read_or_refused_but_never_hangs(damage: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for at, byte in damage:
        data[at] = byte
    try:
        source = doc.read(bytes(data))
    except (ValueError, OSError, struct.error, IndexError, OverflowError):
        return
    assert all(p.text for p in source.passages)

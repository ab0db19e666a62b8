"""RTF files: small real text in, exact passages out, in order."""

import random
import struct
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extractors import rtf
from pipeline.model import Passage, Role

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset0 .VnTime;}{\f2\fnil\fcharset2 VNI-Times;}"
    r"{\f3\froman\fcharset163{\*\panose 02020603050405020304}Times New Roman (Vietnamese){\*\falt Times};}{\f4\ftech\fcharset2 Symbol;}"
    r"{\f5\fnil\fcharset204 Arial Cyr;}{\f6\ftech\fcharset2 Wingdings;}{\f7\fnil\fcharset128 MS Mincho;}}"
)


def packed(body: str | bytes, head: str = "") -> bytes:
    """An RTF file; letters of ``body`` that are not ASCII are written as Word writes them."""
    raw = body if isinstance(body, bytes) else "".join(_escaped(c) for c in body).encode("ascii")
    return rb"{\rtf1\ansi\ansicpg1252\deff0" + FONTS.encode() + head.encode() + b"\n" + raw + b"}"


def _escaped(char: str) -> str:
    if char.isascii():
        return char
    wide = char.encode("utf-16-le")
    return "".join(rf"\u{unit}?" for unit in struct.unpack(f"<{len(wide) // 2}h", wide))


def passages(body: str | bytes, head: str = "") -> tuple[Passage, ...]:
    return rtf.read(packed(body, head)).passages


def texts(body: str | bytes, head: str = "") -> list[str]:
    return [p.text for p in passages(body, head)]


def row(*cells: str, words: str = "") -> str:
    return (
        rf"\trowd {words}"
        + "".join(rf"\cellx{1000 * i}" for i in range(1, len(cells) + 1))
        + "".join(rf"\pard\intbl {c}\cell" for c in cells)
        + r"\row "
    )


def test_paragraphs_lines_and_tabs() -> None:
    assert texts(r"\pard Chi bộ họp\line ngày 5\tab tháng 3\par\pard\par Hết.\par") == ["Chi bộ họp\nngày 5 tháng 3", "Hết."]


def test_line_ends_of_the_file_are_no_text() -> None:
    assert texts("Chi b\u1ed9 h\r\n\u1ecdp\\\nNgh\u1ec9") == ["Chi bộ họp", "Nghỉ"]


def test_replacements_of_unicode_signs_are_passed_over_as_told() -> None:
    assert texts(rb"\uc1 Ngh\u7883\'69 quy\u7871?t {\uc0 \u273}\u7843?ng \uc2\u272\'c4\'90\uc0\u7843ng") == ["Nghị quyết đảng Đảng"]


def test_a_control_word_is_no_replacement() -> None:
    assert texts(rb"\u272{\b \u7842}ng vi\u234\par\pard n") == ["ĐẢng viê", "n"]


def test_surrogates_are_one_sign() -> None:
    assert texts("Đạt 😀 100%") == ["Đạt 😀 100%"]


def test_a_lone_surrogate_does_no_harm() -> None:
    assert texts(rb"Chi b\u7897? \u-10179? h\u7885?p")[0].encode("utf-8", "replace").startswith("Chi bộ ".encode())


def test_bytes_are_in_the_code_page_of_their_font() -> None:
    assert texts(rb"{\f3 chi b\'f4\'f2, \'f0a\'d2ng vi\'ean} {\f5 \'cf\'f0} {\f7 \'93\'fa\'96\'7b}") == ["chi bộ, đảng viên Пр 日本"]


def test_code_page_of_the_file() -> None:
    assert rtf.read(rb"{\rtf1\ansi\ansicpg1258 \'f0a\'d2ng \f9 vi\'ean}").passages[0].text == "đảng viên"


def test_raw_utf_8_is_read() -> None:
    assert texts("Chi bộ họp".encode()) == ["Chi bộ họp"]


def test_legacy_fonts_are_decoded_run_by_run() -> None:
    body = rb"{\f1 \'ae\'b6ng vi\'aa}{\insrsid1\f1 n th\'ad\'eang tr\'f9c} {\f2 \'d1a\'fbng vie\'e2n} vi\u234?n"
    assert texts(body) == ["đảng viên thường trực Đảng viên viên"]


def test_symbols_are_drawn_as_signs() -> None:
    assert texts(rb"{\f6\'fe} C\'f3 {\f6\'a8} Kh\'f4ng {\f4\'b7} m\u-3900?t") == ["☑ Có ☐ Không • mt"]


def test_special_characters() -> None:
    body = rb"\ldblquote X\rdblquote  \lquote a\rquote  2020\endash 2022 \emdash  \bullet  213\_Q\u272?/TW, ng\'e0y\~5, \{x\} tu\-y\'ean"
    assert texts(body) == ["“X” ‘a’ 2020–2022 — • 213-QĐ/TW, ngày 5, {x} tuyên"]


def test_bold_centred_and_headings() -> None:
    body = (
        r"\pard\qc{\b BIÊN BẢN}\par\pard\ql{\b Kính} gửi\par\pard\outlinelevel1 Mục hai\par\pard\s1 Mục ba\par\pard\s2 Thường\par"
        r"\pard{\b Đậm {\b0 nhạt}}\par{\b1\plain Trơn}\par"
    )
    read = passages(body, r"{\stylesheet{\ql Normal;}{\s1\ql\sbasedon0 \snext0 heading 1;}{\s2\ql List Paragraph;}}")
    assert [(p.text, p.role, p.bold, p.centred) for p in read] == [
        ("BIÊN BẢN", Role.HEADING, True, True),
        ("Kính gửi", Role.BODY, False, False),
        ("Mục hai", Role.HEADING, True, False),
        ("Mục ba", Role.HEADING, True, False),
        ("Thường", Role.BODY, False, False),
        ("Đậm nhạt", Role.BODY, False, False),
        ("Trơn", Role.BODY, False, False),
    ]


def test_list_numbers_are_kept_and_say_nothing_about_bold() -> None:
    body = r"\pard{\listtext\pard\plain\f0 1.\tab}{\b Kiểm điểm}\par\pard{\pntext\f4\'b7\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}Việc khác\par"
    assert [(p.text, p.bold) for p in passages(body)] == [("1. Kiểm điểm", True), ("- Việc khác", False)]


def test_deleted_and_hidden_text_is_left_out() -> None:
    assert texts(r"Chi bộ {\deleted\revauthdel1 chưa }{\revised đã }họp{\v  mật}. \v ẩn \v0 Hết.\par") == ["Chi bộ đã họp. Hết."]


def test_groups_without_text_are_left_out() -> None:
    body = (
        r"{\info{\title Mật}{\nofpages3}}{\*\generator Riched20;}{\*\unheardof{\x Lạ}}{\pict\pngblip 89504e47}{\*\shppict{\pict 00}}"
        r"{\object{\*\objdata 0105}{\result Bảng}}{\*\bkmkstart _Toc}Chi bộ{\*\annotation Ghi chú}\par"
    )
    read = rtf.read(packed(body))
    assert ([p.text for p in read.passages], read.pages) == (["BảngChi bộ"], 3)


def test_a_star_counts_only_where_a_group_begins() -> None:
    assert texts(r"{\b0\*\cs7 Chi bộ} họp\par") == ["Chi bộ họp"]


def test_fields_keep_their_result() -> None:
    assert texts(
        r'Xem {\field{\*\fldinst HYPERLINK "http://a.vn"}{\fldrslt{\ul Nghị quyết}}} và {\field{\fldinst PAGE }{\fldrslt 2}}\par'
    ) == ["Xem Nghị quyết và 2"]


def test_unicode_twin_is_read_once() -> None:
    assert texts(r"{\upr{\bkmk Chi bo}{\*\ud{Chi bộ}}} họp\par tiếp{ theo}") == ["Chi bộ họp", "tiếp theo"]


def test_binary_data_holds_no_braces() -> None:
    picture = b"{\\pict\\bin7 }}{{\\}x}"
    assert texts(b"Chi " + picture + rb"b\u7897?\bin3 }}} h\u7885?p") == ["Chi bộ họp"]


def test_a_wrong_length_of_binary_data_loses_nothing() -> None:
    assert texts(rb"Chi b\u7897?\bin99999999 h\u7885?p {\pict\bin99999999 00}xong") == ["Chi bộhọp xong"]


def test_notes_headers_and_boxes_have_their_roles_and_places() -> None:
    body = (
        r"{\header\pard\qr Lưu hành nội bộ\par}{\headerf\pard Lưu hành nội bộ\par}"
        r"{\footer\pard\qc Trang {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}"
        r"\pard Nghị quyết{\super\chftn{\footnote\pard\plain {\super\chftn} Của Trung ương.}} số 4"
        r"{\shp{\*\shpinst\shpleft1{\sp{\sn shapeType}{\sv 202}}"
        r"{\shptxt\pard\plain Khung chữ\par}}{\shprslt{\*\do{\dptxbxtext Khung chữ}}}} đã học\par"
        r"\pard Hết\par"
    )
    assert [(p.text, p.role) for p in passages(body)] == [
        ("Nghị quyết số 4 đã học", Role.BODY),
        ("Khung chữ", Role.TEXT_BOX),
        ("Hết", Role.BODY),
        ("Của Trung ương.", Role.NOTE),
        ("Lưu hành nội bộ", Role.HEADER),
    ]


def test_old_text_boxes() -> None:
    assert [(p.text, p.role) for p in passages(r"A{\*\do\dobxpage{\dptxbx{\dptxbxtext\pard Khung\par}}} B\par")] == [
        ("A B", Role.BODY),
        ("Khung", Role.TEXT_BOX),
    ]


def test_data_tables() -> None:
    body = (
        row("STT", "Họ tên", words=r"\trhdr")
        + row("1", r"Nguyễn\par Văn A")
        + r"\pard Hết\par"
        + row("TT", "Việc")
        + row("1", "Học")
        + r"\pard"
    )
    assert [(p.text, p.role, p.table) for p in passages(body)] == [
        ("STT\tHọ tên", Role.TABLE_HEADER, 1),
        ("1\tNguyễn Văn A", Role.ROW, 1),
        ("Hết", Role.BODY, 0),
        ("TT\tViệc", Role.TABLE_HEADER, 2),
        ("1\tHọc", Role.ROW, 2),
    ]


def test_merged_cells_stand_once() -> None:
    def merged(cells: str, *flags: str) -> str:
        return r"\trowd" + "".join(rf"{flag}\cellx{1000 * at}" for at, flag in enumerate(flags, 1)) + cells + r"\row"

    body = (
        row("STT", "Việc", "Người", "Ghi chú")
        + merged(r"\intbl 1\cell Học\cell Bí thư\cell Tốt\cell", "", "", "", r"\clvmgf")
        + merged(r"\intbl 2\cell Chung\cell\cell Tốt\cell", "", r"\clmgf", r"\clmrg", r"\clvmrg")
    )
    assert texts(body) == ["STT\tViệc\tNgười\tGhi chú", "1\tHọc\tBí thư\tTốt", "2\tChung"]


def test_header_block_is_read_column_by_column() -> None:
    body = row(r"ĐẢNG BỘ XÃ\par CHI BỘ 3\par Số 05-BC/CB", r"ĐẢNG CỘNG SẢN VIỆT NAM\par ngày 5 tháng 3 năm 2021") + r"\pard BÁO CÁO\par"
    assert texts(body) == ["ĐẢNG BỘ XÃ", "CHI BỘ 3", "Số 05-BC/CB", "ĐẢNG CỘNG SẢN VIỆT NAM", "ngày 5 tháng 3 năm 2021", "BÁO CÁO"]


def test_lines_between_cells_make_a_table_of_two_rows_data() -> None:
    def two(sides: str) -> list[str]:
        words = rf"{sides}\cellx500{sides}"
        return texts(
            rf"\trowd{words}\cellx900\pard\intbl Tháng\cell Nội dung\par dài\cell\row\trowd{words}\cellx900\pard\intbl 3\cell Học\cell\row"
        )

    assert two(r"\clbrdrl\brdrs\brdrw10") == ["Tháng\tNội dung dài", "3\tHọc"]
    assert two(r"\clbrdrl\brdrnone") == ["Tháng", "3", "Nội dung", "dài", "Học"]


def test_tables_in_tables() -> None:
    inner = (
        r"\pard\intbl\itap2 TT\nestcell Tên\nestcell{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}{\nonesttables\par }"
        r"\pard\intbl\itap2 1\nestcell An\nestcell{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}"
    )
    body = (
        r"\trowd\cellx1\cellx2\cellx3\cellx4\pard\intbl\itap1 A\cell "
        + inner
        + r"\pard\intbl\itap1 sau\cell C\cell D\cell\row"
        + row("a", "b", "c", "d")
    )
    assert [(p.text, p.table) for p in passages(body)] == [("A\tsau\tC\tD", 1), ("TT\tTên", 2), ("1\tAn", 2), ("a\tb\tc\td", 1)]


def test_a_file_cut_off_keeps_what_it_has() -> None:
    data = packed(row("STT", "Việc") + row("1", "Học nghị quyết"))
    cut = data[: data.rindex(b"quy")]
    assert [p.text for p in rtf.read(cut).passages] == ["STT\tViệc", "1\tHọc nghị"]


def test_what_follows_the_last_brace_is_no_text() -> None:
    assert [p.text for p in rtf.read(packed("Chi bộ") + b"\0\0rest").passages] == ["Chi bộ"]


def test_no_rtf_file_raises() -> None:
    with pytest.raises(ValueError, match="no RTF"):
        rtf.read(b"Chi bo hop")


@pytest.mark.parametrize(
    "attack",
    [
        b"{" * 100_000,
        rb"{\*\x " * 50_000,
        rb"\intbl\itap29 a\nestcell " * 5000,
        rb"{\fonttbl" + rb"{\f1 \a" * 50_000,
        rb"{\stylesheet" + rb"{\s1 " * 50_000,
    ],
)
def test_deep_and_endless_files_end(attack: bytes) -> None:
    with suppress(ValueError):
        rtf.read(rb"{\rtf1 " + attack)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ĐẢNGđảng viênộệ 12.,-/()\n"), max_size=60))
def test_written_text_is_read_back(text: str) -> None:
    written = text.replace("\n", r"\par ")
    lines = [" ".join(line.split(" ")).strip(" ") for line in text.split("\n")]
    assert texts(written) == [line for line in lines if line]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_damaged_files_raise_nothing_but_value_errors(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(packed(row("STT", "Họ tên") + r"{\footnote a}{\shp{\*\shpinst{\shptxt b\par}}}\bin3 {\upr{a}{\*\ud b}}\u7897?" * 5))
    for _ in range(10):
        at = chance.randrange(7, len(data))
        data[at : at + chance.randrange(3)] = bytes(chance.choice(b"{}\\*'ubx0 ") for _ in range(chance.randrange(3)))
    with suppress(ValueError):
        assert all(p.text.strip() for p in rtf.read(bytes(data)).passages)

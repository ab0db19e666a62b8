"""Legacy encodings: fonts, tables, guesses without fonts, and Unicode that must stay as it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.legacy import Encoding, decode, guess, in_font, mended, of_font
from tests.make_legacy import misread, tcvn3, viqr, vni

STORED = {Encoding.TCVN3: tcvn3, Encoding.VNI: vni, Encoding.VIQR: viqr}
LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
SYLLABLES = (
    "chi bộ đảng viên đồng chí nghị quyết kiểm điểm quán triệt thường kỳ thư ký hưởng ứng thuở rượu giếng quỹ ủy uỷ nghĩa vụ lễ tịch "
    "mở rộng cơ sở tổ chức ngày tháng năm giới thiệu ngoằn ngoèo khuỷu dũng cảm lãng phí ỷ lại ế ẩm"
).split()
MINUTES = (
    "Biên bản họp chi bộ thường kỳ tháng 3 năm 2021\n"
    "Đồng chí bí thư chủ trì, 15/15 đảng viên có mặt; đ/c Lê Thị Hồng làm thư ký.\n"
    "Chi bộ đã quán triệt Quy định số 213-QĐ/TW và giới thiệu đảng viên giữ mối liên hệ với chi ủy nơi cư trú."
)
FORM = "Đảng bộ tỉnh\nChi bộ Văn phòng\nPhiếu đảng viên"
FOREIGN = (
    "Élève à l'école française, où l'été dernier nous avons été très fâchés; "
    "le théâtre « déjà vu », cœur, naïve, Noël, hôtel, dîner, sûr, ça.",
    "Größere Bäume müssen früh gefällt werden, für die Straße; Füße, Öl, Übung, schön, Käse. Die Gemeinderäte führten Gespräche.",
    "A educação é um direito de todos; não há dúvida. São Paulo, coração, pão, mãe, avó, avô, três.",
    "El niño pequeño comió piñas mañana en España; ¿qué? ¡Sí! corazón, acción, año, según.",
    "Två små bröder åker på en båt från Göteborg till Malmö över sjön; är det så? Här får vi öl.",
    "Rødgrød med fløde på Ærø; også æbler, blå øjne, søde børn fra København.",
    "Microsoft® Windows® © 2021 «quoted» §5, 25°C, ±3 µm, ½ cup, naïve café; C++ (a+b), add data(x), don't. What is it? I go. No.",
)
PAPERS = (
    "Chi bộ họp; «Học tập» và «thi đua» là việc có ý nghĩa, «lá»… không phải «lễ».",
    "Công ty Tân Á® © 2021, 25°C ± 3, § 5, µm, ½ ngày, khoản·mục",
    "có bé thì mô hình công tác hàng năm là tôi không cho chú chí trên",
    "BÁO CÁO CỦA CHI BỘ TÀI CHÍNH - HÀNH CHÍNH; Ý KIẾN: “TỐT”.",
    "Đại hội nhiệm kỳ 2020 \u00ad 2025, Trần Á, Lê Thanh Hà, Hồ Chí Minh",
    "dd/mm/yyyy, e-mail: cb@tỉnh.vn; a^2 + b^2 = c^2 (đơn vị: đồng)",
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(
            (name, (Encoding.TCVN3, False))
            for name in (".VnTime", "VnTime", ".vntime", ".VnArial Narrow", ".VnCourier New", "ABCDEF+.VnTime")
        ),
        *(
            (name, (Encoding.TCVN3, False))
            for name in (".VnTime,Bold", ".VnTime-BoldItalic", ".VnTime Bold", ".VnBook-Antiqua", "@.VnTime")
        ),
        *((name, (Encoding.TCVN3, True)) for name in (".VnTimeH", ".VnArial NarrowH", "VnTimeH", "BCDEEE+.VnTimeH,Bold", ".VNTIMEH")),
        *(
            (name, (Encoding.VNI, False))
            for name in ("VNI-Times", "VNI-Helve-Condense", "VNI Times", "vni-times", "ABCDEF+VNI-Times,Italic")
        ),
        *((name, (Encoding.VNI, False)) for name in ("VNITimes", "VniHelvetica")),
        *(
            (name, None)
            for name in ("Times New Roman", "Arial", "VNU-Times", "Verdana", "Vni Unicode", "UVnTime", "SVN-Times", "", "Calibri")
        ),
        *((name, None) for name in ("VNtimes new roman", "VNarial", "SVNtimes new roman", "Vnek", "UTM Avo", "Symbol", "ABCDEF+Times")),
    ],
)
def test_fonts(name: str, expected: tuple[Encoding, bool] | None) -> None:
    assert of_font(name) == expected


@pytest.mark.parametrize("encoding", Encoding)
def test_every_letter_comes_back(encoding: Encoding) -> None:
    stored = STORED[encoding]
    assert [decode(stored(letter), encoding) for letter in LETTERS] == list(LETTERS)
    assert decode(stored("ĂÂĐÊÔƠƯ"), encoding) == "ĂÂĐÊÔƠƯ"
    assert [decode(stored(letter), encoding, capitals=True) for letter in LETTERS] == list(LETTERS.upper())
    if encoding is not Encoding.TCVN3:
        assert [decode(stored(letter), encoding) for letter in LETTERS.upper()] == list(LETTERS.upper())


@pytest.mark.parametrize("encoding", Encoding)
@given(words=st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=12), shape=st.sampled_from((str.lower, str.capitalize, str.upper)))
def test_words_come_back(encoding: Encoding, words: list[str], shape: object) -> None:
    text = " ".join(map(shape, words))  # type: ignore[arg-type]
    made = decode(STORED[encoding](text), encoding)
    assert made == text or (encoding is Encoding.TCVN3 and made.lower() == text.lower())
    assert unicodedata.is_normalized("NFC", made)


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("®¶ng céng s¶n viÖt nam", Encoding.TCVN3, "đảng cộng sản việt nam"),
        ("®­îc t­ t­ëng", Encoding.TCVN3, "được tư tưởng"),
        ("CéNG HßA X· HéI", Encoding.TCVN3, "CỘNG HÒA XÃ HỘI"),
        ("§¶NG Bé TØNH", Encoding.TCVN3, "ĐẢNG BỘ TỈNH"),
        ("UBND X· T©n An", Encoding.TCVN3, "UBND Xã Tân An"),
        ("Ñaûng Coäng saûn Vieät Nam", Encoding.VNI, "Đảng Cộng sản Việt Nam"),
        ("CHUÛ TÒCH NÖÔÙC", Encoding.VNI, "CHỦ TỊCH NƯỚC"),
        ("tuaân thuû, yù kieán, kyû luaät, hoaøn toaøn, moät", Encoding.VNI, "tuân thủ, ý kiến, kỷ luật, hoàn toàn, một"),
        ("DDa?ng Co^.ng sa?n Vie^.t Nam", Encoding.VIQR, "Đảng Cộng sản Việt Nam"),
        ("bie^n ba?n\\. Su+?a ddo^?i", Encoding.VIQR, "biên bản. Sửa đổi"),
    ],
)
def test_decoding(text: str, encoding: Encoding, shown: str) -> None:
    assert decode(text, encoding) == shown


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("chi bé", ".VnTime", "chi bộ"),
        ("t­", ".VnTime", "tư"),
        ("\u00ad", ".VnTime", "ư"),
        ("céng hßa", ".VnTimeH", "CỘNG HÒA"),
        ("Chi bo", ".VnTimeH", "CHI BO"),
        ("chi bo", ".VnTime", "chi bo"),
        ("chi bộ", ".VnTime", "chi bộ"),
        ("chi bộ", ".VnTimeH", "CHI BỘ"),
        ("công văn hành chính", ".VnTime", "công văn hành chính"),
        ("chi boä", "VNI-Times", "chi bộ"),
        ("chi bộ chi boä", "VNI-Times", "chi bộ chi bộ"),
        ("chi bé ® ©", "Arial", "chi bé ® ©"),
        ("chi bé", None, "chi bé"),
        ("®/c", ".VnTime", "đ/c"),
    ],
)
def test_runs_with_a_font(text: str, font: str | None, shown: str) -> None:
    assert in_font(text, font) == shown


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("text", [MINUTES, FORM])
def test_documents_without_fonts_are_guessed_and_mended(encoding: Encoding, text: str) -> None:
    stored = STORED[encoding](text)
    assert guess(stored) is encoding
    assert mended(stored, encoding) == text


@pytest.mark.parametrize("encoding", Encoding)
def test_each_passage_is_mended_by_itself(encoding: Encoding) -> None:
    assert [mended(STORED[encoding](line), encoding) for line in (*MINUTES.split("\n"), *FORM.split("\n"))] == [
        *MINUTES.split("\n"),
        *FORM.split("\n"),
    ]


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_a_line_half_in_unicode_is_mended_run_by_run(encoding: Encoding) -> None:
    first, _, last = MINUTES.split("\n")
    for line in (f"{first} {STORED[encoding](last)}", f"{STORED[encoding](first)} {last}", f"{first}\t{STORED[encoding](last)}"):
        assert guess(line) is encoding
        assert mended(line, encoding).split() == f"{first} {last}".split()


def test_words_between_capitals_are_capitals_though_no_font_is_known() -> None:
    assert mended("§¶NG Bé TØNH\nCHI Bé V¡N PHßNG", Encoding.TCVN3) == "ĐẢNG BỘ TỈNH\nCHI BỘ VĂN PHÒNG"


def test_a_unicode_document_with_a_legacy_passage() -> None:
    line = tcvn3("Nội dung sinh hoạt chuyên đề quý I về học tập và làm theo tư tưởng Hồ Chí Minh")
    text = "\n".join((*PAPERS, line, *MINUTES.split("\n")))
    assert guess(text) is Encoding.TCVN3
    assert [mended(paper, Encoding.TCVN3) for paper in PAPERS] == list(PAPERS)


@pytest.mark.parametrize(
    "text", [*PAPERS, *FOREIGN, MINUTES, unicodedata.normalize("NFD", MINUTES), "Bien ban hop chi bo. Khong co gi?", ""]
)
def test_unicode_is_no_legacy_encoding(text: str) -> None:
    assert guess(text) is None
    assert mended(text, None) == text


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("text", [*PAPERS[:5], MINUTES, FORM])
def test_unicode_stays_in_a_document_in_a_legacy_encoding(encoding: Encoding, text: str) -> None:
    assert mended(text, encoding) == text


@pytest.mark.parametrize("encoding", [None, *Encoding])
@given(words=st.lists(st.sampled_from([*SYLLABLES, "®", "«", "»", "UBND", "2021", "5/15", "-"]), max_size=15))
def test_mending_unicode_changes_nothing(encoding: Encoding | None, words: list[str]) -> None:
    text = f"Đảng ủy họp {' '.join(words)} tổng kết"
    assert mended(text, encoding) == text


@given(st.lists(st.sampled_from([*"®©«»·×÷§¶µ½¸¹ºª¡¢£°±²³éèêôöüñàãâ", "chi", "bộ", "café", "Tân", "là", " ", "…", "-", "1"])).map("".join))
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mended(text, None)
    assert mended(once, None) == once


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", [MINUTES, "BÁO CÁO", "Nội dung", "1/ Thời sự", "Đảng", "Ý kiến", "Họp “tổng kết” – quý I…"])
def test_utf_8_misread_is_mended(codec: str, text: str) -> None:
    assert mended(misread(text, codec), None) == text
    assert guess(misread(text, codec)) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("lÃ  mÃ¬nh quÃ¡n triá»‡t", "là mình quán triệt"),
        ("Äáº£ng bá»™ há»p thưá»ng ká»³", "Đảng bộ họp thường kỳ"),
        ("Ã kiáº¿n cá»§a chi bá»™", "Ý kiến của chi bộ"),
        ("Äáº£ng bá»™ và Chi bộ", "Đảng bộ và Chi bộ"),
    ],
)
def test_misread_utf_8_that_lost_bytes(text: str, shown: str) -> None:
    assert mended(text, None) == shown


@pytest.mark.parametrize(
    "text",
    [
        "java.lang java.util apache.org code.google.com poi.xslf image.io file.txt node.get value.set type.name: the theory's entity's "
        "way, you'll see we've made today's company's choice; someone's, nature's.",
        "Die Parteien SPÖ, „FPÖ, „ÖVP und „SPÖ: "
        + "für den Antrag haben gestern alle Parteien im Rat des Landes gestimmt, für die Wahl auch. " * 6,
        "IBM®, HP®, AIX®, HP-UX®, MS-DOS®: " + "all names of this text belong to those who own them, each in its own land, "
        "as the law there has it. " * 6,
    ],
)
def test_words_that_gain_by_chance_are_too_few(text: str) -> None:
    assert guess(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "See lucene.apache.org and issues.apache.org; it's John's file (a.b.c). Isn't it? Yes.\nFrom: dev@lucene.apache.org\n" * 5,
        "Please add a (second) note; C++ and o+a are fine. What's up? He's adding odd sums (a+b)." * 3,
        "Gửi a. Dũng: chiều nay họp o. Lan nhé (a. Tùng cũng dự)." * 3,
    ],
)
def test_full_stops_and_apostrophes_make_no_viqr(text: str) -> None:
    assert guess(text) is None

"""Letters: as they are sent and as Outlook stores them, with what people and programs get wrong in them."""

import datetime as dt
import struct
import textwrap
from collections.abc import Mapping
from email.message import EmailMessage

import pytest

from pipeline.extractors import mail
from pipeline.extractors.mail import eml
from pipeline.model import Problem, Role
from tests.make_ole import compound

HEAD = b"From: Chi b\xe1\xbb\x99 <cb@example.vn>\r\nTo: dang.uy@example.vn\r\nSubject: B\xc3\xa1o c\xc3\xa1o\r\n"


def texts(data: bytes, outlooks: bool = False) -> list[str]:
    return [passage.text for passage in mail.read(data, outlooks)[0].passages]


def held(data: bytes, outlooks: bool = False) -> list[tuple[str, bytes | Problem]]:
    return [(one.name, one.data if one.flag is None else one.flag.problem) for one in mail.read(data, outlooks)[1]]


def letter(body: str = "Kính gửi Đảng ủy.\n\nChi bộ xin báo cáo.\n") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Báo cáo tháng 3", "Chi bộ <cb@example.vn>", "Đảng ủy <du@example.vn>"
    message["Cc"], message["Date"] = "vp@example.vn", "Mon, 08 Mar 2021 14:30:00 +0700"
    message.set_content(body)
    return message


def test_head_first_then_paragraphs() -> None:
    source, found = mail.read(letter().as_bytes(), False)
    assert (source.method, source.pages, found) == ("eml", None, [])
    assert [passage.text for passage in source.passages] == [
        "Tiêu đề: Báo cáo tháng 3",
        "Từ: Chi bộ <cb@example.vn>",
        "Đến: Đảng ủy <du@example.vn>",
        "Đồng gửi: vp@example.vn",
        "Ngày: 08/03/2021 14:30",
        "Kính gửi Đảng ủy.",
        "Chi bộ xin báo cáo.",
    ]


@pytest.mark.parametrize(
    ("subject", "read"),
    [
        (b"=?utf-8?B?QsOhbyBjw6Fv?=", "Báo cáo"),
        (b"=?UTF-8?Q?B=C3=A1o_c=C3=A1o?=", "Báo cáo"),
        (b"=?utf-8?Q?Ngh=E1=BB?=\r\n =?utf-8?Q?=8B_quy=E1=BA=BFt?=", "Nghị quyết"),
        ("Báo cáo".encode(), "Báo cáo"),
        (b"=?x-unknown?B?QsOhbyBjw6Fv?=", "Báo cáo"),
        (b"=?utf-8?B?%%%?=", ""),
        (b"=?utf\xff?Q?B=C3=A1o_c=C3=A1o?=", "Báo cáo"),
        (b"=?utf\0?Q?B=C3=A1o_c=C3=A1o?=", "Báo cáo"),
    ],
)
def test_subjects(subject: bytes, read: str) -> None:
    found = texts(b"Subject: " + subject + b"\r\nFrom: a@b.vn\r\n\r\nx")
    assert (f"Tiêu đề: {read}" in found) is bool(read)
    assert found[-1] == "x"


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", "Kế hoạch năm".encode()),
        ("windows-1258", b"K\xea\xec hoa\xf2ch n\xe3m"),
        ("us-ascii", "Kế hoạch năm".encode()),
        ("no-such-charset", "Kế hoạch năm".encode()),
        ("utf-8", "Kế hoạch năm".encode("utf-16")),
    ],
)
def test_charsets_that_are_told_rightly_or_not(charset: str, data: bytes) -> None:
    head = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode()
    assert texts(HEAD + head + data)[-1] == "Kế hoạch năm"


def test_date_that_is_none_stays_as_told() -> None:
    assert "Ngày: hôm qua" in texts("Subject: x\nDate: hôm qua\n\nx".encode())


def test_plain_text_is_preferred_and_lines_are_joined() -> None:
    said = "Chi bộ đã tổ chức học tập, quán triệt nghị quyết của cấp trên tới toàn thể đảng viên trong cơ quan. " * 4
    message = letter(textwrap.fill(said, 70))
    message.add_alternative("<p>khác</p>", subtype="html")
    assert texts(message.as_bytes())[5:] == [said.strip()]


HTML = (
    "<html><head><style>p{}</style><title>x</title></head><body><p>Kính gửi <b>Đảng</b>&nbsp;ủy.<br>Dòng hai</p>"
    "<div>Đoạn\n hai<p>trong</p>sau</div>"
    "<table><tr><td>TT</td><td>Họ tên</td></tr><tr><td>1</td><td><p>An</p></td></tr></table>"
    "<table><tr><td><table><tr><td>chỉ</td></tr></table></td></tr></table><p style='display: none'>ẩn</p></body></html>"
)


def test_html_alone_becomes_paragraphs_and_rows() -> None:
    message = letter()
    message.set_content(HTML, subtype="html")
    found = mail.read(message.as_bytes(), False)[0].passages[5:]
    assert [(p.text, p.role, p.table) for p in found] == [
        ("Kính gửi Đảng ủy.", Role.BODY, 0),
        ("Dòng hai", Role.BODY, 0),
        ("Đoạn hai", Role.BODY, 0),
        ("trong", Role.BODY, 0),
        ("sau", Role.BODY, 0),
        ("TT\tHọ tên", Role.TABLE_HEADER, 1),
        ("1\tAn", Role.ROW, 1),
        ("chỉ", Role.BODY, 0),
    ]


@pytest.mark.parametrize("markup", ["", "   ", "<!-- -->", "\0", "<p>" * 5000 + "x"])
def test_html_that_is_nothing_or_too_deep(markup: str) -> None:
    message = letter()
    message.set_content(markup, subtype="html")
    assert len(texts(message.as_bytes())) >= 5


def test_attachments_are_members_and_logos_are_not() -> None:
    message = letter()
    message.add_attachment(b"%PDF-1", "application", "pdf", filename="Nghị quyết 05.pdf")
    message.add_attachment(b"1", "application", "pdf", filename="../../a.pdf")
    message.add_attachment(b"2", "application", "pdf", filename="..-..-a.pdf")
    message.add_attachment(b"\x89PNG" + bytes(500), "image", "png", disposition="inline", cid="<logo>")
    message.add_attachment(b"\x89PNG" + bytes(20_000), "image", "png", disposition="inline", filename="ảnh.png")
    message.add_attachment(b"\x89PNG", "image", "png", filename="quét.png")
    message.add_attachment(b"x", "application", "pkcs7-signature", filename="smime.p7s")
    message.add_attachment("chữ".encode(), "text", "plain", filename="a.txt")
    found = held(message.as_bytes())
    assert [name for name, _ in found] == ["Nghị quyết 05.pdf", "..-..-a.pdf", "..-..-a (2).pdf", "ảnh.png", "quét.png", "a.txt"]
    assert found[0][1] == b"%PDF-1"
    assert len(texts(message.as_bytes())) == 7


@pytest.mark.parametrize(
    "name", [b'"=?utf-8?B?QsOhbyBjw6FvLnBkZg==?="', '"Báo cáo.pdf"'.encode()], ids=["encoded word, which is not allowed", "raw"]
)
def test_names_of_attachments_that_are_wrongly_written(name: bytes) -> None:
    part = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: application/pdf\r\n"
    assert held(HEAD + part + b"Content-Disposition: attachment; filename=" + name + b"\r\n\r\n1\r\n--x--") == [("Báo cáo.pdf", b"1")]


def test_name_that_is_missing() -> None:
    part = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: application/pdf\r\n\r\n1\r\n--x--"
    assert held(HEAD + part) == [("dinh-kem.pdf", b"1")]


def test_letter_within_a_letter() -> None:
    message = letter()
    message.add_attachment(letter("Bên trong.\n"))
    ((name, data),) = held(message.as_bytes())
    assert name == "Báo cáo tháng 3.eml"
    assert isinstance(data, bytes)
    assert texts(data)[-1] == "Bên trong."


def test_saved_web_page() -> None:
    page = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Location: a.htm\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>Bi\xc3\xaan b\xe1\xba\xa3n</p>\r\n--x\r\nContent-Location: a.css\r\n"
        b"Content-Type: text/css\r\n\r\np{}\r\n--x\r\nContent-Location: a.png\r\nContent-Type: image/png\r\n\r\n1\r\n--x--"
    )
    assert (texts(page), held(page)) == (["Biên bản"], [])


def test_multipart_that_is_none() -> None:
    assert texts(HEAD + b"Content-Type: multipart/mixed\r\n\r\nx")[:3] == [
        "Tiêu đề: Báo cáo",
        "Từ: Chi bộ <cb@example.vn>",
        "Đến: dang.uy@example.vn",
    ]


def properties(head: int, **values: int) -> bytes:
    return bytes(head) + b"".join(struct.pack("<IIQ", int(tag[1:], 16), 6, value) for tag, value in values.items())


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


TICKS = int((dt.datetime(2021, 3, 8, 7, 30) - dt.datetime(1601, 1, 1)).total_seconds()) * 10_000_000
ROOT = "__properties_version1.0"


def msg(streams: Mapping[str, bytes]) -> bytes:
    return compound({ROOT: properties(32, x00390040=TICKS), **streams})


def test_outlook() -> None:
    data = msg(
        {
            "__substg1.0_0037001F": wide("Báo cáo tháng 3"),
            "__substg1.0_0C1A001F": wide("Chi bộ"),
            "__substg1.0_5D01001F": wide("cb@example.vn"),
            "__substg1.0_0E04001F": wide("Đảng ủy"),
            "__substg1.0_0E03001F": b"\0",
            "__substg1.0_1000001F": wide("Kính gửi Đảng ủy.\r\n\r\nChi bộ xin báo cáo.\r\n"),
        }
    )
    source, found = mail.read(data, True)
    assert (source.method, found) == ("msg", [])
    assert [passage.text for passage in source.passages] == [
        "Tiêu đề: Báo cáo tháng 3",
        "Từ: Chi bộ <cb@example.vn>",
        "Đến: Đảng ủy",
        "Ngày: 08/03/2021 14:30",
        "Kính gửi Đảng ủy.",
        "Chi bộ xin báo cáo.",
    ]


@pytest.mark.parametrize("codepage", [{}, {"x3FFD0003": 1258}, {"x3FFD0003": 9999}])
def test_outlook_without_unicode(codepage: dict[str, int]) -> None:
    streams = {ROOT: properties(32, **codepage), "__substg1.0_1000001E": b"K\xea\xec hoa\xf2ch n\xe3m cu\xd2a chi b\xf4\xf2"}
    assert texts(compound(streams), True) == ["Kế hoạch năm của chi bộ"]


def test_outlook_with_html_alone() -> None:
    streams = {ROOT: properties(32, x3FDE0003=65001), "__substg1.0_10130102": "<p>Kính gửi</p><p>Đảng ủy</p>".encode()}
    assert texts(compound(streams), True) == ["Kính gửi", "Đảng ủy"]


def test_outlook_with_rtf_alone() -> None:
    from compressed_rtf import compress

    rtf = b"{\\rtf1 Ch\\u224? }"
    assert held(msg({"__substg1.0_10090102": compress(rtf)}), True) == [("noi-dung-thu.rtf", rtf)]


def test_outlook_attachments() -> None:
    one, two, three, four = (f"__attach_version1.0_#0000000{n}/" for n in range(4))
    inner = f"{two}__substg1.0_3701000D/"
    deep = f"{inner}__attach_version1.0_#00000000/"
    data = msg(
        {
            f"{one}__substg1.0_37010102": b"%PDF-1",
            f"{one}__substg1.0_3707001F": wide("Nghị quyết/05.pdf"),
            f"{two}{ROOT}": properties(8, x37050003=5),
            f"{inner}{ROOT}": properties(24, x00390040=TICKS),
            f"{inner}__substg1.0_0037001F": wide("Thư trong thư"),
            f"{inner}__substg1.0_1000001F": wide("Bên trong."),
            f"{deep}__substg1.0_37010102": b"2",
            f"{deep}__substg1.0_3707001F": wide("b.txt"),
            f"{three}__substg1.0_37010102": b"\x89PNG",
            f"{three}__substg1.0_3712001F": wide("logo"),
            f"{three}__substg1.0_370E001F": wide("image/png"),
            f"{four}{ROOT}": properties(8, x37050003=7),
            f"{four}__substg1.0_3707001F": wide("Ở nơi khác.docx"),
        }
    )
    found = held(data, True)
    assert [name for name, _ in found] == ["Nghị quyết-05.pdf", "Thư trong thư.eml", "Ở nơi khác.docx"]
    assert (found[0][1], found[2][1]) == (b"%PDF-1", Problem.UNSUPPORTED)
    assert isinstance(found[1][1], bytes)
    assert texts(found[1][1]) == ["Tiêu đề: Thư trong thư", "Ngày: 08/03/2021 14:30", "Bên trong."]
    assert held(found[1][1]) == [("b.txt", b"2")]


def test_outlook_that_is_broken() -> None:
    with pytest.raises((OSError, ValueError)):
        mail.read(msg({})[:600], True)


def test_headers_with_stray_bytes_never_fail() -> None:
    assert eml.letter(b"Subject: \xff\xfe\x80\r\nFrom: =?utf-8?Q?=\r\n\r\nx").body[-1].text == "x"

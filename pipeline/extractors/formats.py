"""Formats, told by content and never by name; a suffix only breaks the tie where bytes say nothing."""

import io
import re
import struct
import zipfile
from enum import StrEnum

from pipeline.extractors.limits import TooLargeError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 1024  # the mark %PDF may stand behind as many bytes
_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 100_000  # entries of a zip's directory: each costs a kilobyte before any is looked at
_OF_PROGRAMS = re.compile(r"\[Content_Types\]\.xml|META-INF/MANIFEST\.MF|Index/Document\.iwa|FixedDocSeq\.fdseq")  # visio, jar, pages, xps
_MANIFEST = "META-INF/manifest.xml"
_FILEPASS = 0x2F
_TAR = 257  # place of the mark "ustar"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_HEIF = re.compile(rb"ftyp(?:heic|heix|hevc|hevx|heim|heis|mif1|msf1|avif|avis)")
_BITMAP = re.compile(rb"BM.{4}\0{4}", re.DOTALL)
_MEDIA = re.compile(rb"....ftyp|RIFF....(?:AVI |WAVE)|OggS|ID3|\x1aE\xdf\xa3|fLaC|MThd|FLV\x01|\xff\xfb|\0\0\x01[\xba\xb3]", re.DOTALL)
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p|title)\b", re.IGNORECASE)
_MAIL = re.compile(
    rb"\s*(?:From [^\n]*\n)?(?:^[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?^(?:From|Subject|Date|MIME-Version|Received|Message-ID):",
    re.MULTILINE | re.IGNORECASE,
)
_FLAT = re.compile(rb"<\?mso-application\s|<(?:office:document|w:wordDocument|pkg:package|Workbook)\b")
_UPPER = frozenset((0, 1, 3, 0x1E, 0x20))  # upper halves of Latin letters, of marks and of dashes
_MAIL_LINES = re.compile(rb"^(?:From|To|Subject|Date|MIME-Version|Received|Message-ID|Content-Type):", re.MULTILINE | re.IGNORECASE)


class Format(StrEnum):
    """What a file is."""

    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    PPTX = "pptx"
    PPT = "ppt"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"
    IMAGE = "image"
    EML = "eml"
    MSG = "msg"
    ZIP = "zip"
    LIBARCHIVE = "libarchive"  # 7z, rar, tar, compressed or not
    FLAT = "flat"  # an office document in one XML file, or a presentation of OpenDocument
    LOCKED = "locked"  # an Office file behind a password
    UNKNOWN = "unknown"


CONTAINERS = frozenset({Format.ZIP, Format.LIBARCHIVE})
"""Formats that are no documents themselves."""

PROMISED = {
    ".docx": Format.DOCX, ".docm": Format.DOCX, ".dotx": Format.DOCX, ".doc": Format.DOC, ".xlsx": Format.XLSX, ".xlsm": Format.XLSX,
    ".xls": Format.XLS, ".pptx": Format.PPTX, ".pdf": Format.PDF, ".odt": Format.ODT, ".ods": Format.ODS, ".rtf": Format.RTF,
    ".jpg": Format.IMAGE, ".jpeg": Format.IMAGE, ".png": Format.IMAGE, ".tif": Format.IMAGE, ".tiff": Format.IMAGE, ".heic": Format.IMAGE,
    ".zip": Format.ZIP, ".7z": Format.LIBARCHIVE, ".rar": Format.LIBARCHIVE, ".msg": Format.MSG, ".ppt": Format.PPT,
}  # fmt: skip
"""Formats that a suffix promises: bytes that keep no promise are a broken file, not an unknown one."""


def format_of(data: bytes, suffix: str) -> Format:
    """Format of a file by its bytes. ``suffix``: lower case, with the point. Raises zipfile.BadZipFile where a zip is cut off."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    if _archive(data):
        return Format.LIBARCHIVE
    if b"%PDF-" in data[:_HEAD]:
        return Format.PDF
    if data.startswith(_IMAGES) or _BITMAP.match(data) or _HEIF.match(data[4:16]) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Format.IMAGE
    if data[:_HEAD].lstrip()[:5].lower() == b"{\\rtf":
        return Format.RTF
    if _MEDIA.match(data):
        return Format.UNKNOWN
    return _of_text(data, suffix)


def _zipped(data: bytes) -> Format:
    if data.count(_ENTRY) > _MOST_ENTRIES:
        raise TooLargeError("zip")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
            kind = archive.read("mimetype")
            if b"opendocument" in kind and _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
                return Format.LOCKED
            if b"opendocument.text" in kind:
                return Format.ODT
            if b"opendocument.spreadsheet" in kind:
                return Format.ODS
            return Format.FLAT if b"opendocument.presentation" in kind else Format.UNKNOWN
    if any(re.fullmatch(r"word/document\w*\.xml", name) for name in names):
        return Format.DOCX
    if any(name.startswith("xl/workbook.") for name in names):
        return Format.XLSX
    if any(name.startswith("ppt/presentation.") for name in names):
        return Format.PPTX
    return Format.UNKNOWN if any(map(_OF_PROGRAMS.fullmatch, names)) else Format.ZIP


def _compound(data: bytes) -> Format:
    """Old Office files and Outlook letters: told by the names of their streams."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as file:
        for stream, told in _STREAMS:
            if file.exists(stream):
                return Format.LOCKED if told is Format.XLS and _locked(file.openstream(stream).read(64)) else told
    return Format.UNKNOWN


def _locked(stream: bytes) -> bool:
    """True where a workbook's first records hold FILEPASS: all behind it is encrypted."""
    at = 0
    while at + 4 <= len(stream):
        record, size = struct.unpack_from("<HH", stream, at)
        if record == _FILEPASS:
            return True
        at += 4 + size
    return False


_STREAMS = (
    ("EncryptedPackage", Format.LOCKED),
    ("WordDocument", Format.DOC),
    ("Workbook", Format.XLS),
    ("Book", Format.XLS),
    ("PowerPoint Document", Format.PPT),
    ("__properties_version1.0", Format.MSG),
)


def _archive(data: bytes) -> bool:
    return (
        data.startswith((b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"))
        or data[_TAR : _TAR + 5] == b"ustar"
    )


def _of_text(data: bytes, suffix: str) -> Format:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _wide(head):
        return Format.HTML if _TAG.search(head.replace(b"\0", b"")) else Format.TEXT
    if (suffix == ".eml" or _MAIL.match(head)) and len(_MAIL_LINES.findall(head)) >= 2:
        return Format.EML
    if b"\0" in head or sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head) > 0.01 * len(head):
        return Format.UNKNOWN
    if _FLAT.search(head):
        return Format.FLAT
    return Format.HTML if _TAG.search(head) or suffix in (".htm", ".html") else Format.TEXT


def _wide(head: bytes) -> bool:
    """Whether bytes without a mark of their order are UTF-16: nearly all of one half are upper halves of Vietnamese letters."""
    halves = head[::2], head[1::2]
    return any(
        upper.count(0) > 0 and lower.count(0) == 0 and sum(byte in _UPPER for byte in upper) >= 0.95 * len(upper)
        for upper, lower in (halves, halves[::-1])
    )

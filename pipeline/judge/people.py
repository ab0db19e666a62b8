"""People: how many members a cell has by its own papers, and how many of them personal papers are from."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.model import Document, Kind, Role
from pipeline.text.fold import fold

_COUNTED = r"(?:đảng viên|đồng chí|đ/c|ĐV)"
_MEMBERS = re.compile(
    rf"\d{{1,3}}\s*/\s*(\d{{1,3}})\s*(?:\([^)]{{0,20}}\)\s*)?{_COUNTED}|"
    rf"tổng số (?:{_COUNTED}[^.\d]{{0,20}})?(\d{{1,3}})(?=\s*(?:{_COUNTED}|[.,;(]|$))|"
    rf"chi bộ (?:hiện )?có (\d{{1,3}}) {_COUNTED}|có mặt\s*:?\s*(?:đủ )?\d{{1,3}}\s*/\s*(\d{{1,3}})",
    re.IGNORECASE | re.MULTILINE,
)
_OPENING = 2500  # characters of minutes in which the members are told
_PERSONAL = 1500  # characters of a personal paper in which its writer is named
_NAME = r"([A-ZĐÀ-Ỹ][a-zà-ỹđ]*(?:[ \t]+[A-ZĐÀ-Ỹ][a-zà-ỹđ]*){1,5}|[A-ZĐÀ-Ỹ]{2,}(?:[ \t]+[A-ZĐÀ-Ỹ]{1,}){1,5})"
_LABEL = (
    r"(?:Họ và tên|Họ, tên|Họ tên|HỌ VÀ TÊN|HỌ TÊN|(?:Tôi|Em) tên(?: là)?|Tên tôi là|Tôi là|Em là|"
    r"(?:Người|NGƯỜI) (?:lập|viết|cam kết|đăng ký)|Đảng viên|đảng viên|đồng chí|Đồng chí|đ/c|Đ/c|ĐV)"
)
_WRITER = re.compile(rf"{_LABEL}\s*(?:[(][^)]*[)]\s*)?:?\s*{_NAME}")
_COLUMN = re.compile(r"ho (?:va |, )?ten|dang vien|dong chi|nguoi (?:cam ket|dang ki|dang ky)")


def members_of(documents: Sequence[Document]) -> int | None:
    """Number of the cell's members: the total that most minutes name."""
    counts: Counter[int] = Counter()
    for document in documents:
        if document.profile.kind is Kind.MINUTES and not document.problems:
            for found in _MEMBERS.finditer(document.text[:_OPENING]):
                counts[int(next(filter(None, found.groups())))] += 1
    return max(counts, key=lambda n: (counts[n], n)) if counts else None


def people(documents: Sequence[Document]) -> int:
    """How many people the papers are from: the names in their tables, else the writer; a paper without a name counts as one person."""
    names: set[str] = set()
    nameless = 0
    for document in documents:
        told = set(_rows(document)) or {n for n in [_writer(document)] if n}
        names |= told
        nameless += not told
    return len(names) + nameless


def _writer(document: Document) -> str | None:
    found = _WRITER.search(document.text[: document.profile.body + _PERSONAL])
    return _plain(found.group(1)) if found else None


def _rows(document: Document) -> Iterator[str]:
    """Names in the column of names of a paper's tables."""
    column: int | None = None
    for passage in document.passages:
        if passage.role is Role.TABLE_HEADER:
            column = next((i for i, cell in enumerate(passage.cells) if _COLUMN.search(fold(cell))), None)
        elif passage.role is Role.ROW and column is not None and column < len(passage.cells):
            found = re.fullmatch(rf"\s*{_NAME}\s*", passage.cells[column])
            if found:
                yield _plain(found.group(1))


def _plain(name: str) -> str:
    return " ".join(fold(name).split())

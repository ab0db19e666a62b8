"""Kind and title: the line that names the kind of paper and the lines that say what it is about (trích yếu)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.describe.lines import Line, is_motto
from pipeline.describe.misread import Misread
from pipeline.model import Kind, Lexicon, Span
from pipeline.text.fold import fold, tokens
from pipeline.text.terms import Terms

_OPENS_BODY = re.compile(
    r"\s*(?:[-–+*•]\s|\d{1,2}\s*[./)]\s|[IVX]{1,4}\s*[./)]\s|Hôm nay|Vào (?:lúc|hồi)|Căn cứ|Kính gửi|Tôi |Họ và tên|Họ tên|\(?Đã ký|Lúc \d|"
    r"(?:Thời gian|Địa điểm|Thành phần)\s*:|Chương [IVX\d]|Điều \d|Phần (?:thứ|[IVX\d])|Hội nghị bắt đầu|[^\t]*\t)"
)
_PROSE = re.compile(
    r"\s*(?:Thực hiện |Chi bộ .{3,60}(?:báo cáo|tổ chức|tiến hành|họp|xây dựng|đăng ký)|Thông qua |Qua |Đơn vị|"
    r"Tập thể .{3,60}(?:đăng ký|báo cáo)|Kính |Sau (?:khi|một|\d)|Để |Nhằm |Được sự|Bắt đầu|[A-ZĐ][^:]{0,40}:(?!\s*[“\"]))"
)
_OPENS_MISREAD = re.compile(fold(_OPENS_BODY.pattern))
_RUNS_ON = re.compile(r"\s(?:[*•+]\s|Tôi (?:là|tên)|Hôm nay|Căn cứ|Kính gửi).*")
_RULE = re.compile(r"[-–—_*=.\s]+$")
_LAST = 30  # lines in which a title is looked for
_SUBJECT_LINES = 5
_KIND_WORDS = 8  # words of a line in capitals in which a mark may be wrong: "BÀO CÁO"
_SAYS = 6  # words of a title line that names its subject


@dataclass(frozen=True, slots=True)
class Title:
    """``kind``: as titled. ``subject``: text of the title block after the words of the kind. ``end``: its last line's number."""

    kind: Kind
    span: Span
    subject: str
    line: int
    end: int


class Titles:
    """Knows the words that open the title of each kind of paper."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._kinds: dict[int, Kind] = {}
        phrases = {p: k for k, words in lexicon.kinds.items() for p in words["title"]}
        self._terms = Terms(phrases)
        self._misread = Misread(phrases)
        for phrase, kind in phrases.items():
            self._kinds[self._terms.number[phrase]] = kind

    def kind_at_start(self, text: str, recognised: bool = False) -> tuple[Kind, int] | None:
        """Kind named by the first words of a text, and the end of those words; the longest phrase wins.

        ``recognised``: read in a picture, where marks may be wrong.
        """
        found = tokens(text)
        terms = self._terms.find(found, _everywhere) if recognised else self._terms.find(found)
        best = max((o for o in terms if o.first == 0), key=lambda o: o.end, default=None)
        if best is None or (best.end == 1 and best.exact < 1 and len(found) > 1):
            return None
        return self._kinds[best.term], found.ends[best.end - 1]

    def kind_of(self, line: Line) -> tuple[Kind, int] | None:
        """Kind named by the first words of a line, and the end of those words."""
        named = self.kind_at_start(line.text, line.recognised or (line.capital and len(line.text.split()) <= _KIND_WORDS))
        return self._misread.kind(line.text) if named is None and line.recognised and line.capital else named

    def find(self, head: tuple[Line, ...], text: str) -> Title | None:
        """The title among the first lines: first lines that look like one, then any that open with the words of a kind."""
        for plain in (False, True):
            for i, line in enumerate(head[:_LAST]):
                if is_motto(line.text) or (not plain and not (line.capital or line.bold or line.centred)):
                    continue
                if plain and (len(line.text.split()) > 25 or i > 16 or not line.text[0].isupper()):
                    continue
                made = self.at(head, i, text)
                if made:
                    return made
        return None

    def at(self, head: Sequence[Line], i: int, text: str) -> Title | None:
        """The title that begins with line ``i``, where that opens with the words of a kind."""
        line = head[i]
        alone = self.kind_of(line)
        if alone is None:
            return None
        end = subject_end(head, i)
        kind = alone[0]
        if i + 1 <= end and len(line.text.split()) <= 3:
            both = self.kind_at_start(f"{line.text} {head[i + 1].text}", line.recognised)
            kind = both[0] if both else kind
        span = Span(line.span.start, head[end].span.end)
        subject = " ".join(text[line.span.start + alone[1] : span.end].split()).strip(" :-–*")
        if line.recognised:
            subject = _RUNS_ON.sub("", subject)
        return Title(kind, span, subject, i, end)


def _everywhere(_token: int) -> bool:
    return True


def subject_end(head: Sequence[Line], title: int) -> int:
    """Number of the last line of the title block that begins with the line ``title``."""
    end = title
    look = None
    for i in range(title + 1, min(len(head), title + 1 + _SUBJECT_LINES)):
        line = head[i]
        if line.page != head[title].page:
            break
        if _RULE.fullmatch(line.text) or opens_body(line) or is_motto(line.text) or len(line.text) > 260:
            break
        if _PROSE.match(line.text) and not (line.centred or line.bold):
            break
        this = (line.bold, line.centred)
        goes_on = line.recognised and line.text[0].islower()
        if look is not None and not goes_on and this != look and i != title + 1 and not (line.recognised and line.centred):
            break
        if line.text.endswith(".") and not (line.bold or line.centred) and len(line.text) > 120:
            break
        if (
            look is None
            and not goes_on
            and not any(this)
            and _says(head[title])
            and (head[title].bold or head[title].centred or head[title].capital)
        ):
            break
        if look is None and not any(this) and (head[title].bold or head[title].centred) and len(line.text) > 160:
            break
        look = this
        end = i
        if _joined(line, head, i):
            continue
        if not any(this) and not line.capital:
            break
    return end


def opens_body(line: Line) -> bool:
    """True where a line opens the body of a paper: a number, a date, a basis, a person."""
    return bool(_OPENS_BODY.match(line.text) or (line.recognised and _OPENS_MISREAD.match(fold(line.text))))


def _says(line: Line) -> bool:
    """True where a title line says more than the kind, so that a plain next line is the body's."""
    return len(line.text.split()) >= _SAYS


def _joined(line: Line, head: Sequence[Line], i: int) -> bool:
    """True where a title line goes on in the next: an open quotation or parenthesis, or a lower-case next line."""
    text, following = line.text, head[i + 1] if i + 1 < len(head) else None
    if text.count("“") > text.count("”") or text.count("(") > text.count(")"):
        return True
    if following is None:
        return False
    return following.text[0].islower() or (line.recognised and following.centred and text[-1] not in ".;:")

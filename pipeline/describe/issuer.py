"""Issuer: who wrote a paper, and what that body is to the inspected cell."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from pipeline.describe.lines import Line, is_motto
from pipeline.model import Body, Kind, Lexicon
from pipeline.text.fold import fold, tokens
from pipeline.text.numbers import document_numbers
from pipeline.text.terms import Terms

_CELL = re.compile(r"\bchi b(?:o|ộ)\b", re.IGNORECASE)
_MEMBER_OF = re.compile(
    r"(?:sinh hoạt (?:đảng )?tại|sinh hoạt|đảng viên|thuộc|đơn vị)\s*:?\s*((?:đảng bộ|chi bộ)\s+[^.,;:\n\t]{2,60})", re.IGNORECASE
)
_SAME = 84.0  # per cent of agreement of two names of one cell
_NUMBER = re.compile(r"^(?:s[ốoôó6]|só)\b\s*[:.;]?\s*(?:[\d.…_/\-]|$)", re.IGNORECASE)
_DATE = re.compile(r"ng\s?[àa]y\b.*th\s?[áa]ng", re.IGNORECASE)
_ORDER = (Body.INSPECTORATE, Body.UNION, Body.RESIDENCE, Body.OWN, Body.SUPERIOR, Body.EMPLOYER)
_UNIT = re.compile(
    r"(?:Công đoàn(?: cơ sở)?|CĐCS|Chi đoàn|Chi hội)\s+("
    r"(?:Công ty|Sở|Trường|Bệnh viện|Chi cục|Cục|Trung tâm|Tòa án|Kho bạc|Ngân hàng|Xí nghiệp|Đài|Viện)\s[^,.;:\n\t]{2,60}?"
    r")(?=\s+(?:đạt|hoàn thành|xếp|là|có|năm|đã|thuộc|được|tỉnh|vững)|[,.;:\n\t(]|$)"
)
_OPENS_CELL = ("chi bo ", "chi uy chi bo ", "ban chi uy chi bo ", "bch chi bo ", "dang uy bo phan", "dang bo bo phan")
_PARTS = re.compile(r"\s[-–]\s|\s*\(|\)|\s*[,;:|]\s*|\s+(?=năm (?:học )?\d{4})", re.IGNORECASE)
_LEGAL_FORM = frozenset("co phan ctcp cp tnhh mtv".split())
_BARE = ("chi bo", "chi uy", "dang bo", "dang uy", "chi uy chi bo")
_PART_OF_A_BODY = ("ban thuong vu", "ban chap hanh", "bch", "btv", "thuong truc", "ban thuong truc")
_NAMELESS = ("", "chi bo", "chi ui", "dang ui bo phan", "dang bo bo phan")
_PERSONAL = frozenset({Kind.COMMITMENT, Kind.SELF_REVIEW, Kind.APPLICATION, Kind.REGISTRATION})


def organisation_lines(above: Sequence[Line], bodies: "Bodies") -> list[str]:
    """Lines above the title that name bodies: no motto, number, date or rule, and nothing that recognition made of a seal."""
    kept: list[str] = []
    for line in above:
        text = line.text
        folded = fold(text)
        if is_motto(text) or is_number(text) or "\t" in text or _DATE.search(text) or not any(c.isalpha() for c in text) or len(text) > 110:
            continue
        if folded.startswith(("doc lap", "mau ", "v/v", "kinh gui", "du thao", "***", "toi mat", "tuyet mat", "phu luc", "den ")):
            continue
        if line.page is not None and line.capital and kept and not bodies.knows(text):
            kept[-1] = f"{kept[-1]} {text}"
            continue
        if line.recognised and not bodies.knows(text):
            continue
        kept.append(text)
    return _joined(kept)


def organisations_of_title(lines: Sequence[Line], bodies: "Bodies") -> list[str]:
    """Bodies that the lines of a register's or list's title name: "CHI BỘ TRƯỜNG HOA SEN - NĂM 2021"."""
    parts = (part.strip() for line in lines for part in _PARTS.split(line.text))
    return [part for part in parts if len(part.split()) > 1 and bodies.opens(part)]


def is_number(text: str) -> bool:
    """A line that begins with the number of a paper, or with the place left for it: "Số 05-BC/CB", "Số …/BC"."""
    return bool(_NUMBER.match(text))


def _joined(kept: list[str]) -> list[str]:
    """A name that runs over two lines: the second begins with "và", "các", "tỉnh" or follows a hyphen, a comma or a bare "Chi bộ"."""
    made: list[str] = []
    for text in kept:
        opens = fold(text).split(" ", 1)[0]
        open_end = made and (made[-1].rstrip().endswith((",", "-", "–")) or fold(made[-1]).strip() in _BARE)
        if made and (open_end or opens in ("va", "cac", "tinh", "thanh", "huyen", "doanh")):
            made[-1] = f"{made[-1]} {text}"
        else:
            made.append(text)
    return made


def cell_in(texts: Iterable[str]) -> str | None:
    """The last line that names a cell: "CHI BỘ SỞ TÀI CHÍNH". "CHI BỘ ………" names none."""
    named = (_name(t) for t in texts if fold(t).strip().startswith(_OPENS_CELL))
    return next(iter([n for n in named if _bare(n) not in _NAMELESS][-1:]), None)


def _name(line: str) -> str:
    found = _CELL.search(line)
    name = line[found.start() :] if found and not fold(line).startswith("dang") else line
    return " ".join(re.sub(r"[*_]+|\s-\s*$", " ", name).split()).strip(" :.-–")


def member_of(opening: str) -> str | None:
    """The cell that a personal paper says its writer belongs to."""
    found = _MEMBER_OF.search(opening)
    return _name(found.group(1)) if found and _CELL.search(found.group(1)) else None


def name_of_cell(candidates: Sequence[str], texts: Iterable[str]) -> str:
    """The name that most papers carry, written as in running text. Candidates that agree are counted together."""
    groups: list[list[str]] = []
    for name in candidates:
        group = next((g for g in groups if same_cell(g[0], name)), None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    if not groups:
        return ""
    largest = max(groups, key=len)
    best = Counter(largest).most_common(1)[0][0]
    return _as_written(best, texts)


def _as_written(name: str, texts: Iterable[str]) -> str:
    """The spelling in small letters that running text uses most, else the name with a capital first letter."""
    if not name.isupper():
        return name
    pattern = re.compile(re.escape(name).replace(r"\ ", r"\s+"), re.IGNORECASE)
    seen = Counter(" ".join(m.group().split()) for text in texts for m in pattern.finditer(text) if not m.group().isupper())
    if not seen:
        return name.capitalize()
    written = seen.most_common(1)[0][0]
    return written[0].upper() + written[1:]


def _bare(name: str) -> str:
    folded = " ".join(tokens(name).folded)
    return re.sub(r"^(?:ban )?(?:chi (?:bo|ui|uy)|bch|ban chap hanh|dang (?:uy|ui|bo))(?: bo phan)?(?: chi bo)? ", "", folded)


def _spelled(name: str, other: str) -> str:
    """A name whose abbreviations are written out as the other name does: "tand" beside "toa an nhan dan"."""
    words, beside = name.split(), other.split()
    initials = "".join(w[0] for w in beside)
    made = []
    for word in words:
        at = initials.find(word) if len(word) > 1 and word not in beside else -1
        made += beside[at : at + len(word)] if at >= 0 else [word]
    return " ".join(w for w in made if w not in _LEGAL_FORM)


def same_cell(a: str, b: str) -> bool:
    """True where two names mean one cell, abbreviated or not; numbers ("Chi bộ 1", "Chi bộ 2") have to agree."""
    first, second = _bare(a), _bare(b)
    first, second = _spelled(first, second), _spelled(second, first)
    if sorted(re.findall(r"\d+", first)) != sorted(re.findall(r"\d+", second)):
        return False
    return fuzz.ratio(first, second) >= _SAME or (
        min(len(first), len(second)) > 5 and (f" {first} " in f" {second} " or f" {second} " in f" {first} ")
    )


class Bodies:
    """Tells what a body is from its name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._bodies: dict[int, Body] = {}
        phrases = {p: b for b, words in lexicon.organisations.items() for p in words}
        self._terms = Terms(phrases)
        for phrase, body in phrases.items():
            self._bodies[self._terms.number[phrase]] = body

    def knows(self, text: str) -> bool:
        """True where a line that was recognised opens with the name of a body."""
        return any(o.first == 0 for o in self._terms.find(tokens(text), lambda _token: True))

    def opens(self, text: str) -> bool:
        """True where a text opens with the name of a body."""
        return any(o.first == 0 and o.exact == 1.0 for o in self._terms.find(tokens(text)))

    def _of(self, text: str) -> Body:
        """What the words that open a name say, the longest phrase first."""
        found = [o for o in self._terms.find(tokens(text)) if o.first <= 1]
        best = max(found, key=lambda o: (o.end - o.first, -_ORDER.index(self._bodies[o.term])), default=None)
        return self._bodies[best.term] if best else Body.UNKNOWN

    def classify(self, organisations: Sequence[str], kind: Kind, number: str | None, cell: str, opening: str) -> tuple[Body, str | None]:
        """What the issuer is to ``cell``, and its name. The last line of the head's left block is the issuer."""
        named = cell_in(organisations)
        own = organisations[-1] if organisations else None
        member = member_of(opening) if kind in _PERSONAL else None
        if named is None and member is not None:
            return (Body.OWN if not cell or same_cell(member, cell) else Body.OTHER_CELL), member
        if own and len(organisations) > 1 and fold(own).strip() in _PART_OF_A_BODY:
            own = organisations[-2]
        last = self._of(own) if own else Body.UNKNOWN
        if named and last not in (Body.UNION, Body.INSPECTORATE):
            by = self._cell(named, cell)
            above = any(self._of(o) is Body.RESIDENCE for o in organisations)
            return (Body.RESIDENCE if by is Body.OTHER_CELL and kind is Kind.OPINION and above else by), named
        if _by_number(number) is Body.INSPECTORATE:
            return Body.INSPECTORATE, own
        if last is Body.UNKNOWN:
            last = next((b for o in reversed(organisations) if (b := self._of(o)) is not Body.UNKNOWN), Body.UNKNOWN)
        if last is Body.UNKNOWN:
            last = _by_number(number)
        if last is Body.OWN and own and _CELL.search(fold(own)) is None and "dang uy" not in fold(own):
            return Body.OWN, own
        return (self._default(kind, opening), own) if last is Body.UNKNOWN else (last, own)

    def _cell(self, named: str, cell: str) -> Body:
        if not cell or same_cell(named, cell):
            return Body.OWN
        return Body.RESIDENCE if self._of(named) is Body.RESIDENCE else Body.OTHER_CELL

    @staticmethod
    def _default(kind: Kind, opening: str) -> Body:
        if kind in _PERSONAL or kind in (Kind.REGISTER, Kind.LIST, Kind.OPINION):
            return Body.OWN
        return Body.OWN if _CELL.search(fold(opening[:600])) else Body.UNKNOWN


def of_another_unit(text: str, cell: str) -> str | None:
    """The unit whose organisation a superior union's paper speaks of, where it names units and none is the cell's."""
    named = [" ".join(m.group(1).split()) for m in _UNIT.finditer(text)]
    return named[0] if named and cell and not any(same_cell(n, cell) for n in named) else None


def _by_number(number: str | None) -> Body:
    """The letters after the slash: /CB the cell, /ĐU, /TU, /TW a superior."""
    found = document_numbers(number) if number else ()
    body = found[0].body.upper() if found else ""
    if "TTND" in body:
        return Body.INSPECTORATE
    if body.startswith("CB") or body == "ĐUBP":
        return Body.OWN
    return Body.SUPERIOR if body.startswith(("ĐU", "TU", "TW", "HU", "BTC", "BTG", "UBKT")) else Body.UNKNOWN

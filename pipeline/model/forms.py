"""What is asked for: a form, its requirements and rules, and the words of the field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.papers import Span
from pipeline.model.vocabulary import Body, Cadence, Kind, Meeting, Needs, Proof, Reason


@dataclass(frozen=True, slots=True)
class Example:
    """A hit or a trap of a requirement: text with the expected span, and the reason why a trap is refused.

    ``about``: further features of the document that it is meant to stand in (kind, by, meeting, period).
    """

    text: str
    span: Span
    reason: Reason | None = None
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to recognise a requirement.

    ``matcher``: module of ``matchers``. ``all``: groups of terms, one of each has to stand within ``within``;
    the first group is the act, to which negation and tense apply. ``none``: terms that must not stand there.
    ``under``: terms one of which the heading above has to hold. ``allow``: contexts that do not refuse.
    ``rows``: least number of filled rows (table) or of words (section). ``pattern``: spaCy token pattern.
    ``figure``: a number has to stand within reach. ``whole``: the act is a word of its own in the segmentation
    ("đơn", not the first syllable of "đơn vị"). ``reason``: set on rules that refuse what they match.
    """

    matcher: str
    all: tuple[tuple[str, ...], ...] = ()
    none: tuple[str, ...] = ()
    within: str = "sentence"  # clause, sentence, passage, document or window (of ``reach`` words)
    reach: int = 0
    under: tuple[str, ...] = ()
    allow: frozenset[Reason] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    reason: Reason | None = None
    weight: float = 1.0
    rows: int = 0
    pattern: tuple[Mapping[str, object], ...] = ()
    figure: bool = False
    ordered: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """One checkable thing that a row of the form asks for."""

    id: str
    criterion: str
    name: str
    proof: Proof
    kinds: frozenset[Kind]
    cadence: Cadence
    rules: tuple[Rule, ...]
    source: str
    hits: tuple[Example, ...]
    traps: tuple[Example, ...]
    months: tuple[int, ...] = ()
    count: int = 0
    optional: bool = False  # if-any: absence alone is not a fault
    unless: tuple[Rule, ...] = ()  # statements that lift the duty
    unless_hits: tuple[Example, ...] = ()
    demanded_by: tuple[Rule, ...] = ()  # mentions that make an optional paper due
    demand_hits: tuple[Example, ...] = ()
    refuse: tuple[Rule, ...] = ()
    none_arose: tuple[Rule, ...] = ()  # statements that nothing of the kind arose, and that something did: contradictions
    none_hits: tuple[Example, ...] = ()
    some_arose: tuple[Rule, ...] = ()
    some_hits: tuple[Example, ...] = ()
    issuers: frozenset[Body] = frozenset({Body.OWN})
    meetings: frozenset[Meeting] = frozenset()
    needs: Needs = Needs.DONE
    period: tuple[str, ...] = ()  # patterns of periods that count; empty: any of the inspected year
    counted: bool = False  # personal papers, counted against the number of members
    sides: tuple[frozenset[Kind], ...] = ()  # two-sided requirements: kinds of each side
    targets: bool = False
    row: str = ""  # the row of the form at which its result stands
    ask: str = ""  # what a cell is asked to hand in where it is missing, after "Đề nghị chi bộ bổ sung"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the form. ``id`` is the full path (I.2.1.2), ``printed`` the number as printed, ``of`` the criterion.

    ``on_site``: what no file can prove and has to be looked at on site.
    """

    id: str
    of: str
    printed: str
    criterion: str
    check: str
    evidence: str
    on_site: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Regulation:
    """A cited text: number, words and letters of its type, letters of its issuer, other names."""

    key: str
    number: str
    types: tuple[str, ...]
    bodies: tuple[str, ...]
    names: tuple[str, ...] = ()
    title: str = ""
    bare: bool = True  # the type word and number alone identify it


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of the field: concepts, regulations, cues, kinds, organisations."""

    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    regulations: Mapping[str, Regulation] = field(default_factory=dict)
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[Kind, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    organisations: Mapping[Body, tuple[str, ...]] = field(default_factory=dict)
    meetings: Mapping[Meeting, tuple[str, ...]] = field(default_factory=dict)
    abbreviations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """An inspection form as data, for one year. ``columns``: headings of its four columns; ``issuer``: lines of the inspecting body."""

    id: str
    title: str
    year: int
    rows: tuple[Row, ...]
    requirements: tuple[Requirement, ...]
    lexicon: Lexicon
    basis: str = ""
    columns: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()

"""The nouns of the program: what is read, what is asked for and what is found.

Every value is immutable. Text is Unicode NFC; every span is ``[start, end)`` in characters of ``Document.text``
(for a passage: of its own text). Pages and paragraphs count from 1. Meanings are those of the findings format, schema 1.
"""

from pipeline.model.findings import Evidence, Finding, Match, Refusal, Report, Target, number_of
from pipeline.model.forms import Example, Form, Lexicon, Regulation, Requirement, Row, Rule
from pipeline.model.papers import LOW_CONFIDENCE, Box, Document, Flag, Passage, Place, Profile, Reading, Source, Span
from pipeline.model.vocabulary import UNREADABLE, Body, Cadence, Kind, Meeting, Needs, Problem, Proof, Purpose, ReadBy, Reason, Role, Status

__all__ = [
    "LOW_CONFIDENCE",
    "UNREADABLE",
    "Body",
    "Box",
    "Cadence",
    "Document",
    "Evidence",
    "Example",
    "Finding",
    "Flag",
    "Form",
    "Kind",
    "Lexicon",
    "Match",
    "Meeting",
    "Needs",
    "Passage",
    "Place",
    "Problem",
    "Profile",
    "Proof",
    "Purpose",
    "ReadBy",
    "Reading",
    "Reason",
    "Refusal",
    "Regulation",
    "Report",
    "Requirement",
    "Role",
    "Row",
    "Rule",
    "Source",
    "Span",
    "Status",
    "Target",
    "number_of",
]

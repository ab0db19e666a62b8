"""The documents for people name what the program has: commands, options, matchers, contexts, keys."""

import re

from pipeline.cli import parser
from pipeline.form.rules import MATCHERS
from pipeline.model import Cadence, Reason, Status
from pipeline.text.wording import KINDS, PROBLEMS, REASONS, STATUSES
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
CRITERIA = (ROOT / "criteria" / "README.md").read_text("utf-8")


def test_every_command_stands_in_the_readme() -> None:
    commands = next(a for a in parser()._actions if a.choices)
    for name in commands.choices or ():
        assert f"minhchung {name}" in README, name


def test_the_two_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert f"\n{target}:" in makefile, target
    assert re.findall(r"^make (\w+)", README, re.MULTILINE) == ["demo", "test"]


def test_every_matcher_and_cadence_is_explained() -> None:
    for name in (*MATCHERS, *(c.value for c in Cadence)):
        assert name in CRITERIA, name


def test_every_context_that_refuses_is_explained() -> None:
    for reason in (
        Reason.NEGATED,
        Reason.FUTURE,
        Reason.AGENDA,
        Reason.LEGAL_BASIS,
        Reason.QUOTED,
        Reason.OTHER_BODY,
        Reason.CONDITION,
        Reason.OTHER_TIME,
    ):
        assert f"`{reason.value}`" in CRITERIA, reason


def test_every_word_of_the_closed_vocabularies_has_a_vietnamese_one() -> None:
    for vocabulary in (KINDS, PROBLEMS, REASONS, STATUSES):
        kind = type(next(iter(vocabulary)))
        assert set(vocabulary) == set(kind)
        assert all(vocabulary.values())
    for status in Status:
        assert STATUSES[status].lower() in README.lower()

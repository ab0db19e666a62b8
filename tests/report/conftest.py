"""Stored findings of the sample cell, read back."""

import pytest

from pipeline.model import Report
from pipeline.report import json
from pipeline.run import load_form
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def sample() -> Report:
    """The sample cell's report as it was last accepted; no folder is known."""
    return json.read((ROOT / "tests/golden/sample-findings.json").read_bytes(), load_form(None))

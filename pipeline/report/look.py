"""How a status looks: one set of colours for all reports, told apart without colour by their words and marks."""

from typing import NamedTuple

from pipeline.model import Status


class Look(NamedTuple):
    """``fill`` and ``ink``: background and text, RRGGBB, at least 4.5:1 apart. ``mark``: one character."""

    fill: str
    ink: str
    mark: str


LOOKS = {
    Status.FOUND: Look("DDEFD9", "1E5B24", "✓"),
    Status.PARTIAL: Look("FFF1C9", "6B4A00", "◐"),
    Status.MISSING: Look("F8D7D3", "8C1D18", "✗"),
    Status.NOT_REQUIRED: Look("E7E9EC", "4A5058", "–"),
    Status.REVIEW: Look("D9E6F7", "1B4480", "?"),
}
HEAD = Look("8C1D18", "FFFFFF", "")
"""Heading of a table."""

"""Coverage: which months or quarters the evidence reaches, and the status that follows."""

from collections.abc import Iterable, Sequence

from pipeline.model import Cadence, Requirement, Status
from pipeline.text.periods import month, quarter_of


def due(requirement: Requirement, year: int) -> tuple[str, ...]:
    """The periods that full coverage asks for; empty where the cadence has none."""
    if requirement.cadence is Cadence.MONTHLY:
        return tuple(month(year, m) for m in range(1, 13))
    if requirement.cadence is Cadence.MONTHS:
        return tuple(month(year, m) for m in requirement.months)
    return tuple(f"{year}-Q{q}" for q in range(1, 5)) if requirement.cadence is Cadence.QUARTERLY else ()


def covers(requirement: Requirement, period: str | None) -> str | None:
    """The due period that a document's period serves."""
    if period is None:
        return None
    return quarter_of(period) if requirement.cadence is Cadence.QUARTERLY else period


def covered(requirement: Requirement, periods: Iterable[str | None], year: int) -> tuple[str, ...]:
    """Due periods that are reached, in order."""
    reached = {covers(requirement, p) for p in periods}
    return tuple(p for p in due(requirement, year) if p in reached)


def status(requirement: Requirement, reached: Sequence[str], documents: int, year: int) -> Status:
    """Found, partial or missing by the cadence. ``documents``: how many distinct papers prove it."""
    if not documents:
        return Status.MISSING
    wanted = due(requirement, year)
    if wanted:
        return Status.FOUND if len(reached) == len(wanted) else Status.PARTIAL if reached else Status.MISSING
    if requirement.cadence is Cadence.COUNT and documents < requirement.count:
        return Status.PARTIAL
    return Status.FOUND

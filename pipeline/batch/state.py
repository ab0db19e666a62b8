"""The state of a cell's results, kept beside them: what they were made of, whether that failed, how its papers look to other cells."""

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from pipeline.batch.across import Mark
from pipeline.run import written

_NAME = ".trang-thai"


@dataclass(frozen=True, slots=True)
class State:
    """``key``: fingerprint of all that the results depend on, empty while they are being written.

    ``failed``: why there are none, in Vietnamese. ``unread``: a file was given up by accident (too slow, reader lost).
    ``name``: the cell's own.
    ``marks``: see ``across``; ``flags``: fingerprint of what other cells say of this one, as it stands in the reports.
    ``statuses``, ``before``: statuses of the requirements in these results and in those before.
    """

    key: str
    failed: str = ""
    unread: bool = False
    name: str = ""
    marks: tuple[Mark, ...] = ()
    flags: str = ""
    statuses: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)


def load(out: Path) -> State | None:
    """The state of the results in ``out``; None where there is none or it is broken."""
    try:
        return msgspec.msgpack.decode((out / _NAME).read_bytes(), type=State)
    except (OSError, msgspec.MsgspecError):
        return None


def save(out: Path, state: State) -> None:
    """Writes the state, whole or not at all. Raises OSError."""
    written({_NAME: msgspec.msgpack.encode(state)}, out)

"""Limits of what is read, so that a bomb costs one file."""

from dataclasses import dataclass, field

LARGEST = 500_000_000
"""Bytes of a file, or of all that an archive holds, unpacked."""

LARGEST_PART = 400_000_000
"""Bytes of one part of a zipped document, unpacked."""

MOST_PIXELS = 150_000_000
"""Pixels of a picture, unpacked."""

MOST_MEMBERS = 5000
"""Members of an archive."""

DEEPEST = 4
"""Archives within archives."""


@dataclass(slots=True)
class Left:
    """What one file may still unpack to, counted over all archives within it."""

    bytes: int = LARGEST
    members: int = MOST_MEMBERS

    def take(self, size: int) -> None:
        """Counts a member of ``size`` bytes."""
        self.bytes, self.members = max(0, self.bytes - size), max(0, self.members - 1)


@dataclass(frozen=True, slots=True)
class Room:
    """Where a member lies: the archives around it, and what these may still unpack to."""

    outer: tuple[str, ...] = ()
    left: Left = field(default_factory=Left)


class TooLargeError(Exception):
    """A file is or unpacks to more than is read."""

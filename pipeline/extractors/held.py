"""What a file holds besides its own text: members of an archive, attachments of a letter."""

from dataclasses import dataclass

from pipeline.model import Flag


@dataclass(frozen=True, slots=True)
class Held:
    """A member: its name within the container, ``/`` as separator and NFC, and its bytes, or ``flag``: why they are not to be had."""

    name: str
    data: bytes = b""
    flag: Flag | None = None

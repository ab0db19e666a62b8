"""Letters: their head and text as a Source, what is attached as members. Pictures that only adorn a letter are left out."""

from pipeline.extractors.held import Held
from pipeline.extractors.mail import eml, outlook
from pipeline.model import Source


def read(data: bytes, outlooks: bool) -> tuple[Source, list[Held]]:
    """Reads the bytes of a letter; ``outlooks``: as Outlook stores it."""
    letter = outlook.letter(data) if outlooks else eml.letter(data)
    return letter.source("msg" if outlooks else "eml"), list(letter.held)

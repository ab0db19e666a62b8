"""Text of documents in spreadsheets: never a formula."""


def harmless(value: object) -> object:
    """A text that begins like a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value

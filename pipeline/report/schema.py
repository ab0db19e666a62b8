"""The format of findings.json: its version, and the error of files that are none."""

SCHEMA = 1


class FindingsError(ValueError):
    """A file that is no findings.json of this form; the message is Vietnamese."""

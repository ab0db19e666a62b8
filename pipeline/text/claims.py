"""Claims: which characters of a text are spoken for, so that a later reader leaves them alone.

The cost of a question does not grow with what was claimed before.
"""

from collections.abc import Iterable

from pipeline.model import Span


class Claims:
    """The characters of a text of ``length`` that are taken."""

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        self._taken = bytearray(length)
        for span in spans:
            self.take(span)

    def free(self, span: Span) -> bool:
        """True where no character of the span is taken."""
        return self._taken.find(1, span.start, span.end) < 0

    def take(self, span: Span) -> None:
        self._taken[span.start : span.end] = b"\1" * (span.end - span.start)

    def take_free(self, span: Span) -> bool:
        """Takes a span if all of it is free; tells whether it was."""
        free = self.free(span)
        if free:
            self.take(span)
        return free

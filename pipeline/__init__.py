"""Minh Chứng: finds the evidence that an inspection form asks for in the folder of a Party cell, offline.

>>> from pipeline import check
>>> report = check("hồ sơ/chi bộ A")          # doctest: +SKIP
>>> to_frame(report).head()                   # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.report.frame import findings_frame as to_frame
    from pipeline.run import check

__all__ = ["check", "to_frame"]


def __getattr__(name: str) -> Any:
    """Imports on first use, so that ``import pipeline`` costs nothing."""
    if name == "check":
        from pipeline.run import check

        return check
    if name == "to_frame":
        from pipeline.report.frame import findings_frame

        return findings_frame
    raise AttributeError(name)

"""The command line. Messages for inspectors are Vietnamese; exit status 0, 1 where cells of a batch failed, or 2."""

import sys
from collections.abc import Sequence
from importlib import import_module

from pipeline.cli.arguments import parser

__all__ = ["main", "parser"]

_COMMANDS = {
    "check": "checking",
    "batch": "many",
    "watch": "over_time",
    "diff": "over_time",
    "extract": "checking",
    "explain": "checking",
    "form": "checking",
    "report": "reports",
    "bundle": "reports",
    "summary": "reports",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; returns its exit status, or raises SystemExit(2) on wrong arguments or unusable input."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    asked = parser()
    options = asked.parse_args(argv)
    if options.version:
        return _version()
    if options.command is None:
        asked.print_help()
        return 0
    done: int = getattr(import_module(f"pipeline.cli.{_COMMANDS[options.command]}"), options.command)(options)
    return done


def _version() -> int:
    from importlib.metadata import version

    sys.stdout.write(f"minhchung {version('minhchung')}\n")
    return 0

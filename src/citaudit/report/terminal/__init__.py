"""The report in a terminal: what is wrong and where, then what it adds up to."""

from __future__ import annotations

import os
from io import StringIO
from typing import TYPE_CHECKING

from citaudit.model import Report

if TYPE_CHECKING:
    from rich.console import Console

QUIET, NORMAL, VERBOSE = -1, 0, 1
PIPED_WIDTH = 100
"""Columns where there is no terminal to ask and COLUMNS is not set."""


def render(
    report: Report,
    *,
    width: int | None = None,
    colour: bool = False,
    verbosity: int = NORMAL,
    language: str = "en",
) -> str:
    """The report as text of at most `width` columns where words allow it.

    `verbosity` is QUIET (the verdict and what is missing), NORMAL or VERBOSE (nothing folded);
    `language` is `en`, `zh-Hans` or `zh-Hant`.
    """
    from rich.console import Console

    stream = StringIO()
    console = Console(
        file=stream,
        width=width or _asked_width() or PIPED_WIDTH,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
    )
    show(report, console, verbosity, language)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().rstrip().split("\n"))


def show(report: Report, console: Console, verbosity: int = NORMAL, language: str = "en") -> None:
    """Print the report to `console`, in its width and colours."""
    from citaudit.report.terminal import findings, links, summary
    from citaudit.report.terminal.page import Paper
    from citaudit.report.words import Speech

    paper = Paper(console, Speech(language), verbose=verbosity >= VERBOSE)
    if verbosity > QUIET:
        findings.print_findings(report, paper)
        links.print_links(report, paper)
        if report.pages:
            summary.print_summary(report, paper)
    links.print_gaps(report, paper, listed=verbosity > QUIET)
    summary.print_verdict(report, paper)


def _asked_width() -> int | None:
    asked = os.environ.get("COLUMNS", "")
    return int(asked) if asked.isdecimal() and int(asked) > 0 else None

"""What everything in the terminal report is printed on and with."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from citaudit.model import Severity, Standing
from citaudit.report.terminal.wrapping import wrapped
from citaudit.report.words import Speech, visible

SEVERITY_STYLE = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}
STANDING_STYLE = {
    Standing.DEAD: "bold red",
    Standing.SUSPECT: "bold yellow",
    Standing.UNKNOWN: "magenta",
    Standing.MOVED: "cyan",
    Standing.ALIVE: "green",
    Standing.UNCHECKED: "dim",
}
MIDDLING, WIDE = 80, 120
"""From so many columns on a table has room for the three figures of a page, and for all."""


class Paper:
    """A console, what it can show, and the language to speak on it."""

    def __init__(self, console: Console, speech: Speech, *, verbose: bool) -> None:
        self.console = console
        self.speech = speech
        self.verbose = verbose
        ascii_only = console.options.ascii_only
        self.rule, self.bar, self.hollow = ("-", "#", ".") if ascii_only else ("─", "█", "░")
        self.gutter, self.dot, self.arrow = ("|", "-", "->") if ascii_only else ("│", "·", "→")

    @property
    def width(self) -> int:
        return self.console.width

    def line(self, text: Text | str = "", indent: int = 0) -> None:
        """Print words, wrapped, every line set in by `indent`."""
        if isinstance(text, str):
            text = Text(visible(text))
        room = max(self.width - indent, 10)
        for row in wrapped(text, self.console, room):
            row.rstrip()
            self.as_is(Text(" " * indent).append_text(row))

    def as_is(self, text: Text) -> None:
        """Print one line of the source: never wrapped, never cut."""
        self.console.print(text, no_wrap=True, overflow="ignore", crop=False)

    def heading(self, title: str, aside: str = "") -> None:
        """A title with a line to the end of the row, after an empty row."""
        text = Text(f"{self.rule * 2} ", style="dim")
        text.append(visible(title), style="bold not dim")
        beside = f" {self.dot} {visible(aside)}" if aside else ""
        fits = cell_len(text.plain + beside) <= self.width
        if fits:
            text.append(beside)
        left = self.width - cell_len(text.plain) - 1
        if left > 0:
            text.append(f" {self.rule * left}")
        self.console.print()
        self.line(text)
        if aside and not fits:
            self.line(Text(visible(aside), style="dim"), indent=3)

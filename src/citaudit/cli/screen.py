"""What standard output can show, and in which language: its width, its colours, its characters."""

from __future__ import annotations

import os
import shutil
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO

from citaudit.config import Config

if TYPE_CHECKING:
    from citaudit.report.words import Speech


def screen(config: Config, *, to_terminal: bool) -> dict[str, Any]:
    """The options of the terminal report. NO_COLOR and FORCE_COLOR are obeyed."""
    terminal = to_terminal and sys.stdout.isatty()
    return {
        "width": shutil.get_terminal_size((100, 24)).columns if to_terminal else 100,
        "colour": _colour(config.color, terminal),
        "verbosity": config.verbose - config.quiet,
    }


def speech(config: Config) -> Speech:
    """The language for what a command says beside its reports."""
    from citaudit.report.words import Speech

    return Speech(config.language or "en")


def for_people() -> None:
    """Characters that a terminal's encoding does not have are shown as question marks.

    A stream that whoever started us has closed takes everything and shows nothing.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        _set(stream, errors="replace")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - for the whole run


def for_programs(*, names: bool = False) -> None:
    """What is printed from here on is UTF-8 whatever the locale: JSON, tables, a patch.

    `names` says that names of files are among it, which are any bytes and are written as they are.
    """
    how = "surrogateescape" if names else "replace"
    _set(sys.stdout, encoding="utf-8", errors=how, newline="\n")


def _set(stream: TextIO, **how: Any) -> None:
    if isinstance(stream, TextIOWrapper):  # a test, or a program around us, may hold another
        stream.reconfigure(**how)


def interactive(config: Config) -> bool:
    """Whether to draw progress: asked for, on a terminal, and not in continuous integration."""
    return config.progress and sys.stderr.isatty() and not os.environ.get("CI") and not config.quiet


def _colour(wish: str, terminal: bool) -> bool:
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return terminal or bool(os.environ.get("FORCE_COLOR"))

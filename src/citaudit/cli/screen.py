"""What the terminal can show, and in which language: its width, its colours, its words."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

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


def interactive(config: Config) -> bool:
    """Whether to draw progress: asked for, on a terminal, and not in continuous integration."""
    return config.progress and sys.stderr.isatty() and not os.environ.get("CI") and not config.quiet


def _colour(wish: str, terminal: bool) -> bool:
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return terminal or bool(os.environ.get("FORCE_COLOR"))

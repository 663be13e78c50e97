"""What a command is told to read: many targets, or the one page that it is about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citaudit.cli.settings import stop
from citaudit.config import Config

if TYPE_CHECKING:
    from citaudit.model import Citations

Targets = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files, folders, globs, - for standard input, or wiki pages (wiki:zh:TITLE).",
        show_default=False,
    ),
]


def default_targets() -> list[str]:
    """What is audited when nothing is named."""
    return ["seeds"] if Path("seeds").is_dir() else ["."]


def single_page(target: str, config: Config) -> Citations:
    """The one page that a target names, with its references; else the command ends."""
    from citaudit.pipeline import cited, pages_of

    pages, unread = pages_of([target], config)
    for each in unread:
        stop(f"{each.id} {each.reason}", 3)
    if len(pages) != 1:
        stop(f"{target}: name one page; here are {len(pages)}")
    return cited(pages[0])

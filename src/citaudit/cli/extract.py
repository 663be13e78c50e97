"""`citaudit extract`: references and statements as JSON lines, without a look at any link."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from citaudit.cli.audit import Targets, default_targets
from citaudit.cli.outputs import ended, to_file
from citaudit.cli.screen import for_programs
from citaudit.cli.settings import with_settings
from citaudit.config import Config

if TYPE_CHECKING:
    from citaudit.model import Citations, Unread


@with_settings(
    *("input_format", "stdin_filename", "exclude_path", "jobs", "output", "expand", "limit"),
    *("user_agent", "timeout", "max_retries", "allow_private"),
)
def extract(targets: Targets = None, *, config: Config) -> None:
    """Print every reference and statement as JSON lines; look at no link.

    The first line of each page says how it was read (format, language, origin).
    """
    from citaudit.pipeline import Unwatched, cited, pages_of
    from citaudit.processes import through

    pages, unread = pages_of(targets or default_targets(), config)
    lines = _lines(through(pages, cited, config.jobs, Unwatched()), unread)
    if config.output:
        to_file(Path(config.output), "".join(lines))
        typer.echo(f"citaudit: wrote {config.output}", err=True)
    else:
        for_programs()
        sys.stdout.writelines(lines)
    raise typer.Exit(ended(len(pages), unread, config))


def _lines(results: Iterable[Citations | Unread], unread: list[Unread]) -> Iterator[str]:
    """The lines of each page; what could not be read is added to `unread`."""
    from citaudit.model import Unread
    from citaudit.report.jsonl import extracted

    for result in results:
        if isinstance(result, Unread):
            unread.append(result)
        else:
            yield from extracted([result])

"""`citaudit extract`: references and statements as JSON lines, without a look at any link."""

from __future__ import annotations

import sys

import typer

from citaudit.cli.audit import Targets, default_targets
from citaudit.cli.settings import with_settings
from citaudit.config import Config


@with_settings(
    *("input_format", "stdin_filename", "exclude_path", "jobs", "output", "expand", "limit"),
    *("user_agent", "timeout", "max_retries", "allow_private"),
)
def extract(targets: Targets = None, *, config: Config) -> None:
    """Print every reference and statement as JSON lines; look at no link.

    The first line of each page says how it was read (format, language, origin).
    """
    from citaudit.model import Unread
    from citaudit.pipeline import Unwatched, cited, pages_of
    from citaudit.processes import through
    from citaudit.report.jsonl import extracted

    pages, unread = pages_of(targets or default_targets(), config)
    out = open(config.output, "w", encoding="utf-8") if config.output else sys.stdout  # noqa: SIM115, PTH123
    try:
        for result in through(pages, cited, config.jobs, Unwatched()):
            if isinstance(result, Unread):
                unread.append(result)
            else:
                out.writelines(extracted([result]))
    finally:
        if config.output:
            out.close()
    for each in unread:
        typer.echo(f"citaudit: {each.id} {each.reason}", err=True)
    raise typer.Exit(3 if unread else 0 if pages else 4)

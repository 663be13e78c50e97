"""`citaudit extract`: references and statements as JSON lines, without a look at any link."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from citaudit.cli.outputs import ended, to_file
from citaudit.cli.screen import for_programs
from citaudit.cli.settings import with_settings
from citaudit.cli.targets import Targets, default_targets
from citaudit.config import Config


@with_settings(
    *("input_format", "stdin_filename", "exclude_path", "jobs", "output", "expand", "limit"),
    *("user_agent", "timeout", "max_retries", "allow_private"),
)
def extract(targets: Targets = None, *, config: Config) -> None:
    """Print every reference and statement as JSON lines; look at no link.

    The first line of each page says how it was read (format, language, origin).
    """
    from citaudit.pipeline import cited, kept_apart, pages_of
    from citaudit.processes import map_pages
    from citaudit.report.jsonl import extracted
    from citaudit.watch import Unwatched

    pages, unread = pages_of(targets or default_targets(), config)
    results = map_pages(pages, cited, config.jobs, Unwatched())
    lines = extracted(kept_apart(results, unread))
    if config.output:
        to_file(Path(config.output), "".join(lines))
        typer.echo(f"citaudit: wrote {config.output}", err=True)
    else:
        for_programs()
        sys.stdout.writelines(lines)
    raise typer.Exit(ended(len(pages), unread, config))

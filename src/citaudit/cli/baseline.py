"""`citaudit baseline write|prune`: take old findings as known, without forgetting them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from citaudit.cli.outputs import ended
from citaudit.cli.running import report_of
from citaudit.cli.screen import speech
from citaudit.cli.settings import REPORTING, with_settings
from citaudit.cli.targets import Targets
from citaudit.config import Config

DEFAULT_FILE = "citaudit-baseline.json"
app = typer.Typer(
    help="Record the findings of today, so that only new ones count.",
    no_args_is_help=True,
)


@app.command()
@with_settings(without={*REPORTING, "verbose"})
def write(targets: Targets = None, *, config: Config) -> None:
    """Write today's findings into the baseline; its reasons and dates stay.

    The file is citaudit-baseline.json, unless --baseline names another.
    """
    from citaudit.cli.baseline_file import entries_of, rehomed, save
    from citaudit.judge import baseline

    file = config.baseline or DEFAULT_FILE
    report = report_of(targets, config)
    old, gone = rehomed(entries_of(file) if Path(file).exists() else (), report)
    today = datetime.now(UTC).date()
    entries = baseline.written(old, report.pages, today, run=report.rules_run, gone=gone)
    status = ended(len(report.pages), report.unread, config)
    if status != 4:
        save(file, entries)
        said = speech(config).word("cli.known", len(entries), file=file)
        typer.echo(f"citaudit: {said}", err=True)
    raise typer.Exit(status)


@app.command()
@with_settings(without={*REPORTING, "verbose"})
def prune(targets: Targets = None, *, config: Config) -> None:
    """Remove the entries that match no finding any more.

    The file is citaudit-baseline.json, unless --baseline names another.
    """
    from citaudit.cli.baseline_file import entries_of, rehomed, save
    from citaudit.judge import baseline

    file = config.baseline or DEFAULT_FILE
    kept = entries_of(file)
    report, today = report_of(targets, config), datetime.now(UTC).date()
    entries, gone_files = rehomed(kept, report)
    left = baseline.pruned(entries, report.pages, today, run=report.rules_run, gone=gone_files)
    save(file, left)
    status = ended(len(report.pages), report.unread, config)
    gone = len(entries) - len(left)
    said = speech(config).word("cli.mended", len(left), gone=gone, file=file)
    typer.echo(f"citaudit: {said}", err=True)
    raise typer.Exit(status)

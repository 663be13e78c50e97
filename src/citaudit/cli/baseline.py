"""`citaudit baseline write|prune`: take old findings as known, without forgetting them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citaudit.cli.audit import Targets, default_targets, run
from citaudit.cli.screen import speech
from citaudit.cli.settings import with_settings
from citaudit.config import Config

if TYPE_CHECKING:
    from citaudit.model import Report

DEFAULT_FILE = "citaudit-baseline.json"
app = typer.Typer(
    help="Record the findings of today, so that only new ones count.",
    no_args_is_help=True,
)
File = Annotated[
    str, typer.Option("--file", help="The baseline file.", metavar="FILE", show_default=True)
]


@app.command()
@with_settings()
def write(targets: Targets = None, file: File = DEFAULT_FILE, *, config: Config) -> None:
    """Write today's findings into the baseline; its reasons and dates stay."""
    from citaudit.cli.known import entries_of, rehomed, save
    from citaudit.judge import baseline

    file = config.baseline or file
    report = _report(targets, config)
    old, gone = rehomed(entries_of(file) if Path(file).exists() else (), report)
    today = datetime.now(UTC).date()
    entries = baseline.written(old, report.pages, today, run=report.rules_run, gone=gone)
    save(file, entries)
    said = speech(config).word("cli.known", len(entries), file=file)
    typer.echo(f"citaudit: {said}", err=True)


@app.command()
@with_settings()
def prune(targets: Targets = None, file: File = DEFAULT_FILE, *, config: Config) -> None:
    """Remove the entries that match no finding any more."""
    from citaudit.cli.known import entries_of, rehomed, save
    from citaudit.judge import baseline

    file = config.baseline or file
    kept = entries_of(file)
    report, today = _report(targets, config), datetime.now(UTC).date()
    entries, gone_files = rehomed(kept, report)
    left = baseline.pruned(entries, report.pages, today, run=report.rules_run, gone=gone_files)
    save(file, left)
    gone = len(entries) - len(left)
    said = speech(config).word("cli.mended", len(left), gone=gone, file=file)
    typer.echo(f"citaudit: {said}", err=True)


def _report(targets: list[str] | None, config: Config) -> Report:
    from citaudit.cli.progress import watching
    from citaudit.pipeline import audited

    with watching(config) as watch:
        return run(audited(targets or default_targets(), config, watch))

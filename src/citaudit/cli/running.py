"""A run over documents, and how a command ends with it."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

import typer

from citaudit.cli.settings import stop
from citaudit.cli.targets import default_targets
from citaudit.config import Config, ConfigError

if TYPE_CHECKING:
    from citaudit.model import Report


def report_of(targets: list[str] | None, config: Config) -> Report:
    """The report of an audit, with its progress shown; without targets, of what is here."""
    from citaudit.cli.progress import watching
    from citaudit.pipeline import audited

    with watching(config) as watch:
        return run(audited(targets or default_targets(), config, watch))


def run(work: Coroutine[Any, Any, Report]) -> Report:
    """The report of a run; ends the command on settings that cannot be used and on Ctrl-C."""
    from citaudit import pipeline

    try:
        report = pipeline.run(work)
    except ConfigError as error:
        stop(str(error))
    except KeyboardInterrupt:
        stop("interrupted", 130)
    if report.evidence.cache_problem:
        typer.echo(f"citaudit: {report.evidence.cache_problem}", err=True)
    return report


def finish(report: Report, config: Config, *, edit: bool = False) -> None:
    """Write the reports and leave with the run's exit status.

    An edit that touches no document is clean; an audit of none is not. A run that was interrupted
    has written what it knew.
    """
    from citaudit.cli.baseline_file import marked
    from citaudit.cli.outputs import deliver
    from citaudit.cli.screen import speech
    from citaudit.judge import gate

    stale = 0
    if config.baseline:
        report, stale = marked(report, config.baseline, edit=edit)
    deliver(report, config)
    decision = gate.decide(
        report,
        fail_on=config.fail_on,
        min_confidence=config.min_confidence,
        once=config.once,
        fail_under=config.fail_under,
        stale=stale,
    )
    for reason in (*decision.reasons, *decision.notes):
        typer.echo(f"citaudit: {speech(config).tell(reason)}", err=True)
    if report.evidence.interrupted:
        raise typer.Exit(130)
    untouched = edit and not report.pages and not report.unread
    raise typer.Exit(0 if untouched else gate.exit_status(report, decision))

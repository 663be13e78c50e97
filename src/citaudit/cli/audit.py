"""`citaudit audit`: documents in, reports and an exit status out."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from citaudit.cli.settings import stop, with_settings
from citaudit.config import Config, ConfigError

if TYPE_CHECKING:
    from citaudit.model import Citations, Report

Targets = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files, folders, globs, - for standard input, or wiki pages (wiki:zh:TITLE).",
        show_default=False,
    ),
]


Origin = Annotated[
    str | None,
    typer.Option(
        help="For one converted page: what it was made from, a file or wiki:zh:TITLE.",
        metavar="FILE",
    ),
]


@with_settings()
def audit(targets: Targets = None, origin: Origin = None, *, config: Config) -> None:
    """Audit documents: say which statements have no source that a reader can check today.

    Without a target, audits the folder seeds/ if there is one, else all below this folder.
    """
    original = the_page(origin, config) if origin else None
    report = report_of(targets, config)
    if original is not None:
        from citaudit.origins import with_origin

        if len(report.pages) > 1:
            stop("--origin is of one page; name that page alone")
        report = with_origin(report, original)
    finish(report, config)


def report_of(targets: list[str] | None, config: Config) -> Report:
    """The report of an audit, with its progress shown; without targets, of what is here."""
    from citaudit.cli.progress import watching
    from citaudit.pipeline import audited

    with watching(config) as watch:
        return run(audited(targets or default_targets(), config, watch))


def the_page(target: str, config: Config) -> Citations:
    """The one page that a target names, with its references; else the command ends."""
    from citaudit.pipeline import cited, pages_of

    pages, unread = pages_of([target], config)
    for each in unread:
        stop(f"{each.id} {each.reason}", 3)
    if len(pages) != 1:
        stop(f"{target}: name one page; here are {len(pages)}")
    return cited(pages[0])


def default_targets() -> list[str]:
    """What is audited when nothing is named."""
    return ["seeds"] if Path("seeds").is_dir() else ["."]


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
    from citaudit.cli.known import marked
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

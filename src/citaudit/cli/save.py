"""`citaudit save`: have an archive keep the sources that it has no copy of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from citaudit.cli.outputs import ended
from citaudit.cli.settings import stop, with_settings
from citaudit.cli.targets import Targets, default_targets
from citaudit.config import Config, ConfigError

if TYPE_CHECKING:
    from citaudit.model import Citations, Unread
    from citaudit.resolve.saving import Saved

_SETTINGS = (
    "input_format",
    "exclude_path",
    "jobs",
    "include",
    "exclude",
    "timeout",
    "max_retries",
    "user_agent",
    "allow_private",
    "insecure_host",
    "cache_dir",
    "wayback",
    "archive_rate",
    "archive_budget",
    "hosts",
)
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be saved.")]


@with_settings(*_SETTINGS)
def save(targets: Targets = None, dry_run: DryRun = False, *, config: Config) -> None:
    """Ask the archive to keep each source it has no good copy of; one line for each.

    Lines are tab-separated: kept, saved, failed or left; the address; its copy or the reason. A run
    that was cut off continues when it is started again. It asks for fifteen pages a minute.
    """
    from citaudit.pipeline import run
    from citaudit.resolve import saving

    citations, unread = _cited(targets or default_targets(), config)
    counts: Counter[str] = Counter()
    try:
        problem = run(_told(citations, config, counts, ask=not dry_run))
    except (ConfigError, ValueError) as error:
        stop(str(error))
    except KeyboardInterrupt:
        stop("interrupted; start it again to go on", 130)
    if problem:
        typer.echo(f"citaudit: {problem}", err=True)
    status = ended(len(citations), unread, config)
    words = ", ".join(f"{counts[state]} {state}" for state in saving.STATES)
    typer.echo(f"citaudit: {words}", err=True)
    if not status and (counts["failed"] or (counts["left"] and not dry_run)):
        status = 1
    raise typer.Exit(status)


async def _told(
    citations: list[Citations], config: Config, counts: Counter[str], *, ask: bool
) -> str | None:
    """Print what becomes of each source, and count it; why nothing is kept, where that is so."""
    from citaudit.options import looking
    from citaudit.resolve.saving import SaveRun

    run = SaveRun(looking(config))
    async for each in run.save_all(citations, ask=ask):
        counts[each.state] += 1
        typer.echo(_line(each))
    return run.cache_problem


def _line(each: Saved) -> str:
    return "\t".join((each.state, each.url, each.copy or each.reason))


def _cited(targets: list[str], config: Config) -> tuple[list[Citations], list[Unread]]:
    """What the targets cite, and those that could not be read."""
    from citaudit.pipeline import cited, kept_apart, pages_of
    from citaudit.processes import map_pages
    from citaudit.watch import Unwatched

    try:
        pages, unread = pages_of(targets, config)
    except ConfigError as error:
        stop(str(error))
    return list(kept_apart(map_pages(pages, cited, config.jobs, Unwatched()), unread)), unread

"""`citaudit dump`: the audit of a whole wiki from its dump, into tables to query."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from citaudit.cli.settings import stop, with_settings
from citaudit.config import Config, ConfigError
from citaudit.text.moments import DAY

if TYPE_CHECKING:
    from citaudit.scale.run import DumpOutcome, DumpWatch, Order, State

T = TypeVar("T")
_NARROW = 80  # columns below which there is no room for a bar
_EVERY = 30.0  # seconds between two lines of progress where no terminal shows a bar

File = Annotated[
    Path,
    typer.Argument(help="A MediaWiki dump: .xml, .xml.bz2, .xml.gz, .xml.zst.", metavar="FILE"),
]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="The folder for the tables.", metavar="FOLDER"),
]
Index = Annotated[
    Path | None,
    typer.Option(help="The index of a multistream dump, if it is not beside it.", metavar="FILE"),
]
Namespaces = Annotated[
    list[int] | None,
    typer.Option("--namespace", help="Audit pages of this namespace; repeatable. \\[default: 0]"),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        help="Give the work to the Dask cluster of this scheduler.", metavar="tcp://HOST:PORT"
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Estimate how much there is, from a sample.")
]
Retry = Annotated[bool, typer.Option("--retry", help="Try what was set aside again.")]

Earlier = Annotated[
    Path | None,
    typer.Option(
        help="An earlier run over the same wiki: pages that have not changed since are taken "
        "from it.",
        metavar="FOLDER",
    ),
]
Links = Annotated[
    bool,
    typer.Option("--links", help="Also look at every link; --dry-run says how long that takes."),
]


@with_settings(
    "select", "ignore", "jobs", "quiet", "progress", "include", "exclude", "timeout", "max_retries",
    "host_concurrency", "host_interval", "accept", "user_agent", "allow_private", "insecure_host",
    "max_age", "cache_dir", "once", "hosts", "archive_rate",
)  # fmt: skip
def dump(
    file: File,
    out: Out = None,
    index: Index = None,
    namespace: Namespaces = None,
    scheduler: Scheduler = None,
    dry_run: DryRun = False,
    retry: Retry = False,
    links: Links = False,
    earlier: Earlier = None,
    *,
    config: Config,
) -> None:
    """Audit the pages of a MediaWiki dump into Parquet tables.

    Links are looked at only with --links. A run that was stopped continues when it is started
    again. `citaudit query` asks the tables.
    """
    from citaudit.scale.run import Order

    spaces = frozenset(namespace or [0])
    order = Order(file, out or Path(), index, spaces, scheduler, retry, links, earlier)
    if dry_run:
        _guarded(lambda: _estimate(order, config))
        return
    if out is None:
        stop("--output: name a folder for the tables, or ask with --dry-run what they would be")
    if links and config.offline:
        stop("--links: the settings say offline")
    outcome = _guarded(lambda: _audit(order, config))
    _tell(outcome, order, config)


def _audit(order: Order, config: Config) -> DumpOutcome:
    from citaudit.scale.run import audit_dump

    with _watching(config) as watch:
        return audit_dump(order, config, watch)


def _estimate(order: Order, config: Config) -> None:
    from citaudit.scale.estimate import estimated, in_lines

    for line in in_lines(estimated(order, config), config):
        typer.echo(line)


def _guarded(work: Callable[[], T]) -> T:
    """`work`, with its ways to fail as one line and an exit status."""
    try:
        from citaudit.read.dump import DumpError
        from citaudit.scale.engine import EngineError
        from citaudit.scale.files import FolderError, StoreError
    except ImportError as error:
        stop(f"whole dumps need `pip install 'citaudit[scale]'` ({error.name} is not there)")
    try:
        return work()
    except (ConfigError, DumpError, FolderError) as error:
        stop(str(error))
    except (EngineError, StoreError) as error:
        stop(str(error), 3)
    except KeyboardInterrupt:
        stop("interrupted; start again to continue", 130)


def _tell(outcome: DumpOutcome, order: Order, config: Config) -> None:
    """What came of it; status 3 where something is missing, 4 where there was no page."""
    from citaudit.report.words import ENGLISH
    from citaudit.scale.run import missing

    for line in missing(outcome):
        typer.echo(f"citaudit: missing: {line}", err=True)
    if outcome.cache_problem:
        typer.echo(f"citaudit: {outcome.cache_problem}", err=True)
    tally = outcome.tally
    if not config.quiet:
        word = ENGLISH.word
        counted = (
            word("n_pages", tally.pages),
            word("n.reference", tally.references),
            word("n.statement", tally.statements),
            word("n_findings", tally.findings),
            word("n.link", tally.links),
        )
        typer.echo(
            f"{', '.join(counted)} in {order.out}; left out {tally.redirects:,} redirects, "
            f"{tally.elsewhere:,} pages of other namespaces, {tally.foreign:,} that are not "
            "wikitext"
        )
        if order.earlier:
            typer.echo(f"{tally.unchanged:,} of the pages are unchanged since {order.earlier}")
        typer.echo(f"ask them: citaudit query {order.out} 'from worst_pages limit 20'")
    raise typer.Exit(3 if not outcome.complete else 0 if tally.pages else 4)


@contextmanager
def _watching(config: Config) -> Iterator[DumpWatch | None]:
    """A bar on a terminal, else a line now and then; nothing where it is not wanted."""
    from citaudit.cli.screen import interactive

    if config.quiet or not config.progress:
        yield None
    elif not interactive(config):
        yield _Lines()
    else:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            ProgressColumn,
            TaskProgressColumn,
            TextColumn,
        )

        console = Console(stderr=True)
        narrow = console.width < _NARROW
        columns: list[ProgressColumn]
        if narrow:
            columns = [TextColumn("{task.percentage:.0f} % {task.fields[now]}")]
        else:
            told = TextColumn("{task.fields[now]}")
            columns = [TextColumn("[bold]dump"), BarColumn(), TaskProgressColumn(), told]
        with Progress(*columns, console=console, transient=True) as bars:
            yield _Bar(bars.add_task("dump", total=1.0, now=""), bars.update, narrow)


class _Pace:
    """How fast it goes and when it will be done, from the beginning of this run."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._first: float | None = None
        self._what = "pages"

    def words(self, state: State, *, short: bool = False) -> str:
        """The rate, and when all will be done; `short` is without words that go without saying."""
        now = time.monotonic()
        if self._first is None or state.what != self._what:  # every pass has its own pace
            self._what, self._first = state.what, state.share
            self._begun = now if self._what == "addresses" else self._begun
        passed = max(now - self._begun, 0.001)
        several = "s" if state.set_aside > 1 else ""
        aside = f", {state.set_aside} block{several} set aside" if state.set_aside else ""
        unit = "" if short else f" {state.what}"
        rate = f"{state.pages:,} {state.what}, {state.pages / passed:,.0f}{unit}/s{aside}"
        gone = state.share - self._first
        if gone <= 0 or state.share >= 1:
            return rate
        left = passed * (1 - state.share) / gone
        end = time.localtime(time.time() + left)
        if short:
            return f"{time.strftime('→%H:%M' if left < DAY else '→%a', end)}  {rate}"
        return f"{rate}, done {time.strftime('%a %H:%M', end)}"


class _Bar:
    def __init__(self, task: int, update: Callable[..., None], narrow: bool) -> None:
        self._task, self._update, self._pace = task, update, _Pace()
        self._narrow = narrow

    def see(self, state: State) -> None:
        now = self._pace.words(state, short=self._narrow)
        self._update(self._task, completed=state.share, now=now)


class _Lines:
    def __init__(self) -> None:
        self._pace, self._last = _Pace(), time.monotonic()

    def see(self, state: State) -> None:
        words = self._pace.words(state)
        if time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            typer.echo(f"citaudit: {state.share:.1%}, {words}", err=True)

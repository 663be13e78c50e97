"""Progress on a terminal: pages read, links looked at. Nothing in a pipe or in CI."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from citaudit.cli.screen import interactive, speech
from citaudit.config import Config

_EVERY = 0.1  # seconds between two drawings

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from citaudit.report.words import Speech
    from citaudit.watch import Progress as Looking
    from citaudit.watch import Watch


@contextmanager
def watching(config: Config) -> Iterator[Watch | None]:
    """Somebody to be told of progress while the block runs; None where nobody looks on."""
    if not interactive(config):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    with Progress(
        TextColumn("[bold]{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("[dim]{task.fields[now]}"),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,  # by a thread; processes are forked meanwhile, which threads can hang
    ) as bars:
        yield _Bars(bars, speech(config))


class _Bars:
    """One bar for pages, one for links."""

    def __init__(self, bars: Progress, spoken: Speech) -> None:
        self._bars, self._spoken = bars, spoken
        self._pages = bars.add_task(spoken.word("progress.pages"), total=None, now="")
        self._links: TaskID | None = None
        self._archives: TaskID | None = None
        self._drawn = 0.0

    @property
    def links(self) -> _Bars:
        return self

    def pages(self, total: int) -> None:
        self._bars.update(self._pages, total=total)
        self._draw()

    def page(self, page_id: str) -> None:
        self._bars.update(self._pages, advance=1, now=page_id[-40:])
        self._draw()

    def see(self, progress: Looking) -> None:
        """Where the looks at links stand: done, in flight, the hosts waited for, verdicts."""
        if self._links is None:
            links = self._spoken.word("progress.links")
            self._links = self._bars.add_task(links, total=progress.total, now="")
        now = self._now(progress)
        self._bars.update(self._links, completed=progress.done, total=progress.total, now=now)
        if progress.to_ask:
            if self._archives is None:
                archives = self._spoken.word("progress.archives")
                self._archives = self._bars.add_task(archives, total=progress.to_ask, now="")
            self._bars.update(self._archives, completed=progress.asked, total=progress.to_ask)
        self._draw()

    def _draw(self) -> None:
        if time.monotonic() - self._drawn >= _EVERY:
            self._bars.refresh()
            self._drawn = time.monotonic()

    def _now(self, progress: Looking) -> str:
        spoken = self._spoken
        parts = [
            spoken.word("progress.in_flight", progress.in_flight),
            " ".join(
                spoken.word("of_standing", count, what=spoken.word(f"standing.{standing}"))
                for standing, count in progress.standings.items()
            ),
        ]
        hosts = [f"{each.host} ({each.waiting})" for each in progress.slowest[:3]]
        if hosts:
            parts.append(spoken.word("progress.waiting", hosts=spoken.listed(hosts)))
        return " · ".join(filter(None, parts))

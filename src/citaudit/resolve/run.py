"""A run over many addresses: a fixed set of workers on one queue, until all is known or it ends."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from citaudit.model import Look, Outcome, Standing
from citaudit.net import retry
from citaudit.net.client import Client
from citaudit.net.failure import NO_PROXY
from citaudit.net.names import no_resolver
from citaudit.net.queue import ReadyQueue
from citaudit.resolve.history import History
from citaudit.resolve.link_checker import LinkChecker, begun
from citaudit.resolve.options import Options
from citaudit.resolve.sites import Job, Sites, Wait, robots_of
from citaudit.resolve.standing import verdict
from citaudit.urls.address import address
from citaudit.urls.address import host as host_of
from citaudit.watch import HostLoad, LinkWatch, Progress

_TICK: Final = 0.2  # seconds between two views of the progress, and two batches of looks
_SILENT_HOSTS: Final = 4  # hosts that failed, with none that answered, before the net is doubted
_TRUST_NAMES: Final = 30.0  # seconds for which a working resolver is taken to work
NO_NETWORK: Final = "no network: {why}; no link was judged"
# What a machine without a network meets. A refusal or a TLS error is an answer of somebody.
_SILENCE: Final = frozenset({Outcome.VANISHED, Outcome.UNREACHABLE, Outcome.TIMEOUT})


class Run:
    """The looks of one run. `looks` fills as they come; `ended` says why the rest is missing."""

    def __init__(
        self,
        client: Client,
        options: Options,
        history: History,
        watch: LinkWatch,
        known: Mapping[str, Sequence[Look]],
    ) -> None:
        self.looks: dict[str, Look] = {}
        self.ended = ""
        self.interrupted = False
        self.no_network: str | None = None
        self._client, self._options = client, options
        self._history, self._watch = history, watch
        self._sites = Sites()
        self._delays: dict[str, float] = {}  # what robots.txt asks for, in seconds
        self._queue: ReadyQueue[Job] = ReadyQueue(options.concurrency, self._interval)
        self._checker: LinkChecker
        self._known = known
        self._total = self._reused = 0
        self._left = 0
        self._in_flight = 0
        self._standings: Counter[Standing] = Counter()
        self._verdicts: dict[str, Standing] = {}
        self._silent: set[str] = set()
        self._unproven: list[Look] = []
        self._names_work_until = 0.0
        self._over = asyncio.Event()

    async def look_at(self, urls: Sequence[str]) -> None:
        """Look at `urls` until all are known, the budget is spent, or the task is cancelled.

        Being cancelled (Ctrl-C) ends the run in good order: what is known stays known.
        """
        if not urls:
            return
        options = self._options
        self._total, self._reused = len(self._known), len(self._known) - len(urls)
        self._left = len(urls)
        budget = retry.Budget(len(urls), each=options.retries)
        self._checker = LinkChecker(self._client, options, self._sites, budget)
        self._view()
        for url in urls:
            self._enter(begun(url, options))
        count = min(max(1, options.slots), len(urls))
        tasks = [asyncio.create_task(self._work()) for _ in range(count)]
        tasks.append(asyncio.create_task(self._tick()))
        try:
            async with asyncio.timeout(options.budget):
                await self._over.wait()
        except TimeoutError:
            self.ended = f"the run's {options.budget:g} s were up"
        except asyncio.CancelledError:
            self.interrupted, self.ended = True, "the run was interrupted"
            if task := asyncio.current_task():
                task.uncancel()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await self._finish()

    def _interval(self, host: str) -> float:
        return max(self._options.interval(host), self._delays.get(host, 0.0))

    def _enter(self, job: Job, *, wait: float = 0.0, first: bool = False) -> None:
        """Queue a job at the host of its next request, whose name is looked up meanwhile."""
        parts = address(job.here)
        host = parts.host if parts else ""
        lookup = self._client.ready(parts.scheme, host) if parts and not wait else None
        if lookup is not None:
            self._queue.hold(host)
            lookup.add_done_callback(lambda _: self._queue.release(host))
        self._queue.put(host, job, first=first, wait=wait)

    async def _work(self) -> None:
        while True:
            host, job = await self._queue.take()
            self._in_flight += 1
            try:
                await self._advance(host, job)
            finally:
                self._in_flight -= 1
                self._queue.done(host)

    async def _advance(self, host: str, job: Job) -> None:
        try:
            if self._options.robots and self._checker.reads(job):
                site = self._sites.of(job.here)
                if site.robots is None:
                    self._enter(job, first=True)
                    await self._read_robots(host, job.here)
                    return
            keep = self._options.keep_alive and self._queue.left(host) > 0
            result = await self._checker.step(job, keep=keep)
            if isinstance(result, Wait):
                self._enter(job, wait=result.seconds, first=not result.seconds)
                return
            if result.outcome is Outcome.VANISHED and not await self._names_work():
                reason = "names do not resolve at the moment"
                result = self._checker.look(job, Outcome.UNREACHABLE, reason)
        except Exception as error:
            reason = f"could not be looked at ({type(error).__name__}: {error})"
            result = self._checker.look(job, Outcome.SKIPPED, reason)
        self._settle(result)
        while self._checker.revised:
            self._settle(self._checker.revised.pop())

    async def _read_robots(self, host: str, url: str) -> None:
        site = self._sites.of(url)
        if site.asking:
            return
        site.asking = True
        self._queue.hold(host)
        try:
            site.robots = await robots_of(self._client, url)
            if site.robots.delay:
                self._delays[host] = site.robots.delay
                self._queue.slow(host)
        finally:
            site.asking = False
            self._queue.release(host)

    def _settle(self, look: Look) -> None:
        before = self._verdicts.get(look.url)
        self.looks[look.url] = look
        self._left -= before is None
        if look.outcome in _SILENCE and look.status is None:
            self._silent.add(host_of(look.final_url or look.url))
        if look.outcome is not Outcome.SKIPPED:
            self._unproven.append(look)
        if self._checker.heard:
            for each in self._unproven:
                self._history.add(each)
            self._unproven.clear()
        known = verdict([*self._known.get(look.url, ()), look], once=self._options.once)
        self._verdicts[look.url] = known.standing
        self._standings[known.standing] += 1
        if before is not None:
            self._standings[before] -= 1
        if not self._left:
            self._over.set()

    async def _names_work(self) -> bool:
        """Whether the best-known names resolve; asked before a domain is called gone."""
        now = time.monotonic()
        if now < self._names_work_until or not self._client.resolves:
            return True
        if await no_resolver(self._options.lookup):
            return False
        self._names_work_until = now + _TRUST_NAMES
        return True

    async def _doubt(self) -> None:
        """End the run where nothing at all answers: that says nothing of the links."""
        if self._checker.heard or self.no_network is not None:
            return
        if self._checker.no_proxy:
            self.no_network = NO_NETWORK.format(why=NO_PROXY)
        elif not await self._names_work():
            self.no_network = NO_NETWORK.format(why="not even well-known names resolve")
        elif len(self._silent) >= _SILENT_HOSTS:
            why = f"none of {len(self._silent)} hosts answered"
            if not self._left:
                self.no_network = NO_NETWORK.format(why=why)
        if self.no_network is not None:
            self._over.set()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            self._view()
            await self._history.flush()
            if not self._checker.heard and len(self._silent) >= _SILENT_HOSTS:
                await self._doubt()

    async def _finish(self) -> None:
        if not self._checker.heard and self._silent:
            await self._doubt()
        if self.no_network is None:
            for each in self._unproven:
                self._history.add(each)
        self._unproven.clear()
        await self._history.flush()
        self._view()

    def _view(self) -> None:
        slowest = (HostLoad(*each) for each in self._queue.busiest(5))
        self._watch.see(
            Progress(
                total=self._total,
                done=self._reused + len(self.looks),
                in_flight=self._in_flight,
                standings=dict(+self._standings),
                slowest=tuple(each for each in slowest if each.waiting or each.in_flight),
            )
        )

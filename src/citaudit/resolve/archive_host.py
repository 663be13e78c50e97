"""Archive hosts: so many requests a minute, told waits obeyed, an honest "could not ask".

An archive is one host that answers for thousands, so it has a limiter of its own, across all
pages and kinds of question. A failed request is never an answer.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from citaudit.net import retry
from citaudit.net.client import Client
from citaudit.net.failure import LASTING, Failure
from citaudit.net.reply import Reply
from citaudit.resolve.memento import is_memento
from citaudit.resolve.options import Options
from citaudit.urls.address import address

MINUTE: Final = 60.0
LARGEST: Final = 8 * 1024 * 1024  # bytes of an answer that are read
_IN_VAIN: Final = 5  # questions without an answer, one after another, before it is left alone


class CouldNotAsk(Exception):  # noqa: N818 - an outcome of asking
    """No answer that can be used; `reason` is fit for a report."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RateLimit:
    """Requests of one kind to one host, at most so many in any minute and so far apart."""

    def __init__(self, per_minute: float, interval: float = 0.0) -> None:
        self._most = int(per_minute)
        self._interval = interval
        self._started: deque[float] = deque()
        self._order = asyncio.Lock()

    def recall(self, ages: Iterable[float]) -> None:
        """Count requests that an earlier run made so many seconds ago."""
        now = asyncio.get_running_loop().time()
        self._started.extend(now - age for age in sorted(ages, reverse=True))

    async def turn(self, slots: asyncio.Semaphore, open_from: Callable[[], float]) -> None:
        """Wait until one more may start, and take one of `slots` for it.

        `open_from` is the loop time told to wait for.
        """
        loop = asyncio.get_running_loop()
        async with self._order:
            await slots.acquire()
            while (wait := max(open_from(), self._free()) - loop.time()) > 0:
                slots.release()
                await asyncio.sleep(wait)
                await slots.acquire()
            self._started.append(loop.time())

    def _free(self) -> float:
        """The loop time at which one more request keeps the limits."""
        started = self._started
        free = started[-1] + self._interval if started else 0.0
        if self._most:
            while len(started) > self._most:
                started.popleft()
            if len(started) == self._most:
                free = max(free, started[0] + MINUTE)
        elif len(started) > 1:
            started.popleft()
        return free


class ArchiveHost:
    """One archive host. `closed` says why it is asked no more in this run."""

    def __init__(self, client: Client, options: Options, host: str, per_minute: float) -> None:
        self.closed = ""
        self.on_their_way = 0  # requests that have no answer yet
        self.index = RateLimit(per_minute)
        self._copies = RateLimit(0, options.interval(host))
        self._client, self._options = client, options
        self._slots = asyncio.Semaphore(options.concurrency(host))
        self._open_from = 0.0
        self._in_vain = 0
        self._clock = options.clock or time.time

    async def ask(
        self,
        url: str,
        fault_of: Callable[[Reply], str | None],
        *,
        index: bool = False,
        headers: Mapping[str, str] | None = None,
        largest: int = LARGEST,
        passing: frozenset[int] = retry.PASSING,
    ) -> Reply:
        """The answer to one request. Raises `CouldNotAsk`.

        `fault_of` says what is wrong with an answer, None where it can be used. A copy is always
        an answer of the archive, whatever its status. `index` requests count against the limit.
        `passing` are the statuses that say that the archive is not working.
        """
        tries = 0
        while True:
            self._check()
            limit = self.index if index else self._copies
            await limit.turn(self._slots, lambda: self._open_from)
            try:
                self._check()
                tries += 1
                self.on_their_way += 1
                try:
                    reply, reason, wait = await self._once(
                        url, headers or {}, largest, tries, passing
                    )
                finally:
                    self.on_their_way -= 1
            finally:
                self._slots.release()
            if reply is not None:
                fault = None if is_memento(reply.headers) else fault_of(reply)
                if fault is None:
                    self._in_vain = 0
                    return reply
                reason = fault
            if wait is None or tries > self._options.retries:
                self._vain(reason)
                raise CouldNotAsk(reason)
            await asyncio.sleep(wait)

    async def _once(
        self,
        url: str,
        headers: Mapping[str, str],
        largest: int,
        tries: int,
        passing: frozenset[int],
    ) -> tuple[Reply | None, str, float | None]:
        """One try: the answer, or what was wrong and the seconds to the next (None: no next)."""
        try:
            reply = await self._client.fetch(
                "GET", url, want=lambda _: largest, headers=headers, keep=True
            )
        except Failure as failure:
            lasting = failure.fault in LASTING
            return None, failure.reason, None if lasting else retry.back_off(tries)
        if is_memento(reply.headers):
            return reply, "", None
        if reply.status == 429:
            return None, *self._throttled(reply)
        if reply.status in passing:
            told = retry.retry_after(reply.headers.get("retry-after"), self._clock())
            wait = retry.back_off(tries) if told is None else told
            late = wait > self._options.longest_wait
            return None, f"the archive is not working ({reply.status})", None if late else wait
        return reply, "", None

    def _throttled(self, reply: Reply) -> tuple[str, float | None]:
        """Too many requests: everybody waits, as long as told, else a minute."""
        told = retry.retry_after(reply.headers.get("retry-after"), self._clock())
        wait = self._options.archive_pause if told is None else told
        if wait > self._options.longest_wait:
            self.closed = f"rate-limited: asks to wait {wait:.0f} s"
            return self.closed, None
        self._open_from = max(self._open_from, asyncio.get_running_loop().time() + wait)
        return "rate-limited (429)", 0.0

    def _vain(self, reason: str) -> None:
        self._in_vain += 1
        if self._in_vain >= _IN_VAIN and not self.closed:
            self.closed = f"not asked: {self._in_vain} questions before were in vain ({reason})"

    def _check(self) -> None:
        if self.closed:
            raise CouldNotAsk(self.closed)


class ArchiveHosts:
    """The archives of a run, by host; each has one limiter, whatever asks."""

    def __init__(self, client: Client, options: Options) -> None:
        self._client, self._options = client, options
        self._known: dict[str, ArchiveHost] = {}

    async def drained(self, why: str, seconds: float) -> None:
        """Ask nothing more, and wait so long for the answers that are on their way."""
        for each in self._known.values():
            each.closed = each.closed or why
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while any(each.on_their_way for each in self._known.values()) and loop.time() < end:
            await asyncio.sleep(0.05)
        await asyncio.sleep(0)

    def of(self, url: str) -> ArchiveHost:
        parts = address(url)
        host = parts.host if parts else ""
        key = f"{host}:{parts.port if parts else ''}"
        found = self._known.get(key)
        if found is None:
            rate = self._options.archive_rate
            found = self._known[key] = ArchiveHost(self._client, self._options, host, rate)
        return found

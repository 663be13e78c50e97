"""The ready queue: work parted by host, given out only when its host is free.

A slot is taken by work that can start now; work whose host is busy, backing off or not yet due
waits here and costs nothing. Hosts with the most work left go first, so a run ends near its lower
bound: the longest of its hosts' (requests x interval).
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


@dataclass(slots=True)
class _Host(Generic[Item]):
    name: str
    limit: int
    interval: float
    waiting: deque[Item] = field(default_factory=deque)
    later: list[tuple[float, int, Item]] = field(default_factory=list)
    active: int = 0
    due: float = 0.0  # loop time of the next start
    held: bool = False  # not ready for work yet: its name is being looked up, its robots read
    ticket: int = -1  # the one live entry in the heaps
    entered: float = 0.0  # for when it was entered there


def _weight(own: _Host[Any]) -> float:
    """The seconds of waiting that a host still has before it."""
    return (len(own.waiting) + len(own.later) + own.active) * max(own.interval, 0.001)


class ReadyQueue(Generic[Item]):
    """Items by host. `take` waits for one that may start; each must be given back by `done`."""

    def __init__(self, concurrency: Callable[[str], int], interval: Callable[[str], float]) -> None:
        self._concurrency, self._interval = concurrency, interval
        self._hosts: dict[str, _Host[Item]] = {}
        self._ready: list[tuple[float, int, _Host[Item]]] = []
        self._due: list[tuple[float, int, _Host[Item]]] = []
        self._takers: deque[asyncio.Future[tuple[str, Item]]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._alarm = 0.0
        self._tickets = 0
        self._finished = 0
        self._loop = asyncio.get_running_loop()

    def put(self, host: str, item: Item, *, first: bool = False, wait: float = 0.0) -> None:
        """Add an item; `first` before its host's others, `wait` not before that many seconds."""
        own = self._host(host)
        if wait > 0:
            self._tickets += 1
            heapq.heappush(own.later, (self._loop.time() + wait, self._tickets, item))
        elif first:
            own.waiting.appendleft(item)
        else:
            own.waiting.append(item)
        self._enter(own)
        self._give()

    def hold(self, host: str) -> None:
        """Give out nothing of `host` until `release`."""
        own = self._host(host)
        own.held = True
        own.ticket = -1

    def release(self, host: str) -> None:
        own = self._host(host)
        own.held = False
        self._enter(own)
        self._give()

    def slow(self, host: str) -> None:
        """Ask again how far the requests to `host` are apart: its robots.txt has been read."""
        own = self._host(host)
        own.interval = self._interval(host)
        own.due = max(own.due, self._loop.time() + own.interval)

    async def take(self) -> tuple[str, Item]:
        """The next item that may start now, and its host."""
        taker: asyncio.Future[tuple[str, Item]] = self._loop.create_future()
        self._takers.append(taker)
        self._give()
        return await taker

    def done(self, host: str) -> None:
        """The item taken from `host` no longer occupies it."""
        own = self._hosts[host]
        own.active -= 1
        self._finished += 1
        if self._finished % 1024 == 0:
            self._forget()
        self._enter(own)
        self._give()

    def left(self, host: str) -> int:
        """How much of `host` waits here."""
        own = self._hosts.get(host)
        return len(own.waiting) + len(own.later) if own else 0

    def busiest(self, most: int) -> list[tuple[str, int, int]]:
        """The hosts with the most time still before them: (host, waiting, in flight)."""
        largest = heapq.nlargest(most, self._hosts.values(), key=_weight)
        return [(own.name, len(own.waiting) + len(own.later), own.active) for own in largest]

    def _host(self, name: str) -> _Host[Item]:
        own = self._hosts.get(name)
        if own is None:
            own = _Host(name, self._concurrency(name), self._interval(name))
            self._hosts[name] = own
        return own

    def _enter(self, own: _Host[Item]) -> None:
        """Give a host that could start something its one place in the heaps."""
        if own.held or own.active >= own.limit or not (own.waiting or own.later):
            own.ticket = -1
            return
        due = own.due if own.waiting else max(own.due, own.later[0][0])
        if own.ticket >= 0 and own.entered <= due:
            return
        self._tickets += 1
        own.ticket, own.entered = self._tickets, due
        heapq.heappush(self._due, (due, own.ticket, own))

    def _forget(self) -> None:
        """Drop the hosts that are through, so a long run does not grow."""
        now = self._loop.time()
        for name, own in list(self._hosts.items()):
            idle = not (own.active or own.waiting or own.later or own.held)
            if idle and own.due <= now:
                own.ticket = -1
                del self._hosts[name]

    def _give(self) -> None:
        while self._takers:
            if self._takers[0].done():
                self._takers.popleft()
                continue
            own = self._next()
            if own is None:
                return
            self._takers.popleft().set_result((own.name, own.waiting.popleft()))
            now = self._loop.time()
            # A start that came a little late is made up for by the next: the mean rate holds.
            late = now - own.due
            own.due = (own.due if late < own.interval else now) + own.interval
            own.active += 1
            own.ticket = -1
            self._enter(own)

    def _next(self) -> _Host[Item] | None:
        now = self._loop.time()
        while self._due and self._due[0][0] <= now:
            _, ticket, own = heapq.heappop(self._due)
            if ticket != own.ticket:
                continue
            while own.later and own.later[0][0] <= now:
                own.waiting.appendleft(heapq.heappop(own.later)[2])
            if own.waiting:
                heapq.heappush(self._ready, (-_weight(own), ticket, own))
            else:
                own.ticket = -1
                self._enter(own)
        while self._ready:
            _, ticket, own = heapq.heappop(self._ready)
            if ticket == own.ticket and own.waiting:
                return own
        self._wake()
        return None

    def _wake(self) -> None:
        """One timer, for the host that is due first."""
        while self._due and self._due[0][1] != self._due[0][2].ticket:
            heapq.heappop(self._due)
        if not self._due:
            return
        alarm = self._due[0][0]
        if self._timer is not None:
            if self._alarm <= alarm:
                return
            self._timer.cancel()
        self._alarm = alarm
        self._timer = self._loop.call_at(alarm, self._ring)

    def _ring(self) -> None:
        self._timer = None
        self._give()

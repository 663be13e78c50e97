"""Names to addresses: each host once a run, many at a time.

asyncio's own pool has so few threads that a thousand cold hosts take 16 times as long, and the
threads of `concurrent.futures` hold the exit of the process until the last slow name server has
answered. These do neither.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from queue import SimpleQueue
from typing import Final

from citaudit.net import guard

THREADS: Final = 128
# Names that stand for the whole net: where none of them resolves, there is no resolver to trust.
CONTROL: Final = ("www.wikipedia.org", "a.root-servers.net", "www.iana.org")


class ResolutionKind(Enum):
    """What the name system said of a host."""

    KNOWN = "known"
    NXDOMAIN = "the domain does not exist"
    NO_ADDRESS = "the name exists but has no address"
    NO_ANSWER = "the name server did not answer"
    INVALID = "no valid host name"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The addresses of a host, or what was said instead of them."""

    kind: ResolutionKind
    addresses: tuple[str, ...] = ()


def addresses_of(host: str) -> Sequence[str]:
    """The addresses of `host` from the system's resolver, in its order of preference."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def asked(host: str, lookup: Callable[[str], Sequence[str]]) -> Resolution:
    """One look-up, its errors told apart. Only a resolver's own word makes a name non-existent."""
    try:
        found = tuple(lookup(host))
    except socket.gaierror as error:
        if error.errno == socket.EAI_NONAME:
            return Resolution(ResolutionKind.NXDOMAIN)
        if error.errno == getattr(socket, "EAI_NODATA", None):
            return Resolution(ResolutionKind.NO_ADDRESS)
        return Resolution(ResolutionKind.NO_ANSWER)
    except (UnicodeError, ValueError):
        return Resolution(ResolutionKind.INVALID)
    except OSError:
        return Resolution(ResolutionKind.NO_ANSWER)
    return Resolution(ResolutionKind.KNOWN if found else ResolutionKind.NO_ADDRESS, found)


class Resolver:
    """Answers of one run, by host. `patience` is how long one name may take, in seconds."""

    def __init__(
        self, lookup: Callable[[str], Sequence[str]] | None = None, patience: float = 20.0
    ) -> None:
        self._lookup = lookup or addresses_of
        self._patience = patience
        self._known: dict[str, asyncio.Future[Resolution]] = {}
        self._wanted: SimpleQueue[tuple[str, asyncio.Future[Resolution]] | None] = SimpleQueue()
        self._threads = 0
        self._busy = 0

    def ask(self, host: str) -> asyncio.Future[Resolution]:
        """The answer for `host`, asked for at the first call and then kept."""
        known = self._known.get(host)
        if known is None:
            known = self._known[host] = self._start(host)
        return known

    def forget(self, host: str) -> None:
        """Ask anew the next time: what was said may have been an accident."""
        self._known.pop(host, None)

    def close(self) -> None:
        """Let idle threads go. One that still waits for a name server is a daemon: it is left."""
        for _ in range(self._threads):
            self._wanted.put(None)

    def _start(self, host: str) -> asyncio.Future[Resolution]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Resolution] = loop.create_future()
        if spelt := guard.literal(host):
            answer.set_result(Resolution(ResolutionKind.KNOWN, (spelt,)))
            return answer
        self._busy += 1
        if self._threads < min(self._busy, THREADS):
            self._threads += 1
            threading.Thread(target=self._serve, args=(loop,), daemon=True).start()
        self._wanted.put((host, answer))
        answer.add_done_callback(self._one_less)
        return answer

    def _one_less(self, _: asyncio.Future[Resolution]) -> None:
        self._busy -= 1

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        while (task := self._wanted.get()) is not None:
            host, answer = task
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits any more
                loop.call_soon_threadsafe(
                    loop.call_later,
                    self._patience,
                    _give,
                    answer,
                    Resolution(ResolutionKind.NO_ANSWER),
                )
                found = asked(host, self._lookup)
                loop.call_soon_threadsafe(_give, answer, found)


def _give(answer: asyncio.Future[Resolution], named: Resolution) -> None:
    if not answer.done():
        answer.set_result(named)


async def no_resolver(lookup: Callable[[str], Sequence[str]] | None = None) -> bool:
    """Whether not even the best-known names resolve: then a missing name proves nothing."""
    resolver = Resolver(lookup, patience=5.0)
    try:
        answers = await asyncio.gather(*(resolver.ask(host) for host in CONTROL))
    finally:
        resolver.close()
    return not any(each.kind is ResolutionKind.KNOWN for each in answers)

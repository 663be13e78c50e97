"""What a run has learnt of each site: its robots.txt, the titles it gives, its word for nothing."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from citaudit.net import robots
from citaudit.net.client import Client
from citaudit.net.failure import Failure, Fault
from citaudit.net.reply import Reply
from citaudit.resolve.outcome import Hop
from citaudit.resolve.page import PageStart, read_page
from citaudit.resolve.soft404 import Probe, sibling
from citaudit.urls.address import address, host

_MOST: Final = 4_096
_HOPS: Final = 5
AGENT: Final = "citaudit"
Method = Literal["GET", "HEAD", "RANGED"]  # RANGED: a GET for the first bytes, after a HEAD


@dataclass(frozen=True, slots=True)
class Wait:
    """The look goes on at `job.here`, after `seconds`."""

    seconds: float = 0.0


class Kept(NamedTuple):
    """An answer that waits for a probe to compare it with."""

    reply: Reply
    page: PageStart


@dataclass(slots=True)
class Job:
    """One address on its way to a look. `here` is where the next request goes."""

    url: str
    here: str
    method: Method
    trail: list[Hop] = field(default_factory=list)
    been: set[tuple[str, int]] = field(default_factory=set)  # addresses, and cookies held then
    tries: int = 0
    hard: str = ""  # the first hard evidence, while it waits to be confirmed
    kept: Kept | None = None  # the answer, while a probe is made


@dataclass(slots=True)
class Titled:
    """The first answer of a site with this title."""

    job: Job
    reply: Reply
    page: PageStart
    revised: bool = False


@dataclass(slots=True)
class Site:
    """One scheme, host and port. `probe` is what it says to an address that cannot exist."""

    robots: robots.Robots | None = None
    asking: bool = False
    titles: dict[str, Titled] = field(default_factory=dict)
    probe: Probe | None = None
    probing: bool = False

    def seen_before(self, page: Titled) -> bool:
        """Whether another address of this site had the same title; remembers the first of each."""
        if not page.page.title:
            return False
        if len(self.titles) > 200:
            self.titles.clear()
        return self.titles.setdefault(page.page.title, page).job.url != page.job.url


class Sites:
    """The sites of a run, the least recently used forgotten."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Site] = OrderedDict()

    def of(self, url: str) -> Site:
        origin = _origin(url)
        site = self._known.get(origin)
        if site is None:
            site = self._known[origin] = Site()
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(origin)
        return site


async def robots_of(client: Client, url: str) -> robots.Robots:
    """The robots.txt that speaks for `url` (RFC 9309 §2.3.1).

    None there (4xx): all may be read. A server that cannot say (5xx, no answer): nothing may.
    """
    here = f"{_origin(url)}/robots.txt"
    for _ in range(_HOPS):
        try:
            reply = await client.fetch("GET", here, want=_whole)
        except Failure as failure:
            return robots.SHUT if failure.fault is Fault.TIMEOUT else robots.OPEN
        if reply.location is None:
            break
        if host(reply.location) != host(here):
            return robots.OPEN
        here = reply.location
    if 200 <= reply.status < 300:
        return robots.read(reply.body.decode("utf-8", "replace"), AGENT)
    return robots.SHUT if reply.status >= 500 else robots.OPEN


async def probed(client: Client, url: str, limit: int) -> Probe:
    """What the site of `url` says to a random sibling; redirects on the site itself followed."""
    here = sibling(url, f"no-such-page-{secrets.token_hex(6)}")
    for _ in range(_HOPS):
        reply = await client.fetch("GET", here, want=lambda each: limit if each.status < 300 else 0)
        target = reply.location
        if target is None or host(target) != host(here):
            break
        here = target
    content_type = reply.headers.get("content-type", "")
    page = read_page(reply.body, content_type, cut=reply.cut) if reply.body else PageStart()
    return Probe(reply.status, here, page)


def _whole(reply: Reply) -> int:
    return robots.LARGEST if 200 <= reply.status < 300 else 0


def _origin(url: str) -> str:
    parts = address(url)
    return f"{parts.scheme}://{parts.netloc}" if parts else ""

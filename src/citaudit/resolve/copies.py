"""Opens copies in archives: whether there is one, and whether it is the page or an error.

`Memento-Datetime` tells an archived 404 from a copy that is missing, and an archived 503 from an
archive that is down. Redirects are followed inside the archive and never out of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal
from urllib.parse import urljoin

from citaudit.model import Confidence, Look, Outcome, Standing, Verdict
from citaudit.model.evidence import PAGE_STATUSES
from citaudit.net.reply import Reply
from citaudit.resolve import memento
from citaudit.resolve.archive_host import ArchiveHosts, CouldNotAsk
from citaudit.resolve.options import Options
from citaudit.resolve.page import is_page, read_page
from citaudit.resolve.soft404 import soft_reason
from citaudit.resolve.wayback import Endpoint
from citaudit.text.moments import day_of_stamp
from citaudit.urls.address import host
from citaudit.urls.archive import ArchiveUrl, parse_archive_url

_HOPS: Final = 5
_STAMPED: Final = re.compile(
    r"/(\d{4,14})([a-z]{2}_)?/+(?=[a-z][a-z0-9+.\-]{0,20}(?::|%3A)|[\w\-.]+\.)", re.I
)
# These answer in their own way, by an id or without saying that they show a copy.
_OTHERS: Final = frozenset(
    {"webcite", "google-cache", "perma.cc", "ghostarchive", "wikiwix", "freezepage", "memento"}
    | {"megalodon", "ndl-jp", "webrecorder", "rhizome", "archive.st", "peeep.us", "screenshots"}
    | {"europarchive"}
)
_PAGES_ONLY: Final = frozenset({"archive.today"})  # shows a copy in one form, without `id_`


@dataclass(frozen=True, slots=True)
class Opened:
    """What stands behind the address of a copy. `taken` is what the archive says (14 digits)."""

    kind: Literal["good", "error", "missing"]
    status: int | None
    taken: str | None
    address: str
    title: str = ""
    reason: str = ""


def named_copy(url: str) -> ArchiveUrl | None:
    """The copy an address of a page names, where this module can judge it."""
    copy = parse_archive_url(url)
    if copy is None or copy.needs_network or not copy.original or not copy.timestamp:
        return None
    if copy.service in _OTHERS or not _STAMPED.search(url):
        return copy if copy.service in _PAGES_ONLY else None
    return copy


def raw(url: str, service: str) -> str:
    """The address of the bytes as they were captured, where the archive gives them out."""
    if service in _PAGES_ONLY:
        return url
    return _STAMPED.sub(lambda found: f"/{found[1]}id_/", url, count=1)


def plain(url: str) -> str:
    """The address that readers are led to: without a flag."""
    return _STAMPED.sub(lambda found: f"/{found[1]}/", url, count=1)


class Opener:
    """Opens copies for one run."""

    def __init__(self, hosts: ArchiveHosts, options: Options, own: Endpoint | None = None) -> None:
        self._hosts, self._options = hosts, options
        self._own = own if own and own.own else None

    async def opened(self, url: str, original: str, *, strict: bool = True) -> Opened:
        """What stands at `url`, a raw copy of `original`. Raises `CouldNotAsk`.

        `strict` takes for a copy only what the archive says is one.
        """
        here, shown, led = url, original, 0
        for _ in range(_HOPS):
            reply = await self._hosts.of(here).ask(
                here, _fault_of_copy, largest=self._options.largest_page
            )
            target = reply.location
            if memento.is_memento(reply.headers):
                if target is None:
                    return _read(reply, original, shown)
                shown, led = _inside(target, here, shown), reply.status
                here = _at(here, shown)
            elif target is not None:
                if host(target) != host(here):
                    return Opened(
                        "error", reply.status, None, here, reason="leads out of the archive"
                    )
                here = target
                inner = parse_archive_url(target)
                shown = inner.original if inner and inner.original else shown
            elif reply.status in PAGE_STATUSES and not strict:
                return _read(reply, original, shown)
            elif led and reply.status in (404, 410):
                why = f"the copy is of a redirect to {shown}, of which there is none"
                return Opened("error", led, None, here, reason=why)
            elif reply.status in (404, 410):
                why = f"the archive has no copy there ({reply.status})"
                return Opened("missing", reply.status, None, here, reason=why)
            else:
                raise CouldNotAsk("the archive answers with something that is no copy")
        return Opened("error", None, None, here, reason="the copy is of redirects without end")

    async def named(self, url: str, at: float) -> Look:
        """A look at a copy that a page names; `at` is the time it is given."""
        copy = named_copy(url)
        if copy is None or copy.original is None or copy.timestamp is None:
            return Look(url, at, Outcome.SKIPPED, reason="no address of a copy")
        try:
            found = await self._named(url, copy, copy.original, copy.timestamp)
        except CouldNotAsk as stop:
            why = f"the archive could not be asked: {stop.reason}"
            return Look(url, at, Outcome.BLOCKED, reason=why)
        outcome = {"good": Outcome.ALIVE, "error": Outcome.SOFT_404, "missing": Outcome.GONE}
        other = found.taken is not None and not _same_day(found.taken, copy.timestamp)
        shown = plain(found.address) if other else None
        look = Look(url, at, outcome[found.kind], found.status, shown)
        return replace(look, title=found.title or None, reason=_reason(found, copy.timestamp))

    async def _named(self, url: str, copy: ArchiveUrl, original: str, taken: str) -> Opened:
        """At one's own archive first, where there is one; then at the address as written."""
        if self._own and copy.service == "wayback":
            try:
                found = await self.opened(self._own.copy(taken, original, "id_"), original)
                if found.kind != "missing" and _same_day(found.taken, taken):
                    return found
            except CouldNotAsk:
                pass
        return await self.opened(raw(url, copy.service), original, strict=False)


def copy_verdict(known: Verdict) -> Verdict:
    """The verdict on a named copy: an archived error is sure at once, for copies do not change."""
    look = known.look
    if look and look.outcome is Outcome.SOFT_404 and (look.status or 0) >= 300:
        return replace(known, standing=Standing.DEAD, confidence=Confidence.HIGH)
    return known


def _fault_of_copy(reply: Reply) -> str | None:
    """What is wrong with an answer of the archive itself; None where it says something."""
    if reply.status in PAGE_STATUSES or reply.status in (404, 410) or reply.location is not None:
        return None
    if reply.status in (401, 403, 451):
        return f"the archive does not show it ({reply.status})"
    return f"an unexpected answer of the archive ({reply.status})"


def _read(reply: Reply, original: str, shown: str) -> Opened:
    """Judge the page in a copy as a live page would be judged."""
    when = memento.taken(reply.headers)
    if reply.status not in PAGE_STATUSES:
        why = f"the copy is of an error page ({reply.status})"
        return Opened("error", reply.status, when, reply.url, reason=why)
    kind = _content_type(reply.headers)
    if not is_page(kind):
        return Opened("good", reply.status, when, reply.url)
    if not reply.body.strip() and not reply.cut:
        return Opened("error", reply.status, when, reply.url, reason="the copy is empty")
    page = read_page(reply.body, kind, cut=reply.cut)
    soft = soft_reason(original, shown, page, None)
    found = Opened("error" if soft else "good", reply.status, when, reply.url, page.title)
    return replace(found, reason=soft or "")


def _content_type(headers: Mapping[str, str]) -> str:
    return headers.get("x-archive-orig-content-type") or headers.get("content-type", "")


def _inside(target: str, here: str, shown: str) -> str:
    """The original that an archived redirect leads to; some archives write it into their own.

    Raises `CouldNotAsk` where that is no address.
    """
    inner = parse_archive_url(target)
    if inner and inner.original:
        return inner.original
    if host(target) == host(here):
        if (found := _STAMPED.search(target)) and (rest := target[found.end() :]):
            return rest
        path = target.partition("://")[2].partition("/")[2]
        try:
            return urljoin(shown, f"/{path}")
        except ValueError as error:  # brackets that hold no IPv6 address
            raise CouldNotAsk("the answer of the archive cannot be read") from error
    return target


def _at(here: str, original: str) -> str:
    """The same archive and time, another original."""
    found = _STAMPED.search(here)
    return f"{here[: found.end()]}{original}" if found else original


def _same_day(one: str | None, other: str) -> bool:
    return one is not None and one[:8] == other[:8]


def _reason(found: Opened, asked: str) -> str:
    """The reason with what the archive shows instead, where that is of another day."""
    day = day_of_stamp(found.taken)
    if found.kind == "missing" or day is None or _same_day(found.taken, asked):
        return found.reason
    other = f"the archive shows its copy of {day}"
    return f"{found.reason}; {other}" if found.reason else other

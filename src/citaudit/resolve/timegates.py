"""Asks any archive that speaks Memento: its TimeGate first, its TimeMap where that copy is bad."""

from __future__ import annotations

from citaudit.model import ArchiveAnswer, Snapshot
from citaudit.model.evidence import PAGE_STATUSES
from citaudit.net.reply import Reply
from citaudit.resolve import memento
from citaudit.resolve.archive_cache import ArchiveCache
from citaudit.resolve.archive_host import ArchiveHosts, CouldNotAsk
from citaudit.resolve.copies import Opened, Opener, plain, raw
from citaudit.resolve.memento import Memento
from citaudit.resolve.ranking import Near, by_day
from citaudit.urls.address import host
from citaudit.urls.archive import parse_archive_url

_TRIED = 8  # copies of a TimeMap that are opened


class TimeGate:
    """One TimeGate: an address that the address wanted is put behind."""

    def __init__(
        self, base: str, hosts: ArchiveHosts, opener: Opener, answers: ArchiveCache
    ) -> None:
        self._base = base if base.endswith(("/", "=")) else f"{base}/"
        self._hosts, self._opener, self._answers = hosts, opener, answers

    async def answer(self, url: str, near: Near | None) -> ArchiveAnswer:
        """Whether that archive has a good copy, as it said lately or says now."""
        known = self._answers.snapshots(self._base, url)
        if known:
            return ArchiveAnswer("found", known)
        if known is not None:
            return ArchiveAnswer("none", reason=f"{host(self._base)} has no good copy")
        try:
            answer = await self._answer(url, near)
        except CouldNotAsk as stop:
            return ArchiveAnswer("could-not-ask", reason=f"{host(self._base)}: {stop.reason}")
        self._answers.keep_snapshots(self._base, url, answer.snapshots)
        return answer

    async def _answer(self, url: str, near: Near | None) -> ArchiveAnswer:
        headers = {"accept-datetime": memento.accept_datetime(near.stamp)} if near else {}
        gate = f"{self._base}{url}"
        reply = await self._hosts.of(gate).ask(gate, _fault_of_gate, index=True, headers=headers)
        if reply.status in (404, 410) and not memento.is_memento(reply.headers):
            return ArchiveAnswer("none", reason=f"{host(gate)} has no copy")
        links = list(memento.links(reply.headers.get("link", ""), gate))
        best = reply.headers.get("content-location") or reply.location
        first = [best] if best else [each.url for each in links if each.taken][:1]
        tried: dict[str, Opened] = {}
        for address in first:
            if copy := await self._opened(address, url, tried):
                return copy
        timemap = next((each.url for each in links if "timemap" in each.rels), None)
        if timemap is None:
            return _none(tried)
        for each in await self._listed(timemap, near):
            if plain(each.url) in tried:
                continue
            if len(tried) >= _TRIED:
                raise CouldNotAsk(f"{len(tried)} copies were opened, none was good")
            if copy := await self._opened(each.url, url, tried):
                return copy
        return _none(tried)

    async def _listed(self, timemap: str, near: Near | None) -> list[Memento]:
        """The copies of a TimeMap, the best first."""
        reply = await self._hosts.of(timemap).ask(timemap, _fault_of_timemap, index=True)
        text = reply.body.decode("utf-8", "replace")
        return by_day(memento.mementos(text, timemap), near)

    async def _opened(self, copy: str, url: str, tried: dict[str, Opened]) -> ArchiveAnswer | None:
        """The answer where this copy is good."""
        parsed = parse_archive_url(copy)
        as_captured = raw(copy, parsed.service if parsed else "")
        found = await self._opener.opened(as_captured, url)
        if found.kind == "missing" and as_captured != copy:  # it gives out no captured bytes
            found = await self._opener.opened(copy, url)
        tried[plain(copy)] = found
        if found.kind != "good":
            return None
        service = parsed.service if parsed else host(copy)
        snapshot = Snapshot(url, plain(copy), found.taken, found.status, service)
        return ArchiveAnswer("found", (snapshot,))


def _none(tried: dict[str, Opened]) -> ArchiveAnswer:
    reason = next((each.reason for each in tried.values()), "no copy is listed")
    return ArchiveAnswer("none", reason=f"copies, but no good one: {reason}")


def _fault_of_gate(reply: Reply) -> str | None:
    """What is wrong with an answer of a TimeGate; None where it leads on or says no."""
    if reply.location is not None or reply.status in (404, 410):
        return None
    linked = reply.headers.get("link", "")
    if reply.status in PAGE_STATUSES and "memento" in linked:
        return None
    return f"no answer of a TimeGate ({reply.status})"


def _fault_of_timemap(reply: Reply) -> str | None:
    """What is wrong with an answer that should be a TimeMap; None where it is one."""
    if reply.cut:
        return "the TimeMap is too large"
    kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    if reply.status == 200 and kind in ("application/link-format", "text/plain"):
        return None
    return f"no TimeMap ({reply.status}, {kind or 'of no type'})"

"""What archives have of sources: an answer each, *found*, *none* or *could not ask*."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from citaudit.model import ArchiveAnswer, Snapshot
from citaudit.model.evidence import PAGE_STATUSES
from citaudit.net.reply import Reply
from citaudit.resolve import wayback
from citaudit.resolve.archive_cache import ArchiveCache
from citaudit.resolve.archive_host import ArchiveHosts, CouldNotAsk
from citaudit.resolve.copies import Opened, Opener
from citaudit.resolve.options import Options
from citaudit.resolve.ranking import Near, good, ranked
from citaudit.resolve.timegates import TimeGate
from citaudit.resolve.wayback import Endpoint, Row, Unreadable
from citaudit.urls.address import address
from citaudit.urls.numeric import literal
from citaudit.urls.private import private_reason

_ROWS: Final = 5_000  # captures asked for at once; few pages have more
_WORTH_A_LIST: Final = 3  # addresses of one site from which one list for all is cheaper
_TRIED: Final = 8  # copies opened before an address is given up
_KINDS: Final = frozenset({"text/plain", "text/x-cdxj", "text/x-ndjson", "application/json"})
_GRACE: Final = 3.0  # seconds for answers that are on their way when a run is interrupted
_OF_PAGES: Final = f"statuscode:{'|'.join(map(str, sorted(PAGE_STATUSES)))}"


class Archives:
    """The archives of one run: the index of a Wayback Machine, then TimeGates."""

    def __init__(
        self, hosts: ArchiveHosts, opener: Opener, answers: ArchiveCache, options: Options
    ) -> None:
        self._hosts, self._opener = hosts, opener
        self._answers, self._options = answers, options
        self._at = wayback.endpoint(options.wayback) if options.wayback else None
        self._gates = [TimeGate(base, hosts, opener, answers) for base in options.archives]
        if self._at:
            hosts.of(self._at.cdx).index.recall(answers.ages(self._at.cdx))

    async def asked(
        self,
        wanted: Mapping[str, Near | None],
        seen: Callable[[int, int], None] = lambda *_: None,
    ) -> tuple[dict[str, ArchiveAnswer], bool]:
        """An answer for each address, and whether the run was interrupted meanwhile.

        `seen` is told how many of them are done. What time does not suffice for is "could not
        ask", and says so.
        """
        said: dict[str, ArchiveAnswer] = {}
        for url in wanted:
            if why := why_unaskable(url, allow_private=self._options.allow_private):
                said[url] = ArchiveAnswer("could-not-ask", reason=why)
        left = [url for url in wanted if url not in said]
        tasks = [
            asyncio.create_task(
                self._site(urls, wanted, said, lambda: seen(len(said), len(wanted)))
            )
            for urls in _by_site(left)
        ]
        ended, interrupted = "", False
        seen(len(said), len(wanted))
        try:
            # Unlike `gather`, `wait` leaves the tasks alone where it is cancelled itself.
            done, pending = await asyncio.wait(
                tasks or [asyncio.create_task(asyncio.sleep(0))],
                timeout=self._options.archive_budget,
            )
            for each in done:
                each.result()
            if pending:
                ended = f"not asked: the {self._options.archive_budget:g} s for archives were up"
        except asyncio.CancelledError:
            ended, interrupted = "not asked: the run was interrupted", True
            if task := asyncio.current_task():
                task.uncancel()
            # What is on its way would have to be asked for again: it gets a moment to arrive.
            await self._hosts.drained(ended, _GRACE)
        finally:
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for url in left:
            said.setdefault(url, ArchiveAnswer("could-not-ask", reason=ended))
        return said, interrupted

    async def _site(
        self,
        urls: Sequence[str],
        wanted: Mapping[str, Near | None],
        said: dict[str, ArchiveAnswer],
        seen: Callable[[], None],
    ) -> None:
        """The addresses of one site: one list for all where that is cheaper, then one by one."""
        listed: dict[str, list[Row]] = {}
        if self._at and len(self._unknown(self._at, urls)) >= _WORTH_A_LIST:
            listed = await self._together(self._at, urls)

        async def one(url: str) -> None:
            said[url] = await self._one(url, wanted[url], listed.get(wayback.place(url)))
            seen()

        async with asyncio.TaskGroup() as group:
            for url in urls:
                group.create_task(one(url))

    async def _one(self, url: str, near: Near | None, rows: list[Row] | None) -> ArchiveAnswer:
        answers: list[ArchiveAnswer] = []
        if self._at:
            answers.append(await _answered(self._chosen(self._at, url, near, rows)))
        for gate in self._gates:
            if answers and answers[-1].state == "found":
                break
            answers.append(await _answered(gate.answer(url, near)))
        return _summed(answers)

    async def _chosen(
        self, at: Endpoint, url: str, near: Near | None, rows: list[Row] | None
    ) -> ArchiveAnswer:
        """The best capture that proves good when it is opened."""
        if not rows or not good(rows):
            rows = self._answers.listing(at.cdx, url)
        if rows is None:
            rows = await self._listed(at, url)
        bad: dict[str, Opened] = {}
        for row in ranked(rows, near):
            if row.digest in bad:
                continue
            if len(bad) >= _TRIED:
                why = f"{len(bad)} of {len(rows)} copies were opened, none was good"
                return ArchiveAnswer("could-not-ask", reason=why)
            found = await self._opened(at, row)
            if found.kind == "good":
                copy = at.copy(found.taken or row.taken, url)
                taken = found.taken or row.taken
                return ArchiveAnswer("found", (Snapshot(url, copy, taken, 200, at.service),))
            bad[row.digest] = found
        return ArchiveAnswer("none", reason=_why_none(rows, bad))

    async def _opened(self, at: Endpoint, row: Row) -> Opened:
        here = at.copy(row.taken, row.original, "id_")
        found = self._answers.opened(here)
        if found is None:
            found = await self._opener.opened(here, row.original)
            self._answers.keep_opened(here, found)
        return found

    async def _listed(self, at: Endpoint, url: str) -> list[Row]:
        """The captures of one address. Where there are too many: one good one a day."""
        rows, whole = await self._index(at, wayback.query(at, url, limit=_ROWS))
        if not whole:
            daily = wayback.query(
                at, url, limit=4 * _ROWS, filters=[_OF_PAGES], collapses=["timestamp:8"]
            )
            with_many, _ = await self._index(at, daily, 4 * _ROWS)
            rows = list(dict.fromkeys([*with_many, *rows]))
        self._answers.keep_listing(at.cdx, url, rows)
        return rows

    async def _together(self, at: Endpoint, urls: Sequence[str]) -> dict[str, list[Row]]:
        """The captures of many addresses of one site from one list, by place.

        {} where the list is not whole. An address that is not on it is asked for by itself: its
        site may file it under another key.
        """
        shared = _shared(urls)
        rows = self._answers.listing(at.cdx, f"{shared}*")
        if rows is None:
            try:
                request = wayback.query(at, shared, match="prefix", limit=_ROWS)
                found_rows, whole = await self._index(at, request)
            except (CouldNotAsk, ValueError):
                return {}  # each is asked for by itself then, and says what is wrong
            rows = found_rows if whole else []
            self._answers.keep_listing(at.cdx, f"{shared}*", rows)
        listed: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            listed[wayback.place(row.original)].append(row)
        for url in urls:
            found = listed.get(wayback.place(url))
            if found and good(found):
                self._answers.keep_listing(at.cdx, url, found)
        return listed

    async def _index(
        self, at: Endpoint, request: str, limit: int = _ROWS
    ) -> tuple[list[Row], bool]:
        self._answers.count(at.cdx)
        reply = await self._hosts.of(at.cdx).ask(request, _fault_of_list, index=True)
        try:
            return wayback.rows(at, reply.body.decode("utf-8"), limit)
        except Unreadable as error:
            raise CouldNotAsk(error.reason) from error
        except UnicodeDecodeError as error:
            raise CouldNotAsk("the list of captures is no text") from error

    def _unknown(self, at: Endpoint, urls: Sequence[str]) -> list[str]:
        return [url for url in urls if self._answers.listing(at.cdx, url) is None]


async def _answered(asking: Awaitable[ArchiveAnswer]) -> ArchiveAnswer:
    """The answer. What an archive writes for an address may be none: that costs one answer."""
    try:
        return await asking
    except CouldNotAsk as stop:
        return ArchiveAnswer("could-not-ask", reason=stop.reason)
    except ValueError:
        return ArchiveAnswer("could-not-ask", reason="the answer of the archive cannot be read")


def why_unaskable(url: str, *, allow_private: bool) -> str | None:
    """Why an archive is not told of an address: what is not public stays here."""
    parts = address(url)
    if parts is None or parts.scheme not in ("http", "https"):
        return "no address of the web"
    if parts.userinfo:
        return "the address holds a user name; archives are not told of it"
    nameless = "." not in parts.host and literal(parts.host) is None
    if not allow_private and (nameless or private_reason(url)):
        return "a private address; archives are not told of it"
    return None


def _fault_of_list(reply: Reply) -> str | None:
    """What is wrong with an answer of an index; None where its text can be read."""
    if reply.status != 200:
        excluded = b"AdministrativeAccessControl" in reply.body
        return "the archive does not show this site" if excluded else f"status {reply.status}"
    kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _KINDS:
        return f"no list of captures ({kind or 'of no type'})"
    return "the list of captures is too large" if reply.cut else None


def _by_site(urls: Sequence[str]) -> list[list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for url in urls:
        found[wayback.place(url).partition("/")[0]].append(url)
    return list(found.values())


def _shared(urls: Sequence[str]) -> str:
    """The longest folder that all these addresses of one site share."""
    known = [parts for url in urls if (parts := address(url))]
    shared = []
    for names in zip(*(parts.path.split("/")[:-1] for parts in known), strict=False):
        if len(set(names)) > 1:
            break
        shared.append(names[0])
    folder = "/".join(shared)
    return f"http://{known[0].netloc}{folder}/"


def _summed(answers: Sequence[ArchiveAnswer]) -> ArchiveAnswer:
    """Found where one archive has it; none only where every archive said so."""
    for state in ("found", "could-not-ask"):
        those = [each for each in answers if each.state == state]
        if those:
            reason = "; ".join(dict.fromkeys(each.reason for each in those if each.reason))
            return ArchiveAnswer(those[0].state, those[0].snapshots, reason)
    reason = "; ".join(dict.fromkeys(each.reason for each in answers if each.reason))
    return ArchiveAnswer("none", reason=reason)


def _why_none(rows: Sequence[Row], bad: Mapping[str, Opened]) -> str:
    if not rows:
        return "never archived"
    if bad:
        return f"archived, but no copy is good: {next(iter(bad.values())).reason}"
    statuses = sorted({str(row.status) for row in rows if row.status is not None})
    return f"archived only as {', '.join(statuses)}"

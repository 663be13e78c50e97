"""Asks the archive to keep sources that it has no copy of. Only when told to, never by itself."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from citaudit.model import Citations
from citaudit.net import retry
from citaudit.net.client import Client
from citaudit.net.reply import Reply
from citaudit.resolve import wayback
from citaudit.resolve.archive_cache import ArchiveCache
from citaudit.resolve.archive_host import ArchiveHost, ArchiveHosts, CouldNotAsk
from citaudit.resolve.archives import Archives, why_unaskable
from citaudit.resolve.copies import Opener
from citaudit.resolve.history import opened
from citaudit.resolve.options import Options
from citaudit.resolve.plan import planned
from citaudit.resolve.ranking import wanted_near
from citaudit.text.moments import DAY
from citaudit.urls.address import host
from citaudit.urls.archive import parse_archive_url

_PATIENCE: Final = 180.0  # seconds: it answers when the page has been captured
_AGAIN: Final = DAY  # after which a refusal is asked anew

# What Save Page Now answers where it could not read the page itself.
_UNREAD: Final = frozenset({520, 521, 522, 523, 524})
State = Literal["kept", "saved", "failed", "left"]
STATES: Final[tuple[State, ...]] = get_args(State)


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one source: `kept` before, `saved` by this, `failed`, or `left` alone."""

    url: str
    state: State
    copy: str | None = None
    reason: str = ""


class SaveRun:
    """One run over the sources of pages. Raises ValueError where no Wayback Machine is set.

    `cache_problem` says why the next run would ask again for all of them, where that is so.
    """

    def __init__(self, options: Options) -> None:
        if not options.wayback:
            raise ValueError("no archive to save at; set wayback")
        self.cache_problem: str | None = None
        self._options = options

    async def save_all(
        self, citations: Sequence[Citations], *, ask: bool = True
    ) -> AsyncIterator[Saved]:
        """Each source of these pages, as soon as it is known what becomes of it.

        First the archive is asked which it has; the others it is asked to keep, so many a minute.
        Answers are kept: a run that is cut off goes on where it was. Without `ask` nothing is
        saved.
        """
        options = self._options
        patient = replace(options, timeout=_PATIENCE, total_timeout=_PATIENCE)
        history = opened(options.cache_dir, keep=options.cache)
        answers = ArchiveCache(history.path, options.clock)
        try:
            async with Client(options) as client, Client(patient) as slow:
                urls, left = _sources(citations, options)
                for each in left:
                    yield each
                asking = _SavePageNow(options, answers, client, slow)
                async for each in asking.save_all(urls, citations, ask=ask):
                    yield each
        finally:
            answers.close()
            history.close()
            self.cache_problem = history.problem or answers.problem or None


class _SavePageNow:
    """Save Page Now, within its limits."""

    def __init__(
        self, options: Options, answers: ArchiveCache, client: Client, slow: Client
    ) -> None:
        self._options, self._answers = options, answers
        self._at = wayback.endpoint(options.wayback)
        self._base = wayback.save_base(self._at)
        hosts = ArchiveHosts(client, options)
        opener = Opener(hosts, options, self._at)
        self._archives = Archives(hosts, opener, answers, replace(options, archives=()))
        patient = replace(options, retries=1)
        self._host = ArchiveHost(slow, patient, host(self._base), options.save_rate)
        self._counted = f"{self._base}/save"
        self._host.index.recall(answers.ages(self._counted))
        self._clock = options.clock or time.time

    async def save_all(
        self,
        urls: Sequence[str],
        citations: Sequence[Citations],
        *,
        ask: bool,
    ) -> AsyncIterator[Saved]:
        """What becomes of each address."""
        near = wanted_near(citations)
        open_: list[str] = []
        for url in urls:
            before = self._before(url)
            if before is None:
                open_.append(url)
            else:
                yield before
        wanted = {url: near.get(url) for url in open_}
        found, interrupted = await self._archives.asked(wanted)
        for url in open_:
            answer = found[url]
            if answer.state == "found":
                yield Saved(url, "kept", answer.snapshots[0].archive_url)
            elif answer.state == "could-not-ask" or not ask or interrupted:
                yield Saved(url, "left", reason=answer.reason)
            else:
                yield await self._save(url)

    def _before(self, url: str) -> Saved | None:
        """What an earlier run did with this address."""
        known = self._answers.saved(self._base, url)
        if known is None:
            return None
        at, copy, reason = known
        if copy:
            return Saved(url, "saved", copy, "by an earlier run")
        if self._clock() - at < _AGAIN:
            return Saved(url, "failed", None, f"{reason} (asked less than a day ago)")
        return None

    async def _save(self, url: str) -> Saved:
        request, headers = wayback.save_request(self._base, url)
        self._answers.count(self._counted)
        try:
            reply = await self._host.ask(
                request,
                lambda _: None,
                index=True,
                headers=headers,
                passing=retry.PASSING - _UNREAD,
            )
        except CouldNotAsk as stop:
            return Saved(url, "left", None, stop.reason)
        copy = wayback.saved_at(
            self._base,
            url,
            reply.headers.get("content-location", ""),
            reply.headers.get("link", ""),
            reply.location or reply.url,
        )
        if copy is None:
            reason = _refusal(reply)
            self._answers.keep_saved(self._base, url, None, reason)
            return Saved(url, "failed", None, reason)
        self._answers.keep_saved(self._base, url, copy, "")
        self._answers.forget_listing(self._at.cdx, url)
        return Saved(url, "saved", copy)


def _sources(citations: Sequence[Citations], options: Options) -> tuple[list[str], list[Saved]]:
    """The sources that an archive could keep, and those it is not told of."""
    history = opened(None, keep=False)
    plan = planned(citations, options, history, 0.0)
    sources = {
        plan.keys[link.url]
        for page in citations
        for link in page.document.links
        if link.role == "source" and link.url in plan.keys
    }
    urls: list[str] = []
    left: list[Saved] = []
    for key in dict.fromkeys(plan.keys.values()):
        if key not in sources or parse_archive_url(key):
            continue
        why = plan.skipped.get(key) or why_unaskable(key, allow_private=options.allow_private)
        if why:
            left.append(Saved(key, "left", reason=why))
        else:
            urls.append(key)
    return urls, left


def _refusal(reply: Reply) -> str:
    if reply.status in _UNREAD:
        return f"the archive could not read the page ({reply.status})"
    if reply.status in (401, 403):
        return f"the archive does not keep this page ({reply.status})"
    return f"the archive names no copy ({reply.status})"

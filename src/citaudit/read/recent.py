"""The edits of a wiki as they are made, by its stream of recent changes.

https://wikitech.wikimedia.org/wiki/Event_Platform/EventStreams: one JSON object an event, for all
wikis together.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from citaudit.model import PageChange
from citaudit.net.events import events
from citaudit.read.asking import Asking
from citaudit.read.mediawiki import Wiki, WikiError, Wikis, unread
from citaudit.read.wiki import Target, target_of
from citaudit.read.wiki_edits import change_of

STREAM: Final = "https://stream.wikimedia.org/v2/stream/recentchange"
"""The recent changes of all Wikimedia wikis."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which edits count: those of these titles and of the pages of a category, else all.

    Only pages of the article namespace, and no edits by bots unless `bots`.
    """

    titles: frozenset[str] | None = None
    category: str | None = None
    bots: bool = False


@dataclass(frozen=True, slots=True)
class RecentEdit:
    """One edit: who made it when, and both sides of it."""

    title: str
    revision: int
    parent: int | None
    user: str
    at: int
    change: PageChange

    @property
    def url(self) -> str | None:
        """Where a reader sees the revision."""
        return getattr(self.change.new, "url", None)


async def edits(
    site: str, wanted: Filter, asking: Asking, stream: str = STREAM
) -> AsyncIterator[RecentEdit]:
    """The edits of a wiki (`wiki:zh`) from now on. Raises `WikiError`, `Failure`."""
    target = target_of(f"{site}:")
    async with Wikis(asking) as wikis:
        wiki = await wikis.at(target.api or "")
        titles = await _titles(wiki, wanted)
        host = await _host(wiki)
        async for data in events(wikis.client, stream, asking.retries):
            event = _change(data, host)
            if event is None or (event.get("bot") and not wanted.bots):
                continue
            if titles is not None and event["title"] not in titles:
                continue
            yield await _edit(wiki, target, event)


async def _edit(wiki: Wiki, target: Target, event: dict[str, Any]) -> RecentEdit:
    numbers = event["revision"]
    try:
        change = await change_of(wiki, target, numbers["new"])
    except WikiError as error:
        name = f"wiki:{target.site}:{event['title']}"
        change = PageChange(name, None, unread(name, error))
    return RecentEdit(
        event["title"], numbers["new"], numbers.get("old"), str(event.get("user", "")),
        int(event.get("timestamp") or 0), change,
    )  # fmt: skip


def _change(data: str, host: str) -> dict[str, Any] | None:
    """The edit that an event tells of; None for one of another wiki, or no edit of an article."""
    try:
        event = json.loads(data)
    except ValueError:
        return None
    if not isinstance(event, dict) or event.get("server_name") != host:
        return None
    article = event.get("namespace") == 0 and event.get("type") in ("edit", "new")
    revision = event.get("revision")
    whole = isinstance(revision, dict) and isinstance(revision.get("new"), int)
    return event if article and whole and isinstance(event.get("title"), str) else None


async def _titles(wiki: Wiki, wanted: Filter) -> Iterable[str] | None:
    titles = set(wanted.titles or ())
    if wanted.category is None:
        return titles if wanted.titles is not None else None
    async for part in wiki.each(
        action="query", list="categorymembers", cmtitle=wanted.category, cmtype="page",
        cmlimit="max",
    ):  # fmt: skip
        titles |= {each["title"] for each in part["query"]["categorymembers"]}
    return titles


async def _host(wiki: Wiki) -> str:
    """The host by which the stream names the wiki."""
    answer = await wiki.ask(action="query", meta="siteinfo", siprop="general")
    server = str(answer["query"]["general"].get("servername", ""))
    return server or (urlsplit(wiki.api).hostname or "")

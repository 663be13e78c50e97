"""Edits of wiki pages: one revision against its parent, or all since a moment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from citaudit.model import Page, PageChange, Unread
from citaudit.read.asking import Asking
from citaudit.read.mediawiki import Wiki, WikiError, Wikis, unread
from citaudit.read.wiki import Target, as_asked, page_of, resolved, revisions, run_blocking, titles
from citaudit.text.moments import as_utc

_AGO = re.compile(r"(\d{1,5})\s*(m|h|d|w)", re.IGNORECASE)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def moment(since: str, now: datetime) -> datetime:
    """The moment that `1d`, `12h`, `30m`, `2w` ago was, or a date names. Raises ValueError."""
    ago = _AGO.fullmatch(since.strip())
    if ago:
        return now - timedelta(**{_UNITS[ago[2].lower()]: int(ago[1])})
    try:
        named = datetime.fromisoformat(since.strip())
    except ValueError:
        raise ValueError(f"{since!r} is no moment; write 1d, 12h or 2024-05-01") from None
    return named if named.tzinfo else named.replace(tzinfo=UTC)


def edit_of(target: str, revision: int | None, asking: Asking) -> list[PageChange]:
    """What one revision changed against its parent; None takes the latest."""
    return run_blocking(_edit(target, revision, asking))


def edits_since(targets: Sequence[str], start: datetime, asking: Asking) -> list[PageChange]:
    """What became of each page since a moment; pages that did not change are left out."""
    return run_blocking(_since(targets, start, asking))


async def _edit(written: str, revision: int | None, asking: Asking) -> list[PageChange]:
    try:
        async with Wikis(asking) as wikis:
            target = await resolved(wikis, written)
            wiki = await wikis.at(target.api or "")
            number = revision or target.revision
            if number is None:
                page = (await titles(wiki, [target.title])).get(target.title, {})
                number = next((each["revid"] for each in page.get("revisions", ())), None)
                if number is None:
                    answer = page_of(target, page | {"missing": True})
                    return [PageChange(answer.id, None, answer)]
            return [await change_of(wiki, target, number)]
    except WikiError as error:
        return [PageChange(written, None, unread(written, error))]


async def change_of(wiki: Wiki, target: Target, number: int) -> PageChange:
    """What one revision changed against its parent. Raises `WikiError`."""
    page = (await revisions(wiki, [number])).get(number)
    if page is None:
        return PageChange(target.written, None, Unread(target.written, f"has no revision {number}"))
    if target.title and page["title"] != target.title:
        known = (await titles(wiki, [target.title])).get(target.title, {})
        if known.get("title") != page["title"]:
            words = f"revision {number} is one of {page['title']}"
            return PageChange(target.written, None, Unread(target.written, words))
    parent = page["revisions"][0].get("parentid") or 0
    before = (await revisions(wiki, [parent])).get(parent) if parent else None
    return await _changed(wiki, target, before, page)


async def _since(targets: Sequence[str], start: datetime, asking: Asking) -> list[PageChange]:
    changes: list[PageChange] = []
    async with Wikis(asking) as wikis:
        for written in targets:
            try:
                target = await resolved(wikis, written)
                wiki = await wikis.at(target.api or "")
                changes += await _page_since(wiki, target, start)
            except WikiError as error:
                changes.append(PageChange(written, None, unread(written, error)))
    return changes


async def _page_since(wiki: Wiki, target: Target, start: datetime) -> list[PageChange]:
    page = (await titles(wiki, [target.title])).get(target.title, {"missing": True})
    if not page.get("revisions"):
        answer = page_of(target, page)
        return [PageChange(answer.id, None, answer)]
    history = await wiki.ask(
        action="query", titles=page["title"], prop="revisions", rvprop="ids",
        rvstart=as_utc(start), rvdir="older", rvlimit=1,
    )  # fmt: skip
    found = history["query"]["pages"][0].get("revisions", ())
    old = found[0]["revid"] if found else None
    if old == page["revisions"][0]["revid"]:
        return []
    before = (await revisions(wiki, [old])).get(old) if old else None
    return [await _changed(wiki, target, before, page)]


async def _changed(
    wiki: Wiki, target: Target, before: dict[str, Any] | None, after: dict[str, Any]
) -> PageChange:
    new = await as_asked(wiki, page_of(target, after, old=True), wiki.asking)
    old = page_of(target, before, old=True) if before else None
    old = await as_asked(wiki, old, wiki.asking) if old else None
    if isinstance(old, Page) and isinstance(new, Page):
        old = replace(old, id=new.id)
    return PageChange(new.id, None if isinstance(old, Unread) else old, new)

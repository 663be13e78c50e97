"""The Action API of a MediaWiki: one question after another, as its etiquette asks.

https://www.mediawiki.org/wiki/API:Etiquette: requests in series, titles in batches, `maxlag`, an
honest user agent, packed answers.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from citaudit.model import Unread
from citaudit.net import retry
from citaudit.net.client import Client
from citaudit.net.failure import LASTING, Failure
from citaudit.net.manners import Manners
from citaudit.net.reply import Reply
from citaudit.read.asking import Asking

MAXLAG: Final = 5
"""Seconds of replication lag from which the servers are left alone (API:Etiquette)."""

BATCH: Final = 50
"""Titles or revisions in one question; more need a right that bots have (API:Query)."""

_LARGEST: Final = 64 << 20  # bytes of one answer
_LONGEST_WAIT: Final = 120.0  # seconds; who asks for more is not waited for
_DENIED: Final = frozenset({"readapidenied", "permissiondenied", "readrequired"})
_PASSING: Final = frozenset({"maxlag", "ratelimited", "readonly"})


class WikiError(Exception):
    """The wiki did not give what was asked; the message is fit for a report."""


class Wikis:
    """All the wikis of a run, by the address of their API. An async context manager."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.client = Client(
            Manners(
                user_agent=asking.user_agent,
                timeout=asking.timeout,
                total_timeout=6 * asking.timeout,
                allow_private=asking.allow_private,
                hosts=asking.hosts,
                engine="httpx",
            )
        )
        self._known: dict[str, Wiki] = {}

    async def __aenter__(self) -> Wikis:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.aclose()

    async def at(self, api: str) -> Wiki:
        """The wiki with that API, logged in where a bot password is meant for it."""
        if api not in self._known:
            wiki = Wiki(api, self.client, self.asking)
            await wiki.log_in()
            self._known[api] = wiki
        return self._known[api]


class Wiki:
    """One wiki's API."""

    def __init__(self, api: str, client: Client, asking: Asking) -> None:
        self.api = api
        self._client = client
        self.asking = asking

    async def ask(self, **parameters: str | int) -> dict[str, Any]:
        """One answer. Waits where the wiki is busy; raises `WikiError` for what will not pass."""
        return await self._asked(parameters)

    async def _asked(
        self, parameters: Mapping[str, str | int], *, post: bool = False
    ) -> dict[str, Any]:
        asked = {"format": "json", "formatversion": "2", "maxlag": MAXLAG, **parameters}
        for tries in range(1, self.asking.retries + 2):
            last = tries == self.asking.retries + 1
            reply = await self._sent(urlencode(asked), post, last)
            wait: float | None = None
            if reply is not None:
                answer = _read(reply, self.api)
                error = answer.get("error") if answer else None
                if answer is not None and error is None:
                    return answer
                if error is not None and error.get("code") not in _PASSING:
                    raise WikiError(_words(error))
                wait = _asked_wait(reply)
                if last:
                    raise WikiError(_words(error) if error else f"answers {reply.status}")
            await self._pause(tries, wait)
        raise AssertionError  # the last try returns or raises

    async def _sent(self, query: str, post: bool, last: bool) -> Reply | None:
        try:
            if post:
                return await self._client.fetch(
                    "POST",
                    self.api,
                    want=lambda _: _LARGEST,
                    keep=True,
                    content=query.encode(),
                    headers={"content-type": "application/x-www-form-urlencoded"},
                )
            address = f"{self.api}?{query}"
            return await self._client.fetch("GET", address, want=lambda _: _LARGEST, keep=True)
        except Failure as failure:
            if last or failure.fault in LASTING:
                raise WikiError(f"cannot be reached: {failure.reason}") from failure
            return None

    async def _pause(self, tries: int, asked: float | None) -> None:
        if asked is not None and asked > _LONGEST_WAIT:
            raise WikiError(f"asks to come back in {asked:.0f} seconds")
        await asyncio.sleep(retry.back_off(tries) if asked is None else asked)

    async def send(self, **parameters: str | int) -> dict[str, Any]:
        """One answer to a question too long for an address."""
        return await self._asked(parameters, post=True)

    async def each(self, **parameters: str | int) -> AsyncIterator[dict[str, Any]]:
        """Every part of an answer that comes in parts (`continue`)."""
        more: dict[str, str | int] = {}
        while True:
            answer = await self._asked(parameters | more)
            yield answer
            if not answer.get("continue"):
                return
            more = answer["continue"]

    async def log_in(self) -> None:
        """By the bot password in the environment, if it is meant for this wiki's host.

        `CITAUDIT_WIKI_HOST`, `CITAUDIT_WIKI_USER` and `CITAUDIT_WIKI_PASSWORD`; sent over https, or
        to this machine, only.
        """
        host, user = os.environ.get("CITAUDIT_WIKI_HOST"), os.environ.get("CITAUDIT_WIKI_USER")
        password = os.environ.get("CITAUDIT_WIKI_PASSWORD")
        parts = urlsplit(self.api)
        if not (host and user and password) or parts.hostname != host.lower():
            return
        if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise WikiError("a password is sent over https only")
        answer = await self.ask(action="query", meta="tokens", type="login")
        token = answer["query"]["tokens"]["logintoken"]
        sent = {"lgname": user, "lgpassword": password, "lgtoken": token}
        answer = await self._asked({"action": "login", **sent}, post=True)
        if answer.get("login", {}).get("result") != "Success":
            raise WikiError(f"does not take the bot password of {user}")


def unread(page: str, error: WikiError) -> Unread:
    """What a report says of a page that the wiki did not give."""
    return Unread(page, f"cannot be read from the wiki: {error}")


def _read(reply: Reply, api: str) -> dict[str, Any] | None:
    """The answer; None where another try may bring one. Raises `WikiError`."""
    if reply.status in retry.PASSING and "mediawiki-api-error" not in reply.headers:
        return None
    if reply.cut:
        raise WikiError("its answer is too large")
    try:
        answer = json.loads(reply.body)
    except ValueError:
        if reply.status in retry.PASSING:
            return None
        raise WikiError(f"{api} answers {reply.status}, and no API") from None
    if not isinstance(answer, dict):
        raise WikiError(f"{api} is no API of a MediaWiki")
    return answer


def _asked_wait(reply: Reply) -> float | None:
    return retry.retry_after(reply.headers.get("retry-after"), time.time())


def _words(error: Mapping[str, Any]) -> str:
    if error.get("code") in _DENIED:
        return "only readers who are logged in may read it (see the documents on private wikis)"
    return str(error.get("info") or error.get("code") or "an error without a name")

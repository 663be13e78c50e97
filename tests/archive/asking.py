"""A run over a page whose sources have all died, with an archive on loopback."""

from __future__ import annotations

import asyncio
import http.server
import threading
from collections.abc import Callable, Coroutine, Sequence
from datetime import date
from typing import Any

import httpx

from citaudit.model import Citations, CitedDate, Document, Evidence, Link, Page, Reference, Span
from citaudit.resolve import Options, resolve
from tests.archive.front import Front

NOWHERE = Span(0, 0)
IA = "https://web.archive.org"


class DeadWeb(http.server.ThreadingHTTPServer):
    """A server that has none of the pages it is asked for."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Gone)
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()


class _Gone(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<title>Gone</title>"
        self.send_response_only(404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815


class Routed(httpx.AsyncBaseTransport):
    """Loopback as it is; every other host is the dead web. `outside` lists what it was asked.

    `archive` is the port where web.archive.org is played, where it is.
    """

    def __init__(self, web: DeadWeb, archive: int | None) -> None:
        self._real = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=200))
        self._web, self._archive = web, archive
        self.outside: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != "127.0.0.1":
            port = self._web.server_port
            if self._archive and request.url.host == "web.archive.org":
                port = self._archive
            else:
                self.outside.append(str(request.url))
            request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=port)
        return await self._real.handle_async_request(request)

    async def aclose(self) -> None:
        await self._real.aclose()


def cited(*urls: str, read: date | None = None, published: date | None = None) -> Citations:
    """A page with a reference for each address, read and published on these days."""
    days = [("accessed", read), ("published", published)]
    dates = tuple(
        CitedDate(role, str(day), NOWHERE, day, day)  # type: ignore[arg-type]
        for role, day in days
        if day
    )
    links = tuple(Link(NOWHERE, url) for url in urls)
    references = tuple(
        Reference(f"r{n}", str(n), NOWHERE, "footnote", "web", links=(link,), dates=dates)
        for n, link in enumerate(links, 1)
    )
    return Citations(Document(Page("page", ""), links=links), references)


def options(wayback: str, **settings: Any) -> Options:
    """In a hurry, on loopback, without history."""
    hurry: dict[str, Any] = {
        "wayback": wayback,
        "allow_private": True,
        "host_interval": 0.0,
        "host_concurrency": 8,
        "archive_rate": 0.0,
        "archive_pause": 0.2,
        "cache": False,
        "retries": 1,
        "timeout": 5.0,
        "robots": False,
        "environment": {},
    }
    return Options(**hurry | settings)


def looked(
    pages: Sequence[Citations],
    at: Front | str,
    beside: Callable[[asyncio.Task[Any]], Coroutine[Any, Any, None]] | None = None,
    **settings: Any,
) -> Evidence:
    """The evidence of a run over these pages. A `Front` stands where web.archive.org would.

    `beside` runs meanwhile, and is given the run.
    """
    web = DeadWeb()
    transport = Routed(web, None if isinstance(at, str) else at.server_port)
    wayback = at if isinstance(at, str) else IA

    async def run() -> Evidence:
        task = asyncio.current_task()
        assert task
        other = asyncio.create_task(beside(task)) if beside else None
        async with transport:
            evidence = await resolve(pages, options(wayback, transport=transport, **settings))
        if other:
            other.cancel()
        return evidence

    try:
        return asyncio.run(run())
    finally:
        web.shutdown()
        web.server_close()


def ask(at: Front | str, *urls: str, read: date | None = None, **settings: Any) -> Evidence:
    """The same, over one page that cites these addresses."""
    return looked([cited(*urls, read=read)], at, **settings)

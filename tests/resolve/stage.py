"""A server on loopback that plays what real servers do, over real sockets, for any host name."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from citaudit.model import Citations, Document, Evidence, Link, Page, Span
from citaudit.resolve import Options, resolve


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    host: str
    path: str
    headers: dict[str, str]


@dataclass
class Say:
    """What the server answers: fixed, or by method, or one after another."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    title: str = "A report on the harvest"
    body: str = ""
    delay: float = 0.0
    head: int | None = None
    sequence: Sequence[int] = ()
    raw: Callable[[asyncio.StreamWriter], Awaitable[None]] | None = None

    def page(self) -> bytes:
        text = self.body or "words and words of the report " * 30
        return f"<!doctype html><title>{self.title}</title><h1>{self.title}</h1><p>{text}".encode()


class Stage:
    """Answers by (host, path); what it was not told about is a 404 with a page of its own."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.says: dict[tuple[str, str], Say] = {}
        self.log: list[Asked] = []
        self.most_at_once: dict[str, int] = {}
        self.port = 0
        self._tls = tls
        self._open: dict[str, int] = {}
        self._turns: dict[tuple[str, str], int] = {}
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> Stage:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def say(self, url: str, say: Say) -> str:
        """Have `url` answered so; `//host/path` becomes an address on this server's port."""
        host, _, path = url.removeprefix("//").partition("/")
        self.says[host, f"/{path}"] = say
        return self.url(url)

    def url(self, url: str) -> str:
        host, _, path = url.removeprefix("//").partition("/")
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}/{path}"

    def asked(self, host: str, path: str) -> list[Asked]:
        return [each for each in self.log if (each.host, each.path) == (host, path)]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._one(reader, writer):
                pass
        self._tasks.discard(task)
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *rest = head.split("\r\n")
        method, target, _ = line.split(" ")
        pairs = (each.split(": ", 1) for each in rest if each)
        headers = {name.lower(): value for name, value in pairs}
        host = headers["host"].partition(":")[0]
        self.log.append(Asked(method, host, target, headers))
        self._open[host] = self._open.get(host, 0) + 1
        self.most_at_once[host] = max(self.most_at_once.get(host, 0), self._open[host])
        try:
            missing = Say(404, title="Not here")
            return await self._answer(writer, method, (host, target), headers, missing)
        finally:
            self._open[host] -= 1

    async def _answer(
        self,
        writer: asyncio.StreamWriter,
        method: str,
        key: tuple[str, str],
        headers: dict[str, str],
        missing: Say,
    ) -> bool:
        say = self.says.get(key) or self.says.get(("*", key[1].partition("?")[0])) or missing
        await asyncio.sleep(say.delay)
        if say.raw:
            await say.raw(writer)
            return False
        turn = self._turns[key] = self._turns.get(key, -1) + 1
        status = say.sequence[min(turn, len(say.sequence) - 1)] if say.sequence else say.status
        if method == "HEAD" and say.head is not None:
            status = say.head
        body = b"" if status in (204, 304) else say.page()
        sent = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body))}
        sent |= {k.lower(): v.replace("{port}", str(self.port)) for k, v in say.headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        writer.write(f"HTTP/1.1 {status} Whatever\r\n{lines}\r\n".encode("latin-1"))
        if method != "HEAD":
            writer.write(body)
        await writer.drain()
        return headers.get("connection", "").lower() != "close"


def cited(*urls: str) -> Citations:
    """A page that cites these addresses."""
    links = tuple(Link(Span(0, 0), url) for url in urls)
    return Citations(Document(Page("page", ""), links=links))


def lookup(host: str) -> Sequence[str]:
    """Names of a small world: all lead to loopback, but `*.gone` and `*.mute` do not."""
    if host.endswith(".gone"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    if host.endswith(".mute"):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    return ["127.0.0.1"]


def no_names(host: str) -> Sequence[str]:
    """A machine without a resolver."""
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


async def look_at(*urls: str, **settings: Any) -> Evidence:
    """The evidence of a run on loopback with no history, in a hurry."""
    defaults: dict[str, Any] = {
        "allow_private": True,
        "lookup": lookup,
        "host_interval": 0.0,
        "cache": False,
        "timeout": 5.0,
        "environment": {},
    }
    return await resolve([cited(*urls)], Options(**defaults | settings))

"""A thousand hosts on loopback, which count the connections that are open to each."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

DELAY = 0.03  # seconds for an answer: long enough for two requests to meet


def lookup(name: str) -> Sequence[str]:
    """Every name is this machine."""
    del name
    return ["127.0.0.1"]


def no_names(name: str) -> Sequence[str]:
    """A machine without a network."""
    raise socket.gaierror(socket.EAI_AGAIN, "no answer", name)


class Hosts:
    """What the server saw: requests, and the most connections open at once, by host."""

    def __init__(self) -> None:
        self.port = 0
        self.open: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.paths: Counter[tuple[str, str]] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = ""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ", 2)[1]
                if not host:
                    host = head.lower().partition("\r\nhost: ")[2].partition("\r\n")[0]
                    host = host.partition(":")[0]
                    self.open[host] += 1
                    self.most[host] = max(self.most[host], self.open[host])
                self.asked[host] += 1
                self.paths[host, path] += 1
                await asyncio.sleep(DELAY)
                writer.write(self.answer(path))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open[host] -= bool(host)
            writer.close()

    def answer(self, path: str) -> bytes:
        gone = path == "/robots.txt" or path.startswith("/gone")
        status = "404 Not Found" if gone else "200 OK"
        body = (
            f"<title>The bridge of {path}</title>"
            + "<p>Many words about this one bridge.</p>" * 200
        )
        return (
            f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
            f"{body}"
        ).encode()


@contextmanager
def serving() -> Iterator[Hosts]:
    """The hosts, on a port of their own, until the block ends."""
    hosts, loop, ready = Hosts(), asyncio.new_event_loop(), threading.Event()

    async def run() -> None:
        server = await asyncio.start_server(hosts.serve, "127.0.0.1", 0, backlog=1024)
        hosts.port = server.sockets[0].getsockname()[1]
        ready.set()
        await stop.wait()
        server.close()

    stop = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield hosts
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)

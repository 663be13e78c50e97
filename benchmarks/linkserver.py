"""The other side of `links.py`: a web and a name server on loopback, with latency and accidents.

    linkserver.py [--https CERT KEY] [--names]

Prints `ready` and then, for each line it reads (a JSON plan), plays that plan until the next one
and prints what it saw of the last: {"asked": N, "first": s, "half": s, "last": s}.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import socket
import ssl
import struct
import sys

PAGE = (
    b"<!doctype html><title>A page of the bench</title><h1>A page of the bench</h1>" + b"word " * 60
)
ANSWERS = {
    status: b"HTTP/1.1 %d X\r\ncontent-type: text/html\r\ncontent-length: %d\r\n"
    % (status, len(PAGE))
    for status in (200, 403, 404)
}
NOTHING = b"HTTP/1.1 404 X\r\ncontent-length: 0\r\n"


class Plan:
    """What is played: latency in seconds, the share of requests that hang, and how it went."""

    def __init__(self, low: float = 0.05, high: float = 0.05, hang: float = 0.0) -> None:
        self.low, self.high, self.hang = low, high, hang
        self.times: list[float] = []

    def seen(self) -> dict[str, float]:
        times = self.times
        if not times:
            return {"asked": 0, "first": 0.0, "half": 0.0, "last": 0.0}
        half = times[len(times) // 2] - times[0]
        return {"asked": len(times), "first": 0.0, "half": half, "last": times[-1] - times[0]}


class Web(asyncio.Protocol):
    """Keeps a connection as long as the client does. `/hang/…` never answers."""

    plan = Plan()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            method, path, _ = head.split(b"\r\n", 1)[0].split(b" ")
            plan = self.plan
            loop = asyncio.get_running_loop()
            if path != b"/robots.txt":
                plan.times.append(loop.time())
            if path.startswith(b"/hang"):
                return
            wait = plan.low if plan.low == plan.high else random.uniform(plan.low, plan.high)
            loop.call_later(wait, self.answer, method, path, b"close" in head.lower())

    def answer(self, method: bytes, path: bytes, close: bool) -> None:
        if self.transport.is_closing():
            return
        if path == b"/robots.txt":
            out, body = NOTHING, b""
        else:
            status = int(path[1:4]) if path[1:4].isdigit() else 200
            out, body = ANSWERS.get(status, ANSWERS[200]), PAGE
        end = b"connection: close\r\n\r\n" if close else b"\r\n"
        self.transport.write(out + end + (b"" if method == b"HEAD" else body))
        if close:
            self.transport.close()


class Names(asyncio.DatagramProtocol):
    """A slow name server: every name is 127.0.0.1 after 50 ms; `dead…` is never answered."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.DatagramTransport = transport  # type: ignore[assignment]

    def datagram_received(self, data: bytes, peer: tuple[str, int]) -> None:
        if data[13:17] == b"dead" or data[12:].startswith(b"\x04dead"):
            return
        end = data.index(b"\0", 12) + 5
        question, kind = data[12:end], struct.unpack(">H", data[end - 4 : end - 2])[0]
        answers = 1 if kind == 1 else 0
        head = data[:2] + b"\x81\x80" + struct.pack(">HHHH", 1, answers, 0, 0)
        record = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x7f\0\0\1" if answers else b""
        loop = asyncio.get_running_loop()
        loop.call_later(0.05, self.transport.sendto, head + question + record, peer)


def _roomy() -> socket.socket:
    """A socket that loses no question when hundreds come at once."""
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with contextlib.suppress(OSError):
        udp.setsockopt(socket.SOL_SOCKET, 33, 8 << 20)  # SO_RCVBUFFORCE: past the system's limit
    udp.bind(("127.0.0.1", 53))
    return udp


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--https", nargs=2)
    parser.add_argument("--names", action="store_true")
    given = parser.parse_args()
    loop = asyncio.get_running_loop()
    await loop.create_server(Web, "127.0.0.1", 8380, backlog=4096)
    if given.https:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*given.https)
        tls.num_tickets = 0  # every connection is a full handshake
        await loop.create_server(Web, "127.0.0.1", 8381, backlog=4096, ssl=tls)
    if given.names:
        await loop.create_datagram_endpoint(Names, sock=_roomy())
    print("ready", flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(Web.plan.seen()), flush=True)
        Web.plan = Plan(**json.loads(line))


if __name__ == "__main__":
    asyncio.run(main())

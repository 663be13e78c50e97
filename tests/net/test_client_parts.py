"""Manners, bodies, names, proxies and the kinds of failure."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import zlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from citaudit.net import body, failure, names
from citaudit.net.client import Client
from citaudit.net.failure import Failure, Fault
from citaudit.net.manners import HostManners, Manners, statuses
from citaudit.net.reply import Reply
from citaudit.net.trust import Proxies


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def test_statuses_as_people_write_them() -> None:
    assert statuses(["403", "500..=503", "418-419", 429]) == {
        403,
        500,
        501,
        502,
        503,
        418,
        419,
        429,
    }
    for wrong in ("ok", "99", "500-", "503..=500", "4 4 4 4"):
        with pytest.raises(ValueError, match="status"):
            statuses([wrong])


def test_a_table_of_one_host() -> None:
    table = {"headers": {"x": "${A}"}, "interval": 3, "concurrency": 1, "accept": "403"}
    own = HostManners.read(table)
    assert (own.interval, own.concurrency, own.accept) == (3.0, 1, frozenset({403}))
    assert "${A}" not in repr(own)
    wrongs: list[dict[str, object]] = [
        {"headres": {}},
        {"interval": -1},
        {"interval": float("nan")},
        {"concurrency": 0},
        {"accept": 4.5},
        {"headers": {"x": 1}},
        {"headers": ["x"]},
        {"headers": "x: 1"},
        {"insecure": "false"},
        {"insecure": 0},
        {"interval": True},
        {"headers": {"x": "Zoë"}},
        {"headers": {"a b": "c"}},
    ]
    for wrong in wrongs:
        with pytest.raises(ValueError, match=next(iter(wrong)).rstrip("s")):
            HostManners.read(wrong)


def test_the_nearest_domain_rules() -> None:
    manners = Manners(
        hosts={"example.org": HostManners(interval=9), "b.example.org": HostManners()}
    )
    assert manners.interval("a.example.org") == 9
    assert manners.interval("b.example.org") == manners.host_interval
    assert manners.interval("otherexample.org") == manners.host_interval


def test_a_secret_is_sent_in_private_only_and_cannot_break_a_line() -> None:
    hosts = {"a.test": HostManners(headers={"x-key": "${KEY}", "x-plain": "a\r\nb"})}
    manners = Manners(hosts=hosts, environment={"KEY": "k"})
    assert manners.headers("a.test", private=True) == {"x-key": "k", "x-plain": "a b"}
    assert manners.headers("a.test", private=False) == {"x-plain": "a b"}
    assert manners.headers("b.test", private=True) == {}


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (b"hello " * 100, ""),
        (gzip.compress(b"hello " * 100, mtime=0), "gzip"),
        (zlib.compress(b"hello " * 100), "deflate"),
        (zlib.compress(b"hello " * 100)[2:-4], "deflate"),
    ],
)
def test_a_body_is_unpacked_up_to_its_limit(packed: bytes, encoding: str) -> None:
    pieces = [packed[n : n + 7] for n in range(0, len(packed), 7)]
    assert asyncio.run(body.read(chunks(*pieces), encoding, 10_000)) == (b"hello " * 100, False)
    assert asyncio.run(body.read(chunks(*pieces), encoding, 8)) == (b"hello he", True)


def test_a_bomb_makes_no_more_than_was_asked_for() -> None:
    bomb = gzip.compress(b"\0" * 20_000_000)
    out, cut = asyncio.run(body.read(chunks(bomb), "gzip", 1000))
    assert (out, cut) == (b"\0" * 1000, True)


def test_a_body_that_cannot_be_unpacked() -> None:
    assert asyncio.run(body.read(chunks(b"x"), "br", 10)) == (b"", True)
    with pytest.raises(ValueError, match=r"."):
        asyncio.run(body.read(chunks(b"plain text"), "gzip", 10))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), names.ResolutionKind.NXDOMAIN),
        (socket.gaierror(socket.EAI_AGAIN, "x"), names.ResolutionKind.NO_ANSWER),
        (socket.gaierror(socket.EAI_FAIL, "x"), names.ResolutionKind.NO_ANSWER),
        (UnicodeError("label too long"), names.ResolutionKind.INVALID),
        (OSError("x"), names.ResolutionKind.NO_ANSWER),
    ],
)
def test_what_the_name_system_said(error: Exception, kind: names.ResolutionKind) -> None:
    def lookup(host: str) -> Any:
        raise error

    assert names.asked("a.test", lookup).kind is kind


def test_a_name_is_asked_for_once_and_a_slow_one_holds_up_no_other() -> None:
    asked: list[str] = []
    gate = asyncio.Event()

    def lookup(host: str) -> list[str]:
        import time

        asked.append(host)
        if host == "slow.test":
            time.sleep(0.4)
        return ["1.1.1.1"]

    async def run() -> list[names.Resolution]:
        book = names.Resolver(lookup, patience=0.1)
        slow = book.ask("slow.test")
        quick = [await book.ask("quick.test") for _ in range(3)]
        assert not slow.done()
        book.close()
        return [*quick, await slow]

    *quick, slow = asyncio.run(run())
    assert asked.count("quick.test") == 1
    assert {each.kind for each in quick} == {names.ResolutionKind.KNOWN}
    assert slow.kind is names.ResolutionKind.NO_ANSWER  # its patience ran out
    del gate


def test_proxies_as_the_environment_names_them() -> None:
    proxies = Proxies(
        {"HTTP_PROXY": "proxy.test:3128", "https_proxy": "http://p:1", "NO_PROXY": "a.test,.b.test"}
    )
    assert proxies.of("http", "x.test") == "http://proxy.test:3128"
    assert proxies.of("https", "x.test") == "http://p:1"
    assert proxies.of("http", "a.test") is None
    assert proxies.of("http", "c.b.test") is None
    assert not Proxies({})
    assert not Proxies({"HTTP_PROXY": "evil.test", "REQUEST_METHOD": "GET"})  # httpoxy


@pytest.mark.parametrize(
    ("error", "fault", "word"),
    [
        (httpx.ConnectError("[Errno 111] Connection refused"), Fault.CONNECT, "refused"),
        (httpx.ConnectError("Network is unreachable"), Fault.CONNECT, "cannot be reached"),
        (httpx.ReadTimeout("x"), Fault.TIMEOUT, "time limit"),
        (TimeoutError(), Fault.TIMEOUT, "time limit"),
        (httpx.RemoteProtocolError("illegal status line"), Fault.PROTOCOL, "not HTTP"),
        (
            httpx.RemoteProtocolError("Server disconnected without sending a response."),
            Fault.RESET,
            "",
        ),
        (httpx.ReadError("x"), Fault.RESET, "broken off"),
        (httpx.ProxyError("x"), Fault.PROXY, "proxy"),
        (ssl.SSLError("wrong version number"), Fault.TLS, "secure"),
        (httpx.ConnectError("invalid peer certificate: Expired"), Fault.TLS, "expired"),
        (httpx.InvalidURL("x"), Fault.UNASKABLE, ""),
    ],
)
def test_the_kind_of_a_failure(error: Exception, fault: Fault, word: str) -> None:
    found = failure.failure_of(error)
    assert found is not None
    assert found.fault is fault
    assert word in found.reason


def test_a_bug_is_no_failure_of_the_net() -> None:
    assert failure.failure_of(KeyError("x")) is None


@pytest.mark.parametrize(
    ("status", "location", "target"),
    [
        (301, "/b?c#d", "http://a.test/b?c#d"),
        (302, "//other.test/x", "http://other.test/x"),
        (308, "https://a.test/", "https://a.test/"),
        (302, "/\u00e5\u008f\u0099", "http://a.test/%E5%8F%99"),
        (302, "", None),
        (200, "/b", None),
        (304, "/b", None),
    ],
)
def test_where_a_redirect_leads(status: int, location: str, target: str | None) -> None:
    headers = httpx.Headers([("location", location.encode("latin-1"))])  # type: ignore[list-item]
    assert Reply("http://a.test/x", status, headers).location == target


def test_a_transport_of_ones_own() -> None:
    async def run() -> tuple[Reply, str]:
        def answer(request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, content=request.headers["user-agent"].encode())

        manners = Manners(transport=httpx.MockTransport(answer), user_agent="me (+mailto:a@b.c)")
        async with Client(manners) as client:
            reply = await client.fetch("GET", "http://a.test/", want=lambda _: 100)
            with pytest.raises(Failure) as refused:
                await client.fetch("GET", "http://127.0.0.1/")
        return reply, str(refused.value)

    reply, refused = asyncio.run(run())
    assert reply.body == b"me (+mailto:a@b.c)"
    assert "open internet" in refused

"""Servers that mean harm: each look ends with a reason, within its time, in little memory."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import subprocess
import tracemalloc
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from citaudit.model import Outcome
from citaudit.resolve.page import read_page
from tests.resolve.stage import Say, Stage, look_at

ENGINES = ("httpx", "fast")
LIMIT = {"timeout": 1.0, "total_timeout": 2.0, "retries": 0, "robots": False}
BOMB = gzip.compress(b"\0" * 50_000_000)


async def endless_body(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<title>Endless</title>")
    while True:
        writer.write(b"more " * 4096)
        await writer.drain()


async def dripping_body(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<title>Dripping</title>")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def endless_headers(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    number = 0
    while True:
        number += 1
        writer.write(b"x-%d: %s\r\n" % (number, b"y" * 1000))
        await writer.drain()


async def dripping_headers(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.05)


async def garbage(writer: asyncio.StreamWriter) -> None:
    writer.write(bytes(range(256)) * 16 + b"\r\n\r\n")
    await writer.drain()


async def silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def slammed(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def short_body(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 999\r\n\r\nhalf")
    await writer.drain()


async def cut_page(writer: asyncio.StreamWriter) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 9999\r\n\r\n"
    writer.write(head + b"<title>A report</title>" + b"word " * 200)
    await writer.drain()


async def cut_error(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 404 No\r\ncontent-type: text/html\r\ncontent-length: 999\r\n\r\nhalf")
    await writer.drain()


async def odd_headers(writer: asyncio.StreamWriter) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nx-folded: a\r\n b\r\nx-name: caf\xe9\r\n"
    writer.write(head + b"content-length: 5\r\n\r\nhello")
    await writer.drain()


async def bomb(writer: asyncio.StreamWriter) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-encoding: gzip\r\n"
    writer.write(head + b"content-length: %d\r\n\r\n" % len(BOMB) + BOMB)
    await writer.drain()


async def not_packed(writer: asyncio.StreamWriter) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-encoding: gzip\r\n"
    writer.write(head + b"content-length: 5\r\n\r\nplain")
    await writer.drain()


Play = Callable[[asyncio.StreamWriter], Awaitable[None]]
# what it does -> the outcomes that are right, and a word of the reason
HOSTILE: dict[str, tuple[Play, set[Outcome], str]] = {
    "endless-body": (endless_body, {Outcome.ALIVE}, ""),
    "dripping-body": (dripping_body, {Outcome.TIMEOUT}, "time limit"),
    "endless-headers": (endless_headers, {Outcome.BROKEN}, "not HTTP"),
    "dripping-headers": (dripping_headers, {Outcome.TIMEOUT}, "time limit"),
    "garbage": (garbage, {Outcome.BROKEN}, "not HTTP"),
    "silence": (silence, {Outcome.TIMEOUT}, "time limit"),
    "slammed": (slammed, {Outcome.UNREACHABLE}, "broken off"),
    "short-body": (short_body, {Outcome.UNREACHABLE}, "broken off"),
    "cut-page": (cut_page, {Outcome.ALIVE}, "broken off"),
    "cut-error": (cut_error, {Outcome.GONE}, "404"),
    "odd-headers": (odd_headers, {Outcome.ALIVE}, ""),
    "bomb": (bomb, {Outcome.ALIVE}, ""),
    "not-packed": (not_packed, {Outcome.BROKEN}, "packed"),
}


@pytest.mark.parametrize("engine", ENGINES)
def test_each_hostile_server_gets_a_reason_within_its_time(engine: str) -> None:
    async def run() -> tuple[dict[str, str], Any, float]:
        async with Stage() as stage:
            urls = {
                name: stage.say(f"//{name}.test/x/y", Say(raw=play[0]))
                for name, play in HOSTILE.items()
            }
            loop = asyncio.get_running_loop()
            begun = loop.time()
            evidence = await look_at(*urls.values(), engine=engine, **LIMIT)
            return urls, evidence, loop.time() - begun

    read_page(b"<title>first</title>")  # loads the parser, slow while memory is traced
    tracemalloc.start()
    urls, evidence, took = asyncio.run(run())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    for name, (_, outcomes, word) in HOSTILE.items():
        look = evidence.verdicts[urls[name]].look
        assert look.outcome in outcomes, (name, look)
        assert word in look.reason, (name, look)
    assert peak < 40_000_000
    assert took < 20  # each may take two limits of 2 s; far less than waiting for any of them


@pytest.mark.parametrize("engine", ENGINES)
def test_redirects_that_never_end(engine: str) -> None:
    async def run() -> Any:
        async with Stage() as stage:
            for n in range(200):
                stage.say(f"//chain.test/{n}", Say(302, {"location": f"/{n + 1}"}))
            loop = ("//a.test/x", "//b.test/x")
            stage.say(loop[0], Say(302, {"location": "http://b.test:{port}/x"}))
            stage.say(loop[1], Say(301, {"location": "http://a.test:{port}/x"}))
            urls = [stage.url("//chain.test/0"), stage.url(loop[0])]
            return [(await look_at(url, engine=engine)).verdicts[url].look for url in urls]

    chain, loop = asyncio.run(run())
    assert (chain.outcome, chain.reason) == (Outcome.BROKEN, "more than 10 redirects")
    assert len(chain.hops) == 11
    assert (loop.outcome, loop.reason) == (Outcome.BROKEN, "a redirect loop")


CURVE = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
ISSUE = (
    f"openssl req -x509 {CURVE} -days 2 -subj /CN=Test -keyout ca.key -out ca.pem",
    f"openssl req {CURVE} -subj /CN=paper.test -keyout leaf.key -out leaf.csr",
    "openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 "
    "-extfile names -out leaf.pem",
)


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a root of our own and a certificate for `paper.test` that it has signed."""
    folder = tmp_path_factory.mktemp("tls")
    (folder / "names").write_text("subjectAltName=DNS:paper.test\nbasicConstraints=CA:FALSE\n")
    for command in ISSUE:
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("engine", ENGINES)
def test_certificates(engine: str, issued: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(issued / "leaf.pem", issued / "leaf.key")

    async def run(**settings: Any) -> list[Any]:
        async with Stage(tls) as stage:
            for host in ("paper.test", "other.test"):
                stage.say(f"//{host}/a/b", Say())
            urls = [stage.url("//paper.test/a/b"), stage.url("//other.test/a/b")]
            evidence = await look_at(*urls, engine=engine, retries=0, **settings)
            return [evidence.verdicts[url].look for url in urls]

    unknown, _ = asyncio.run(run())
    assert (unknown.outcome, "signed by nobody" in unknown.reason) == (Outcome.UNREACHABLE, True)
    exempt, _ = asyncio.run(run(insecure_hosts=frozenset({"paper.test"})))
    assert exempt.outcome is Outcome.ALIVE
    monkeypatch.setenv("SSL_CERT_FILE", str(issued / "ca.pem"))
    trusted, other = asyncio.run(run())
    assert trusted.outcome is Outcome.ALIVE
    assert (other.outcome, other.reason) == (
        Outcome.UNREACHABLE,
        "the certificate is for another name",
    )


@pytest.mark.timeout(5)
def test_a_script_of_blanks_is_read_at_once() -> None:
    jump = "location='/a'" + " " * 500
    assert read_page(f"<script>{jump}</script>".encode()).refresh == "/a"
    assert read_page(f"<script>{jump}x</script>".encode()).refresh == ""

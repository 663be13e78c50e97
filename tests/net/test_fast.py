"""The engine of `[fast]`: it ends the process in good order, and checks what it connects to."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from citaudit.net import fast
from tests.resolve.stage import Say, Stage, look_at

pytestmark = pytest.mark.skipif(not fast.installed(), reason="the extra [fast] is not installed")

RUNS = 12
SCRIPT = """
import asyncio
from tests.resolve.stage import Say, Stage, look_at

async def main():
    async with Stage() as stage:
        urls = [stage.say(f"//h{n}.test/a/{n}", Say()) for n in range(8)]
        return await look_at(*urls, engine="fast")

print(len(asyncio.run(main()).verdicts))
"""


def test_the_process_ends_well_every_time() -> None:
    """pyreqwest 0.15.1 aborts at the interpreter's exit in most runs that end at once."""
    for _ in range(RUNS):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode, done.stdout.strip()) == (0, "8"), done.stderr


def test_it_is_chosen_by_itself_and_can_be_refused() -> None:
    from citaudit.net.client import Client
    from citaudit.net.manners import Manners

    def engine(name: str) -> str:
        return type(Client(Manners(engine=name))._straight).__name__  # type: ignore[arg-type]

    assert [engine(each) for each in ("auto", "fast", "httpx")] == [
        "ReqwestTransport",
        "ReqwestTransport",
        "PinnedTransport",
    ]


def test_hosts_that_are_expected_share_one_client() -> None:
    transport = fast.ReqwestTransport(lambda _: False, 5.0)
    for n in range(700):
        transport.expect(f"h{n}.test", "127.0.0.1")
    clients = {id(transport._client(f"h{n}.test", "127.0.0.1")) for n in range(700)}
    assert len(clients) == 1
    # a name that now leads elsewhere must not go where it led before
    assert id(transport._client("h1.test", "127.0.0.2")) not in clients


@pytest.mark.parametrize("engine", ["httpx", "fast"])
def test_the_connection_goes_to_the_address_that_was_checked(engine: str) -> None:
    """The name server changes its mind: only its first answer is ever used."""
    answers = iter([["127.0.0.1"]] + [["10.9.9.9"]] * 50)

    def rebinding(host: str) -> list[str]:
        return next(answers)

    async def run() -> tuple[Stage, str]:
        async with Stage() as stage:
            url = stage.say("//turn.test/a/b", Say())
            evidence = await look_at(url, engine=engine, lookup=rebinding)
            return stage, evidence.standing(url)

    stage, standing = asyncio.run(run())
    assert standing == "alive"
    assert [each.host for each in stage.log] == ["turn.test", "turn.test"]


@pytest.mark.parametrize("engine", ["httpx", "fast"])
def test_the_next_address_of_a_name_is_tried(engine: str) -> None:
    async def run() -> str:
        async with Stage() as stage:
            url = stage.say("//two.test/a/b", Say())
            addresses = ["127.0.0.9", "127.0.0.1"]
            evidence = await look_at(url, engine=engine, lookup=lambda _: addresses)
            return evidence.standing(url)

    assert asyncio.run(run()) == "alive"

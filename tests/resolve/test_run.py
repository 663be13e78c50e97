"""A run as a whole: turns, deferral, secrets, cookies, robots, budgets, Ctrl-C, no network."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from citaudit.model import Outcome, Standing
from citaudit.net.manners import HostManners
from citaudit.resolve import Options, resolve
from citaudit.watch import Progress
from tests.resolve.stage import Say, Stage, cited, look_at, lookup, no_names

ENGINES = ("httpx", "fast")


class Seen:
    def __init__(self) -> None:
        self.all: list[Progress] = []

    def see(self, progress: Progress) -> None:
        self.all.append(progress)


def settings(**given: Any) -> Options:
    base: dict[str, Any] = {
        "allow_private": True,
        "lookup": lookup,
        "host_interval": 0.0,
        "cache": False,
        "environment": {},
    }
    return Options(**base | given)


def test_one_look_for_an_address_however_often_and_however_written() -> None:
    async def run() -> tuple[Stage, Any, list[str]]:
        async with Stage() as stage:
            url = stage.say("//paper.test/a/b", Say())
            spelt = [url, f"{url}#part", url.replace("http", "HTTP"), url.replace("paper", "PAPER")]
            return stage, await resolve([cited(*spelt), cited(url)], settings()), spelt

    stage, evidence, spelt = asyncio.run(run())
    assert len(stage.asked("paper.test", "/a/b")) == 1
    assert [evidence.standing(url) for url in spelt] == [Standing.ALIVE] * 4


def test_a_busy_host_takes_no_more_than_its_share() -> None:
    async def run() -> Stage:
        async with Stage() as stage:
            urls = [stage.say(f"//busy.test/{n}/x", Say(delay=0.02)) for n in range(20)]
            await resolve([cited(*urls)], settings(host_concurrency=2, titles=False))
            return stage

    assert asyncio.run(run()).most_at_once["busy.test"] == 2


@pytest.mark.parametrize("wait", ["0.5", "0m0.5s"])
def test_a_long_wait_defers_one_address_and_holds_up_no_other(wait: str) -> None:
    async def run() -> list[str]:
        async with Stage() as stage:
            slow = stage.say(
                "//h.test/slow/x", Say(sequence=(429, 200), headers={"retry-after": wait})
            )
            rest = [stage.say(f"//h.test/{n}/x", Say()) for n in range(5)]
            evidence = await look_at(slow, *rest, titles=False)
            assert all(v.standing is Standing.ALIVE for v in evidence.verdicts.values())
            return [each.path for each in stage.log]

    asked = asyncio.run(run())
    assert asked[0] == asked[-1] == "/slow/x"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_secret_reaches_its_own_host_only_and_never_a_redirect_elsewhere(engine: str) -> None:
    async def run() -> tuple[Stage, Options]:
        async with Stage() as stage:
            url = stage.say("//own.test/a/b", Say(302, {"location": "http://else.test:{port}/c/d"}))
            stage.say("//else.test/c/d", Say())
            hosts = {"own.test": HostManners(headers={"authorization": "Bearer ${TOKEN}"})}
            options = settings(hosts=hosts, environment={"TOKEN": "s3cret"}, engine=engine)
            await resolve([cited(url)], options)
            return stage, options

    stage, options = asyncio.run(run())
    sent = [(each.host, each.headers.get("authorization")) for each in stage.log]
    assert ("own.test", "Bearer s3cret") in sent
    assert {value for host, value in sent if host == "else.test"} == {None}
    assert "TOKEN" not in repr(options)


def test_a_missing_secret_is_said_and_nothing_is_sent() -> None:
    async def run() -> tuple[Stage, Any, str]:
        async with Stage() as stage:
            url = stage.say("//own.test/a/b", Say())
            hosts = {"own.test": HostManners(headers={"x-key": "${NO_SUCH}"})}
            return stage, await look_at(url, hosts=hosts, robots=False), url

    stage, evidence, url = asyncio.run(run())
    assert not stage.log
    assert "NO_SUCH" in evidence.skipped[url]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_cookie_opens_the_door_it_was_set_for(engine: str) -> None:
    """Many sites set a cookie and send the reader to the same address again: no loop."""

    async def run() -> tuple[Stage, Any]:
        async with Stage() as stage:
            say = Say(
                sequence=(302, 200), headers={"location": "/a/b", "set-cookie": "seen=1; Path=/"}
            )
            url = stage.say("//paper.test/a/b", say)
            return stage, (await look_at(url, engine=engine)).verdicts[url]

    stage, verdict = asyncio.run(run())
    assert verdict.standing is Standing.ALIVE
    first, second = stage.asked("paper.test", "/a/b")
    assert ("cookie" in first.headers, second.headers["cookie"]) == (False, "seen=1")


def test_robots_are_obeyed_for_bodies_and_the_crawl_delay_too() -> None:
    async def run() -> tuple[Stage, Any, list[str]]:
        async with Stage() as stage:
            rules = "User-agent: *\nDisallow: /private/\nCrawl-delay: 0.2\n"
            stage.says["paper.test", "/robots.txt"] = Say(
                body=rules, headers={"content-type": "text/plain"}
            )
            stage.says["paper.test", "/robots.txt"].page = lambda: rules.encode()  # type: ignore[method-assign]
            urls = [stage.say(f"//paper.test/{p}/x", Say()) for p in ("private", "open", "more")]
            begun = asyncio.get_running_loop().time()
            evidence = await look_at(*urls)
            assert asyncio.get_running_loop().time() - begun >= 0.6
            return stage, evidence, urls

    stage, evidence, urls = asyncio.run(run())
    assert [each.method for each in stage.asked("paper.test", "/private/x")] == ["HEAD"]
    assert [each.method for each in stage.asked("paper.test", "/open/x")] == ["GET"]
    assert {evidence.standing(url) for url in urls} == {Standing.ALIVE}


def test_a_site_that_shows_one_page_for_everything_is_asked_once_for_nothing() -> None:
    async def run() -> tuple[Stage, Any, list[str]]:
        async with Stage() as stage:
            stage.says["same.test", "/robots.txt"] = Say(404)
            urls = [stage.say(f"//same.test/{n}/story", Say(title="The Paper")) for n in range(4)]
            for name in ("x",):
                stage.say(f"//good.test/{name}/a", Say(title="One title", body="short"))
            urls.append(stage.url("//good.test/x/a"))
            real = stage._answer

            async def anything(
                writer: Any, method: str, key: Any, headers: Any, missing: Say
            ) -> bool:
                if key[0] == "same.test":
                    missing = Say(title="The Paper")
                return await real(writer, method, key, headers, missing)

            stage._answer = anything  # type: ignore[method-assign]
            return stage, await look_at(*urls), urls

    stage, evidence, urls = asyncio.run(run())
    said = [evidence.verdicts[url].look.outcome for url in urls]
    # The first has nothing to be compared with, and is judged anew once the sameness shows.
    assert said[:4] == [Outcome.SOFT_404] * 4
    assert said[4] is Outcome.ALIVE  # its host answers 404 to an address that cannot exist
    probes = [each for each in stage.log if "no-such-page" in each.path]
    assert sorted(each.host for each in probes) == ["good.test", "same.test"]


def test_no_network_is_said_once_and_judges_nothing() -> None:
    urls = [f"http://host{n}.test/a" for n in range(30)]
    evidence = asyncio.run(look_at(*urls, lookup=no_names))
    assert evidence.no_network
    assert evidence.no_network.startswith("no network")
    assert not evidence.verdicts
    assert set(evidence.skipped) == set(urls)


def test_one_address_without_a_network_is_not_dead() -> None:
    evidence = asyncio.run(look_at("http://host.test/a", lookup=no_names))
    assert evidence.no_network
    assert not evidence.verdicts


def test_a_proxy_that_does_not_answer_is_no_evidence_against_a_link() -> None:
    urls = [f"http://host{n}.test/a" for n in range(6)]
    environment = {"HTTP_PROXY": "http://127.0.0.1:9"}
    evidence = asyncio.run(look_at(*urls, environment=environment, retries=0))
    assert evidence.no_network == "no network: the proxy does not answer; no link was judged"
    assert not evidence.verdicts


def test_no_network_leaves_no_trace_in_the_history(tmp_path: Path) -> None:
    async def run() -> Any:
        await look_at("http://paper.test/a", lookup=no_names, cache=True, cache_dir=tmp_path)
        async with Stage() as stage:
            url = stage.say("//paper.test/a", Say(404))
            return await look_at(url, cache=True, cache_dir=tmp_path), url

    evidence, url = asyncio.run(run())
    assert evidence.verdicts[url].seen == 1


def test_being_cancelled_keeps_what_is_known_and_names_the_rest() -> None:
    async def run() -> tuple[Any, list[str]]:
        async with Stage() as stage:
            fast = [stage.say(f"//f{n}.test/a", Say()) for n in range(5)]
            slow = [stage.say(f"//s{n}.test/a", Say(delay=30)) for n in range(3)]
            seen = Seen()
            task = asyncio.create_task(resolve([cited(*fast, *slow)], settings(), seen))
            while not seen.all or seen.all[-1].done < 5:
                await asyncio.sleep(0.02)
            task.cancel()
            return await task, fast + slow

    evidence, urls = asyncio.run(run())
    assert evidence.interrupted
    assert set(evidence.verdicts) == set(urls[:5])
    assert set(evidence.skipped) == set(urls[5:])
    assert "interrupted" in evidence.skipped[urls[-1]]


def test_a_host_that_never_answers_is_not_waited_for_again_and_again() -> None:
    async def run() -> tuple[Stage, Any]:
        async with Stage() as stage:
            urls = [stage.say(f"//dumb.test/{n}/x", Say(delay=30)) for n in range(40)]
            urls.append(stage.say("//well.test/a/b", Say()))
            return stage, await look_at(*urls, timeout=0.2, robots=False)

    stage, evidence = asyncio.run(run())
    outcomes = [verdict.look.outcome for verdict in evidence.verdicts.values()]
    assert outcomes == [Outcome.TIMEOUT] * 40 + [Outcome.ALIVE]
    assert len([each for each in stage.log if each.host == "dumb.test"]) < 12


def test_the_budget_of_a_run_ends_it() -> None:
    async def run() -> Any:
        async with Stage() as stage:
            quick, slow = stage.say("//f.test/a", Say()), stage.say("//s.test/a", Say(delay=30))
            return await look_at(quick, slow, budget=0.5), quick, slow

    evidence, quick, slow = asyncio.run(run())
    assert evidence.standing(quick) is Standing.ALIVE
    assert evidence.standing(slow) is Standing.UNCHECKED
    assert "0.5 s" in evidence.skipped[slow]


def test_what_is_left_out_is_named_with_its_reason() -> None:
    urls = ("ftp://a.test/x", "http://b.test/x", "mailto:a@b.c", "http://c.test/x")
    wanted = [re.compile(r"b\.test"), re.compile("ftp:")]
    evidence = asyncio.run(look_at(*urls, include=wanted, exclude=[wanted[0]]))
    assert not evidence.verdicts
    assert set(evidence.skipped) == set(urls)
    assert "excluded" in evidence.skipped["http://b.test/x"]
    assert "not included" in evidence.skipped["http://c.test/x"]


def test_a_fresh_success_is_reused_and_a_failure_never(tmp_path: Path) -> None:
    async def run() -> tuple[Stage, list[Any]]:
        async with Stage() as stage:
            good, bad = stage.say("//h.test/a/good", Say()), stage.say("//h.test/a/bad", Say(404))
            now = [1_000_000.0]
            runs = []
            for day in (0, 1, 9):
                now[0] = 1_000_000.0 + day * 86_400
                given = {"cache": True, "cache_dir": tmp_path, "clock": lambda: now[0]}
                runs.append(await look_at(good, bad, **given))
            return stage, [(each.verdicts[good], each.verdicts[bad]) for each in runs]

    stage, runs = asyncio.run(run())
    assert len(stage.asked("h.test", "/a/good")) == 2
    assert len(stage.asked("h.test", "/a/bad")) == 6
    assert [bad.confidence for _, bad in runs] == ["medium", "medium", "high"]
    assert [bad.seen for _, bad in runs] == [1, 2, 3]


def test_once_takes_today_at_its_word() -> None:
    async def run() -> Any:
        async with Stage() as stage:
            url = stage.say("//h.test/a/bad", Say(404))
            return (await look_at(url, once=True)).verdicts[url]

    assert asyncio.run(run()).confidence == "high"


def test_the_progress_adds_up() -> None:
    async def run() -> list[Progress]:
        async with Stage() as stage:
            urls = [stage.say(f"//h{n}.test/a", Say(delay=0.1)) for n in range(8)]
            seen = Seen()
            await resolve([cited(*urls)], settings(), seen)
            return seen.all

    seen = asyncio.run(run())
    assert (seen[0].total, seen[0].done) == (8, 0)
    assert (seen[-1].done, seen[-1].in_flight, seen[-1].standings) == (8, 0, {Standing.ALIVE: 8})

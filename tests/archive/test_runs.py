"""Runs as a whole: few questions, none twice, limits kept, what is not asked said."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from citaudit.model import Evidence
from citaudit.resolve import archives as searching
from citaudit.resolve.archive_host import RateLimit
from citaudit.resolve.archives import why_unaskable
from tests.archive import made_web as made
from tests.archive.asking import ask, cited, looked
from tests.archive.front import Front


def states(evidence: Evidence) -> Counter[str]:
    return Counter(answer.state for answer in evidence.archives.values())


def test_one_question_for_many_pages_of_a_site(front: Front) -> None:
    urls = [made.story(n) for n in range(0, 200, 20)]  # ten of one site
    evidence = ask(front, *urls, "http://news0.example.com/2017/9999/never")
    assert states(evidence) == {"found": 10, "none": 1}
    asked = front.asked()
    assert len(asked) == 2
    assert "matchType=prefix" in asked[0]
    assert "news0.example.com/2017/" in unquote(asked[0])


def test_a_list_that_is_not_whole_is_not_used(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_ROWS", 4)
    urls = [made.story(n) for n in range(0, 120, 20)]
    evidence = ask(front, *urls)
    assert states(evidence) == {"found": 6}
    assert len(front.asked()) == 1 + 6


def test_many_captures_of_one_page(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_ROWS", 2)
    evidence = ask(front, made.ARA, read=date(2020, 1, 1))
    assert evidence.archives[made.ARA].snapshots[0].taken == "20170113153431"
    assert "collapse=timestamp%3A8" in front.asked()[1]


def test_a_run_of_300_that_is_cut_off_asks_nothing_twice(front: Front, tmp_path: Path) -> None:
    urls = [made.story(n, 300) for n in range(300)]
    settings: dict[str, Any] = {"cache": True, "cache_dir": tmp_path, "max_age": 0.0}
    page = [cited(*urls, read=date(2017, 6, 1))]
    front.latency = 0.01

    async def cut_off(run: asyncio.Task[Any]) -> None:
        while len(front.log) < 450:
            await asyncio.sleep(0.005)
        run.cancel()

    first = looked(page, front, cut_off, **settings)
    assert first.interrupted
    done = states(first)
    assert done["found"] > 100
    assert done["could-not-ask"] > 30
    before = len(front.log)
    second = looked(page, front, **settings)
    assert states(second) == {"found": 300}
    twice = {path: n for path, n in Counter(front.log).items() if n > 1}
    assert twice == {}  # what was on its way when it was cut off had a moment to arrive
    assert len(front.log) - before <= 2 * 300 - before
    third = looked(page, front, **settings)
    assert states(third) == {"found": 300}
    assert len(front.log) <= 600


def test_the_list_of_a_site_is_not_asked_for_again(front: Front, tmp_path: Path) -> None:
    """Also where none of its pages is on it, and the run ended before each was asked for."""
    urls = [f"http://only404.example.org/never/{n}" for n in range(4)]
    settings: dict[str, Any] = {"cache": True, "cache_dir": tmp_path, "archive_rate": 1.0}
    first = ask(front, *urls, archive_budget=0.5, **settings)
    assert states(first) == {"could-not-ask": 4}
    assert len(front.log) == 1
    ask(front, *urls, **settings | {"archive_rate": 0.0})
    assert len(front.log) == 1 + 4
    assert Counter(front.log).most_common(1)[0][1] == 1


def test_what_time_does_not_suffice_for_is_said(front: Front) -> None:
    front.latency = 0.4
    urls = [made.story(n, 100) for n in range(40)]
    evidence = ask(front, *urls, archive_budget=1.0, host_concurrency=4)
    assert states(evidence)["could-not-ask"] >= 20
    reasons = {a.reason for a in evidence.archives.values() if a.state == "could-not-ask"}
    assert reasons == {"not asked: the 1 s for archives were up"}
    assert not evidence.interrupted


def test_so_many_questions_a_minute_also_over_two_runs(front: Front, tmp_path: Path) -> None:
    urls = [made.story(n, 100) for n in range(9)]
    settings: dict[str, Any] = {
        "archive_rate": 6.0,
        "archive_budget": 2.0,
        "cache": True,
        "cache_dir": tmp_path,
    }
    assert states(ask(front, *urls[:4], **settings)) == {"found": 4}
    assert states(ask(front, *urls, **settings)) == {"found": 6, "could-not-ask": 3}
    assert len(front.asked()) == 6


def test_a_rate_limit_is_kept() -> None:
    async def started() -> list[float]:
        limit, slots = RateLimit(3, 0.02), asyncio.Semaphore(9)
        limit.recall([59.9, 59.8])
        loop = asyncio.get_running_loop()
        begun, at = loop.time(), []
        for _ in range(3):
            await limit.turn(slots, lambda: 0.0)
            at.append(loop.time() - begun)
        return at

    first, second, third = asyncio.run(started())
    assert first < 0.1 <= second + 0.001
    assert third >= 0.199
    assert second >= first + 0.02


def test_archives_are_not_told_of_what_is_not_public(front: Front) -> None:
    for url in (
        "http://192.168.1.7/a",
        "http://wiki/x",
        "http://me:secret@a.example/",
        "ftp://a.b/",
        "http://wiki.corp/x",
        "http://nas.lan/x",
        "http://x.intranet/",
        "http://x.home.arpa/",
        "http://x.home/",
        "http://a.localdomain/",
        "http://foo.onion/",
        "http://127.1/",
        "http://[::ffff:10.0.0.1]/",
    ):
        assert why_unaskable(url, allow_private=False), url
    for url in ("http://aranews.net/", "http://[2606:4700:4700::1111]/"):
        assert not why_unaskable(url, allow_private=False)
    evidence = ask(front, "http://me:secret@a.example.org/x")
    assert states(evidence) == {"could-not-ask": 1}
    assert front.log == []


def test_living_sources_are_not_asked_for(front: Front) -> None:
    begun = time.monotonic()
    evidence = looked([cited(f"{front.base}/web/20170301000000id_/{made.PDF}")], front)
    assert evidence.archives == {}
    assert front.asked() == []
    assert time.monotonic() - begun < 30


def test_an_archive_of_ones_own_is_asked_before_the_address_as_written(front: Front) -> None:
    named = f"https://web.archive.org/web/20170113153431/{made.ARA}"
    elsewhere = "https://web.archive.org/web/20170113153431/http://nope.example.org/"
    evidence = ask(front.base, named, elsewhere)
    assert evidence.standing(named).value == "alive"
    look = evidence.verdicts[elsewhere].look
    assert look
    assert look.reason == "the archive has no copy there (404)"


def test_a_dead_copy_has_a_better_one(front: Front) -> None:
    named = f"https://web.archive.org/web/20190305120000/{made.ARA}"
    calendar = f"https://web.archive.org/web/*/{made.SOHR}"
    found = ask(front, named, calendar).archives
    assert found[named].snapshots[0].taken == "20170420101112"
    assert found[calendar].snapshots[0].taken == "20170114020304"


def test_a_timegate_is_not_asked_twice_either(front: Front, tmp_path: Path) -> None:
    settings: dict[str, Any] = {"archives": (f"{front.base}/web/",), "cache": True}
    settings |= {"cache_dir": tmp_path, "read": date(2020, 6, 1)}
    first = ask("", made.ARA, made.ONLY_404, **settings)
    assert first.archives[made.ARA].snapshots[0].taken == "20170420101112"
    assert first.archives[made.ARA].snapshots[0].archive_url.endswith(f"/20170420101112/{made.ARA}")
    assert first.archives[made.ONLY_404].state == "none"
    asked = len(front.log)
    second = ask("", made.ARA, made.ONLY_404, **settings)
    assert second.archives[made.ARA] == first.archives[made.ARA]
    assert second.archives[made.ONLY_404].state == "none"
    assert len(front.log) == asked


def test_odd_addresses_cost_the_others_nothing(front: Front) -> None:
    odd = [
        f"http://www.syriahr.com/{each}" for each in ("a*b", "[x", "%zz", "叙利亚", "a b", "x|y")
    ]
    evidence = ask(front, made.SOHR, *odd)
    assert evidence.archives[made.SOHR].state == "found"
    assert {evidence.archives[url].state for url in odd} <= {"none", "could-not-ask"}


def test_what_is_no_address_in_a_named_copy_costs_the_others_nothing(front: Front) -> None:
    odd = [f"https://web.archive.org/web/*/http://[b.ad/{n}" for n in range(3)]
    evidence = ask(front, made.SOHR, *odd)
    assert evidence.archives[made.SOHR].state == "found"
    assert {evidence.archives[url].state for url in odd} <= {"none", "could-not-ask"}

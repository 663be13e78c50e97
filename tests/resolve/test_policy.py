"""Every behaviour of a server, played over real sockets, and the verdict it must get."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from citaudit.model import Outcome, Standing
from tests.resolve.stage import Say, Stage, look_at

ENGINES = ("httpx", "fast")
HOST = "//paper.test"
SHORT = "Nothing to see."


def _raw(text: str, charset: str = "utf-8") -> str:
    """A header as servers send it that do not keep to ASCII: the bytes of some charset."""
    return text.encode(charset).decode("latin-1")


# name -> (what the server does, outcome, standing, a part of the reason)
PLAYS: dict[str, tuple[Say, Outcome, Standing, str]] = {
    "ok": (Say(200), Outcome.ALIVE, Standing.ALIVE, ""),
    "no-content": (Say(204), Outcome.ALIVE, Standing.ALIVE, "no content"),
    "not-found": (Say(404), Outcome.GONE, Standing.DEAD, "404"),
    "gone": (Say(410), Outcome.GONE, Standing.DEAD, "410"),
    "forbidden": (Say(403), Outcome.BLOCKED, Standing.UNKNOWN, "403"),
    "login": (Say(401), Outcome.BLOCKED, Standing.UNKNOWN, "login"),
    "legal": (Say(451), Outcome.BLOCKED, Standing.UNKNOWN, "legal"),
    "no-robots": (Say(999), Outcome.BLOCKED, Standing.UNKNOWN, "999"),
    "cloudflare": (
        Say(403, {"server": "cloudflare", "cf-mitigated": "challenge"}, "Just a moment..."),
        Outcome.BLOCKED,
        Standing.UNKNOWN,
        "bot wall: Cloudflare",
    ),
    "cloudflare-503": (
        Say(503, {"server": "cloudflare"}, "Just a moment...", SHORT),
        Outcome.BLOCKED,
        Standing.UNKNOWN,
        "bot wall: Cloudflare",
    ),
    "anubis": (
        Say(200, {}, "Making sure you&#39;re not a bot!", SHORT),
        Outcome.BLOCKED,
        Standing.UNKNOWN,
        "bot wall: Anubis",
    ),
    "datadome": (
        Say(403, {}, "x", "<script src=https://ct.captcha-delivery.com/c.js></script>"),
        Outcome.BLOCKED,
        Standing.UNKNOWN,
        "bot wall: DataDome",
    ),
    "gone-behind-a-wall": (
        Say(404, {"server": "cloudflare"}, "No", "<script src=/cdn-cgi/challenge-platform/x>"),
        Outcome.GONE,
        Standing.DEAD,
        "404",
    ),
    "github-limit": (
        Say(403, {"x-ratelimit-remaining": "0"}),
        Outcome.BLOCKED,
        Standing.UNKNOWN,
        "rate-limited",
    ),
    "too-many": (Say(429, {"retry-after": "3600"}), Outcome.BLOCKED, Standing.UNKNOWN, "rate-lim"),
    "waits": (
        Say(sequence=(429, 429, 200), headers={"retry-after": "0.1"}),
        Outcome.ALIVE,
        Standing.ALIVE,
        "",
    ),
    "recovers": (Say(sequence=(500, 200)), Outcome.ALIVE, Standing.ALIVE, ""),
    "stays-broken": (Say(502), Outcome.BROKEN, Standing.SUSPECT, "server error (502)"),
    "not-found-once": (Say(sequence=(404, 200)), Outcome.ALIVE, Standing.ALIVE, "first 404"),
    "no-head": (Say(200, head=405), Outcome.ALIVE, Standing.ALIVE, ""),
    "file.pdf": (Say(200, {"content-type": "application/pdf"}), Outcome.ALIVE, Standing.ALIVE, ""),
    "no-head.pdf": (Say(200, head=405), Outcome.ALIVE, Standing.ALIVE, ""),
    "head-lies.pdf": (Say(200, head=404), Outcome.ALIVE, Standing.ALIVE, ""),
    "gone.pdf": (Say(404), Outcome.GONE, Standing.DEAD, "404"),
    "soft-file.pdf": (
        Say(200, {}, "Page not found", SHORT),
        Outcome.SOFT_404,
        Standing.SUSPECT,
        "Page not found",
    ),
    "slow": (Say(200, delay=8), Outcome.TIMEOUT, Standing.UNKNOWN, "time limit"),
    "page#nope": (Say(200), Outcome.ALIVE, Standing.ALIVE, ""),
    "moved": (Say(301, {"location": "/new-place"}), Outcome.MOVED, Standing.MOVED, "permanently"),
    "for-now": (Say(302, {"location": "/new-place"}), Outcome.ALIVE, Standing.ALIVE, ""),
    "moved-to-nothing": (Say(301, {"location": "/no-such"}), Outcome.GONE, Standing.DEAD, "404"),
    "refreshed": (
        Say(200, {}, "Moving", '<meta http-equiv="refresh" content="0; url=/no-such">'),
        Outcome.GONE,
        Standing.DEAD,
        "404",
    ),
    "2017/01/02/refreshed": (
        Say(200, {}, "Moving", "<META HTTP-EQUIV=Refresh CONTENT='3;URL=/'>"),
        Outcome.SOFT_404,
        Standing.SUSPECT,
        "front page",
    ),
    "loop": (Say(302, {"location": "/loop"}), Outcome.BROKEN, Standing.SUSPECT, "loop"),
    "nowhere": (Say(302), Outcome.BROKEN, Standing.SUSPECT, "without a target"),
    "to-mail": (
        Say(302, {"location": "mailto:a@b.c"}),
        Outcome.BROKEN,
        Standing.SUSPECT,
        "no web page",
    ),
    "2017/01/02/to-front": (
        Say(302, {"location": "/"}),
        Outcome.SOFT_404,
        Standing.SUSPECT,
        "front page",
    ),
    "2017/01/02/to-error": (
        Say(302, {"location": "/404.html"}),
        Outcome.SOFT_404,
        Standing.SUSPECT,
        "404.html",
    ),
    "2017/01/02/to-login": (
        Say(302, {"location": "/signin"}),
        Outcome.BLOCKED,
        Standing.UNKNOWN,
        "door (signin)",
    ),
    "soft": (
        Say(200, {}, "Page not found", SHORT),
        Outcome.SOFT_404,
        Standing.SUSPECT,
        "Page not found",
    ),
    "soft-zh": (
        Say(200, {}, "对不起，您访问的页面不存在", SHORT),
        Outcome.SOFT_404,
        Standing.SUSPECT,
        "页面不存在",
    ),
    "on-404s": (
        Say(200, {}, "Page not found", "long " * 900),
        Outcome.ALIVE,
        Standing.ALIVE,
        "",
    ),
    "parked": (
        Say(200, {}, "paper.test is for sale", SHORT),
        Outcome.SOFT_404,
        Standing.SUSPECT,
        "for sale",
    ),
    "proxy-login": (Say(407), Outcome.BLOCKED, Standing.UNKNOWN, "proxy asks for a login"),
    "timed-out-login": (Say(440), Outcome.BLOCKED, Standing.UNKNOWN, "login"),
    "to-no-port": (
        Say(302, {"location": "http://paper.test:99999/x"}),
        Outcome.BROKEN,
        Standing.SUSPECT,
        "no web page",
    ),
    "to-utf8": (Say(302, {"location": _raw("/新")}), Outcome.ALIVE, Standing.ALIVE, ""),
    "to-gbk": (Say(302, {"location": _raw("/新", "gbk")}), Outcome.ALIVE, Standing.ALIVE, ""),
    "named.pdf": (
        Say(200, {"content-disposition": _raw('attachment; filename="報告.pdf"')}),
        Outcome.ALIVE,
        Standing.ALIVE,
        "",
    ),
    "reloads-itself": (
        Say(200, {}, "Ticker", '<meta http-equiv="refresh" content="5; url=/reloads-itself">'),
        Outcome.ALIVE,
        Standing.ALIVE,
        "",
    ),
    "2017/01/02/jumps": (
        Say(200, {}, "x", "<script>window.location.href = '/';</script>"),
        Outcome.SOFT_404,
        Standing.SUSPECT,
        "front page",
    ),
    "jumps-perhaps": (
        Say(200, {}, "x", "<script>if (phone) location.href = '/no-such';</script>"),
        Outcome.ALIVE,
        Standing.ALIVE,
        "",
    ),
    "elsewhere-only": (
        Say(200, {}, "Not available in your region", SHORT),
        Outcome.BLOCKED,
        Standing.UNKNOWN,
        "gate",
    ),
    "bad-request": (Say(400), Outcome.BROKEN, Standing.SUSPECT, "400"),
}


def played(stage: Stage) -> dict[str, str]:
    for path, title in (("/", "The Paper"), ("/new-place", "New"), ("/404.html", "x")):
        stage.say(f"{HOST}{path}", Say(200, title=title))
    for path in ("%E6%96%B0", "%D0%C2"):  # 新 in UTF-8 and in GBK
        stage.say(f"{HOST}/{path}", Say())
    stage.say(f"{HOST}/signin", Say(200, title="Your account"))
    return {name: stage.say(f"{HOST}/{name}", play[0]) for name, play in PLAYS.items()}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_behaviour_gets_its_verdict(engine: str) -> None:
    async def run() -> tuple[dict[str, str], Any]:
        async with Stage() as stage:
            urls = played(stage)
            stage.says["paper.test", "/page"] = Say(200)
            settings = {"engine": engine, "timeout": 1.0, "host_concurrency": 20}
            return urls, await look_at(*urls.values(), **settings)

    urls, evidence = asyncio.run(run())
    assert evidence.no_network is None
    got, want = {}, {}
    for name, (_, outcome, standing, reason) in PLAYS.items():
        verdict = evidence.verdicts[urls[name]]
        assert verdict.look
        said = verdict.look.reason
        got[name] = (verdict.look.outcome, verdict.standing, said if reason not in said else reason)
        want[name] = (outcome, standing, reason)
    assert got == want


def test_how_often_each_was_asked() -> None:
    async def run() -> Stage:
        async with Stage() as stage:
            urls = played(stage)
            wanted = (
                "ok",
                "not-found",
                "waits",
                "recovers",
                "no-head.pdf",
                "too-many",
                "forbidden",
            )
            await look_at(*(urls[name] for name in wanted))
            return stage

    stage = asyncio.run(run())
    count = {path: [a.method for a in stage.asked("paper.test", f"/{path}")] for path in PLAYS}
    assert count["ok"] == ["GET"]
    assert count["not-found"] == ["GET", "GET"]
    assert count["waits"] == ["GET", "GET", "GET"]
    assert count["recovers"] == ["GET", "GET"]
    assert count["no-head.pdf"] == ["HEAD", "GET"]
    assert count["too-many"] == ["GET"]
    assert count["forbidden"] == ["GET"]
    assert len(stage.asked("paper.test", "/robots.txt")) == 1
    ranged = stage.asked("paper.test", "/no-head.pdf")[1]
    assert ranged.headers["range"] == "bytes=0-32767"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_domain_that_is_gone_and_one_that_says_nothing(engine: str) -> None:
    async def run() -> Any:
        async with Stage() as stage:
            here = stage.say(f"{HOST}/ok", Say())
            others = ("http://old.gone/a", "http://server.mute/b")
            return await look_at(here, *others, retries=1, engine=engine)

    evidence = asyncio.run(run())
    gone, mute = evidence.verdicts["http://old.gone/a"], evidence.verdicts["http://server.mute/b"]
    assert (gone.standing, gone.look.outcome) == (Standing.DEAD, Outcome.VANISHED)
    assert gone.confidence == "medium"
    assert (mute.standing, mute.look.outcome) == (Standing.SUSPECT, Outcome.UNREACHABLE)


PRIVATE = (
    "http://127.1/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://[fe80::1]/",
    "http://[::1]/",
    "http://0.0.0.0/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://100.64.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://[64:ff9b::7f00:1]/",
    "http://[fd00:ec2::254]/",
    "http://localhost/",
    "http://inside.test/",
)


@pytest.mark.parametrize("engine", ENGINES)
def test_private_addresses_are_refused_in_every_spelling(engine: str) -> None:
    evidence = asyncio.run(look_at(*PRIVATE, allow_private=False, engine=engine))
    for url in PRIVATE:
        verdict = evidence.verdicts[url]
        assert (verdict.look.outcome, verdict.standing) == (Outcome.REFUSED, Standing.UNCHECKED)
        assert "open internet" in evidence.skipped[url]

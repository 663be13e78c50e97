"""The seeds' own addresses, looked at in a web of 2017 over http and https, through a proxy."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from citaudit.model import Citations, Document, Link, Outcome, Page, Span
from citaudit.resolve import Options, resolve
from tests.archive.dated_web import MISSING, WHY, dated_web

pytestmark = [pytest.mark.services, pytest.mark.skipif(MISSING, reason=WHY)]

DAY = "20170401000000"
ZH = "叙利亚政府军收复一重要油田"


def page(title: str, text: str = "words of the report " * 40) -> str:
    return f"<!doctype html><title>{title}</title><h1>{title}</h1><p>{text}"


def capture(url: str, status: int = 200, body: str = "", **more: Any) -> dict[str, Any]:
    return {"url": url, "taken": "20170310120000", "status": status, "body": body, **more}


ARA = "http://aranews.net/2017/01/isis-security-chief-killed-syrian-army-attack-near-homs/"
SOHR, SOHR_MOVED = "http://www.syriahr.com/en/?p=61515", "http://www.syriahr.com/en/?p=62142"
AMN = "https://www.almasdarnews.com/article/1000-isis-terrorists-killed-palmyras-liberation-russian-dm/"
AMN_SOFT = "https://www.almasdarnews.com/article/russian-soldier-killed-palmyra-offensive-kremlin/"
XINHUA = "http://news.xinhuanet.com/world/2017-03/07/c_129502808.htm"
XINHUA_GONE = "http://news.xinhuanet.com/2017-03/02/c_1120553230.htm"
SPUTNIK = "https://sputniknews.com/middleeast/201703031051232663-syrian-army-daesh-pamyra-airport/"
TASS, TASS_WALL = "http://tass.com/world/931888", "http://tass.com/world/933842"
CNN = "http://edition.cnn.com/2017/03/03/middleeast/syria-palmyra-russia-isis/index.html"
REUTERS = "http://af.reuters.com/article/worldNews/idAFKBN16T0S2"
NOT_KEPT = "http://ca.reuters.com/article/topNews/idCAKBN1691GI"

CAPTURES = [
    capture(ARA, body=page("ISIS security chief killed near Homs")),
    capture(ARA, 404, page("404"), taken="20200101000000"),  # of another day
    capture(SOHR, 302, headers={"Location": "http://www.syriahr.com/"}),
    capture("http://www.syriahr.com/", body=page("Observatory")),
    capture(SOHR_MOVED, 301, headers={"Location": "http://www.syriahr.com/en/62142/"}),
    capture("http://www.syriahr.com/en/62142/", body=page("Air strikes near Palmyra")),
    capture(AMN, body=page("More than 1,000 killed")),
    capture(AMN_SOFT, body=page("Page not found", "Nothing here.")),
    capture(XINHUA, body=page(ZH), charset="gb2312"),
    capture(XINHUA_GONE, 404, page("404 Not Found")),
    capture(SPUTNIK, 403, page("Just a moment...")),
    capture(TASS, 503, page("Busy")),
    capture(TASS_WALL, 410, page("Gone")),
    capture(CNN, 301, headers={"Location": CNN.replace("http:", "https:")}),
    capture(CNN.replace("http:", "https:"), body=page("Palmyra retaken")),
    capture(REUTERS, body=page("aranews.net is for sale", "Buy this domain.")),
]
TRUTH = {
    ARA: Outcome.ALIVE,
    SOHR: Outcome.SOFT_404,
    SOHR_MOVED: Outcome.MOVED,
    AMN: Outcome.ALIVE,
    AMN_SOFT: Outcome.SOFT_404,
    XINHUA: Outcome.ALIVE,
    XINHUA_GONE: Outcome.GONE,
    SPUTNIK: Outcome.BLOCKED,
    TASS: Outcome.BROKEN,
    TASS_WALL: Outcome.GONE,
    CNN: Outcome.ALIVE,
    REUTERS: Outcome.SOFT_404,
    NOT_KEPT: Outcome.GONE,
}


def test_the_seeds_own_addresses_in_a_web_of_2017(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = tuple(Link(Span(0, 0), url) for url in TRUTH)
    pages = [Citations(Document(Page("seed", ""), links=links))]
    with dated_web(tmp_path, CAPTURES, DAY) as web:
        monkeypatch.setenv("SSL_CERT_FILE", str(web.authority))
        options = Options(
            environment={"HTTP_PROXY": web.proxy, "HTTPS_PROXY": web.proxy},
            host_interval=0.0,
            retries=1,
            cache=False,
        )
        evidence = asyncio.run(resolve(pages, options))
    looks = {url: evidence.verdicts[url].look for url in TRUTH}
    assert {url: look.outcome for url, look in looks.items() if look} == TRUTH
    assert [look.title for url, look in looks.items() if url == XINHUA and look] == [ZH]

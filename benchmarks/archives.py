"""Look-ups in an archive against bare concurrent httpx that makes the same requests.

`python -m benchmarks.archives [PAGES] [CONCURRENCY]`: a real pywb with captures made here, behind
the Internet Archive's paths with 0.25 s of latency, the limiter off, one run of each.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx
from tests.archive.conftest import Pywb
from tests.archive.front import Front
from tests.archive.made_web import story

from citaudit.net.client import Client
from citaudit.resolve import Options
from citaudit.resolve.archive_cache import ArchiveCache
from citaudit.resolve.archive_host import ArchiveHosts
from citaudit.resolve.archives import Archives
from citaudit.resolve.copies import Opener

LATENCY = 0.25
MOST = 1.2


async def ours(base: str, urls: list[str], concurrency: int) -> Counter[str]:
    options = Options(
        wayback=base,
        allow_private=True,
        host_interval=0.0,
        host_concurrency=concurrency,
        archive_rate=0.0,
    )
    answers = ArchiveCache(None)
    async with Client(options) as client:
        hosts = ArchiveHosts(client, options)
        archives = Archives(hosts, Opener(hosts, options), answers, options)
        found, _ = await archives.asked(dict.fromkeys(urls), lambda *_: None)
    return Counter(answer.state for answer in found.values())


async def bare(base: str, paths: list[str], concurrency: int) -> None:
    """The same requests, as fast as httpx sends them; nothing is read, judged or kept."""
    slots = asyncio.Semaphore(concurrency)
    limits = httpx.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
    async with httpx.AsyncClient(timeout=30, limits=limits) as client:

        async def one(path: str) -> None:
            async with slots:
                await client.get(base + path)

        await asyncio.gather(*(one(path) for path in paths))


def main() -> int:
    pages, concurrency = (
        int(each) for each in (*sys.argv[1:], *("200", "20")[len(sys.argv) - 1 :])
    )
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder, Pywb(Path(folder)) as port:
        front = Front(port, latency=LATENCY)
        for name, sites in (("each on a site of its own", 300), ("on 20 sites", 20)):
            urls = [story(n, sites) for n in range(pages)]
            asyncio.run(bare(front.base, ["/cdx/search/cdx?url=x"], 1))  # warm
            front.log.clear()
            begun = time.perf_counter()
            states = asyncio.run(ours(front.base, urls, concurrency))
            mine = time.perf_counter() - begun
            paths = list(front.log)
            begun = time.perf_counter()
            asyncio.run(bare(front.base, paths, concurrency))
            theirs = time.perf_counter() - begun
            kinds = Counter("index" if each.startswith("/cdx/") else "copy" for each in paths)
            print(f"{pages} pages {name}: {dict(states)}, requests {dict(kinds)}")
            print(f"  citaudit {mine:.2f} s, bare httpx {theirs:.2f} s: {mine / theirs:.2f} times")
            worst = max(worst, mine / theirs)
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())

"""How much a dump is, before any of it is done: from a sample, spread over it where it can be."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Final

from citaudit.config import Config
from citaudit.model import Page, PageReport
from citaudit.pipeline import Task, read_and_judged
from citaudit.processes import map_pages
from citaudit.read import dump as dumps
from citaudit.read.block import Article, contents
from citaudit.report.words import ENGLISH
from citaudit.scale.earlier import earlier
from citaudit.scale.run import Order, described, recipe_of
from citaudit.text.moments import DAY
from citaudit.urls.address import host
from citaudit.urls.canonical import fold
from citaudit.watch import Unwatched

BLOCKS: Final = 12
"""Blocks of the sample: some 1,200 pages, half a minute of one core."""
SLOTS: Final = 128  # addresses asked at once by one process that looks at links
ANSWER: Final = 1.0
"""Seconds that an answer takes, in the mean: an assumption, not a measurement."""


@dataclass(slots=True)
class Sample:
    """What the sample holds. `share` of the dump was read; `half` are the hosts of its first half.

    `unchanged` of the pages stand in an earlier run. `addresses` are distinct; `seconds` are what
    the other pages took one core.
    """

    share: float = 0.0
    pages: int = 0
    unchanged: int = 0
    links: int = 0
    addresses: set[str] = field(default_factory=set)
    half: tuple[int, int] = (0, 0)  # addresses, hosts
    seconds: float = 0.0
    spread: bool = False

    @property
    def hosts(self) -> Counter[str]:
        return Counter(host(each) for each in self.addresses)


@dataclass(frozen=True, slots=True)
class Estimate:
    """The whole dump, from a sample; exact where the sample is all of it."""

    sample: Sample
    pages: int
    links: int
    addresses: int
    hosts: int
    core_seconds: float
    largest: tuple[tuple[str, int], ...]
    """The hosts with the most addresses, and how many."""


def estimated(order: Order, config: Config) -> Estimate:
    """The size of a dump and of the work in it. Raises `DumpError`."""
    dump = dumps.opened(order.dump, order.index)
    today = datetime.now(UTC).date()
    task = recipe_of(dump, order, config, today, unlooked="offline").task
    known = earlier(order.earlier, described(dump, order, config)) if order.earlier else None
    sample = Sample(spread=dump.blocks is not None)
    chosen = list(_chosen(dump))
    for at, (block, share) in enumerate(chosen):
        if at == (len(chosen) + 1) // 2:
            sample.half = len(sample.addresses), len(sample.hosts)
        articles = _articles(block, dump, order)
        kept = known.unchanged(articles, block.number).pages if known else frozenset()
        begun = time.process_time()
        _add(sample, task, [each.page for each in articles if each.number not in kept])
        sample.seconds += time.process_time() - begun
        _add(sample, task, [each.page for each in articles if each.number in kept])
        sample.unchanged += len(kept)
        sample.share = share
    return _whole(sample)


def in_lines(estimate: Estimate, config: Config) -> Iterator[str]:
    """The estimate in lines for a person, with the manners it rests on."""
    sample, days, word = estimate.sample, _duration, ENGLISH.word
    about = "" if sample.share >= 1 else "about "
    kind = "spread over it" if sample.spread else "its beginning, which is not typical of the rest"
    if sample.share >= 1:
        kind = "all of it"
    yield f"sample: {word('n_pages', sample.pages)}, {sample.share:.2%} of the dump, {kind}"
    yield f"pages: {about}{estimate.pages:,}"
    if sample.unchanged:
        yield f"unchanged since the earlier run: {sample.unchanged / sample.pages:.0%} of the pages"
    yield f"links: {about}{estimate.links:,}, {word('n.address', estimate.addresses)}"
    yield f"hosts: {about}{estimate.hosts:,}"
    which = " for the other pages" if sample.unchanged else ""
    yield f"reading and judging: {days(estimate.core_seconds)} of one core{which}"
    interval = config.host_interval
    yield f"looking at links, {interval:g} s between two requests to a host:"
    for name, count in estimate.largest:
        yield f"  {name}: {word('n.address', count)}, {days(count * interval)}"
    rest = estimate.addresses * ANSWER / SLOTS
    yield f"  all hosts: {days(rest)} in one process ({SLOTS} at once, {ANSWER:g} s an answer)"
    if config.archive_rate:
        hundredth = estimate.addresses / 100 / config.archive_rate * 60
        yield (
            f"asking an archive, {config.archive_rate:g} questions a minute: {days(hundredth)} "
            "for each per cent of the addresses that is dead"
        )


def _chosen(dump: dumps.Dump) -> Iterator[tuple[dumps.DumpBlock, float]]:
    """Blocks of the sample, each with the share of the dump that has been read with it."""
    if not dump.blocks:
        for block in islice(dumps.blocks(dump), BLOCKS):
            yield block, block.read / dump.size
        return
    step = max(1, dump.blocks // BLOCKS)
    wanted = range(step // 2, dump.blocks, step)[:BLOCKS]
    for at, number in enumerate(wanted, 1):
        yield dumps.packed_block(dump, number), at / dump.blocks


def _articles(block: dumps.DumpBlock, dump: dumps.Dump, order: Order) -> list[Article]:
    try:
        return contents(block, dump.site, order.namespaces).articles
    except (OSError, ValueError):
        return []  # the run itself will name the block


def _add(sample: Sample, task: Task, pages: Sequence[Page]) -> None:
    for each in map_pages(pages, partial(read_and_judged, task), 1, Unwatched()):
        if isinstance(each, PageReport):
            sample.pages += 1
            links = each.citations.document.links
            found = [link.url for link in links if link.role != "identifier"]
            sample.links += len(found)
            sample.addresses.update(fold(url) for url in found)


def _whole(sample: Sample) -> Estimate:
    times = 1 / min(1.0, sample.share) if sample.share else 0.0
    hosts = sample.hosts
    return Estimate(
        sample=sample,
        pages=round(sample.pages * times),
        links=round(sample.links * times),
        addresses=round(len(sample.addresses) * times),
        hosts=round(len(hosts) * times ** _growth(sample)),
        core_seconds=sample.seconds * times,
        largest=tuple((name, round(n * times)) for name, n in _first(hosts.most_common(5))),
    )


def _growth(sample: Sample) -> float:
    """How the number of hosts grows with that of addresses (Heaps' law), by the sample's halves."""
    addresses, hosts = sample.half
    if not hosts or len(sample.addresses) <= addresses:
        return 1.0
    grown = math.log(len(sample.hosts) / hosts) / math.log(len(sample.addresses) / addresses)
    return min(1.0, max(0.0, grown))


def _first(hosts: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    return (each for each in hosts if each[0])


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} min"
    if seconds < 2 * DAY:
        return f"{seconds / 3600:.1f} h"
    return f"{seconds / DAY:,.1f} days"

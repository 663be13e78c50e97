"""A dump's audit against bare `mwparserfromhell.parse` on the same text, as ratios in one run.

    DUMP=dump.xml.bz2 python benchmarks/dump.py [pages] [workers]

Makes a multistream dump of as many pages from those of DUMP (by default from the seeds), audits
1,000 and then all of them by `workers` processes, and prints the memory of all processes at its
highest and the cost of a page in both runs. Then audit and bare parse take turns in the same
workers: that ratio holds on a busy machine as well. So does the share that stages have in it: the
rest is unpacking, reading XML and making tables in the workers, and in this process packing them.
Last, one page in ten is edited and the dump audited again, with the others from the run before.
"""

from __future__ import annotations

import bz2
import gc
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar
from xml.sax.saxutils import escape

import mwparserfromhell
import psutil

from citaudit.config import Config
from citaudit.pipeline import read_and_judged
from citaudit.processes import uncollected
from citaudit.read import dump as dumps
from citaudit.read.block import contents
from citaudit.scale.engine import processes
from citaudit.scale.run import Order, audit_dump, recipe_of
from citaudit.scale.store import Store
from citaudit.scale.unit import Recipe, Result, Work
from citaudit.scale.unit import audited as audit_block

T = TypeVar("T")
PAGES = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
WORKERS = int(sys.argv[2]) if len(sys.argv) > 2 else 2
SMALL = 1_000
YARDSTICK = 20  # pages of a block that the bare parse is timed on
EDITED = 10  # every tenth page is edited before the second run
BLOCKS = 6  # on which audit and bare parse are timed by turns
SPACES = frozenset({0})
HEAD = (
    '<mediawiki version="0.11" xml:lang="en"><siteinfo><dbname>bench</dbname>'
    "<base>https://wiki.example/wiki/Main_Page</base><namespaces>"
    '<namespace key="0" /></namespaces></siteinfo>\n'
)


def real_texts() -> list[str]:
    """The articles of DUMP, else the wikitext of the seeds, cut into sections."""
    given = os.environ.get("DUMP", "")
    if given.split(".xml")[0] != given and Path(given).is_file():
        dump = dumps.opened(Path(given))
        return [
            article.page.text
            for block in dumps.blocks(dump)
            for article in contents(block, dump.site, frozenset({0})).articles
        ]
    seed = next((Path(__file__).parents[1] / "seeds").glob("001*")).read_text("utf-8")
    return [seed, *("\n==" + part for part in seed.split("\n=="))]


def made(
    folder: Path, texts: Sequence[str], pages: int, *, later: bool = False
) -> tuple[Path, list[int]]:
    """A multistream dump of `pages` pages, and which text each page has.

    `later`: every tenth page has been edited.
    """
    path = folder / f"bench{pages}{'later' * later}-pages-articles-multistream.xml.bz2"
    chosen = [random.Random(number).randrange(len(texts)) for number in range(pages)]
    index = []
    with path.open("wb") as file:
        file.write(bz2.compress(HEAD.encode()))
        for start in range(0, pages, dumps.PAGES):
            numbers = range(start, min(start + dumps.PAGES, pages))
            index += [f"{file.tell()}:{number + 1}:Page {number}" for number in numbers]
            xml = "".join(
                page(number, texts[chosen[number]], edited=later and number % EDITED == 0)
                for number in numbers
            )
            file.write(bz2.compress(xml.encode(), 1))
        file.write(bz2.compress(b"</mediawiki>\n"))
    beside = path.with_name(path.name.replace(".xml.bz2", "-index.txt"))
    beside.write_text("\n".join(index) + "\n")
    return path, chosen


def page(number: int, text: str, *, edited: bool) -> str:
    revision = number + 1 + PAGES * edited
    return (
        f"<page><title>Page {number}</title><ns>0</ns><id>{number + 1}</id><revision>"
        f"<id>{revision}</id><timestamp>2024-05-01T10:00:00Z</timestamp><model>wikitext</model>"
        f"<text>{escape(text)}{edited * ' It was edited.'}</text></revision></page>\n"
    )


class Meter(threading.Thread):
    """CPU seconds and the highest memory (PSS) of this process and all below it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak, self.over = 0, threading.Event()
        self._cpu: dict[int, float] = {}
        self._begun = self._own()

    @property
    def cpu(self) -> float:
        return self._own() - self._begun + sum(self._cpu.values())

    def run(self) -> None:
        while not self.over.wait(0.25):
            self.look()

    def look(self) -> None:
        memory = 0
        for each in (psutil.Process(), *psutil.Process().children(recursive=True)):
            try:
                memory += each.memory_full_info().pss
                if each.pid != os.getpid():
                    times = each.cpu_times()
                    self._cpu[each.pid] = times.user + times.system
            except psutil.Error:
                continue
        self.peak = max(self.peak, memory)

    def _own(self) -> float:
        times = psutil.Process().cpu_times()
        return times.user + times.system


def audited(path: Path, out: Path, earlier: Path | None = None) -> tuple[float, float, float]:
    """(wall seconds, CPU seconds, highest MB) of one run."""
    meter = Meter()
    meter.start()
    begun = time.perf_counter()
    outcome = audit_dump(Order(path, out, earlier=earlier), Config(jobs=WORKERS), Closing(meter))
    wall = time.perf_counter() - begun
    meter.over.set()
    assert outcome.complete, outcome
    return wall, meter.cpu, meter.peak / 1e6


class Closing:
    """Looks at the meter after each block, so that the last CPU seconds are counted too."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    def see(self, state: object) -> None:
        del state
        self._meter.look()


def compared(recipe: Recipe, work: Work) -> tuple[int, float, float, int, float, Result]:
    """What a block takes, in CPU seconds, by turns in one process.

    (bytes, seconds of its audit, of the stages alone; bytes of some pages, seconds of their bare
    parse; the audit's result)
    """
    pages = [each.page for each in contents(work.block, recipe.site, SPACES).articles]
    texts = [page.text for page in pages]
    spent: dict[str, float] = {}

    def timed(name: str, work: Callable[[], T]) -> T:
        begun = time.process_time()
        done = work()
        spent[name] = time.process_time() - begun
        return done

    def staged() -> None:
        with uncollected():
            for page in pages:
                read_and_judged(recipe.task, page)

    if work.block.number % 2:  # what comes second finds caches warm: take turns at that as well
        timed("stages", staged)
    result = timed("audit", lambda: audit_block(recipe, work))
    if not work.block.number % 2:
        timed("stages", staged)
    some = texts[:YARDSTICK]
    with set_aside():
        timed("bare", lambda: parsed_and_dropped(some))
    return size_of(texts), spent["audit"], spent["stages"], size_of(some), spent["bare"], result


def parsed_and_dropped(texts: Iterable[str]) -> None:
    """Trees that were kept would cost the yardstick more collection of garbage than it needs."""
    for text in texts:
        mwparserfromhell.parse(text)


@contextmanager
def set_aside() -> Iterator[None]:
    """What is here already is not searched for garbage meanwhile."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def by_turns(path: Path) -> Iterator[str]:
    """The audit against the bare parse, and how much of it are the stages, in the same workers."""
    dump = dumps.opened(path)
    order = Order(path, path.parent)
    recipe = recipe_of(dump, order, Config(), date(2026, 1, 1), unlooked="offline")
    blocks = (Work(each) for each in islice(dumps.blocks(dump), BLOCKS))
    begun = time.process_time()
    done = [found for _, found in processes(WORKERS).run(blocks, partial(compared, recipe))]
    store = Store(path.parent / "turns")
    for *_, result in done:
        store.keep(result)
    store.pack_complete(len(done))
    parent = time.process_time() - begun
    size, seconds, staged, part, bare = (sum(each) for each in list(zip(*done, strict=True))[:5])
    ours, theirs = size / 1e6 / (seconds + parent), part / 1e6 / bare
    yield (
        f"by turns in the same workers: audit {ours:.2f} MB a CPU s, bare parse {theirs:.2f}: "
        f"{ours / theirs:.2f} times as fast"
    )
    yield (
        f"outside parse, extract and judge: {(seconds - staged) / (seconds + parent):.1%} in the "
        f"workers, {parent / (seconds + parent):.1%} in the process that hands out and packs"
    )


def size_of(texts: Sequence[str]) -> int:
    return sum(len(text.encode()) for text in texts)


def sizes(texts: Sequence[str], chosen: Sequence[int]) -> Iterator[int]:
    known = [len(text.encode()) for text in texts]
    return (known[at] for at in chosen)


def main() -> None:
    texts = real_texts()
    with tempfile.TemporaryDirectory() as name:
        folder, costs = Path(name), []
        for pages in sorted({min(SMALL, PAGES), PAGES}):
            path, chosen = made(folder, texts, pages)
            size = sum(sizes(texts, chosen)) / 1e6
            wall, cpu, peak = audited(path, folder / f"out{pages}")
            costs.append(cpu / size)
            tables = sum(
                each.stat().st_size for each in (folder / f"out{pages}").rglob("*.parquet")
            )
            print(
                f"{pages:,} pages, {size:,.0f} MB of text: {wall:.1f} s by {WORKERS} workers, "
                f"{pages / wall:.0f} pages/s, {size / wall:.2f} MB/s, {cpu:.1f} CPU s, "
                f"{1000 * cpu / pages:.1f} CPU ms a page, peak {peak:.0f} MB in all, "
                f"tables {tables / 1e6:.1f} MB",
                flush=True,
            )
        for line in by_turns(path):
            print(line)
        later, _ = made(folder, texts, PAGES, later=True)
        wall, again, _ = audited(later, folder / "later", folder / f"out{PAGES}")
        print(
            f"one page in {EDITED} edited, the others from the run before: {wall:.1f} s, "
            f"{PAGES / wall:.0f} pages/s, {again:.1f} CPU s: "
            f"{again / cpu:.2f} of what all pages take"
        )
    print(f"cost of a MB, {PAGES:,} pages against the first: {costs[-1] / costs[0]:.2f}")


if __name__ == "__main__":
    main()

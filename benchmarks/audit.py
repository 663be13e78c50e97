"""The whole offline audit against bare `mwparserfromhell.parse`, in one run, as ratios.

    CORPUS=folder[:folder…] python benchmarks/audit.py [rounds]

Reads every `.wikitext` (and the wikitext seeds) once. Each round then runs by turns, each in a
process of its own that has loaded everything and seen no page: the bare parse (the yardstick), the
stages one by one in CPU seconds, and `audit` as it is called, in wall time, with one process and
with one for each core. Nothing is warm from an earlier page or round, and no heap of ours makes
the yardstick look for garbage in it.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path

import mwparserfromhell

import citaudit
from citaudit.extract import extract
from citaudit.judge import judge
from citaudit.judge.registry import runnable, selected
from citaudit.model import Case, Evidence, Need, Page
from citaudit.parse import parse
from citaudit.parse.formats import format_of
from citaudit.processes import uncollected
from citaudit.read import Reading, read
from citaudit.weigh import weigh

FOLDERS = os.environ.get("CORPUS", "seeds").split(os.pathsep)
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
Times = dict[str, float]


def pages() -> list[Page]:
    """Every wikitext page of the corpus, nothing of it parsed."""
    found = [page for page in read(FOLDERS, Reading()) if isinstance(page, Page)]
    return [page for page in found if format_of(page.id, page.text) == "wikitext"]


def bare(corpus: Iterable[Page]) -> Times:
    """The yardstick. Trees are dropped: keeping them would cost it more collection of garbage."""
    begun = time.process_time()
    for page in corpus:
        mwparserfromhell.parse(page.text)
    return {"mwparserfromhell.parse": time.process_time() - begun}


def staged(corpus: Iterable[Page]) -> Times:
    """The stages over the whole corpus."""
    rules, _ = runnable(selected((), ()), frozenset({Need.TEXT}), "offline")
    spent: Times = {}

    def timed(name: str, work: Callable[[], list[object]]) -> list[object]:
        begun = time.process_time()
        done = work()
        spent[name] = time.process_time() - begun
        return done

    with uncollected():
        documents = timed("parse", lambda: [parse(page) for page in corpus])
        found = timed("extract", lambda: [extract(each) for each in documents])  # type: ignore[arg-type]
        timed("judge", lambda: [judge(case_of(each), rules) for each in found])
    return spent


def case_of(citations: object) -> Case:
    nothing = Evidence()
    return Case(weigh(citations, nothing), nothing, date(2026, 1, 1))  # type: ignore[arg-type]


def called(jobs: int) -> Times:
    """Wall seconds of `audit`, reading the files included."""
    begun = time.perf_counter()
    citaudit.audit(FOLDERS, offline=True, jobs=jobs)
    return {f"audit, jobs={jobs}": time.perf_counter() - begun}


def loaded() -> None:
    """All that an audit takes, in this process."""
    citaudit.audit(str(Path(__file__).parents[1] / "seeds"), offline=True, jobs=1)


def main() -> None:
    corpus = pages()
    size = sum(len(page.text.encode()) for page in corpus) / 1e6
    print(f"{len(corpus)} pages, {size:.2f} MB of UTF-8, {ROUNDS} rounds")
    loaded()
    works = (partial(bare, corpus), partial(staged, corpus), partial(called, 1), partial(called, 0))
    found: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for work in works:
            for name, seconds in alone(work).items():
                found.setdefault(name, []).append(seconds)
    medians = {name: statistics.median(times) for name, times in found.items()}
    yardstick = medians["mwparserfromhell.parse"]
    whole = sum(medians[name] for name in ("parse", "extract", "judge"))
    for name, took in {**medians, "the stages in all": whole}.items():
        print(
            f"{name:24} {took:6.3f} s   {size / took:6.2f} MB/s   {took / yardstick:5.2f} of the "
            f"bare parse, {yardstick / took:5.2f} times as fast"
        )


def alone(work: Callable[[], Times]) -> Times:
    """What `work` gives in a process forked from this one."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=lambda: theirs.send(work()))
    process.start()
    times: Times = ours.recv()
    process.join()
    return times


if __name__ == "__main__":
    main()

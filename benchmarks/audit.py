"""The whole offline audit against bare `mwparserfromhell.parse`, in one run, as ratios.

    CORPUS=folder[:folder…] python benchmarks/audit.py [rounds]

Reads every `.wikitext` (and the wikitext seeds) once, then times by turns, CPU seconds of one
process: parsing alone as the yardstick, then read + parse + extract + judge, stage by stage. The
last lines time `audit` with several processes against one, in wall time.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date

import mwparserfromhell

import citaudit
from citaudit.extract import extract, weigh
from citaudit.judge import judge
from citaudit.judge.registry import runnable, selected
from citaudit.model import Case, Evidence, Need, Page
from citaudit.parse import parse
from citaudit.read import Reading, read

FOLDERS = os.environ.get("CORPUS", "seeds").split(":")
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3


def pages() -> list[Page]:
    """Every wikitext page of the corpus."""
    found = read(FOLDERS, Reading())
    told = [parse(page).page for page in found if isinstance(page, Page)]
    return [page for page in told if page.format == "wikitext"]


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of `work`."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    corpus = pages()
    size = sum(len(page.text.encode()) for page in corpus)
    print(f"{len(corpus)} pages, {size / 1e6:.2f} MB of UTF-8, {ROUNDS} rounds")
    rules, _ = runnable(selected((), ()), frozenset({Need.TEXT}), "offline")
    today, nothing = date(2026, 1, 1), Evidence()
    stages: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[Page], object], over: Iterable[Page]) -> list[object]:
        out: list[object] = []
        stages.setdefault(name, []).append(cpu(lambda: out.extend(work(each) for each in over)))
        return out

    for _ in range(ROUNDS):
        timed("mwparserfromhell.parse", _parsed_and_dropped, corpus)
        documents = timed("parse", parse, corpus)
        citations = timed("extract", extract, documents)  # type: ignore[arg-type]
        cases = [Case(weigh(each, nothing), nothing, today) for each in citations]  # type: ignore[arg-type]
        timed("judge", lambda case: judge(case, rules), cases)  # type: ignore[arg-type]
    yardstick = statistics.median(stages.pop("mwparserfromhell.parse"))
    total = sum(statistics.median(times) for times in stages.values())
    print(f"mwparserfromhell.parse  {yardstick:7.3f} s   {size / 1e6 / yardstick:6.2f} MB/s")
    for name, times in stages.items():
        took = statistics.median(times)
        print(f"{name:22}  {took:7.3f} s   {size / 1e6 / took:6.2f} MB/s   {took / yardstick:5.2f}")
    print(
        f"{'whole audit':22}  {total:7.3f} s   {size / 1e6 / total:6.2f} MB/s   "
        f"{total / yardstick:5.2f}"
    )
    print(f"the audit is {yardstick / total:.2f} times as fast as the bare parse")
    walls = {jobs: min(wall(jobs) for _ in range(ROUNDS)) for jobs in (1, 0)}
    print(
        f"`audit` as it is called, wall: {walls[1]:.2f} s, one process a core {walls[0]:.2f} s: "
        f"{yardstick / walls[1]:.2f} and {yardstick / walls[0]:.2f} times as fast as the bare parse"
    )


def wall(jobs: int) -> float:
    """Seconds for a whole offline audit of the folders."""
    start = time.perf_counter()
    citaudit.audit(FOLDERS, offline=True, jobs=jobs)
    return time.perf_counter() - start


def _parsed_and_dropped(page: Page) -> None:
    """A tree that is kept would cost the yardstick more garbage collection than it needs."""
    mwparserfromhell.parse(page.text)


if __name__ == "__main__":
    main()

"""One step over many pages, in several processes where that pays."""

from __future__ import annotations

import gc
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from os import cpu_count
from pathlib import Path
from typing import Protocol, TypeVar

from citaudit.model import Page, Unread

T = TypeVar("T")
WORTH_A_POOL = 200_000
"""Code points of text below which starting processes costs more than it saves (measured)."""
_MADE_UP = Page(
    "",
    "It opened on 2 May 1931.<ref>{{cite web|url=http://a.example/|title=A}}</ref> It is long.\n\n"
    "<p>大橋於1931年通車。[^a]</p>\n\n[^a]: A. Lind, *Bridges*, 1988年, http://a.example/b",
)
"""A page that takes what any page takes: reading it loads modules and tables."""


class Counting(Protocol):
    """What is told of the pages."""

    def pages(self, total: int) -> None:
        """`total` pages are going to be read."""

    def page(self, page_id: str) -> None:
        """One page has been read."""


def through(
    pages: Sequence[Page], step: Callable[[Page], T], jobs: int, watch: Counting
) -> Iterator[T | Unread]:
    """`step` over every page in order, in several processes where that pays.

    A page on which `step` breaks comes out as `Unread`: one bad page never costs the rest.
    """
    watch.pages(len(pages))
    guarded = partial(_guarded, step)
    processes = min(jobs or cpu_count() or 1, len(pages))
    if processes < 2 or sum(len(page.text) for page in pages) < WORTH_A_POOL:
        for page in pages:
            yield guarded(page)
            watch.page(page.id)
        return
    for page, result in zip(pages, _in_processes(guarded, pages, processes), strict=True):
        yield result
        watch.page(page.id)


def _in_processes(
    step: Callable[[Page], T | Unread], pages: Sequence[Page], processes: int
) -> Iterator[T | Unread]:
    """`step` over `pages` in order; a page that takes its process with it costs no other.

    Processes that are forked have what this one has loaded: what a page takes is loaded first.
    """
    from citaudit.parse import told

    left = deque(pages)
    if _context().get_start_method() == "fork":
        step(replace(_MADE_UP, format=told(pages[0]).format))
    while left:
        try:
            with _pool(processes) as pool, uncollected():
                for result in pool.map(step, tuple(left)):
                    left.popleft()
                    yield result
        except BrokenProcessPool:
            yield _alone(step, left.popleft())


def _alone(step: Callable[[Page], T | Unread], page: Page) -> T | Unread:
    try:
        with _pool(1) as pool:
            return pool.submit(step, page).result()
    except BrokenProcessPool:
        return Unread(page.id, "ended the process that read it: out of memory, or killed")


def _context() -> BaseContext:
    return get_context("fork" if "fork" in get_all_start_methods() else None)


def _pool(processes: int) -> ProcessPoolExecutor:
    ignoring = (signal.SIGINT, signal.SIG_IGN)
    return ProcessPoolExecutor(processes, _context(), signal.signal, ignoring)


def _guarded(step: Callable[[Page], T], page: Page) -> T | Unread:
    try:
        with uncollected():
            return step(page)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        return Unread(page.id, f"broke the audit ({type(error).__name__} at {where}): {error}")


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: pages make no cycles, so that it would find nothing.

    What is made meanwhile counts as old afterwards. It would be searched through at once, for five
    hundredths of the time of an audit.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            if not gc.get_freeze_count():  # nobody else keeps anything there
                gc.freeze()
                gc.unfreeze()
            gc.enable()

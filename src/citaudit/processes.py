"""One step over many pages, in several processes where that pays."""

from __future__ import annotations

import gc
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from os import cpu_count
from pathlib import Path
from typing import Generic, TypeVar

from citaudit.model import Page, Unread
from citaudit.pools import Pool
from citaudit.watch import PageWatch

T = TypeVar("T")
WORTH_A_POOL = 200_000
"""Code points of text below which starting processes costs more than it saves (measured)."""
_MADE_UP = Page(
    "",
    "It opened on 2 May 1931.<ref>{{cite web|url=http://a.example/|title=A {{x}}}}</ref> It is "
    "long.\n\n<p>大橋於1931年通車。[^a]</p>\n\n[^a]: A. Lind, *Bridges*, 1988年, http://a.example/b",
)
"""A page that takes what any page takes: reading it loads modules and tables."""
_NEAR = 64  # pages that are taken out of turn, the largest first, so that none is left for the end
_ORDINARY = 200_000  # code points of a text that takes no process with it: some 50 MB meanwhile


def map_pages(
    pages: Sequence[Page], step: Callable[[Page], T], jobs: int, watch: PageWatch
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
    early: dict[int, T | Unread] = {}
    due = 0
    for number, result in _Shared(guarded, pages, processes).results():
        watch.page(pages[number].id)
        early[number] = result
        while due in early:
            yield early.pop(due)
            due += 1


class _Shared(Generic[T]):
    """Pages shared out among this process and others; one that ends its process costs no other.

    This process takes part in reading those that can do it no harm: what it makes of them need not
    be packed and unpacked, which costs a fifth of making it. Where these are few it only hands out.
    """

    def __init__(self, step: Callable[[Page], T | Unread], pages: Sequence[Page], n: int) -> None:
        self._step, self._pages = step, pages
        self._waiting: deque[int] = deque()
        for start in range(0, len(pages), _NEAR):
            near = range(start, min(start + _NEAR, len(pages)))
            self._waiting += sorted(near, key=self._size, reverse=True)
        whole = sum(map(self._size, self._waiting))
        harmless = sum(map(self._size, filter(self._harmless, self._waiting)))
        self._takes_part = harmless * n >= whole
        self._others = n - 1 if self._takes_part else n
        self._begun: dict[Future[T | Unread], int] = {}

    def results(self) -> Iterator[tuple[int, T | Unread]]:
        """The number of each page and what `step` makes of it, in the order in which it is done.

        Processes that are forked have what this one has loaded: what a page takes is loaded first.
        """
        from citaudit.parse import identified  # here and below: not before there are many pages

        if _context().get_start_method() == "fork":
            self._step(replace(_MADE_UP, format=identified(self._pages[0]).format))
        while self._waiting:
            try:
                with _pool(self._others) as pool, uncollected(), _switching_often():
                    yield from self._done(pool)
            except BrokenProcessPool:
                suspects, self._begun = list(self._begun.values()), {}
                for number in suspects:
                    yield number, _alone(self._step, self._pages[number])

    def _done(self, pool: Pool) -> Iterator[tuple[int, T | Unread]]:
        while self._waiting or self._begun:
            while self._waiting and len(self._begun) <= self._others:  # one is ready for the next
                number = self._waiting[0]
                self._begun[pool.submit(self._step, self._pages[number])] = number
                self._waiting.popleft()  # not before: a broken pool takes nothing
            done = [future for future in self._begun if future.done()]
            for future in done:
                result = future.result()
                yield self._begun.pop(future), result
            if done:
                continue
            own = next(filter(self._harmless, self._waiting), None) if self._takes_part else None
            if own is None:
                wait(self._begun, return_when=FIRST_COMPLETED)
            else:
                self._waiting.remove(own)
                yield own, self._step(self._pages[own])

    def _harmless(self, number: int) -> bool:
        """Whether a page is of an ordinary size, and surely not read by a library in C."""
        from citaudit.parse.formats import by_extension

        page = self._pages[number]
        known = page.format or by_extension(page.id)
        return known in ("wikitext", "markdown") and len(page.text) < _ORDINARY

    def _size(self, number: int) -> int:
        return len(self._pages[number].text)


@contextmanager
def _switching_often() -> Iterator[None]:
    """Lets the thread that takes results in have its turn while this one reads a page itself.

    A process waits until its result is taken, piece by piece; at Python's usual 5 ms a piece that
    is longer than it takes to read the next page.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _alone(step: Callable[[Page], T | Unread], page: Page) -> T | Unread:
    try:
        with _pool(1) as pool:
            return pool.submit(step, page).result()
    except BrokenProcessPool:
        return Unread(page.id, "ended the process that read it: out of memory, or killed")


def _context() -> BaseContext:
    return get_context("fork" if "fork" in get_all_start_methods() else None)


def _pool(processes: int) -> Pool:
    ignoring = (signal.SIGINT, signal.SIG_IGN)
    return Pool(processes, _context(), signal.signal, ignoring)


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

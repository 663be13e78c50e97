"""One seam to whatever does the work: any `concurrent.futures.Executor`.

By default processes of this machine; `tcp://…` is the scheduler of a Dask cluster. A process that
dies breaks its whole pool, so what was in flight is done again, one by one in a pool of its own:
what then kills its process again is set aside, and the rest goes on.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import re
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from citaudit.pools import Pool

Work = TypeVar("Work")
Done = TypeVar("Done")
_ALONE: Final = 2  # times that work may kill a process that does nothing else
_AHEAD: Final = 3
"""Blocks for each worker: one in work, two at hand while 64 of them are packed into the tables."""
_ADDRESS: Final = re.compile(r"[a-z]+://[^/]+:\d+")
_PRELOAD: Final = ("citaudit.scale.unit", "citaudit.extract", "citaudit.parse.wikitext")


@dataclass(frozen=True, slots=True)
class Failed(Generic[Work]):
    """Work that could not be done, and why in words."""

    work: Work
    reason: str


class EngineError(RuntimeError):
    """The engine itself cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Where work is done: `open` gives a fresh executor of `workers` workers."""

    workers: int
    open: Callable[[], AbstractContextManager[Executor]]
    alone: Callable[[], AbstractContextManager[Executor]] | None = None

    def run(
        self, work: Iterable[Work], step: Callable[[Work], Done]
    ) -> Generator[tuple[Work, Done | Failed[Work]], None, None]:
        """`step` over all `work`, as it is done. Only a few pieces are held at a time.

        What raises comes out as `Failed`. Raises `EngineError` where the engine is lost. Close it
        (`contextlib.closing`) where it may be left before its end: that ends the workers.
        """
        waiting = iter(work)
        suspects: deque[Work] = deque()
        more = True
        while more:
            with self.open() as pool:
                more = yield from self._through(pool, waiting, step, suspects)
            while suspects:
                each = suspects.popleft()
                yield each, self._alone(each, step)

    def _through(
        self,
        pool: Executor,
        waiting: Iterator[Work],
        step: Callable[[Work], Done],
        suspects: deque[Work],
    ) -> Generator[tuple[Work, Done | Failed[Work]], None, bool]:
        """Until `waiting` is empty (returns False) or the pool breaks (True: go on)."""
        flying: dict[Future[Done], Work] = {}
        broken = False
        while True:
            while not broken and len(flying) < self.workers * _AHEAD:
                try:
                    each = next(waiting)
                except StopIteration:
                    break
                try:
                    flying[pool.submit(step, each)] = each
                except BrokenExecutor:
                    suspects.append(each)
                    broken = True
            if not flying:
                return broken
            done = wait(flying, return_when=FIRST_COMPLETED).done
            for future in [each for each in flying if each in done]:  # as they were handed out
                each = flying.pop(future)
                try:
                    yield each, future.result()
                except BrokenExecutor:
                    suspects.append(each)
                    broken = True
                except CancelledError as error:
                    raise EngineError("the cluster is gone; start again to continue") from error
                except Exception as error:
                    yield each, Failed(each, reason_of(error))

    def _alone(self, each: Work, step: Callable[[Work], Done]) -> Done | Failed[Work]:
        for _ in range(_ALONE):
            with (self.alone or self.open)() as pool:
                try:
                    return pool.submit(step, each).result()
                except BrokenExecutor:
                    continue
                except Exception as error:
                    return Failed(each, reason_of(error))
        return Failed(each, f"it killed the process that worked on it, {_ALONE} times alone")


def reason_of(error: BaseException) -> str:
    """An error in words fit for a report."""
    if type(error).__name__ == "KilledWorker":
        return "it killed every worker that was given it"
    return f"{type(error).__name__}: {error}"


def processes(count: int = 0) -> Engine:
    """`count` processes of this machine, by default one a core."""
    count = count or os.cpu_count() or 1
    return Engine(count, lambda: _pool(count), lambda: _pool(1))


@contextmanager
def cluster(address: str) -> Iterator[Engine]:
    """The Dask cluster whose scheduler is at `address`. Raises `EngineError`."""
    try:
        import distributed
    except ImportError as error:
        raise EngineError("a scheduler needs `pip install 'citaudit[cluster]'`") from error
    if not _ADDRESS.fullmatch(address):
        raise EngineError(f"{address!r} is no scheduler's address: tcp://HOST:PORT")
    try:
        client: Any = distributed.Client(address, timeout=5, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise EngineError(f"no Dask scheduler answers at {address}: {error}") from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise EngineError(f"the scheduler at {address} has no workers")
        yield Engine(threads, lambda: _lent(client.get_executor()))


@contextmanager
def _lent(executor: Executor) -> Iterator[Executor]:
    """A cluster's executor is not ours to wait for when a run is stopped."""
    try:
        yield executor
    finally:
        executor.shutdown(wait=False)


@contextmanager
def _pool(count: int) -> Iterator[Executor]:
    """Processes that start clean: a fork of a process with threads may hang."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(list(_PRELOAD))
    pool = Pool(count, mp_context=context, initializer=_follow_parent)
    before = set(multiprocessing.active_children())
    try:
        yield pool
    except BaseException:  # nobody wants what is still in work
        for worker in set(multiprocessing.active_children()) - before:
            worker.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _follow_parent() -> None:
    """Ctrl-C is the parent's to answer; one that was killed would leave its workers waiting."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            multiprocessing.connection.wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()

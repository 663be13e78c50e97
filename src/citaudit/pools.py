"""A pool of processes that ends when one of its processes is killed, on every Python we run on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Pool(ProcessPoolExecutor):
    """`ProcessPoolExecutor`, without its wait for processes that are gone.

    Before Python 3.11.5 a pool whose last process is killed while work is being handed to it waits
    for ever to hand over the rest, which nobody will read (CPython issue 94777). As there, nobody
    can read any more once the pool is broken: then handing over fails, and the pool ends.
    """

    if sys.version_info < (3, 11, 5):

        def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
            future = super().submit(fn, *args, **kwargs)
            future.add_done_callback(self._let_go)
            return future

        def _let_go(self, future: Future[Any]) -> None:
            """Called by the thread that ends the pool, before it begins to wait."""
            if not future.cancelled() and isinstance(future.exception(), BrokenProcessPool):
                self._call_queue._reader.close()  # type: ignore[attr-defined]

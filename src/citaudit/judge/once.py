"""What is asked of one page again and again is made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

S = TypeVar("S")
T = TypeVar("T")


def once(read: Callable[[S], T]) -> Callable[[S], T]:
    """`read`, with its answer on the case or document it was asked about last kept.

    One is told by its identity, since comparing two would take longer than reading one.
    """
    last: tuple[S, T] | None = None

    @wraps(read)
    def kept(asked: S) -> T:
        nonlocal last
        known = last
        if known is None or known[0] is not asked:
            known = last = (asked, read(asked))
        return known[1]

    return kept

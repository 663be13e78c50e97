"""What several rules ask of one case is made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from citaudit.model import Case

T = TypeVar("T")


def once_a_case(read: Callable[[Case], T]) -> Callable[[Case], T]:
    """`read`, with its answer on the case it was asked about last kept: rules ask in turn.

    A case is told by its identity, since comparing two would take longer than reading one.
    """
    last: tuple[Case, T] | None = None

    @wraps(read)
    def kept(case: Case) -> T:
        nonlocal last
        known = last
        if known is None or known[0] is not case:
            known = last = (case, read(case))
        return known[1]

    return kept

"""Finding things by their place in a page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

from citaudit.model import Span


class HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=HasSpan)
V = TypeVar("V")


class Placed(Generic[T]):
    """Things with a span that do not overlap, in order, found by a stretch of the page."""

    def __init__(self, things: Sequence[T]) -> None:
        self._things = sorted(things, key=attrgetter("span"))
        self._starts = [each.span.start for each in self._things]

    def within(self, start: int, end: int) -> Sequence[T]:
        """Those that begin in the stretch."""
        return self._things[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, offset: int) -> T | None:
        """The last that begins at or before `offset`."""
        at = bisect_right(self._starts, offset)
        return self._things[at - 1] if at else None

    def meeting(self, span: Span) -> Iterator[T]:
        """Those that share a character with `span`."""
        at = max(bisect_right(self._starts, span.start) - 1, 0)
        for each in self._things[at:]:
            if each.span.start > span.end:
                return
            if span.meets(each.span):
                yield each


class Touching(Generic[V]):
    """Things by the stretches they hold, which may overlap, found by a stretch of the page."""

    def __init__(self, places: Iterable[tuple[Span, V]]) -> None:
        numbered = enumerate(places)
        self._places = sorted(
            ((span, at, thing) for at, (span, thing) in numbered), key=lambda place: place[:2]
        )
        self._starts = [span.start for span, _, _ in self._places]
        # how far anything up to here reaches, so that a search can stop
        self._reach = list(accumulate((span.end for span, _, _ in self._places), max))

    def meeting(self, span: Span) -> list[V]:
        """Those of which a stretch shares a character with `span`, in the order given."""
        found: dict[int, V] = {}
        at = bisect_right(self._starts, span.end) - 1
        while at >= 0 and self._reach[at] >= span.start:
            place, number, thing = self._places[at]
            if place.meets(span):
                found[number] = thing
            at -= 1
        return [found[number] for number in sorted(found)]

"""What of a document lies within a stretch of its page, without going through all of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import lt
from typing import Generic, Protocol, TypeVar

from citaudit.model import Span


class Placed(Protocol):
    """Anything with a place in the page."""

    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=Placed)


class Places(Generic[T]):
    """Things by their place. `things` need not be in order."""

    __slots__ = ("_starts", "_things")

    def __init__(self, things: Sequence[T]) -> None:
        starts = [thing.span.start for thing in things]
        if not all(map(lt, starts, starts[1:])):  # most come in order
            things = sorted(things, key=lambda thing: (thing.span.start, -thing.span.end))
            starts = [thing.span.start for thing in things]
        self._things, self._starts = things, starts

    def within(self, span: Span) -> tuple[T, ...]:
        """What lies wholly inside `span`, in order, the outer before the inner."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end, first)
        return tuple(t for t in self._things[first:last] if t.span.end <= span.end)

    def at(self, offset: int) -> T | None:
        """The outermost thing that begins at `offset`."""
        first = bisect_left(self._starts, offset)
        if first < len(self._starts) and self._starts[first] == offset:
            return self._things[first]
        return None


class Stretches:
    """A union of spans, asked whether it holds another."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def holds(self, span: Span) -> bool:
        """Whether `span` lies wholly inside one of them (or inside several that touch)."""
        place = bisect_left(self._starts, span.start + 1) - 1
        return place >= 0 and span.end <= self._ends[place]

    def meets(self, span: Span) -> bool:
        """Whether `span` shares a place with any of them."""
        place = bisect_left(self._starts, span.end) - 1
        return place >= 0 and self._ends[place] > span.start

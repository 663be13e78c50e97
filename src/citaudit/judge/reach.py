"""Stretches of a page, and quick answers to which of them hold a place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from citaudit.model import Span


class Reach:
    """Spans in order of place; each question takes the logarithm of their number."""

    __slots__ = ("_furthest", "_spans", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._furthest = list(accumulate((span.end for span in self._spans), max))

    def holding(self, at: int) -> Iterator[Span]:
        """The spans that hold the offset `at` or end there, the nearest start first."""
        place = bisect_right(self._starts, at) - 1
        while place >= 0 and self._furthest[place] >= at:
            if self._spans[place].end >= at:
                yield self._spans[place]
            place -= 1

    def meets(self, span: Span) -> bool:
        """Whether one of the spans holds `span` or lies wholly inside it."""
        before = bisect_right(self._starts, span.start) - 1
        if before >= 0 and self._furthest[before] >= span.end:
            return True
        after = bisect_left(self._starts, span.start)
        return after < len(self._spans) and self._spans[after].end <= span.end

    def starting_in(self, span: Span) -> list[Span]:
        """The spans that begin inside `span`."""
        return self._spans[
            bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)
        ]

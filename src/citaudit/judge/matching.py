"""Pairing two lists of equal things in order, in time that grows with their length."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterator, Sequence

Pair = tuple[int, int]


def paired(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """(place in `old`, place in `new`) of items that are equal, each used once, as many as can be.

    Order decides first, so that of ten equal items and an eleventh the one that was put in is
    left over; then what only moved is paired wherever it is.
    """
    pairs = list(_in_order(old, new))
    old_done = {one for one, _ in pairs}
    new_done = {other for _, other in pairs}
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for place, item in enumerate(old):
        if place not in old_done:
            waiting[item].append(place)
    for place, item in enumerate(new):
        if place not in new_done and waiting[item]:
            pairs.append((waiting[item].popleft(), place))
    return sorted(pairs)


def _in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Pair]:
    """Pairs that cross no other: equal ends first, then items that are unique on both sides."""
    stretches = [(0, len(old), 0, len(new))]
    while stretches:
        start, end, first, last = stretches.pop()
        while start < end and first < last and old[start] == new[first]:
            yield start, first
            start, first = start + 1, first + 1
        while start < end and first < last and old[end - 1] == new[last - 1]:
            end, last = end - 1, last - 1
            yield end, last
        if start == end or first == last:
            continue
        anchors = _anchors(old, new, (start, end, first, last))
        for one, other in anchors:
            yield one, other
            stretches.append((start, one, first, other))
            start, first = one + 1, other + 1
        if anchors:
            stretches.append((start, end, first, last))


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], stretch: tuple[int, int, int, int]
) -> list[Pair]:
    """Items that stand once on either side of a stretch: the longest run that crosses nowhere."""
    start, end, first, last = stretch
    old_count, new_count = Counter(old[start:end]), Counter(new[first:last])
    where = {item: place for place, item in enumerate(new[first:last], first)}
    unique = [
        (place, where[item])
        for place, item in enumerate(old[start:end], start)
        if old_count[item] == 1 and new_count[item] == 1
    ]
    return _rising(unique)


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest part of `pairs` whose second numbers rise, by patience sorting."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (_, number) in enumerate(pairs):
        pile = bisect_left(tops, number)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(number)
            ends.append(place)
        else:
            tops[pile], ends[pile] = number, place
    chosen: list[Pair] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        chosen.append(pairs[place])
        place = before[place]
    return chosen[::-1]

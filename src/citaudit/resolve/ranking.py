"""Ranks captures: which of many is the copy to cite. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Protocol, TypeVar

from citaudit.model import Citations
from citaudit.model.evidence import PAGE_STATUSES
from citaudit.resolve.wayback import Row
from citaudit.text.moments import moment_of_stamp
from citaudit.urls.canonical import fold

_ONWARD: Final = frozenset({301, 302, 303, 307, 308})
_REDIRECTS: Final = 2  # copies of redirects that are worth opening


class Capture(Protocol):
    """What an archive holds of an address; `taken` is a 14-digit UTC stamp."""

    @property
    def taken(self) -> str: ...


C = TypeVar("C", bound=Capture)


@dataclass(frozen=True, slots=True)
class Near:
    """The day a copy should be near to: when the source was read, else when it was published."""

    day: date
    kind: Literal["accessed", "published"]

    @property
    def stamp(self) -> str:
        """The end of a day of reading, the beginning of one of publication; 14 digits."""
        return f"{self.day:%Y%m%d}{'235959' if self.kind == 'accessed' else '000000'}"


def ranked(rows: Iterable[Row], near: Near | None) -> list[Row]:
    """The captures that may be cited, the best first.

    Copies of redirects come last: an archive may hold what they lead to.
    """
    known = list(rows)
    onward = [row for row in known if row.status in _ONWARD]
    return [*by_day(good(known), near), *by_day(onward, near)[:_REDIRECTS]]


def by_day(captures: Iterable[C], near: Near | None) -> list[C]:
    """The captures, the one of the best day first.

    Nearest before the day the source was read, then after it, else nearest to its publication.
    Without a day the oldest: the copies of a page that has died get worse, not better.
    """
    oldest_first = sorted(captures, key=lambda each: each.taken)
    if near is None:
        return oldest_first
    if near.kind == "published":
        return sorted(oldest_first, key=lambda each: _apart(each.taken, near.stamp))
    before = [each for each in oldest_first if each.taken <= near.stamp]
    return before[::-1] + oldest_first[len(before) :]


def good(rows: Iterable[Row]) -> list[Row]:
    """Captures of a page: not of errors and redirects, nor revisits of them."""
    known = list(rows)
    of_digest = {row.digest: row.status for row in known if row.status is not None}
    found = []
    for row in known:
        status = of_digest.get(row.digest) if row.status is None else row.status
        # None is a revisit of what is not listed: opening it tells.
        if status is None or status in PAGE_STATUSES:
            found.append(row)
    return found


def wanted_near(citations: Sequence[Citations]) -> dict[str, Near]:
    """For each source address the day its copy should be near to; the earliest reading counts."""
    found: dict[str, Near] = {}
    for reference in (each for page in citations for each in page.references):
        read = [d.latest or d.earliest for d in reference.dates if d.role == "accessed"]
        made = [d.earliest for d in reference.dates if d.role == "published"]
        near = _near(read, "accessed") or _near(made, "published")
        if near is None:
            continue
        for link in reference.links:
            key = fold(link.url)
            known = found.get(key)
            if known is None or (near.kind, near.day) < (known.kind, known.day):
                found[key] = near
    return found


def _near(days: Sequence[date | None], kind: Literal["accessed", "published"]) -> Near | None:
    known = [day for day in days if day is not None]
    return Near(min(known), kind) if known else None


def _apart(one: str, other: str) -> float:
    """Seconds between two stamps; without end where one of them is no moment."""
    first, second = moment_of_stamp(one), moment_of_stamp(other)
    return abs((first - second).total_seconds()) if first and second else math.inf

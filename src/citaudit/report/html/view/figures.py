"""Bars, gauges, the timeline and the hosts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BarPart:
    """One stretch of a bar: a word key, how many, and where it lies (0 to 100)."""

    key: str
    n: int
    start: float
    width: float
    query: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A whole divided; `parts` add up to `total`."""

    name: str
    total: int
    parts: tuple[BarPart, ...]


@dataclass(frozen=True, slots=True)
class Gauge:
    """`n` of `of`; `share` in per cent, None where there is nothing to share."""

    key: str
    n: int
    of: int
    share: float | None


@dataclass(frozen=True, slots=True)
class HostView:
    host: str
    bad: int
    total: int
    width: float


@dataclass(frozen=True, slots=True)
class Column:
    """One year of the timeline; heights are 0 to 100 for published, accessed, archived."""

    year: int
    published: int
    accessed: int
    archived: int
    heights: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The years, the count that a column of height 100 stands for, and how many dates are older."""

    columns: tuple[Column, ...]
    top: int
    earlier: int

"""Bars, gauges and the timeline as geometry: numbers from 0 to 100, printed as SVG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from citaudit.coverage import percent
from citaudit.model import PageReport
from citaudit.report.html.view import Bar, BarPart, Column, Gauge, Timeline

_MOST_YEARS = 40


def bar(name: str, counts: Mapping[str, int], order: Sequence[str], query: str) -> Bar:
    """`counts` as a bar in `order`, empty parts left out; `query` makes each part's search."""
    total = sum(counts.get(key, 0) for key in order)
    parts: list[BarPart] = []
    at = 0
    for key in order:
        n = counts.get(key, 0)
        if n:
            start = round(100 * at / total, 2)
            width = round(100 * n / total, 2)
            parts.append(BarPart(key, n, start, width, query.format(key) if query else ""))
            at += n
    return Bar(name, total, tuple(parts))


def gauge(key: str, n: int, of: int) -> Gauge:
    """`n` of `of`."""
    return Gauge(key, n, of, percent(n, of))


def timeline(pages: Iterable[PageReport]) -> Timeline | None:
    """How many sources were published, accessed and archived in each year that has any.

    Years before the last forty are left out of the picture, and their dates counted.
    """
    counted: dict[str, Counter[int]] = {
        role: Counter() for role in ("published", "accessed", "archived")
    }
    for page in pages:
        for reference in page.citations.references:
            for cited in reference.dates:
                if cited.earliest:
                    counted[cited.role][cited.earliest.year] += 1
    years = {year for each in counted.values() for year in each}
    if not years:
        return None
    last = max(years)
    first = max(min(years), last - _MOST_YEARS + 1)
    drawn = range(first, last + 1)
    top = max(each[year] for each in counted.values() for year in drawn)
    earlier = sum(n for each in counted.values() for year, n in each.items() if year < first)
    return Timeline(tuple(_column(year, counted, top) for year in drawn), top, earlier)


def _column(year: int, counted: Mapping[str, Counter[int]], top: int) -> Column:
    values = [counted[role][year] for role in ("published", "accessed", "archived")]
    heights = [round(100 * n / top, 1) for n in values]
    return Column(year, values[0], values[1], values[2], (heights[0], heights[1], heights[2]))

"""The first and the last day of a day, a month or a season that somebody wrote down."""

from __future__ import annotations

import calendar
from datetime import date
from typing import NamedTuple


class Days(NamedTuple):
    """The first and the last day that a date can mean, and what is wrong with it."""

    earliest: date | None
    latest: date | None
    problem: str | None = None


NOTHING = Days(None, None)
"""For what is no date."""


def of_day(year: int, month: int, day: int) -> Days:
    """One day; a problem where no calendar has it."""
    if not 1 <= year <= 2999:
        return NOTHING
    try:
        found = date(year, month, day)
    except ValueError:
        return no_such(f"{year:04}-{month:02}-{day:02}")
    return Days(found, found)


def of_month(year: int, month: int) -> Days:
    """A month as a whole."""
    if not 1 <= month <= 12 or not 1 <= year <= 2999:
        return no_such(f"{year:04}-{month:02}")
    return Days(date(year, month, 1), last_day(year, month))


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def clamped_day(year: int, month: int, day: int) -> date:
    """A day, in the first year where there is no such year."""
    return date(max(year, 1), month, day)


def no_such(words: str) -> Days:
    """What is written like a date and is none."""
    return Days(None, None, f"no calendar has a day {words}")


def of_season(year: int, season: int) -> Days:
    """Publishers' seasons overlap and differ by hemisphere: a margin of a month either side."""
    if season == 4:  # winter, which begins in one year and ends in the next
        return Days(date(year - 1, 11, 1), clamped_day(year + 1, 3, 31))
    starts = {1: (2, 6), 2: (5, 9), 3: (8, 12)}[season]
    return Days(date(year, starts[0], 1), last_day(year, starts[1]))

"""The first and the last day of a day, a month or a season that somebody wrote down."""

from __future__ import annotations

import calendar
from datetime import date

Days = tuple[date | None, date | None, str | None]
"""(earliest day, latest day, problem); all None for what is no date."""
NOTHING: Days = (None, None, None)


def of_day(year: int, month: int, day: int) -> Days:
    """One day; a problem where no calendar has it."""
    if not 1 <= year <= 2999:
        return NOTHING
    try:
        found = date(year, month, day)
    except ValueError:
        return no_such(f"{year:04}-{month:02}-{day:02}")
    return found, found, None


def of_month(year: int, month: int) -> Days:
    """A month as a whole."""
    if not 1 <= month <= 12 or not 1 <= year <= 2999:
        return no_such(f"{year:04}-{month:02}")
    return date(year, month, 1), last_day(year, month), None


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def year_day(year: int, month: int, day: int) -> date:
    """A day, in the first year where there is no such year."""
    return date(max(year, 1), month, day)


def no_such(words: str) -> Days:
    """What is written like a date and is none."""
    return None, None, f"no calendar has a day {words}"


def of_season(year: int, season: int) -> Days:
    """Publishers' seasons overlap and differ by hemisphere: a margin of a month either side."""
    if season == 4:  # winter, which begins in one year and ends in the next
        return date(year - 1, 11, 1), year_day(year + 1, 3, 31), None
    starts = {1: (2, 6), 2: (5, 9), 3: (8, 12)}[season]
    return date(year, starts[0], 1), last_day(year, starts[1]), None

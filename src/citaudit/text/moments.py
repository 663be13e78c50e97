"""Moments as they are written: the 14-digit UTC stamps of archives, and days and times in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

DAY: Final = 86_400.0  # seconds


def day_of_stamp(stamp: str | None) -> date | None:
    """The day of a stamp; None without one, or where its digits are no date."""
    digits = stamp or ""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def moment_of_stamp(stamp: str) -> datetime | None:
    """The moment of a stamp of 14 digits; None where they are no moment."""
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def stamp_of(moment: datetime) -> str:
    """The stamp of a moment; one without a time zone is in UTC."""
    return _in_utc(moment).strftime("%Y%m%d%H%M%S")


def as_utc(moment: datetime) -> str:
    """`2017-01-13T15:34:31Z`; a moment without a time zone is in UTC."""
    return f"{_in_utc(moment).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def utc(seconds: float | None) -> str | None:
    """The same from seconds since 1970; None without a time, or where no calendar reaches."""
    moment = _moment(seconds)
    return as_utc(moment) if moment else None


def utc_day(seconds: float | None) -> date | None:
    """The day of a time in seconds since 1970; None without one, or where no calendar reaches."""
    moment = _moment(seconds)
    return moment.date() if moment else None


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment


def _moment(seconds: float | None) -> datetime | None:
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None

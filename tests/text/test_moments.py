from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from citaudit.text.moments import as_utc, day_of_stamp, moment_of_stamp, stamp_of, utc, utc_day

MOMENT = datetime(2017, 1, 13, 15, 34, 31, tzinfo=UTC)


def test_a_stamp_is_a_day_and_a_moment() -> None:
    assert day_of_stamp("20170113153431") == day_of_stamp("20170113") == date(2017, 1, 13)
    assert moment_of_stamp("20170113153431") == MOMENT
    assert stamp_of(MOMENT) == stamp_of(MOMENT.replace(tzinfo=None)) == "20170113153431"


@pytest.mark.parametrize("stamp", [None, "", "2017", "20170230000000", "00000101000000", "a"])
def test_what_is_no_date_has_no_day(stamp: str | None) -> None:
    assert day_of_stamp(stamp) is None
    assert moment_of_stamp(stamp or "") is None


def test_moments_are_written_in_utc() -> None:
    assert as_utc(MOMENT) == utc(MOMENT.timestamp()) == "2017-01-13T15:34:31Z"
    assert as_utc(MOMENT.astimezone(timezone(timedelta(hours=8)))) == "2017-01-13T15:34:31Z"
    assert utc(MOMENT.timestamp() + 0.9) == "2017-01-13T15:34:31Z"
    assert utc_day(MOMENT.timestamp()) == date(2017, 1, 13)


@pytest.mark.parametrize("seconds", [None, 1e20, -1e20, float("inf"), float("nan")])
def test_a_time_beyond_every_calendar_is_none(seconds: float | None) -> None:
    assert utc(seconds) is None
    assert utc_day(seconds) is None

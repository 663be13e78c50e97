from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.net import retry

NOW = datetime(2026, 1, 1, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 7 ", 7),
        ("1.5", 1.5),
        ("45s", 45),
        ("1m1s", 61),
        ("1m30s", 90),
        ("2h", 7200),
        ("1h 2m 3s", 3723),
        ("2M", 120),
        ("Thu, 01 Jan 2026 00:02:00 GMT", 120),
        ("Thursday, 01-Jan-26 00:02:00 GMT", 120),
        ("Wed, 31 Dec 2025 23:59:00 GMT", 0),
        ("2026-01-01T00:00:10Z", 10),
        ("2026-01-01T00:00:10.000Z", 10),
        ("2026-01-01T01:00:00.500+01:00", 0.5),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("500ms", None),
        ("१२", None),
        ("Thu, 99 Jan 2026 00:00:00 GMT", None),
    ],
)
def test_how_long_a_server_asks_to_wait(value: str | None, seconds: float | None) -> None:
    assert retry.retry_after(value, NOW) == seconds


@given(st.text())
def test_any_header_gives_seconds_or_nothing(value: str) -> None:
    found = retry.retry_after(value, NOW)
    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("tries", "least", "most"),
    [(1, 0.5, 1), (2, 1, 2), (5, 8, 16), (6, 15, 30), (7, 15, 30), (100_000, 15, 30)],
)
def test_back_off_doubles_up_to_its_cap_and_is_spread(tries: int, least: int, most: int) -> None:
    waits = [retry.back_off(tries) for _ in range(100)]
    assert least <= min(waits) < max(waits) <= most


def test_a_budget_bounds_each_address_each_host_and_the_run() -> None:
    budget = retry.Budget(1000, each=2, host=3)
    assert [budget.take("a", n) for n in (1, 2, 3)] == [True, True, False]
    assert [budget.take("a", 1), budget.take("a", 1)] == [True, False]
    spent = sum(budget.take(f"h{n}", 1) for n in range(1000))
    assert spent == 200 - 3
    assert not retry.Budget(1000, each=0).take("a", 1)

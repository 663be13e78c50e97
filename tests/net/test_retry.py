from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

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
        ("1m30s", 90),
        ("2h", 7200),
        ("1h 2m 3s", 3723),
        ("2M", 120),
        ("Thu, 01 Jan 2026 00:02:00 GMT", 120),
        ("Thursday, 01-Jan-26 00:02:00 GMT", 120),
        ("Wed, 31 Dec 2025 23:59:00 GMT", 0),
        ("2026-01-01T00:00:10Z", 10),
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


@given(st.integers(1, 1000))
def test_back_off_grows_within_its_cap(tries: int) -> None:
    ceiling = min(30.0, 2.0 ** min(tries - 1, 16))
    assert ceiling / 2 <= retry.back_off(tries) <= ceiling


def test_a_budget_bounds_each_address_each_host_and_the_run() -> None:
    budget = retry.Budget(1000, each=2, host=3)
    assert [budget.take("a", n) for n in (1, 2, 3)] == [True, True, False]
    assert [budget.take("a", 1), budget.take("a", 1)] == [True, False]
    spent = sum(budget.take(f"h{n}", 1) for n in range(1000))
    assert spent == 200 - 3
    assert not retry.Budget(1000, each=0).take("a", 1)


@pytest.mark.skipif("CASES" not in os.environ, reason="CASES names a folder of shared cases")
def test_shared_cases() -> None:
    """Rows whose answer is the header's alone; the others are what a tool does without one."""
    path = Path(os.environ["CASES"]) / "retry_after.jsonl"
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        if "input" in row and row["input"]["retry_after"] is not None:
            now = datetime.fromisoformat(row["input"]["now"]).timestamp()
            found = retry.retry_after(row["input"]["retry_after"], now)
            assert found == row["expected"]["wait_seconds"], row["id"]

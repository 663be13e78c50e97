"""For how long a page has asked for a source, and whether that is still so on another day."""

from __future__ import annotations

from datetime import date

import pytest

from citaudit.judge.requests import aged, same_age


@pytest.mark.parametrize(
    ("since", "later", "same"),
    [
        ("May 2014", date(2026, 4, 30), True),
        ("May 2014", date(2026, 5, 1), False),
        ("2014年5月", date(2026, 4, 30), True),
        ("2014年5月", date(2027, 6, 1), False),
        ("2014-05-03T00:00:00Z", date(2026, 4, 1), True),
        ("some time ago", date(2090, 1, 1), True),
        (None, date(2090, 1, 1), True),
    ],
)
def test_an_age_is_the_same_until_another_year_is_over(
    since: str | None, later: date, same: bool
) -> None:
    message = aged("The text asks for a source here", since, date(2026, 1, 15))
    assert same_age(message, later) is same
    assert same_age(message, date(2026, 1, 15))

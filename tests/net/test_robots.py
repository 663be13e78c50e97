from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.net import robots

FILE = """
# a comment
User-agent: Badbot
Disallow: /

User-agent: citaudit
User-agent: OtherBot
Disallow: /private/   # with a comment
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search?*q=
Crawl-delay: 2.5

User-agent: *
Disallow: /tmp
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x=1", True),
        ("/search?a=1&q=2", False),
        ("/tmp/x", True),
        ("/%70rivate/x", False),
    ],
)
def test_the_longest_pattern_of_our_own_group_wins(path: str, allowed: bool) -> None:
    assert robots.read(FILE, "citaudit").allows(path) is allowed


def test_the_delay_is_read_and_bounded() -> None:
    assert robots.read(FILE, "citaudit").delay == 2.5
    assert robots.read("user-agent: *\ncrawl-delay: 86400", "citaudit").delay == 60
    assert robots.read("user-agent: *\ncrawl-delay: soon", "citaudit").delay is None


def test_without_a_group_of_our_own_the_one_for_all_speaks() -> None:
    assert not robots.read(FILE, "another").allows("/tmp/x")
    assert robots.read("User-agent: Badbot\nDisallow: /", "citaudit").allows("/x")
    assert robots.read("User-agent: *\nDisallow:", "citaudit").allows("/x")


def test_an_error_page_in_its_place_says_nothing() -> None:
    assert robots.read("<!doctype html><title>404</title>", "citaudit") is robots.OPEN


def test_a_group_that_speaks_to_us_and_to_all_counts_once_in_full() -> None:
    text = "User-agent: *\nUser-agent: citaudit\nDisallow: /x\n"
    assert not robots.read(text, "citaudit").allows("/x")
    assert not robots.read(text, "another").allows("/x")


@given(st.text(alphabet="/ab*$", max_size=12), st.text(alphabet="/ab", max_size=12))
def test_a_pattern_matches_as_its_regular_expression_does(pattern: str, path: str) -> None:
    import re

    body = pattern[:-1] if pattern.endswith("$") else pattern
    expression = ".*".join(map(re.escape, body.split("*"))) + ("$" if body != pattern else "")
    assert robots.matches(pattern, path) is bool(re.match(expression, path))


def test_a_hostile_file_takes_no_time() -> None:
    rules = robots.read("User-agent: *\n" + f"Disallow: /{'a*' * 2000}b\n" * 200, "citaudit")
    assert rules.allows("/" + "a" * 2000)

"""Choosing rules."""

from __future__ import annotations

import pytest

from citaudit.judge.registry import RULES, find, matching, runnable, selected
from citaudit.model import Need


def codes(*select: str, ignore: tuple[str, ...] = ()) -> list[str]:
    return [rule.code for rule in selected(select, ignore)]


def test_all_rules_by_default() -> None:
    assert selected() == RULES
    assert selected(["ALL"]) == RULES


@pytest.mark.parametrize(
    ("select", "ignore", "chosen"),
    [
        (("REF001",), (), ["REF001"]),
        (("ref001",), (), ["REF001"]),
        (("bare-url",), (), ["REF006"]),
        (("WIKI",), (), ["WIKI001", "WIKI002"]),
        (("WIKI",), ("WIKI002",), ["WIKI001"]),
        (("WIKI002",), ("WIKI",), ["WIKI002"]),
        (("WIKI",), ("WIKI",), []),
        (("ALL",), ("REF", "URL", "CLM", "ARC", "EDT", "TOOL"), ["WIKI001", "WIKI002"]),
        (("missing-title",), ("REF",), ["REF008"]),
    ],
)
def test_the_longer_key_wins(
    select: tuple[str, ...], ignore: tuple[str, ...], chosen: list[str]
) -> None:
    assert codes(*select, ignore=ignore) == chosen


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("REF0001", "REF001"),
        ("RFE001", "REF001"),
        ("bare-ulr", "bare-url"),
        ("REFF", "REF"),
        ("nothing-like-it-at-all", "citaudit rules"),
        ("", "citaudit rules"),
    ],
)
def test_an_unknown_key_names_the_nearest(key: str, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        matching(key)


def test_find_by_code_or_name() -> None:
    assert find("url002").name == "dead-link"
    assert find("Dead-Link").code == "URL002"


def test_runnable_says_why_not() -> None:
    rules = selected(["URL001", "URL002", "ARC001"])
    run, skipped = runnable(rules, frozenset({Need.TEXT}), "offline")
    assert [rule.code for rule in run] == ["URL001"]
    assert skipped == {"URL002": "offline", "ARC001": "offline"}
    run, skipped = runnable(rules, frozenset({Need.TEXT, Need.LOOKS}), "no archive was asked")
    assert [rule.code for rule in run] == ["URL001", "URL002"]
    assert skipped == {"ARC001": "no archive was asked"}

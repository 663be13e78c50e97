"""Pairing in order."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from citaudit.judge.matching import paired

ITEMS = st.lists(st.sampled_from("abcd"), max_size=30)


@given(ITEMS, ITEMS)
def test_as_many_as_can_be_are_paired_and_each_once(old: list[str], new: list[str]) -> None:
    pairs = paired(old, new)
    assert all(old[one] == new[other] for one, other in pairs)
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    assert len(pairs) == (Counter(old) & Counter(new)).total()


@given(ITEMS)
def test_a_list_is_paired_with_itself_in_place(items: list[str]) -> None:
    assert paired(items, items) == [(place, place) for place in range(len(items))]


@given(ITEMS, st.integers(0, 30), st.sampled_from("xyz"))
def test_what_is_put_in_is_left_over(items: list[str], at: int, item: str) -> None:
    at = min(at, len(items))
    new = [*items[:at], item, *items[at:]]
    assert {other for _, other in paired(items, new)} == set(range(len(new))) - {at}


def test_order_says_which_of_equal_items_is_new() -> None:
    old = ["a", "x", "x", "b", "x"]
    new = ["a", "x", "x", "b", "x", "x"]
    assert {other for _, other in paired(old, new)} == {0, 1, 2, 3, 4}
    new = ["a", "x", "x", "x", "b", "x"]
    assert {other for _, other in paired(old, new)} == {0, 1, 2, 4, 5}


def test_what_moved_is_paired_where_it_went() -> None:
    assert len(paired(["a", "b", "c", "d"], ["c", "d", "a", "b"])) == 4


def test_long_lists_without_anything_in_common() -> None:
    assert paired(list(range(50_000)), list(range(50_000, 100_000))) == []


def test_long_lists_the_other_way_round() -> None:
    many = list(range(20_000))
    assert len(paired(many, many[::-1])) == len(many)

"""Stretches that hold a place: the quick answer is the plain one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from citaudit.judge.reach import Reach
from citaudit.model import Span

SPANS = st.tuples(st.integers(0, 40), st.integers(0, 10)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(SPANS, max_size=20), st.integers(0, 55))
def test_holding(spans: list[Span], at: int) -> None:
    found = list(Reach(spans).holding(at))
    assert sorted(found) == sorted(span for span in spans if span.start <= at <= span.end)


@given(st.lists(SPANS, max_size=20), SPANS)
def test_meets_one_that_holds_it(spans: list[Span], asked: Span) -> None:
    if any(span.holds(asked) for span in spans):
        assert Reach(spans).meets(asked)
    if Reach(spans).meets(asked):
        assert any(span.holds(asked) or asked.holds(span) for span in spans)


@given(st.lists(SPANS, max_size=20), SPANS)
def test_starting_in(spans: list[Span], asked: Span) -> None:
    found = Reach(spans).starting_in(asked)
    assert found == sorted(span for span in spans if asked.start <= span.start < asked.end)

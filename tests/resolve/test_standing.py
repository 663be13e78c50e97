from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.model import Confidence, Look, Outcome, Standing
from citaudit.resolve.standing import DAY, verdict

O = Outcome  # noqa: E741 - a short name for a long table
HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW


def looks(*days: tuple[float, Outcome, int | None]) -> list[Look]:
    return [Look("http://a.test/", at * DAY, outcome, status) for at, outcome, status in days]


@pytest.mark.parametrize(
    ("seen", "standing", "confidence"),
    [
        ([], Standing.UNCHECKED, HIGH),
        ([(0, O.ALIVE, 200)], Standing.ALIVE, HIGH),
        ([(0, O.MOVED, 200)], Standing.MOVED, HIGH),
        ([(0, O.GONE, 404)], Standing.DEAD, MEDIUM),
        ([(0, O.GONE, 404), (8, O.GONE, 404)], Standing.DEAD, MEDIUM),
        ([(0, O.GONE, 404), (3, O.GONE, 404), (6, O.GONE, 404)], Standing.DEAD, MEDIUM),
        ([(0, O.GONE, 404), (3, O.GONE, 404), (7, O.GONE, 404)], Standing.DEAD, HIGH),
        ([(0, O.GONE, 410), (7, O.GONE, 410)], Standing.DEAD, HIGH),
        ([(0, O.VANISHED, None), (7, O.VANISHED, None)], Standing.DEAD, HIGH),
        ([(0, O.VANISHED, None), (6.9, O.VANISHED, None)], Standing.DEAD, MEDIUM),
        # one success clears it all
        ([(0, O.GONE, 410), (7, O.GONE, 410), (8, O.ALIVE, 200)], Standing.ALIVE, HIGH),
        ([(0, O.GONE, 404), (5, O.ALIVE, 200), (9, O.GONE, 404)], Standing.DEAD, MEDIUM),
        # a doubt neither adds nor clears
        ([(0, O.GONE, 404), (4, O.BLOCKED, 403), (9, O.GONE, 404)], Standing.DEAD, MEDIUM),
        ([(0, O.GONE, 404), (3, O.GONE, 404), (9, O.TIMEOUT, None)], Standing.DEAD, MEDIUM),
        ([(0, O.GONE, 404), (200, O.TIMEOUT, None)], Standing.UNKNOWN, LOW),
        ([(0, O.GONE, 404), (3, O.SOFT_404, 200)], Standing.SUSPECT, MEDIUM),
        # soft evidence
        ([(0, O.SOFT_404, 200)], Standing.SUSPECT, MEDIUM),
        ([(0, O.BROKEN, 500)], Standing.SUSPECT, LOW),
        ([(0, O.BROKEN, 500), (2, O.UNREACHABLE, None)], Standing.SUSPECT, MEDIUM),
        ([(0, O.ALIVE, 200), (2, O.BROKEN, 500)], Standing.SUSPECT, LOW),
        # blocked, throttled or slow is unknown
        ([(0, O.BLOCKED, 403)], Standing.UNKNOWN, LOW),
        ([(0, O.TIMEOUT, None)], Standing.UNKNOWN, LOW),
        ([(0, O.ALIVE, 200), (2, O.BLOCKED, 999)], Standing.UNKNOWN, LOW),
        ([(0, O.REFUSED, None)], Standing.UNCHECKED, HIGH),
        ([(0, O.SKIPPED, None)], Standing.UNCHECKED, HIGH),
    ],
)
def test_what_the_looks_add_up_to(
    seen: list[tuple[float, Outcome, int | None]], standing: Standing, confidence: Confidence
) -> None:
    found = verdict(looks(*seen))
    assert (found.standing, found.confidence) == (standing, confidence)


def test_the_run_of_evidence_is_told() -> None:
    seen = looks((0, O.ALIVE, 200), (10, O.GONE, 404), (12, O.BLOCKED, 403), (14, O.GONE, 404))
    found = verdict(seen)
    assert (found.first_dead, found.seen, found.look) == (10 * DAY, 2, seen[-1])


def test_once_takes_the_newest_look_at_its_word_but_makes_no_doubt_sure() -> None:
    assert verdict(looks((0, O.GONE, 404)), once=True).confidence is HIGH
    doubt = verdict(looks((0, O.GONE, 404), (1, O.TIMEOUT, None)), once=True)
    assert (doubt.standing, doubt.confidence) == (Standing.DEAD, MEDIUM)


outcomes = st.sampled_from(list(Outcome))


@given(st.lists(st.tuples(st.floats(0, 100), outcomes, st.sampled_from([200, 404, 410]))))
def test_dead_always_rests_on_hard_evidence(seen: list[tuple[float, Outcome, int]]) -> None:
    seen.sort(key=lambda each: each[0])
    found = verdict(looks(*seen))
    if found.standing is Standing.DEAD:
        assert found.look
        assert found.look.outcome in (O.GONE, O.VANISHED)
        assert found.seen >= 1
    if seen and seen[-1][1] is O.ALIVE:
        assert found.standing is Standing.ALIVE

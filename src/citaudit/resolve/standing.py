"""What the looks at one address add up to: pure, over the looks that the history keeps.

Dead needs hard evidence, and time: confidence is high after three such looks over seven days, or
two where the server says 410 or the domain is gone. One success clears it all. A doubt (blocked,
slow, broken for a moment) neither adds to the evidence nor clears it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from citaudit.model import Confidence, Look, Outcome, Standing, Verdict
from citaudit.text.moments import DAY

PROVEN_OVER: Final = 7 * DAY
_LOOKS_NEEDED: Final = 3
_LOOKS_NEEDED_SURE: Final = 2
# Hard evidence that nobody could confirm for so long says little about today.
_EVIDENCE_HOLDS: Final = 90 * DAY
SUCCESS: Final = frozenset({Outcome.ALIVE, Outcome.MOVED})
HARD: Final = frozenset({Outcome.GONE, Outcome.VANISHED})
SOFT: Final = frozenset({Outcome.SOFT_404, Outcome.BROKEN, Outcome.UNREACHABLE})
UNSEEN: Final = frozenset({Outcome.SKIPPED, Outcome.REFUSED})


def verdict(looks: Sequence[Look], *, once: bool = False) -> Verdict:
    """The verdict on one address from its looks, oldest first.

    `once` takes the newest look at its word: hard evidence is then of high confidence at once.
    """
    if not looks:
        return Verdict(Standing.UNCHECKED)
    last = looks[-1]
    if last.outcome in UNSEEN:
        return Verdict(Standing.UNCHECKED, look=last)
    if last.outcome in SUCCESS:
        alive = last.outcome is Outcome.ALIVE
        return Verdict(Standing.ALIVE if alive else Standing.MOVED, look=last, seen=1)
    hard = _run(looks, HARD)
    if last.outcome in HARD:
        return _dead(hard, once=once)
    if hard and last.outcome is not Outcome.SOFT_404 and last.at - hard[-1].at <= _EVIDENCE_HOLDS:
        return _dead(hard, once=False)
    if last.outcome in SOFT:
        return _suspect(looks, last)
    return Verdict(Standing.UNKNOWN, Confidence.LOW, look=last, seen=1)


def _run(looks: Sequence[Look], wanted: frozenset[Outcome]) -> list[Look]:
    """The looks with such an outcome since the last success, oldest first."""
    found: list[Look] = []
    for look in reversed(looks):
        if look.outcome in SUCCESS:
            break
        if look.outcome in wanted:
            found.append(look)
    return found[::-1]


def _dead(hard: list[Look], *, once: bool) -> Verdict:
    last = hard[-1]
    sure = last.outcome is Outcome.VANISHED or last.status == 410
    needed = _LOOKS_NEEDED_SURE if sure else _LOOKS_NEEDED
    proven = len(hard) >= needed and last.at - hard[0].at >= PROVEN_OVER
    confidence = Confidence.HIGH if proven or once else Confidence.MEDIUM
    return Verdict(Standing.DEAD, confidence, last, first_dead=hard[0].at, seen=len(hard))


def _suspect(looks: Sequence[Look], last: Look) -> Verdict:
    """Soft evidence gains confidence by lasting, and never becomes hard."""
    soft = _run(looks, SOFT)
    lasting = len(soft) > 1 and last.at - soft[0].at >= DAY
    confident = lasting or last.outcome is Outcome.SOFT_404
    confidence = Confidence.MEDIUM if confident else Confidence.LOW
    return Verdict(Standing.SUSPECT, confidence, last, seen=len(soft))

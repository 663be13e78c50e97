"""Which footnote came from which use: how likely every pair is, over all ways to pair them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log

LOST = -3.5
"""Log-odds of a converted footnote whose use the original no longer has."""

ADDED = -2.5
"""Log-odds of a use in the original that the converted page does not have."""

_LEAST, _MOST = -30.0, 30.0


def posteriors(
    scores: Sequence[Sequence[float]],
    skips: Sequence[float],
    losses: Sequence[float] | None = None,
) -> tuple[Mapping[int, float], ...]:
    """For each row, how probable each column is as its partner; what is missing to 1 is "none".

    `scores[i][j]` are log-odds that i and j belong together, `skips[j]` the log-odds that column j
    has no partner, `losses[i]` that row i has none (`LOST` for all by default). Pairs keep their
    order. The sum runs over all alignments (forward and backward
    pass, as for pair hidden Markov models), so a place that several alignments share
    is sure and one on which they differ is not. Probabilities under 0.001 are left out.
    """
    if not scores or not skips:
        return tuple({} for _ in scores)
    weights, passed = _weights(scores), [exp(skip) for skip in skips]
    lost = _lost(scores, losses)
    forward, _ = _sums(weights, passed, lost)
    back, _ = _sums([row[::-1] for row in weights[::-1]], passed[::-1], lost[::-1])
    backward = [row[::-1] for row in back[::-1]]
    return tuple(
        _row(weights[at], forward[at], backward[at + 1], lost[at]) for at in range(len(weights))
    )


def likelihood(
    scores: Sequence[Sequence[float]],
    skips: Sequence[float],
    losses: Sequence[float] | None = None,
) -> float:
    """The logarithm of the weight of all alignments together: how well the two sides fit."""
    lost = _lost(scores, losses)
    table, scale = _sums(_weights(scores), [exp(skip) for skip in skips], lost)
    return scale + log(table[-1][-1]) if table[-1][-1] else float("-inf")


def _weights(scores: Sequence[Sequence[float]]) -> list[list[float]]:
    return [[exp(min(max(s, _LEAST), _MOST)) for s in row] for row in scores]


def _lost(scores: Sequence[Sequence[float]], losses: Sequence[float] | None) -> list[float]:
    return [exp(loss) for loss in (losses or [LOST] * len(scores))]


def _sums(
    weights: Sequence[Sequence[float]], passed: Sequence[float], losses: Sequence[float]
) -> tuple[list[list[float]], float]:
    """Row i, column j: the weight of all alignments of the first i rows and j columns.

    Each row is scaled to a largest value of 1, which every later use of it divides out again; the
    logarithm of all that was divided out comes beside it.
    """
    scale = 0.0
    row = [1.0]
    for skip in passed:
        row.append(row[-1] * skip)
    table = [row]
    for weight, lost in zip(weights, losses, strict=True):
        above, row = row, [row[0] * lost]
        for at, skip in enumerate(passed):
            row.append(above[at] * weight[at] + above[at + 1] * lost + row[at] * skip)
        largest = max(row)
        row = [value / largest for value in row]
        table.append(row)
        scale += log(largest)
    return table, scale


def _row(
    weights: Sequence[float], above: Sequence[float], below: Sequence[float], lost: float
) -> Mapping[int, float]:
    """The probabilities of one row: each pair against losing the row at any place.

    Every alignment treats the row in exactly one way, so the ways of one row add up to all.
    """
    none = sum(before * lost * after for before, after in zip(above, below, strict=True))
    pairs = [above[at] * weights[at] * below[at + 1] for at in range(len(weights))]
    total = none + sum(pairs)
    if not total:
        return {}
    return {at: pair / total for at, pair in enumerate(pairs) if pair >= total / 1000}

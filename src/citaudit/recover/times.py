"""When the page was converted: what was read or published later cannot have been in it.

Nobody says when that was. Every day on which it may have been is tried, and each counts by how
well the two sides fit if it was: a revision that added footnotes fits best just before them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp

from citaudit.model import Reference
from citaudit.recover.align import likelihood, posteriors

_TRIED = 30  # days that are tried at most; a page has few waves of edits
_LATE = -4.0
"""Log-odds that a footnote dated after the conversion was in the page: editors do read a source
again and write down that day."""
_EARLY = -2.0
"""Log-odds that a footnote which was read before the conversion came in after it."""
_ALL = 2.0
"""Log-odds, against any one other day, that all of the original's footnotes are of the time before:
that some came later must show in more than one place."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a footnote names: the last of all, and that on which it was read."""

    last: date | None = None
    read: date | None = None


def chances(
    scores: Sequence[Sequence[float]],
    skips: Sequence[float],
    losses: Sequence[float],
    days: Sequence[Days],
    known: date | None,
) -> Sequence[Mapping[int, float]]:
    """As `posteriors`, with what the days tell.

    `days` are those of the columns, `known` a day on which the converted page was not there yet.
    """
    if not scores or not any(each.last for each in days):
        return posteriors(scores, skips, losses)
    cuts = [date.max, *_cuts(days, known)]
    sides = [_before(cut, scores, skips, days) for cut in cuts]
    fits = [likelihood(*side, losses) for side in sides]
    fits[0] += _ALL
    best = max(fits)
    shares = [exp(fit - best) for fit in fits]
    total = sum(shares)
    mixed: list[dict[int, float]] = [{} for _ in scores]
    for share, side in zip(shares, sides, strict=True):
        if share / total < 0.001:
            continue
        for row, chance in zip(mixed, posteriors(*side, losses), strict=True):
            for at, probability in chance.items():
                row[at] = row.get(at, 0.0) + probability * share / total
    return mixed


def days_of(reference: Reference) -> Days:
    """The days that a footnote names for its source and its reading; copies come later by bots."""
    named = {
        role: max(
            (d.earliest for d in reference.dates if d.role == role and d.earliest), default=None
        )
        for role in ("published", "accessed")
    }
    return Days(max(filter(None, named.values()), default=None), named["accessed"])


def _cuts(days: Sequence[Days], known: date | None) -> list[date]:
    """The days to try: the last days of columns, but the very last, from the day known on."""
    last = {each.last for each in days if each.last}
    found = sorted(day for day in last if known is None or day > known)
    tried = ([known] if known and found else []) + found[:-1]
    step = max(1, -(-len(tried) // _TRIED))
    return tried[::-1][::step]


def _before(
    cut: date, scores: Sequence[Sequence[float]], skips: Sequence[float], days: Sequence[Days]
) -> tuple[list[list[float]], list[float]]:
    """The same sides if the page was converted on the day `cut`."""
    late = [_LATE if each.last and each.last > cut else 0.0 for each in days]
    early = [_EARLY if each.read and each.read <= cut else 0.0 for each in days]
    return (
        [[score + after for score, after in zip(row, late, strict=True)] for row in scores],
        [skip + before for skip, before in zip(skips, early, strict=True)],
    )

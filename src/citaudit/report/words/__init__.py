"""What the reports for people say alike, in each language they speak."""

from __future__ import annotations

from citaudit.report.words.advice import advice, why
from citaudit.report.words.gaps import Gap, gaps
from citaudit.report.words.printable import visible
from citaudit.report.words.speech import ENGLISH, Speech
from citaudit.report.words.totals import (
    MEASURES,
    looked,
    standings,
    tally,
    verdict,
)

__all__ = [
    "ENGLISH",
    "MEASURES",
    "Gap",
    "Speech",
    "advice",
    "gaps",
    "looked",
    "standings",
    "tally",
    "verdict",
    "visible",
    "why",
]

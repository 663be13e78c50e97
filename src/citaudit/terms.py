"""The closed sets of words that settings and the model share; both must load without the other."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

Format = Literal["wikitext", "markdown", "html"]


class Ranked(StrEnum):
    """Words declared in their order; the `rank` of the first is 0."""

    rank: int

    def __init__(self, _word: str) -> None:
        self.rank = len(type(self).__members__)


class Severity(Ranked):
    """How bad a finding is, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Confidence(Ranked):
    """How sure a finding is, the surest first; independent of its severity."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


FailOn = Literal["error", "warning", "note", "never"]
"""The least severity that fails a run."""

"""Closed sets of words that have an order."""

from __future__ import annotations

from enum import StrEnum


class Ranked(StrEnum):
    """Words declared in their order; the `rank` of the first is 0."""

    rank: int

    def __init__(self, _word: str) -> None:
        self.rank = len(type(self).__members__)

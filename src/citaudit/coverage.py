"""The three figures that are always given together, over any number of statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from citaudit.model import Claim, PageReport, Support

Part = Literal["body", "lead", "all"]
"""Of a page. A lead may leave its sources to the body, so the two are not mixed in one figure."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of `statements` are covered, by three measures.

    `strict`: a mark of its own. `paragraph`: one of its own or later in its paragraph.
    `checkable`: a source that a reader can reach today, as far as anyone looked.
    """

    statements: int = 0
    strict: int = 0
    paragraph: int = 0
    checkable: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(
            self.statements + other.statements,
            self.strict + other.strict,
            self.paragraph + other.paragraph,
            self.checkable + other.checkable,
        )


def counted(claims: Iterable[Claim], part: Part = "body") -> list[Claim]:
    """The statements of a part that the figures are over: those that are not exempt."""
    return [
        claim
        for claim in claims
        if claim.support is not Support.EXEMPT and (part == "all" or claim.lead == (part == "lead"))
    ]


def coverage(claims: Iterable[Claim], part: Part = "body") -> Coverage:
    """The figures of one page."""
    asked = counted(claims, part)
    return Coverage(
        statements=len(asked),
        strict=sum(claim.scope == "sentence" for claim in asked),
        paragraph=sum(claim.scope is not None for claim in asked),
        checkable=sum(claim.support.stands for claim in asked),
    )


def total_coverage(pages: Iterable[PageReport], part: Part = "body") -> Coverage:
    """The figures of several pages together."""
    total = Coverage()
    for page in pages:
        total += coverage(page.citations.claims, part)
    return total


def percent(part: int, whole: int) -> float | None:
    """A share in per cent, to one decimal; None of nothing.

    Never 0 or 100 for what is not quite so.
    """
    if not whole:
        return None
    rounded = round(100 * part / whole, 1)
    return min(max(rounded, 0.1), 99.9) if 0 < part < whole else rounded


def share(part: int, whole: int) -> str:
    """The same in words: `62.5 %`, or a dash."""
    found = percent(part, whole)
    return "–" if found is None else f"{found:.1f} %"

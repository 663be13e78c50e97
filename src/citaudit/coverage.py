"""The three figures that are always given together, over any number of statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from citaudit.model import Claim, PageReport, Support

_STANDS = frozenset({Support.SOURCED, Support.PARAGRAPH})


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


def coverage(claims: Iterable[Claim], *, lead: bool | None = False) -> Coverage:
    """The figures over the statements that are not exempt.

    `lead` False takes the body alone, True the lead alone: a lead may leave its sources to the
    body, so the two are not mixed in one figure. None takes all.
    """
    counted = [
        claim
        for claim in claims
        if claim.support is not Support.EXEMPT and lead in (None, claim.lead)
    ]
    return Coverage(
        statements=len(counted),
        strict=sum(claim.scope == "sentence" for claim in counted),
        paragraph=sum(claim.scope is not None for claim in counted),
        checkable=sum(claim.support in _STANDS for claim in counted),
    )


def over(pages: Iterable[PageReport], *, lead: bool | None = False) -> Coverage:
    """The figures of several pages together."""
    total = Coverage()
    for page in pages:
        total += coverage(page.citations.claims, lead=lead)
    return total


def share(part: int, whole: int) -> str:
    """A share in whole per cent; never `100 %` or `0 %` for what is not quite so."""
    if not whole:
        return "–"
    percent = round(100 * part / whole)
    if percent == 100 and part < whole:
        percent = 99
    if percent == 0 and part:
        percent = 1
    return f"{percent} %"

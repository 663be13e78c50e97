"""The three figures that are always given together, and the order of findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from citaudit.model import Claim, Confidence, Finding, PageReport, Severity, Support

WORST_FIRST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_SUREST_FIRST = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}
_STANDS = frozenset({Support.SOURCED, Support.PARAGRAPH})


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of `statements` are covered, by three measures.

    `strict` have a marker of their own, `paragraph` one of their own or later in their paragraph,
    `checkable` a source that a reader can reach today, as far as anyone looked.
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


def coverage(claims: Iterable[Claim], *, lead: bool = False) -> Coverage:
    """The figures over statements that are not exempt: of the body, or of the `lead` alone.

    A lead may leave its sources to the body, so it is never mixed in with it.
    """
    counted = [c for c in claims if c.support is not Support.EXEMPT and c.lead == lead]
    return Coverage(
        statements=len(counted),
        strict=sum(c.scope == "sentence" for c in counted),
        paragraph=sum(c.scope is not None for c in counted),
        checkable=sum(c.support in _STANDS for c in counted),
    )


def over(pages: Iterable[PageReport], *, lead: bool = False) -> Coverage:
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


def fresh(page: PageReport) -> list[Finding]:
    """The findings of a page that count: neither known before nor ignored in place."""
    return [finding for finding in page.findings if finding.state == "new"]


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, then confidence, then place."""
    return sorted(findings, key=lambda f: (*rank(f), f.span, f.code))


def rank(finding: Finding) -> tuple[int, int]:
    """What the worst and surest finding has least of."""
    return WORST_FIRST[finding.severity], _SUREST_FIRST[finding.confidence]


def by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many there are of each severity, every severity named."""
    counted = dict.fromkeys(WORST_FIRST, 0)
    for finding in findings:
        counted[finding.severity] += 1
    return counted


def in_order(pages: Sequence[PageReport]) -> list[PageReport]:
    """Pages by id, so that reports do not hang on the order they were read in."""
    return sorted(pages, key=lambda page: page.page.id)

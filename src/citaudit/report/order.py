"""The order of pages and findings, and which of them count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from citaudit.model import Finding, PageReport, Severity


def fresh(page: PageReport) -> list[Finding]:
    """The findings of a page that count: neither known before nor ignored in place."""
    return [finding for finding in page.findings if finding.state == "new"]


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, then confidence, then place."""
    return sorted(findings, key=lambda f: (*rank(f), f.span, f.code))


def rank(finding: Finding) -> tuple[int, int]:
    """What the worst and surest finding has least of."""
    return finding.severity.rank, finding.confidence.rank


def by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many there are of each severity, every severity named."""
    counted = dict.fromkeys(Severity, 0)
    for finding in findings:
        counted[finding.severity] += 1
    return counted


def in_order(pages: Sequence[PageReport]) -> list[PageReport]:
    """Pages by id, so that reports do not hang on the order they were read in."""
    return sorted(pages, key=lambda page: page.page.id)

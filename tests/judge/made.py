"""Pages with findings, made by hand for the tests of what comes after the rules."""

from __future__ import annotations

from collections.abc import Sequence

from citaudit.judge.fingerprints import fingerprint, normalised
from citaudit.judge.registry import find
from citaudit.model import (
    Citations,
    Claim,
    Confidence,
    Document,
    Evidence,
    Finding,
    Page,
    PageReport,
    Report,
    Severity,
    Span,
    Support,
    Unread,
)


def finding(
    code: str,
    words: str,
    text: str,
    nth: int = 0,
    *,
    severity: Severity | None = None,
    confidence: Confidence | None = None,
) -> Finding:
    """A finding of rule `code` on the `nth` place where `words` stand in `text`."""
    rule, start = find(code), -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Finding(
        rule.code,
        rule.name,
        Span(start, start + len(words)),
        "a message",
        severity or rule.severity,
        confidence or rule.confidence,
        fingerprint(code, "page", normalised(words), nth),
    )


def page(
    text: str, findings: Sequence[Finding] = (), claims: Sequence[Claim] = (), name: str = "a.md"
) -> PageReport:
    document = Document(Page(name, text, "markdown"))
    ordered = tuple(sorted(findings, key=lambda each: (each.span, each.code)))
    return PageReport(Citations(document, (), tuple(claims)), ordered)


def report(*pages: PageReport, unread: Sequence[Unread] = ()) -> Report:
    return Report(tuple(pages), Evidence(), ("REF006",), {}, tuple(unread))


def claim(support: Support, *, lead: bool = False) -> Claim:
    return Claim("c", Span(0, 0), "", (), "paragraph", support, lead=lead)

"""Parts of a report made by hand, each with the values that most tests do not care about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from citaudit.model import (
    Case,
    Claim,
    Confidence,
    Evidence,
    Finding,
    Hit,
    Need,
    PageReport,
    Reference,
    Report,
    Rule,
    Severity,
    Span,
    Support,
)

NOWHERE = Span(0, 0)


def place(text: str, words: str, nth: int = 0) -> Span:
    """Where `words` stand in `text` for the `nth` time, from 0."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def claim(support: Support, span: Span = NOWHERE, text: str = "", **more: Any) -> Claim:
    """A statement; its references cover it as a sentence."""
    covered = "sentence" if more.get("references") else None
    scope = "paragraph" if support is Support.PARAGRAPH else covered
    return Claim(
        **{"id": "c1", "section": (), "block": "paragraph", "scope": scope, **more},
        span=span,
        text=text,
        support=support,
    )


def reference(number: int, span: Span, **more: Any) -> Reference:
    """A footnote by its number on the page, from 1."""
    return Reference(
        **{"id": f"r{number}", "label": str(number), "form": "footnote", "kind": "web", **more},
        span=span,
    )


def finding(rule: Rule, span: Span, message: str, fingerprint: str, **more: Any) -> Finding:
    """What `rule` found, as bad and as sure as it says."""
    dials = {"severity": rule.severity, "confidence": rule.confidence}
    return Finding(rule.code, rule.name, span, message, fingerprint=fingerprint, **(dials | more))


def rule(
    code: str,
    name: str = "made-up",
    severity: Severity = Severity.WARNING,
    confidence: Confidence = Confidence.HIGH,
    need: Need = Need.TEXT,
    **more: Any,
) -> Rule:
    """A rule that finds nothing by itself."""
    return Rule(
        **{"summary": "A summary.", **more},
        code=code,
        name=name,
        severity=severity,
        confidence=confidence,
        needs=frozenset({need}),
        check=_silent,
    )


def _silent(case: Case) -> Iterator[Hit]:
    yield from ()


def report(*pages: PageReport, evidence: Evidence | None = None, **more: Any) -> Report:
    """A run over these pages."""
    return Report(
        **{"rules_run": ("REF001",), "rules_skipped": {}, **more},
        pages=pages,
        evidence=evidence or Evidence(),
    )

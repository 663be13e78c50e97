"""Pages with findings, made by hand for the tests of what comes after the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from citaudit.judge.fingerprints import fingerprint, normalised
from citaudit.judge.registry import find
from citaudit.model import (
    Citations,
    Claim,
    Document,
    Finding,
    Page,
    PageReport,
    Report,
    Unread,
)
from tests import making


def finding(code: str, words: str, text: str, nth: int = 0, **more: Any) -> Finding:
    """A finding of rule `code` on the `nth` place where `words` stand in `text`."""
    print_ = fingerprint(code, "page", normalised(words), nth)
    return making.finding(find(code), making.place(text, words, nth), "a message", print_, **more)


def page(
    text: str, findings: Sequence[Finding] = (), claims: Sequence[Claim] = (), name: str = "a.md"
) -> PageReport:
    document = Document(Page(name, text, "markdown"))
    ordered = tuple(sorted(findings, key=lambda each: (each.span, each.code)))
    return PageReport(Citations(document, (), tuple(claims)), ordered)


def report(*pages: PageReport, unread: Sequence[Unread] = ()) -> Report:
    return making.report(*pages, rules_run=("REF006",), unread=tuple(unread))

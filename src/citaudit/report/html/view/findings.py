"""Findings with their places and their fixes."""

from __future__ import annotations

from dataclasses import dataclass

from citaudit.model import Confidence, FindingState, Severity
from citaudit.report.html.changes import Change
from citaudit.report.html.view.cited import LinkView


@dataclass(frozen=True, slots=True)
class ExcerptView:
    """A source line around what a finding speaks of."""

    line: int
    before: str
    hit: str
    after: str


@dataclass(frozen=True, slots=True)
class RelatedView:
    message: str
    excerpt: ExcerptView


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One edit of a fix, in its place."""

    before: str
    removed: str
    added: str
    after: str
    line: int


@dataclass(frozen=True, slots=True)
class FixView:
    """`paste` is the whole text to put in the place of what stands there, mended.

    It mends `also` so many other findings in the same place.
    """

    description: str
    safe: bool
    changes: tuple[ChangeView, ...]
    paste: str
    also: int = 0


@dataclass(frozen=True, slots=True)
class FindingView:
    id: str
    code: str
    name: str
    severity: Severity
    confidence: Confidence
    state: FindingState
    change: Change | None
    message: str
    reason: str | None
    of_page: bool
    excerpt: ExcerptView
    related: tuple[RelatedView, ...]
    fix: FixView | None
    statement: str | None
    references: tuple[tuple[str, str], ...]
    links: tuple[LinkView, ...]
    tokens: str

"""Rules, and what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from citaudit.model.citations import Citations
from citaudit.model.document import Document, Span
from citaudit.model.evidence import Confidence, Evidence
from citaudit.text.packed import listed, packed

FindingState = Literal["new", "known", "ignored"]


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Need(StrEnum):
    """What a rule must be given before it can run."""

    TEXT = "text"
    LOOKS = "looks"
    ARCHIVES = "archives"
    EDIT = "edit"


@packed
@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule ever sees.

    `today` is the audit's date, for dates in the future. `before` is the page as it was before
    the edit that a gate judges.
    """

    citations: Citations
    evidence: Evidence
    today: date
    before: Citations | None = None

    @property
    def document(self) -> Document:
        return self.citations.document


@packed
@dataclass(frozen=True, slots=True)
class Related:
    """Another place in the same page that a finding refers to."""

    span: Span
    message: str


@packed
@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `span` by `text`; an empty span inserts."""

    span: Span
    text: str


@packed
@dataclass(frozen=True, slots=True)
class Fix:
    """The edits that correct a finding; `safe` where no judgement is needed."""

    description: str
    edits: tuple[Edit, ...]
    safe: bool = True


@packed
@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields; the registry makes it a `Finding`.

    A `severity` or `confidence` of None keeps the rule's own.
    """

    span: Span
    message: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None


@packed
@dataclass(frozen=True, slots=True)
class Rule:
    """One check with one code. `doc` is the manual page in Markdown (why, bad, good, to do)."""

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    needs: frozenset[Need]
    check: Callable[[Case], Iterator[Hit]]
    doc: str
    summary: str


@listed
@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at one place. `fingerprint` stays the same after edits elsewhere."""

    code: str
    name: str
    span: Span
    message: str
    severity: Severity
    confidence: Confidence
    fingerprint: str
    state: FindingState = "new"
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    reason: str | None = None

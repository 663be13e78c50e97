"""What is wrong with a page, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from citaudit.model.document import Span
from citaudit.model.records import listed, record
from citaudit.terms import Confidence, Severity

FindingState = Literal["new", "known", "ignored"]


class Family(StrEnum):
    """What a rule is about: the letters of its code."""

    ARCHIVES = "ARC"
    STATEMENTS = "CLM"
    EDITS = "EDT"
    REFERENCES = "REF"
    AUDIT = "TOOL"  # what the audit itself could not do
    LINKS = "URL"
    WIKI = "WIKI"


def family_of(code: str) -> str:
    """The letters of a rule's code: a `Family`, if the rule is one of ours."""
    return code.rstrip("0123456789")


@record
@dataclass(frozen=True, slots=True)
class Related:
    """Another place in the same page that a finding refers to."""

    span: Span
    message: str


@record
@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `span` by `text`; an empty span inserts."""

    span: Span
    text: str


@record
@dataclass(frozen=True, slots=True)
class Fix:
    """The edits that correct a finding; `safe` where no judgement is needed."""

    description: str
    edits: tuple[Edit, ...]
    safe: bool = True


@listed
@record
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

    @property
    def of_page(self) -> bool:
        """Whether it speaks of the page as a whole rather than of a place in it."""
        return self.span == (0, 0)

    @property
    def family(self) -> str:
        """The letters of the code: a `Family`, if the rule is one of ours."""
        return family_of(self.code)

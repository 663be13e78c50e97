"""Rules: what one is given, what it says, and what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from citaudit.model.citations import Citations
from citaudit.model.document import Document, Span
from citaudit.model.evidence import Evidence
from citaudit.model.findings import Family, Fix, Related, family_of
from citaudit.model.records import record
from citaudit.terms import Confidence, Severity


class Need(StrEnum):
    """What a rule must be given before it can run."""

    TEXT = "text"
    LOOKS = "looks"
    ARCHIVES = "archives"
    EDIT = "edit"


class RestsOn(StrEnum):
    """How far a finding can be relied on, whatever its confidence: what a gate may fail for."""

    FACTS = "facts"  # what the page holds, or what was seen beyond doubt
    ONE_LOOK = "one look"  # one look at a link; a second one, days later, may say otherwise
    NETWORK = "network"  # no more than that the network, or a server, failed today


class Dated(StrEnum):
    """What of a finding changes with the day of the audit."""

    AGE = "age"  # only for how long, in years, something is said to have stood
    DAY = "day"  # whether there is one at all: a date in the future comes to pass


class Loss(StrEnum):
    """What an edit took away elsewhere where it brings in a finding of a rule."""

    DEFINITION = "definition"  # that of a reference which is still cited
    CONTENT = "content"  # all that stood in a reference


@record
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


@record
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


@record
@dataclass(frozen=True, slots=True)
class Rule:
    """One check with one code, the manual page of it in parts, and what else holds of it.

    `why` and `what_to_do` are Markdown, `bad` and `good` examples as plain text.
    `replaces`: the code of a rule that says nothing more at the places of this one's findings.
    `replaces_family`: in an edit, the rules that say nothing more at those places.
    `of_the_run`: it says what a run did, not what the page holds, so no edit brings it in.
    `idle`: there is nothing to mend, since the run could not tell.
    `dated`: what it finds in a page, or says of it, changes with the day of the audit; None if not.
    `also_about_related`: a finding is about the places that it names as related, like its own.
    `loss`: what an edit took away where it brings in a finding of this rule.
    """

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    needs: frozenset[Need]
    check: Callable[[Case], Iterator[Hit]]
    summary: str
    why: str = ""
    bad: str = ""
    good: str = ""
    what_to_do: str = ""
    rests_on: RestsOn = RestsOn.FACTS
    replaces: str | None = None
    replaces_family: Family | None = None
    of_the_run: bool = False
    idle: bool = False
    dated: Dated | None = None
    also_about_related: bool = False
    loss: Loss | None = None

    @property
    def family(self) -> str:
        """The letters of the code: a `Family`, if it is one of ours."""
        return family_of(self.code)

    @property
    def parts(self) -> Mapping[str, str]:
        """The parts of the manual page that there are, by the keys of `manuals.SECTIONS`."""
        parts = {"why": self.why, "bad": self.bad, "good": self.good, "do": self.what_to_do}
        return {key: text for key, text in parts.items() if text}

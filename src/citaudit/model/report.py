"""The report of a run, its pages and their figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from citaudit.model.citations import Citations, Support
from citaudit.model.evidence import Evidence, Standing
from citaudit.model.findings import Finding
from citaudit.model.page import Page, Unread
from citaudit.model.records import record
from citaudit.model.rules import Rule
from citaudit.terms import Severity

Key = TypeVar("Key")


@record
@dataclass(frozen=True, slots=True)
class Figures:
    """How much a page, or a run, holds of what; by default nothing. `+` adds them up.

    `links` are the places that name an address, `addresses` the different ones of each page.
    `claims_by_support` adds up to `claims` and `links_by_standing` to `links`; each names every
    member of its enum, as does `findings`, which counts the new findings by severity.
    """

    references: int = 0
    empty_references: int = 0
    undefined_references: int = 0
    markers: int = 0
    claims: int = 0
    claims_by_support: Mapping[Support, int] = field(
        default_factory=lambda: dict.fromkeys(Support, 0)
    )
    links: int = 0
    addresses: int = 0
    archive_links: int = 0
    links_by_standing: Mapping[Standing, int] = field(
        default_factory=lambda: dict.fromkeys(Standing, 0)
    )
    findings: Mapping[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))
    findings_known: int = 0
    findings_ignored: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            references=self.references + other.references,
            empty_references=self.empty_references + other.empty_references,
            undefined_references=self.undefined_references + other.undefined_references,
            markers=self.markers + other.markers,
            claims=self.claims + other.claims,
            claims_by_support=_added(self.claims_by_support, other.claims_by_support),
            links=self.links + other.links,
            addresses=self.addresses + other.addresses,
            archive_links=self.archive_links + other.archive_links,
            links_by_standing=_added(self.links_by_standing, other.links_by_standing),
            findings=_added(self.findings, other.findings),
            findings_known=self.findings_known + other.findings_known,
            findings_ignored=self.findings_ignored + other.findings_ignored,
        )


def _added(one: Mapping[Key, int], other: Mapping[Key, int]) -> Mapping[Key, int]:
    return {key: number + other[key] for key, number in one.items()}


@record
@dataclass(frozen=True, slots=True)
class PageReport:
    """One audited page. `figures` count all that is in it."""

    citations: Citations
    findings: tuple[Finding, ...]
    figures: Figures = field(default_factory=Figures)

    @property
    def page(self) -> Page:
        return self.citations.document.page


@record
@dataclass(frozen=True, slots=True)
class Report:
    """One run. `looked` is when links were looked at (ISO 8601, UTC), None for an offline run.

    `rules` are the rules that `rules_run` names, for the formats that explain them.
    """

    pages: tuple[PageReport, ...]
    evidence: Evidence
    rules_run: tuple[str, ...]
    rules_skipped: Mapping[str, str]
    unread: tuple[Unread, ...] = ()
    looked: str | None = None
    rules: tuple[Rule, ...] = ()

    @property
    def figures(self) -> Figures:
        """Those of all pages together."""
        return sum((page.figures for page in self.pages), Figures())

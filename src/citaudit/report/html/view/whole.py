"""Pages, and the report as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from citaudit.report.html.changes import Comparison
from citaudit.report.html.view.cited import ReferenceView
from citaudit.report.html.view.figures import Bar, Gauge, HostView, Timeline
from citaudit.report.html.view.findings import FindingView
from citaudit.report.html.view.rules import RuleView
from citaudit.report.html.view.text import Group


@dataclass(frozen=True, slots=True)
class PageView:
    """One page as it is read, with what was found in it."""

    id: str
    name: str
    title: str
    opening: str
    href: str | None
    format: str
    language: str
    origin: str | None
    revision: str | None
    groups: tuple[Group, ...]
    references: tuple[ReferenceView, ...]
    findings: tuple[FindingView, ...]
    support: Bar
    states: Bar
    checkable: Gauge
    severities: tuple[int, int, int]
    hollow: int
    need: int
    leads: int


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something the run did not look at: a word key for the kind, who, and why."""

    kind: str
    what: tuple[str, ...]
    why: str
    n: int


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report, ready to print. `seen` says whether any link was looked at."""

    language: str
    version: str
    looked: str | None
    no_network: str | None
    gauges: tuple[Gauge, ...]
    support: Bar
    references: Bar
    links: Bar
    archives: Bar
    leads: int
    statements: int
    mendable: int
    pages: tuple[PageView, ...]
    rules: tuple[RuleView, ...]
    hosts: tuple[HostView, ...]
    seen: bool
    timeline: Timeline | None
    unchecked: tuple[Unchecked, ...]
    comparison: Comparison | None

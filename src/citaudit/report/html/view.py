"""What the templates print: plain data, no logic, nothing escaped yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from citaudit.model import (
    ArchiveState,
    BlockKind,
    Confidence,
    DateRole,
    EmptyCause,
    FindingState,
    LinkRole,
    Outcome,
    ReferenceKind,
    Severity,
    Standing,
    Support,
)
from citaudit.report.html.changes import Change, Comparison

ReferenceState = Literal[
    "empty", "undefined", "dead", "risk", "unknown", "alive", "unchecked", "offline"
]


@dataclass(frozen=True, slots=True)
class BarPart:
    """One stretch of a bar: a word key, how many, and where it lies (0 to 100)."""

    key: str
    n: int
    start: float
    width: float
    query: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A whole divided; `parts` add up to `total`."""

    name: str
    total: int
    parts: tuple[BarPart, ...]


@dataclass(frozen=True, slots=True)
class Gauge:
    """`n` of `of`; `share` in per cent, None where there is nothing to share."""

    key: str
    n: int
    of: int
    share: float | None


@dataclass(frozen=True, slots=True)
class CopyView:
    """An archive copy found for an address."""

    href: str | None
    service: str
    taken: str | None
    status: int | None


@dataclass(frozen=True, slots=True)
class LinkView:
    """An address, where it may be followed to, and what was seen there.

    `href` is None for an address that must not become a link. `host` is what it really leads to.
    `seek` is where to look for a copy of what is dead and has none.
    """

    url: str
    href: str | None
    host: str
    rest: str
    role: LinkRole | Literal["final"]
    standing: Standing
    outcome: Outcome | None = None
    status: int | None = None
    reason: str = ""
    title: str | None = None
    final: LinkView | None = None
    hops: tuple[str, ...] = ()
    looked: str | None = None
    first_dead: str | None = None
    seen: int = 0
    confidence: Confidence | None = None
    copies: tuple[CopyView, ...] = ()
    archives: ArchiveState | None = None
    archives_reason: str = ""
    archived: str | None = None
    seek: str | None = None


@dataclass(frozen=True, slots=True)
class DateView:
    role: DateRole
    text: str
    problem: str | None


@dataclass(frozen=True, slots=True)
class IdentifierView:
    scheme: str
    value: str
    href: str | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """One source with its state and the statements (ids and numbers) that lean on it."""

    id: str
    label: str
    kind: ReferenceKind
    state: ReferenceState
    title: str | None
    by: str
    written: str
    cause: EmptyCause | None
    links: tuple[LinkView, ...]
    dates: tuple[DateView, ...]
    identifiers: tuple[IdentifierView, ...]
    leaning: tuple[str, ...]
    first_marker: str | None
    tokens: str
    year: str


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text, a link in it, or a footnote mark (`id` where it is the first)."""

    kind: Literal["text", "link", "mark"]
    text: str
    href: str | None = None
    state: ReferenceState | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement; `support` None for text between statements.

    `references` is None where the marks in it lead to all that cover it.
    """

    id: str
    support: Support | None
    bits: tuple[Bit, ...]
    references: str | None = None
    findings: str = ""
    reason: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """The mark in the margin of a block: one finding there."""

    id: str
    severity: Severity
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class BlockView:
    kind: BlockKind
    level: int
    role: str | None
    line: int
    statements: tuple[StatementView, ...]
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that a reader sees as one thing: a list, a table, or a block by itself."""

    kind: Literal["list", "cells", "one", "aside"]
    role: str | None
    blocks: tuple[BlockView, ...]


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
class HostView:
    host: str
    bad: int
    total: int
    width: float


@dataclass(frozen=True, slots=True)
class Column:
    """One year of the timeline; heights are 0 to 100 for published, accessed, archived."""

    year: int
    published: int
    accessed: int
    archived: int
    heights: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a rule's page by language, under one key where all say the same: `""`.

    `key` is a word key of the manual, or `summary`.
    """

    key: str
    code: bool
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule, how many findings it has, and how many of them come with a mend.

    `idle` where there is nothing to mend: the run could not tell.
    """

    code: str
    name: str
    severity: Severity
    n: int
    mendable: int
    idle: bool
    summary: Passage
    manual: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The years, the count that a column of height 100 stands for, and how many dates are older."""

    columns: tuple[Column, ...]
    top: int
    earlier: int


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

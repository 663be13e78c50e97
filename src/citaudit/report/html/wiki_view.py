"""What the page about a whole wiki prints: figures, and samples instead of everything."""

from __future__ import annotations

from dataclasses import dataclass

from citaudit.report.html.view import Bar, Gauge, HostView, Unchecked


@dataclass(frozen=True, slots=True)
class SampleView:
    """One finding out of many. `statement` is the sentence as read, where there is one.

    `href` leads to the page in its wiki, None where no address is known. `line` counts from 1.
    """

    page: str
    href: str | None
    line: int | None
    excerpt: str
    statement: str | None
    message: str


@dataclass(frozen=True, slots=True)
class RuleSamples:
    """What one rule found: `n` times, on `pages` pages, with some of them."""

    code: str
    name: str
    severity: str
    n: int
    pages: int
    samples: tuple[SampleView, ...]


@dataclass(frozen=True, slots=True)
class WorstPage:
    """A page with many statements that no working source stands behind."""

    title: str
    href: str | None
    statements: int
    unsourced: int
    support: Bar
    errors: int
    warnings: int
    empty: int
    dead: int


@dataclass(frozen=True, slots=True)
class CategoryView:
    """The pages of a category, and how many of their statements have no working source."""

    name: str
    pages: int
    statements: int
    unsourced: int
    width: float


@dataclass(frozen=True, slots=True)
class WikiView:
    """The audit of a dump, ready to print. `seen` says whether links were looked at.

    `day` is that of the run; `loose` counts blocks that are done and not in these figures yet.
    """

    version: str
    language: str
    site: str
    base: str | None
    dump: str
    day: str
    seen: bool
    loose: int
    pages: int
    characters: int
    findings: int
    gauges: tuple[Gauge, ...]
    support: Bar
    leads: int
    references: Bar
    links: Bar
    rules: tuple[RuleSamples, ...]
    worst: tuple[WorstPage, ...]
    hosts: tuple[HostView, ...]
    categories: tuple[CategoryView, ...]
    unchecked: tuple[Unchecked, ...]

"""The work on one block of a dump: what a worker does, in a process or on a cluster."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from functools import partial
from operator import add
from typing import Final

from citaudit.model import Evidence, Page, PageReport, Unread
from citaudit.pipeline import Task, read_and_judged
from citaudit.processes import map_pages, uncollected
from citaudit.read.block import Article, categories, category_marks, contents
from citaudit.read.dump import DumpBlock, Site
from citaudit.scale.columns import Columns, empty, packed
from citaudit.scale.earlier import Earlier, Unchanged, among
from citaudit.scale.rows import add_page, add_unread
from citaudit.watch import Unwatched

PATIENCE: Final = 60.0
"""Seconds for one page. An ordinary one takes milliseconds, 2 MB of bad input a few seconds."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is done with every block of a run; small, since it goes along with each.

    `earlier` has the rows of pages that have not changed since.
    """

    site: Site
    namespaces: frozenset[int]
    task: Task
    patience: float = PATIENCE
    earlier: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A block, with what is known of the links in it."""

    block: DumpBlock
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True, slots=True)
class Tally:
    """How much a block, or a run, came to.

    `foreign` pages are not wikitext; `unchanged` are those of `pages` that an earlier run audited.
    """

    pages: int = 0
    unread: int = 0
    redirects: int = 0
    elsewhere: int = 0
    foreign: int = 0
    characters: int = 0
    references: int = 0
    statements: int = 0
    findings: int = 0
    links: int = 0
    unchanged: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*map(add, astuple(self), astuple(other)))


@dataclass(frozen=True, slots=True)
class Result:
    """The audit of one block: its `tables` as Arrow streams. `unread` are those pages' titles."""

    number: int
    tables: bytes = field(repr=False)
    tally: Tally
    unread: tuple[Unread, ...] = ()


class TooSlow(Exception):  # noqa: N818 - what happened to a page, not a fault of the program
    """A page took longer than it is worth."""


def audited(recipe: Recipe, work: Work) -> Result:
    """Audit every page of a block. A page that breaks the audit gets a row that says so.

    Raises OSError or ValueError where the block itself cannot be unpacked.
    """
    with uncollected():  # between blocks there is next to nothing left to look through
        return _audited(recipe, work)


def _audited(recipe: Recipe, work: Work) -> Result:
    number = work.block.number
    found = contents(work.block, recipe.site, recipe.namespaces)
    kept = recipe.earlier.unchanged(found.articles, number) if recipe.earlier else Unchanged()
    changed = [each for each in found.articles if each.number not in kept.pages]
    rows, unread = empty(), list(found.unread)
    unread += _audit(recipe, work, changed, rows)
    for page, each in unread:
        add_unread(rows, number, page, each)
    failed = {page for page, _ in unread}
    order = [each.number for each in found.articles if each.number not in failed]
    tables = among({table: rows[table].table() for table in rows}, kept, order)
    counted = ("references", "statements", "findings", "links")
    tally = Tally(
        pages=tables["pages"].num_rows - len(unread),
        unread=len(unread),
        redirects=found.redirects,
        elsewhere=found.elsewhere,
        foreign=found.foreign,
        characters=sum(len(each.page.text) for each in found.articles),
        unchanged=len(kept.pages),
        **{table: tables[table].num_rows for table in counted},
    )
    return Result(number, packed(tables), tally, tuple(each for _, each in unread))


def _audit(
    recipe: Recipe, work: Work, articles: Sequence[Article], rows: Mapping[str, Columns]
) -> Iterator[tuple[int, Unread]]:
    """Add the rows of `articles`; yields those that break the audit, by page id."""
    task = replace(recipe.task, evidence=work.evidence)
    marks = category_marks(recipe.site)
    standings = {url: each.standing for url, each in work.evidence.verdicts.items()}
    pages = [article.page for article in articles]
    reports = map_pages(pages, partial(_in_time, task, recipe.patience), 1, Unwatched())
    for article, report in zip(articles, reports, strict=True):
        if isinstance(report, Unread):
            yield article.number, report
        else:
            named = categories(article.page.text, marks)
            add_page(rows, work.block.number, article, report, named, standings)


def _in_time(task: Task, patience: float, page: Page) -> PageReport:
    """The report of one page. Raises `TooSlow`, where a clock can interrupt the work."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
        return read_and_judged(task, page)

    def ring(*_: object) -> None:
        raise TooSlow(f"it took more than {patience:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, patience)
    try:
        return read_and_judged(task, page)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

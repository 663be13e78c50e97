"""The stages, in order: read, parse, extract, resolve, weigh, judge."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TypeVar

from citaudit import options
from citaudit.config import Config, ConfigError
from citaudit.model import Case, Citations, Evidence, Need, Page, PageReport, Report, Rule, Unread
from citaudit.processes import map_pages
from citaudit.text.moments import as_utc
from citaudit.watch import Unwatched, Watch

# Each stage is loaded by the first function that needs it: `extract` takes no rules, and a run
# without a network no client.
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Task:
    """All that a process needs to turn a page into its report, once the evidence is known."""

    rules: tuple[str, ...]
    today: date
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True, slots=True)
class Judging:
    """What a run judges by: its rules, why others are `skipped`, the day, and what was seen.

    `looked` is when links were looked at (ISO 8601), None where none was.
    """

    rules: tuple[Rule, ...]
    skipped: Mapping[str, str]
    today: date
    evidence: Evidence = field(default_factory=Evidence)
    looked: str | None = None

    @property
    def task(self) -> Task:
        """What a process needs of it."""
        return Task(tuple(rule.code for rule in self.rules), self.today, self.evidence)

    def report(self, pages: Sequence[PageReport], unread: Sequence[Unread]) -> Report:
        """The report of pages that were judged so."""
        return Report(
            pages=tuple(pages),
            evidence=self.evidence,
            rules_run=self.task.rules,
            rules_skipped=self.skipped,
            unread=tuple(unread),
            looked=self.looked,
            rules=self.rules,
        )


def run(work: Coroutine[Any, Any, T]) -> T:
    """What `work` gives, in an event loop of its own.

    The result is kept out of the task: when `asyncio.run` puts the handler of Ctrl-C back, `signal`
    writes out the finished task with all it holds, which took as long as a third of an audit.
    """
    done: list[T] = []

    async def kept() -> None:
        done.append(await work)

    asyncio.run(kept())
    return done[0]


async def audited(targets: Sequence[str], config: Config, watch: Watch | None = None) -> Report:
    """The report of a run over `targets`. Raises `ConfigError` for settings that cannot be used."""
    pages, unread = pages_of(targets, config)
    return await reported([*pages, *unread], config, watch)


def pages_of(targets: Sequence[str], config: Config) -> tuple[list[Page], list[Unread]]:
    """The pages of `targets`, and what could not be read."""
    from citaudit.read import read

    unread: list[Unread] = []
    return list(kept_apart(read(targets, options.reading(config)), unread)), unread


async def reported(
    found: Sequence[Page | Unread], config: Config, watch: Watch | None = None
) -> Report:
    """The report of a run over pages already read."""
    watch = watch or Unwatched()
    pages = [each for each in found if isinstance(each, Page)]
    unread = [each for each in found if isinstance(each, Unread)]
    if config.offline:  # no evidence to wait for: each page is read and judged in one go
        judging = await judging_of((), config, watch)
        step = partial(read_and_judged, judging.task)
        reports = list(kept_apart(map_pages(pages, step, config.jobs, watch), unread))
    else:
        citations = list(kept_apart(map_pages(pages, cited, config.jobs, watch), unread))
        judging = await judging_of(citations, config, watch)
        reports = list(map(partial(judged, judging.task), citations))
    return judging.report(reports, unread)


async def judging_of(
    citations: Sequence[Citations], config: Config, watch: Watch, *, edit: bool = False
) -> Judging:
    """What these pages are judged by; their links are looked at, unless the run is offline.

    `edit` says that there are two sides. Raises `ConfigError`.
    """
    today = datetime.now(UTC).date()
    chosen = _chosen(config, edit=edit)  # before the looks: a rule that is none costs no request
    if config.offline:
        return Judging(*_runnable(chosen, config, "offline"), today)
    from citaudit.resolve import resolve

    looked = as_utc(datetime.now(UTC))
    evidence = await resolve(citations, options.looking(config), watch.links)
    rules, skipped = _runnable(chosen, config, evidence.no_network)
    return Judging(rules, skipped, today, evidence, looked)


def rules_for(
    config: Config, *, unlooked: str | None
) -> tuple[tuple[Rule, ...], Mapping[str, str]]:
    """The rules that can run over pages with one side, and why the others cannot.

    `unlooked` says why no link was looked at, None where links were. Raises `ConfigError` for
    rules that are none.
    """
    return _runnable(_chosen(config), config, unlooked)


def _chosen(config: Config, *, edit: bool = False) -> tuple[Rule, ...]:
    """The rules that the settings name. Raises `ConfigError` for what is none.

    Rules of edits are not among them without an `edit`: nothing is missing where they do not speak.
    """
    from citaudit.judge.registry import selected

    try:
        rules = selected(config.select, config.ignore)
    except ValueError as error:
        raise ConfigError(str(error)) from error
    return tuple(rule for rule in rules if edit or Need.EDIT not in rule.needs)


def _runnable(
    chosen: Sequence[Rule], config: Config, unlooked: str | None
) -> tuple[tuple[Rule, ...], Mapping[str, str]]:
    """Those of the rules that can run, and why the others cannot."""
    from citaudit.judge.registry import runnable

    have = {Need.TEXT, Need.EDIT}  # rules of edits are chosen where there is one
    if unlooked is None:
        have.add(Need.LOOKS)
        if config.wayback or config.archives:
            have.add(Need.ARCHIVES)
    return runnable(chosen, frozenset(have), unlooked or "no archive was asked")


def cited(page: Page) -> Citations:
    """Parse and extract one page."""
    from citaudit.extract import extract
    from citaudit.parse import parse

    return extract(parse(page))


def judged(task: Task, citations: Citations, before: PageReport | None = None) -> PageReport:
    """Weigh the statements of a page by the evidence and judge it, against `before` if given."""
    from citaudit.judge import judge
    from citaudit.judge.figures import figures
    from citaudit.judge.registry import RULES
    from citaudit.weigh import weigh

    weighed = weigh(citations, task.evidence)
    rules = [rule for rule in RULES if rule.code in task.rules]
    case = Case(weighed, task.evidence, task.today, before.citations if before else None)
    findings = judge(case, rules)
    return PageReport(weighed, findings, figures(weighed, task.evidence, findings))


def read_and_judged(task: Task, page: Page) -> PageReport:
    """Both in one go, for a run that looks at no link."""
    return judged(task, cited(page))


def kept_apart(results: Iterable[T | Unread], unread: list[Unread]) -> Iterator[T]:
    """What could be done, in order and as it comes; what could not is added to `unread`."""
    for each in results:
        if isinstance(each, Unread):
            unread.append(each)
        else:
            yield each

"""The stages, in order: read, parse, extract, resolve, weigh, judge."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from citaudit import options
from citaudit.config import Config, ConfigError
from citaudit.model import Case, Citations, Evidence, Need, Page, PageReport, Report, Rule, Unread
from citaudit.processes import Counting, through
from citaudit.text.moments import as_utc

if TYPE_CHECKING:
    from citaudit.resolve import Watch as LinkWatch

T = TypeVar("T")


class Watch(Counting, Protocol):
    """What is told of a run's progress."""

    @property
    def links(self) -> LinkWatch | None:
        """Who is told of looks at links."""


@dataclass(frozen=True, slots=True)
class Unwatched:
    """Nobody looks on."""

    links: None = None

    def pages(self, total: int) -> None:
        pass

    def page(self, page_id: str) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Task:
    """All that a process needs to turn a page into its report, once the evidence is known."""

    rules: tuple[str, ...]
    today: date
    evidence: Evidence = field(default_factory=Evidence)


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
    today = datetime.now(UTC).date()
    if config.offline:
        rules, skipped = rules_for(config, unlooked="offline")
        task = Task(codes(rules), today)
        results = through(pages, partial(read_and_judged, task), config.jobs, watch)
        reports = list(kept_apart(results, unread))
        return report_of(reports, unread, task.evidence, rules, skipped)
    citations = list(kept_apart(through(pages, cited, config.jobs, watch), unread))
    looked = as_utc(datetime.now(UTC))
    evidence = await evidence_for(citations, config, watch)
    rules, skipped = rules_for(config, unlooked=evidence.no_network)
    task = Task(codes(rules), today, evidence)
    reports = [judged(task, each) for each in citations]
    return report_of(reports, unread, evidence, rules, skipped, looked)


def rules_for(
    config: Config, *, unlooked: str | None, edit: bool = False
) -> tuple[tuple[Rule, ...], Mapping[str, str]]:
    """The rules that can run, and why the others cannot.

    `unlooked` says why no link was looked at, None where links were; `edit` that there are two
    sides.
    """
    from citaudit.judge.registry import runnable, selected

    try:
        chosen = selected(config.select, config.ignore)
    except ValueError as error:
        raise ConfigError(str(error)) from error
    have = {Need.TEXT}
    if unlooked is None:
        have.add(Need.LOOKS)
        if config.wayback or config.archives:
            have.add(Need.ARCHIVES)
    if edit:
        have.add(Need.EDIT)
    if not edit:  # an audit has one side: nothing is left out where those rules do not speak
        chosen = tuple(rule for rule in chosen if Need.EDIT not in rule.needs)
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


def codes(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Those of the rules, in order."""
    return tuple(rule.code for rule in rules)


async def evidence_for(citations: Sequence[Citations], config: Config, watch: Watch) -> Evidence:
    """What is seen of the links of these pages."""
    from citaudit.resolve import resolve

    return await resolve(citations, options.looking(config), watch.links)


def report_of(
    pages: Sequence[PageReport],
    unread: Sequence[Unread],
    evidence: Evidence,
    rules: Sequence[Rule],
    skipped: Mapping[str, str],
    looked: str | None = None,
) -> Report:
    """The report of a run; `skipped` and `looked` as `Report` has them."""
    return Report(
        pages=tuple(pages),
        evidence=evidence,
        rules_run=codes(rules),
        rules_skipped=skipped,
        unread=tuple(unread),
        looked=looked,
        rules=tuple(rules),
    )

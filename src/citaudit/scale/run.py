"""The audit of a dump, from its blocks to its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from citaudit import options
from citaudit.config import Config
from citaudit.model import Unread
from citaudit.pipeline import Task, rules_for
from citaudit.read import dump as dumps
from citaudit.scale import engine as engines
from citaudit.scale.earlier import earlier
from citaudit.scale.looks import look_at
from citaudit.scale.run_file import RunFile, begun
from citaudit.scale.seen import Seen
from citaudit.scale.store import Store
from citaudit.scale.tables import SCHEMA
from citaudit.scale.unit import Recipe, Result, Tally, Work, audited
from citaudit.version import VERSION

_SHOWN: Final = 20  # lines of each kind of what is missing


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done: which pages of which dump, where to, and by whom."""

    dump: Path
    out: Path
    index: Path | None = None
    namespaces: frozenset[int] = frozenset({0})
    scheduler: str | None = None
    retry: bool = False
    """Do again what was set aside."""
    links: bool = False
    """Look at the links too, and judge again by what was seen."""
    earlier: Path | None = None
    """The folder of an earlier run: pages that have not changed since are taken from it."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a run stands: `share` of the dump is done. The rest counts what this run has done."""

    share: float
    blocks: int
    pages: int
    set_aside: int
    characters: int
    what: str = "pages"


class DumpWatch(Protocol):
    """Whoever wants to see a run: told after every block."""

    def see(self, state: State) -> None: ...


@dataclass(frozen=True, slots=True)
class DumpOutcome:
    """A run that came to its end: what it came to, and all that is missing in it."""

    tally: Tally
    blocks: int
    set_aside: dict[int, str] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    problem: str = ""
    cache_problem: str = ""

    @property
    def complete(self) -> bool:
        return not (self.set_aside or self.unread or self.problem)


@dataclass(slots=True)
class _Reading:
    """The blocks of a dump as they are handed out: those known already are passed over.

    `done` is how many bytes of the file are read and done with; `_sizes` those still in work.
    """

    dump: dumps.Dump
    store: Store
    seen: Seen | None = None
    done: int = 0
    count: int = 0
    problem: str = ""
    _sizes: dict[int, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Work]:
        before = 0
        for block in dumps.blocks(self.dump):
            self.count = block.number + 1
            size, before = block.read - before, block.read
            self.problem = block.problem
            if block.data and not self.store.knows(block.number):
                self._sizes[block.number] = size
                yield Work(block, self.seen.of(block.number)) if self.seen else Work(block)
            else:
                self.done += size

    def finish(self, number: int) -> None:
        """A block has been handed back."""
        self.done += self._sizes.pop(number)


def audit_dump(order: Order, config: Config, watch: DumpWatch | None = None) -> DumpOutcome:
    """Audit the pages of a dump into the tables below `order.out`, or go on where that stopped.

    Raises `DumpError`, `StoreError`, `EngineError` or `ConfigError`; what was done until then
    stays done.
    """
    dump = dumps.opened(order.dump, order.index)
    known = begun(order.out, described(dump, order, config))
    store = Store(order.out / "text")
    if order.retry:
        store.give_another_try()
    today = date.fromisoformat(known.today)
    kept = earlier(order.earlier, known) if order.earlier else None
    with engine_for(order, config) as engine:
        recipe = replace(recipe_of(dump, order, config, today, unlooked="offline"), earlier=kept)
        outcome = run_blocks(_Reading(dump, store), engine, recipe, watch)
        if not order.links:
            return outcome
        trouble, cache_problem = _looked(order, config, engine, watch)
        if trouble:
            problem = "; ".join(filter(None, (outcome.problem, trouble)))
            return replace(outcome, problem=problem, cache_problem=cache_problem)
        config = replace(config, wayback="", archives=())
        recipe = recipe_of(dump, order, config, today, unlooked=None)
        seen = Seen(order.out, store.folder)
        judged = Store(order.out / "judged")
        if order.retry:
            judged.give_another_try()
        outcome = run_blocks(_Reading(dump, judged, seen), engine, recipe, watch)
        known.with_tables("judged", rules_for(config, unlooked=None)[1]).write(order.out)
        return replace(outcome, cache_problem=cache_problem)


def run_blocks(
    reading: _Reading, engine: engines.Engine, recipe: Recipe, watch: DumpWatch | None
) -> DumpOutcome:
    """Every block that the store does not know, by `engine`."""
    store, dump = reading.store, reading.dump
    done = Tally()
    with closing(engine.run(reading, partial(audited, recipe))) as results:
        for here, (work, result) in enumerate(results, 1):
            reading.finish(work.block.number)
            if isinstance(result, Result):
                store.keep(result)
                done += result.tally
            else:
                store.set_aside(work.block.number, _named(dump, work.block, result.reason))
            if here % 16 == 0:
                store.pack_complete(dump.blocks)
            if watch:
                watch.see(_state(reading, here, done))
    store.pack_complete(reading.count)
    store.tell(reading.problem)
    return DumpOutcome(
        tally=store.tally,
        blocks=reading.count,
        set_aside=store.set_aside_blocks,
        unread=tuple(Unread(**each) for each in store.unread),
        problem=reading.problem,
    )


def _looked(
    order: Order, config: Config, engine: engines.Engine, watch: DumpWatch | None
) -> tuple[str, str]:
    """Look at all links; what went wrong, and why the looks are not kept: empty where all is well.

    What is not kept has been looked at all the same.
    """
    trouble: dict[str, None] = {}
    cache_problem = ""
    with closing(look_at(order.out, options.looking(config), engine)) as looks:
        for here, each in enumerate(looks, 1):
            if each.failed:
                trouble[each.failed] = None
            cache_problem = each.cache_problem
            if watch:
                share = each.done / each.total
                watch.see(State(share, here, each.done, len(trouble), 0, "addresses"))
    why = ", ".join(trouble)
    why = f"not all links were looked at ({why}); start again to go on" if why else ""
    return why, cache_problem


def recipe_of(
    dump: dumps.Dump, order: Order, config: Config, today: date, *, unlooked: str | None
) -> Recipe:
    """What a worker needs; `unlooked` says why no link was looked at, None where they were.

    Raises `ConfigError` for rules that are none.
    """
    rules, _ = rules_for(config, unlooked=unlooked)
    task = Task(tuple(rule.code for rule in rules), today)
    return Recipe(dump.site, order.namespaces, task)


def engine_for(order: Order, config: Config) -> AbstractContextManager[engines.Engine]:
    """The cluster asked for, else processes of this machine."""
    if order.scheduler:
        return engines.cluster(order.scheduler)
    return nullcontext(engines.processes(config.jobs))


def described(dump: dumps.Dump, order: Order, config: Config) -> RunFile:
    """What the run is of."""
    rules, skipped = rules_for(config, unlooked="offline")
    return RunFile(
        schema=SCHEMA,
        tool={"name": "citaudit", "version": VERSION},
        today=datetime.now(UTC).date().isoformat(),
        dump=str(order.dump),
        site=dump.site,
        rules_skipped=dict(skipped),
        same={
            "schema": SCHEMA,
            "dump": dump.path.name,
            "bytes": dump.size,
            "multistream": dump.blocks,
            "namespaces": sorted(order.namespaces),
            "rules": [rule.code for rule in rules],
        },
    )


def _state(reading: _Reading, here: int, done: Tally) -> State:
    aside = len(reading.store.set_aside_blocks)
    share = reading.done / reading.dump.size if reading.dump.size else 1.0
    return State(min(1.0, share), here, done.pages, aside, done.characters)


def _named(dump: dumps.Dump, block: dumps.DumpBlock, reason: str) -> str:
    """A block by what a person would look for: its place, and its first and last page."""
    what = f"block {block.number} at byte {block.place}"
    found = dumps.titles(dump, block)
    return f"{what} ({found[0]} … {found[1]}): {reason}" if found else f"{what}: {reason}"


def missing(outcome: DumpOutcome) -> Iterable[str]:
    """What a run could not do, one line each, the first of each kind."""
    yield from list(outcome.set_aside.values())[:_SHOWN]
    for each in outcome.unread[:_SHOWN]:
        yield f"{each.id}: {each.reason}"
    if outcome.problem:
        yield outcome.problem
    left = max(0, len(outcome.set_aside) - _SHOWN) + max(0, len(outcome.unread) - _SHOWN)
    if left:
        yield f"and {left} more; `citaudit query` lists them in the view missing"

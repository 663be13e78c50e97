"""Looks at all links of a dump by many workers, each host by one of them."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from citaudit.model import (
    Citations,
    Confidence,
    Document,
    Evidence,
    Link,
    Look,
    Outcome,
    Page,
    Span,
    Standing,
    Verdict,
)
from citaudit.pipeline import run
from citaudit.resolve import Options, resolve
from citaudit.resolve import history as past
from citaudit.scale import shuffle
from citaudit.scale.engine import Engine, Failed
from citaudit.scale.files import full

_TEXT: Final = pa.string()
SCHEMA: Final = pa.schema(
    {
        "address": _TEXT,
        "standing": _TEXT,
        "confidence": _TEXT,
        "outcome": _TEXT,
        "status": pa.int32(),
        "final_url": _TEXT,
        "title": _TEXT,
        "reason": _TEXT,
        "at": pa.float64(),
        "first_dead": pa.float64(),
        "seen": pa.int32(),
        "skipped": _TEXT,
    }
)


@dataclass(frozen=True, kw_only=True)
class LaneOptions(Options):
    """The manners of one lane.

    A redirect may lead to a host of another lane: that one is asked by one connection at a time,
    and as many times more rarely as there are lanes.
    """

    lane: int = 0
    lanes: int = 1

    def interval(self, host: str) -> float:
        usual = super().interval(host)
        return usual if self._own(host) else usual * self.lanes

    def concurrency(self, host: str) -> int:
        return super().concurrency(host) if self._own(host) else 1

    def _own(self, host: str) -> bool:
        return shuffle.lane_of(host, self.lanes) == self.lane


@dataclass(frozen=True, slots=True)
class Errand:
    """One part of the plan, with the looks of earlier runs at its addresses."""

    part: shuffle.Part
    known: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a worker brings back: a row for each address, and the looks it took."""

    rows: tuple[tuple[Any, ...], ...] = field(repr=False)
    looks: tuple[Look, ...] = field(repr=False)
    cache_problem: str = ""


class Looked(NamedTuple):
    """How far the looks are: addresses done of how many, and why a part of them failed.

    `cache_problem`: why the next run will not know of these looks.
    """

    done: int
    total: int
    failed: str = ""
    cache_problem: str = ""


def looked(options: Options, lanes: int, errand: Errand) -> Harvest:
    """Look at the addresses of one part. Raises OSError where there is no network."""
    part = errand.part
    given = {each.name: getattr(options, each.name) for each in fields(Options)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manners = given | {"cache_dir": folder, "cache": True, "wayback": "", "archives": ()}
        if errand.known:
            past.write(folder / past.NAME, errand.known)
        lane = LaneOptions(**manners, lane=part.lane, lanes=lanes)
        evidence = run(resolve([_cited(part)], lane))
        if evidence.no_network:
            raise OSError(evidence.no_network)
        before = {(each.url, each.at) for each in errand.known}
        kept = past.opened(folder)
        looks = (look for url, _ in part.addresses for look in kept.looks(url))
        new = tuple(look for look in looks if (look.url, look.at) not in before)
        kept.close()
    rows = tuple(_row(evidence, url) for url, _ in part.addresses)
    return Harvest(rows, new, evidence.cache_problem or "")


def look_at(out: Path, options: Options, engine: Engine) -> Generator[Looked, None, None]:
    """Look at every link of a run, or go on where that stopped.

    Yields after each part. The looks of all workers go into one history. Raises `StoreError` when
    nothing more can be written.
    """
    folder = out / "looks"
    plan = shuffle.planned(out, folder, engine.workers)
    parts = shuffle.rounds(plan)
    total = sum(count for *_, count, _ in parts)
    left = [each for each in parts if not _file(folder, *each[:2]).is_file()]
    done = total - sum(count for *_, count, _ in left)
    history = past.opened(options.cache_dir, keep=options.cache)
    try:
        for number in sorted({each[0] for each in left}):
            lanes = [lane for this, lane, *_ in left if this == number]
            errands = (_errand(shuffle.part(plan, number, lane), history) for lane in lanes)
            step = partial(looked, options, parts[0][3])
            with closing(engine.run(errands, step)) as results:
                for errand, harvest in results:
                    if isinstance(harvest, Failed):
                        yield Looked(done, total, harvest.reason)
                        continue
                    _keep(harvest, _file(folder, number, errand.part.lane), history)
                    done += len(errand.part.addresses)
                    yield Looked(done, total)
    finally:
        history.close()
    if history.problem:
        yield Looked(done, total, cache_problem=history.problem)


def evidence_of(rows: Sequence[tuple[Any, ...]]) -> Evidence:
    """The evidence of rows `(url, *a row of the looks)`."""
    verdicts, skipped = {}, {}
    for url, *row in rows:
        known = dict(zip(SCHEMA.names, row, strict=True))
        if known["skipped"]:
            skipped[url] = known["skipped"]
        if known["standing"]:
            verdicts[url] = _verdict(known)
    return Evidence(verdicts=verdicts, skipped=skipped)


def _verdict(known: dict[str, Any]) -> Verdict:
    look = None
    if known["outcome"]:
        look = Look(
            url=known["address"],
            at=known["at"],
            outcome=Outcome(known["outcome"]),
            status=known["status"],
            final_url=known["final_url"],
            title=known["title"],
            reason=known["reason"] or "",
        )
    return Verdict(
        Standing(known["standing"]),
        Confidence(known["confidence"]),
        look,
        known["first_dead"],
        known["seen"],
    )


def _cited(part: shuffle.Part) -> Citations:
    """A page that holds nothing but these links."""
    links = tuple(
        Link(Span(0, 0), url, "archive" if role == "archive" else "source", url)
        for url, role in part.addresses
    )
    return Citations(Document(Page(f"lane {part.lane}", ""), links=links))


def _errand(part: shuffle.Part, history: past.History) -> Errand:
    known = (look for url, _ in part.addresses for look in history.looks(url))
    return Errand(part, tuple(known))


def _row(evidence: Evidence, url: str) -> tuple[Any, ...]:
    verdict, why = evidence.verdict(url), evidence.why_skipped(url)
    if verdict is None:
        return (url, *[None] * (len(SCHEMA) - 2), why or "not looked at")
    look = verdict.look
    return (
        url,
        verdict.standing.value,
        verdict.confidence.value,
        look.outcome.value if look else None,
        look.status if look else None,
        look.final_url if look else None,
        look.title if look else None,
        look.reason if look else None,
        look.at if look else None,
        verdict.first_dead,
        verdict.seen,
        why,
    )


def _keep(harvest: Harvest, path: Path, history: past.History) -> None:
    """The looks into the one history, then the rows into their file: that says that it is done."""
    history.keep(harvest.looks)
    history.problem = history.problem or harvest.cache_problem
    columns = list(zip(*harvest.rows, strict=True)) or [()] * len(SCHEMA)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, SCHEMA.types, strict=True)]
    beside = path.with_name(f".{path.name}")
    try:
        pq.write_table(pa.Table.from_arrays(arrays, schema=SCHEMA), beside, compression="zstd")
        beside.replace(path)
    except OSError as error:
        raise full(path.parent, error) from error


def _file(folder: Path, number: int, lane: int) -> Path:
    return folder / f"{number:05}-{lane:04}.parquet"

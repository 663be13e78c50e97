"""The distinct addresses of a dump, shared out so that each host belongs to one worker.

A *lane* has its own hosts; it goes through its addresses in *rounds*, each host spread evenly over
them. Within a round the lanes run side by side, so no host is ever asked by two workers, and what
is lost when a run is stopped is one round.
"""

from __future__ import annotations

import glob
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from citaudit.scale.files import full
from citaudit.scale.query import files_of, tables_of

LARGEST: Final = 5_000
"""Addresses in one part: at 128 at once and a second an answer, some 40 s of work and more."""

# The same hash in both languages: the first 28 bits of MD5.
_LANE: Final = "('0x' || substr(md5(host), 1, 7))::integer"
_PLAN: Final = """
with once as (
  select address, host, max(role) as role
  from links where role <> 'identifier' and host <> ''
  group by address, host
), numbered as (
  select *, {lane} % {lanes} as lane, {lane} // {lanes} as offset_,
         row_number() over (partition by host order by address) as nth
  from once
), long as (
  select lane, ceil(count(*) / {largest})::integer as rounds from numbered group by lane
)
select ((nth + offset_) % rounds)::integer as round, lane, address, host, role,
       {lanes} as lanes
from numbered join long using (lane) order by round, lane, host, nth
"""


@dataclass(frozen=True, slots=True)
class Part:
    """The addresses of one lane in one round, with the role in which they are cited."""

    round: int
    lane: int
    addresses: tuple[tuple[str, str], ...]


def lane_of(host: str, lanes: int) -> int:
    """The lane a host belongs to."""
    return int(hashlib.md5(host.encode(), usedforsecurity=False).hexdigest()[:7], 16) % lanes


def planned(out: Path, folder: Path, lanes: int) -> Path:
    """The plan of a run's looks, made once: who looks at what, in which round."""
    plan = folder / "plan.parquet"
    if plan.is_file():
        return plan
    beside = folder / ".plan.parquet"
    links = files_of(tables_of(out) / "links")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with duckdb.connect() as database:
            database.read_parquet(links).create_view("links")
            made = database.sql(_PLAN.format(lane=_LANE, lanes=lanes, largest=LARGEST))
            made.write_parquet(str(beside), compression="zstd")
        beside.replace(plan)
    except (OSError, duckdb.IOException) as error:
        raise full(folder, error if isinstance(error, OSError) else OSError(str(error))) from error
    return plan


def rounds(plan: Path) -> list[tuple[int, int, int, int]]:
    """(round, lane, addresses, lanes of the plan) of every part, in order."""
    sql = """
        select round, lane, count(*), max(lanes) from read_parquet(?)
        group by round, lane order by round, lane
    """
    with duckdb.connect() as database:
        return database.execute(sql, (glob.escape(str(plan)),)).fetchall()


def part(plan: Path, number: int, lane: int) -> Part:
    """One part of the plan."""
    sql = "select address, role from read_parquet(?) where round = ? and lane = ?"
    asked = (glob.escape(str(plan)), number, lane)
    with duckdb.connect() as database:
        return Part(number, lane, tuple(database.execute(sql, asked).fetchall()))

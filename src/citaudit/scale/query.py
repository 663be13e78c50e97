"""Questions to the tables of a run, by DuckDB."""

from __future__ import annotations

import glob
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from citaudit.scale.store import StoreError, run_in
from citaudit.scale.tables import SCHEMAS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_VIEW: Final = re.compile(r"((?:^--[^\n]*\n)+)create view (\w+) as\n(.*?);", re.M | re.S)


@dataclass(frozen=True, slots=True)
class View:
    """A question that is ready to ask."""

    name: str
    about: str
    sql: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of an answer and its rows."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


def views() -> tuple[View, ...]:
    """The ready views, in order."""
    text = (resources.files("citaudit.scale") / "views.sql").read_text("utf-8")
    return tuple(
        View(found[2], " ".join(line.strip("- ") for line in found[1].splitlines()), found[3])
        for found in _VIEW.finditer(text)
    )


def asked(out: Path, sql: str) -> Answer:
    """The answer to one question.

    Raises `StoreError` for a folder without a run, ValueError with what DuckDB says of a question
    that it cannot answer.
    """
    import duckdb

    with connected(out) as database:
        try:
            found = database.execute(sql)
            columns = tuple(each[0] for each in found.description or ())
            return Answer(columns, found.fetchall() if columns else [])
        except duckdb.Error as error:
            raise ValueError(str(error)) from error


def connected(out: Path) -> DuckDBPyConnection:
    """A DuckDB connection in which the tables and the ready views of a run are there.

    Raises `StoreError` without them, or where a file is missing or damaged.
    """
    import duckdb

    folder = tables_of(out)
    database = duckdb.connect()
    try:
        for table in SCHEMAS:
            database.read_parquet(files_of(folder / table), union_by_name=True).create_view(table)
    except duckdb.Error as error:
        why = str(error).partition("\n")[0]
        raise StoreError(f"{folder}: its tables cannot be read ({why})") from error
    database.execute("create table set_aside (block integer, what varchar, why varchar)")
    aside = list(_set_aside(folder))
    if aside:
        database.executemany("insert into set_aside values (?, ?, ?)", aside)
    for view in views():
        database.execute(f"create view {view.name} as {view.sql}")
    return database


def run_of(out: Path) -> dict[str, Any]:
    """What the run is of. Raises `StoreError` where there is none."""
    try:
        return run_in(out)
    except OSError as error:
        raise StoreError(f"{out} holds no run of `citaudit dump`") from error


def tables_of(out: Path) -> Path:
    """The folder of a run's tables. Raises `StoreError` where there are none yet."""
    folder: Path = out / run_of(out).get("tables", "text")
    if not any((folder / "pages").glob("[0-9]*.parquet")):
        raise StoreError(f"{out} has no tables yet: they are written every 64 blocks")
    return folder


def files_of(folder: Path) -> str:
    """The pattern of a table's files, for DuckDB; the folder itself may have any name.

    Files are moved into place whole, so any of them can be read.
    """
    return glob.escape(str(folder)) + "/[0-9]*.parquet"


def _set_aside(folder: Path) -> Iterator[tuple[int, str, str]]:
    """(block, name, reason) of each block that is missing; -1 for all after the last readable."""
    problem = folder / "problem.txt"
    if problem.is_file():
        yield -1, "the rest of the dump", problem.read_text("utf-8")
    for path in sorted((folder / "segments").glob("[0-9]*.json")):
        for number, why in json.loads(path.read_text("utf-8"))["set_aside"].items():
            what, _, reason = why.partition(": ")
            yield int(number), what, reason

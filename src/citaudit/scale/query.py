"""Questions to the tables of a run, by DuckDB."""

from __future__ import annotations

import glob
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final

import duckdb

from citaudit.scale.files import StoreError
from citaudit.scale.run_file import run_of
from citaudit.scale.store import set_aside
from citaudit.scale.tables import SCHEMAS

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
    with connected(out) as database:
        try:
            found = database.execute(sql)
            columns = tuple(each[0] for each in found.description or ())
            return Answer(columns, found.fetchall() if columns else [])
        except duckdb.Error as error:
            raise ValueError(str(error)) from error


def connected(out: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection in which the tables and the ready views of a run are there.

    Raises `StoreError` without them, or where a file is missing or damaged.
    """
    folder = tables_of(out)
    database = duckdb.connect()
    try:
        for table in SCHEMAS:
            database.read_parquet(files_of(folder / table), union_by_name=True).create_view(table)
    except duckdb.Error as error:
        why = str(error).partition("\n")[0]
        raise StoreError(f"{folder}: its tables cannot be read ({why})") from error
    database.execute("create table set_aside (block integer, what varchar, why varchar)")
    aside = list(set_aside(folder))
    if aside:
        database.executemany("insert into set_aside values (?, ?, ?)", aside)
    for view in views():
        database.execute(f"create view {view.name} as {view.sql}")
    return database


def tables_of(out: Path) -> Path:
    """The folder of a run's tables. Raises `StoreError` where there are none yet."""
    folder = out / run_of(out).tables
    if not any((folder / "pages").glob("[0-9]*.parquet")):
        raise StoreError(f"{out} has no tables yet: they are written every 64 blocks")
    return folder


def files_of(folder: Path) -> str:
    """The pattern of a table's files, for DuckDB; the folder itself may have any name.

    Files are moved into place whole, so any of them can be read.
    """
    return glob.escape(str(folder)) + "/[0-9]*.parquet"

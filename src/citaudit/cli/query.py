"""`citaudit query`: questions to the tables of a dump's audit."""

from __future__ import annotations

import csv
import json
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from citaudit.cli.outputs import to_file
from citaudit.cli.screen import for_programs
from citaudit.cli.settings import stop
from citaudit.text.shortened import in_one_line

if TYPE_CHECKING:
    from citaudit.scale.query import Answer

_WIDEST = 60  # characters of a value in a table on the terminal

Folder = Annotated[Path, typer.Argument(help="The folder that `citaudit dump` wrote.")]
Question = Annotated[str | None, typer.Argument(help="SQL, or the name of a view.", metavar="SQL")]
Shape = Annotated[
    Literal["table", "csv", "jsonl"],
    typer.Option("-f", "--format", help="How to print the answer."),
]
Overview = Annotated[
    Path | None,
    typer.Option(
        "--html", help="Write the overview to this file, as one HTML page.", metavar="FILE"
    ),
]


def query(
    folder: Folder, sql: Question = None, shape: Shape = "table", html: Overview = None
) -> None:
    """Ask the tables of a dump's audit, in SQL (DuckDB); without a query, list what they hold.

    --html writes the overview instead: the figures, findings by rule with some drawn at random,
    the pages and hosts worst off, and what was not checked.
    """
    if html and sql:
        stop("--html: the overview answers no question; ask it in a call of its own")
    try:
        from citaudit.scale.files import StoreError
        from citaudit.scale.query import asked
    except ImportError as error:
        stop(f"queries need `pip install 'citaudit[scale]'` ({error.name} is not there)")
    try:
        if html:
            _write_overview(folder, html)
        elif not (words := (sql or "").split()):
            _print_views(folder)
        else:
            alone = len(words) == 1  # the name of a view or a table
            _print(asked(folder, f'from "{words[0]}"' if alone else sql or ""), shape)
    except (StoreError, ValueError) as error:
        stop(str(error))


def _write_overview(folder: Path, file: Path) -> None:
    from citaudit.report.html.wiki import render_wiki
    from citaudit.scale.overview import overview

    to_file(file, render_wiki(overview(folder)))
    typer.echo(f"citaudit: wrote {file}", err=True)


def _print_views(folder: Path) -> None:
    from citaudit.scale.query import asked, views
    from citaudit.scale.tables import SCHEMAS

    for table, schema in SCHEMAS.items():
        (rows,) = asked(folder, f'select count(*) from "{table}"').rows[0]  # noqa: S608
        typer.echo(f"{table}: {rows:,} rows\n    {', '.join(schema.names)}")
    for view in views():
        typer.echo(f"{view.name}: {view.about}")


def _print(answer: Answer, shape: str) -> None:
    if shape != "table":
        for_programs()
    if shape == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer.rows)
    elif shape == "jsonl":
        columns = _apart(answer.columns)
        for row in answer.rows:
            known = dict(zip(columns, row, strict=True))
            typer.echo(json.dumps(known, ensure_ascii=False, default=str))
    else:
        _print_table(answer)


def _apart(columns: tuple[str, ...]) -> list[str]:
    """The names of the columns, a number behind those that were there before: a key holds one."""
    apart: list[str] = []
    for name in columns:
        free = (f"{name}_{number}" if number else name for number in count())
        apart.append(next(each for each in free if each not in apart))
    return apart


def _print_table(answer: Answer) -> None:
    """Columns under each other, as wide as what stands in them, numbers to the right."""
    from rich.cells import cell_len

    shown = [[_as_words(value) for value in row] for row in answer.rows]
    wide = [
        max(cell_len(each) for each in column)
        for column in zip(answer.columns, *shown, strict=True)
    ]
    numeric = [
        all(isinstance(row[at], int | float) for row in answer.rows)
        for at in range(len(answer.columns))
    ]
    for line in [list(answer.columns), *shown]:
        parts = [
            " " * (width - cell_len(each)) + each
            if right
            else each + " " * (width - cell_len(each))
            for each, width, right in zip(line, wide, numeric, strict=True)
        ]
        typer.echo("  ".join(parts).rstrip())


def _as_words(value: object) -> str:
    return "" if value is None else in_one_line(str(value), _WIDEST)

"""`citaudit query`: questions to the tables of a dump's audit."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from citaudit.cli.settings import stop

if TYPE_CHECKING:
    from citaudit.scale.query import Answer

_WIDEST = 60  # characters of a value in a table on the terminal

Folder = Annotated[Path, typer.Argument(help="The folder that `citaudit dump` wrote.")]
Question = Annotated[str | None, typer.Argument(help="SQL, or the name of a view.", metavar="SQL")]
Shape = Annotated[
    Literal["table", "csv", "jsonl"], typer.Option("-f", "--format", help="How to print it.")
]


def query(folder: Folder, sql: Question = None, shape: Shape = "table") -> None:
    """Ask the tables of a dump's audit, in SQL (DuckDB). Without a question: what can be asked."""
    try:
        from citaudit.scale.query import asked
        from citaudit.scale.store import StoreError
    except ImportError as error:
        stop(f"queries need `pip install 'citaudit[scale]'` ({error.name} is not there)")
    try:
        if sql is None:
            _print_views(folder)
        else:
            _print(asked(folder, sql if " " in sql.strip() else f'from "{sql.strip()}"'), shape)
    except (StoreError, ValueError) as error:
        stop(str(error))


def _print_views(folder: Path) -> None:
    from citaudit.scale.query import asked, views
    from citaudit.scale.tables import SCHEMAS

    for table, schema in SCHEMAS.items():
        (rows,) = asked(folder, f'select count(*) from "{table}"').rows[0]  # noqa: S608
        typer.echo(f"{table}: {rows:,} rows\n    {', '.join(schema.names)}")
    for view in views():
        typer.echo(f"{view.name}: {view.about}")


def _print(answer: Answer, shape: str) -> None:
    if shape == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer.rows)
    elif shape == "jsonl":
        for row in answer.rows:
            known = dict(zip(answer.columns, row, strict=True))
            typer.echo(json.dumps(known, ensure_ascii=False, default=str))
    else:
        _print_table(answer)


def _print_table(answer: Answer) -> None:
    """Columns under each other, as wide as what stands in them, numbers to the right."""
    from rich.cells import cell_len

    shown = [[_short(value) for value in row] for row in answer.rows]
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


def _short(value: object) -> str:
    text = "" if value is None else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"

"""`citaudit cache info|clear`: what was seen of links in earlier runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Show or clear what earlier runs saw of links.", no_args_is_help=True)
Folder = Annotated[
    str | None,
    typer.Option(
        "--cache-dir",
        help="Folder for the history of link checks.",
        metavar="FOLDER",
        envvar="CITAUDIT_CACHE_DIR",
    ),
]


@app.command()
def info(cache_dir: Folder = None) -> None:
    """Say where looks are kept, how many, and how old."""
    from citaudit.resolve import history
    from citaudit.text.moments import utc_day

    held = history.info(Path(cache_dir) if cache_dir else None)
    typer.echo(f"{held.path}: {held.looks} looks at {held.addresses} addresses, {held.bytes} bytes")
    if held.looks:
        typer.echo(f"from {utc_day(held.oldest)} to {utc_day(held.newest)}")


@app.command()
def clear(cache_dir: Folder = None) -> None:
    """Forget every look; the next run starts without history."""
    from citaudit.resolve import history

    gone = history.clear(Path(cache_dir) if cache_dir else None)
    typer.echo(f"{gone} bytes of looks forgotten")

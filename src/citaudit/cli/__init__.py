"""The command: arguments to settings, settings to the pipeline, reports to their places."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from importlib import import_module
from inspect import cleandoc
from typing import Annotated, Any, Final, NoReturn

import typer

from citaudit.version import VERSION

COMMANDS: Final = {
    "audit": (
        "audit",
        "Audit documents: say which statements have no source that a reader can check today.",
    ),
    "gate": (
        "gate",
        "Judge an edit: fail for what it brings in, and for nothing that was there before.",
    ),
    "watch": (
        "watch",
        "Judge the edits of a wiki as they are made: one line for each, until interrupted.",
    ),
    "fix": ("fix", "Correct what can be corrected without judgement; print a unified diff."),
    "recover": (
        "recover",
        "Restore the emptied footnotes of a converted page from the page it was made from.",
    ),
    "save": (
        "save",
        "Ask the archive to keep each source it has no good copy of; one line for each.",
    ),
    "extract": (
        "extract",
        "Print every reference and statement as JSON lines; look at no link.",
    ),
    "baseline": ("baseline", "Record the findings of today, so that only new ones count."),
    "cache": ("cache", "Show or clear what earlier runs saw of links."),
    "dump": ("dump", "Audit the pages of a MediaWiki dump into Parquet tables."),
    "query": (
        "query",
        "Ask the tables of a dump's audit, in SQL (DuckDB); without a query, list what they hold.",
    ),
    "rules": ("rules", "List every rule with its severity, its confidence and what it says."),
    "explain": ("rules", "Show a rule's manual page: why, a bad and a good example, what to do."),
}
"""Each command, the module of this package that holds it, and its line in the list of all."""


def application(named: str | None = None) -> typer.Typer:
    """The command line in which the command `named` is whole, and all are where None.

    The others are there by name and summary alone, so that `--help` need not import them.
    """
    app = typer.Typer(
        name="citaudit",
        help="Audits source citations: which statements have no source a reader can check today.",
        invoke_without_command=True,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="Exit status: 0 clean, 1 findings, 2 wrong use, 3 incomplete, "
        "4 nothing to audit, 130 interrupted.",
    )
    app.callback()(_root)
    for name, (module, summary) in COMMANDS.items():
        if named not in (None, name):
            app.command(name, help=summary)(_stub)
            continue
        home = import_module(f"citaudit.cli.{module}")
        whole: Any = getattr(home, name, None)
        if whole is None:
            app.add_typer(home.app, name=name)
        else:
            app.command(name, help=_unwrapped(whole))(whole)
    return app


def _unwrapped(command: Callable[..., None]) -> str:
    """What a command says of itself, a line a paragraph: a terminal has a width of its own."""
    paragraphs = cleandoc(command.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(each.split()) for each in paragraphs)


def main() -> None:
    """Run the command; anything unforeseen ends with status 3 and its traceback."""
    from citaudit.cli.screen import for_people

    for_people()
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    named = None if "_CITAUDIT_COMPLETE" in os.environ else (words or [""])[0]
    try:
        application(named)()
    except OSError as error:
        if error.errno != errno.ENOSPC:
            _broke()
        typer.echo("citaudit: standard output cannot be written: no space is left", err=True)
        os._exit(3)  # an orderly end would try to write what is left, and tell of it at length
    except Exception:
        _broke()
    except KeyboardInterrupt:
        typer.echo("citaudit: interrupted", err=True)
        sys.exit(130)


def _broke() -> NoReturn:
    import traceback

    traceback.print_exc()
    typer.echo("citaudit broke; the lines above say where. Please report them.", err=True)
    sys.exit(3)


def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        typer.echo(f"citaudit {VERSION}")
        raise typer.Exit


def _stub() -> None:
    """Stand in for a command that was not named."""

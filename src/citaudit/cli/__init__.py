"""The command: arguments to settings, settings to the pipeline, reports to their places."""

from __future__ import annotations

import sys

import typer

from citaudit.cli import baseline, cache
from citaudit.cli.audit import audit
from citaudit.cli.dump import dump
from citaudit.cli.extract import extract
from citaudit.cli.fix import fix
from citaudit.cli.gate import gate
from citaudit.cli.query import query
from citaudit.cli.recover import recover
from citaudit.cli.rules import explain, rules
from citaudit.cli.save import save

app = typer.Typer(
    name="citaudit",
    help="Audits source citations: which statements have no source a reader can check today.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 clean, 1 findings, 2 wrong use, 3 incomplete, 4 nothing to audit.",
)
for command in (audit, gate, fix, recover, extract, dump, query, rules, explain, save):
    app.command()(command)
app.add_typer(baseline.app, name="baseline")
app.add_typer(cache.app, name="cache")


def main() -> None:
    """Run the command; anything unforeseen ends with status 3 and its traceback."""
    try:
        app()
    except Exception:
        import traceback

        traceback.print_exc()
        typer.echo("citaudit broke; the lines above say where. Please report them.", err=True)
        sys.exit(3)

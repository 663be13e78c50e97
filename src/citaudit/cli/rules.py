"""`citaudit rules` and `citaudit explain`: what is looked for, and why."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from citaudit.cli.settings import stop

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def rules(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """List every rule with its severity, its confidence and what it says."""
    from citaudit.judge.registry import RULES

    if as_json:
        listed = [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity,
                "confidence": rule.confidence,
                "needs": sorted(rule.needs),
                "summary": rule.summary,
            }
            for rule in RULES
        ]
        typer.echo(json.dumps(listed, indent=1, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("code", "severity", "sure", "name"):
        table.add_column(heading, no_wrap=True)
    table.add_column("what it says")
    for rule in RULES:
        severity = f"[{_COLOURS[rule.severity]}]{rule.severity}[/]"
        table.add_row(rule.code, severity, rule.confidence, rule.name, rule.summary)
    Console(width=None if sys.stdout.isatty() else 120).print(table)


def explain(
    code: Annotated[str, typer.Argument(help="A rule, by code or name: REF001, empty-reference.")],
) -> None:
    """Show a rule's manual page: why, a bad and a good example, what to do."""
    from rich.console import Console
    from rich.markdown import Markdown

    from citaudit.judge.registry import find

    try:
        rule = find(code)
    except ValueError as error:
        stop(str(error))
    console = Console(width=None if sys.stdout.isatty() else 100)
    console.print(
        f"[bold]{rule.code} {rule.name}[/]  "
        f"[{_COLOURS[rule.severity]}]{rule.severity}[/], confidence {rule.confidence}, "
        f"needs {', '.join(sorted(rule.needs))}\n"
    )
    console.print(Markdown(rule.doc))

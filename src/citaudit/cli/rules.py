"""`citaudit rules` and `citaudit explain`: what is looked for, and why."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from citaudit.cli.screen import for_programs
from citaudit.cli.settings import stop, with_settings
from citaudit.config import Config

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


@with_settings("lang")
def rules(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    *,
    config: Config,
) -> None:
    """List every rule with its severity, its confidence and what it says."""
    from citaudit.judge.manual import of
    from citaudit.judge.registry import RULES
    from citaudit.manuals import words

    language = config.language or "en"
    if as_json:
        listed = [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity,
                "confidence": rule.confidence,
                "needs": sorted(rule.needs),
                "summary": of(rule, language).summary,
            }
            for rule in RULES
        ]
        for_programs()
        typer.echo(json.dumps(listed, indent=1, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table

    said = words(language)
    table = Table(box=None, pad_edge=False, header_style="bold")
    code, name, bad, sure, says = said["columns"]
    for heading in (code, bad, sure, name):
        table.add_column(heading, no_wrap=True)
    table.add_column(says)
    for rule in RULES:
        page = of(rule, language)
        severity = f"[{_COLOURS[rule.severity]}]{said['severity'][rule.severity]}[/]"
        called = rule.name if language == "en" else page.name
        table.add_row(
            rule.code, severity, said["confidence"][rule.confidence], called, page.summary
        )
    Console(width=None if sys.stdout.isatty() else 120).print(table)


@with_settings("lang")
def explain(
    code: Annotated[str, typer.Argument(help="A rule, by code or name: REF001, empty-reference.")],
    *,
    config: Config,
) -> None:
    """Show a rule's manual page: why, a bad and a good example, what to do."""
    from rich.console import Console
    from rich.markdown import Markdown

    from citaudit.judge.manual import dials, of
    from citaudit.judge.registry import find

    try:
        rule = find(code)
    except ValueError as error:
        stop(str(error))
    console = Console(width=None if sys.stdout.isatty() else 100)
    language = config.language or "en"
    page = of(rule, language)
    called = rule.name if language == "en" else f"{page.name} {rule.name}"
    console.print(f"[bold]{rule.code} {called}[/]")
    console.print(f"[{_COLOURS[rule.severity]}]{dials(rule, language)}[/]\n")
    console.print(Markdown(page.markdown))

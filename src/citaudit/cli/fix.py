"""`citaudit fix`: the corrections that findings carry, as a diff or in the files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citaudit.cli.outputs import ended, print_patch, to_file
from citaudit.cli.running import report_of
from citaudit.cli.screen import speech
from citaudit.cli.settings import REPORTING, stop, with_settings
from citaudit.cli.targets import Targets
from citaudit.config import Config

if TYPE_CHECKING:
    from citaudit.fixing import Fixed

Write = Annotated[bool, typer.Option("--write", help="Change the files; print no diff.")]
Unsafe = Annotated[
    bool, typer.Option("--unsafe", help="Also make corrections that need judgement: read them.")
]


@with_settings(without={*REPORTING, "baseline"})
def fix(
    targets: Targets = None, write: Write = False, unsafe: Unsafe = False, *, config: Config
) -> None:
    """Correct what can be corrected without judgement; print a unified diff.

    Every page is audited again with the corrections in it: none is made that would leave its
    finding in place, or bring in another. Nothing else in a file changes by a byte.
    """
    from citaudit.fixing import fixes

    report = report_of(targets, config)
    changed, spoken = 0, speech(config)
    for each in fixes(report, unsafe=unsafe):
        page = each.before.page
        changed += len(each.done)
        if each.text != page.text:
            if write:
                _write(each, config)
            else:
                print_patch(page.id, page.text, each.text)
        _say(each, config)
    status = ended(len(report.pages), report.unread, config)
    typer.echo(
        f"citaudit: {spoken.word('cli.fixed' if write else 'cli.to_fix', changed)}", err=True
    )
    raise typer.Exit(status)


def _say(fixed: Fixed, config: Config) -> None:
    """What was done, if asked for all, and what was left and why."""
    page, spoken = fixed.before.page.id, speech(config)
    if config.verbose:
        for finding in fixed.done:
            if finding.fix:
                done = spoken.tell(finding.fix.description)
                typer.echo(f"citaudit: {page}: {finding.code} {done}", err=True)
    if config.quiet:
        return
    for left in fixed.left:
        if left.finding.fix:
            fix, why = spoken.tell(left.finding.fix.description), spoken.tell(left.reason)
            words = spoken.word("cli.left", fix=fix, why=why)
            typer.echo(f"citaudit: {page}: {left.finding.code} {words}", err=True)


def _write(fixed: Fixed, config: Config) -> None:
    from citaudit.read.decode import encoded_like

    page = fixed.before.page
    path = Path(page.id)
    try:
        data = encoded_like(path.read_bytes(), page.text, fixed.text)
    except UnicodeError as error:
        stop(f"{page.id}: cannot be written: {error}", 3)
    except OSError as error:
        stop(f"{page.id}: cannot be read: {error.strerror}", 3)
    to_file(path, data)
    typer.echo(f"citaudit: {speech(config).word('cli.wrote', file=page.id)}", err=True)

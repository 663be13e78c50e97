"""`citaudit recover`: what a converter emptied, given back from the original."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from citaudit.cli.outputs import print_patch, to_file
from citaudit.cli.screen import for_programs
from citaudit.cli.settings import stop, with_settings
from citaudit.cli.targets import single_page
from citaudit.config import Config

PageFile = Annotated[str, typer.Argument(metavar="PAGE", help="The converted page, in Markdown.")]
Origin = Annotated[
    str,
    typer.Option(
        help="The page it was made from, in any revision: a file, or wiki:zh:TITLE.",
        metavar="FILE",
    ),
]
Form = Annotated[
    Literal["patch", "json", "text"],
    typer.Option("-f", "--format", help="A unified diff, JSON, or one line for each footnote."),
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", help="Write the repaired page to this file.", metavar="FILE"),
]


@with_settings("user_agent", "timeout", "max_retries", "allow_private")
def recover(
    page: PageFile, origin: Origin, form: Form = "patch", output: Output = None, *, config: Config
) -> None:
    """Restore the emptied footnotes of a converted page from the page it was made from.

    Prints a patch. What the original does not settle stays open, and is named on standard error.
    """
    from citaudit.mend import mended
    from citaudit.recover import as_json, as_text, recovered, repairs

    converted, original = single_page(page, config), single_page(origin, config)
    if converted.document.page.format != "markdown":
        stop(f"{page}: is {converted.document.page.format}; converted pages are Markdown")
    found = recovered(converted, original)
    text = converted.document.page.text
    repaired = mended(text, [(edit, (edit,)) for edit in repairs(converted, found)])
    if output:
        to_file(Path(output), repaired.text, "surrogateescape")
        typer.echo(f"citaudit: wrote {output}", err=True)
    if form == "json":
        for_programs()
        typer.echo(as_json(found), nl=False)
    elif form == "text":
        typer.echo(as_text(converted, found), nl=False)
    elif not output:
        print_patch(page, text, repaired.text)
    total = len(found.recovered) + len(found.open)
    typer.echo(f"citaudit: {len(repaired.done)} of {total} emptied footnotes given back", err=True)
    if form != "json":
        for each in found.open:
            typer.echo(
                f"citaudit: footnote {each.footnote.label} stays open: {each.reason}", err=True
            )

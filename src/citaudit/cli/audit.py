"""`citaudit audit`: documents in, reports and an exit status out."""

from __future__ import annotations

from typing import Annotated

import typer

from citaudit.cli.running import finish, report_of
from citaudit.cli.settings import stop, with_settings
from citaudit.cli.targets import Targets, single_page
from citaudit.config import Config

Origin = Annotated[
    str | None,
    typer.Option(
        help="For one converted page: what it was made from, a file or wiki:zh:TITLE.",
        metavar="FILE",
    ),
]


@with_settings()
def audit(targets: Targets = None, origin: Origin = None, *, config: Config) -> None:
    """Audit documents: say which statements have no source that a reader can check today.

    Without a target, audits the folder seeds/ if there is one, else all below this folder.
    """
    original = single_page(origin, config) if origin else None
    report = report_of(targets, config)
    if original is not None:
        from citaudit.origins import with_origin

        if len(report.pages) > 1:
            stop("--origin is of one page; name that page alone")
        report = with_origin(report, original)
    finish(report, config)

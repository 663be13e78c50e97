from typing import Annotated

import typer

from citaudit.cli.settings import with_settings
from citaudit.config import Config


@with_settings()
def audit(
    targets: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, globs, - (stdin), wiki pages.")
    ] = None,
    *,
    config: Config,
) -> None:
    """Audit documents and say which statements no reader can check."""
    print(targets, config)

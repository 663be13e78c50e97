"""`citaudit gate`: fail an edit for what it brings in, and for nothing else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citaudit.cli.running import finish, run
from citaudit.cli.settings import stop, with_settings
from citaudit.config import Config

if TYPE_CHECKING:
    from citaudit.model import PageChange

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        help="Only these paths of the repository; or pages of a wiki (wiki:zh:TITLE).",
        show_default=False,
    ),
]
Base = Annotated[
    str | None,
    typer.Option(
        help="The revision that the edit starts from.",
        metavar="REV",
        envvar=["CITAUDIT_BASE", "PRE_COMMIT_FROM_REF"],
        show_envvar=False,
    ),
]
Head = Annotated[
    str,
    typer.Option(
        help="The revision that the edit ends in.",
        metavar="REV",
        envvar=["CITAUDIT_HEAD", "PRE_COMMIT_TO_REF"],
        show_envvar=False,
    ),
]
Staged = Annotated[bool, typer.Option("--staged", help="Judge what is staged, against HEAD.")]
DiffFile = Annotated[
    str | None,
    typer.Option(help="Judge a unified diff instead; - is standard input.", metavar="FILE"),
]

Revision = Annotated[
    int | None,
    typer.Option(help="For a wiki page: judge this revision against its parent.", metavar="NUMBER"),
]
Since = Annotated[
    str | None,
    typer.Option(
        help="For wiki pages: judge what changed since then (1d, 12h, a date).", metavar="WHEN"
    ),
]


@with_settings()
def gate(
    targets: Paths = None,
    base: Base = None,
    head: Head = "HEAD",
    staged: Staged = False,
    diff_file: DiffFile = None,
    revision: Revision = None,
    since: Since = None,
    *,
    config: Config,
) -> None:
    """Judge an edit: fail for what it brings in, and for nothing that was there before.

    Both sides are read from git, or from the history of a wiki page; the working tree is
    never touched. Only links that the edit adds are looked at.
    """
    from citaudit.cli.progress import watching
    from citaudit.gating import gated
    from citaudit.read import is_wiki

    if targets and all(map(is_wiki, targets)):
        if base or staged or diff_file:
            stop("an edit of a wiki page is told by --revision or --since")
        changes = _wiki_changes(targets, revision, since, config)
    elif revision is not None or since:
        stop("--revision and --since are for pages of a wiki: wiki:zh:TITLE")
    else:
        changes = _changes(targets or [], base, head, staged, diff_file, config)
    with watching(config) as watch:
        report = run(gated(changes, config, watch))
    finish(report, config, edit=True)


def _changes(
    targets: list[str], base: str | None, head: str, staged: bool, diff: str | None, config: Config
) -> list[PageChange]:
    from citaudit.options import reading
    from citaudit.read import diff as unified
    from citaudit.read import git

    if sum((base is not None, staged, diff is not None)) != 1 and not (base and staged):
        stop("say what the edit is: --base REV, --staged or --diff-file FILE")
    if base is not None and not base.strip():
        stop("--base is empty: name the revision that the edit starts from")
    try:
        if diff is not None:
            return unified.changes(_text(diff), reading(config), targets=targets)
        end = git.STAGED if staged else head
        return git.changes(base or "HEAD", end, targets, reading(config))
    except (git.GitError, unified.DiffError) as error:
        stop(str(error))


def _wiki_changes(
    targets: list[str], revision: int | None, since: str | None, config: Config
) -> list[PageChange]:
    from datetime import UTC, datetime

    from citaudit.options import asking
    from citaudit.read.wiki_edits import edit_of, edits_since, moment

    try:
        how = asking(config)
        if since is not None:
            return edits_since(targets, moment(since, datetime.now(UTC)), how)
    except ValueError as error:
        stop(str(error))
    if revision is not None and len(targets) > 1:
        stop("--revision is a revision of one page; name one")
    return [change for target in targets for change in edit_of(target, revision, how)]


def _text(file: str) -> str:
    if file == "-":
        return sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    try:
        return Path(file).read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        stop(f"{file}: cannot be read: {error.strerror}")

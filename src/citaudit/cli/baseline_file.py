"""The baseline file: findings that were there before."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from citaudit.cli.outputs import to_file
from citaudit.cli.settings import stop

if TYPE_CHECKING:
    from citaudit.judge.baseline import Entry
    from citaudit.model import PageReport, Report


def marked(report: Report, file: str, *, edit: bool = False) -> tuple[Report, int]:
    """The report with the findings of the baseline known, and how many entries are stale in CI.

    Entries that match nothing any more vanish from the file, except in CI, where the file is
    locked and they fail the run.
    """
    from citaudit.judge import baseline

    kept, today = entries_of(file), datetime.now(UTC).date()
    # An edit speaks of its own pages alone, by paths that need not be those of this folder.
    entries, gone = (kept, set()) if edit else rehomed(kept, report)
    found = baseline.matched(entries, report.pages, today, run=report.rules_run)
    left = baseline.pruned(entries, report.pages, today, run=report.rules_run, gone=gone)
    stale = len(entries) - len(left)
    locked = bool(os.environ.get("CI"))
    if left != kept and not locked:
        save(file, left)
    return with_pages(report, found.pages), stale if locked else 0


def rehomed(entries: tuple[Entry, ...], report: Report) -> tuple[tuple[Entry, ...], set[str]]:
    """The entries, those of files that are gone put where their words are now; and such files.

    Where not one file of the baseline is there, this is another folder: nothing is gone then.
    """
    from citaudit.judge import baseline
    from citaudit.read import is_wiki

    there = {page.page.id for page in report.pages}
    named = {each.path for each in entries if not is_wiki(each.path)}
    missing = {each for each in named if each not in there and not Path(each).exists()}
    found = baseline.rehomed(entries, report.pages, missing)
    return found, missing if named - missing or found != entries else set()


def with_pages(report: Report, pages: tuple[PageReport, ...]) -> Report:
    """The report of the same run with other states of its findings, counted anew."""
    from citaudit.judge.figures import figures

    counted = tuple(
        replace(page, figures=figures(page.citations, report.evidence, page.findings))
        for page in pages
    )
    return replace(report, pages=counted)


def entries_of(file: str) -> tuple[Entry, ...]:
    """The entries of a baseline file; ends the command where it cannot be read."""
    from citaudit.judge import baseline

    try:
        return baseline.read(Path(file).read_text("utf-8"))
    except FileNotFoundError:
        remedy = f"make one with `citaudit baseline write --baseline {file}`"
        stop(f"{file}: there is no such baseline; {remedy}")
    except (OSError, ValueError) as error:
        stop(f"{file}: {error}")


def save(file: str, entries: tuple[Entry, ...]) -> None:
    """Write a baseline file; ends the command where it cannot be written."""
    from citaudit.judge import baseline

    to_file(Path(file), baseline.rendered(entries))

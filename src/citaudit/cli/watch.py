"""`citaudit watch`: the edits of a wiki, judged as they are made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from citaudit.cli.screen import speech
from citaudit.cli.settings import stop, with_settings
from citaudit.config import Config, ConfigError
from citaudit.text.moments import utc

if TYPE_CHECKING:
    from citaudit.model import Finding, Report
    from citaudit.read.recent import Filter, RecentEdit
    from citaudit.report.words import Speech

Site = Annotated[str, typer.Argument(metavar="WIKI", help="The wiki: wiki:zh, or wiki:HOST.")]
Category = Annotated[
    str | None, typer.Option(help="Only the pages of this category.", metavar="TITLE")
]
Pages = Annotated[
    str | None, typer.Option(help="Only the titles in this file, one a line.", metavar="FILE")
]
Bots = Annotated[bool, typer.Option("--bots", help="Also judge edits by bots.")]
Edits = Annotated[
    int | None, typer.Option(help="Stop after this many edits.", metavar="NUMBER", min=1)
]
Stream = Annotated[
    str | None,
    typer.Option(help="The stream of recent changes, for a wiki outside Wikimedia.", metavar="URL"),
]
Form = Annotated[
    Literal["text", "json"],
    typer.Option("-f", "--format", help="One line for each edit, or one JSON object a line."),
]
_SETTINGS = (
    "select", "ignore", "offline", "include", "exclude", "timeout", "max_retries",
    "host_concurrency", "host_interval", "accept", "user_agent", "allow_private", "insecure_host",
    "max_age", "run_budget", "cache_dir", "wayback", "archives", "archive_budget", "archive_rate",
    "once", "hosts", "expand", "lang",
)  # fmt: skip


@with_settings(*_SETTINGS)
def watch(
    wiki: Site,
    category: Category = None,
    pages: Pages = None,
    bots: Bots = False,
    edits: Edits = None,
    stream: Stream = None,
    form: Form = "text",
    *,
    config: Config,
) -> None:
    """Judge the edits of a wiki as they are made: one line for each, until interrupted.

    Each is judged as `citaudit gate` does: only for what it brings in.
    """
    from citaudit.net.failure import Failure
    from citaudit.pipeline import run
    from citaudit.read.mediawiki import WikiError

    try:
        run(_watch(wiki, _filter(category, pages, bots), edits, stream, form, config))
    except WikiError as error:
        stop(f"{wiki}: {error}", 3)
    except Failure as failure:
        stop(f"{wiki}: {failure.reason}", 3)
    except ConfigError as error:
        stop(str(error))
    except KeyboardInterrupt:
        stop("interrupted", 130)


async def _watch(
    wiki: str, wanted: Filter, most: int | None, stream: str | None, form: str, config: Config
) -> None:
    from citaudit.gating import gated
    from citaudit.options import asking
    from citaudit.read import recent

    seen, cache_problem, spoken = 0, None, speech(config)
    async for edit in recent.edits(wiki, wanted, asking(config), stream or recent.STREAM):
        report = await gated([edit.change], config)
        line = _as_json(edit, report) if form == "json" else _as_line(edit, report, spoken)
        typer.echo(line)
        before, cache_problem = cache_problem, report.evidence.cache_problem
        if cache_problem and cache_problem != before:
            typer.echo(f"citaudit: {spoken.tell(cache_problem)}", err=True)
        seen += 1
        if seen == most:
            return


def _filter(category: str | None, pages: str | None, bots: bool) -> Filter:
    from citaudit.read.recent import Filter

    titles = None
    if pages is not None:
        try:
            lines = Path(pages).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            stop(f"{pages}: cannot be read: {error}")
        titles = frozenset(line.strip().replace("_", " ") for line in lines if line.strip())
    return Filter(titles, category, bots)


def _new(report: Report) -> list[Finding]:
    return [each for page in report.pages for each in page.findings if each.state == "new"]


def _as_line(edit: RecentEdit, report: Report, spoken: Speech) -> str:
    said = [
        f"{spoken.word(f'severity.{each.severity}')} {each.code} {spoken.tell(each.message)}"
        for each in _new(report)
    ]
    said += [spoken.tell(each.reason) for each in report.unread]
    at = utc(edit.at)
    told = " | ".join(said) or spoken.word("cli.clean")
    return f"{at} {edit.title} {edit.revision} {edit.user}: {told}"


def _as_json(edit: RecentEdit, report: Report) -> str:
    told = {
        "title": edit.title,
        "revision": edit.revision,
        "parent": edit.parent,
        "user": edit.user,
        "at": utc(edit.at),
        "url": edit.url,
        "unread": next((each.reason for each in report.unread), None),
        "findings": [
            {
                "code": each.code,
                "name": each.name,
                "severity": each.severity,
                "confidence": each.confidence,
                "message": each.message,
                "fingerprint": each.fingerprint,
            }
            for each in _new(report)
        ],
    }
    return json.dumps(told, ensure_ascii=False)

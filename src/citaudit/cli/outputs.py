"""Where reports go: standard output, or the files named with `--format FORMAT:FILE`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from citaudit.cli.screen import for_programs, screen, speech
from citaudit.cli.settings import stop
from citaudit.config import Config
from citaudit.report import SPEAKING, render, write

if TYPE_CHECKING:
    from citaudit.model import Report, Unread


def ended(pages: int, unread: Iterable[Unread], config: Config) -> int:
    """The exit status of a command that judges nothing, with what is amiss on standard error."""
    spoken = speech(config)
    status = 0 if pages else 4
    for each in unread:
        typer.echo(f"citaudit: {each.id} {spoken.tell(each.reason)}", err=True)
        status = 3
    if status == 4:
        typer.echo(f"citaudit: {spoken.word('nothing')}", err=True)
    return status


def to_file(path: Path, content: str | bytes, errors: str = "replace") -> None:
    """Write a file, and the folders above it; ends the command where that cannot be.

    Text is written in UTF-8, with its line ends as they are; `errors` are those of `str.encode`.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", errors)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        stop(f"{path}: cannot be written: {error.strerror}", 3)


def print_patch(name: str, old: str, new: str) -> None:
    """Print the diff of a page in the bytes of its file, so that it applies whatever its encoding.

    A page that is no file is shown in UTF-8.
    """
    from citaudit.mend import patch
    from citaudit.read.decode import encoded_like

    try:
        before = Path(name).read_bytes()
        after = encoded_like(before, old, new)
    except (OSError, UnicodeError):
        lines = patch(name, old, new)
    else:
        bytewise = (each.decode("utf-8", "surrogateescape") for each in (before, after))
        lines = patch(name, *bytewise)
    for_programs(names=True)
    typer.echo(lines, nl=False)


def deliver(report: Report, config: Config) -> None:
    """Write every report asked for; the files written are named on standard error."""
    if config.output and all(":" in each for each in config.format):
        typer.echo("citaudit: --output: every report names a file of its own", err=True)
    if config.compare and not any(each.partition(":")[0] == "html" for each in config.format):
        typer.echo("citaudit: --compare: only the HTML report shows what changed", err=True)
    for asked in config.format:
        name, _, file = asked.partition(":")
        file = file or (config.output or "" if asked == name else "")
        options = _options(name, config, to_terminal=not file)
        if file:
            to_file(Path(file), render(report, name, **options))
            typer.echo(f"citaudit: {speech(config).word('cli.wrote', file=file)}", err=True)
        else:
            if name != "text":
                for_programs()
            write(report, name, sys.stdout, **options)
            sys.stdout.flush()


def _options(name: str, config: Config, *, to_terminal: bool) -> dict[str, Any]:
    spoken = {"language": config.language} if config.language and name in SPEAKING else {}
    if name == "text":
        return screen(config, to_terminal=to_terminal) | spoken
    if name == "html" and config.compare:
        return {"compare": _earlier(config.compare)} | spoken
    return spoken


def _earlier(file: str) -> Any:
    import json

    from citaudit.report.plain import SCHEMA

    try:
        earlier = json.loads(Path(file).read_text("utf-8"))
    except OSError as error:
        stop(f"{file}: cannot be read: {error.strerror}")
    except ValueError as error:
        stop(f"{file}: not a JSON report: {error}")
    if not isinstance(earlier, dict) or earlier.get("schema") != SCHEMA:
        stop(f"{file}: not a report of this tool; write one with `--format json:{file}`")
    if not _is_whole(earlier):
        stop(f"{file}: not a whole report; write one with `--format json:{file}`")
    return earlier


def _is_whole(earlier: dict[str, Any]) -> bool:
    """Whether a report holds what the comparison asks of it, each in its shape."""
    pages = earlier.get("pages") or []
    return (
        _listed(pages, "id", "findings", "claims")
        and all(_listed(page["findings"], "fingerprint", "code", "message") for page in pages)
        and all(_listed(page["claims"], "text") for page in pages)
        and _listed(earlier.get("links"), "url")
        and isinstance(earlier.get("counts"), dict)
    )


def _listed(value: Any, *keys: str) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, dict) and all(key in each for key in keys) for each in value
    )

"""Report in, text out: one module a format, each a `Reporter`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol, TextIO, TypedDict, Unpack, cast

if TYPE_CHECKING:
    from citaudit.model import Report

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
FORMATS: Final = {
    "text": "terminal",
    "json": "as_json",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "rdjson": "rdjson",
    "markdown": "markdown",
    "html": "html",
}
"""Each format and the module of this package that renders it."""
SPEAKING: Final = frozenset(("text", "markdown", "html"))
"""The formats for people, which take a `language`; those for programs are in English."""


class Options(TypedDict, total=False):
    """How a report is shown. A format takes those that are named after it, and no others."""

    width: int | None  # text: columns; by default those of the terminal
    colour: bool  # text: False by default
    verbosity: int  # text: -1 the verdict and what is missing, 0, or 1 with nothing folded
    limit: int  # markdown: bytes; 1,000,000 by default
    compare: Mapping[str, Any] | None  # html: an earlier JSON report to set it beside
    language: str | None  # text, markdown, html: en, zh-Hans or zh-Hant


class Reporter(Protocol):
    """What the module of a format is."""

    def render(self, report: Report, **options: Unpack[Options]) -> str:
        """The report as text. Raises TypeError for an option of another format."""


def write(
    report: Report,
    format: str,  # noqa: A002
    stream: TextIO,
    **options: Unpack[Options],
) -> None:
    """Write `report` to `stream`, whole or not at all: it is rendered before a byte is written.

    What the stream's encoding cannot hold is written as a question mark. Raises ValueError for an
    unknown format and TypeError for an option that the format does not take.
    """
    text = render(report, format, **options)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))


def render(report: Report, format: str, **options: Unpack[Options]) -> str:  # noqa: A002
    """The report as text that UTF-8 can hold. Raises what `write` raises."""
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}: it is none of {', '.join(FORMATS)}")
    reporter = cast("Reporter", import_module(f"citaudit.report.{FORMATS[format]}"))
    return _LONE_SURROGATE.sub("\ufffd", reporter.render(report, **options))

"""Report in, text out: one module a format, each with a `render`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TextIO, TypedDict, Unpack

if TYPE_CHECKING:
    from citaudit.model import Report

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Options(TypedDict, total=False):
    """How a report is shown. `FORMATS` says which of them a format takes."""

    width: int | None  # text: columns; by default those of the terminal
    colour: bool  # text: False by default
    verbosity: int  # text: -1 the verdict and what is missing, 0, or 1 with nothing folded
    limit: int  # markdown: bytes; 1,000,000 by default
    compare: Mapping[str, Any] | None  # html: an earlier JSON report to set it beside
    language: str | None  # text, markdown, html: en, zh-Hans or zh-Hant


class Reporter:
    """A format: the module of this package that renders it, and the options that it takes."""

    def __init__(self, module: str, *options: str) -> None:
        self.module, self.options = module, frozenset(options)

    def render(self, report: Report, options: Options) -> str:
        """The report as text; the module is imported when it is first needed."""
        rendered: str = import_module(f"citaudit.report.{self.module}").render(report, **options)
        return rendered


FORMATS: Final = {
    "text": Reporter("terminal", "width", "colour", "verbosity", "language"),
    "json": Reporter("as_json"),
    "jsonl": Reporter("jsonl"),
    "sarif": Reporter("sarif"),
    "github": Reporter("github"),
    "gitlab": Reporter("gitlab"),
    "junit": Reporter("junit"),
    "rdjson": Reporter("rdjson"),
    "markdown": Reporter("markdown", "limit", "language"),
    "html": Reporter("html", "compare", "language"),
}
SPEAKING: Final = frozenset(name for name, each in FORMATS.items() if "language" in each.options)
"""The formats for people, which take a `language`; those for programs are in English."""


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
    reporter = FORMATS[format]
    for name in options:
        if name not in reporter.options:
            raise TypeError(f"the format {format!r} takes no option {name!r}")
    return _LONE_SURROGATE.sub("\ufffd", reporter.render(report, options))

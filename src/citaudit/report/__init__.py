"""Report in, text out: one module a format, each with `render(report)`."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TextIO

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


def write(report: Report, format: str, stream: TextIO, **options: Any) -> None:  # noqa: A002
    """Write `report` to `stream`, whole or not at all: it is rendered before a byte is written.

    `options` are those of the format's own `render`. What the stream's encoding cannot hold is
    written as a question mark. Raises ValueError for an unknown format.
    """
    text = render(report, format, **options)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))


def render(report: Report, format: str, **options: Any) -> str:  # noqa: A002
    """The report as text that UTF-8 can hold. Raises ValueError for an unknown format."""
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}: it is none of {', '.join(FORMATS)}")
    module = import_module(f"citaudit.report.{FORMATS[format]}")
    text: str = module.render(report, **options)
    return _LONE_SURROGATE.sub("\ufffd", text)


def data(report: Report) -> dict[str, Any]:
    """The report as plain data, as the JSON has it."""
    from citaudit.report import plain

    return plain.data(report)

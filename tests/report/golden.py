"""What every format looks like: `python -m tests.report.golden` writes the files anew.

Read the difference before it is committed: it is what a user will see.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from citaudit import __version__
from citaudit.report import render
from citaudit.report.jsonl import extracted
from tests.report import made, spoken

FOLDER = Path(__file__).parent / "golden"
QUIET, VERBOSE = -1, 1

CASES: dict[str, Callable[[], str]] = {
    "terminal-60.txt": lambda: render(made.full(), "text", width=60),
    "terminal-100.txt": lambda: render(made.full(), "text", width=100),
    "terminal-200-verbose.txt": lambda: render(made.full(), "text", width=200, verbosity=VERBOSE),
    "terminal-colour.ansi": lambda: render(made.full(), "text", width=100, colour=True),
    "terminal-quiet.txt": lambda: render(made.full(), "text", width=80, verbosity=QUIET),
    "terminal-offline.txt": lambda: render(made.offline(), "text", width=80),
    "terminal-nothing.txt": lambda: render(made.nothing(), "text", width=80),
    "terminal-60.zh-Hans.txt": lambda: _chinese("text", "zh-Hans", width=60),
    "terminal-60.zh-Hant.txt": lambda: _chinese("text", "zh-Hant", width=60),
    "terminal-140-verbose.zh-Hans.txt": lambda: _chinese(
        "text", "zh-Hans", width=140, verbosity=VERBOSE
    ),
    "terminal-140-verbose.zh-Hant.txt": lambda: _chinese(
        "text", "zh-Hant", width=140, verbosity=VERBOSE
    ),
    "terminal-offline.zh-Hans.txt": lambda: render(
        made.offline(), "text", width=80, language="zh-Hans"
    ),
    "terminal-nothing.zh-Hant.txt": lambda: render(
        made.nothing(), "text", width=80, language="zh-Hant"
    ),
    "report.json": lambda: render(made.full(), "json"),
    "offline.json": lambda: render(made.offline(), "json"),
    "findings.jsonl": lambda: render(made.full(), "jsonl"),
    "extract.jsonl": lambda: "".join(extracted(p.citations for p in made.offline().pages)),
    "report.md": lambda: render(made.full(), "markdown"),
    "cut.md": lambda: render(made.full(), "markdown", limit=4_700),
    "report.zh-Hans.md": lambda: _chinese("markdown", "zh-Hans"),
    "report.zh-Hant.md": lambda: _chinese("markdown", "zh-Hant"),
    "cut.zh-Hans.md": lambda: _chinese("markdown", "zh-Hans", limit=4_700),
    "report.sarif": lambda: render(made.full(), "sarif"),
    "annotations.txt": lambda: render(made.full(), "github"),
    "codequality.json": lambda: render(made.full(), "gitlab"),
    "junit.xml": lambda: render(made.full(), "junit"),
    "rdjson.json": lambda: render(made.full(), "rdjson"),
}


def _chinese(format_: str, language: str, **options: Any) -> str:
    return render(spoken.full(), format_, language=language, **options)


def content(case: str) -> str:
    """What a golden file holds: the report, with the version of the day taken out."""
    return re.sub(re.escape(__version__) + r"(?!\d)", "VERSION", CASES[case]())


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.iterdir():
        file.unlink()
    for case in CASES:
        (FOLDER / case).write_text(content(case), "utf-8", newline="\n")


if __name__ == "__main__":
    main()

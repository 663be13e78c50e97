"""The sample report in `reports/`: an offline audit of the seeds, dated, the same on every day.

python -m tests.samples reports
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import citaudit
from citaudit.model import Report
from citaudit.report import render

ROOT = Path(__file__).parents[1]
FORMATS = {"seeds.html": "html", "seeds.json": "json", "seeds.md": "markdown"}


def report() -> Report:
    """The offline audit of the three seeds, read from the project's own folder."""
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        return citaudit.audit("seeds/*.txt", offline=True)
    finally:
        os.chdir(here)


def samples() -> dict[str, str]:
    """File name to content."""
    made = report()
    return {name: render(made, each) for name, each in FORMATS.items()}


def main(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in samples().items():
        (folder / name).write_text(text, "utf-8", newline="\n")
        print(f"wrote {folder / name}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The terminal's picture in the README; those of the HTML report are `tests/html/screenshots.py`.

python -m tests.pictures docs/images
"""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import citaudit
from citaudit.report.terminal import show
from tests.html.browser import chromium

_PAGE = """<!doctype html><meta charset="utf-8">
<style>
body {{ margin: 0; padding: 18px 22px; background: {background}; color: {foreground};
  width: max-content }}
pre {{ margin: 0; font: 15px/1.3 "WenQuanYi Micro Hei Mono", monospace }}
{stylesheet}
</style>
<pre>{code}</pre>
"""


def terminal(page: str, width: int) -> str:
    """The audit of one page as a terminal shows it, in HTML."""
    from rich.console import Console
    from rich.terminal_theme import MONOKAI

    report = citaudit.audit(page, offline=True)
    console = Console(
        record=True, width=width, file=StringIO(), force_terminal=True, color_system="standard"
    )
    show(report, console)
    return console.export_html(theme=MONOKAI, code_format=_PAGE)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    page = terminal("seeds/001_278941d5a2cb7860.txt", 96)
    with chromium() as browser:
        tab = browser.new_page(device_scale_factor=1.5)
        tab.set_content(page)
        tab.locator("body").screenshot(path=folder / "terminal.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

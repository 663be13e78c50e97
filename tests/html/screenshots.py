"""Takes the pictures of the README from a report: overview and reading view.

python tests/html/screenshots.py reports/seeds.html docs/images
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.html.browser import chromium

PICTURES = (
    ("overview", "", "en"),
    ("reading", "#p1-c3", "en"),
)


def main() -> None:
    report, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for name, address, language in PICTURES:
            tab = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
            tab.goto(f"{report.resolve().as_uri()}{address}")
            tab.select_option("#lang", language)
            tab.wait_for_timeout(200)
            tab.screenshot(path=folder / f"{name}.png")
            tab.evaluate("localStorage.clear()")
            tab.close()


if __name__ == "__main__":
    main()

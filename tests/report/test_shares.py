"""One figure for one share, in every report."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup

from citaudit.coverage import percent, share
from citaudit.model import Report
from citaudit.report import as_json, render
from tests.html.made import Made, report


@pytest.mark.parametrize(
    ("part", "whole", "wanted"),
    [
        (0, 0, None),
        (0, 3, 0),
        (3, 3, 100),
        (5, 8, 62.5),
        (996, 1000, 99.6),
        (9_996, 10_000, 99.9),
        (4, 10_000, 0.1),
    ],
)
def test_a_share_is_never_all_or_nothing_where_it_is_not_quite(
    part: int, whole: int, wanted: float | None
) -> None:
    assert percent(part, whole) == wanted
    assert share(part, whole) == ("–" if wanted is None else f"{wanted:.1f} %")


def _nearly_all() -> Report:
    """A page where 1,999 of 2,000 statements stand."""
    page = Made("a.md")
    page.paragraph(*(("It stands.", "sourced", ["r1"]),) * 1999, ("It does not.", "none", []))
    page.reference("A book", kind="book")
    return report(page, looked=False)


def test_every_report_shows_the_same_figure() -> None:
    made = _nearly_all()
    html = render(made, "html", compare=json.loads(as_json.render(made)), language="en")
    soup = BeautifulSoup(html, "lxml")
    shown = {
        "gauge": soup.select_one(".g-checkable .pct").get_text(),
        "page": soup.select_one("table.pages td.num").get_text(),
        "then": soup.select_one(".deltas b").get_text().split(" → ")[0],
        "now": soup.select_one(".deltas b").get_text().split(" → ")[1],
    }
    for format_ in ("text", "markdown"):
        (line,) = re.findall(r"^.*\bcheckable\b.*%.*$", render(made, format_), re.MULTILINE)[-1:]
        shown[format_] = re.search(r"[\d.]+ ?%", line).group().replace(" ", "")
    assert set(shown.values()) == {"99.9%"}, shown

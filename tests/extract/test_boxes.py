"""Values of infoboxes and the footnotes that stand in a field of their own."""

from __future__ import annotations

import pytest

from citaudit.extract import extract
from citaudit.model import Page
from citaudit.parse import parse

NOTE = "<ref>World Bank 2010</ref>"


def supports(fields: str) -> dict[str, str]:
    page = Page("page", f"{{{{Infobox country|{fields}}}}}\n\nIt lies in the north.", "wikitext")
    claims = extract(parse(page)).claims
    return {each.text: each.support for each in claims if each.block == "field"}


@pytest.mark.parametrize(
    "fields",
    [
        f"Gini = 29.4 | Gini_year = 2008 | Gini_ref = {NOTE}",
        f"Gini_ref = {NOTE} | Gini = 29.4 | Gini2 = 2008",
        f"Gini_total = 29.4 | Gini_as_of = 2008 | Gini_footnotes = {NOTE}",
        f"人口 = 29.4 | 人口_年份 = 2008 | 人口来源 = {NOTE}",
    ],
)
def test_a_field_of_footnotes_is_for_those_whose_names_begin_alike(fields: str) -> None:
    assert supports(fields) == {"29.4": "sourced", "2008": "sourced"}


def test_the_nearest_field_of_footnotes_counts() -> None:
    found = supports(
        f"area_km2 = 4231 | area_water_km2 = 75 | area_water_ref = {NOTE} | area_ref = \n"
        f"| areas = 31 | population = 900 | area_rank_ref = {NOTE}"
    )
    assert found == {"4231": "none", "75": "sourced", "31": "none", "900": "none"}


def test_a_mark_in_the_value_stays_its_own() -> None:
    [claim] = extract(
        parse(Page("p", f"{{{{Infobox x|size=4231<ref>A</ref>|size_ref={NOTE}}}}}", "wikitext"))
    ).claims
    assert claim.support == "sourced"
    assert claim.references == ("r1", "r2")

"""Entries in lists of works, which are their own source, and those that say more."""

from __future__ import annotations

import pytest

from citaudit.extract import extract
from citaudit.extract.works import is_list_of_works
from citaudit.model import Page
from citaudit.parse import parse


def support(heading: str, item: str, name: str = "a.wikitext") -> list[str]:
    heading = f"# {heading}" if name.endswith(".md") else f"== {heading} =="
    text = f"{heading}\n\n* {item}\n"
    return [str(claim.support) for claim in extract(parse(Page(name, text))).claims]


@pytest.mark.parametrize(
    "item",
    [
        "''[[Man to Mo]]'' (1930)",
        "[[Man to Mo]] (1930)",
        "1917 ''Jonah''",
        "1917: Jonah and the Whale",
        "''The Greatest Mill of All'' (1930) (with Ann Lee)",
        "''Who Sank the 3 Boats'' (1930) also producer",
        "''Mo'' (Orm: Hart Press, 1930), ISBN 0-15-107255-8",
        "ISBN 0-15-107255-8 (hardcover, 1990)",
        '1948 "Give Us This Day"',
        "《[[莫城故事]]》（1990年），與林東合導",
    ],
)
def test_an_entry_is_its_own_source(item):
    assert support("Selected works", item) == ["exempt"]


@pytest.mark.parametrize(
    "item",
    [
        "''Man to Mo'' (1930) sold 40,000 copies",
        "''Man to Mo'' (1930), which was banned in Orm",
        "''Man to Mo'' (1930): documents the travels of Ann Lee in Orm",
        "''Man to Mo'' (1930, discovered in a mill)",
        "Man to Mo was filmed in 1930",
        "Left Orm for good (1930)",
        "《[[莫城故事]]》（1990年）：全國最賣座的電影",
    ],
)
def test_what_says_more_is_a_statement(item):
    assert support("Filmography", item) == ["none"]


def test_elsewhere_the_title_must_be_marked():
    assert support("History", "''Man to Mo'' (1930)") == ["exempt"]
    assert support("Subspecies", "''Felis mo'' (Lind, 1758)") == ["exempt"]
    assert support("History", "Man to Mo (1930)") == ["none"]
    assert support("History", "''Man to Mo'' (1930) with Ann Lee") == ["none"]
    assert support("Works", "*Man to Mo* (1930) with Ann Lee", "a.md") == ["exempt"]


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Filmography", True),
        ("Partial filmography as director", True),
        ("Novels and short stories", True),
        ("Short story collections", True),
        ("Films about Lind", True),
        ("主要著作", True),
        ("Men's singles", False),
        ("Works council", False),
        ("Collections", False),
        ("Bookshops", False),
        ("Film industry", False),
        ("History", False),
    ],
)
def test_headings_over_lists_of_works(heading, wanted):
    assert is_list_of_works(("Life", heading, "1930s")) is wanted

"""What is no prose of a page: categories in any language, and lines set as code."""

from __future__ import annotations

import pytest

from citaudit.model import Page
from citaudit.parse import parse


def prose(text: str) -> list[str]:
    return [block.text.text for block in parse(Page("a.wikitext", text)).blocks]


@pytest.mark.parametrize(
    "space",
    [
        "Kategoriya",
        "Thể loại",
        "분류",
        "تصنيف",
        "Kategori",
        "Luokka",
        "Categorie",
        "分類",
        "Категорія",
    ],
)
def test_a_category_prints_nothing_in_any_language(space):
    assert prose(f"Mo is a town.\n\n[[{space}:Mo 2016]]\n[[{space}:Orm|Mo]]") == ["Mo is a town."]


def test_a_title_with_a_colon_is_printed():
    assert prose("[[2001: A Mill Odyssey]]") == ["2001: A Mill Odyssey"]


def test_lines_that_begin_with_a_space_are_code():
    text = "Thus.\n\n   Input: A ''L''.\n   '''if''' [[L]].size = 0 '''return''' 3\n\nEnd."
    assert prose(text) == ["Thus.", "End."]
    assert prose("It runs thus.\n 1599 = 650*2 + 299\nIt ends.") == ["It runs thus.", "It ends."]


@pytest.mark.parametrize(
    "line",
    [
        " It was opened in 1931 by the council of Orm.",
        " It was opened in 1931<ref>Lind</ref>",
        " 此橋於1931年通車",
    ],
)
def test_a_space_before_prose_makes_no_code(line):
    assert len(prose(f"Mo is a town.\n\n{line}\n\nEnd.")) == 3


@pytest.mark.timeout(5)
def test_many_lines_that_begin_with_a_space():
    prose(" It was opened in 1931 by the council of Orm.\n" * 40_000)

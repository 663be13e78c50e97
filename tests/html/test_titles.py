"""What pages are called in a report: short names, and no two alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.report.html.titles import titles


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (["docs/a.md", "docs/b.wikitext"], ["a", "b"]),
        (["refs.md", "refs.html", "x.md"], ["refs.md", "refs.html", "x"]),
        (["a/index.md", "b/index.md"], ["a/index.md", "b/index.md"]),
        (
            ["a/x/index.md", "b/x/index.md", "y/index.md"],
            ["a/x/index.md", "b/x/index.md", "y/index.md"],
        ),
        (["https://wiki.test/wiki/Tower", "tower.txt"], ["Tower", "tower"]),
        (["a/index.md", "a/index.md"], ["a/index.md", "a/index.md"]),
        ([], []),
    ],
)
def test_names_tell_pages_apart(ids: list[str], names: list[str]) -> None:
    assert titles(ids) == names


@given(st.lists(st.text("ab/.md", min_size=1, max_size=8), unique=True, max_size=6))
def test_every_page_has_a_name(ids: list[str]) -> None:
    assert all(titles(ids))

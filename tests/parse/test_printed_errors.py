"""Errors of MediaWiki's Cite, told by the words they turn on, as Markdown keeps them."""

import pytest

from citaudit.model import Page
from citaudit.parse import parse


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("Cite error: The reference `x` was called for but never defined", "references_no_text"),
        ("引用错误：没有为名为`x`的来源提供内容", "references_no_text"),
        ('Cite error: A list-defined reference "x" is not used', "references_missing_key"),
        ("Cite error: Some `<ref>` tags stand without content in them", "ref_no_input"),
        ("Cite error: No backlink labels are left", "references_no_backlink_label"),
        ("引用错误：`<ref>`标签里有无效参数", "ref_too_many_keys"),
    ],
)
def test_a_cite_error_by_its_words(line: str, error: str) -> None:
    assert parse(Page("a.md", f"1.  {line}\n")).printed_errors == (f"cite_error_{error}",)

"""Errors of MediaWiki's Cite, told by the words they turn on, as Markdown keeps them."""

import pytest

from citaudit.model import Format, Page
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


HELP = "https://de.wikipedia.org/wiki/Help:Cite_errors/Cite_error_references_no_text"


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (f'1.  Fehler ([Hilfe]({HELP} "wikilink"))\n', "markdown"),
        (f"1.  Fehler ([Hilfe]({HELP}))\n", "markdown"),
        (f"1.  Cite error: the reference `x` was never defined ([help]({HELP}))\n", "markdown"),
        (
            f'<p>x <span class="error mw-ext-cite-error">Fehler <a href="{HELP}">?</a></span>',
            "html",
        ),
    ],
)
def test_a_cite_error_by_its_help_page_and_only_once(text: str, format: Format) -> None:  # noqa: A002
    document = parse(Page("a", text, format=format))
    assert document.printed_errors == ("cite_error_references_no_text",)
    assert document.links == ()


def test_a_link_that_only_sounds_like_the_help_is_a_link() -> None:
    document = parse(Page("a.md", "See [it](https://paper.test/wiki/Cite_error_handling).\n"))
    assert document.printed_errors == ()
    assert len(document.links) == 1

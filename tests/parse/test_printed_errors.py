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
        ("Cite error: A closing tag is missing for `<references>`", "included_references"),
        ("引用錯誤：`<references>` 後缺少結束標籤", "included_references"),
        ("引用错误：这个`<ref>`标签缺少关闭标签", "included_ref"),
        ("引用错误：没有为名为`x`的来源提供文本", "references_no_text"),
        ("引用错误：`<references>`里`x`的分组未在前文内出现过", "references_missing_group"),
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


@pytest.mark.parametrize("tag", ["strong", "span"])
def test_a_cite_error_of_an_old_page_has_no_class_of_its_own(tag: str) -> None:
    words = f"Cite error: nothing was ever defined here as <code>a</code>; no text</{tag}>"
    document = parse(Page("a", f'<p>x <{tag} class="error">{words} <{tag} class="error">y</{tag}>'))
    assert document.printed_errors == ("cite_error_references_no_text",)


def test_an_anchor_with_a_colon() -> None:
    text = "1.  x ([help](https://en.wikipedia.org/wiki/Help:CS1_errors#bot:_unknown))\n"
    assert parse(Page("a.md", text)).printed_errors == ("bot:_unknown",)


def test_a_link_that_only_sounds_like_the_help_is_a_link() -> None:
    document = parse(Page("a.md", "See [it](https://paper.test/wiki/Cite_error_handling).\n"))
    assert document.printed_errors == ()
    assert len(document.links) == 1

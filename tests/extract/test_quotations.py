"""One source for all of a quotation that is set apart, and for the line that introduces it."""

from __future__ import annotations

import pytest

from citaudit.extract import extract
from citaudit.model import Page
from citaudit.parse import parse


def support(text: str, name: str = "a.wikitext") -> list[str]:
    return [str(claim.support) for claim in extract(parse(Page(name, text))).claims]


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote>The sea is slow.\n\nThe land is not.<ref>Lyell</ref></blockquote>",
        "<blockquote>The sea is slow.<ref>Lyell</ref>\n\nThe land is not.</blockquote>",
        "<blockquote>The sea is slow. The land is not.</blockquote><ref>Lyell</ref>",
        "{{quote|The sea is slow. The land is not.|Lyell, ''Principles''<ref>Lyell</ref>}}",
        "{{quote|text=The sea is slow.\n\nThe land is not.|source=1830<ref>Lyell</ref>}}",
        "{{quote|The sea is slow. The land is.|source={{cite book|title=Principles|year=1830}}}}",
    ],
)
def test_all_of_a_quotation_has_one_source(quotation):
    assert "none" not in support(f"Lyell wrote in 1830:\n{quotation}\n")
    assert len(support(f"Lyell wrote in 1830:\n{quotation}\n")) == 3


def test_a_footnote_of_the_line_that_introduces_it_is_that_of_the_quotation():
    text = "Lyell wrote in 1830:<ref>Lyell</ref>\n<blockquote>The sea is slow.</blockquote>\n"
    assert support(text) == ["sourced", "paragraph"]


def test_only_the_last_sentence_before_a_quotation_shares_its_source():
    text = "It has 40 gates. He wrote in 1830:\n{{quote|The sea is slow.<ref>Lyell</ref>}}\n"
    assert support(text) == ["none", "paragraph", "sourced"]


def test_a_line_without_a_colon_does_not_introduce_it():
    text = "It has 40 gates.\n{{quote|The sea is slow.<ref>Lyell</ref>}}\n"
    assert support(text) == ["none", "sourced"]


def test_a_second_quotation_has_a_source_of_its_own():
    text = "{{quote|The sea has 3 arms.}}\n{{quote|The sea is slow.<ref>Lyell</ref>}}\n"
    assert support(text) == ["none", "sourced"]
    text = "<blockquote>It is 3.</blockquote>\n<blockquote>The sea.<ref>L</ref></blockquote>\n"
    assert support(text) == ["none", "sourced"]


def test_a_request_for_the_source_of_a_quotation_is_one_for_the_quotation():
    assert support("{{quote|The sea is slow.|Lyell, 1830{{cn}}}}") == ["requested"]


def test_a_line_shares_the_source_of_the_indented_words_it_introduces():
    text = "林東在1830年寫道：\n:大海是慢的，而大地不是。<ref>Lin</ref>\n"
    assert support(text) == ["paragraph", "sourced"]


def test_quotations_of_markdown_and_html():
    text = "Lyell wrote in 1830:\n\n> The sea is slow.\n>\n> The land is not.[^1]\n\n[^1]: Lyell\n"
    assert support(text, "a.md") == ["paragraph", "paragraph", "sourced"]
    text = (
        "<p>Lyell wrote in 1830:</p><blockquote><p>The sea is slow.</p>"
        '<p>The land is not.<sup><a href="#n1" role="doc-noteref">1</a></sup></p></blockquote>'
        '<ol><li id="n1" role="doc-footnote">Lyell, p. 3</li></ol>'
    )
    assert support(text, "a.html") == ["paragraph", "paragraph", "sourced"]

"""Names of templates, and which of them cite."""

from __future__ import annotations

import pytest

from citaudit.extract import extract
from citaudit.judge.templates import is_citation
from citaudit.model import Page, Span, Template
from citaudit.parse import parse
from citaudit.parse.wikitext.vocabulary import vocabulary
from citaudit.text.templates import (
    asks_for_a_title,
    citation_kind,
    has_known_parameters,
    template_name,
)


@pytest.mark.parametrize(
    "written",
    ["cite web", "Cite web", "Cite_web", " cite  web ", "Template:Cite web", "template: Cite_web",
     "T:cite web", "模板:Cite web", "樣板:cite web", "Vorlage:Cite web", "CITE WEB"],
)  # fmt: skip
def test_one_name_however_it_is_written(written: str) -> None:
    assert template_name(written) == "cite web"
    assert citation_kind(written) == "web"
    assert has_known_parameters(written)
    assert is_citation(Template(Span(0, 2), written, ()))
    assert vocabulary().cites(written)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Cite-web", "web"),
        ("Cite news-q", "news"),
        ("ref-book", "other"),
        ("Книга", "book"),
        ("引用網頁", "web"),
        ("citation", "other"),
        ("citation needed", None),
        ("citation needed span", None),
        ("Wikipedia:Cite web", None),
        ("webarchive", None),
        ("", None),
    ],
)
def test_the_kind_of_source(name: str, kind: str | None) -> None:
    assert citation_kind(name) == kind


def test_which_are_asked_for_a_title() -> None:
    assert asks_for_a_title("Template:Cite_web")
    assert not asks_for_a_title("cite episode")
    assert not asks_for_a_title("книга")


@pytest.mark.parametrize("name", ["Template:Cite web", "Cite-web", "Cite_web", "Citeweb"])
def test_a_page_with_such_a_template_is_read_alike(name: str) -> None:
    call = f"{{{{{name} |title=Survey |url=http://a.test/1}}}}"
    for text in (f"It opened.<ref>{call}</ref>", call):
        (reference,) = extract(parse(Page("a", text, "wikitext"))).references
        assert (reference.kind, reference.title) == ("web", "Survey")

"""Text made to hurt: read to the end in bounded memory, and what was left out is named.

Every text is large enough that a quadratic walk would not end within the time the tests have.
"""

from __future__ import annotations

import pytest

from citaudit.model import Page, ProblemKind
from citaudit.parse.wikitext.document import document

pytestmark = pytest.mark.timeout(30)

_SIZE = 1_000_000
_REPEATED = [
    "{{", "[[", "<ref>", "<ref name=", "{{a|", "\n{|", "[http://a ", "<ref>{{", "-{", "{{{", "[[a|",
    "<!--", "<nowiki>", "<div ", "<pre", "http://", "[//a]", "}} ", "]] ", "\n==a", "=", "|", "\n|",
    "<ref name=x>", "<references>", "{{#tag:ref|", "\x00", "''", "\n*", "&amp;", "<ref>a <ref>",
]  # fmt: skip


@pytest.mark.parametrize("piece", _REPEATED)
def test_a_million_characters_of_one_mark(piece: str) -> None:
    text = piece * (_SIZE // len(piece))
    read = document(Page("hostile", text, "wikitext"))
    assert len(read.problems) < 1_000
    assert all(0 <= p.span.start <= p.span.end <= len(text) for p in read.problems)


_BUILT = {
    "definitions in a function": "{{#tag:references|" + "<ref>a</ref>" * 19_000 + "}}",
    "continuations": "<ref name=a>x</ref>" + "<ref follow=a>y</ref>" * 19_000,
    "details": "".join(f"<ref name=a details={i} />" for i in range(19_000)),
    "open tags in a note": "<ref>" + "<ref " * 100_000 + "</ref>",
    "tags of many names in a note": "<ref>"
    + "".join(f"<a{i}>" for i in range(99_999))
    + "<ref></ref>",
    "names in one call": "{{r|" + "a|" * 100_000 + "}}",
    "attributes": "<ref " + 'a="b" ' * 100_000 + ">x</ref>",
    "one attribute": "<ref name=" + '"' * 500_000 + ">x</ref>",
    "fields": "{{a|" + "b=http://c.d|" * 50_000 + "}}",
    "one run of braces": "{{" * 500_000 + "x" + "}}" * 500_000,
    "one run of brackets": "[[" * 500_000 + "x" + "]]" * 500_000,
    "branches": "{{#if:a|" * 20_000 + "}}" * 20_000,
}


@pytest.mark.parametrize("name", _BUILT)
def test_built_to_be_slow(name: str) -> None:
    read = document(Page("hostile", _BUILT[name], "wikitext"))
    assert len(read.markers) <= 20_001


def test_tags_that_never_close_are_named() -> None:
    read = document(Page("hostile", "<ref>" * 100_000, "wikitext"))
    kinds = {problem.kind for problem in read.problems}
    assert {ProblemKind.UNCLOSED_REFERENCE, ProblemKind.UNREADABLE} <= kinds


@pytest.mark.parametrize(("opening", "closing"), [("{{a|", "}}"), ("[[a|", "]]"), ("-{", "}-")])
def test_ten_thousand_deep(opening: str, closing: str) -> None:
    text = opening * 10_000 + "x" + closing * 10_000 + "<ref>after</ref>"
    read = document(Page("hostile", text, "wikitext"))
    assert any(problem.kind is ProblemKind.UNREADABLE for problem in read.problems)
    assert [note.body for note in read.notes] == ["after"]

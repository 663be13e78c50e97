"""The scanner: spans that slice back, nesting, MediaWiki's rules of what closes what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from citaudit.parse.wikitext.scan import Scan, scan

from .texts import PAGES, ragged

_BOUNDS = {
    "template": ("{{", "}}"),
    "function": ("{{", "}}"),
    "argument": ("{{{", "}}}"),
    "wikilink": ("[[", "]]"),
    "conversion": ("-{", "}-"),
    "comment": ("<!--", ""),
    "ref": ("<", ">"),
    "references": ("<", ">"),
    "hidden": ("<", ""),
    "tag": ("<", ">"),
    "html": ("<", ">"),
    "link": ("[", "]"),
    "url": ("", ""),
    "heading": ("=", ""),
    "table-open": ("{|", ""),
    "table-close": ("|}", ""),
    "table-row": ("|-", ""),
    "table-caption": ("|+", ""),
    "table-cell": ("|", ""),
    "table-head": ("", ""),
}


def hold(page: Scan) -> None:
    """What must be true of any scan."""
    text = page.text
    assert page.starts == sorted(page.starts)
    for index, (token, parent) in enumerate(zip(page.tokens, page.parents, strict=True)):
        assert 0 <= token.start < token.end <= len(text)
        if not token.kind.startswith("table"):
            assert token.start <= token.inner_start <= token.inner_end <= token.end
        written = text[token.start : token.end]
        opening, closing = _BOUNDS[token.kind]
        assert written.startswith(opening)
        assert written.endswith(closing)
        if parent >= 0:
            around = page.tokens[parent]
            assert parent < index
            assert around.start <= token.start
            assert token.end <= around.end
        if token.kind in ("template", "function", "argument"):
            for part in page.parts(index):
                assert token.start < part.name_start <= part.name_end <= len(text)
                assert part.name_end <= part.start <= part.end <= token.end
                if part.name_end > part.name_start:
                    assert text[part.name_start : part.name_end] == part.name


@given(ragged)
@settings(max_examples=400, deadline=None)
def test_every_span_of_a_ragged_text_slices_back(text: str) -> None:
    hold(scan(text))


@pytest.mark.parametrize("name", PAGES)
def test_every_span_of_a_page_slices_back(name: str) -> None:
    page = scan(PAGES[name])
    hold(page)
    assert not page.unread


def _seen(text: str) -> list[tuple[str, str]]:
    return [(token.kind, text[token.start : token.end]) for token in scan(text).tokens]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("{{a|{{b}}}}", [("template", "{{a|{{b}}}}"), ("template", "{{b}}")]),
        ("{{{{a}}}}", [("argument", "{{{a}}}")]),
        ("{{{a|{{b}}}}}", [("argument", "{{{a|{{b}}}}}"), ("template", "{{b}}")]),
        ("{{a|[[b}}", []),
        ("[[a|b]]]", [("wikilink", "[[a|b]]")]),
        ("[[[a]]]", [("wikilink", "[[a]]")]),
        ("[[a\nb]]", []),
        ("-{a}-{b}-", [("conversion", "-{a}-")]),
        ("{{a}}-{b}-", [("template", "{{a}}"), ("conversion", "-{b}-")]),
        ("-{{{a}}}-", [("argument", "{{{a}}}")]),
        ("<ref>{{a|</ref>}}", [("ref", "<ref>{{a|</ref>")]),
        ("{{a|<ref>}}</ref>}}", [("template", "{{a|<ref>}}</ref>}}"), ("ref", "<ref>}}</ref>")]),
        ("<ref name=\"a>b\">c</ref>", [("ref", '<ref name="a>b">c</ref>')]),
        ("<nowiki>{{a}}</nowiki>", [("hidden", "<nowiki>{{a}}</nowiki>")]),
        ("<code>{{a}}</code>", [("html", "<code>"), ("template", "{{a}}"), ("html", "</code>")]),
        ("<!-- <ref>a</ref>", [("comment", "<!-- <ref>a</ref>")]),
        ("<ref>a", []),
        ("{{#tag:ref|x}}", [("function", "{{#tag:ref|x}}")]),
        ("== {{b}} == ", [("heading", "== {{b}} == "), ("template", "{{b}}")]),
        ("== a <!-- b -->", [("comment", "<!-- b -->")]),
        ("= a", []),
    ],
)  # fmt: skip
def test_what_closes_what(text: str, seen: list[tuple[str, str]]) -> None:
    assert _seen(text) == seen


def test_table_marks_count_only_in_tables() -> None:
    text = "| no\n{|\n|+ c\n|-\n! h !! i\n| a || {{b||}} || c\n|}\n|| no"
    kinds = [kind for kind, _ in _seen(text) if kind.startswith("table")]
    assert kinds == [
        "table-open", "table-caption", "table-row", "table-head", "table-head",
        "table-cell", "table-cell", "table-cell", "table-close",
    ]  # fmt: skip


def test_fields_keep_their_places() -> None:
    text = "{{ cite  web | url = http://a?b=c |title=[[x|y=z]]| 3rd |date={{a|b=c}} | = v}}"
    page = scan(text)
    fields = [(part.name, text[part.start : part.end]) for part in page.parts(0)]
    assert page.tokens[0].name == "cite web"
    assert fields == [
        ("url", "http://a?b=c"), ("title", "[[x|y=z]]"), ("1", "3rd"),
        ("date", "{{a|b=c}}"), ("", "v"),
    ]  # fmt: skip


def test_an_overridden_field_is_not_seen() -> None:
    page = scan("{{a|url=http://a.b/c|url=http://d.e/f}}")
    seen = [t.name for i, t in enumerate(page.tokens) if t.kind == "url" and i not in page.unseen]
    assert seen == ["http://d.e/f"]

"""Links with roles, templates, requests for sources; every span slices back to what it names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from citaudit.model import Document, Page, ProblemKind
from citaudit.parse import parse
from citaudit.parse.wikitext.document import document

from .texts import PAGES, ragged


def read(text: str) -> Document:
    return document(Page("page", text, "wikitext"))


def hold(text: str, found: Document) -> None:
    """What must be true of any document of `text`."""
    for thing in (*found.markers, *found.notes, *found.templates, *found.lists, *found.blocks):
        assert 0 <= thing.span.start < thing.span.end <= len(text)
    for link in found.links:
        assert link.span.of(text) == link.as_written
        assert "//" in link.url
    for note in found.notes:
        assert note.span.holds(note.body_span) or note.body_span.start == note.span.end
        for template in note.templates:
            assert note.span.holds(template.span)
    for template in (*found.templates, *(t for note in found.notes for t in note.templates)):
        assert template.span.of(text)[:2] == "{{"
        for field in template.fields:
            assert field.span.of(text) == field.value
            assert template.span.holds(field.span)
            if field.name_span.start < field.name_span.end:
                assert field.name_span.of(text) == field.name
    for name in ("markers", "notes", "links", "templates", "lists", "problems", "requests"):
        starts = [thing.span.start for thing in getattr(found, name)]
        assert starts == sorted(starts), name


@given(ragged)
@settings(max_examples=300, deadline=None)
def test_spans_of_ragged_text(text: str) -> None:
    hold(text, read(text))


@pytest.mark.parametrize("name", PAGES)
def test_spans_of_pages(name: str) -> None:
    hold(PAGES[name], read(PAGES[name]))


def urls(text: str) -> list[str]:
    return [link.url for link in read(text).links]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://a.b/c.", ["http://a.b/c"]),
        ("(http://a.b/c) http://a.b/d_(e)", ["http://a.b/c", "http://a.b/d_(e)"]),
        ("[http://a.b/c words] [//a.b/d e] //a.b/no", ["http://a.b/c", "//a.b/d"]),
        ("[http://a.b/c&amp;d e] http://a.b/f&lt;g", ["http://a.b/c&d", "http://a.b/f"]),
        ("[http://a.b/c{{!}}d e]", ["http://a.b/c|d"]),
        ("{{cite web|url=http://a.b/c).|title=x}}", ["http://a.b/c)."]),
        ("{{cite web|url=http://a.b/c?d=e|archive-url= http://f.g/h }}",
         ["http://a.b/c?d=e", "http://f.g/h"]),
        ("http://a<!-- x -->.b/c", ["http://a.b/c"]),
        ("http://a.b/c\\ http://a.b/d\\.", ["http://a.b/c", "http://a.b/d"]),
        ("http://a\u200b.b/c [http://a.b\u200e/d e]", ["http://a.b/c", "http://a.b/d"]),
        ("{{cite web|url=http://a.b/c&lt;d|title=x}}", ["http://a.b/c"]),
        (
            "{{cite web|url=http://a.b/c|archiveurl= //d.e/web/2009/http://a.b/c |x=y}}",
            ["http://a.b/c", "//d.e/web/2009/http://a.b/c"],
        ),
        ("{{cite web|url=//a.b/c|title=x//y|archive-url= //a.b/d }}", ["//a.b/c", "//a.b/d"]),
        ("http://a.b/c''d''", ["http://a.b/c"]),
        ("[[http://a.b/c d]]", ["http://a.b/c"]),
        ("[[A|http://a.b/no]] [[File:A|http://a.b/c]]", ["http://a.b/c"]),
        ("<nowiki>http://a.b/no</nowiki><code>http://a.b/c</code>", ["http://a.b/c"]),
        ("-{http://a.b/c}- -{[http://a.b/d e]}-", ["http://a.b/c", "http://a.b/d"]),
        ("網址：http://a.b/c。全文 另見", ["http://a.b/c。全文"]),
        ("見http://a.b/c，全文", ["http://a.b/c"]),
        ("{|\n| http://a.b/c||http://d.e/f\n|}", ["http://a.b/c", "http://d.e/f"]),
        ("<ref>a <ref>http://a.b/never-printed</ref>", []),
        ("xhttp://a.b/no http:// [http://]", []),
        ("[[Category:A]] [[A]] [[:File:B]]", []),
    ],
)  # fmt: skip
def test_the_address_that_mediawiki_links(text: str, expected: list[str]) -> None:
    assert urls(text) == expected


def test_roles_of_links() -> None:
    text = (
        "<ref>{{cite web|url=http://a.b/c|archiveurl=https://web.archive.org/web/2017/http://a.b/c"
        "}}</ref>[http://d.e/f g]{{Wayback|url=http://d.e/f|date=20170101000000}}"
        "{{webarchive|url=https://archive.is/x|date=2017}}"
        "<ref>{{cita web|url=http://h.i/j|urlarchivo=http://k.l/m|archive-url2=http://n.o/p}}</ref>"
    )
    assert [(link.role, link.url) for link in read(text).links] == [
        ("source", "http://a.b/c"),
        ("archive", "https://web.archive.org/web/2017/http://a.b/c"),
        ("source", "http://d.e/f"),
        ("archive", "https://web.archive.org/web/20170101000000/http://d.e/f"),
        ("archive", "https://archive.is/x"),
        ("source", "http://h.i/j"),
        ("archive", "http://k.l/m"),
        ("archive", "http://n.o/p"),
    ]


def test_words_of_a_link() -> None:
    bare, bracketed, numbered = read(
        "http://a.b/c [http://a.b/d -{甲}- ''乙''] [http://a.b/e]"
    ).links
    assert (bare.text, bracketed.text, numbered.text) == (None, "甲 乙", None)


def test_templates_outside_footnotes() -> None:
    text = (
        "{{Infobox|x=1}}<ref>{{cite web|url=http://a.b/c}}{{dead link|date=2018}}</ref>"
        "{{dead link}} {{cite book|title=T}} {{harvnb|A|2000}} {{noteTA|1=a}}"
    )
    found = read(text)
    assert [t.name for t in found.templates] == ["dead link", "cite book", "harvnb"]
    assert [t.name for t in found.notes[0].templates] == ["cite web", "dead link"]


@pytest.mark.parametrize(
    "name", ["来源请求", "來源請求", "来源請求", "來源请求", "Fact", "cn", "Citation_needed"]
)
def test_requests_for_a_source(name: str) -> None:
    (request,) = read(f"甲。{{{{{name}|date=2017年1月}}}}").requests
    assert request.since == "2017年1月"


def test_a_page_cut_out_of_xml_is_said_to_be_escaped() -> None:
    escaped = "It opened in 1932.&lt;ref name=&quot;a&quot;&gt;Guide&lt;/ref&gt;\n" * 3
    [problem] = [
        each
        for each in parse(Page("a.wiki", escaped)).problems
        if each.kind is ProblemKind.UNREADABLE
    ]
    assert "escaped" in problem.message
    for sound in (escaped[: len(escaped) // 3], f"{escaped}<ref>Guide</ref>"):
        found = parse(Page("a.wiki", sound)).problems
        assert all(each.kind is not ProblemKind.UNREADABLE for each in found)


@pytest.mark.parametrize(
    ("call", "name", "fields"),
    [
        ("{{#invoke:cite web||title=A|url=http://a.test}}", "cite web", ["title", "url"]),
        ("{{#invoke:Cite|news |title=A}}", "cite news", ["title"]),
        ("{{#invoke:cite book|}}", "cite book", []),
        ("{{#invoke:cite journal||Lind|title={{x|y=1}}}}", "cite journal", ["1", "title"]),
    ],
)
def test_a_module_called_without_its_template(call: str, name: str, fields: list[str]) -> None:
    [note] = read(f"It opened.<ref>{call}</ref>").notes
    [template] = note.templates
    assert template.name == name
    assert [field.name for field in template.fields] == fields
    assert template.span.of(f"It opened.<ref>{call}</ref>") == call


def test_a_module_that_makes_footnotes() -> None:
    document = read("It opened.{{#invoke:Footnotes|sfn|Lind|1988|p=5}}{{#invoke:String|len|a}}")
    assert [marker.key for marker in document.markers] == ["FOOTNOTELind19885"]

"""A page with its templates expanded, brought back to the page itself."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from citaudit.model import Document, Expansion, Page, ProblemKind, Replaced
from citaudit.parse import parse
from citaudit.parse.wikitext.hiding import may_hide, unknown_calls
from citaudit.pipeline import cited

from .texts import ragged


def read(text: str, **calls: str) -> Document:
    """The document of a text; `calls` are what the templates of those names stand for."""
    asked = unknown_calls(text)
    told = {
        call: words
        for call in asked
        for name, words in calls.items()
        if call.startswith(f"{{{{{name}")
    }
    return parse(Page("page", text, "wikitext", expansion=Expansion(calls=tuple(told.items()))))


def test_what_is_asked_of_the_wiki() -> None:
    text = (
        "{{Box|a={{Inner}}<ref name=x>{{Local|1}}</ref>|b={{efn|{{y}}}}}} {{cite web|url=http://a.b/"
        "|title={{z}}}} {{reflist|refs=<ref name=q>{{Own}}</ref>}}<nowiki>{{not}}</nowiki>"
        "<ref>{{Cite Smith}}</ref> {{cn}} {{Box|a=b}} {{Box|a=b}} {{#invoke:M|f}} {{sfn|A|2}}"
    )
    assert unknown_calls(text) == (
        '{{Box|a={{Inner}}<ref name="citaudit 0"/>|b=<ref name="citaudit 1"/>}}',
        '{{reflist|refs=<ref name="citaudit 0"/>}}',
        "{{Cite Smith}}",
        "{{Box|a=b}}",
        "{{#invoke:M|f}}",
    )


def test_a_name_defined_in_a_template_is_known_on_the_page() -> None:
    text = "It opened.{{Src}} It closed.<ref name=s/>\n<references/>"
    plain = parse(Page("page", text, "wikitext"))
    assert [p.id for p in plain.problems if p.kind is ProblemKind.CITE_ERROR] == [
        "references_no_text"
    ]
    document = read(text, Src="<ref name=s>[http://a.lund.se/ A]</ref>")
    assert not document.problems
    assert [m.span.of(text) for m in document.markers] == ["{{Src}}", "<ref name=s/>"]
    assert [(link.url, link.span.of(text)) for link in document.links] == [
        ("http://a.lund.se/", "{{Src}}")
    ]


def test_a_field_that_a_template_does_not_print_gives_no_footnote() -> None:
    text = "{{Box|used=a<ref>A.</ref>|unused=b<ref>B.</ref>}} It is.<ref>C.</ref>"
    assert len(parse(Page("page", text, "wikitext")).notes) == 3
    document = read(text, Box='a<ref name="citaudit 0"/>')
    assert [note.span.of(text) for note in document.notes] == ["<ref>A.</ref>", "<ref>C.</ref>"]


def test_an_expansion_that_would_part_the_fields_around_it_is_left_alone() -> None:
    text = "It is.{{efn|a {{Odd}} b}}"
    assert [note.body for note in read(text, Odd="x|y").notes] == ["a {{Odd}} b"]
    assert [note.body for note in read(text, Odd="[[x|y]]").notes] == ["a [[x|y]] b"]


def test_links_to_the_wiki_itself_are_no_sources() -> None:
    box = "[http://source.lund.se/ a] [//en.wikipedia.org/w/index.php?action=edit e]"
    document = read("{{Box}} It is.", Box=box)
    assert [link.url for link in document.links] == ["http://source.lund.se/"]


def test_names_that_say_that_a_footnote_may_be_hidden() -> None:
    for name in ("Cite Smith Map", "SCref", "FN", "Monument-ref", "引用網頁", "Rp-cite"):
        assert may_hide(name), name
    for name in (
        "Infobox bridge",
        "Convert",
        "SfnRef",
        "Reform",
        "Preface",
        "Crossref",
        "Citecheck",
    ):
        assert not may_hide(name), name


def test_without_the_wiki_it_is_said_once_a_page() -> None:
    text = "A.{{SCref|1}} B.{{SCref|2}} C.{{Cite Smith Map}} {{Convert|1|km}}"
    problems = parse(Page("page", text, "wikitext")).problems
    assert [(p.kind, p.span.of(text)) for p in problems] == [(ProblemKind.HIDDEN, "{{SCref|1}}")]
    assert problems[0].message == ("2 templates may hide references: {{SCref}}, {{Cite Smith Map}}")
    assert not parse(Page("page", "A.{{Convert|1|km}}<ref>B.</ref>", "wikitext")).problems
    undefined = parse(Page("page", "A.{{Bridges|1}}<ref name=b/>", "wikitext")).problems
    assert [p.kind for p in undefined] == [ProblemKind.HIDDEN, ProblemKind.CITE_ERROR]


@given(st.text("xyz", max_size=12), st.lists(st.integers(0, 12), max_size=6), st.text(max_size=5))
def test_what_is_not_replaced_keeps_its_place(text: str, cuts: list[int], words: str) -> None:
    edges = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    stretches = list(pairwise(edges))
    place = Replaced.joined(
        (text[a:b], a, b, True) if at % 2 else (words, a, b, False)
        for at, (a, b) in enumerate(stretches)
    )
    for at, letter in enumerate(place.text):
        start, end = place.to_page(at, at + 1)
        if place.hides(at):
            assert (start, end) in stretches
        else:
            assert text[start:end] == letter


@settings(max_examples=60, deadline=None)
@given(
    ragged, st.sampled_from(["", "<ref>A.</ref>", "{|\n| a\n|}", "<ref name=x>", "</ref>", "}}"])
)
def test_any_page_with_any_expansion_stays_within_its_text(text: str, words: str) -> None:
    calls = tuple((call, words) for call in unknown_calls(text))
    document = parse(Page("page", text, "wikitext", expansion=Expansion("<p>x</p>", calls)))
    found = cited(document.page)
    assert document.blocks == parse(Page("page", text, "wikitext")).blocks
    spans = [each.span for each in (*document.markers, *document.notes, *document.links)]
    spans += [each.span for each in (*found.references, *document.problems)]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)

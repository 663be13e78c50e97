# ruff: noqa: E501  the pages are long lines
"""What an HTML page cites, from its tags to the statements that the references cover."""

from __future__ import annotations

import pytest

from citaudit.extract.claims import claims
from citaudit.extract.references import references
from citaudit.model import Page, Reference
from citaudit.parse import parse
from tests.parse.spans import assert_in_place, assert_words_in_place


def cited(text: str, language: str = "en") -> list[tuple[str, list[str]]]:
    """Each statement with what covers it: the address of a source, else its words."""
    document = parse(Page("x.html", text, format="html", language=language))
    assert_in_place(document)
    assert_words_in_place(document)
    found = references(document)
    by_id = {reference.id: _said(reference) for reference in found}
    return [(one.text, [by_id[key] for key in one.references]) for one in claims(document, found)]


def sources(text: str) -> list[tuple[str, str]]:
    """Form and source of each reference."""
    document = parse(Page("x.html", text, format="html", language="en"))
    return [(reference.form, _said(reference)) for reference in references(document)]


def _said(reference: Reference) -> str:
    if reference.links:
        return reference.links[0].url.removeprefix("https://")
    return reference.note.text.text if reference.note and reference.note.text else ""


@pytest.mark.parametrize(
    "block",
    [
        "<p><a href='https://a.org/'>The Post</a> reported that it opened in 1932.</p>",
        "<p>It closed in 1990 according to <a href='https://a.org/'>Lee</a></p>",
        "<p>It closed in 1990 according to <b><a href='https://a.org/'><i>Lee</i></a></b></p>",
        "<ul><li><a href='https://a.org/'>Lee</a> is the fastest library of 2020.</ul>",
        "<table><tr><td>It opened in 1932 <a href='https://a.org/'>(Lee)</a></td></tr></table>",
        "<blockquote><a href='https://a.org/'>Lee</a> said it opened in 1932.</blockquote>",
        "<p><img src=i.png><a href='https://a.org/'>Lee</a> says it opened in 1932.</p>",
        "<div><p>One</p><a href='https://a.org/'>Lee</a> says it opened in 1932.<p>Two</p></div>",
    ],
)
def test_a_link_that_begins_or_ends_its_block_is_a_source(block: str) -> None:
    covered = [(said, by) for said, by in cited(block) if "19" in said or "20" in said]
    assert [by for _, by in covered] == [["a.org/"]]


def test_an_entry_that_begins_or_ends_with_its_link() -> None:
    page = (
        "<h2>References</h2><ul><li><a href='https://a.org/1'>On bridges</a></li>"
        "<li>Lee: <a href='https://a.org/2'>On rivers</a></li></ul>"
    )
    assert sources(page) == [("citation", "a.org/1"), ("citation", "a.org/2")]


def test_a_link_around_blocks_belongs_to_none_of_them() -> None:
    page = "<div>Before. <a href='https://a.org/'><p>Inside it is 1932.</p></a> Behind it is 1933.</div>"
    assert cited(page) == [("Before.", []), ("Inside it is 1932.", []), ("Behind it is 1933.", [])]


def test_the_maps_behind_coordinates_are_no_source() -> None:
    page = (
        "<div class='mw-parser-output'><ul><li>Montreal, 45 N 73 W <a class='external text' "
        "href='https://geohack.toolforge.org/geohack.php?params=45_N_73_W'>45°N</a></li></ul></div>"
    )
    assert sources(page) == []


RAISED = [
    "It opened in 1932.<sup>1</sup> It closed.",
    "It opened in 1932.<sup>[1]</sup> It closed.",
    "It opened in 1932.<sup>1, 2</sup> It closed.",
    "It opened in 1932.<a epub:type='noteref' href='notes.xhtml#n1'>3</a> It closed.",
    "It opened in 1932.<sup><a href='notes.html#n1'>3</a></sup> It closed.",
    "It opened<sup>1</sup> in 1932. It closed.",
]


@pytest.mark.parametrize("page", RAISED)
def test_a_raised_number_without_a_note_is_no_word(page: str) -> None:
    assert cited(f"<p>{page}</p>") == [("It opened in 1932.", []), ("It closed.", [])]


@pytest.mark.parametrize(
    "power",
    [
        "10<sup>6</sup>",
        "30 m<sup>2</sup>",
        "O(crates<sup>2</sup>)",
        "9 miles<sup>2</sup>",
        "x<sup>1</sup>",
        "<sup>14</sup>C",
        "1<sup>st</sup>",
    ],
)
def test_a_power_is_a_word(power: str) -> None:
    words = power.replace("<sup>", "").replace("</sup>", "")
    notes = "<h2>Notes</h2><ol><li>Lee, 1.<li>Lee, 2.</ol>"
    for page in (f"<p>It held {power} in all.</p>", f"<p>It held {power} in all.</p>{notes}"):
        assert cited(page)[0] == (f"It held {words} in all.", [])


@pytest.mark.parametrize(
    "link",
    [
        "<sup><a href='https://a.org/'>2</a></sup>",
        "<a href='https://a.org/'><sup>2</sup></a>",
        "<a href='https://a.org/'>[2]</a>",
        "[<a href='https://a.org/'>2</a>]",
        "<sup>[<a href='https://a.org/'>2</a>, <a href='https://a.org/3'>3</a>]</sup>",
    ],
)
def test_a_number_that_leads_away_is_a_source_and_no_word(link: str) -> None:
    (closed, fell) = cited(f"<p>It closed in 1990.{link} It fell in 1991.</p>")
    assert closed[0] == "It closed in 1990."
    assert closed[1][0] == "a.org/"
    assert fell == ("It fell in 1991.", [])


def test_deleted_words_are_not_read() -> None:
    assert cited("<p>It rose in <del>1933</del><ins>1934</ins>.</p>") == [("It rose in 1934.", [])]


NOTES = {
    "paragraphs": "<p>[1] Smith, 2001.</p><p>[2] Lee, <a href='https://a.org/'>2002</a>.</p>",
    "items": "<ul><li>[1] Smith, 2001.<li>[2] Lee, <a href='https://a.org/'>2002</a>.</ul>",
    "wide": "<p>［1］Smith, 2001.</p><p>［2］Lee, <a href='https://a.org/'>2002</a>.</p>",
    "a list": "<h2>References</h2><ol><li>Smith, 2001.<li>Lee, <a href='https://a.org/'>2002</a>.</ol>",
    "a list that goes on": "<h2>Notes</h2><ol start=2><li>Lee, <a href='https://a.org/'>2002</a>.</ol>",
    "counted": "<h2>Sources</h2><p>1. Smith, 2001.</p><p>2. Lee, <a href='https://a.org/'>2002</a>.</p>",
    "apart": "<section><span>[1]</span><p>Smith, 2001.</p><span>[2]</span><p>Lee, <a href='https://a.org/'>2002</a>.</p></section>",
}


@pytest.mark.parametrize("mark", ["[2]", "<sup>[2]</sup>", "<sup>2</sup>", "［2］", "【2】"])
@pytest.mark.parametrize("notes", NOTES)
def test_a_number_points_into_a_list_without_links(notes: str, mark: str) -> None:
    page = f"<h1>T</h1><p>It opened in 1932.{mark} It closed.</p>{NOTES[notes]}"
    assert cited(page) == [("It opened in 1932.", ["a.org/"]), ("It closed.", [])]
    document = parse(Page("x.html", page, format="html", language="en"))
    bodies = [note.body for note in document.notes]
    assert bodies[-1].startswith("Lee, <a")


def test_several_numbers_in_one_mark() -> None:
    notes = "".join(f"<p>[{n}] Smith, {n}.</p>" for n in range(1, 6))
    page = f"<p>It opened in 1932 [1, 3-5]. It closed [2].</p>{notes}"
    assert cited(page) == [
        ("It opened in 1932.", ["Smith, 1.", "Smith, 3.", "Smith, 4.", "Smith, 5."]),
        ("It closed.", ["Smith, 2."]),
    ]


def test_numbers_that_no_list_has_are_words() -> None:
    for page in (
        "<p>The list a[1] has 3 items.</p>",
        "<p>[1] and [9] of 1932.</p><p>[2] Smith</p>",
    ):
        assert all(not by for _, by in cited(page))
        assert cited(page)[0][0].startswith(("The list a[1]", "[1] and [9]"))


CITATIONS = {
    "LaTeXML": (
        "<p>It opened in 1932 <cite class='ltx_cite'>[<a href='#b1' class='ltx_ref'>1</a>, "
        "<a href='#b2' class='ltx_ref'>2</a>]</cite>. It closed.</p><h2>Literature of bridges</h2>"
        "<ul><li id='b1' class='ltx_bibitem'><span class='ltx_tag ltx_tag_bibitem'>[1]</span>"
        "<span class='ltx_bibblock'>Smith,</span><span class='ltx_bibblock'>2001.</span></li>"
        "<li id='b2' class='ltx_bibitem'>Lee, 2002.</li></ul>"
    ),
    "citeproc": (
        "<p>It opened in 1932 <span class='citation'>(see <a href='#ref-s' role='doc-biblioref'>Smith "
        "2001, 4</a>; <a href='#ref-l' role='doc-biblioref'>Lee and Wong 2002</a>, p. 5)</span>. It closed."
        "</p><div class='csl-bib-body' role='doc-bibliography'><div id='ref-s' class='csl-entry' "
        "role='doc-biblioentry'>Smith, 2001.</div><div id='ref-l' class='csl-entry'>Lee, 2002.</div></div>"
    ),
    "Sphinx": (
        "<p>It opened in 1932 <a class='reference internal' href='#s1' id='i1'><span>[Smith2001]</span></a>"
        "<a class='reference internal' href='#l1'><span>[Lee2002]</span></a>. It closed.</p><div "
        "class='citation' id='s1' role='doc-biblioentry'><span class='label'><span class='fn-bracket'>[</span>"
        "<a role='doc-backlink' href='#i1'>Smith2001</a>]</span><p>Smith, 2001.</p></div><div "
        "class='citation' id='l1'><span class='label'>Lee2002</span><p>Lee, 2002.</p></div>"
    ),
    "by hand": (
        "<p>It opened in 1932 (<a href='#s'>Smith, 2001</a>; <a href='#l'>Lee et al., 2002</a>). It closed."
        "</p><h2>References</h2><p id='s'>Smith, 2001.</p><p id='l'>Lee, 2002.</p>"
    ),
}


@pytest.mark.parametrize("name", CITATIONS)
def test_citations_of_a_bibliography(name: str) -> None:
    assert cited(CITATIONS[name]) == [
        ("It opened in 1932.", ["Smith, 2001.", "Lee, 2002."]),
        ("It closed.", []),
    ]


def test_a_citation_whose_words_are_words_of_the_sentence() -> None:
    page = (
        "<p>It opened in 1932. <a href='#s'>Smith (2001)</a> says that it fell in 1933. Lee "
        "(<a href='#l'>2002</a>) does not.</p><h2>References</h2><ul><li id='s'>Smith, 2001."
        "<li id='l'>Lee, 2002.</ul>"
    )
    assert cited(page) == [
        ("It opened in 1932.", ["Smith, 2001."]),
        ("Smith (2001) says that it fell in 1933.", ["Smith, 2001."]),
        ("Lee does not.", ["Lee, 2002."]),
    ]


def test_a_link_to_a_section_of_references_cites_nothing() -> None:
    page = (
        "<p>It opened in 1932, see <a href='#r'>the references</a>.</p>"
        "<div id='r'><h2>References</h2><ul><li>Lee, 2002.</ul></div>"
    )
    assert cited(page) == [("It opened in 1932, see the references.", [])]


INLINE = {
    "LaTeXML": (
        "<span class='ltx_note ltx_role_footnote'><sup class='ltx_note_mark'>1</sup><span "
        "class='ltx_note_outer'><span class='ltx_note_content'><sup class='ltx_note_mark'>1</sup><span "
        "class='ltx_tag ltx_tag_note'>1</span>Lee, 2002.</span></span></span>"
    ),
    "Tufte": (
        "<label for='s1' class='margin-toggle sidenote-number'></label><input type='checkbox' "
        "id='s1' class='margin-toggle'/><span class='sidenote'>Lee, 2002.</span>"
    ),
    "Distill": "<d-footnote>Lee, 2002.</d-footnote>",
}


@pytest.mark.parametrize("name", INLINE)
def test_notes_that_stand_in_the_sentence(name: str) -> None:
    page = f"<p>It opened in 1932.{INLINE[name]} It closed.</p>"
    assert cited(page) == [("It opened in 1932.", ["Lee, 2002."]), ("It closed.", [])]


def test_a_remark_in_the_margin_is_a_paragraph_of_its_own() -> None:
    page = (
        "<p>It opened <label for='m1' class='margin-toggle'>&#8853;</label><input type='checkbox' "
        "id='m1' class='margin-toggle'/><span class='marginnote'>It was grey in 1931.</span>in 1932.</p>"
    )
    assert cited(page) == [("It opened in 1932.", []), ("It was grey in 1931.", [])]


@pytest.mark.parametrize(
    "page",
    [
        "<blockquote><p>It will fall in 1932.</p>\n\n<footer>— Lee, in <cite><a href='https://a.org/'>Bridges</a></cite></footer></blockquote>",
        "<blockquote><p>It will fall in 1932.</p><p class='blockquote-footer'><a href='https://a.org/'>Bridges</a></p></blockquote>",
        "<figure><blockquote>It will fall in 1932.</blockquote><figcaption>Lee, <a href='https://a.org/'>Bridges</a>, 2001</figcaption></figure>",
    ],
)
def test_the_line_behind_a_quotation_is_its_source(page: str) -> None:
    assert cited(f"<p>Before.</p>{page}<p>Behind.</p>") == [
        ("Before.", []),
        ("It will fall in 1932.", ["a.org/"]),
        ("Behind.", []),
    ]


def test_a_name_behind_a_quotation_is_no_source() -> None:
    page = "<blockquote><p>It will fall in 1932.</p><footer>— Ann Lee</footer></blockquote>"
    assert cited(page) == [("It will fall in 1932.", [])]
    picture = "<figure><img src=b.png><figcaption>It fell in 1932.</figcaption></figure>"
    assert cited(picture) == [("It fell in 1932.", [])]

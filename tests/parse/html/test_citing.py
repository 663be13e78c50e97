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

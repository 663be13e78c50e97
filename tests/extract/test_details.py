"""Sub-references, which name a place in the source of another footnote."""

from __future__ import annotations

import pytest

from citaudit.extract import extract
from citaudit.judge import judge
from citaudit.judge.registry import RULES
from citaudit.model import Case, Citations, Evidence, Need, Page
from citaudit.parse import parse
from citaudit.weigh import weigh
from tests.judge.case_files import TODAY

MAIN = "Lind, ''Bridges'', 1988, [http://city.org/1 Bridges]"
LIST = "\n\n== References ==\n<references />"


def cited(text: str, format_: str = "wikitext") -> Citations:
    return extract(parse(Page("page", text, "html" if format_ == "html" else "wikitext")))


def codes(citations: Citations) -> list[str]:
    evidence = Evidence()
    rules = [rule for rule in RULES if rule.needs == {Need.TEXT} and rule.family != "TOOL"]
    return [each.code for each in judge(Case(weigh(citations, evidence), evidence, TODAY), rules)]


def test_it_has_the_source_of_the_footnote_that_it_details() -> None:
    found = cited(
        f'It opened in 1931.<ref name="lind">{MAIN}</ref> '
        f'It closed in 1950.<ref name="lind" details="p. 9" />{LIST}'
    )
    main, page = found.references
    assert (page.kind, page.title, page.links) == (main.kind, "Bridges", main.links)
    assert page.fields["at"] == "p. 9"
    assert page.is_sub_reference
    assert not main.is_sub_reference
    assert [claim.support for claim in found.claims] == ["sourced", "sourced"]
    assert codes(found) == []


def test_places_in_one_source_are_told_apart() -> None:
    found = cited(
        f'A b.<ref name="lind" details="p. 3">{MAIN}</ref> C d.<ref name="lind" details="p. 4" /> '
        f'E f.<ref name="lind" details="p. 3" /> G h.<ref>http://city.org/2</ref>{LIST}'
    )
    labels = {each.fields.get("at", ""): each.label for each in found.references if each.markers}
    assert labels == {"p. 3": "1.1", "p. 4": "1.2", "": "2"}
    assert len({each.source_key for each in found.references}) == 4
    assert codes(found) == ["REF006"]


@pytest.mark.parametrize("main", ["http://city.org/1", "{{cite book|title=Archived copy}}"])
def test_what_is_wrong_with_a_source_is_said_once(main: str) -> None:
    alone = f'It opened in 1931.<ref name="lind">{main}</ref>'
    detailed = alone + ' It closed in 1950.<ref name="lind" details="p. 9" />'
    assert codes(cited(detailed + LIST)) == codes(cited(alone + LIST))


def test_details_of_nothing_are_undefined() -> None:
    found = cited(f'It opened in 1931.<ref name="lind" details="p. 9" />{LIST}')
    [page] = found.references
    assert (page.kind, page.keys) == ("undefined", ("lind",))
    assert codes(found) == ["CLM008", "REF002"]


def test_the_list_inside_an_entry_of_parsoid_html() -> None:
    found = cited(
        '<p>It opened in 1931.<sup class="reference" id="cite_ref-a"><a href="#cite_note-a">[1]</a>'
        '</sup> It closed in 1950.<sup class="reference" id="cite_ref-2"><a href="#cite_note-2">'
        '[1.1]</a></sup></p><ol class="references"><li id="cite_note-a"><a href="#cite_ref-a">^</a>'
        ' <span class="reference-text">Lind, <i>Bridges</i>, <a href="http://city.org/1">'
        'Bridges</a></span><ol class="mw-subreference-list"><li id="cite_note-2">'
        '<a href="#cite_ref-2">^</a> <span class="reference-text">p. 9</span></li></ol></li></ol>',
        "html",
    )
    assert [(each.label, each.fields.get("at")) for each in found.references] == [
        ("1", None),
        ("1.1", "p. 9"),
    ]
    assert found.references[0].links == found.references[1].links

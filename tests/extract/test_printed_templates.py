"""Templates whose numbered parameters are the source: `{{cite pmid|1}}`, `{{ISBN|…}}`."""

from __future__ import annotations

import pytest

from citaudit.extract import extract
from citaudit.model import Page, Reference
from citaudit.parse import parse


def references(text: str) -> tuple[Reference, ...]:
    return extract(parse(Page("page", text, "wikitext"))).references


def identifiers(reference: Reference) -> list[tuple[str, str]]:
    return [(each.scheme, each.value) for each in reference.identifiers]


def noted(source: str) -> Reference:
    [reference] = references(f"It opened in 1931.<ref>{source}</ref>\n<references />")
    return reference


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{{cite pmid|16856849}}", [("pmid", "16856849")]),
        ("{{Cite doi|10.1000/182}}", [("doi", "10.1000/182")]),
        ("{{cite jstor|1234}}", [("jstor", "1234")]),
        ("{{cite Q|Q15625490}}", []),
        ("{{Cite DNB|Lind, Anna}}", []),
    ],
)
def test_a_numbered_parameter_is_a_source(source: str, found: list[tuple[str, str]]) -> None:
    reference = noted(source)
    assert not reference.empty
    assert identifiers(reference) == found


def test_a_numbered_parameter_has_the_name_that_it_stands_for() -> None:
    reference = noted("{{Cite wikisource|The Bridge|Anna Lind}}")
    assert (reference.title, reference.fields["author"]) == ("The Bridge", "Anna Lind")


@pytest.mark.parametrize("source", ["{{cite web|Lund}}", "{{cite pmid|}}", "{{ISBN|}}"])
def test_what_a_template_prints_nowhere_is_no_source(source: str) -> None:
    assert noted(source).empty


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Lind, ''Roads''. {{ISBN|0-306-40615-2}}", [("isbn", "0306406152")]),
        (
            "Lind, ''Roads''. {{ISBN|0-306-40615-2|978-0-306-40615-7}}",
            [("isbn", "0306406152"), ("isbn", "9780306406157")],
        ),
        (
            "Lind, ''Roads''. {{doi|10.1000/182}}, {{PMID|12}}",
            [("doi", "10.1000/182"), ("pmid", "12")],
        ),
        (
            "{{cite book|title=Roads|id={{ISSN|0378-5955}}}}",
            [("issn", "0378-5955")],
        ),
        ("{{cite book|title=Roads|id=ISBN 0-306-40615-2}}", [("isbn", "0306406152")]),
    ],
)
def test_identifiers_that_templates_print(source: str, found: list[tuple[str, str]]) -> None:
    assert identifiers(noted(source)) == found


def test_a_template_at_the_end_of_an_item_belongs_to_it() -> None:
    [first, second] = references(
        "== Further reading ==\n* Lind, ''Roads''. {{ISBN|0-306-40615-2}} {{OCLC|12345}}\n"
        "* Berg, ''Bridges''. {{OCLC|678}}\n"
    )
    assert identifiers(first) == [("isbn", "0306406152"), ("oclc", "12345")]
    assert identifiers(second) == [("oclc", "678")]

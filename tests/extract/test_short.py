"""Short citations: which full one each joins, in every form that editors write."""

from __future__ import annotations

import pytest

from citaudit.extract import extract
from citaudit.extract.references import references
from citaudit.extract.short import written
from citaudit.model import Page, Reference, Span, Support
from citaudit.parse import parse

LIND = "{{cite book|last=Lind|first=Anna|title=Bridges|year=1988|url=http://b.test/1}}"
LIST = "\n\n== References ==\n{{reflist}}\n"


def notes(text: str, *works: str) -> list[Reference]:
    listed = LIST + "".join(f"* {work}\n" for work in works)
    page = Page("page", text + listed, "wikitext")
    return [each for each in references(parse(page)) if each.form == "footnote"]


def joined(note: str, *works: str) -> tuple[str | None, str | None]:
    """The title that a footnote gets from the full citations, and the place in it."""
    body = note if note.startswith("{{sfn") else f"<ref>{note}</ref>"
    (reference,) = notes(f"It opened.{body}", *works)
    return reference.title, reference.fields.get("pages")


@pytest.mark.parametrize(
    ("note", "work", "place"),
    [
        ("Lind 1988, p. 5", LIND, "5"),
        ("Lind (1988), pp.&nbsp;5–7.", LIND, "5–7"),
        ("cf. Lind 1988:5", LIND, "5"),
        ("Lind (1988, p 5)", LIND, "5"),
        ("{{sfn|Lind|1988|p=5}}", LIND, "5"),
        ("Lind (1988), p. 5", "{{cite book|last=Lind|title=Bridges|year=1988|ref=Lind}}", "5"),
        ("[[#Lind|Lind (1988)]], p. 5", "{{cite book|title=Bridges|year=1988|ref=Lind}}", "5"),
        ("[[#CITEREFLind1988|Lind]], p. 5", LIND, "5"),
        ("See [[#CITEREFLind1988|Anna Lind]].", LIND, None),
        ("Lind 1988", "{{cite book|last=Lind|last2=Berg|title=Bridges|year=1988}}", None),
        ("Lind et al. 1988", "{{cite book|last=Lind|last2=Berg|title=Bridges|year=1988}}", None),
        (
            "Lind and Berg 1988",
            "{{cite book|vauthors=Lind A, Berg B|title=Bridges|year=1988}}",
            None,
        ),
        ("Lind 1988", "{{cite book|author=Lind, A.|title=Bridges|date=3 May 1988}}", None),
        ("Lind 1988", "{{cite book|author=Anna van Lind|title=Bridges|year=1988}}", None),
        (
            "Lind & Berg 1988",
            "{{cite book|author=A. Lind and B. Berg|title=Bridges|year=1988}}",
            None,
        ),
        ("Lind 1988", "{{cite book|last=Lind Jr.|title=Bridges|year=1999|orig-year=1988}}", None),
        ("Lind, p. 5", LIND, "5"),
        ("Lind 1988", "Lind, A. (1988). ''Bridges''.", None),
        ("Lind 1988", "A. Lind, 1988. ''Bridges''. Lund.", None),
        ("Lind 1988", "[[Anna Lind]] & B. Berg, ''Bridges'' (Lund: P, 1988).", None),
        ("{{sfn|Lind|1988}}", "Lind, A. (1988). ''Bridges''.", None),
        ("王明2008，第6页", "{{cite book|author=王明|title=Bridges|year=2008}}", "6"),
        ("王明等2008", "{{cite book|author=王明|author2=李强|title=Bridges|year=2008}}", None),
        ("{{sfnp|Lind|1988|pp=5, [https://c.test/2 215]}}", LIND, "5, 215"),
    ],
)
def test_a_short_citation_joins_its_full_one(note: str, work: str, place: str | None) -> None:
    other = "{{cite book|last=Holm|title=Roads|year=1988}}"
    assert joined(note, other, work) == ("Bridges", place)


@pytest.mark.parametrize(
    ("note", "works"),
    [
        ("Lind 1988", (LIND, "{{cite book|last=Lind|title=Roads|year=1988}}")),
        ("Lind 1989", (LIND,)),
        ("Lind 1988a", (LIND,)),
        ("Berg 1988", (LIND,)),
        ("Lind & Berg 1988", (LIND,)),
        ("Anna 1988", (LIND,)),
        ("Lind, p. 5", (LIND, "{{cite book|last=Lind|title=Roads|year=1990}}")),
        ("Lind, p. 5", (LIND, "Lind, B. (1991). ''Roads''.")),
        ("Lind, p. 5", (LIND, "just words by Lind", "Lind, ''Roads''")),
        ("Bridges were built by Lind 1988", (LIND,)),
    ],
)
def test_none_is_better_than_a_wrong_one(note: str, works: tuple[str, ...]) -> None:
    assert joined(note, *works)[0] is None


def test_two_authors_are_told_from_one() -> None:
    two = "{{cite book|last=Lind|last2=Berg|title=Roads|year=1988}}"
    assert joined("Lind 1988", LIND, two)[0] == "Bridges"
    assert joined("Lind & Berg 1988", LIND, two)[0] == "Roads"
    assert joined("Lind et al. 1988", LIND, two)[0] is None


def test_a_footnote_of_the_same_author_keeps_others_from_joining() -> None:
    text = "It opened.<ref>Lind, Anna, ''Rails'', Lund 1977</ref> It closed.<ref>Lind, p. 5</ref>"
    assert notes(text, LIND)[1].title is None


@pytest.mark.parametrize(
    "note",
    ["Lind 1988, p. 5; Berg 1990", "{{harvnb|Lind|1988|p=5}}; {{harvnb|Berg|1990}}"],
)
def test_one_footnote_may_point_at_several(note: str) -> None:
    berg = "{{cite book|last=Berg|title=Roads|year=1990|url=http://b.test/2}}"
    (reference,) = notes(f"It opened.<ref>{note}</ref>", LIND, berg)
    assert [link.url for link in reference.links] == ["http://b.test/1", "http://b.test/2"]
    assert reference.source_key == "b.test/1#5; b.test/2"


def test_the_listed_work_is_meant_where_a_footnote_cites_it_too() -> None:
    again = "It opened.<ref>{{cite book|last=Lind|title=Bridges|year=1988|page=9}}</ref>"
    assert notes(f"{again}{{{{sfn|Lind|1988|p=5}}}}", LIND)[1].links[0].url == "http://b.test/1"


def test_a_link_to_its_page_makes_no_bare_address() -> None:
    (reference,) = notes("It opened.{{sfnp|Lind|1989|p=[https://c.test/2 5]}}", LIND)
    assert (reference.kind, len(reference.unanswered)) == ("other", 1)


@pytest.mark.parametrize(
    ("words", "names", "place"),
    [
        ("Lind, Berg & Holm (2008a), pp. 5–7", ("Lind", "Berg", "Holm"), "5–7"),
        ("王明、李强2008，第6页", ("王明", "李强"), "6"),
        ("van der Berg 1988, vol. 2, p. 9", ("van der Berg",), "vol. 2, p. 9"),
        ("D’Andrade 1995.", ("D’Andrade",), ""),
        ("Lind 1988 says otherwise", None, ""),
        ("Johann Fichte，1762年–1814年", None, ""),
        ("opened in 1931", None, ""),
        ("1988", None, ""),
        ("Lind 3988", None, ""),
    ],
)
def test_what_is_written_out(words: str, names: tuple[str, ...] | None, place: str) -> None:
    found = written(words, Span(0, 0))
    assert [(each.names, each.place) for each in found] == ([(names, place)] if names else [])


BRIDGE = "The old bridge was opened in 1931"
CLOSED = "It was closed in 1950 by the queen."


@pytest.mark.parametrize(
    ("prose", "support"),
    [
        (f"{BRIDGE} {{{{harv|Lind|1988|p=5}}}}. {CLOSED}", ["sourced", "none"]),
        (f"{BRIDGE}. {{{{harv|Lind|1988}}}} {CLOSED}", ["sourced", "none"]),
        (f"{BRIDGE}. {{{{harvtxt|Lind|1988}}}} says that it closed in 1950.", ["none", "sourced"]),
        (f"{BRIDGE} {{{{harvs|last=Lind|year=1988}}}}. {CLOSED}", ["sourced", "none"]),
        (f"{BRIDGE} (Lind 1988, 5). {CLOSED}", ["sourced", "none"]),
        (f"{BRIDGE} (see Lind 1988; Holm 1990). {CLOSED}", ["sourced", "none"]),
        (f"{BRIDGE}. (Lind 1988: 5)", ["sourced"]),
        (f"{BRIDGE} (Lind 1989). {CLOSED}", ["none", "none"]),
        (f"{BRIDGE} (by Lind in 1988). {CLOSED}", ["none", "none"]),
        ("桥于1931年通车（Lind 1988）。它在1950年关闭。", ["sourced", "none"]),
        (f"{{{{quote|{BRIDGE}. {CLOSED}|Lind 1988, 5}}}}", ["paragraph", "sourced"]),
        (f"{{{{quote|{BRIDGE}.|{{{{harvnb|Lind|1988}}}}}}}}", ["sourced"]),
    ],
)
def test_a_short_citation_in_prose_covers_its_statement(prose: str, support: list[str]) -> None:
    found = extract(parse(Page("page", f"{prose}{LIST}* {LIND}\n", "wikitext")))
    assert [claim.support for claim in found.claims] == list(map(Support, support))


def test_words_in_brackets_need_a_list_of_sources() -> None:
    text = f"{BRIDGE} (Lind 1988). It stands.<ref>{LIND}</ref>{LIST}"
    found = extract(parse(Page("page", text, "wikitext")))
    assert [each.form for each in found.references] == ["footnote"]


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "piece",
    [
        "<ref>Lind, p. 5</ref>",
        "{{sfn|Lind|1989}}",
        "(Lind 1988) ",
        "(Lind Lind Lind, ",
        "<ref>A, A, A, A & A A A; </ref>",
        "* Lind, 1988, ''T''\n",
        "{{EB1911|",
        "CITEREF",
        "* {{a|",
    ],
)
def test_long_runs_take_linear_time(piece: str) -> None:
    parsed = parse(Page("page", f"{piece * (100_000 // len(piece))}{LIST}* {LIND}\n", "wikitext"))
    assert references(parsed) is not None

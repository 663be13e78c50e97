"""Citation templates under their canonical names, and values as a reader sees them."""

from __future__ import annotations

import pytest

from citaudit.extract.plain import plain
from citaudit.extract.short import pointers_of
from citaudit.extract.templates import canonical_fields, kind_of
from citaudit.model import Page, Template
from citaudit.parse import parse
from citaudit.text.parameters import canonical_name


def call(text: str) -> Template:
    (note,) = parse(Page("page", f"<ref>{text}</ref>", "wikitext")).notes
    return note.templates[0]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Cite web", "web"),
        ("cite_News", "news"),
        ("Template:Cite book", "book"),
        ("citation", "other"),
        ("引用期刊", "journal"),
        ("Literatur", "book"),
        ("Cite journal zh", "journal"),
        ("cite book_cn", "book"),
        ("引用報告", "book"),
        ("infobox", None),
    ],
)
def test_which_templates_cite(name: str, kind: str | None) -> None:
    assert kind_of(call(f"{{{{{name}}}}}")) == kind


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("accessdate", "access-date"),
        ("archiveurl", "archive-url"),
        ("deadurl", "url-status"),
        ("urlstatus", "url-status"),
        ("unified", "csbn"),
        ("in", "language"),
        ("last1", "last"),
        ("last2", "last2"),
        ("surname3", "last3"),
        ("editor2-last", "editor-last2"),
        ("ISBN", "isbn"),
        ("Titel", "title"),
        ("no-such", "no-such"),
    ],
)
def test_canonical_names(name: str, canonical: str) -> None:
    assert canonical_name(name) == canonical


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("dead-url=no", "live"),
        ("deadurl=yes", "dead"),
        ("url-status=live", "live"),
        ("dead-url=usurped", "usurped"),
        ("url-status=bot: unknown", "unfit"),
        ("publisher=", "dead"),
    ],
)
def test_the_status_in_its_several_vocabularies(given: str, status: str) -> None:
    fields = canonical_fields(call(f"{{{{cite web|{given}|archive-url=http://a.test/}}}}"))
    assert fields["url-status"] == status


def test_the_first_filled_spelling_counts() -> None:
    fields = canonical_fields(call("{{cite web|access-date=|accessdate=2010|1=loose}}"))
    assert fields == {"access-date": "2010"}


def test_the_place_of_each_field() -> None:
    text = "{{sfn|Smith| 2008 |p= 5}}"
    (note,) = parse(Page("page", text, "wikitext")).notes
    (template,) = note.templates
    assert [(f.name, f.value) for f in template.fields] == [
        ("1", "Smith"),
        ("2", "2008"),
        ("p", "5"),
    ]
    assert [f.span.of(text).strip() for f in template.fields] == ["Smith", "2008", "5"]


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("plain words", "plain words"),
        ("[[BBC News|the ''BBC'']] &amp; [[CNN]]", "the BBC & CNN"),
        ("-{zh-hans:软件;zh-hant:軟體}-的历史", "软件的历史"),
        ("-{The text}-", "The text"),
        ("-{zh:a;b}-", "a;b"),
        ("a<!-- hidden -->b", "ab"),
        ("[http://a.test/ words]", "words"),
        ('[words](http://a.test/ "t")', "words"),
        ("{{start date|2010|5|3}}", "2010-5-3"),
        ("a <small>b</small> {{lang|fr|c}}", "a b"),
        ("*starred* and 2*3*4", "starred and 2*3*4"),
        ("two\n  lines", "two lines"),
    ],
)
def test_a_value_as_a_reader_sees_it(value: str, seen: str) -> None:
    assert plain(value) == seen


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("{{sfn|Smith|2008|p=5}}", ("CITEREFSmith2008",)),
        ("{{harvnb|Smith|Jones|2008}}", ("CITEREFSmithJones2008",)),
        (
            "{{sfnm|1a1=Smith|1y=2008|2a1=Jones|2a2=Lee|2y=2009}}",
            ("CITEREFSmith2008", "CITEREFJonesLee2009"),
        ),
        ("{{sfn|x|ref=CITEREFOther}}", ("CITEREFOther",)),
        ("{{cite web|title=x}}", ()),
    ],
)
def test_what_a_short_citation_points_at(text: str, anchors: tuple[str, ...]) -> None:
    assert tuple(each.anchor for each in pointers_of(call(text))) == anchors


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    ("piece", "seen"),
    [(mark, mark) for mark in ("{{", "[[", "-{", "<", "[a](", "*a", "{{a|", "<a_")]
    + [("''", ""), ("&amp;", "&")],
)
def test_hostile_values_take_no_time(piece: str, seen: str) -> None:
    assert plain(piece * 20_000) == seen * 20_000

"""References as a page prints them, and what each says of its source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.extract.references import references
from citaudit.model import Document, Marker, Page, Reference, ReferenceList, Span
from tests.extract.made_documents import made


def only(text: str, *, origin: str | None = None) -> Reference:
    found = references(made(text, origin=origin))
    assert len(found) == 1
    return found[0]


CITED = (
    "A.<ref>{{cite web|url=http://paper.test/a|title=A storm|publisher=|date=12 January 2016"
    "|accessdate=14 January 2016|deadurl=no|archiveurl=https://web.archive.org/web/20170113153431/"
    "http://paper.test/a|archivedate=2017年1月13日}}</ref>"
)


def test_a_template_gives_canonical_fields_links_and_dates() -> None:
    reference = only(CITED)
    assert (reference.id, reference.label, reference.form, reference.kind) == (
        "r1",
        "1",
        "footnote",
        "web",
    )
    assert reference.title == "A storm"
    assert "publisher" not in reference.fields
    assert reference.fields["url-status"] == "live"
    assert [link.role for link in reference.links] == ["source", "archive"]
    dates = {date.role: str(date.earliest) for date in reference.dates}
    assert dates == {"published": "2016-01-12", "accessed": "2016-01-14", "archived": "2017-01-13"}
    assert reference.source_key == "paper.test/a"


def test_an_archive_named_without_status_means_dead() -> None:
    assert only(CITED.replace("|deadurl=no", "")).fields["url-status"] == "dead"
    assert only(CITED.replace("deadurl=no", "dead-url=是")).fields["url-status"] == "是"


# What the footnote says; then kind, title, and a field.
WRITTEN = """
[http://paper.test/a 標題], 新华网, 2008年5月1日 | news | 標題 | work=新华网
[http://paper.test/a 標題], 新华网, 2008年5月1日 | news | 標題 | date=2008年5月1日
《书名》. 人民文学出版社, 1982年. ISBN 978-7-02-000220-7 | book | 书名 | publisher=人民文学出版社
《书名》. 人民文学出版社, 1982年. | book | 书名 | date=1982年
某人. 史稿[M]. 北京: 中华书局, 1980: 12-15. | book | 史稿 | publisher=中华书局
見《人民日報》2008年5月1日第3版 | news | 人民日報 | date=2008年5月1日
Smith (2008). ''Big Book''. Oxford University Press. p. 12. | book | Big Book | pages=12
Smith (2008). ''Big Book''. Acme Press. | book | Big Book | publisher=Acme Press
Elliot, D. 1972. An enzyme of dogs. Acta Biologica 5. | other | An enzyme of dogs | date=1972
[http://paper.test/a A storm] 2010年5月3日查阅 | web | A storm | access-date=2010年5月3日
[http://paper.test/a the original] “A storm” | web | A storm | title=A storm
http://paper.test/a retrieved 2010-05-03 | bare | | access-date=2010-05-03
[http://paper.test/a] | bare | |
[http://paper.test/a http://paper.test/a] | bare | |
Somebody said: “a very long sentence” | other | |
"""
ROWS = [[cell.strip() for cell in row.split("|")] for row in WRITTEN.strip().splitlines()]


@pytest.mark.parametrize(("body", "kind", "title", "field"), ROWS)
def test_a_source_written_out(body: str, kind: str, title: str, field: str) -> None:
    reference = only(f"A.<ref>{body}</ref>")
    assert (reference.kind, reference.title or "") == (kind, title)
    name, _, value = field.partition("=")
    assert reference.fields.get(name, "") == value


EMPTY = [
    "",
    "  \n",
    "。",
    "<!-- nothing -->",
    "{{dead link|date=May 2010}}",
    "{{cite web|url=|title= }}",
]


@pytest.mark.parametrize("body", EMPTY)
def test_nothing_left_is_empty(body: str) -> None:
    reference = only(f"A.<ref>{body}</ref>")
    assert reference.empty
    assert (reference.cause, reference.source_key) == ("blank", None)
    assert only(f"A.<ref>{body}</ref>", origin="pandoc").cause == "lost-in-conversion"


@pytest.mark.parametrize(
    "body", ["x", "{{unknown template}}", "ISBN 0-306-40615-2", "{{cite web|title=A}}"]
)
def test_something_left_is_not_empty(body: str) -> None:
    assert not only(f"A.<ref>{body}</ref>").empty


COPY = "https://web.archive.org/web/20100101000000/http://paper.test/a"
MARKS = f"{{{{dead link}}}} {{{{Wayback|url={COPY}|date=20100101000000}}}} {{{{other}}}}"


@pytest.mark.parametrize(
    "text", ["A.<ref>[http://paper.test/a A]</ref>", "[http://paper.test/a A]"]
)
def test_marks_behind_a_reference_belong_to_it(text: str) -> None:
    reference = only(f"{text}{MARKS}")
    assert [t.name for t in reference.templates] == ["dead link", "Wayback"]
    assert [link.role for link in reference.links] == ["source", "archive"]
    assert reference.fields["archive-date"] == "20100101000000"


def test_uses_share_a_footnote_and_undefined_names_are_printed() -> None:
    text = 'A.<ref name="a">x</ref> B.<ref name="a"/> C.<ref name="gone"/> D.<ref>y</ref>'
    found = references(made(text))
    assert [(r.label, r.kind, len(r.markers)) for r in found] == [
        ("1", "other", 2),
        ("2", "undefined", 1),
        ("3", "other", 1),
    ]
    assert found[0].keys == ("a",)
    assert found[1].span == found[1].markers[0].span


def test_groups_have_counters_of_their_own() -> None:
    groups = ["註", "", "lower-alpha", "lower-roman", "註", "upper-alpha"]
    text = "".join(f'<ref group="{group}">x</ref>' if group else "<ref>x</ref>" for group in groups)
    labels = [reference.label for reference in references(made(text))]
    assert labels == ["註 1", "1", "a", "i", "註 2", "A"]


def test_numbers_start_anew_after_a_list() -> None:
    document = made("A.<ref>x</ref> B.<ref>y</ref>\nC.<ref>z</ref>")
    place = document.page.text.index("\n")
    listed = Document(
        document.page,
        document.blocks,
        document.markers,
        document.notes,
        lists=(ReferenceList(Span(place, place)),),
    )
    assert [r.label for r in references(listed)] == ["1", "2", "1"]


def test_several_templates_make_one_reference() -> None:
    two = "{{cite web|url=http://a.test/|title=One}}; {{cite book|title=Two|isbn=0306406152}}"
    reference = only(f"A.<ref>{two}</ref>")
    assert (reference.kind, reference.title) == ("web", "One")
    assert len(reference.templates) == 2
    assert [i.value for i in reference.identifiers] == ["0306406152"]


def test_each_of_several_works_is_a_reference_of_its_own() -> None:
    reference = only(
        "A.<ref>{{cite web|title=A|url=http://a.test/1|date=2016-01-02}}, p. 5; "
        "{{cite web|title=B|url=http://b.test/2}} {{dead link}}; "
        "[http://c.test/3 D]</ref>"
    )
    first, second = reference.works
    assert (first.title, second.title) == ("A", "B")
    assert [[link.url for link in work.links] for work in reference.works] == [
        ["http://a.test/1"],
        ["http://b.test/2"],
    ]
    assert [[date.as_written for date in work.dates] for work in reference.works] == [
        ["2016-01-02"],
        [],
    ]
    assert first.note is not None
    assert first.note.body.endswith("}}, p. 5; ")
    assert second.templates[-1].name == "dead link"
    assert second.markers == reference.markers
    assert only("A.<ref>{{cite web|title=A|url=http://a.test/1}}; [http://b B]</ref>").works == ()


LISTED = """A.<ref>Smith, 2008, p. 5</ref> B.<ref>{{sfn|Smith|2008|p=9}}</ref>
== Books ==
* {{cite book|last=Smith|year=2008|title=Big|isbn=0306406152}}
* 《书名》. 人民出版社, 1982年.
* just words
"""


def test_full_citations_outside_footnotes() -> None:
    found = references(made(LISTED))
    assert [r.form for r in found] == ["footnote", "footnote", "citation", "citation"]
    assert [r.title for r in found] == ["Big", "Big", "Big", "书名"]
    assert found[0].fields["pages"] == "5"
    assert len({r.source_key for r in found[:3]}) == 3
    assert found[2].keys == ("CITEREFSmith2008",)


def test_a_link_in_the_prose_is_its_own_source() -> None:
    found = references(
        made("A [http://paper.test/a storm] came.\n== Links ==\n* [http://other.test/ B]\n")
    )
    link, item = found
    assert (link.form, link.title, link.markers[0].span) == ("link", "storm", link.span)
    assert item.form == "citation"


SAME = [
    ("{{cite web|url=http://www.paper.test/a/}}", "[https://paper.test/a?utm_source=x B]"),
    ("{{cite journal|doi=10.1000/AB|volume=1}}", "Smith. doi:10.1000/ab."),
    ("{{cite web|url=https://doi.org/10.1000/ab}}", "{{cite journal|doi=10.1000/ab}}"),
    ("{{cite book|isbn=0-306-40615-2}}", "{{cite book|isbn=978-0-306-40615-7}}"),
    (f"{{{{cite web|url={COPY}}}}}", "http://paper.test/a"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_source_twice_has_one_key(one: str, other: str) -> None:
    first, second = references(made(f"A.<ref>{one}</ref> B.<ref>{other}</ref>"))
    assert first.source_key == second.source_key is not None


OTHER = [
    ("{{cite book|isbn=0306406152|page=1}}", "{{cite book|isbn=0306406152|page=2}}"),
    ("{{cite web|url=http://paper.test/?id=1}}", "{{cite web|url=http://paper.test/?id=2}}"),
]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_sources_have_two_keys(one: str, other: str) -> None:
    first, second = references(made(f"A.<ref>{one}</ref> B.<ref>{other}</ref>"))
    assert first.source_key != second.source_key


PIECES = st.sampled_from(
    (
        *(
            "<ref>",
            "</ref>",
            '<ref name="a"/>',
            '<ref name="a">',
            "{{dead link}}",
            "{{sfn|A|2008}}",
        ),
        *(
            "{{cite web|url=http://a.test/|title=T}}",
            "[http://b.test x]",
            "http://c.test/",
            "《书》",
        ),
        *("2008年", "\n", "* ", "== H ==\n", "word ", "。", "ISBN 0-306-40615-2"),
    )
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_footnote_stands_once_and_every_place_is_in_the_page(text: str) -> None:
    document = made(text)
    found = references(document)
    footnotes = [r for r in found if r.form == "footnote"]
    assert sum(len(r.markers) for r in footnotes) == len(document.markers)
    assert [r.id for r in found] == [f"r{n}" for n in range(1, len(found) + 1)]
    for reference in found:
        places = [reference.span, *(link.span for link in reference.links)]
        places += [i.span for i in reference.identifiers] + [d.span for d in reference.dates]
        assert all(0 <= place.start <= place.end <= len(text) for place in places)
        for date in reference.dates:
            assert date.span.of(text).strip() == date.as_written


def test_an_uncited_marker_key_is_kept() -> None:
    page = Page("made", "[^a]", "markdown")
    found = references(Document(page, markers=(Marker(Span(0, 4), "a"),)))
    assert [(r.kind, r.keys) for r in found] == [("undefined", ("a",))]


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("{{cite web|title=A|url=http://a.test/1}} {{dead link|date=May 2012}}", "doubtful"),
        ("{{cite web|title=A|url=http://a.test/1|url-status=dead}}", "doubtful"),
        ("[http://a.test/1 A], [http://a.test/2 B] {{dead link}}", "stands"),
        ("[http://a.test/1 A] {{dead link}}, [http://a.test/2 B] {{dead link}}", "doubtful"),
        (
            "{{cite web|title=A|url=http://a.test/1}} {{dead link}}; {{cite book|title=B}}",
            "stands",
        ),
        ("{{cite book|title=A|isbn=0306406152|url=http://a.test/1}} {{dead link}}", "stands"),
        ("{{cite web|title=A|url=http://a.test/1}} {{cbignore}}", "stands"),
        (
            "{{cite web|title=A|url=http://a.test/1|url-status=dead"
            "|archive-url=https://web.archive.org/web/20170113153431/http://a.test/1}}",
            "stands",
        ),
    ],
)
def test_a_source_whose_links_the_page_calls_dead_is_in_doubt(body: str, state: str) -> None:
    assert only(f"A.<ref>{body}</ref>").state == state

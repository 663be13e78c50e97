"""Footnotes as Cite counts them: uses, keys, groups, errors, sub-references."""

from __future__ import annotations

from collections import Counter

import pytest

from citaudit.model import Document, Page, ProblemKind
from citaudit.parse.wikitext.document import document


def read(text: str) -> Document:
    return document(Page("page", text, "wikitext"))


def uses(text: str) -> list[int]:
    found = read(text)
    marks = Counter((marker.group, marker.key) for marker in found.markers)
    return sorted(marks[key] for key in {(n.group, n.key) for n in found.notes} | set(marks))


def errors(text: str) -> list[str]:
    return [p.id for p in read(text).problems if p.kind is ProblemKind.CITE_ERROR]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<ref>a</ref><ref>a</ref>", [1, 1]),
        ("<ref name=\"n\">a</ref><ref name=n/><REF NAME='n' />", [3]),
        ("<ref name=n/><ref name=n>a</ref>", [2]),
        ("<ref name=n/>", [1]),
        ("<ref></ref><ref/>", []),
        ('<ref name="">a</ref>', [1]),
        ('<ref name="two  words">a</ref><ref name="two words"/><ref name="two_words"/>', [1, 2]),
        ("<ref name=n>a</ref><ref name=n group=g>b</ref>", [1, 1]),
        ("<ref name=n>a</ref><references/><ref name=n>b</ref>", [1, 1]),
        ("<ref name=n/><references><ref name=n>a</ref></references>", [1]),
        ("<references><ref name=n>a</ref></references>", [0]),
        ("<ref name=n/>{{reflist|refs=<ref name=n>a</ref>}}", [1]),
        ("{{#tag:ref|a{{#tag:ref|b}}|name=x}}<ref name=x />", [1, 2]),
        ("<ref name=n>a</ref><ref follow=n>b</ref>", [1]),
        ("<ref follow=n>b</ref><ref name=n>a</ref>", [1]),
        ("<ref name=b>B</ref><ref name=b details='p. 1'/><ref name=b details='p. 1'/>", [1, 2]),
        ("<ref group=lost>a</ref><ref>b</ref><references/>", [1]),
        ("<ref group=elsewhere>a</ref>", [1]),
        ("{{r|a|b}}<ref name=a>A</ref>{{r|a}}", [1, 3]),
        ("{{sfn|Smith|2000|p=1}}{{Sfn|Smith|2000|p=1|ps=.}}{{sfn|Smith|2000|p=2}}", [1, 2]),
        ("{{efn|x|name=e}}{{efn|name=e}}{{notelist}}", [2]),
        ('{{refn|group="n"|x}}{{reflist|group="n"}}', [1]),
        ("{{noteTag|甲}}{{refTag|乙}}{{noteTA|丙}}", [1, 1]),
        ("{{box|a=<ref>x</ref>|a=<ref>y</ref>}}", [1]),
        (
            "<ref>a{{#tag:references||group=g}}</ref><ref group=g>b</ref><references group=h />",
            [1, 1],
        ),
        ('<ref name="""/><ref name=""group=g>a</ref>', [1]),
        ('<ref group=" name="b">a</ref>', [1]),
        ("<ref name=n>a</ref>{{#tag:ref||name=<!-- of it -->n}}", [2]),
        ("{{#tag:ref|<!-- nothing -->}}{{#tag:ref|<ref>}}", []),
        ("{{#tag:ref|a <ref name=n /> b}}<ref name=n>c</ref>", [1, 2]),
        ("{| <ref>a</ref>\n|-\n| <ref>b</ref> || [[File:A|c <ref>d</ref>]]\n|}", [1, 1, 1]),
    ],
)
def test_uses(text: str, expected: list[int]) -> None:
    assert uses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<ref></ref>", ["ref_no_input"]),
        ("<ref/>", ["ref_no_key"]),
        ("<ref name=5>a</ref>", ["ref_numeric_key"]),
        ("<ref foo=x>a</ref>", ["ref_too_many_keys"]),
        ("<ref name=a follow=b>c</ref>", ["ref_follow_conflicts"]),
        ("<ref dir=up>a</ref>", ["ref_invalid_dir"]),
        ("<ref name=a dir=ltr>a</ref><ref name=a dir=rtl/>", ["ref_conflicting_dir"]),
        ("<ref details=x>a</ref>", ["ref_with_details_no_name"]),
        ("<ref details=x/>", ["details_missing_parent"]),
        ("<ref>a <ref>b</ref>", ["included_ref"]),
        ("<ref name=a>b</ref><ref name=a>c</ref>", ["references_duplicate_key"]),
        ("<ref name=a/>", ["references_no_text"]),
        ("<references><ref name=a>b</ref></references>", ["references_missing_key"]),
        ("<references><ref>b</ref></references>", ["references_no_key"]),
        ("<ref name=a/><references><ref name=a group=g>b</ref></references>",
         ["references_group_mismatch"]),
        ("<ref name=a>b</ref><references><ref name=a></ref></references>",
         ["empty_references_define"]),
        ("<ref group=g>a</ref><references/>", ["group_refs_without_references"]),
        ("<ref>a</ref><references name=x/>", ["references_invalid_parameters"]),
        ("<ref name=a>b</ref><references><ref name=a details=x>b</ref></references>",
         ["details_unsupported_context"]),
        ("<ref>a</ref>{{#tag:references|<references/>}}", ["included_references"]),
        ("<ref>a</ref><ref name=b>c</ref><ref name=b/><references/>", []),
        ("{{efn}}", ["ref_no_input"]),
        ("{{#tag:ref|<!-- nothing -->}}", ["ref_no_input"]),
        ("{{#tag:ref|a <ref> b}}", ["included_ref"]),
        ("<ref group=g follow=b>a</ref><references/>", ["group_refs_without_references"]),
        ('<ref name="""/>', ["ref_no_key"]),
    ],
)  # fmt: skip
def test_errors(text: str, expected: list[str]) -> None:
    assert errors(text) == expected


def test_errors_stand_at_their_place() -> None:
    text = "One.<ref name=a>x</ref> Two.<ref name=a>y</ref>"
    (problem,) = read(text).problems
    assert problem.span.of(text) == "<ref name=a>y</ref>"


def test_an_open_footnote_is_text() -> None:
    text = "A.<ref>a</ref> B.<ref name=b>never closed"
    found = read(text)
    assert [note.body for note in found.notes] == ["a"]
    (problem,) = found.problems
    assert problem.kind is ProblemKind.UNCLOSED_REFERENCE
    assert problem.span.of(text) == "<ref name=b>"


def test_notes_and_markers_share_keys() -> None:
    text = 'A.<ref name="n" group="g">x [http://a.b/c c]</ref> B.<ref name="n" group="g" />'
    found = read(text)
    (note,) = found.notes
    assert (note.key, note.group, note.name) == ("n", "g", "n")
    assert note.body_span.of(text) == note.body == "x [http://a.b/c c]"
    assert [(m.key, m.group) for m in found.markers] == [("n", "g")] * 2
    assert [marker.span.of(text) for marker in found.markers][1] == '<ref name="n" group="g" />'


def test_a_sub_reference_names_its_parent() -> None:
    found = read('<ref name="b">Book</ref><ref name="b" details="p. 1" />')
    book, page = found.notes
    assert page.parent == book.key
    assert page.body == "p. 1"


def test_two_texts_of_one_name_are_two_notes_of_one_key() -> None:
    found = read("<ref name=a>x</ref><ref name=a>y</ref>")
    assert [(note.key, note.body) for note in found.notes] == [("a", "x"), ("a", "y")]


def test_a_continuation_has_the_key_and_no_name() -> None:
    found = read("<ref name=a>x</ref><ref follow=a>y http://a.b/c</ref>")
    assert [(note.key, note.name) for note in found.notes] == [("a", "a"), ("a", None)]
    assert len(found.markers) == 1


def test_a_comment_left_open_in_a_note_hides_the_next() -> None:
    found = read("<ref>a <!-- </ref><ref>b</ref><references/>")
    assert [note.body for note in found.notes] == ["a <!-- "]
    (problem,) = found.problems
    assert problem.kind is ProblemKind.LEFTOVER_MARKUP


def test_lists_are_named_by_group() -> None:
    found = read("<ref>a</ref><ref group=n>b</ref>{{notelist}}<references group=n/>{{reflist}}")
    assert [listed.group for listed in found.lists] == ["lower-alpha", "n", ""]

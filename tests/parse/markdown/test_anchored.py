"""Footnotes made of raw HTML anchors in a Markdown page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.extract import extract
from citaudit.model import Page
from citaudit.parse import parse
from citaudit.parse.markdown.anchored import anchored

SHAPES = [
    (
        'Ice is 4 m thick.<sup><a href="#n1" id="r1">1</a></sup>',
        '<sup id="n1">1. Ice, http://press.test/ice <a href="#r1">↩</a></sup>',
    ),
    (
        'Ice is 4 m thick.<a href="#n1"><sup>[1]</sup></a>',
        '<a name="n1">1</a>: http://press.test/ice',
    ),
    ("Ice is 4 m thick.<sup>[1](#n1)</sup>", '<a id="n1"></a>[1] Ice. <http://press.test/ice>'),
    (
        "Ice is 4 m thick[<sup>1</sup>](#n1).",
        '- <span id="n1">1</span> [Ice](http://press.test/ice)',
    ),
    (
        'Ice is 4 m thick.<a href="#n1">[1]</a>',
        '<div>\n<ol>\n<li id="n1"><a href="http://press.test/ice">Ice</a></li>\n</ol>\n</div>',
    ),
]


@pytest.mark.parametrize(("prose", "note"), SHAPES)
def test_mark_and_note_belong_together(prose: str, note: str) -> None:
    citations = extract(parse(Page("a.md", f"{prose}\n\nIt melts in 30 days.\n\n{note}\n")))
    (reference,) = citations.references
    assert [link.url for link in reference.links] == ["http://press.test/ice"]
    assert len(reference.markers) == 1
    thick, melts = citations.claims
    assert thick.text == "Ice is 4 m thick."
    assert (thick.references, melts.references) == ((reference.id,), ())


def test_two_notes_on_neighbouring_lines() -> None:
    text = (
        "Ice is thick.<sup>[1](#a)</sup> Snow is not.<sup>[2](#b)</sup>\n\n"
        '<a name="a">1</a>: Ice, http://press.test/a\n<a name="b">2</a>: Snow, http://press.test/b\n'
    )
    first, second = parse(Page("a.md", text)).notes
    assert first.text
    assert second.text
    assert (first.text.text.strip(), second.text.text.strip()) == (
        "Ice, http://press.test/a",
        "Snow, http://press.test/b",
    )


@pytest.mark.parametrize(
    "text",
    [
        'Go to <sup><a href="#top">1</a></sup>.',
        '<sup>[1](#end)</sup> and in the middle <a name="end"></a> of a line.',
        '# <a name="x"></a> Heading\n\n[Heading](#x)',
        "x<sup>2</sup> and [link](#fn1)",
    ],
)
def test_other_anchors_are_no_footnotes(text: str) -> None:
    assert not anchored(text).notes
    assert not parse(Page("a.md", text)).markers


PIECES = st.sampled_from(
    [
        "<sup>",
        "</sup>",
        '<a href="#x">',
        "</a>",
        '<a id="x">',
        "[1](#x)",
        "1",
        "\n",
        "\n\n",
        "<li ",
        ">",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_hold_what_they_name(text: str) -> None:
    found = anchored(text)
    for start, (span, key) in found.marks.items():
        assert span.start == start
        assert key[1:] in span.of(text)
    for _, whole, body in found.notes:
        assert whole.holds(body)
    parse(Page("a.md", text))

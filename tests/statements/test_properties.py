"""What holds for any text: places, order, and an end in time."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citaudit.coverage import Coverage, coverage
from citaudit.extract import extract
from citaudit.extract.sentences import sentences
from citaudit.model import Evidence, Page, Standing, Support, Verdict
from citaudit.parse import parse
from citaudit.parse.wikitext.blocks import blocks
from citaudit.parse.wikitext.scan import scan
from citaudit.weigh import weigh

PIECES = [
    "甲乙。",
    "「好。」",
    "（見下）",
    "…",
    "A b c. ",
    "Dr. X said 5.5. ",
    "; ",
    "\n",
    "\n\n",
    "* x 1\n",
    "== H ==\n",
    "<ref>[http://a.example b]</ref>",
    "<ref name=x/>",
    "{{cn}}",
    "[[a|b]]",
    "[[File:a.jpg|thumb|cap 1]]",
    "{|\n|-\n| 1 || 2\n|}\n",
    "{{Infobox x|a=1<br/>2|caption=c}}",
    "'''b'''",
    "&amp;",
    "-{zh-hans:甲;zh-hant:乙}-",
    "{{convert|5|km}}",
    "{{quote|q. r.}}",
    "<br>",
    "<poem>p\nq</poem>",
    "[http://c.example d]",
    "{{",
    "}}",
    "|",
    "<td>",
    "{{ubl|a 1|b 2}}",
    "<!-- c -->",
    "；",
    "\u2028",
    "&nbsp;",
    "''''",
    "__TOC__",
    ":: y\n",
    "<blockquote>z.</blockquote>",
]
written = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@given(
    st.text(alphabet='甲乙。！？…「」（）《》；.!? ABab1\n\u2028"“”', max_size=60),
    st.sampled_from(["zh", "en", "ja", "und"]),
)
def test_sentences_are_in_order_and_leave_out_only_white_space(text, language):
    found = sentences(text, language)
    at = 0
    for start, end in found:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@settings(max_examples=300, deadline=None)
@given(written)
def test_blocks_say_where_their_words_stand(text):
    for block in blocks(scan(text))[0]:
        mapped = block.text
        assert list(mapped.page) == sorted(mapped.page)
        assert 0 <= block.span.start <= block.span.end <= len(text)
        for offset, character in enumerate(mapped.text):
            if character in "甲乙bdqrz":  # printed as they are written
                assert text[mapped.to_page(offset)] == character


@settings(max_examples=200, deadline=None)
@given(written)
def test_claims_stand_in_their_page_and_name_references_that_are_there(text):
    citations = extract(parse(Page("a.wikitext", text)))
    known = {reference.id for reference in citations.references}
    places = [claim.span for claim in citations.claims]
    assert places == sorted(places)
    assert len({claim.id for claim in citations.claims}) == len(citations.claims)
    for claim in citations.claims:
        assert 0 <= claim.span.start < claim.span.end <= len(text)
        assert set(claim.references) <= known
        assert (claim.reason is not None) == (claim.support is Support.EXEMPT)
        if claim.scope is None:
            assert claim.support in (Support.NONE, Support.REQUESTED, Support.EXEMPT)
        if claim.covered:
            assert claim.covered.start == claim.span.start
            assert claim.covered.end <= claim.span.end


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("piece", "blocks"),
    [
        ("[[File:a|thumb|", 1),
        ("{{infobox|a=", 1),
        ("{{ubl|", 1),
        ("<td>", 0),
        ("{|\n|", 0),
        ("「", 1),
        ("（", 1),
        ('"a', 1),
        ("; ", 1),
        ("-{", 1),
        ("*a\n", 33_333),
    ],
)
def test_hostile_pages_take_no_time(piece, blocks):
    citations = extract(parse(Page("a.wikitext", piece * (100_000 // len(piece)))))
    assert len(citations.document.blocks) == blocks
    assert len(citations.claims) <= blocks


@pytest.mark.parametrize(
    ("scope", "states", "wanted"),
    [
        (None, [], Support.NONE),
        ("sentence", [], Support.EMPTY),
        ("sentence", ["empty", "stands", "dead"], Support.SOURCED),
        ("paragraph", ["empty", "stands"], Support.PARAGRAPH),
        ("sentence", ["empty", "dead"], Support.DEAD),
        ("paragraph", ["dead", "doubtful"], Support.DOUBTFUL),
        ("paragraph", ["empty", "empty"], Support.EMPTY),
    ],
)
def test_support_by_the_states_of_the_sources(scope, states, wanted):
    assert Support.of(scope, states) is wanted


def test_a_named_copy_keeps_a_statement_until_it_dies_too():
    source, copy = (
        "http://a.example/x",
        "https://web.archive.org/web/20150101000000/http://a.example/x",
    )
    text = f"It has 5 doors.<ref>{{{{cite web|url={source}|title=X|archive-url={copy}}}}}</ref>"
    citations = extract(parse(Page("a.wikitext", text)))
    dead = {source: Verdict(Standing.DEAD)}
    assert _supports(citations, {}) == [Support.SOURCED]
    assert _supports(citations, dead) == [Support.SOURCED]
    assert _supports(citations, dead | {copy: Verdict(Standing.UNKNOWN)}) == [Support.SOURCED]
    assert _supports(citations, dead | {copy: Verdict(Standing.DEAD)}) == [Support.DEAD]
    assert _supports(citations, dead | {copy: Verdict(Standing.SUSPECT)}) == [Support.DOUBTFUL]


def test_a_source_that_the_page_calls_dead_is_in_doubt_until_a_look_decides():
    source = "http://a.example/x"
    text = f"It has 5 doors.<ref>{{{{cite web|url={source}|title=X}}}} {{{{dead link}}}}</ref>"
    citations = extract(parse(Page("a.wikitext", text)))
    for standing, support in (
        (Standing.UNCHECKED, Support.DOUBTFUL),
        (Standing.UNKNOWN, Support.DOUBTFUL),
        (Standing.SUSPECT, Support.DOUBTFUL),
        (Standing.DEAD, Support.DEAD),
        (Standing.ALIVE, Support.SOURCED),
    ):
        assert _supports(citations, {source: Verdict(standing)}) == [support]
    assert _supports(citations, {}) == [Support.DOUBTFUL]


def _supports(citations, verdicts):
    return [claim.support for claim in weigh(citations, Evidence(verdicts=verdicts)).claims]


def test_the_three_figures_leave_out_the_exempt_and_keep_leads_apart():
    text = "A lead of 5.\n\n== H ==\nOne 1. Two 2.<ref>Book, 1990, p. 3</ref> "
    text += "Three 3.<ref name=x/> Four 4.\n\nThis article ends."
    claims = extract(parse(Page("a.wikitext", text))).claims
    assert coverage(claims, "lead") == Coverage(statements=1)
    assert coverage(claims, "body") == Coverage(4, strict=2, paragraph=3, checkable=2)
    both = coverage(claims, "lead") + coverage(claims, "body")
    assert coverage(claims, "all") == both
    assert coverage([replace(claims[0], support=Support.EXEMPT)]) == Coverage()

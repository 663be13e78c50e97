"""Documents that want to be more than text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from citaudit.model import Edit, Evidence, Fix, Look, Outcome, Span, Standing, Verdict
from citaudit.report.html import render
from citaudit.report.html.excerpts import excerpt
from citaudit.report.html.links import safe_href, shown_host
from citaudit.report.html.spans import Touching
from citaudit.text.lines import Lines
from tests.html.made import LOOKED, Made, report

ATTACKS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "</title></textarea></noscript></template><svg onload=alert(1)>",
    "\"><a href='javascript:alert(1)'>x</a>",
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}${alert(1)}`",
    "<!--",
    "]]>",
    "&lt;b&gt; &amp;amp;",
    "\u202egnp.exe\u202c",
    "\x00\x1b[31m",
    "\ud800",
    "\u2028",
)
HOSTILE = st.one_of(st.sampled_from(ATTACKS), st.text(max_size=60)).filter(bool)
ADDRESSES = st.one_of(
    st.sampled_from(
        (
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            'http://a.example/"onclick="alert(1)',
            "https://[::1",
            "http://good.example@evil.example/",
            "//cdn.example/x",
            "https://xn--e1awd7f.example/",
            "https://аррӏе.example/",
            "http://",
            "http://\u202eelpmaxe.example/",
        )
    ),
    st.text(max_size=40),
)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_nothing_in_a_document_becomes_markup(data: st.DataObject) -> None:
    word = data.draw(HOSTILE)
    url = data.draw(ADDRESSES)
    page = Made(data.draw(HOSTILE), data.draw(st.sampled_from(("en", "zh", "und"))))
    page.heading(word)
    page.paragraph((word, "sourced", ["r1"]), (data.draw(HOSTILE), "none", []))
    page.reference(word, url or "x:", data.draw(ADDRESSES) or "y:", publisher=data.draw(HOSTILE))
    edit = Edit(Span(0, 2), data.draw(HOSTILE))
    page.finding("REF001", page.claims[0].span, word, fix=Fix(data.draw(HOSTILE), (edit,)))
    look = Look(url, LOOKED, Outcome.GONE, 404, url, (url, url), word, word)
    seen = Evidence(verdicts={url: Verdict(Standing.DEAD, look=look)}, skipped={word: word})
    text = render(replace(report(page, evidence=seen), rules_skipped={word: word}))
    text.encode("utf-8")
    soup = BeautifulSoup(text, "lxml")
    assert len(soup.find_all("script")) == 3
    assert not soup.find_all(["img", "iframe", "object", "template", "noscript", "base"])
    for element in soup.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on")]
    for link in soup.find_all(href=True):
        assert re.match(r"#|https?:|data:image/svg", link["href"], re.IGNORECASE), link


def test_text_comes_through_whole() -> None:
    page = Made("a.md")
    for attack in ATTACKS[:8]:
        page.paragraph((attack, "none", []))
    soup = BeautifulSoup(render(report(page)), "lxml")
    assert [each.get_text() for each in soup.select(".s")] == list(ATTACKS[:8])


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("//example.org/a", "https://example.org/a"),
        ("HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://", None),
        ("http://[", None),
        ("http://a.example/\u202e", None),
        ("ftp://example.org/", None),
        ("", None),
    ],
)
def test_only_web_addresses_are_followed(url: str, followed: str | None) -> None:
    assert safe_href(url) == followed


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://bank.example@evil.example/", "evil.example"),
        ("https://аррӏе.com/", "аррӏе.com (xn--80ak6aa92e.com)"),
        ("https://例子.example/", "例子.example (xn--fsqu00a.example)"),
        ("nonsense", ""),
    ],
)
def test_the_real_host_is_shown(url: str, host: str) -> None:
    assert shown_host(url) == host


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 9)).map(lambda at: Span(at[0], sum(at)))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_what_touches_a_place_is_found_whatever_overlaps(places: list[Span], asked: Span) -> None:
    found = Touching((span, at) for at, span in enumerate(places)).meeting(asked)
    assert found == [at for at, span in enumerate(places) if span.meets(asked)]


@given(st.text(alphabet="ab\n<>敘", max_size=400), st.data())
def test_an_excerpt_is_a_part_of_its_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = Lines(text)
    shown = excerpt(text, lines, Span(start, end))
    line = lines.line(shown.line)
    assert shown.before.removeprefix("…") in line
    assert shown.after.removesuffix("…") in text
    if " … " not in shown.hit:
        assert shown.hit == text[start:end].replace("\n", " ⏎ ")

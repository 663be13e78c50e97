"""Where addresses in prose begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citaudit.urls.prose import find_urls, url_end, url_spans

BOUNDARIES = [
    ("", []),
    ("no address :// here, http:// nor https://.", []),
    ("以http://开头", []),
    ("http://.dots.first.test and http://-dash.test", []),
    ("See https://news.test/a.", ["https://news.test/a"]),
    ("See https://news.test/a?!…", ["https://news.test/a"]),
    ("(see https://news.test/wiki/Moon_(film))", ["https://news.test/wiki/Moon_(film)"]),
    ("[https://news.test/a[1]]", ["https://news.test/a[1]"]),
    ("<https://news.test/a>", ["https://news.test/a"]),
    (
        "\"https://news.test/a\" and 'https://news.test/b'",
        ["https://news.test/a", "https://news.test/b"],
    ),
    ("https://news.test/it's", ["https://news.test/it's"]),
    ("'https://news.test/it's' and 'http://b.test/'", ["https://news.test/it's", "http://b.test/"]),
    ("''https://news.test/a''", ["https://news.test/a"]),
    ("'https://news.test/'a''", ["https://news.test/'a'"]),
    ("«https://news.test/a» ‹https://news.test/b›", ["https://news.test/a", "https://news.test/b"]),
    ("http://::1/a", ["http://::1/a"]),
    ("**https://news.test/a**", ["https://news.test/a"]),
    ("https://news.test/a|b", ["https://news.test/a"]),
    ("https://news.test:8080/a", ["https://news.test:8080/a"]),
    ("https://news.test:8080中文", ["https://news.test:8080"]),
    ("http://[::1]:80/a", ["http://[::1]:80/a"]),
    ("http://[fe80::7%en0]:80/a", ["http://[fe80::7%en0]:80/a"]),
    (
        "http://news.test.:80/a and http://news.test./a.",
        ["http://news.test.:80/a", "http://news.test./a"],
    ),
    ("http://a:b@c@news.test/", []),
    ("http://news.test/wow!/", ["http://news.test/wow!/"]),
    ("来源→https://news.test/a←到此", ["https://news.test/a"]),
    ("https://news.test/新闻/一.html是原文", ["https://news.test/新闻/一.html"]),
    ("http://user:word@news.test/a", ["http://user:word@news.test/a"]),
    ("http://例子.测试/路径。", ["http://例子.测试/路径"]),
    ("//news.test/a and a // comment", ["//news.test/a"]),
    ("ftp://files.test/a", ["ftp://files.test/a"]),
    ("HTTPS://NEWS.TEST/A", ["HTTPS://NEWS.TEST/A"]),
    ("https://news.test/?a=1&amp;b=2", ["https://news.test/?a=1&amp;b=2"]),
    ("https://news.test/a&lt;b", ["https://news.test/a"]),
    ("https://news.test/{{!}}b", ["https://news.test/{{!}}b"]),
    ("https://news.test/a{{dead link}}", ["https://news.test/a"]),
    ("https://news.test/%E4%BD%A0", ["https://news.test/%E4%BD%A0"]),
    (
        "https://web.archive.org/web/20140101000000/http://news.test/a_(b))",
        ["https://web.archive.org/web/20140101000000/http://news.test/a_(b)"],
    ),
    ("http://http://news.test/a", ["http://http://news.test/a"]),
    ("https://news.test/a\u200b", ["https://news.test/a"]),
    ("https://news.test/a\u3000b", ["https://news.test/a"]),
]
CHINESE = [
    (
        "见https://news.test/a。另见https://news.test/b，后文",
        ["https://news.test/a", "https://news.test/b"],
    ),
    ("https://news.test/a、https://news.test/b；", ["https://news.test/a", "https://news.test/b"]),
    ("（https://news.test/a）", ["https://news.test/a"]),
    ("“https://news.test/a”", ["https://news.test/a"]),
    ("https://news.test/a——编者按", ["https://news.test/a"]),
    ("请访问http://www.news.test获取", ["http://www.news.test"]),
    ("http://s.test/Ab3亚马逊", ["http://s.test/Ab3"]),
    ("http://s.test/Ab3《书名》", ["http://s.test/Ab3"]),
    ("官网https://news.test/《书名》", ["https://news.test/"]),
    ("https://zh.wiki.test/wiki/《书名》 在此", ["https://zh.wiki.test/wiki/《书名》"]),
    ("https://zh.wiki.test/wiki/第2次会议，", ["https://zh.wiki.test/wiki/第2次会议"]),
    ("https://zh.wiki.test/wiki/C语言 与", ["https://zh.wiki.test/wiki/C语言"]),
    ("https://news.test/2017年报告.pdf。", ["https://news.test/2017年报告.pdf"]),
    ("https://news.test/?q=手机 x", ["https://news.test/?q=手机"]),
    ("https://news.test/?id=3查看", ["https://news.test/?id=3"]),
    (
        "https://news.test/a①另见https://news.test/b※",
        ["https://news.test/a", "https://news.test/b"],
    ),
    ("https://news.testです。", ["https://news.test"]),
    ("https://news.test/a는", ["https://news.test/a"]),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDARIES + CHINESE)
def test_an_address_ends_where_its_sentence_goes_on(text: str, expected: list[str]) -> None:
    assert find_urls(text) == expected


def test_the_end_of_an_address_at_a_known_place() -> None:
    text = "x http://news.test/a, b"
    assert url_end(text, 2) == len("x http://news.test/a")
    assert url_end(text, 0) == 0


_MARKS = "( ) [ ] {{ }} ' 。 《 》 @ . , / # ? & ; : 😀"
_WORDS = "http:// https:// // a.test 例子.测试 中文 ?q= :80 %E4 &amp; x"
PIECES = st.sampled_from((*_MARKS.split(), *_WORDS.split(), " ", "\n", "\u0301"))


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_spans_are_the_addresses_in_order(text: str) -> None:
    spans = url_spans(text)
    assert [text[start:end] for start, end in spans] == find_urls(text)
    places = [place for span in spans for place in span]
    assert places == sorted(places)
    for url in find_urls(text):
        assert "//" in url
        assert not any(character.isspace() for character in url)


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=3).map("".join))
def test_hostile_repetition_ends(piece: str) -> None:
    text = piece * 2000
    for start, end in url_spans(text):
        assert start < end <= len(text)

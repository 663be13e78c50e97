"""Addresses compared, judged and placed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citaudit.urls import faults
from citaudit.urls.address import address, host
from citaudit.urls.canonical import fold, source_key
from citaudit.urls.faults import fault
from citaudit.urls.private import is_example, private_reason
from citaudit.urls.tracking import is_shortened, trackers, without_trackers


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Paper.TEST:80/A%7e?b=C#d", "http://paper.test/A%7e?b=C"),
        ("https://paper.test", "https://paper.test/"),
        ("//paper.test/a", "https://paper.test/a"),
        ("https://例子.测试/路径", "https://xn--fsqu00a.xn--0zwm56d/路径"),
        ("https://paper.test:8443/", "https://paper.test:8443/"),
        ("no address", "no address"),
    ],
)
def test_one_look_has_one_key(url: str, expected: str) -> None:
    assert fold(url) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.paper.test/a", "https://paper.test:443/a/"),
        ("http://paper.test/a?utm_source=x&b=1", "http://paper.test/a?b=1&fbclid=y"),
        ("http://paper.test/%7Eu/%e4", "http://paper.test/~u/%E4"),
        ("http://paper.test/你", "http://paper.test/%E4%BD%A0"),
        ("http://paper.test/a", "https://web.archive.org/web/20140102030405/http://paper.test/a"),
        ("http://paper.test/a#top", "http://paper.test/a"),
    ],
)
def test_one_source_has_one_key(one: str, other: str) -> None:
    assert source_key(one) == source_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://paper.test/a", "http://paper.test/A"),
        ("http://paper.test/a?b=1", "http://paper.test/a?b=2"),
        ("http://paper.test/#!/a", "http://paper.test/#!/b"),
        ("http://paper.test:81/a", "http://paper.test/a"),
    ],
)
def test_two_sources_have_two_keys(one: str, other: str) -> None:
    assert source_key(one) != source_key(other)


def test_the_parts_of_an_address() -> None:
    parts = address("https://u:p@[::1]:8080/a?b#c")
    assert parts is not None
    assert (parts.userinfo, parts.host, parts.port) == ("u:p", "[::1]", "8080")
    assert (parts.path, parts.query, parts.fragment) == ("/a", "b", "c")
    assert host("mailto:a@paper.test") == ""


@given(st.text(max_size=80) | st.text(max_size=60).map(lambda tail: f"http://a.test/{tail}"))
@example("a://0/\r#")
def test_keys_are_stable(url: str) -> None:
    assert fold(fold(url)) == fold(url)
    source_key(url)
    fault(url)
    private_reason(url)


SOUND = [
    "https://paper.test/a",
    "//paper.test/a",
    "http://a_b.paper.test/",
    "https://zh.wiki.test/wiki/红楼梦（小说）",
    "http://paper.test/redirect?u=http://other.test",
    "http://paper.test/share?text=See%20this:%20http://other.test",
    "https://web.archive.org/web/2014/http://paper.test",
    "http://paper.test/%u4E2D",
    "http://1.2.3.4:80/",
    "mailto:a@paper.test",
]


@pytest.mark.parametrize("url", SOUND)
def test_a_sound_address_has_no_fault(url: str) -> None:
    assert fault(url) is None


@pytest.mark.parametrize(
    ("url", "label", "end"),
    [
        (" ", "empty", None),
        ("www.paper.test/a", "no-scheme", None),
        ("htp://paper.test", "misspelt-scheme", None),
        ("http:/paper.test", "misspelt-scheme", None),
        ("javascript:x", "unknown-scheme", None),
        ("http://http://paper.test", "two-addresses", None),
        ("http://paper.test/ahttp://other.test", "two-addresses", 19),
        ("http://paper.test/a%20http://other.test", "two-addresses", 22),
        ("http:///a", "no-host", None),
        ("http://paper..test/", "bad-host", None),
        ("http://paper/", "bad-host", None),
        ("http://paper.test:99999/", "bad-port", None),
        ("http://paper.test/a b", "space", 19),
        ("http://paper.test/a}}", "markup", 19),
        ("http://paper.test/a。另见", "swallowed-text", 19),
        ("http://paper.test，见/a", "swallowed-text", 17),
        ("http://paper.test/a）", "swallowed-text", 19),
        ("http://paper.test/%zz", "bad-escape", None),
    ],
)
def test_a_fault_is_named(url: str, label: str, end: int | None) -> None:
    found = fault(url)
    assert found is not None
    assert (found.label, found.end) == (label, end)


@given(st.from_regex(faults._SOUND, fullmatch=True))
def test_what_passes_for_sound_at_once_has_no_fault_on_a_closer_look(url: str) -> None:
    looks = (faults._scheme_fault, faults._host_fault, faults._character_fault)
    assert [look(url) for look in looks] == [None, None, None]


PRIVATE = """
http://localhost/ http://127.1/ http://10.0.0.1/ http://2130706433/ http://0x7f.1/ http://[::1]/
http://[fe80::1]/ http://192.168.0.1:80/ http://printer.local/ http://x.onion/ file:///a C:/a
http://x.private/ http://168.63.129.16/ http://[::ffff:127.0.0.1]/ http://[64:ff9b::a00:1]/
"""


@pytest.mark.parametrize("url", PRIVATE.split())
def test_places_that_readers_cannot_reach(url: str) -> None:
    assert private_reason(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://8.8.8.8/",
        "http://paper.org/",
        "http://[2001:4860::1]/",
        "http://[::ffff:8.8.8.8]/",
        "http://10.0.0.999/",  # no resolver and no browser takes that for a number
        "no address",
    ],
)
def test_places_that_readers_can_reach(url: str) -> None:
    assert private_reason(url) is None


def test_examples_trackers_and_shorteners() -> None:
    assert is_example("http://www.example.com/a")
    assert not is_example("http://myexample.com/a")
    assert trackers("http://a.org/?UTM_Source=1&b=2&fbclid=3#c") == ("UTM_Source", "fbclid")
    assert without_trackers("http://a.org/?utm_source=1&b=2#c") == "http://a.org/?b=2#c"
    assert without_trackers("http://a.org/?utm_source=1") == "http://a.org/"
    books = (
        "https://books.google.com.ec/books?id=a&pg=PA3&dq=b&hl=en&ei=c&sa=X&oi=d&ct=e&sig=f&ved=g"
    )
    assert trackers(books) == ("ei", "sa", "oi", "ct", "sig", "ved")
    assert without_trackers(books) == "https://books.google.com.ec/books?id=a&pg=PA3&dq=b&hl=en"
    assert trackers("https://books.google.de/books?id=a&sa=X&redir_esc=y") == ()
    assert trackers("https://docs.google.com/gview?sig=a&source=b") == ()
    assert trackers("http://imf.org/table?CMP=0&s=1&t=2&ref=3&source=4") == ()
    assert trackers("https://www.theguardian.com/a?CMP=share_btn_tw") == ("CMP",)
    assert trackers("https://x.com/a/status/1?s=20&t=b") == ("s", "t")
    assert trackers("https://netflix.com/a?s=20&t=b") == ()
    assert source_key("http://books.google.com/books?id=a&ei=b") == "books.google.com/books?id=a"
    assert is_shortened("https://t.cn/Ab3")
    assert not is_shortened("https://bit.ly/")
    assert not is_shortened("https://paper.test/bit.ly/x")

"""What is read of a page, which pages are no pages, and which walls are known."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citaudit.resolve.page import PageStart, decoded, read_page
from citaudit.resolve.soft404 import (
    Probe,
    door,
    drawn_by_script,
    sibling,
    soft_reason,
    worth_probing,
)
from citaudit.resolve.walls import blocked, wall

ZH = "叙利亚政府军收复一重要油田"
TW = "臺灣的新聞頁面標題"
JA = "日本の記事の題名です"


def page(text: str, encoding: str, head: str = "") -> bytes:
    html = f"<html><head>{head}<title>{text}</title></head><body><h1>{text}</h1><p>{text * 9}"
    return html.encode(encoding)


EQUIV = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        (page(ZH, "gb2312", EQUIV.format("gb2312")), "text/html", ZH),
        (page(ZH, "gb18030"), "text/html; charset=gbk", ZH),
        (page(ZH, "utf-8", EQUIV.format("gb2312")), "text/html", ZH),  # the label is wrong
        (page(ZH, "utf-8"), "text/html; charset=iso-8859-1", ZH),
        (page(ZH, "gb2312", EQUIV.format("gb2312")), "text/html; charset=utf-8", ZH),
        (page(TW, "big5", '<meta charset="big5">'), "", TW),
        (page(TW, "big5"), "text/html; charset=Big5", TW),
        (page(JA, "shift_jis", EQUIV.format("Shift_JIS")), "text/html", JA),
        (page(JA, "euc_jp", EQUIV.format("EUC-JP")), "text/html", JA),
        (page(ZH, "gb18030"), "text/html", ZH),  # nobody says: told from the bytes
        (page("Où çà ?", "cp1252", EQUIV.format("iso-8859-1")), "", "Où çà ?"),
        (b"\xff\xfe" + page(ZH, "utf-16-le"), "", ZH),
        (page(ZH, "gb2312", EQUIV.format("gb2312"))[:-1], "", ZH),  # cut in a character
        (page(ZH, "utf-8", EQUIV.format("no-such-charset")), "", ZH),
        (page(ZH, "gb2312", EQUIV.format("zip")), "text/html; charset=gb2312", ZH),
        (page(ZH, "gb2312", EQUIV.format("rot13")), "text/html; charset=gb2312", ZH),
        (page(ZH, "gb2312", EQUIV.format("unicode_escape")), "text/html; charset=gbk", ZH),
        (b"\xff\xfe\0\0" + page(ZH, "utf-32-le"), "", ZH),
    ],
)
def test_a_title_is_read_in_whatever_charset(body: bytes, content_type: str, title: str) -> None:
    assert read_page(body, content_type).title == title


def test_only_the_first_title_and_heading_count_and_scripts_are_no_words() -> None:
    html = b"""<!-- <title>no</title> --><title> One
      &amp; only </title><script>var title = "<h1>no</h1> many words here";</script>
      <svg><title>icon</title></svg><h1>A <b>first</b> heading</h1><h1>second</h1>
      five more words"""
    start = read_page(html)
    assert (start.title, start.heading) == ("One & only", "A first heading")
    assert start.words == 10


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_make_a_page(body: bytes) -> None:
    start = read_page(b"<title>" + body, "text/html; charset=" + body[:9].decode("latin-1"))
    assert start.words >= 0
    assert isinstance(decoded(body), str)


@pytest.mark.parametrize("part", ["<", "<!--", "<script>", "<title>", "<a href='", "<svg><"])
def test_hostile_pages_take_linear_time(part: str) -> None:
    assert read_page(part.encode() * 20_000).words >= 0


LONG = PageStart("A real article", "", words=900)
SHORT = PageStart("A short note", "", words=60)
ERROR = PageStart("Page not found", "", words=40)


@pytest.mark.parametrize(
    ("asked", "final", "start", "reason"),
    [
        ("http://a.test/2017/x", "http://a.test/2017/x", LONG, None),
        ("http://a.test/2017/x", "http://a.test/", LONG, "front page"),
        ("http://a.test/2017/x", "https://www.a.test/index.html", LONG, "front page"),
        ("http://a.test/?p=61515", "http://a.test/", LONG, "front page"),
        ("http://a.test/index.php", "http://a.test/", LONG, None),  # was a front page itself
        ("http://s.test/x1Y", "http://a.test/", LONG, None),  # a shortener may lead to a front
        ("http://a.test/2017/x", "http://a.test/404.html", LONG, "error page"),
        ("http://a.test/2017/x", "http://a.test/e?type=404", LONG, "error page"),
        ("http://a.test/error", "http://www.a.test/error", LONG, None),
        ("http://a.test/2017/x", "http://a.test/2017/x", ERROR, "title says"),
        ("http://a.test/", "http://a.test/", ERROR, None),  # never on a front page
        ("http://a.test/2017/x", "http://a.test/2017/x", PageStart("404", words=900), None),
        ("http://a.test/x/y", "http://a.test/x/y", PageStart("Home", "", 60), None),
        ("http://a.test/x/y", "http://a.test/x/y", PageStart("", "页面不存在", 20), "heading says"),
        (
            "http://a.test/x/y",
            "http://a.test/x/y",
            PageStart("a.test is for sale", words=20),
            "sale",
        ),
        ("http://a.test/x/y", "https://www.hugedomains.com/d", LONG, "for sale"),
        (
            "http://a.test/x/y",
            "http://a.test/x/y",
            PageStart("a.test", words=9, marks="<script src=//img.sedoparking.com/x>"),
            "parked",
        ),
    ],
)
def test_pages_that_answer_well_and_are_gone(
    asked: str, final: str, start: PageStart, reason: str | None
) -> None:
    found = soft_reason(asked, final, start, None)
    assert (reason in found) if reason and found else found == reason


def test_a_page_like_the_one_for_nothing() -> None:
    here = "http://a.test/2017/x"
    same = Probe(200, "http://a.test/2017/no-such-page-1", SHORT)
    honest = Probe(404, "http://a.test/2017/no-such-page-1", SHORT)
    other = Probe(200, "http://a.test/2017/no-such-page-1", PageStart("Something else", "", 60))
    assert "cannot exist" in (soft_reason(here, here, SHORT, same) or "")
    assert soft_reason(here, here, SHORT, honest) is None
    assert soft_reason(here, here, SHORT, other) is None
    up = "http://a.test/2017/"
    assert soft_reason(here, up, LONG, Probe(200, up, LONG))
    assert soft_reason(here, up, LONG, Probe(404, here, LONG)) is None


def test_a_frame_that_a_script_fills_is_no_evidence() -> None:
    here = "http://a.test/app/x"
    frame = PageStart("App", "", 3, scripted=True)
    probe = Probe(200, "http://a.test/app/no-such-page-1", frame)
    assert drawn_by_script(here, here, frame, probe)
    assert not drawn_by_script(here, here, SHORT, Probe(200, here, SHORT))
    assert not drawn_by_script(here, here, frame, None)


def test_when_a_probe_pays() -> None:
    here = "http://a.test/2017/01/x"
    assert not worth_probing(here, here, LONG, seen_before=False)
    assert worth_probing(here, here, LONG, seen_before=True)
    assert worth_probing(here, "http://a.test/2017/", LONG, seen_before=False)
    assert worth_probing(here, here, PageStart("", "", 3), seen_before=False)
    assert not worth_probing("http://a.test/", "http://a.test/", PageStart(), seen_before=True)


def test_a_sibling_stands_where_the_page_stood() -> None:
    assert sibling("http://a.test/b/c.html?d=1", "t") == "http://a.test/b/t.html"
    assert sibling("http://a.test/b/c/", "t") == "http://a.test/b/t/"
    assert sibling("http://a.test/", "t") == "http://a.test/t/"


def test_doors_are_no_pages() -> None:
    assert door("http://a.test/x/y", "http://a.test/login?next=/x/y")
    assert door("http://a.test/x/y", "https://consent.a.test/collect")
    assert door("http://a.test/login", "http://a.test/login/") is None
    assert door("http://a.test/x", "http://a.test/y") is None


@pytest.mark.parametrize(
    ("status", "headers", "start", "reason"),
    [
        (403, {"cf-mitigated": "challenge"}, PageStart(), "Cloudflare"),
        (503, {}, PageStart("Just a moment...", words=9), "Cloudflare"),
        (200, {}, PageStart("Making sure you're not a bot!", words=9), "Anubis"),
        (403, {}, PageStart("Access Denied", words=9, marks="errors.edgesuite.net"), "Akamai"),
        (403, {}, PageStart("x", words=9, marks="captcha-delivery.com"), "DataDome"),
        (403, {}, PageStart("x", words=9, marks='id="px-captcha"'), "PerimeterX"),
        (200, {}, PageStart("Sina Visitor System", words=9), "Sina"),
        (200, {}, PageStart("百度安全验证", words=9), "Baidu"),
        (200, {}, PageStart("Log In | A site", words=9), "gate"),
        (200, {}, PageStart("登录 - 某站", words=9), "gate"),
        (200, {}, PageStart("Login security in practice", words=60), None),
        (200, {}, PageStart("A page", words=900, marks="/cdn-cgi/challenge-platform/"), None),
        (200, {}, PageStart("An app", words=9, marks="/cdn-cgi/challenge-platform/"), None),
        (404, {}, PageStart("Gone", words=9, marks="/cdn-cgi/challenge-platform/"), None),
        (200, {}, PageStart("Captcha: a history", words=900), None),
    ],
)
def test_walls_are_known_by_their_marks(
    status: int, headers: dict[str, str], start: PageStart, reason: str | None
) -> None:
    found = wall(status, headers, start)
    assert (reason in found) if reason and found else found == reason


def test_refusals_say_nothing_of_the_page() -> None:
    assert blocked(429, {}) == "rate-limited"
    assert blocked(403, {"x-ratelimit-remaining": "0"}) == "rate-limited"
    assert blocked(503, {"retry-after": "9"}) == "rate-limited"
    assert blocked(403, {"x-ratelimit-remaining": "9"}) == "refuses the request (403)"
    assert blocked(999, {})
    assert blocked(404, {}) is None
    assert blocked(503, {}) is None

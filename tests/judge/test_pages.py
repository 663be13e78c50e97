"""Whether two addresses lead to one page."""

from __future__ import annotations

import pytest

from citaudit.judge.pages import same_page

COPY = "https://web.archive.org/web/20160412081502/"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://city.org/1", "https://www.city.org:443/1/", True),
        ("http://city.org/a%2Bb", "http://city.org/a+b", True),
        ("http://city.org//news/a", "http://city.org/news/a", True),
        ("http://city.org/?o=x%3A%2F%2Fy", "http://city.org/?o=x://y", True),
        ("http://books.org/b?id=05LXAAAAMAAJ&hl=en", "http://books.org/?id=05LXAAAAMAAJ", True),
        ("http://books.org/b?id=1&hl=en", "http://books.org/b?id=1", True),
        ("http://books.org/b?id=1", "http://books.org/b?id=2", False),
        ("http://old.org/2006/11/long-live-moon", "http://new.org/article/long-live-moon", True),
        ("http://city.org/spay-neuter.aspx", "http://city.org/spay-neuter.html", True),
        (
            "http://a.org/dn28738-moonlight-helps-plankton",
            "http://a.org/mg2-moonlight-helps-plankton",
            True,
        ),
        ("http://news.org/1/hi/8416749.stm", "http://news.org/2/hi/8416749.stm", True),
        ("http://city.org/1", "http://city.org/2", False),
        ("http://city.org/page/736", "http://city.org/page/286", False),
        ("http://city.org/index.html", "http://city.org/0051.html", False),
        ("http://city.org/", "http://town.org/", False),
        ("not an address", "neither", False),
    ],
)
def test_same_page(one: str, other: str, same: bool) -> None:
    assert same_page(one, other) is same
    assert same_page(COPY + one, other) is same or not one.startswith("http")
    assert same_page(other, one) is same

"""What this project leans on in waybackpy 3.0.6; a change in any of it must be seen here first."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from waybackpy import WaybackMachineCDXServerAPI, WaybackMachineSaveAPI
from waybackpy.exceptions import WaybackError

from citaudit.resolve import wayback
from citaudit.resolve.wayback import Row, Unreadable

LINE = "org,a)/x 20170113153431 http://a.org/x text/html 200 IDYMAWMWUUQUJGG7AUJBATHGQZS2CXAN 440\n"
IA = wayback.endpoint("https://web.archive.org")


def parsed(text: str) -> list[str]:
    asking = WaybackMachineCDXServerAPI("http://a.org/x")
    asking.cdx_api_manager = lambda payload, headers: iter([text])
    return [each.archive_url for each in asking.snapshots()]


def test_the_contract_with_waybackpy() -> None:
    assert version("waybackpy") == "3.0.6"
    # Its one method that does I/O can be replaced, and the rest reads seven fields a line.
    assert parsed(LINE * 2) == ["https://web.archive.org/web/20170113153431/http://a.org/x"] * 2
    # A failure looks like "never archived": short lines vanish, an odd row ends everything.
    assert parsed("<html>Too Many Requests</html>\n") == []
    with pytest.raises(WaybackError):
        parsed(LINE + "one two three four five six seven eight nine ten eleven\n")
    with pytest.raises(ValueError, match=r"unconverted data|time data"):
        parsed(LINE.replace("20170113", "20171332"))
    payload: dict[str, str] = {}
    filters, collapses = ["statuscode:200", "mimetype:text/html"], ["timestamp:8"]
    asking = WaybackMachineCDXServerAPI(
        "http://a.org/x", filters=filters, collapses=collapses, match_type="prefix"
    )
    asking.add_payload(payload)
    assert payload == {
        "gzip": "false",
        "matchType": "prefix",
        "filter0": "statuscode:200",
        "filter1": "mimetype:text/html",
        "collapse0": "timestamp:8",
        "url": "http://a.org/x",
    }
    saving = WaybackMachineSaveAPI("http://a.org/x")
    assert saving.request_url == "https://web.archive.org/save/http://a.org/x"
    saving.headers = "Content-Location: /web/20200101000000/http://a.org/x"
    assert (
        saving.archive_url_parser() == "https://web.archive.org/web/20200101000000/http://a.org/x"
    )


def test_requests_and_answers() -> None:
    asked = wayback.query(IA, "http://a.org/?q=a b&c", limit=9, filters=["statuscode:200|203"])
    assert asked.startswith("https://web.archive.org/cdx/search/cdx?limit=9&showResumeKey=true")
    assert "&filter=statuscode%3A200%7C203&" in asked
    assert asked.endswith("&url=http%3A%2F%2Fa.org%2F%3Fq%3Da%2520b%26c")
    asked = wayback.query(IA, "http://a.org/a*b/", match="prefix", limit=9)
    assert asked.endswith("&url=http%3A%2F%2Fa.org%2Fa%252Ab%2F")
    row = Row("http://a.org/x", "20170113153431", 200, "text/html", LINE.split()[5])
    assert wayback.rows(IA, LINE, 9) == ([row], True)
    assert wayback.rows(IA, "", 9) == ([], True)
    assert wayback.rows(IA, f"{LINE}\norg%2Ca%29%2Fx+20170113153431%21\n", 9) == ([row], False)
    for odd in (LINE[:-1], "x\n", LINE + "x\n", LINE.replace("/html 200", "/html")):
        with pytest.raises(Unreadable):
            wayback.rows(IA, odd, 9)


def test_endpoints() -> None:
    for base in (
        "https://web.archive.org",
        "https://web.archive.org/",
        "https://web.archive.org/web",
    ):
        assert wayback.endpoint(base) == IA
    own = wayback.endpoint("http://pywb.example:8080/mine/cdx")
    assert (own.dialect, own.replay, own.own) == ("pywb", "http://pywb.example:8080/mine/", True)
    assert not IA.own
    assert IA.copy("2017", "http://a.org/a|b c}}") == (
        "https://web.archive.org/web/2017/http://a.org/a%7Cb%20c%7D%7D"
    )
    for wrong in ("nowhere", "ftp://a.b", "http://a.b/?x=1"):
        with pytest.raises(ValueError, match="no address of an archive"):
            wayback.endpoint(wrong)

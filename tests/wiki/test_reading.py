"""Pages, categories, lists and revisions, read from a real MediaWiki."""

from __future__ import annotations

import gzip
import json
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from citaudit.model import Page, Unread
from citaudit.read import Reading, read
from citaudit.read.asking import Asking
from citaudit.read.mediawiki import WikiError
from citaudit.read.wiki import target_of
from tests.cli.command import citaudit

from .conftest import SEED, TITLE
from .edited import EditedWiki, Fault, front, send

pytestmark = pytest.mark.services


def pages(*targets: str, limit: int = 100, retries: int = 2) -> list[Page | Unread]:
    asking = Asking(allow_private=True, limit=limit, retries=retries)
    return list(read(targets, Reading(wiki=asking)))


def test_a_page_comes_with_its_address_language_and_revision(wiki: EditedWiki) -> None:
    (page,) = pages(f"wiki:{wiki.api}:{TITLE}")
    assert isinstance(page, Page)
    assert page.text.startswith(SEED[:200].rstrip())
    assert (page.format, page.language) == ("wikitext", "en")
    assert page.revision == str(wiki.revisions(TITLE)[-1])
    assert page.url is not None
    assert page.url.startswith(f"{wiki.site}/wiki/")
    assert page.id == f"wiki:{wiki.api}:{TITLE}"


def test_an_address_finds_the_wiki_it_is_of(wiki: EditedWiki) -> None:
    (by_name,) = pages(f"wiki:{wiki.api}:{TITLE}")
    (by_address,) = pages(f"{wiki.site}/wiki/{TITLE}")
    assert isinstance(by_name, Page)
    assert isinstance(by_address, Page)
    assert by_address.text == by_name.text
    (nowhere,) = pages(f"{wiki.site}/resources/assets/mediawiki.png")
    assert isinstance(nowhere, Unread)


def test_an_old_revision_by_name_and_by_address(wiki: EditedWiki) -> None:
    whole = wiki.revisions(TITLE)[1]
    for target in (
        f"wiki:{wiki.api}:{TITLE}?oldid={whole}",
        f"{wiki.site}/index.php?title={TITLE}&oldid={whole}",
    ):
        (page,) = pages(target)
        assert isinstance(page, Page)
        assert page.revision == str(whole)
        assert page.text.strip() == SEED.strip()
    (gone,) = pages(f"wiki:{wiki.api}:{TITLE}?oldid=999999")
    assert isinstance(gone, Unread)


def test_a_category_gives_its_pages_up_to_the_limit(wiki: EditedWiki) -> None:
    everything = pages(f"wiki:{wiki.api}:Category:河流")
    assert len(everything) == 61
    assert all(isinstance(page, Page) for page in everything)
    assert len(pages(f"wiki:{wiki.api}:Category:河流", limit=7)) == 7


def test_a_list_of_titles_is_read_in_batches(wiki: EditedWiki, tmp_path: Path) -> None:
    names = [f"支流{number:02}" for number in range(60)]
    listed = tmp_path / "titles.txt"
    listed.write_text("# rivers\n" + "\n".join([*names, "沒有這一頁"]) + "\n", "utf-8")
    with front(wiki) as seen:
        found = pages(f"wiki:{seen.api}:@{listed}")
    assert [page.id.rpartition(":")[2] for page in found] == [*names, "沒有這一頁"]
    assert [type(page) for page in found] == [Page] * 60 + [Unread]
    assert len(seen.asked) == 2


@pytest.mark.parametrize(
    ("title", "words"),
    [("沒有", "is not there"), ("空", "is empty"), ("Script", "javascript"), ("a[b", "no title")],
)
def test_what_cannot_be_read_is_named_with_its_reason(
    wiki: EditedWiki, title: str, words: str
) -> None:
    (page,) = pages(f"wiki:{wiki.api}:{title}")
    assert isinstance(page, Unread)
    assert words in page.reason


def test_a_redirect_is_followed_and_a_page_is_read_once(wiki: EditedWiki) -> None:
    found = pages(f"wiki:{wiki.api}:轉向", f"wiki:{wiki.api}:{TITLE}")
    assert [page.id for page in found] == [f"wiki:{wiki.api}:{TITLE}"]


def error(code: str, wait: str = "0") -> Fault:
    def fault(handler: BaseHTTPRequestHandler) -> bool:
        body = json.dumps({"error": {"code": code, "info": "Waiting for a server"}})
        headers = {"retry-after": wait, "mediawiki-api-error": code}
        send(handler, 200, body.encode(), headers | {"content-type": "application/json"})
        return True

    return fault


def status(number: int, wait: str = "0") -> Fault:
    def fault(handler: BaseHTTPRequestHandler) -> bool:
        send(handler, number, b"<html>busy</html>", {"retry-after": wait})
        return True

    return fault


def broken_off(handler: BaseHTTPRequestHandler) -> bool:
    handler.close_connection = True
    return True


@pytest.mark.parametrize(
    "fault",
    [error("maxlag"), error("ratelimited"), status(429), status(503), broken_off],
    ids=["maxlag", "ratelimited", "429", "503", "broken-off"],
)
def test_a_busy_wiki_is_asked_again(wiki: EditedWiki, fault: Fault) -> None:
    with front(wiki, fault) as seen:
        (page,) = pages(f"wiki:{seen.api}:老頁面")
    assert isinstance(page, Page)
    assert len(seen.asked) == 2


def test_the_wait_that_is_asked_for_is_kept(wiki: EditedWiki) -> None:
    with front(wiki, status(429, "1")) as seen:
        started = time.monotonic()
        (page,) = pages(f"wiki:{seen.api}:老頁面")
    assert isinstance(page, Page)
    assert time.monotonic() - started >= 1


def test_a_wiki_that_stays_busy_is_left_alone(wiki: EditedWiki) -> None:
    with front(wiki, *[error("maxlag")] * 9) as seen:
        (page,) = pages(f"wiki:{seen.api}:老頁面")
    assert isinstance(page, Unread)
    assert len(seen.asked) == 3
    with front(wiki, status(429, "86400")) as seen:
        (page,) = pages(f"wiki:{seen.api}:老頁面")
    assert isinstance(page, Unread)
    assert "86400 seconds" in page.reason


def test_who_asks_says_so_and_takes_packed_answers(wiki: EditedWiki) -> None:
    def packed(handler: BaseHTTPRequestHandler) -> bool:
        body = {"query": {"pages": [{"title": "老頁面", "missing": True}]}}
        headers = {"content-type": "application/json", "content-encoding": "gzip"}
        send(handler, 200, gzip.compress(json.dumps(body).encode()), headers)
        return True

    with front(wiki, packed) as seen:
        (page,) = pages(f"wiki:{seen.api}:老頁面")
    assert isinstance(page, Unread)
    assert "is not there" in page.reason
    path, headers = seen.asked[0]
    assert "maxlag=5" in path
    assert headers["user-agent"].startswith("citaudit/")
    assert "gzip" in headers["accept-encoding"]


def test_private_addresses_are_not_asked_unless_allowed(wiki: EditedWiki) -> None:
    (page,) = read([f"wiki:{wiki.api}:{TITLE}"], Reading(wiki=Asking(retries=1)))
    assert isinstance(page, Unread)


def test_the_audit_of_a_wiki_page(wiki: EditedWiki) -> None:
    done = citaudit(
        "audit", f"wiki:{wiki.api}:老頁面", "--offline", "--allow-private", "-f", "json"
    )
    assert done.status == 1, done.err
    (page,) = json.loads(done.out)["pages"]
    assert "REF001" in [finding["code"] for finding in page["findings"]]
    lost = citaudit("audit", f"wiki:{wiki.api}:沒有", "--offline", "--allow-private")
    assert lost.status == 3


def test_a_lost_citation_is_given_back_from_the_wiki(wiki: EditedWiki, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("支流7長10公里。[^1]\n\n[^1]:\n", "utf-8")
    done = citaudit(
        "recover", "page.md", "--origin", f"wiki:{wiki.api}:支流07", "--allow-private",
        "-f", "json", folder=tmp_path,
    )  # fmt: skip
    assert done.status == 0, done.err
    assert [each["url"] for each in json.loads(done.out)["recovered"]] == ["http://r.example/7"]


def test_targets_are_told_by_their_spelling() -> None:
    assert target_of("wiki:zh:巴爾米拉之戰").api == "https://zh.wikipedia.org/w/api.php"
    assert target_of("wiki:en.wikivoyage.org:Lund").api == "https://en.wikivoyage.org/w/api.php"
    assert target_of("wiki:zh:A:B?oldid=12").title == "A:B"
    assert target_of("wiki:zh:A:B?oldid=12").revision == 12
    told = target_of("https://zh.m.wikipedia.org/wiki/%E6%A9%8B_%E6%A2%81")
    assert (told.api, told.title) == ("https://zh.wikipedia.org/w/api.php", "橋 梁")
    old = target_of("https://en.wikipedia.org/w/index.php?title=Lund&oldid=77")
    assert (old.title, old.revision) == ("Lund", 77)
    assert target_of("https://en.wikipedia.org/wiki/Special:PermanentLink/77").revision == 77
    assert target_of("https://wiki.example/wiki/Lund").api is None
    with pytest.raises(WikiError):
        target_of("wiki:zh")

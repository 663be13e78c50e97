"""The stages joined: order, several processes, pages that break."""

import asyncio
import gc
import os
import signal
from typing import ClassVar

import pytest

from citaudit.config import Config, ConfigError
from citaudit.model import Page, Unread
from citaudit.pipeline import cited, judging_of
from citaudit.processes import WORTH_A_POOL, map_pages, uncollected
from citaudit.watch import Unwatched

PAGES = [Page(f"{number}.md", "x" * (WORTH_A_POOL // 4)) for number in range(8)]


def named(page: Page) -> str:
    if page.id == "3.md":
        raise ValueError("no such luck")
    if page.id == "5.md":
        os.kill(os.getpid(), signal.SIGKILL)
    return page.id


def gentle(page: Page) -> str:
    return named(page) if page.id != "5.md" else page.id


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_breaks_costs_no_other(jobs: int) -> None:
    results = list(map_pages(PAGES, gentle, jobs, Unwatched()))
    assert [each for each in results if isinstance(each, str)] == [
        page.id for page in PAGES if page.id != "3.md"
    ]
    [unread] = [each for each in results if isinstance(each, Unread)]
    assert unread.id == "3.md"
    assert "ValueError at test_pipeline.py" in unread.reason


def test_a_page_that_kills_its_process_costs_no_other() -> None:
    large = [Page(page.id, "x" * 200_000) for page in PAGES]
    results = list(map_pages(large, named, 2, Unwatched()))
    assert len(results) == len(PAGES)
    unread = {each.id: each.reason for each in results if isinstance(each, Unread)}
    assert set(unread) == {"3.md", "5.md"}
    assert unread["5.md"].startswith("ended the process")


def deadly(page: Page) -> str:
    if int(page.id.partition(".")[0]) % 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return page.id


def test_many_pages_that_kill_their_process_are_told_one_by_one() -> None:
    large = [Page(f"{number}.html", "x" * 100_000) for number in range(12)]
    results = list(map_pages(large, deadly, 3, Unwatched()))
    told = [each.id if isinstance(each, Unread) else each for each in results]
    assert told == [page.id for page in large]
    assert sum(isinstance(each, Unread) for each in results) == 8


def reader(page: Page) -> tuple[str, int]:
    return page.id, os.getpid()


def test_this_process_takes_its_part_of_what_can_do_it_no_harm() -> None:
    texts = [Page(f"{number}.wikitext", "x" * 20_000 * (number % 5 + 1)) for number in range(100)]
    done = [
        each for each in map_pages(texts, reader, 2, Unwatched()) if not isinstance(each, Unread)
    ]
    assert [name for name, _ in done] == [page.id for page in texts]
    assert len({process for _, process in done}) == 2
    assert os.getpid() in {process for _, process in done}


@pytest.mark.parametrize("name", ["{}.html", "{}.txt", "{}.md"])
def test_what_might_end_a_process_is_read_by_others(name: str) -> None:
    risky = [Page(name.format(number), "x" * 200_000) for number in range(6)]
    done = [
        each for each in map_pages(risky, reader, 2, Unwatched()) if not isinstance(each, Unread)
    ]
    assert [page for page, _ in done] == [page.id for page in risky]
    assert os.getpid() not in {process for _, process in done}


def test_pages_are_counted_for_whoever_watches() -> None:
    class Watch(Unwatched):
        seen: ClassVar[list[str]] = []

        def pages(self, total: int) -> None:
            self.seen.append(str(total))

        def page(self, page_id: str) -> None:
            self.seen.append(page_id)

    list(map_pages(PAGES[:2], gentle, 1, Watch()))
    assert Watch.seen == ["2", "0.md", "1.md"]


MADE = {
    "html": "<p>It opened in 1931.<sup><a href='#n'>1</a></sup></p>" * 200 + "<p id=n>A. Lind</p>",
    "wikitext": "It opened.<ref>{{cite web|url=http://a.example/|title=A}}</ref>\n\n" * 200,
    "markdown": "It opened.[^a] <b>Bold</b>\n\n" * 200 + "[^a]: A. Lind\n",
}


@pytest.mark.parametrize("name", MADE)
def test_a_page_leaves_nothing_for_the_collector_of_garbage(name: str) -> None:
    page = Page(f"a.{name}", MADE[name], name)  # type: ignore[arg-type]
    cited(page)  # modules and tables are loaded
    gc.collect()
    with uncollected():
        cited(page)
        assert gc.collect() < 100  # objects in rings; the tree of the HTML alone has thousands


def test_a_rule_that_is_none_is_refused_before_any_look() -> None:
    config = Config(select=("NOPE",), include=("(",))  # the looks would refuse the pattern
    with pytest.raises(ConfigError, match="NOPE"):
        asyncio.run(judging_of([], config, Unwatched()))

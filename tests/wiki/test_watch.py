"""Recent changes, told as a stream of events and judged as they come."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import citaudit

from .conftest import TITLE
from .edited import EditedWiki, front

pytestmark = pytest.mark.services


def recent(wiki: EditedWiki) -> list[dict[str, Any]]:
    """The wiki's own recent changes, oldest first, in the words of EventStreams."""
    told = wiki.ask(
        action="query", list="recentchanges", rclimit="200", rcdir="newer",
        rcprop="title|ids|user|timestamp|flags", rctype="edit|new",
    )["query"]["recentchanges"]  # fmt: skip
    return [
        {
            "type": each["type"],
            "namespace": each["ns"],
            "title": each["title"],
            "user": each.get("user", ""),
            "bot": each.get("bot", False),
            "timestamp": 1_700_000_000,
            "server_name": "127.0.0.1",
            "wiki": "wiki",
            "revision": {"old": each["old_revid"] or None, "new": each["revid"]},
        }
        for each in told
    ]


def watched(
    wiki: EditedWiki, events: list[Any], *words: str, folder: Path | str = "."
) -> tuple[int, list[dict[str, Any]], int, str]:
    """Exit status, the lines as JSON, how often the stream was opened, what was said."""
    with front(wiki) as seen:
        seen.events = [each if isinstance(each, str) else json.dumps(each) for each in events]
        done = citaudit(
            "watch", f"wiki:{wiki.api}", "--stream", seen.stream, "--offline", "--allow-private",
            "-f", "json", "--max-retries", "2", *words, folder=folder,
        )  # fmt: skip
        opened = sum(path == "/stream" for path, _ in seen.asked)
    return done.status, [json.loads(line) for line in done.out.splitlines()], opened, done.err


def test_edits_are_judged_as_they_come(wiki: EditedWiki) -> None:
    events = [each for each in recent(wiki) if each["title"] == TITLE]
    assert len(events) >= 3
    status, lines, opened, _ = watched(wiki, events, "--edits", str(len(events)))
    assert status == 0
    assert [each["revision"] for each in lines] == [each["revision"]["new"] for each in events]
    assert opened == (len(events) + 1) // 2
    by_revision = {each["revision"]: each for each in lines}
    *_, unsourced, link = wiki.revisions(TITLE)
    assert "URL007" in [finding["code"] for finding in by_revision[link]["findings"]]
    assert "URL007" not in [finding["code"] for finding in by_revision[unsourced]["findings"]]
    assert by_revision[link]["url"].endswith(f"oldid={link}")


def test_a_stream_that_ends_as_streams_do_is_no_fault(wiki: EditedWiki) -> None:
    events = [each for each in recent(wiki) if each["title"] == TITLE][:3]
    status, lines, opened, _ = watched(wiki, events, "--edits", "3", "--max-retries", "0")
    assert (status, len(lines), opened) == (0, 3, 2)


def test_what_is_no_edit_of_an_article_here_is_passed_over(wiki: EditedWiki) -> None:
    one = next(each for each in recent(wiki) if each["title"] == TITLE)
    others: list[Any] = [
        "no json",
        "[1]",
        one | {"server_name": "other.example"},
        one | {"type": "log"},
        one | {"namespace": 1},
        one | {"bot": True},
        {key: value for key, value in one.items() if key != "revision"},
    ]
    _, lines, _, _ = watched(wiki, [*others, one], "--edits", "1")
    assert [each["revision"] for each in lines] == [one["revision"]["new"]]
    _, lines, _, _ = watched(wiki, [one | {"bot": True}], "--edits", "1", "--bots")
    assert len(lines) == 1


def test_only_a_list_or_a_category(wiki: EditedWiki, tmp_path: Path) -> None:
    events = [each for each in recent(wiki) if each["title"] in (TITLE, "支流07", "支流08")]
    (tmp_path / "titles").write_text("支流08\n", "utf-8")
    _, lines, _, _ = watched(wiki, events, "--pages", "titles", "--edits", "1", folder=tmp_path)
    assert [each["title"] for each in lines] == ["支流08"]
    rivers = [each for each in events if each["title"].startswith("支流")]
    _, lines, _, _ = watched(
        wiki, events, "--category", "Category:河流", "--edits", str(len(rivers))
    )
    assert {each["title"] for each in lines} == {"支流07", "支流08"}


def test_a_stream_that_ends_for_good_ends_the_watch(wiki: EditedWiki) -> None:
    one = next(each for each in recent(wiki) if each["title"] == TITLE)
    status, lines, opened, said = watched(wiki, [one])
    assert (status, len(lines), opened) == (3, 1, 4)
    assert "broke off" in said


def test_one_line_an_edit(wiki: EditedWiki) -> None:
    (number,) = wiki.revisions("老頁面")
    like = {"title": "老頁面", "type": "new", "revision": {"old": None, "new": number}}
    events = [recent(wiki)[0] | {"namespace": 0} | like]
    with front(wiki) as seen:
        seen.events = [json.dumps(each) for each in events]
        done = citaudit(
            "watch", f"wiki:{wiki.api}", "--stream", seen.stream, "--offline", "--allow-private",
            "--edits", "1",
        )  # fmt: skip
    (line,) = done.out.splitlines()
    assert "老頁面" in line
    assert "REF001" in line

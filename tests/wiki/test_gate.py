"""Edits of wiki pages: a revision against its parent, and all since a moment."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from citaudit.read.wiki_edits import moment
from tests.cli.command import citaudit

from .conftest import TITLE
from .edited import EditedWiki

pytestmark = pytest.mark.services


def gate(wiki: EditedWiki, *words: str) -> tuple[int, list[tuple[str, str]], str]:
    """The exit status, (code, words) of what is new, and what was said."""
    done = citaudit("gate", *words, "--offline", "--allow-private", "-f", "json")
    told = json.loads(done.out) if done.out else {"pages": []}
    new = [
        (finding["code"], finding["message"])
        for page in told["pages"]
        for finding in page["findings"]
        if finding["state"] == "new"
    ]
    return done.status, new, done.err + json.dumps(told, ensure_ascii=False)


def test_a_revision_answers_for_what_it_brought_in(wiki: EditedWiki) -> None:
    _, whole, unsourced, link = wiki.revisions(TITLE)
    target = f"wiki:{wiki.api}:{TITLE}"
    _, new, _ = gate(wiki, target, "--revision", str(unsourced))
    assert [code for code, _ in new if code.startswith("CLM")]
    assert not [code for code, _ in new if code.startswith("URL")]
    _, new, _ = gate(wiki, target, "--revision", str(link))
    assert "URL007" in [code for code, _ in new]
    assert not [code for code, _ in new if code.startswith("CLM")]
    assert gate(wiki, target)[1] == new
    assert whole != link


def test_the_first_revision_is_judged_whole(wiki: EditedWiki) -> None:
    (only,) = wiki.revisions("老頁面")
    status, new, _ = gate(wiki, f"wiki:{wiki.api}:老頁面", "--revision", str(only))
    assert status == 1
    assert "REF001" in [code for code, _ in new]


def test_since_a_moment(wiki: EditedWiki) -> None:
    target, old = f"wiki:{wiki.api}:{TITLE}", f"wiki:{wiki.api}:老頁面"
    _, new, _ = gate(wiki, target, old, "--since", "1d")
    codes = [code for code, _ in new]
    assert "URL007" in codes
    assert [code for code in codes if code.startswith("CLM")]
    assert "REF001" not in codes
    _, new, _ = gate(wiki, target, "--since", "5h")
    assert not [code for code, _ in new if code.startswith("CLM")]
    status, new, _ = gate(wiki, target, old, "--since", "1m")
    assert (status, new) == (0, [])


def test_what_cannot_be_judged_is_said(wiki: EditedWiki) -> None:
    target = f"wiki:{wiki.api}:{TITLE}"
    (other,) = wiki.revisions("老頁面")
    status, _, said = gate(wiki, target, "--revision", str(other))
    assert status == 3
    assert "is one of 老頁面" in said
    assert gate(wiki, target, "--revision", "999999")[0] == 3
    assert gate(wiki, target, "--since", "soon")[0] == 2
    assert gate(wiki, target, "--since", "1d", "--base", "HEAD")[0] == 2
    assert gate(wiki, ".", "--since", "1d")[0] == 2


def test_moments() -> None:
    now = datetime(2024, 5, 10, 12, tzinfo=UTC)
    assert moment("1d", now) == datetime(2024, 5, 9, 12, tzinfo=UTC)
    assert moment("2w", now) == datetime(2024, 4, 26, 12, tzinfo=UTC)
    assert moment("2024-05-01", now) == datetime(2024, 5, 1, tzinfo=UTC)
    with pytest.raises(ValueError, match="write 1d"):
        moment("yesterday", now)

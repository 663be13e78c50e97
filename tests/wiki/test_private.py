"""A wiki that only readers who are logged in may read."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.cli.command import citaudit

from .edited import EditedWiki

pytestmark = pytest.mark.services
PASSWORD = "0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def private(wiki: EditedWiki) -> Iterator[EditedWiki]:
    """The wiki with its doors closed, and a bot password of Admin's."""
    wiki.run("createBotPassword.php", "--appid", "citaudit", "--grants", "basic", "Admin", PASSWORD)
    with wiki.closed():
        yield wiki


def audit(wiki: EditedWiki, **environment: str) -> tuple[int, list[str], str]:
    done = citaudit(
        "audit", f"wiki:{wiki.api}:老頁面", "--offline", "--allow-private", "-f", "json",
        "--fail-on", "never", **environment,
    )  # fmt: skip
    pages = [page["id"] for page in json.loads(done.out)["pages"]] if done.out else []
    return done.status, pages, done.err + done.out


def test_strangers_are_told_why(private: EditedWiki) -> None:
    status, pages, said = audit(private)
    assert (status, pages) == (3, [])
    assert "logged in" in said


def test_a_bot_password_opens_it(private: EditedWiki) -> None:
    told = {"CITAUDIT_WIKI_USER": "Admin@citaudit", "CITAUDIT_WIKI_PASSWORD": PASSWORD}
    status, pages, said = audit(private, **told, CITAUDIT_WIKI_HOST="127.0.0.1")
    assert (status, pages) == (0, [f"wiki:{private.api}:老頁面"]), said
    assert audit(private, **told, CITAUDIT_WIKI_HOST="other.example")[0] == 3
    wrong = told | {"CITAUDIT_WIKI_PASSWORD": "f" * 32, "CITAUDIT_WIKI_HOST": "127.0.0.1"}
    status, _, said = audit(private, **wrong)
    assert status == 3
    assert "does not take the bot password" in said
    assert "f" * 32 not in said

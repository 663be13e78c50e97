"""Every sentence of the package in both Chinese scripts, and none that nobody says any more."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from itertools import product

import pytest

from citaudit.model import Outcome
from citaudit.sentences import PIECE, templates
from tests.judge.test_rules import FOREIGN
from tests.sentences.said import PACKAGE, everything, gapped, sentences

CHINESE = ("zh-Hans", "zh-Hant")
HAN = re.compile("[\u4e00-\u9fff]")
# What `parse.wikitext.hiding` puts together.
HIDING = {
    f"{{}} {many} may hide references: {{}}{more}{why}"
    for many, more, why in product(
        ("template", "templates"),
        ("", " and {} more"),
        ("", ", and footnotes are used that the page does not define"),
    )
}
# Joined from what is said for itself.
JOINED = {
    "{}, {}",
    "{} and {}",
    "{}; {}",
    "{}: {}",
    "HTTP {}, {}",
    "{}, “{}”",
    "was known until {}: {}",
}
NO_SENTENCES = {
    "{} is no address of an archive; write https://web.archive.org",  # stops the run
    "{} is no regular expression: {}",
    "{} is no moment; write 1d, 12h or 2024-05-01",
    "Seen today | {}",
    # what libraries and servers say, to be known again
    "closed during the handshake",
    "before message completed",
    "before message length reached",
    "without sending complete message body",
    "incomplete chunked read",
    "connection reset",
    "received fatal alert",
    "corrupt message",
    "invalid http",
    "message head",
    "too large",
    "too long",
    "handshake eof",
    "not valid for",
    "not yet valid",
    "not valid yet",
    "disconnected without sending",
    "self signed",
    "What to do",
    "archived copy",
}


def _written(language: str) -> dict[str, str]:
    text = (PACKAGE / "sentences" / f"{language}.toml").read_text("utf-8")
    tables = tomllib.loads(text).values()
    keys = [key for table in tables for key in table]
    assert len(keys) == len(set(keys))
    return {key: said for table in tables for key, said in table.items()}


def test_both_scripts_say_the_same_in_the_same_order() -> None:
    assert list(_written("zh-Hans")) == list(_written("zh-Hant"))


@pytest.mark.parametrize("language", CHINESE)
def test_a_translation_has_the_gaps_of_its_template(language: str) -> None:
    for english, said in _written(language).items():
        gaps, theirs = (Counter(PIECE.findall(each)) for each in (english, said))
        assert gaps == theirs, english
        assert max(gaps.values(), default=1) == 1, english
        assert english.count("`") % 2 == said.count("`") % 2 == 0, english
        assert not any(mark in said for mark in "{}" if not gaps), english


@pytest.mark.parametrize("language", CHINESE)
def test_a_translation_is_chinese_in_its_own_script(language: str) -> None:
    for english, said in _written(language).items():
        bare = PIECE.sub("", said)
        assert HAN.search(bare) or not re.search("[a-z]{2}", bare), english
        assert not FOREIGN[language].search(bare.replace("统一书号", "")), (english, said)
        assert not re.search("[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]", bare), said
        assert not re.search("[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", bare), said
        assert english.endswith(".") == said.endswith("。"), english
        if language == "zh-Hant":
            assert not re.search("[“”]", said), said
        else:
            assert not re.search("[「」]", said), said


def test_every_sentence_that_is_said_has_its_translation() -> None:
    known = set(map(gapped, _written("zh-Hans"))) | NO_SENTENCES
    missing = {place: text for place, text in sentences() if gapped(text) not in known}
    assert missing == {}


def test_no_translation_is_of_what_nobody_says() -> None:
    said = everything() | HIDING | JOINED | {str(each).replace("_", " ") for each in Outcome}
    assert [each for each in _written("zh-Hans") if gapped(each) not in said] == []


def test_what_is_kept_from_translation_is_still_said() -> None:
    assert NO_SENTENCES - everything() == set()


def test_a_reason_can_be_a_sentence() -> None:
    assert templates("zh-Hant")["Server error ({status})."] == "伺服器錯誤（{status}）。"
    assert templates("en")["Server error ({status})."] == "Server error ({status})."

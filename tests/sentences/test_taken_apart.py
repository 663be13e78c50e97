"""Sentences taken apart: the right template, the words to the letter, and nothing else for ours."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citaudit.sentences import PIECE, Sentence, templates, told, understood
from citaudit.sentences.catalogue import parts
from tests.judge.case_files import examples, found

ENGLISH = sorted(templates("en"))
_OURS = {"what": "the source", "more": "offline", "why": "server error (503)"}
_PLAIN = {"n": "12", "host": "a.example", "status": "404"}


def filled(template: str, page: str) -> str:
    """A template with something of ours, or of a page, in each of its gaps."""
    gaps = [gap[1:-1] for gap in PIECE.findall(template)]
    return template.format_map({gap: _OURS.get(gap) or _PLAIN.get(gap) or page for gap in gaps})


def templates_in(sentence: Sentence) -> set[str]:
    inner = (each for each in sentence.gaps.values() if isinstance(each, Sentence))
    return {sentence.template}.union(*map(templates_in, inner))


@pytest.mark.parametrize("template", [each for each in ENGLISH if each not in parts()])
def test_each_template_is_known_by_its_words(template: str) -> None:
    text = filled(template, "Ωμέγα")
    sentence = understood(text)
    assert sentence is not None
    assert template in templates_in(sentence)
    assert told(text, "en") == text


@given(st.sampled_from(ENGLISH), st.text(min_size=1, max_size=60))
def test_whatever_a_page_holds_the_english_stays_to_the_letter(template: str, page: str) -> None:
    text = filled(template, page)
    assert told(text, "en") == text
    told(text, "zh-Hans")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_all_that_the_rules_say_of_their_examples_is_understood(language: str) -> None:
    said = set()
    for each in examples():
        for finding in found(each.code, each.example)[0]:
            said |= {finding.message, *(other.message for other in finding.related)}
            said |= {finding.fix.description} if finding.fix else set()
    made_up = "Too deep to read."
    assert {text for text in said if told(text, language) == text} <= {made_up}
    assert len(said) > 90


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "No source for this statement, which gives a number, a date, a superlative.",
            "這條陳述含有數字、日期、「最」之類的說法，卻沒有來源。",
        ),
        (
            "Dead: HTTP 404, after a redirect: the certificate has expired, “Hello, world”, "
            "first seen dead on 2026-01-02 (seen 2 times; more looks over several days make it "
            "sure).",
            "失效：HTTP 404，重新導向之後：憑證已過期，標題為「Hello, world」，"
            "2026-01-02 首次發現失效（已見過 2 次，再過幾天多檢查幾次才能確定）。",
        ),
        (
            "`a` ×2 (now `b`), `c` (now `d`) and `e` (now `f`) are no longer read by this wiki's "
            "templates.",
            "`a` ×2（現用 `b`）、`c`（現用 `d`）和 `e`（現用 `f`），本維基的模板都已不再讀取。",
        ),
        ("Footnote 7 is empty: no source is given.", "註腳 7 是空的：沒有給出來源。"),
        (
            "Every footnote of this statement is empty or undefined (1, 12, 13).",
            "這條陳述的註腳全部空白或未定義（1、12、13）。",
        ),
        (
            "Every footnote of this statement is empty or undefined (Lind, 1931).",
            "這條陳述的註腳全部空白或未定義（Lind, 1931）。",
        ),
        ("Write `url-status`, `author-link`.", "改寫為 `url-status`、`author-link`。"),
        ("Unknown attribute “foo” in a footnote tag.", "註腳標籤中有未知屬性「foo」。"),
        (
            "archived, but no copy is good: its title says 'Not found'; web.example has no copy",
            "有存檔，但沒有可用的副本：網頁的標題是 'Not found'；web.example 沒有副本",
        ),
        ("web.archive.org: rate-limited (429)", "web.archive.org：存取過於頻繁（429）"),
        ("Could not be verified: it is Tuesday.", "無法核實：it is Tuesday。"),
    ],
)
def test_sentences_within_sentences(english: str, chinese: str) -> None:
    assert told(english, "zh-Hant") == chinese


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello, world",
        "Footnote 2 fell over.",
        "“x”",
        "the tower, which leans",
        "{host} has no copy",
        "x" * 5_000,
    ],
)
def test_what_is_not_ours_is_left_alone(text: str) -> None:
    assert understood(text) is None
    assert told(text, "zh-Hans") == text


WORDS = sorted({words for each in templates("en") for words in PIECE.split(each)[::2] if words})


@pytest.mark.parametrize("text", ["a: " * 900, "; " * 1_500, "Footnote " * 400 + "is empty."])
def test_a_text_made_to_be_cut_in_many_ways_is_given_up_on(text: str) -> None:
    assert told(text, "en") == text


@settings(max_examples=50)
@given(st.lists(st.sampled_from(WORDS), min_size=20, max_size=80).map("".join))
def test_whatever_is_made_of_our_words_is_ours_to_the_letter_or_left_alone(text: str) -> None:
    assert told(text, "en") == text

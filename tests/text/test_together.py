"""Texts searched together give what each gives alone."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from citaudit.extract import figures
from citaudit.text.together import Together

WORDS = st.sampled_from(
    [
        "公元",
        "前",
        "1931",
        "2020",
        "20",
        "年",
        "代",
        "5",
        "月",
        "日",
        "May",
        "January",
        "12",
        "st",
        "of",
        ",",
        "-",
        "05",
        "th",
        "century",
        "BC",
        "%",
        "％",
        "$",
        "美元",
        "元",
        "million",
        "dollars",
        "百",
        "分之",
        "percent",
        "per",
        "cent",
        "三",
        "兩",
        "第",
        "人",
        "A",
        "T-",
        "s",
        "。",
    ]
) | st.just(" ")
TEXTS = st.lists(st.lists(WORDS, max_size=9).map("".join), max_size=6)
PATTERNS = (
    figures.DATE,
    figures.DIGIT,
    figures.HAN_NUMBER,
    figures.IN_NO_NAME,
    figures.MONEY,
    figures.PERCENTAGE,
)


@given(TEXTS, st.sampled_from(PATTERNS))
def test_a_pattern_finds_in_many_what_it_finds_in_each(
    texts: list[str], pattern: re.Pattern[str]
) -> None:
    together = Together(texts)
    assert list(together.having(pattern)) == [
        index for index, text in enumerate(texts) if pattern.search(text)
    ]
    assert list(together.replaced(pattern, " ").texts) == [
        pattern.sub(" ", text) for text in texts or [""]
    ]


@given(TEXTS, st.lists(st.sampled_from(["1931", "年", "May", "分之", "no"]), max_size=3))
def test_words_are_found_in_the_texts_that_hold_them(texts: list[str], words: list[str]) -> None:
    assert Together(texts).holding(words) == {
        index for index, text in enumerate(texts) if any(word in text for word in words)
    }

"""What in a statement calls for a source: numbers, dates, superlatives, quotations and so on.

Every trait is a rule that can be read: the words are `traits.toml`, the patterns of figures those
of `figures.py`. They say what a reader will want to check, never that a statement is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from citaudit.extract import figures
from citaudit.extract.trait_words import (
    chinese,
    english,
    english_words,
    living_person_categories,
)
from citaudit.text.scripts import HAN_OR_KANA
from citaudit.text.together import Together

_NUMBER_WORDS = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    hundreds thousand thousands million millions billion billions dozen dozens half third
    quarter twenty-one twenty-two twenty-five thirty-five two-thirds three-quarters""".split()  # noqa: SIM905
)
_MONEY_WORDS = frozenset(
    """dollar dollars euro euros pound pounds yen yuan rupee rupees ruble rubles rouble roubles
    franc francs usd eur gbp""".split()  # noqa: SIM905
)
_MONEY_SIGNS = "$€£¥₩₽₹"
_MAY_GIVE_PERCENTAGE = ("%", "％", "‰", "成", "分", "cent")

_QUOTATION_MARKS = {True: "「“", False: '“"«„'}
_QUOTED_CJK = re.compile(r"[「“]([^「」“”]{6,})[」”]")
_SAID_BEFORE = re.compile(r"[：:]\s*$|[稱称說说問问道喊][，,]?\s*$")
_SPOKEN = re.compile(
    "[，。！？的是不會会有我你您他她了在都要將将於于讓让沒没無无應应和而就也很這这那]"
)
_QUOTED_WESTERN = re.compile(r"[“\"]([^“”\"]{8,})[”\"]|[«„]([^«»„“]{8,})[»“]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL = frozenset(
    """a an and as at but by for from in into is of on or over the to with de la le du des van von
    und""".split()  # noqa: SIM905
)


def traits(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The traits of each statement, in a fixed order.

    Those of a page are searched together; white space in them is one space at a time.
    """
    found: list[tuple[str, ...]] = [()] * len(texts)
    by_script: dict[bool, list[int]] = {True: [], False: []}
    for index, text in enumerate(texts):
        by_script[not text.isascii() and HAN_OR_KANA.search(text) is not None].append(index)
    for cjk, indexes in by_script.items():
        if indexes:
            here = [texts[index] for index in indexes]
            for index, seen in zip(indexes, _traits(here, cjk), strict=True):
                found[index] = tuple(seen)
    return found


def _traits(texts: Sequence[str], cjk: bool) -> list[list[str]]:
    """The traits of statements in one script."""
    said = Together(texts)
    rest = said.replaced(figures.DATE, " ")
    numbers = _with_numbers(rest)
    if cjk:
        numbers.update(rest.having(figures.HAN_NUMBER))
        paying = rest.having(figures.MONEY)
        worded = chinese().seen(said)
    else:
        counted, paid, worded = _by_english_words(texts)
        numbers |= counted
        paying = (i for i in paid | rest.holding(_MONEY_SIGNS) if _pays(rest.texts[i]))
    maybe = rest.holding(_MAY_GIVE_PERCENTAGE)
    quotes = _quotes_in_chinese if cjk else _quotes
    found: list[list[str]] = [[] for _ in texts]
    for name, indexes in (
        ("number", numbers),
        ("date", (i for i, text in enumerate(texts) if text != rest.texts[i])),
        ("money", paying),
        ("percentage", (i for i in maybe if figures.PERCENTAGE.search(rest.texts[i]))),
        ("quotation", (i for i in said.holding(_QUOTATION_MARKS[cjk]) if quotes(texts[i]))),
    ):
        for index in indexes:
            found[index].append(name)
    for traits_of_one, more in zip(found, worded, strict=True):
        traits_of_one += more
    return found


def _with_numbers(texts: Together) -> set[int]:
    """Indexes of the texts in which a digit stands outside the names."""
    found = set(texts.having(figures.IN_NO_NAME))
    found.update(
        index
        for index in texts.having(figures.DIGIT)
        if index not in found and figures.gives_digits(texts.texts[index])
    )
    return found


def _pays(text: str) -> bool:
    return figures.MONEY.search(text) is not None


@cache
def _telling() -> frozenset[str]:
    """Every word of English that may make a trait."""
    return _NUMBER_WORDS | _MONEY_WORDS | english().keys


def _by_english_words(texts: Sequence[str]) -> tuple[set[int], set[int], list[list[str]]]:
    """Indexes of texts with a number in words, of those with a currency; all traits by words."""
    lists, telling = english(), _telling()
    counted: set[int] = set()
    paid: set[int] = set()
    worded: list[list[str]] = []
    for index, (text, words) in enumerate(zip(texts, english_words(texts), strict=True)):
        told = telling.intersection(words)
        if told:
            if not told.isdisjoint(_NUMBER_WORDS):
                counted.add(index)
            if not told.isdisjoint(_MONEY_WORDS):
                paid.add(index)
            told &= lists.keys
        worded.append(lists.seen(text, words, told))
    return counted, paid, worded


def _quotes_in_chinese(text: str) -> bool:
    """Whether somebody's words are quoted; a name or a title in quotation marks is none."""
    for found in _QUOTED_CJK.finditer(text):
        before = text[max(0, found.start() - 4) : found.start()]
        if _SAID_BEFORE.search(before) or _SPOKEN.search(found[1]):
            return True
    return False


def _quotes(text: str) -> bool:
    """The same in other languages: three words or more, not all capitalised as in a title."""
    for found in _QUOTED_WESTERN.finditer(text):
        words = _WORD.findall(found[1] or found[2])
        if len(words) >= 3 and any(word.islower() and word not in _SMALL for word in words):
            return True
    return False


def about_the_living(page_text: str) -> bool:
    """Whether the categories of a page say that its subject is alive."""
    return living_person_categories().search(page_text) is not None

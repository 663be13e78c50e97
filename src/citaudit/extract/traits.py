"""What in a statement calls for a source: numbers, dates, superlatives, quotations and so on.

Every trait is a rule that can be read: the words are `traits.toml`, the patterns of figures those
of `figures.py`. They say what a reader will want to check, never that a statement is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from citaudit.extract import figures
from citaudit.extract.numbered import MAY_BE_NAMED, without_numbered_names, without_terms
from citaudit.extract.opinions import with_views
from citaudit.extract.speech import introduces_speech, quotes, quotes_in_chinese, without_quotations
from citaudit.extract.trait_words import (
    chinese,
    english,
    english_words,
    living_person_categories,
)
from citaudit.model import Trait
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


def traits(texts: Sequence[str]) -> list[tuple[Trait, ...]]:
    """The traits of each statement, in a fixed order.

    Those of a page are searched together; white space in them is one space at a time.
    """
    found: list[tuple[Trait, ...]] = [()] * len(texts)
    by_script: dict[bool, list[int]] = {True: [], False: []}
    for index, text in enumerate(texts):
        by_script[not text.isascii() and HAN_OR_KANA.search(text) is not None].append(index)
    for cjk, indexes in by_script.items():
        if indexes:
            here = [texts[index] for index in indexes]
            for index, seen in zip(indexes, _traits(here, cjk), strict=True):
                found[index] = tuple(seen)
    return found


def _traits(texts: Sequence[str], cjk: bool) -> list[list[Trait]]:
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
    spoken = quotes_in_chinese if cjk else quotes
    quoting = said.holding(_QUOTATION_MARKS[cjk])
    found: list[list[Trait]] = [[] for _ in texts]
    told: tuple[tuple[Trait, Iterable[int]], ...] = (
        ("number", numbers),
        ("date", (i for i, text in enumerate(texts) if text != rest.texts[i])),
        ("money", paying),
        ("percentage", (i for i in maybe if figures.PERCENTAGE.search(rest.texts[i]))),
        ("quotation", (i for i in quoting if spoken(texts[i]))),
    )
    for name, indexes in told:
        for index in indexes:
            found[index].append(name)
    for index in quoting:
        if not cjk and "quotation" in found[index] and introduces_speech(texts[index]):
            _add_attribution(worded[index])
        elif "attribution" in worded[index]:
            outside = without_quotations(texts[index])
            if not _has("attribution", texts[index], outside, cjk):
                worded[index].remove("attribution")
    for text, traits_of_one, more in zip(texts, found, worded, strict=True):
        if "vague" in more and not _has("vague", text, with_views(text), cjk):
            more.remove("vague")
        if "superlative" in more and not _has("superlative", text, without_terms(text), cjk):
            more.remove("superlative")
        traits_of_one += more
    return found


def _add_attribution(worded: list[Trait]) -> None:
    """With the traits by words in their order."""
    if "attribution" not in worded:
        worded.insert(int("superlative" in worded), "attribution")


def _has(trait: str, text: str, rest: str, cjk: bool) -> bool:
    """Whether what is left of a text that has a trait by its words has it still."""
    if rest == text:
        return True
    left = chinese().seen(Together([rest])) if cjk else _by_english_words([rest])[2]
    return trait in left[0]


def _with_numbers(texts: Together) -> set[int]:
    """Indexes of the texts in which a digit stands outside the names."""
    found = set(texts.having(figures.IN_NO_NAME))
    found.update(
        index
        for index in texts.having(figures.DIGIT)
        if index not in found and figures.gives_digits(texts.texts[index])
    )
    for index in texts.having(MAY_BE_NAMED):
        if index in found and not figures.gives_digits(without_numbered_names(texts.texts[index])):
            found.remove(index)
    return found


def _pays(text: str) -> bool:
    return figures.MONEY.search(text) is not None


@cache
def _telling() -> frozenset[str]:
    """Every word of English that may make a trait."""
    return _NUMBER_WORDS | _MONEY_WORDS | english().keys


def _by_english_words(texts: Sequence[str]) -> tuple[set[int], set[int], list[list[Trait]]]:
    """Indexes of texts with a number in words, of those with a currency; all traits by words."""
    lists, telling = english(), _telling()
    counted: set[int] = set()
    paid: set[int] = set()
    worded: list[list[Trait]] = []
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


def about_the_living(page_text: str) -> bool:
    """Whether the categories of a page say that its subject is alive."""
    return living_person_categories().search(page_text) is not None

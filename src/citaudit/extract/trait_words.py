"""The words of `traits.toml` made ready to be searched in many statements."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from citaudit.model import Trait
from citaudit.text.together import Together
from citaudit.typed import typed

_H = r"[\u3400-\u9fff\w·・「」]"
# Letters, hyphens and line ends stay, all else becomes a space: the quickest way to the words.
_LETTERS = bytes(
    at if chr(at) in "abcdefghijklmnopqrstuvwxyz-\n" else ord(" ") for at in range(256)
)
_LOOSE_HYPHEN = re.compile(r"-(?:(?![a-z])|(?<![a-z]-))")
_PATTERN_FIRSTS = "稱称據据依根按說说比較较（(現现"  # of the patterns in the Chinese lists
# Behind the first character of a word: of what other word it is the end (`數據傳輸`).
_NOT_WITHIN = {"据": "(?<![数证占依]据)", "據": "(?<![數證佔占依]據)"}


@dataclass(frozen=True, slots=True)
class Chinese:
    """The word lists of Chinese; `names` of the traits are in order.

    `words` finds any word, the longest where several begin; `traits` are those of a word and of all
    that it begins with.
    """

    names: tuple[Trait, ...]
    words: re.Pattern[str]
    traits: Mapping[str, frozenset[Trait]]
    patterns: Sequence[tuple[Trait, re.Pattern[str]]]

    def seen(self, texts: Together) -> list[list[Trait]]:
        """The traits of each text by its words."""
        found: list[set[Trait]] = [set() for _ in texts.texts]
        for index, word in texts.found(self.words):
            found[index] |= self.traits[word]
        for index in texts.holding(_PATTERN_FIRSTS):
            text, seen = texts.texts[index], found[index]
            seen.update(
                name for name, pattern in self.patterns if name not in seen and pattern.search(text)
            )
        return [[name for name in self.names if name in seen] if seen else [] for seen in found]


@dataclass(frozen=True, slots=True)
class English:
    """The word lists of English; `names` of the traits are in order.

    `words` are the phrases between spaces by their longest word, each with the trait it is one of.
    A pattern is tried where the hint of its trait stands.
    """

    names: tuple[Trait, ...]
    words: Mapping[str, Sequence[tuple[str, Trait]]]
    keys: frozenset[str]
    patterns: Sequence[tuple[Trait, re.Pattern[str]]]
    hints: Mapping[Trait, str]

    def seen(self, text: str, words: Sequence[str], keys: Iterable[str]) -> list[Trait]:
        """The traits of a text; a phrase is looked for where its longest word (`keys`) stands."""
        seen: set[Trait] = set()
        if keys:
            spaced = f" {' '.join(words)} "
            phrases = self.words
            seen = {name for key in keys for phrase, name in phrases[key] if phrase in spaced}
        for name, pattern in self.patterns:
            if name not in seen and self.hints[name] in text and pattern.search(text):
                seen.add(name)
        return [name for name in self.names if name in seen] if seen else []


def english_words(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text in lower case: letters with hyphens between."""
    said = "\n".join(texts).lower().encode("ascii", "replace").translate(_LETTERS).decode("ascii")
    return [line.split() for line in _LOOSE_HYPHEN.sub(" ", said).split("\n")]


@cache
def chinese() -> Chinese:
    lists = _lists("zh")
    words = list(_listed(lists))
    rests: defaultdict[str, set[str]] = defaultdict(set)
    for word, _ in words:
        rests[word[0]].add(word[1:])
    # Each branch begins with a character, so that the engine skips to the next of them.
    branches = (
        f"{first}{_NOT_WITHIN.get(first, '')}(?:{'|'.join(_longest_first(ends))})"
        for first, ends in rests.items()
    )
    traits = {
        word: frozenset(name for begin, name in words if word.startswith(begin))
        for word, _ in words
    }
    return Chinese(tuple(lists), re.compile("|".join(branches)), traits, _patterns(lists))


@cache
def english() -> English:
    lists = _lists("en")
    by_key: defaultdict[str, list[tuple[str, Trait]]] = defaultdict(list)
    for phrase, name in _listed(lists):
        [words] = english_words([phrase])
        by_key[max(words, key=len)].append((f" {' '.join(words)} ", name))
    patterns = _patterns(lists, re.IGNORECASE)
    hints = {name: lists[name].get("hint", "") for name in lists}
    return English(tuple(lists), by_key, frozenset(by_key), patterns, hints)


def _data() -> dict[str, Any]:
    return tomllib.loads(files("citaudit.extract").joinpath("traits.toml").read_text("utf-8"))


def _lists(language: str) -> Mapping[Trait, Any]:
    return {typed(name, Trait): table for name, table in _data()[language].items()}


def _listed(lists: Mapping[Trait, Any]) -> Iterator[tuple[str, Trait]]:
    """(word, trait) for all words of a language."""
    for name, table in lists.items():
        for word in table.get("words", ()):
            yield word, name


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(map(re.escape, words), key=len, reverse=True)


def _patterns(
    lists: Mapping[Trait, Any], flags: re.RegexFlag = re.NOFLAG
) -> Sequence[tuple[Trait, re.Pattern[str]]]:
    return [
        (name, re.compile("|".join(table["patterns"]).replace(r"\p{H}", _H), flags))
        for name, table in lists.items()
        if "patterns" in table
    ]


@cache
def living_person_categories() -> re.Pattern[str]:
    """Finds a category that says that the subject of a page is alive."""
    names = _data()["page"]["living-person"]["categories"]
    return re.compile(rf":\s*(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)

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

_H = r"[\u3400-\u9fff\w·・「」]"
# Letters, hyphens and line ends stay, all else becomes a space: the quickest way to the words.
_LETTERS = bytes(
    at if chr(at) in "abcdefghijklmnopqrstuvwxyz-\n" else ord(" ") for at in range(256)
)
_LOOSE_HYPHEN = re.compile(r"-(?:(?![a-z])|(?<![a-z]-))")
# First characters of the patterns in the Chinese lists.
_PATTERN_FIRSTS = frozenset("稱称據据依根按說说比較较（(現现")


@dataclass(frozen=True, slots=True)
class Table:
    """The word lists of one language.

    `words` by their first character (Chinese) or longest word (English, the phrase between spaces),
    each with the trait it is a word of; `keys` are all of these, and all that a pattern may begin
    with. A pattern is tried where the hint of its trait stands. `names` are in order.
    """

    names: tuple[str, ...]
    words: Mapping[str, Sequence[tuple[str, str]]]
    keys: frozenset[str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    hints: Mapping[str, str]

    def in_order(self, seen: set[str]) -> list[str]:
        """The traits `seen`, as they come in a statement."""
        return [name for name in self.names if name in seen] if seen else []

    def in_chinese(self, text: str) -> list[str]:
        """Traits by words: one is looked for only where its first character stands."""
        firsts = self.keys.intersection(text)
        seen = {
            name for first in firsts for word, name in self.words.get(first, ()) if word in text
        }
        if not _PATTERN_FIRSTS.isdisjoint(firsts):
            seen.update(
                name for name, pattern in self.patterns if name not in seen and pattern.search(text)
            )
        return self.in_order(seen)

    def in_english(self, text: str, words: Sequence[str], keys: Iterable[str]) -> list[str]:
        """Traits by words: a phrase is looked for only where its longest word (`keys`) stands."""
        seen: set[str] = set()
        if keys:
            spaced = f" {' '.join(words)} "
            listed = self.words
            seen = {name for key in keys for phrase, name in listed[key] if phrase in spaced}
        for name, pattern in self.patterns:
            if name not in seen and self.hints[name] in text and pattern.search(text):
                seen.add(name)
        return self.in_order(seen)


def english_words(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text in lower case: letters with hyphens between."""
    said = "\n".join(texts).lower().encode("ascii", "replace").translate(_LETTERS).decode("ascii")
    return [line.split() for line in _LOOSE_HYPHEN.sub(" ", said).split("\n")]


@cache
def tables() -> Mapping[str, Table]:
    """Those of `zh` and `en`."""
    data = tomllib.loads(files("citaudit.extract").joinpath("traits.toml").read_text("utf-8"))
    chinese = [(word[0], word, name) for name, word in _listed(data["zh"])]
    spoken = [(english_words([phrase])[0], name) for name, phrase in _listed(data["en"])]
    english = [(max(words, key=len), f" {' '.join(words)} ", name) for words, name in spoken]
    return {
        "zh": _table(data["zh"], chinese, _PATTERN_FIRSTS, re.NOFLAG),
        "en": _table(data["en"], english, frozenset(), re.IGNORECASE),
    }


def _listed(lists: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(trait, word) for all words of a language."""
    for name, table in lists.items():
        for word in table.get("words", ()):
            yield name, word


def _table(
    lists: Mapping[str, Any],
    words: Iterable[tuple[str, str, str]],
    begins: frozenset[str],
    flags: re.RegexFlag,
) -> Table:
    by_key: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, word, name in words:
        by_key[key].append((word, name))
    patterns = tuple(
        (name, re.compile("|".join(table["patterns"]).replace(r"\p{H}", _H), flags))
        for name, table in lists.items()
        if "patterns" in table
    )
    hints = {name: table.get("hint", "") for name, table in lists.items()}
    return Table(tuple(lists), by_key, begins.union(by_key), patterns, hints)


@cache
def living_person_categories() -> re.Pattern[str]:
    """Finds a category that says that the subject of a page is alive."""
    data = tomllib.loads(files("citaudit.extract").joinpath("traits.toml").read_text("utf-8"))
    names = data["page"]["living-person"]["categories"]
    return re.compile(rf":\s*(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
